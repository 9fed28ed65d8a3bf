/* SPDX-License-Identifier: ISC */
/*
 * Roles of lines.  First the head (what stands before the first sentence),
 * then captions above credits, then other stories: a heading of theirs
 * with the titles and teasers around it, and lone titles amid the body.
 *
 * A text of nothing but paragraphs is left as it is: nothing in it says
 * that it was copied from a page with all that stands around an article.
 * Our own output is such a text.
 */
#include "parse/extract/layout.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/dateline.h"
#include "parse/extract/fold.h"

#define HEAD_LINES	12	/* lines that may stand before the body */
#define TITLE_WORDS	4	/* fewer are a label, not a headline */
#define TITLE_MAX	45	/* more are a sentence without a stop */
#define LINK_WORDS	7	/* a lone title amid the body; fewer: subhead */
#define SENTENCE	60	/* bytes from which a stopped line is body */
#define TEASER_MAX	500	/* bytes of the text under a related title */
#define SHARED_WORDS	3	/* that make a teaser its title's */
#define WORD_MAX	48
#define TITLE_TOKENS	24
#define HEAD_WORDS	20	/* a longer title may be the first paragraph */
#define HEAD_SHARED	40	/* percent of its words, in the sentence below */
#define FRONTS_MAX	80	/* words of a line that are compared */
#define FRONT_LETTERS	5	/* by which words are the same */
#define SHORT_WORD	4	/* letters; shorter ones stand anywhere */

static bool
is_bullet(uint32_t cp)
{
	return cp == '*' || cp == 0x2022 || cp == 0x25aa || cp == 0x25cf ||
	    cp == 0xb7 || cp == 0x2023 || cp == 0x25e6;
}

/* "• …", "- …", "1. …", "2) …" */
static bool
is_item(const char *s, size_t n)
{
	size_t i = 0, k;
	uint32_t cp;

	k = utf8_decode(s, n, &cp);
	if (is_bullet(cp) || cp == '-' || cp == 0x2013 || cp == 0x2014)
		return k < n && s[k] == ' ';
	while (i < n && i < 3 && s[i] >= '0' && s[i] <= '9')
		i++;
	return i > 0 && i + 1 < n && (s[i] == '.' || s[i] == ')') &&
	    s[i + 1] == ' ';
}

/* A full stop, perhaps inside closing marks and brackets. */
static bool
is_stopped(const char *s, size_t n)
{
	uint32_t cp;
	size_t k;

	while (n > 0) {
		for (k = 1; k < n && ((unsigned char)s[n - k] & 0xc0) == 0x80;
		    k++)
			;
		utf8_decode(s + n - k, k, &cp);
		if (cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 ||
		    cp == ':' || cp == ';')
			return true;
		if (cp != '"' && cp != '\'' && cp != ')' && cp != ']' &&
		    cp != 0xbb && cp != 0x201c && cp != 0x201d &&
		    cp != 0x2019)
			return false;
		n -= k;
	}
	return false;
}

void
layout_shape(struct text_line *l)
{
	size_t i;

	l->words = l->n > 0;
	for (i = 0; i < l->n; i++)
		l->words += l->s[i] == ' ';
	l->stopped = is_stopped(l->s, l->n);
	l->item = l->n > 0 && is_item(l->s, l->n);
}

void
layout_measure(struct text_line *l)
{
	layout_shape(l);
	l->kind = line_classify(l->s, l->n);
	l->role = l->kind == LINE_BODY ? ROLE_BODY : ROLE_DROP;
}

static bool
is_sentence(const struct text_line *l)
{
	return l->role == ROLE_BODY && (l->words > TITLE_MAX || (l->stopped &&
	    l->n >= SENTENCE && l->s[l->n - 1] != '?') ||
	    dateline_length(l->s, l->n) > 0);
}

static bool
is_title(const struct text_line *l)
{
	return l->role == ROLE_BODY && !l->stopped && !l->item &&
	    l->words <= TITLE_MAX;
}

/* “…” — Jane Roe: a quotation set apart, with its name. */
static bool
is_pull_quote(const struct text_line *l)
{
	char front[8];

	return fold_line(l->s, l->n, front, sizeof(front)) > 0 &&
	    front[0] == '"';
}

/*
 * A line that a credit follows says what the picture shows.  Across a
 * blank line that holds only amid the body: in the head it may be the
 * standfirst.
 */
static void
drop_captions(struct text_line *l, size_t n, bool gaps)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (l[i].kind == LINE_CREDIT && is_title(&l[i - 1]) &&
		    (gaps || !l[i].gap))
			l[i - 1].role = ROLE_DROP;
}

/*
 * The first line that is the article's own prose; n when there is none.
 * Short sentences that lead up to it belong to it.
 */
static size_t
find_body(const struct text_line *l, size_t n)
{
	size_t i, titles = 0;

	for (i = 0; i < n && titles <= HEAD_LINES; i++) {
		if (is_sentence(&l[i]))
			break;
		titles += l[i].role == ROLE_BODY;
	}
	if (i == n || titles > HEAD_LINES)
		return n;
	while (i > 0 && l[i - 1].role == ROLE_BODY && l[i - 1].stopped &&
	    (i > 1 || l[0].s[l[0].n - 1] == '.'))
		i--;
	return i;
}

/* The first line of a headline's length, else the longest there is. */
static size_t
find_headline(const struct text_line *l, size_t body)
{
	size_t i, longest = body;

	for (i = 0; i < body; i++) {
		if (l[i].role != ROLE_BODY)
			continue;
		if (l[i].words >= TITLE_WORDS)
			return i;
		if (longest == body || l[i].words > l[longest].words)
			longest = i;
	}
	return longest;
}

static void
name_head(struct text_line *l, size_t body)
{
	size_t i, headline = find_headline(l, body), subtitle = body;

	/* The standfirst is what stands nearest to the body. */
	for (i = headline + 1; i < body; i++)
		if (l[i].role == ROLE_BODY && l[i].words > TITLE_WORDS &&
		    l[i].gap)
			subtitle = i;
	for (i = 0; i < body; i++) {
		if (l[i].role != ROLE_BODY)
			continue;
		l[i].role = i == headline ? ROLE_HEADLINE :
		    i == subtitle ? ROLE_SUBTITLE : ROLE_DROP;
	}
}

/* Words that carry meaning, as hashes, so that comparing is cheap. */
static size_t
title_words(const struct text_line *l, uint32_t out[TITLE_TOKENS])
{
	size_t i = 0, from, k, n = 0, len;
	char word[WORD_MAX];
	uint32_t cp, hash;

	while (i < l->n && n < TITLE_TOKENS) {
		k = utf8_decode(l->s + i, l->n - i, &cp);
		if (!cp_is_alnum(cp)) {
			i += k;
			continue;
		}
		for (from = i; i < l->n && cp_is_alnum(cp); ) {
			i += k;
			if (i < l->n)
				k = utf8_decode(l->s + i, l->n - i, &cp);
		}
		len = fold_word(l->s + from, i - from, word, sizeof(word));
		if (len < 5)
			continue;
		/* Endings differ ("Ukraine", "Ukrainian"); five bytes hold. */
		hash = 2166136261u;
		for (k = 0; k < len && k < 10; k++)
			hash = (hash ^ (unsigned char)word[k]) * 16777619u;
		out[n++] = hash;
	}
	return n;
}

static size_t
shared_words(const struct text_line *a, const struct text_line *b)
{
	uint32_t x[TITLE_TOKENS], y[TITLE_TOKENS];
	size_t nx = title_words(a, x), ny = title_words(b, y), i, j, n = 0;

	for (i = 0; i < nx; i++)
		for (j = 0; j < ny; j++)
			if (x[i] == y[j]) {
				n++;
				break;
			}
	return n;
}

/*
 * A heading such as "Other topics": the titles that touch it, those that
 * follow, and the text that retells the last of them.
 */
static void
drop_related_block(struct text_line *l, size_t n, size_t i)
{
	size_t k, title = n;

	if (i > 0 && !l[i].gap && is_title(&l[i - 1]))
		l[i - 1].role = ROLE_DROP;
	/* "Read also: Putin names …" is the whole of it. */
	if (l[i].words > 5)
		return;
	for (k = i + 1; k < n && is_title(&l[k]) && l[k].words >= TITLE_WORDS;
	    k++) {
		l[k].role = ROLE_DROP;
		title = k;
	}
	if (title < n && k < n && l[k].role == ROLE_BODY && l[k].n <=
	    TEASER_MAX && shared_words(&l[title], &l[k]) >= SHARED_WORDS)
		l[k].role = ROLE_DROP;
}

/*
 * Titles amid the body belong to other stories, when the text is of the
 * kind that ends its sentences; short ones are subheadings.
 */
static void
drop_lone_titles(struct text_line *l, size_t body, size_t n)
{
	size_t i, stopped = 0, all = 0, last = body;

	for (i = body; i < n; i++) {
		if (l[i].role != ROLE_BODY || (!l[i].stopped &&
		    (l[i].item || l[i].words < LINK_WORDS)))
			continue;
		all++;
		stopped += l[i].stopped;
		if (l[i].stopped)
			last = i;
	}
	if (all < 4 || stopped * 10 < all * 7)
		return;
	for (i = body + 1; i < last; i++)
		if (is_title(&l[i]) && l[i].words >= LINK_WORDS &&
		    l[i].gap && !is_pull_quote(&l[i]))
			l[i].role = ROLE_DROP;
}

/* Behind the last sentence and a promo or note, nothing is the article's. */
static void
drop_tail(struct text_line *l, size_t body, size_t n)
{
	size_t i;
	bool after = false;

	for (i = n; i-- > body && !l[i].stopped; )
		;
	if (i < body || i >= n)
		return;
	for (i++; i < n; i++) {
		if (l[i].kind != LINE_BODY && l[i].kind != LINE_EMPTY)
			after = true;
		else if (after && is_title(&l[i]))
			l[i].role = ROLE_DROP;
	}
}

/* --- the head of a text of paragraphs ------------------------------------- */

/* The fronts of the longer words, as hashes; endings differ. */
static size_t
word_fronts(const struct text_line *l, uint32_t out[FRONTS_MAX])
{
	size_t i, n = 0, letters = 0;
	uint32_t hash = 0, cp;

	for (i = 0; i <= l->n && n < FRONTS_MAX; ) {
		cp = ' ';
		i += i < l->n ? utf8_decode(l->s + i, l->n - i, &cp) : 1;
		if (!cp_is_alnum(cp)) {
			if (letters >= SHORT_WORD)
				out[n++] = hash;
			letters = 0;
			continue;
		}
		if (letters == 0)
			hash = 2166136261u;
		if (letters++ < FRONT_LETTERS)
			hash = (hash ^ fold_cp(cp)) * 16777619u;
	}
	return n;
}

/* Whether the sentence says what the title says, more or less. */
static bool
is_echoed(const struct text_line *title, const struct text_line *sentence)
{
	uint32_t x[FRONTS_MAX], y[FRONTS_MAX];
	size_t nx = word_fronts(title, x), ny = word_fronts(sentence, y);
	size_t i, j, met = 0;

	for (i = 0; i < nx; i++)
		for (j = 0; j < ny; j++)
			if (x[i] == y[j]) {
				met++;
				break;
			}
	return met > 1 && met * 100 >= nx * HEAD_SHARED;
}

/*
 * Titles above a sentence that opens with a dateline or repeats one of
 * them.  A title that is not repeated may be the first paragraph, which
 * must not be lost.
 */
size_t
layout_head(const struct text_line *l, size_t n)
{
	size_t i, k;

	for (i = 0; i < n && i < LAYOUT_HEAD && is_title(&l[i]) &&
	    l[i].words <= HEAD_WORDS && !is_sentence(&l[i]); i++)
		;
	if (i == 0 || i == n || !is_sentence(&l[i]) || is_title(&l[i]))
		return 0;
	if (dateline_length(l[i].s, l[i].n) > 0)
		return i;
	for (k = 0; k < i; k++)
		if (is_echoed(&l[k], &l[i]))
			return i;
	return 0;
}

/* Nothing but paragraphs, each set off by a blank line. */
static bool
is_bare(const struct text_line *l, size_t n)
{
	size_t i;

	for (i = 0; i < n && l[i].gap && l[i].kind == LINE_BODY; i++)
		;
	return i == n;
}

static void
name_bare_head(struct text_line *l, size_t n, bool bare)
{
	struct text_line first[LAYOUT_HEAD + 1] = { 0 };
	size_t at[LAYOUT_HEAD + 1] = { 0 }, i, k = 0, head;

	for (i = 0; i < n && k < LAYOUT_HEAD + 1; i++) {
		if (l[i].role != ROLE_BODY)
			continue;
		first[k] = l[i];
		at[k++] = i;
	}
	head = layout_head(first, k);
	for (i = 0; i < head; i++)
		l[at[i]].role = i == 0 ? ROLE_HEADLINE : ROLE_SUBTITLE;
	if (head == 0 && bare && k > 1 && is_title(&first[0]) &&
	    first[0].words >= TITLE_WORDS && is_sentence(&first[1]))
		l[at[0]].role = ROLE_EITHER;
}

static void
find_roles(struct text_line *l, size_t n)
{
	size_t i, body;

	drop_captions(l, n, false);
	if ((body = find_body(l, n)) < n)
		name_head(l, body);
	else
		body = 0;
	drop_captions(l + body, n - body, true);
	for (i = body; i < n; i++)
		if (l[i].kind == LINE_RELATED)
			drop_related_block(l, n, i);
	drop_lone_titles(l, body, n);
	drop_tail(l, body, n);
}

void
layout_roles(struct text_line *l, size_t n)
{
	bool bare = is_bare(l, n);

	if (!bare)
		find_roles(l, n);
	name_bare_head(l, n, bare);
}
