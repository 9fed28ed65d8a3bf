/* SPDX-License-Identifier: ISC */
/*
 * Text to words.  gap() eats what parts words and notes what it was,
 * word_eat() of word.c eats one word; words that a hyphen or an elision
 * holds together are written once more as one.
 *
 * Knows nothing of names or queries.
 */
#include "match/token.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/word.h"

void
tokens_init(struct tokens *t)
{
	uint32_t c, e, class;

	memset(t, 0, sizeof(*t));
	for (c = 0; c < 0x80; c++) {
		e = fold_table[c];
		class = (e >> 24) & 15;
		if (class == FOLD_LETTER || class == FOLD_DIGIT)
			t->ascii[c] = (unsigned char)((e & 0x7f) |
			    (e >> 28 & 1) << 7);
	}
}

void
tokens_clear(struct tokens *t)
{
	free(t->v);
	free(t->joined);
	free(t->fold);
	tokens_init(t);
}

void
tokens_reset(struct tokens *t)
{
	t->n = t->njoined = t->nfold = 0;
}

/* Room for one more word at the end of the folded bytes. */
static char *
fold_room(struct tokens *t, size_t n)
{
	if (t->capfold - t->nfold < n) {
		t->capfold = t->capfold * 2 + n + 4096;
		t->fold = xreallocarray(t->fold, t->capfold, 1);
	}
	return t->fold + t->nfold;
}

#define ABBREVIATION	8	/* bytes of the longest */

/* --- what parts words --------------------------------------------------- */

/* A full stop behind one of these ends no sentence. */
static bool
is_abbreviation(const struct tokens *t)
{
	static const char *const abbrs[] = { "mr", "mrs", "ms", "dr", "prof",
	    "gen", "gov", "sen", "rep", "lt", "col", "sgt", "st", "maj",
	    "adm", "capt", "hon", "no", "vs", "ген", "проф", "акад", "тов",
	    "им", "св", "гг", "ул", "зам", "респ", "обл", NULL };
	const struct token *last;
	const char *const *a;
	const char *fold;

	if (t->n == 0)
		return false;
	last = &t->v[t->n - 1];
	if (last->cpend - last->cp == 1)
		return (last->flags & TOK_DIGIT) == 0;
	if (last->foldlen > ABBREVIATION)
		return false;
	fold = token_fold(t, last);
	for (a = abbrs; *a != NULL; a++)
		if (**a == *fold && strlen(*a) == last->foldlen &&
		    memcmp(*a, fold, last->foldlen) == 0)
			return true;
	return false;
}

static void
gap_stop(struct scanner *sc, bool ends)
{
	sc->before |= TOK_STOP;
	sc->before &= (uint32_t)~TOK_HASH;
	if (ends)
		sc->ended = true;
}

static void
gap_ascii(struct scanner *sc, unsigned char c)
{
	switch (c) {
	case '\n':
		/* Two are a paragraph; one may be the end of a headline. */
		if ((sc->before & TOK_SENT) != 0 && sc->at > 0 &&
		    memchr("\n\r", sc->s[sc->at - 1], 2) != NULL)
			sc->before |= TOK_PARA;
		sc->before |= TOK_SENT;
		break;
	case ' ':
	case '\t':
	case '\r':
		if (sc->ended)
			sc->before |= TOK_SENT;
		sc->before &= (uint32_t)~TOK_HASH;
		break;
	case '.':
		if (sc->out->n > 0 && sc->at > 0 && sc->before == 0)
			sc->out->v[sc->out->n - 1].flags |= TOK_DOT;
		gap_stop(sc, !is_abbreviation(sc->out));
		break;
	case '!':
	case '?':
	case ':':
	case '|':
		gap_stop(sc, true);
		break;
	case ';':
		gap_stop(sc, false);
		break;
	case ',':
		sc->before |= TOK_COMMA;
		break;
	case '(':
	case ')':
	case '[':
	case ']':
		sc->before |= TOK_BRACKET;
		break;
	case '"':
		sc->before |= TOK_QUOTE;
		break;
	case '#':
	case '@':
		sc->before |= TOK_HASH;
		break;
	default:
		break;
	}
}

static void
gap_wide(struct scanner *sc, uint32_t cp)
{
	switch (cp) {
	case 0x2028:
	case 0x2029:
		sc->before |= TOK_SENT | TOK_PARA;
		break;
	case 0x2014:
	case 0x2015:
		gap_stop(sc, false);
		break;
	case 0x2026:
	case 0x3002:
	case 0xff01:
	case 0xff1f:
		gap_stop(sc, true);
		break;
	case 0xab:
	case 0xbb:
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x300c:
	case 0x300d:
		sc->before |= TOK_QUOTE;
		break;
	default:
		if (sc->ended)
			sc->before |= TOK_SENT;
		break;
	}
}

/* Eats up to the next word; false at the end. */
static bool
gap(struct scanner *sc)
{
	struct folded f;
	uint32_t cp;
	size_t len;

	while (sc->at < sc->n) {
		unsigned char c = (unsigned char)sc->s[sc->at];

		if (c < 0x80) {
			if (sc->out->ascii[c] != 0)
				return true;
			if (c != ' ' || sc->before != 0)
				gap_ascii(sc, c);
			sc->at++;
			sc->cp++;
			continue;
		}
		len = utf8_decode(sc->s + sc->at, sc->n - sc->at, &cp);
		fold_one(cp, &f);
		if (f.class == FOLD_LETTER || f.class == FOLD_DIGIT ||
		    f.class == FOLD_SINGLE)
			return true;
		if (f.class == FOLD_BREAK)
			gap_wide(sc, cp);
		else if (f.class == FOLD_HYPHEN && cp == 0x2013)
			gap_stop(sc, false);
		sc->at += (uint32_t)len;
		sc->cp++;
	}
	return false;
}

/* --- tokens ------------------------------------------------------------- */

static struct token *
token_new(struct tokens *t)
{
	if (t->n == t->cap) {
		t->cap = t->cap * 2 + 256;
		t->v = xreallocarray(t->v, t->cap, sizeof(*t->v));
	}
	return &t->v[t->n++];
}

/* The chain of glued tokens first..last as one word more. */
static void
join_chain(struct tokens *t, uint32_t first, uint32_t last)
{
	struct joined *j;
	uint32_t i, len = 0;
	char *to;

	if (last == first || last - first >= TOKEN_PARTS)
		return;
	to = fold_room(t, TOKEN_PARTS * TOKEN_MAX);
	for (i = first; i <= last; i++) {
		memcpy(to + len, t->fold + t->v[i].fold, t->v[i].foldlen);
		len += t->v[i].foldlen;
	}
	if (len > TOKEN_MAX)
		return;
	if (t->njoined == t->capjoined) {
		t->capjoined = t->capjoined * 2 + 32;
		t->joined = xreallocarray(t->joined, t->capjoined,
		    sizeof(*t->joined));
	}
	j = &t->joined[t->njoined++];
	j->hash = word_hash(to, len);
	j->first = first;
	j->last = last;
	j->fold = (uint32_t)t->nfold;
	j->foldlen = len;
	t->nfold += len;
}

static uint32_t
word_flags(const struct word *w)
{
	uint32_t flags = 0;

	if (w->cap)
		flags |= TOK_CAP;
	if (w->letters > 1 && w->uppers == w->letters)
		flags |= TOK_CAPS;
	if (w->digit)
		flags |= TOK_DIGIT;
	if ((w->scripts & (1 << FOLD_LATIN)) != 0)
		flags |= TOK_LATIN;
	if ((w->scripts & (1 << FOLD_CYRILLIC)) != 0)
		flags |= TOK_CYRILLIC;
	return flags;
}

/* The quoted sentence in `said, "Burns …` begins like any other. */
static uint32_t
take_before(struct scanner *sc)
{
	uint32_t before = sc->before;

	if ((before & TOK_QUOTE) != 0 && (before & (TOK_COMMA | TOK_STOP)) != 0)
		before |= TOK_SENT;
	sc->before = 0;
	sc->ended = false;
	return before;
}

static void
push(struct scanner *sc, const struct word *w, uint32_t start, uint32_t end,
    uint32_t cp, uint32_t cpend, uint32_t flags)
{
	struct tokens *t = sc->out;
	struct token *tok = token_new(t);

	tok->start = start;
	tok->end = end;
	tok->cp = cp;
	tok->cpend = cpend;
	tok->fold = (uint32_t)t->nfold;
	tok->foldlen = (uint16_t)w->len;
	tok->hash = word_hash(w->fold, w->len);
	tok->flags = flags;
	t->nfold += w->len;
	if ((flags & TOK_GLUED) == 0)
		sc->chain = (uint32_t)t->n - 1;
}

/* A character that is a word, with the marks that sit on it. */
static bool
single(struct scanner *sc)
{
	uint32_t start = sc->at, cp0 = sc->cp, cp;
	struct word w = { .fold = fold_room(sc->out, TOKEN_MAX) };
	struct folded f;
	size_t len;

	/* None of them is below U+0800. */
	if ((unsigned char)sc->s[sc->at] < 0xe0)
		return false;
	len = utf8_decode(sc->s + sc->at, sc->n - sc->at, &cp);
	fold_one(cp, &f);
	if (f.class != FOLD_SINGLE)
		return false;
	sc->at += (uint32_t)len;
	sc->cp++;
	word_put(&w, f.cp[0]);
	push(sc, &w, start, sc->at, cp0, sc->cp,
	    take_before(sc) | TOK_SINGLE);
	return true;
}

/* Eats a hyphen or apostrophe that a letter follows; TOK_GLUED, or 0. */
static uint32_t
glue(struct scanner *sc)
{
	struct folded f;
	uint32_t cp;
	size_t len;

	if (sc->at >= sc->n || ((unsigned char)sc->s[sc->at] < 0x80 &&
	    sc->s[sc->at] != '-' && sc->s[sc->at] != '\''))
		return 0;
	len = utf8_decode(sc->s + sc->at, sc->n - sc->at, &cp);
	if (cp == UTF8_BAD)
		return 0;
	fold_one(cp, &f);
	if ((f.class != FOLD_HYPHEN && f.class != FOLD_APOS) ||
	    !letter_at(sc, sc->at + (uint32_t)len))
		return 0;
	sc->at += (uint32_t)len;
	sc->cp++;
	return f.class == FOLD_APOS ? TOK_GLUED | TOK_APOS : TOK_GLUED;
}

/* --- most words of most texts ------------------------------------------- */

static uint32_t
plain_flags(const char *p, const struct plain *pl)
{
	uint32_t flags = 0, i, letters = 0;

	if (pl->digit != 0)
		flags |= TOK_DIGIT;
	if ((pl->upper | pl->lower) != 0)
		flags |= TOK_LATIN;
	if (pl->upper == 0)
		return flags;
	if (*p >= 'A' && *p <= 'Z')
		flags |= TOK_CAP;
	for (i = 0; i < pl->n; i++)
		letters += p[i] >= 'A';
	if (pl->lower == 0 && letters > 1)
		flags |= TOK_CAPS;
	return flags;
}

/* A word of ASCII alone, and nothing that could hold it to the next one. */
static bool
plain(struct scanner *sc)
{
	const char *p = sc->s + sc->at;
	struct tokens *t = sc->out;
	struct token *tok;
	struct plain pl;
	char next;

	plain_read(sc, fold_room(t, TOKEN_MAX), &pl);
	next = sc->at + pl.n < sc->n ? p[pl.n] : ' ';
	if (pl.n == 0 || (sc->before & TOK_GLUED) != 0 ||
	    (unsigned char)next >= 0x80 || next == '-' || next == '\'' ||
	    next == '`')
		return false;
	tok = token_new(t);
	tok->hash = pl.hash;
	tok->start = sc->at;
	tok->end = sc->at += pl.n;
	tok->cp = sc->cp;
	tok->cpend = sc->cp += pl.n;
	tok->fold = (uint32_t)t->nfold;
	tok->foldlen = (uint16_t)pl.n;
	t->nfold += pl.n;
	tok->flags = take_before(sc) | plain_flags(p, &pl);
	sc->chain = (uint32_t)t->n - 1;
	return true;
}

static void
word(struct scanner *sc)
{
	struct word w = { .fold = fold_room(sc->out, TOKEN_MAX) };
	uint32_t start = sc->at, cp = sc->cp, end, cpend;
	uint32_t before = take_before(sc), flags = 0;

	end = word_eat(sc, &w, &cpend, &flags);
	if ((w.scripts & (1 << FOLD_LATIN)) != 0 &&
	    (w.scripts & (1 << FOLD_CYRILLIC)) != 0)
		word_untwin(sc, start, end, &w);
	flags |= word_flags(&w);
	push(sc, &w, start, end, cp, cpend, flags | before);
	if ((flags & TOK_POSS) == 0)
		sc->before = glue(sc);
	if (sc->before == 0)
		join_chain(sc->out, sc->chain, (uint32_t)sc->out->n - 1);
}

bool
tokens_add(struct tokens *t, const char *s, size_t n)
{
	struct scanner sc = { .out = t, .s = s, .before = TOK_SENT | TOK_PARA,
	    .chain = (uint32_t)t->n };
	size_t keep = n;

	if (n > TOKEN_TEXT_MAX)
		keep = utf8_cut(s, n, TOKEN_TEXT_MAX);
	sc.n = (uint32_t)keep;
	while (gap(&sc))
		if (!plain(&sc) && !single(&sc))
			word(&sc);
	return keep == n;
}
