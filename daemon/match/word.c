/* SPDX-License-Identifier: ISC */
/*
 * One word, folded as it is eaten.  ASCII and the two-byte letters go by
 * table; a word of mixed scripts is done again with the letters of the
 * lesser script taken for their twins in the greater.
 */
#include "match/word.h"

#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"

void
word_put(struct word *w, uint32_t cp)
{
	if (w->len + UTF8_MAX <= TOKEN_MAX)
		w->len += (uint32_t)utf8_encode(cp, w->fold + w->len);
}

static void
word_letter(struct word *w, const struct folded *f)
{
	if (f->class == FOLD_DIGIT) {
		w->digit = true;
	} else {
		if (w->letters == 0)
			w->cap = f->upper;
		w->letters++;
		w->uppers += f->upper;
		w->scripts |= (uint8_t)(1 << f->script);
	}
	for (uint8_t i = 0; i < f->n; i++)
		word_put(w, f->cp[i]);
	w->last = f->cp[0];
}

/* A breve that makes й of the и before it. */
static void
word_mark(struct word *w, uint32_t mark)
{
	uint32_t whole = fold_compose(w->last, mark);

	if (whole != 0 && w->len >= 2) {
		w->len -= 2;
		word_put(w, whole);
		w->last = 0;
	}
}

bool
letter_at(const struct scanner *sc, uint32_t at)
{
	struct folded f;
	uint32_t cp;

	if (at >= sc->n)
		return false;
	if ((unsigned char)sc->s[at] < 0x80) {
		uint32_t class = (fold_table[(unsigned char)sc->s[at]] >> 24)
		    & 15;

		return class == FOLD_LETTER || class == FOLD_DIGIT;
	}
	utf8_decode(sc->s + at, sc->n - at, &cp);
	fold_one(cp, &f);
	return f.class == FOLD_LETTER || f.class == FOLD_DIGIT;
}

static bool
is_capital(const struct scanner *sc, uint32_t at)
{
	struct folded f;
	uint32_t cp;

	utf8_decode(sc->s + at, sc->n - at, &cp);
	fold_one(cp, &f);
	return f.upper;
}

enum apos { APOS_END, APOS_INSIDE, APOS_PARTS, APOS_POSSESSIVE };

/* What the apostrophe at sc->at (len bytes) does to the word before it. */
static enum apos
apos_kind(const struct scanner *sc, const struct word *w, uint32_t len)
{
	uint32_t next = sc->at + len;

	if (!letter_at(sc, next))
		return APOS_END;
	if ((sc->s[next] == 's' || sc->s[next] == 'S') &&
	    !letter_at(sc, next + 1))
		return APOS_POSSESSIVE;
	/* l'Est, O'Leary, Putin'in: parts, and joined the whole. */
	return (w->scripts & 1 << FOLD_LATIN) != 0 ? APOS_PARTS : APOS_INSIDE;
}

/*
 * ASCII letters and digits are most of most texts: no calls for them, and
 * nothing written through a pointer that the next letter has to reload.
 */
static void
word_ascii(struct scanner *sc, struct word *w)
{
	const unsigned char *table = sc->out->ascii;
	const unsigned char *p = (const unsigned char *)sc->s + sc->at, *q = p;
	const unsigned char *end = (const unsigned char *)sc->s + sc->n;
	char *to = w->fold + w->len;
	uint32_t room = TOKEN_MAX - w->len, digits = 0, uppers = 0, n;
	unsigned char c;

	for (; q < end && (c = table[*q]) != 0; q++) {
		if (room > 0) {
			*to++ = (char)(c & 0x7f);
			room--;
		}
		uppers += c >> 7;
		digits += c < 'A';
	}
	if ((n = (uint32_t)(q - p)) == 0)
		return;
	if (w->letters == 0 && digits < n) {
		while (table[*p] < 'A')
			p++;
		w->cap = table[*p] >> 7;
	}
	w->len = (uint32_t)(to - w->fold);
	w->letters += n - digits;
	w->uppers += uppers;
	w->digit |= digits > 0;
	if (digits < n)
		w->scripts |= 1 << FOLD_LATIN;
	w->last = 0;
	sc->cp += n;
	sc->at += n;
}

/* As above for the two-byte letters of the table. */
static void
word_two_bytes(struct scanner *sc, struct word *w)
{
	const unsigned char *p = (const unsigned char *)sc->s + sc->at;
	const unsigned char *end = (const unsigned char *)sc->s + sc->n;
	uint32_t len = w->len, n = 0, uppers = 0, scripts = 0, e = 0, cp;
	char *to = w->fold;

	for (; end - p >= 2; p += 2, n++) {
		if (p[0] < 0xc3 || p[0] > 0xd3 || (p[1] & 0xc0) != 0x80)
			break;
		cp = fold_table[(uint32_t)(p[0] & 31) << 6 | (p[1] & 63)];
		/* One letter that again takes two bytes, or leave it. */
		if (((cp >> 24) & 15) != FOLD_LETTER ||
		    (cp & 0xffffff) - 0x80 >= 0x780 || len + 2 > TOKEN_MAX)
			break;
		e = cp;
		if (n == 0 && w->letters == 0)
			w->cap = e >> 28 & 1;
		uppers += e >> 28 & 1;
		scripts |= 1u << (e >> 29 & 3);
		to[len++] = (char)(0xc0 | (e & 0xffff) >> 6);
		to[len++] = (char)(0x80 | (e & 63));
	}
	if (n == 0)
		return;
	w->len = len;
	w->letters += n;
	w->uppers += uppers;
	w->scripts |= (uint8_t)scripts;
	w->last = e & 0xffff;
	sc->at += 2 * n;
	sc->cp += n;
}

uint32_t
word_eat(struct scanner *sc, struct word *w, uint32_t *cpend, uint32_t *flags)
{
	uint32_t cp, len, end = sc->at;
	struct folded f;
	unsigned char c;

	*cpend = sc->cp;
	for (;;) {
		word_ascii(sc, w);
		word_two_bytes(sc, w);
		if (w->len > 0) {
			end = sc->at;
			*cpend = sc->cp;
		}
		if (sc->at >= sc->n)
			return end;
		c = (unsigned char)sc->s[sc->at];
		if (sc->out->ascii[c] != 0)
			continue;
		/* A blank or a full stop ends most words. */
		if (c < 0x80 && c != '\'' && c != '`')
			return end;
		len = (uint32_t)utf8_decode(sc->s + sc->at, sc->n - sc->at,
		    &cp);
		fold_one(cp, &f);
		if (f.class == FOLD_LETTER || f.class == FOLD_DIGIT) {
			word_letter(w, &f);
		} else if (f.class == FOLD_MARK) {
			word_mark(w, cp);
		} else if (f.class == FOLD_APOS) {
			enum apos kind = apos_kind(sc, w, len);

			if (kind == APOS_POSSESSIVE) {
				*flags |= TOK_POSS;
				sc->at += len + 1;
				sc->cp += 2;
			}
			if (kind != APOS_INSIDE)
				return end;
			/* д’Артаньян begins with a capital. */
			w->cap |= is_capital(sc, sc->at + len);
		} else if (f.class != FOLD_DROP) {
			return end;
		}
		sc->at += len;
		sc->cp++;
		if (f.class != FOLD_APOS && f.class != FOLD_DROP) {
			end = sc->at;
			*cpend = sc->cp;
		}
	}
}

/* --- words of mixed scripts --------------------------------------------- */

/*
 * Folds bytes start..end again with every letter that is not of the
 * script `to` replaced by its twin; false when one has none.
 */
static bool
refold(const struct scanner *sc, uint32_t start, uint32_t end,
    enum fold_script to, struct word *w)
{
	struct folded f;
	uint32_t cp;

	while (start < end) {
		start += (uint32_t)utf8_decode(sc->s + start, end - start,
		    &cp);
		fold_one(cp, &f);
		if (f.class == FOLD_LETTER && f.script != to) {
			if ((cp = fold_twin(cp, to)) == 0)
				return false;
			fold_one(cp, &f);
		}
		if (f.class == FOLD_MARK)
			word_mark(w, cp);
		else if (f.class == FOLD_LETTER || f.class == FOLD_DIGIT)
			word_letter(w, &f);
	}
	return true;
}

static size_t
count_script(const struct scanner *sc, uint32_t start, uint32_t end,
    enum fold_script script)
{
	struct folded f;
	uint32_t cp;
	size_t n = 0;

	while (start < end) {
		start += (uint32_t)utf8_decode(sc->s + start, end - start,
		    &cp);
		fold_one(cp, &f);
		n += f.class == FOLD_LETTER && f.script == script;
	}
	return n;
}

void
word_untwin(const struct scanner *sc, uint32_t start, uint32_t end,
    struct word *w)
{
	char fold[TOKEN_MAX];
	size_t lat = count_script(sc, start, end, FOLD_LATIN);
	size_t cyr = count_script(sc, start, end, FOLD_CYRILLIC);
	enum fold_script first = lat > cyr ? FOLD_LATIN : FOLD_CYRILLIC;
	enum fold_script second = lat > cyr ? FOLD_CYRILLIC : FOLD_LATIN;
	struct word again = { .fold = fold };

	if (!refold(sc, start, end, first, &again)) {
		again = (struct word){ .fold = fold };
		if (!refold(sc, start, end, second, &again))
			return;
	}
	memcpy(w->fold, fold, again.len);
	again.fold = w->fold;
	*w = again;
}
