/* SPDX-License-Identifier: ISC */
/*
 * Writing to people.  The only way by which text of a feed reaches the
 * output of the client; knows nothing of what the text is.
 */
#include "client/term.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/utf8.h"

#define WIDTH_MIN	40	/* columns; less is taken for this */
#define WIDTH_MAX	100	/* longer lines are hard to read */
#define REPLACEMENT	0xfffd

static const char *const styles[] = {
	[TERM_PLAIN] = "",
	[TERM_HEAD] = "\033[1m",
	[TERM_MARK] = "\033[1;31m",
	[TERM_DIM] = "\033[2m",
	[TERM_GOOD] = "\033[32m",
	[TERM_BAD] = "\033[31m"
};

/* Code points that are unsafe, as ranges in ascending order. */
static const struct range {
	uint32_t	first;
	uint32_t	last;
} unsafe[] = {
	{ 0x0000, 0x001f },	/* C0: escape, carriage return, … */
	{ 0x007f, 0x009f },	/* DEL and C1: some terminals obey those */
	{ 0x061c, 0x061c },	/* Arabic letter mark */
	{ 0x200e, 0x200f },	/* left-to-right and right-to-left marks */
	{ 0x2028, 0x202e },	/* separators; embeddings and overrides */
	{ 0x2066, 0x206f },	/* isolates; deprecated controls */
	{ 0xfff9, 0xfffb },	/* interlinear annotation */
	{ 0xe0000, 0xe007f }	/* tags: invisible text */
};

bool
term_is_unsafe(uint32_t cp)
{
	size_t i;

	for (i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++)
		if (cp >= unsafe[i].first && cp <= unsafe[i].last)
			return true;
	return cp == UTF8_BAD;
}

static size_t
window_width(FILE *out)
{
	struct winsize w;

	if (ioctl(fileno(out), TIOCGWINSZ, &w) == -1 || w.ws_col == 0)
		return WIDTH_MAX;
	if (w.ws_col < WIDTH_MIN)
		return WIDTH_MIN;
	return w.ws_col < WIDTH_MAX ? w.ws_col : WIDTH_MAX;
}

/* https://no-color.org: set and not empty, whatever its value. */
static bool
wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *kind = getenv("TERM");

	return (no == NULL || *no == '\0') &&
	    (kind == NULL || strcmp(kind, "dumb") != 0);
}

void
term_init(struct term *t, FILE *out, enum term_colour when)
{
	bool tty = isatty(fileno(out)) == 1;

	/* For wcwidth(3); the output is UTF-8 wherever it goes. */
	setlocale(LC_CTYPE, "C.UTF-8");
	t->out = out;
	t->colour = when == TERM_ALWAYS ||
	    (when == TERM_AUTO && tty && wants_colour());
	t->brackets = tty && !t->colour;
	t->width = tty ? window_width(out) : 0;
}

/* The next code point as it is shown; n > 0. */
static size_t
next_shown(const char *s, size_t n, uint32_t *cp)
{
	size_t used = utf8_decode(s, n, cp);

	if (*cp == '\n' || *cp == '\t' || *cp == '\r')
		*cp = ' ';
	else if (term_is_unsafe(*cp))
		*cp = REPLACEMENT;
	return used;
}

/* Written anew, so that nothing passes that was not looked at. */
static void
put_cp(struct term *t, uint32_t cp)
{
	char bytes[UTF8_MAX];

	fwrite(bytes, 1, utf8_encode(cp, bytes), t->out);
}

/* What wcwidth(3) does not know is mostly new, and mostly narrow. */
static size_t
columns(uint32_t cp)
{
	int w = wcwidth((wchar_t)cp);

	return w >= 0 ? (size_t)w : 1;
}

static void
begin(struct term *t, enum term_style style)
{
	if (t->colour)
		fputs(styles[style], t->out);
	else if (t->brackets && style == TERM_MARK)
		fputc('[', t->out);
}

static void
end(struct term *t, enum term_style style)
{
	if (t->colour && style != TERM_PLAIN)
		fputs("\033[0m", t->out);
	else if (t->brackets && style == TERM_MARK)
		fputc(']', t->out);
}

/* Returns the columns taken. */
static size_t
put_text(struct term *t, const char *s)
{
	size_t n = strlen(s), used, width = 0;
	uint32_t cp;

	for (; n > 0; s += used, n -= used) {
		used = next_shown(s, n, &cp);
		put_cp(t, cp);
		width += columns(cp);
	}
	return width;
}

void
term_put(struct term *t, enum term_style style, const char *s)
{
	term_pad(t, style, s, 0);
}

void
term_pad(struct term *t, enum term_style style, const char *s, size_t width)
{
	size_t taken;

	begin(t, style);
	taken = put_text(t, s != NULL ? s : "");
	end(t, style);
	for (; taken < width; taken++)
		fputc(' ', t->out);
}

/* A paragraph on its way: where in the text, in the line, in the marks. */
struct flow {
	struct term		*t;
	enum term_style		 style;
	size_t			 indent;
	size_t			 column;	/* 0: the line has not begun */
	size_t			 at;		/* code point */
	const struct term_mark	*marks;
	size_t			 nmarks;
	bool			 marked;
};

/*
 * Bytes and columns of the word at s: up to the next blank or the end.
 * Chinese and Japanese write none, so each wide character is a word, with
 * what combines with it.
 */
static size_t
word_length(const char *s, size_t n, size_t *width)
{
	size_t used, taken, len = 0;
	bool wide = false;
	uint32_t cp;

	*width = 0;
	while (len < n) {
		used = next_shown(s + len, n - len, &cp);
		taken = columns(cp);
		if (cp == ' ' || (len > 0 && (taken == 2 ||
		    (wide && taken > 0))))
			break;
		wide = wide || taken == 2;
		*width += taken;
		len += used;
	}
	return len;
}

/* Begins and ends the style at the code point that comes next. */
static void
flow_turn(struct flow *f)
{
	bool inside;

	while (f->nmarks > 0 && f->at >= f->marks->end) {
		f->marks++;
		f->nmarks--;
	}
	inside = f->nmarks > 0 && f->at >= f->marks->start;
	if (inside == f->marked)
		return;
	end(f->t, f->marked ? TERM_MARK : f->style);
	f->marked = inside;
	begin(f->t, f->marked ? TERM_MARK : f->style);
}

static void
flow_blank(struct flow *f)
{
	flow_turn(f);
	fputc(' ', f->t->out);
	f->column++;
}

/* A style never spans a line end: pagers show lines on their own. */
static void
flow_line(struct flow *f)
{
	size_t i;

	if (f->column > 0) {
		flow_turn(f);
		end(f->t, f->marked ? TERM_MARK : f->style);
		fputc('\n', f->t->out);
	}
	for (i = 0; i < f->indent; i++)
		fputc(' ', f->t->out);
	f->column = f->indent;
	begin(f->t, f->marked ? TERM_MARK : f->style);
}

static void
flow_word(struct flow *f, const char *s, size_t len)
{
	size_t used;
	uint32_t cp;

	for (; len > 0; s += used, len -= used) {
		flow_turn(f);
		used = next_shown(s, len, &cp);
		put_cp(f->t, cp);
		f->column += columns(cp);
		f->at++;
	}
}

/* False when there was no word. */
static bool
flow_run(struct flow *f, const char *s)
{
	size_t n = strlen(s), len, width, blanks = 0;
	size_t room = f->t->width > 0 ? f->t->width : SIZE_MAX;
	bool begun = false;
	uint32_t cp;

	while (n > 0) {
		len = word_length(s, n, &width);
		if (len == 0) {
			len = next_shown(s, n, &cp);
			/* Runs of blanks are one, and count as what they
			 * are. */
			blanks++;
		} else {
			if (!begun || f->column + (blanks > 0) + width > room)
				flow_line(f);
			else if (blanks > 0)
				flow_blank(f);
			begun = true;
			f->at += blanks;
			blanks = 0;
			flow_word(f, s, len);
		}
		s += len;
		n -= len;
	}
	return begun;
}

void
term_wrap(struct term *t, enum term_style style, size_t indent,
    const char *s, const struct term_mark *marks, size_t nmarks)
{
	struct flow f = {
		.t = t, .style = style, .indent = indent, .marks = marks,
		.nmarks = nmarks
	};

	if (s == NULL || !flow_run(&f, s))
		return;
	end(t, f.marked ? TERM_MARK : style);
	fputc('\n', t->out);
}

void
term_json(struct term *t, const char *s)
{
	size_t n = strlen(s), used;
	uint32_t cp;

	for (; n > 0; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		/* C0 is escaped already, but for the line ends between
		 * tokens. */
		if (cp < 0x20 || !term_is_unsafe(cp))
			fwrite(s, 1, used, t->out);
		else if (cp <= 0xffff)
			fprintf(t->out, "\\u%04x", (unsigned int)cp);
		else
			fprintf(t->out, "\\u%04x\\u%04x", (unsigned int)
			    (0xd800 + ((cp - 0x10000) >> 10)), (unsigned int)
			    (0xdc00 + ((cp - 0x10000) & 0x3ff)));
	}
}
