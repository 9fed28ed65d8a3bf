/* SPDX-License-Identifier: ISC */
/*
 * Text to tokens, one pass.  Apostrophes and hyphens inside a word belong
 * to it; a possessive 's is noted and cut off, so that a name is a name.
 */
#include "parse/extract/quote_tok.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/extract/fold.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_span.h"
#include "parse/extract/quote_verb.h"

#define WORDS_MIN	4096	/* bytes of folded words, at first */

struct reader {
	struct toks	*ts;
	const char	*s;
	size_t		 n;
	size_t		 i;
	size_t		 cp;
	size_t		 cap;
	bool		 ukrainian;
	bool		 blank;		/* the last thing was a blank */
};

static uint32_t
peek(const struct reader *r, size_t i)
{
	uint32_t cp = ' ';

	if (i < r->n)
		utf8_decode(r->s + i, r->n - i, &cp);
	return cp;
}

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || cp == 0x2bc;
}

static bool
is_hyphen(uint32_t cp)
{
	return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

/* Combining marks (stress, composed late) are part of the word. */
static bool
is_wordly(uint32_t cp)
{
	return cp_is_alnum(cp) || cp == 0xad || (cp >= 0x300 && cp < 0x370);
}

static struct tok *
add_tok(struct reader *r, enum tok_kind kind, size_t at, size_t end)
{
	struct toks *ts = r->ts;
	struct tok *t;

	if (ts->len == r->cap) {
		r->cap = r->cap == 0 ? 256 : r->cap * 2;
		ts->v = xreallocarray(ts->v, r->cap, sizeof(*ts->v));
	}
	t = &ts->v[ts->len++];
	memset(t, 0, sizeof(*t));
	t->kind = (uint8_t)kind;
	t->at = (uint32_t)at;
	t->end = (uint32_t)end;
	t->cp = (uint32_t)r->cp;
	t->shape = r->blank || ts->len == 1 ? SHAPE_BLANK_L : 0;
	r->cp += utf8_count(r->s + at, end - at);
	r->i = end;
	r->blank = false;
	return t;
}

/* Lists of words are asked for the same token many times. */
static void
keep_word(struct toks *ts, struct tok *t)
{
	if (ts->words_cap - ts->nwords < LEX_WORD) {
		ts->words_cap = ts->words_cap * 2;
		ts->words = xreallocarray(ts->words, ts->words_cap, 1);
	}
	t->word = (uint32_t)ts->nwords;
	fold_word(ts->s + t->at, t->end - t->at, ts->words + ts->nwords,
	    LEX_WORD);
	ts->nwords += strlen(ts->words + ts->nwords) + 1;
}

/*
 * Words written in capitals are names of bodies ("US", "WHO", "IT"), and
 * bodies and places are written with a capital.
 */
static uint32_t
trim_classes(uint32_t cls, uint8_t shape)
{
	static const uint32_t bodies = L_ORG | L_MEDIA | L_PLACE;

	if ((shape & SHAPE_CAP) == 0)
		return cls & ~(uint32_t)(L_MEDIA | L_PLACE | L_HONOR);
	if ((shape & SHAPE_UPPER) != 0 && (cls & bodies) != 0)
		return cls & bodies;
	if ((cls & (L_THEY | L_IT | L_WHO)) != 0)
		return cls & ~bodies;
	return cls;
}

static void
classify(struct reader *r, struct tok *t)
{
	const char *word = tok_word(r->ts, t);
	char nominative[LEX_WORD];
	enum lex_role role = R_NONE;
	bool cyr = (t->shape & SHAPE_CYR) != 0, oblique;
	uint32_t first;

	if (word[0] == '\0')
		return;
	t->cls = trim_classes(lex_find(word, cyr, &role), t->shape);
	t->role = (uint8_t)role;
	t->verb = cyr ? verb_find_ru(word, r->ukrainian) : verb_find_en(word);
	/* "в Госдуме": bodies and places in any case are no people. */
	if (cyr && t->cls == 0 && (t->shape & SHAPE_CAP) != 0)
		t->cls = lex_find_noun(word, &role, &oblique) & (L_ORG |
		    L_MEDIA | L_PLACE | L_THING);
	if ((t->shape & SHAPE_CAP) != 0 && (first = lex_first_name(word, cyr,
	    nominative)) != 0)
		t->cls |= first;
	/* English adverbs; "family", "Italy" and their like are few. */
	if (!cyr && t->end - t->at > 4 && t->cls == 0 && (t->shape &
	    SHAPE_CAP) == 0 && strcmp(word + strlen(word) - 2, "ly") == 0)
		t->cls = L_ADV;
}

static uint8_t
word_shape(const struct reader *r, size_t at, size_t end)
{
	size_t i, k, letters = 0, upper = 0;
	uint8_t shape = 0;
	uint32_t cp;

	for (i = at; i < end; i += k) {
		k = utf8_decode(r->s + i, end - i, &cp);
		if (!u_isalpha((UChar32)cp))
			continue;
		if (u_isupper((UChar32)cp)) {
			upper++;
			if (letters == 0)
				shape |= SHAPE_CAP;
		}
		if (cp >= 0x400 && cp < 0x530)
			shape |= SHAPE_CYR;
		letters++;
	}
	if (upper >= 2 && upper == letters)
		shape |= SHAPE_UPPER;
	return shape;
}

static bool
is_number(const struct reader *r, size_t at, size_t end)
{
	return r->s[at] >= '0' && r->s[at] <= '9' && end > at;
}

/* "U.S.", "p.m.", "т.д.": letters between full stops. */
static size_t
take_acronym(const struct reader *r, size_t at)
{
	size_t i = at, k, parts = 0;
	uint32_t cp;

	for (;;) {
		cp = peek(r, i);
		k = i < r->n ? utf8_decode(r->s + i, r->n - i, &cp) : 0;
		if (k == 0 || cp == UTF8_BAD || !u_isalpha((UChar32)cp) ||
		    i + k >= r->n || r->s[i + k] != '.')
			break;
		i += k + 1;
		parts++;
	}
	if (parts == 0 || (i < r->n && is_wordly(peek(r, i))))
		return 0;
	return parts > 1 ? i - at : 0;
}

static size_t
word_reach(const struct reader *r, size_t at)
{
	size_t i = at, k;
	uint32_t cp;

	while (i < r->n) {
		k = utf8_decode(r->s + i, r->n - i, &cp);
		if (is_wordly(cp)) {
			i += k;
			continue;
		}
		if (i == at || !is_wordly(peek(r, i + k)))
			break;
		if (is_apostrophe(cp) || is_hyphen(cp) || ((cp == '.' ||
		    cp == ',' || cp == ':') && is_number(r, i - 1, i) &&
		    is_number(r, i + k, i + k + 1))) {
			i += k;
			continue;
		}
		break;
	}
	return i;
}

/* The length of the word without a possessive 's. */
static size_t
cut_possessive(const struct reader *r, size_t at, size_t end)
{
	size_t k = end - at;

	if (k > 2 && (r->s[end - 1] | 0x20) == 's') {
		if (r->s[end - 2] == '\'')
			return end - 2;
		if (k > 4 && memcmp(r->s + end - 4, "\342\200\231", 3) == 0)
			return end - 4;
	}
	return end;
}

static void
read_word(struct reader *r)
{
	size_t at = r->i, end, name, k;
	struct tok *t;

	if ((k = take_acronym(r, at)) > 0) {
		t = add_tok(r, TOK_WORD, at, at + k);
		t->shape |= word_shape(r, at, at + k) | SHAPE_ABBR;
		keep_word(r->ts, t);
		classify(r, t);
		return;
	}
	end = word_reach(r, at);
	name = cut_possessive(r, at, end);
	t = add_tok(r, is_number(r, at, end) ? TOK_NUM : TOK_WORD, at, name);
	/* "The 56-year-old said" */
	if (t->kind == TOK_NUM && end - at > 4 && memcmp(r->s + end - 4,
	    "-old", 4) == 0) {
		t->kind = TOK_WORD;
		t->cls = L_TITLE | L_GENERIC;
		keep_word(r->ts, t);
		return;
	}
	r->cp += utf8_count(r->s + name, end - name);
	r->i = end;
	t->shape |= word_shape(r, at, name);
	if (t->kind == TOK_WORD)
		keep_word(r->ts, t);
	if (name < end && tok_is(r->ts, t, "it he she that who what there "
	    "let here where how"))
		t->shape &= (uint8_t)~SHAPE_POSS;
	else if (name < end)
		t->shape |= SHAPE_POSS;
	if (t->kind == TOK_WORD)
		classify(r, t);
}

static char
punct_char(uint32_t cp)
{
	switch (cp) {
	case ',': case '.': case ':': case ';': case '!': case '?':
	case '(': case ')': case '[': case ']': case '/': case '&':
		return (char)cp;
	case 0x2026:
		return '.';
	case '-': case 0x2012: case 0x2013: case 0x2014: case 0x2015:
	case 0x2212:
		return '-';
	default:
		return '~';
	}
}

/* A blank line, or a line's end, ends a paragraph. */
static void
read_blank(struct reader *r)
{
	size_t from = r->i, k;
	bool line = false;
	uint32_t cp;

	while (r->i < r->n) {
		k = utf8_decode(r->s + r->i, r->n - r->i, &cp);
		if (!cp_is_blank(cp) && fold_cp(cp) != 0)
			break;
		line |= cp == '\n';
		r->i += k;
		r->cp++;
	}
	if (r->ts->len > 0)
		r->ts->v[r->ts->len - 1].shape |= SHAPE_BLANK_R;
	r->blank = true;
	if (line) {
		r->cp -= utf8_count(r->s + from, r->i - from);
		add_tok(r, TOK_PARA, from, r->i);
		r->blank = true;
	}
}

static const char abbreviations[] = "mr mrs ms dr prof gen col lt sgt capt "
    "maj cpl sen rep gov st jr sr inc ltd co corp vs no hon rev feb aug sept "
    "oct nov dec jan mar apr ariz calif colo conn fla ga ill ind kan ky md "
    "mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt "
    "wash wis wyo г гг ул им тыс млн млрд руб проф ред прим стр св род см "
    "акад ген полк корр обл р п ст";

/* Single capitals are initials: "J. Doe", "С. Иванов". */
static bool
is_abbreviation(const struct reader *r, const struct tok *t)
{
	if (t->kind != TOK_WORD)
		return false;
	if ((t->shape & SHAPE_CAP) != 0 && utf8_count(r->s + t->at, t->end -
	    t->at) == 1)
		return !tok_is(r->ts, t, "i я");
	return tok_is(r->ts, t, abbreviations);
}

static void
read_other(struct reader *r)
{
	struct tok *prev = r->ts->len > 0 ? &r->ts->v[r->ts->len - 1] : NULL;
	uint32_t cp;
	size_t k = utf8_decode(r->s + r->i, r->n - r->i, &cp);
	uint32_t mark = mark_of(cp);
	struct tok *t;

	/* Two single marks in a row are a double one of typewriters. */
	if (mark >= MARK_SQ && r->i + k * 2 <= r->n &&
	    memcmp(r->s + r->i, r->s + r->i + k, k) == 0) {
		k *= 2;
		mark = mark == MARK_LSQ ? MARK_LDQ :
		    mark == MARK_RSQ ? MARK_RDQ : MARK_DQ;
	}
	if (cp == '.' && prev != NULL && prev->end == r->i &&
	    is_abbreviation(r, prev))
		prev->shape |= SHAPE_ABBR;
	t = add_tok(r, mark != 0 ? TOK_MARK : TOK_PUNCT, r->i, r->i + k);
	t->ch = punct_char(cp);
	t->span = mark;
}

/* Words with which a sentence begins: their capitals say nothing. */
static void
mark_first(struct toks *ts)
{
	struct tok *t, *l;

	for (t = ts->v; t < ts->v + ts->len; t++) {
		l = t > ts->v ? t - 1 : NULL;
		if (t->kind != TOK_WORD)
			continue;
		if (l == NULL || l->kind == TOK_PARA || (l->kind ==
		    TOK_MARK && (l->shape & SHAPE_BLANK_L) != 0) ||
		    tok_punct(l, '!') || tok_punct(l, '?') ||
		    (tok_punct(l, '.') && (l == ts->v ||
		    (l[-1].shape & SHAPE_ABBR) == 0)))
			t->shape |= SHAPE_FIRST;
	}
}

void
toks_read(struct toks *ts, const char *s, size_t n, bool ukrainian)
{
	struct reader r = { .ts = ts, .s = s, .n = n,
	    .ukrainian = ukrainian };
	uint32_t cp;

	memset(ts, 0, sizeof(*ts));
	ts->s = s;
	ts->n = n;
	ts->words = xcalloc(1, WORDS_MIN);
	ts->words_cap = WORDS_MIN;
	ts->nwords = 1;
	while (r.i < n && ts->len < TOKENS_MAX) {
		cp = peek(&r, r.i);
		if (cp_is_blank(cp) || fold_cp(cp) == 0)
			read_blank(&r);
		else if (cp_is_alnum(cp))
			read_word(&r);
		else
			read_other(&r);
	}
	if (ts->len > 0)
		ts->v[ts->len - 1].shape |= SHAPE_BLANK_R;
	/* Readers may look at the token behind the last one. */
	add_tok(&r, TOK_PARA, r.i, r.i);
	mark_first(ts);
}

void
toks_clear(struct toks *ts)
{
	free(ts->v);
	free(ts->words);
	memset(ts, 0, sizeof(*ts));
}

bool
tok_is(const struct toks *ts, const struct tok *t, const char *words)
{
	const char *word = tok_word(ts, t), *at = words;
	size_t n;

	if ((n = strlen(word)) == 0)
		return false;
	while ((at = strstr(at, word)) != NULL) {
		if ((at == words || at[-1] == ' ') && (at[n] == '\0' ||
		    at[n] == ' '))
			return true;
		at += n;
	}
	return false;
}

bool
tok_same(const struct toks *ts, const struct tok *a, const struct tok *b)
{
	const char *word = tok_word(ts, a);

	return word[0] != '\0' && strcmp(word, tok_word(ts, b)) == 0;
}
