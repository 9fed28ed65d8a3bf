/* SPDX-License-Identifier: ISC */
/*
 * Folding, a code point at a time.  The table decides what it covers; the
 * rest asks ICU for class, decomposition and case.  Word rules (what an
 * apostrophe joins, which script a word is in) are not known here.
 */
#include "base/fold.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

#define FOLD_DECOMP	18	/* UTF-16 units of the longest in NFKD */

struct range {
	uint32_t	first;
	uint32_t	last;
	uint8_t		class;
};

/* What the general category gets wrong, or would be slow to find. */
static const struct range ranges[] = {
	{ 0x0591, 0x05bd, FOLD_DROP },		/* Hebrew points */
	{ 0x05bf, 0x05bf, FOLD_DROP },
	{ 0x05c1, 0x05c2, FOLD_DROP },
	{ 0x05c4, 0x05c5, FOLD_DROP },
	{ 0x05f3, 0x05f4, FOLD_APOS },
	{ 0x0610, 0x061a, FOLD_DROP },
	{ 0x061c, 0x061c, FOLD_DROP },
	{ 0x0640, 0x0640, FOLD_DROP },		/* tatweel */
	{ 0x064b, 0x065f, FOLD_DROP },		/* Arabic vowel points */
	{ 0x0670, 0x0670, FOLD_DROP },
	{ 0x06d6, 0x06dc, FOLD_DROP },
	{ 0x0e01, 0x0eff, FOLD_SINGLE },	/* Thai, Lao */
	{ 0x1000, 0x109f, FOLD_SINGLE },	/* Myanmar */
	{ 0x1100, 0x11ff, FOLD_SINGLE },
	{ 0x1780, 0x17d3, FOLD_SINGLE },	/* Khmer */
	{ 0x180e, 0x180e, FOLD_DROP },
	{ 0x1ab0, 0x1aff, FOLD_DROP },
	{ 0x1dc0, 0x1dff, FOLD_DROP },
	{ 0x200b, 0x200f, FOLD_DROP },		/* zero width, direction */
	{ 0x2010, 0x2013, FOLD_HYPHEN },
	{ 0x2014, 0x2017, FOLD_BREAK },		/* often met: not for ICU */
	{ 0x2018, 0x201b, FOLD_APOS },
	{ 0x201c, 0x2029, FOLD_BREAK },
	{ 0x202a, 0x202e, FOLD_DROP },
	{ 0x2032, 0x2032, FOLD_APOS },
	{ 0x2060, 0x206f, FOLD_DROP },
	{ 0x20d0, 0x20f0, FOLD_DROP },
	{ 0x2212, 0x2212, FOLD_HYPHEN },
	{ 0x3041, 0x3096, FOLD_SINGLE },	/* Hiragana, Katakana */
	{ 0x30a1, 0x30fa, FOLD_SINGLE },
	{ 0x30fc, 0x30ff, FOLD_SINGLE },
	{ 0x3400, 0x4dbf, FOLD_SINGLE },	/* Han */
	{ 0x4e00, 0x9fff, FOLD_SINGLE },
	{ 0xac00, 0xd7a3, FOLD_SINGLE },	/* Hangul syllables */
	{ 0xf900, 0xfaff, FOLD_SINGLE },
	{ 0xfe00, 0xfe0f, FOLD_DROP },		/* variation selectors */
	{ 0xfe20, 0xfe2f, FOLD_DROP },
	{ 0xfe63, 0xfe63, FOLD_HYPHEN },
	{ 0xfeff, 0xfeff, FOLD_DROP },
	{ 0xff07, 0xff07, FOLD_APOS },
	{ 0xff0d, 0xff0d, FOLD_HYPHEN },
	{ 0x20000, 0x323af, FOLD_SINGLE },
	{ 0xe0000, 0xe01ef, FOLD_DROP }		/* tags, selectors */
};
#define NRANGES	(sizeof(ranges) / sizeof(ranges[0]))

/* -1 when no range holds cp. */
static int
range_class(uint32_t cp)
{
	size_t lo = 0, hi = NRANGES, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (cp > ranges[mid].last)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < NRANGES && cp >= ranges[lo].first ? ranges[lo].class : -1;
}

static void
fold_from_table(uint32_t cp, struct folded *f)
{
	uint32_t e = fold_table[cp];

	f->class = (e >> 24) & 15;
	f->upper = (e >> 28) & 1;
	f->script = (e >> 29) & 3;
	f->cp[0] = e & 0xffff;
	f->cp[1] = (e >> 16) & 0xff;
	f->n = f->cp[0] == 0 ? 0 : f->cp[1] == 0 ? 1 : 2;
}

static uint8_t
class_of(uint32_t cp)
{
	uint32_t bit = U_MASK(u_charType((UChar32)cp));
	int class = range_class(cp);

	if (class != -1)
		return (uint8_t)class;

	/* The marks that are left by now spell vowels. */
	if ((bit & (U_GC_L_MASK | U_GC_MN_MASK | U_GC_MC_MASK)) != 0)
		return FOLD_LETTER;
	if ((bit & (U_GC_ND_MASK | U_GC_NO_MASK | U_GC_NL_MASK)) != 0)
		return FOLD_DIGIT;
	if ((bit & U_GC_CF_MASK) != 0)
		return FOLD_DROP;
	return FOLD_BREAK;
}

/* One unit of a decomposition, folded on. */
static void
fold_add(struct folded *f, uint32_t cp)
{
	struct folded one;

	cp = (uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT);
	if (cp < FOLD_TABLE)
		fold_from_table(cp, &one);
	else
		one = (struct folded){ .cp = { cp }, .n = 1,
		    .class = class_of(cp) };
	if (one.class != FOLD_LETTER && one.class != FOLD_DIGIT)
		return;
	if (f->script == FOLD_OTHER)
		f->script = one.script;
	for (uint8_t i = 0; i < one.n && f->n < FOLD_MAX; i++)
		f->cp[f->n++] = one.cp[i];
}

static uint8_t
script_of(uint32_t cp)
{
	UErrorCode err = U_ZERO_ERROR;

	switch (uscript_getScript((UChar32)cp, &err)) {
	case USCRIPT_LATIN:
		return FOLD_LATIN;
	case USCRIPT_CYRILLIC:
		return FOLD_CYRILLIC;
	case USCRIPT_GREEK:
		return FOLD_GREEK;
	default:
		return FOLD_OTHER;
	}
}

static void
fold_by_icu(uint32_t cp, struct folded *f)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&err);
	UChar units[FOLD_DECOMP];
	int32_t i = 0, n;
	UChar32 c;

	f->upper = u_isupper((UChar32)cp);
	f->script = script_of(cp);
	n = unorm2_getDecomposition(nfkd, (UChar32)cp, units, FOLD_DECOMP,
	    &err);
	if (U_FAILURE(err) || n < 0) {
		fold_add(f, cp);
	} else {
		while (i < n) {
			U16_NEXT(units, i, n, c);
			fold_add(f, (uint32_t)c);
		}
	}
	if (f->n == 0)
		f->class = FOLD_DROP;
}

void
fold_one(uint32_t cp, struct folded *f)
{
	if (cp < FOLD_TABLE) {
		fold_from_table(cp, f);
		return;
	}
	memset(f, 0, sizeof(*f));
	if (cp > 0x10ffff)
		return;
	f->class = class_of(cp);
	if (f->class == FOLD_SINGLE) {
		f->cp[0] = cp;
		f->n = 1;
	} else if (f->class == FOLD_LETTER || f->class == FOLD_DIGIT) {
		fold_by_icu(cp, f);
	}
}

uint32_t
fold_compose(uint32_t letter, uint32_t mark)
{
	if (mark == 0x306)
		return letter == 0x438 ? 0x439 : letter == 0x443 ? 0x45e : 0;
	return mark == 0x308 && letter == 0x456 ? 0x457 : 0;
}

uint32_t
fold_twin(uint32_t cp, enum fold_script to)
{
	/* Capitals that look alike are more than small letters that do. */
	static const uint16_t twins[][2] = {
		{ 'A', 0x410 }, { 'B', 0x412 }, { 'C', 0x421 },
		{ 'E', 0x415 }, { 'H', 0x41d }, { 'I', 0x406 },
		{ 'J', 0x408 }, { 'K', 0x41a }, { 'M', 0x41c },
		{ 'O', 0x41e }, { 'P', 0x420 }, { 'S', 0x405 },
		{ 'T', 0x422 }, { 'X', 0x425 }, { 'Y', 0x423 },
		{ 'a', 0x430 }, { 'c', 0x441 }, { 'e', 0x435 },
		{ 'i', 0x456 }, { 'j', 0x458 }, { 'k', 0x43a },
		{ 'o', 0x43e }, { 'p', 0x440 }, { 's', 0x455 },
		{ 'x', 0x445 }, { 'y', 0x443 }, { 0xcf, 0x407 },
		{ 0xef, 0x457 }, { 0xcb, 0x401 }, { 0xeb, 0x451 }
	};
	bool cyr = to == FOLD_CYRILLIC;
	size_t i;

	for (i = 0; i < sizeof(twins) / sizeof(twins[0]); i++)
		if (twins[i][cyr ? 0 : 1] == cp)
			return twins[i][cyr ? 1 : 0];
	return 0;
}

/* --- whole texts ---------------------------------------------------------- */

struct out {
	char		*s;
	uint32_t	*map;
	size_t		 n;
	size_t		 max;
	bool		 full;
};

static void
out_put(struct out *o, uint32_t cp, uint32_t from)
{
	char enc[UTF8_MAX];
	size_t i, n = utf8_encode(cp, enc);

	if (o->full || n > o->max - o->n) {
		o->full = true;
		return;
	}
	for (i = 0; i < n; i++) {
		if (o->map != NULL)
			o->map[o->n] = from;
		o->s[o->n++] = enc[i];
	}
}

/* Punctuation as a typewriter has it; 0 for a blank. */
static uint32_t
plain_break(uint32_t cp)
{
	static const uint32_t quotes[] = { 0xab, 0xbb, 0x201c, 0x201d, 0x201e,
	    0x201f, 0x2033, 0x2039, 0x203a, 0xff02, 0x300c, 0x300d };
	size_t i;

	if (cp == UTF8_BAD)
		return '?';
	if (u_isUWhiteSpace((UChar32)cp) || u_iscntrl((UChar32)cp))
		return 0;
	for (i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
		if (cp == quotes[i])
			return '"';
	return cp == 0x2014 || cp == 0x2015 ? '-' : cp == 0x2026 ? '.' : cp;
}

static void
out_break(struct out *o, uint32_t cp, uint32_t from)
{
	uint32_t plain = plain_break(cp);

	if (plain != 0)
		out_put(o, plain, from);
	else if (o->n > 0 && o->s[o->n - 1] != ' ')
		out_put(o, ' ', from);
}

/* и that waits in *last for its breve becomes й where it was put. */
static void
out_mark(struct out *o, uint32_t last, uint32_t mark)
{
	uint32_t whole = fold_compose(last, mark);

	if (whole != 0 && o->n >= 2)
		utf8_encode(whole, o->s + o->n - 2);	/* both take 2 */
}

size_t
fold_text(const char *s, size_t n, char *out, size_t max, uint32_t *map)
{
	struct out o = { .s = out, .map = map, .max = max };
	uint32_t cp, k = 0, last = 0;
	struct folded f;
	size_t i = 0;

	for (; i < n && !o.full; k++) {
		i += utf8_decode(s + i, n - i, &cp);
		fold_one(cp, &f);
		switch (f.class) {
		case FOLD_BREAK:
			out_break(&o, cp, k);
			last = 0;
			break;
		case FOLD_APOS:
			out_put(&o, '\'', k);
			last = 0;
			break;
		case FOLD_HYPHEN:
			out_put(&o, '-', k);
			last = 0;
			break;
		case FOLD_MARK:
			out_mark(&o, last, cp);
			last = 0;
			break;
		case FOLD_DROP:
			break;
		default:
			for (uint8_t j = 0; j < f.n; j++)
				out_put(&o, f.cp[j], k);
			last = f.cp[0];
			break;
		}
	}
	if (o.n > 0 && o.s[o.n - 1] == ' ')
		o.n--;
	return o.n;
}
