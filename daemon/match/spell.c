/* SPDX-License-Identifier: ISC */
/* The engine of spelling rules; the rules stand in systems.c. */
#include "match/spell.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

static const char vowels[] = "аеёиоуыэюяіїєaeiouyáéíóúėęąāēīōūůöüäåøæœêèëïîôı";
static const char sibilants[] = "жчшщц";

void
spell_init(struct spell *s)
{
	memset(s->bucket, 0xff, sizeof(s->bucket));
	s->n = 0;
}

static int16_t *
bucket_of(const struct spell *s, const char *p)
{
	uint32_t cp;

	utf8_decode(p, UTF8_MAX, &cp);
	return (int16_t *)(uintptr_t)&s->bucket[cp & 63];
}

static void
add_rule(struct spell *s, const struct spell_rule *r)
{
	int16_t *head = bucket_of(s, r->from), i;

	for (i = *head; i != -1; i = s->rule[i].next)
		if (s->rule[i].fromlen == r->fromlen &&
		    s->rule[i].where == r->where && s->rule[i].end == r->end &&
		    memcmp(s->rule[i].from, r->from, r->fromlen) == 0) {
			s->rule[i].to = r->to;
			return;
		}
	assert(s->n < SPELL_RULES);
	s->rule[s->n] = *r;
	s->rule[s->n].next = *head;
	*head = s->n++;
}

void
spell_add(struct spell *s, const char *text)
{
	struct spell_rule r;
	const char *eq;

	if (text == NULL)
		return;
	while (*(text += strspn(text, " ")) != '\0') {
		memset(&r, 0, sizeof(r));
		if (strchr("^+*~%", *text) != NULL)
			r.where = *text++;
		r.from = text;
		eq = strchr(text, '=');
		assert(eq != NULL);
		r.to = eq + 1;
		if (eq[-1] == '$') {
			r.end = 1;
			eq--;
		}
		r.fromlen = (uint8_t)(eq - text);
		add_rule(s, &r);
		text = r.to + strcspn(r.to, " ");
	}
}

/* --- a word, segment by segment ---------------------------------------------- */

struct segment {
	const char	*alt[SPELL_ALTS];
	uint8_t		 len[SPELL_ALTS];
	uint8_t		 n;
	uint8_t		 at;
};

static bool
in_set(const char *set, const char *p, size_t n)
{
	uint32_t cp;

	for (; *set != '\0'; set += utf8_decode(set, UTF8_MAX, &cp))
		if (strncmp(set, p, n) == 0)
			return true;
	return false;
}

/* Bytes of the letter that ends before p, or 0 at the start. */
static size_t
letter_before(const char *word, const char *p)
{
	const char *q = p;

	while (q > word && ((unsigned char)*--q & 0xc0) == 0x80)
		;
	return (size_t)(p - q);
}

static size_t
letter_len(const char *p, const char *end)
{
	uint32_t cp;

	return p < end ? utf8_decode(p, (size_t)(end - p), &cp) : 0;
}

static bool
stands(const struct spell_rule *r, const char *word, const char *p,
    const char *end)
{
	size_t before = letter_before(word, p);
	const char *q = p - before, *after = p + r->fromlen;
	size_t next = letter_len(after, end);
	bool vowel = before > 0 && in_set(vowels, q, before);

	if (r->end && after != end)
		return false;
	switch (r->where) {
	case '^':
		return before == 0;
	case '+':
		return before == 0 || vowel || in_set("ьъ'", q, before);
	case '*':
		return before > 0 && in_set(sibilants, q, before);
	case '~':
		return vowel && next > 0 && in_set(vowels, after, next);
	case '%':
		return vowel && next > 0 && !in_set(vowels, after, next);
	default:
		return true;
	}
}

static const struct spell_rule *
best_rule(const struct spell *s, const char *word, const char *p,
    const char *end)
{
	const struct spell_rule *best = NULL, *r;
	int16_t i;
	int score, top = -1;

	for (i = *bucket_of(s, p); i != -1; i = r->next) {
		r = &s->rule[i];
		if ((size_t)(end - p) < r->fromlen ||
		    memcmp(r->from, p, r->fromlen) != 0 ||
		    !stands(r, word, p, end))
			continue;
		score = r->fromlen * 4 + r->end * 2 + (r->where != 0);
		if (score > top) {
			top = score;
			best = r;
		}
	}
	return best;
}

static void
fill(struct segment *seg, const char *to)
{
	size_t n;

	for (seg->n = 0; seg->n < SPELL_ALTS; to += n + 1) {
		n = strcspn(to, "| ");
		seg->alt[seg->n] = to;
		seg->len[seg->n++] = (uint8_t)n;
		if (to[n] != '|')
			break;
	}
}

static size_t
segments(const struct spell *s, const char *word, size_t n,
    struct segment *seg)
{
	const char *p = word, *end = word + n;
	const struct spell_rule *r;
	size_t k;

	for (k = 0; p < end; k++) {
		if (k == SPELL_WORD)
			return 0;
		seg[k].at = 0;
		if ((r = best_rule(s, word, p, end)) != NULL) {
			fill(&seg[k], r->to);
			p += r->fromlen;
			continue;
		}
		seg[k].n = 1;
		seg[k].alt[0] = p;
		seg[k].len[0] = (uint8_t)letter_len(p, end);
		p += seg[k].len[0];
	}
	return k;
}

/* The next choice, the last letters first; false after the last. */
static bool
turn(struct segment *seg, size_t n)
{
	while (n-- > 0) {
		if (++seg[n].at < seg[n].n)
			return true;
		seg[n].at = 0;
	}
	return false;
}

void
spell_run(const struct spell *s, const char *word, size_t n, unsigned int max,
    void (*cb)(const char *, size_t, void *), void *arg)
{
	struct segment seg[SPELL_WORD];
	size_t nseg = segments(s, word, n, seg), i, len;
	char out[SPELL_BYTES];

	if (nseg == 0)
		return;
	do {
		for (i = len = 0; i < nseg; i++) {
			const struct segment *g = &seg[i];

			if (len + g->len[g->at] >= sizeof(out))
				return;
			memcpy(out + len, g->alt[g->at], g->len[g->at]);
			len += g->len[g->at];
		}
		out[len] = '\0';
		cb(out, len, arg);
	} while (--max > 0 && turn(seg, nseg));
}
