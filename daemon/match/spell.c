/* SPDX-License-Identifier: ISC */
/* The engine of spelling rules; the rules stand in systems.c. */
#include "match/spell.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* What a letter is to the rules around it. */
enum { VOWEL = 1, SIBILANT = 2, SIGN = 4 };

static const struct {
	const char	*letters;
	uint8_t		 kind;
} kinds[] = {
	{ "аеёиоуыэюяіїєaeiouyáéíóúėęąāēīōūůöüäåøæœêèëïîôı", VOWEL },
	{ "жчшщц", SIBILANT },
	{ "ьъ'", SIGN }
};

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
		if (strchr("^+*~%>", *text) != NULL)
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

/* --- a word, segment by segment ----------------------------------------- */

struct segment {
	const char	*alt[SPELL_ALTS];
	uint8_t		 len[SPELL_ALTS];
	uint8_t		 n;
	uint8_t		 at;
};

static uint8_t
kind_of(const char *p, size_t n)
{
	const char *s;
	uint32_t cp;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (s = kinds[i].letters; *s != '\0';
		    s += utf8_decode(s, UTF8_MAX, &cp))
			if (*s == *p && strncmp(s, p, n) == 0)
				return kinds[i].kind;
	return 0;
}

void
spell_word(struct spell_word *w, const char *word, size_t n)
{
	uint8_t last = 0;
	uint32_t cp;
	size_t i, len;

	w->word = word;
	w->n = n < SPELL_BYTES ? n : 0;
	for (i = 0; i < w->n; i += len) {
		len = utf8_decode(word + i, n - i, &cp);
		w->before[i] = last;
		w->kind[i] = last = kind_of(word + i, len);
	}
	w->before[w->n] = last;
	w->kind[w->n] = 0;
}

/* Does the rule fit at byte at, as to what stands around it? */
static bool
stands(const struct spell_rule *r, const struct spell_word *w, size_t at)
{
	size_t after = at + r->fromlen;
	bool vowel = (w->before[at] & VOWEL) != 0;

	if (r->end && after != w->n)
		return false;
	switch (r->where) {
	case '^':
		return at == 0;
	case '+':
		return at == 0 || (w->before[at] & (VOWEL | SIGN)) != 0;
	case '*':
		return (w->before[at] & SIBILANT) != 0;
	case '~':
		return vowel && (w->kind[after] & VOWEL) != 0;
	case '%':
		return vowel && after < w->n && (w->kind[after] & VOWEL) == 0;
	case '>':
		return after < w->n && (w->kind[after] & (VOWEL | SIGN)) == 0;
	default:
		return true;
	}
}

static const struct spell_rule *
best_rule(const struct spell *s, const struct spell_word *w, size_t at)
{
	const char *p = w->word + at;
	const struct spell_rule *best = NULL, *r;
	int16_t i;
	int score, top = -1;

	for (i = *bucket_of(s, p); i != -1; i = r->next) {
		r = &s->rule[i];
		if (w->n - at < r->fromlen ||
		    memcmp(r->from, p, r->fromlen) != 0 ||
		    !stands(r, w, at))
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
segments(const struct spell *s, const struct spell_word *w, struct segment *seg)
{
	const struct spell_rule *r;
	size_t at = 0, k;
	uint32_t cp;

	for (k = 0; at < w->n; k++) {
		if (k == SPELL_WORD)
			return 0;
		seg[k].at = 0;
		if ((r = best_rule(s, w, at)) != NULL) {
			fill(&seg[k], r->to);
			at += r->fromlen;
			continue;
		}
		seg[k].n = 1;
		seg[k].alt[0] = w->word + at;
		seg[k].len[0] = (uint8_t)utf8_decode(w->word + at,
		    w->n - at, &cp);
		at += seg[k].len[0];
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
spell_run(const struct spell *s, const struct spell_word *w, unsigned int max,
    void (*cb)(const char *, size_t, void *), void *arg)
{
	struct segment seg[SPELL_WORD];
	char out[SPELL_BYTES];
	size_t nseg, i, len;

	if ((nseg = segments(s, w, seg)) == 0)
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
