/* SPDX-License-Identifier: ISC */
/* The document of a run: fields to words, and the places found in it. */
#include "match/doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/forms.h"
#include "match/query.h"

#define NONE		UINT32_MAX
#define TITLE_WORD	4	/* letters of a word that a title raises */

void
doc_init(struct doc *d)
{
	memset(d, 0, sizeof(*d));
	tokens_init(&d->toks);
}

void
doc_clear(struct doc *d)
{
	tokens_clear(&d->toks);
	free(d->occ);
	free(d->terms);
	free(d->touched);
	free(d->nots);
	free(d->vetoed);
	doc_init(d);
}

static struct occs *
occs_new(size_t n)
{
	struct occs *o = xcalloc(n + 1, sizeof(*o));
	size_t i;

	for (i = 0; i < n; i++)
		o[i].head = o[i].tail = NONE;
	return o;
}

void
doc_size(struct doc *d, size_t terms, size_t figures)
{
	free(d->terms);
	free(d->touched);
	free(d->nots);
	free(d->vetoed);
	d->ntouched = d->nvetoed = 0;
	d->terms = occs_new(terms);
	d->touched = xcalloc(terms + 1, sizeof(*d->touched));
	d->nots = occs_new(figures);
	d->vetoed = xcalloc(figures + 1, sizeof(*d->vetoed));
}

static void
forget(struct doc *d)
{
	uint32_t i;

	for (i = 0; i < d->ntouched; i++)
		d->terms[d->touched[i]] = (struct occs){ NONE, NONE };
	for (i = 0; i < d->nvetoed; i++)
		d->nots[d->vetoed[i]] = (struct occs){ NONE, NONE };
	d->ntouched = d->nvetoed = d->nocc = d->nfields = 0;
	d->cut = false;
	tokens_reset(&d->toks);
}

/* In "Fire Burns in Forest" a capital tells nothing. */
static bool
is_titlecase(const struct doc *d, const struct dfield *f)
{
	uint32_t i, words = 0, caps = 0;

	for (i = f->first; i < f->end; i++) {
		const struct token *t = &d->toks.v[i];

		if (t->cpend - t->cp < TITLE_WORD)
			continue;
		words++;
		caps += (t->flags & TOK_CAP) != 0;
	}
	return words > 2 && caps * 10 >= words * 7;
}

/* --- fields ------------------------------------------------------------- */

static void
add_field(struct doc *d, uint32_t wanted, uint32_t kind, const char *text)
{
	struct dfield *f;
	size_t len;

	if (text == NULL || (wanted & kind) == 0)
		return;
	if (d->nfields == DOC_FIELDS) {
		d->cut = true;
		return;
	}
	len = strlen(text);
	f = &d->field[d->nfields++];
	f->kind = kind;
	f->text = text;
	f->len = (uint32_t)len;
	f->first = (uint32_t)d->toks.n;
	if (!tokens_add(&d->toks, text, len)) {
		d->cut = true;
		f->len = TOKEN_TEXT_MAX;
	}
	f->end = (uint32_t)d->toks.n;
	f->titlecase = (kind & (QF_TITLE | QF_SUBTITLE)) != 0 &&
	    is_titlecase(d, f);
}

static bool
have_speaker(const struct doc *d, const char *s)
{
	uint32_t i;

	for (i = 0; i < d->nfields; i++)
		if (d->field[i].kind == QF_SPEAKER &&
		    strcmp(d->field[i].text, s) == 0)
			return true;
	return false;
}

static void
add_speakers(struct doc *d, uint32_t wanted, const struct article *a)
{
	const char *who[2];
	size_t i, k;

	if ((wanted & QF_SPEAKER) == 0)
		return;
	for (i = 0; i < a->nquotes; i++) {
		who[0] = a->quotes[i].speaker;
		who[1] = a->quotes[i].speaker_surface;
		for (k = 0; k < 2; k++)
			if (who[k] != NULL && !have_speaker(d, who[k]))
				add_field(d, wanted, QF_SPEAKER, who[k]);
	}
}

/* Forms of another tongue are no forms where the language is known. */
static uint32_t
forms_of(const char *lang)
{
	const uint32_t all = FORM_ANYWHERE | FORM_RU | FORM_UK | FORM_BE;

	if (lang == NULL)
		return all;
	if (strncmp(lang, "ru", 2) == 0)
		return FORM_ANYWHERE | FORM_RU;
	if (strncmp(lang, "uk", 2) == 0)
		return FORM_ANYWHERE | FORM_UK;
	if (strncmp(lang, "be", 2) == 0)
		return FORM_ANYWHERE | FORM_BE;
	return all;
}

void
doc_load(struct doc *d, const struct match_doc *src, uint32_t wanted)
{
	const struct article *a = src->article;
	size_t i;

	forget(d);
	d->src = src;
	d->lang = a->language;
	d->forms = forms_of(a->language);
	/* A quote stands in the body, so the body is read for it. */
	if ((wanted & QF_QUOTE) != 0)
		wanted |= QF_TEXT;
	add_field(d, wanted, QF_TITLE, a->headline);
	add_field(d, wanted, QF_SUBTITLE, a->subtitle);
	add_field(d, wanted, QF_TEXT, a->text);
	add_speakers(d, wanted, a);
	add_field(d, wanted, QF_AUTHOR, src->author);
	if (a->byline != NULL && (src->author == NULL ||
	    strcmp(a->byline, src->author) != 0))
		add_field(d, wanted, QF_AUTHOR, a->byline);
	add_field(d, wanted, QF_OUTLET, a->outlet);
	add_field(d, wanted, QF_AGENCY, a->agency);
	add_field(d, wanted, QF_FEED, src->feed);
	add_field(d, wanted, QF_LANG, a->language);
	for (i = 0; i < src->ntags; i++)
		add_field(d, wanted, QF_TAG, src->tags[i]);
}

uint32_t
doc_field_of(const struct doc *d, uint32_t tok)
{
	uint32_t lo = 0, hi = d->nfields, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (d->field[mid].end <= tok)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* --- words -------------------------------------------------------------- */

static const struct joined *
joined_at(const struct doc *d, uint32_t tok)
{
	size_t lo = 0, hi = d->toks.njoined, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (d->toks.joined[mid].first < tok)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < d->toks.njoined && d->toks.joined[lo].first == tok ?
	    &d->toks.joined[lo] : NULL;
}

uint32_t
doc_steps(const struct doc *d, uint32_t tok, struct step out[2])
{
	const struct joined *j;

	if (tok >= d->toks.n)
		return 0;
	out[0].hash = d->toks.v[tok].hash;
	out[0].end = tok + 1;
	if (tok + 1 >= d->toks.n ||
	    (d->toks.v[tok + 1].flags & TOK_GLUED) == 0 ||
	    (j = joined_at(d, tok)) == NULL)
		return 1;
	out[1].hash = j->hash;
	out[1].end = j->last + 1;
	return 2;
}

/* --- occurrences -------------------------------------------------------- */

static struct occ *
occ_new(struct doc *d, struct occs *to)
{
	struct occ *o;

	if (d->nocc == DOC_OCCS) {
		d->cut = true;
		return NULL;
	}
	if (d->nocc == d->capocc) {
		d->capocc = d->capocc * 2 + 256;
		d->occ = xreallocarray(d->occ, d->capocc, sizeof(*d->occ));
	}
	o = &d->occ[d->nocc];
	o->next = NONE;
	if (to->tail == NONE)
		to->head = d->nocc;
	else
		d->occ[to->tail].next = d->nocc;
	to->tail = d->nocc++;
	return o;
}

static void
add_words(struct doc *d, struct occs *to, uint32_t first, uint32_t last,
    bool weak)
{
	struct occ *o = occ_new(d, to);

	if (o == NULL)
		return;
	o->field = doc_field_of(d, first);
	o->first = first;
	o->last = last;
	o->start = d->toks.v[first].start;
	o->end = d->toks.v[last].end;
	o->cp = d->toks.v[first].cp;
	o->cpend = d->toks.v[last].cpend;
	o->weak = weak;
}

static void
touch(struct doc *d, uint32_t term)
{
	if (d->terms[term].head == NONE)
		d->touched[d->ntouched++] = term;
}

void
doc_add_term(struct doc *d, uint32_t term, uint32_t first, uint32_t last,
    bool weak)
{
	if (d->nocc < DOC_OCCS)
		touch(d, term);
	add_words(d, &d->terms[term], first, last, weak);
}

bool
doc_has_term_at(const struct doc *d, uint32_t term, uint32_t tok)
{
	uint32_t tail = d->terms[term].tail;

	return tail != NONE && d->occ[tail].first == tok;
}

void
doc_add_not(struct doc *d, uint32_t figure, uint32_t first, uint32_t last)
{
	if (d->nocc < DOC_OCCS && d->nots[figure].head == NONE)
		d->vetoed[d->nvetoed++] = figure;
	add_words(d, &d->nots[figure], first, last, false);
}

void
doc_add_bytes(struct doc *d, uint32_t term, uint32_t field, uint32_t start,
    uint32_t end)
{
	const char *text = d->field[field].text;
	uint32_t cp = 0, at = 0;
	struct occ *o;

	/* The last match of the same field is near: count on from there. */
	if (d->terms[term].tail != NONE) {
		o = &d->occ[d->terms[term].tail];
		if (o->field == field && o->end <= start) {
			at = o->end;
			cp = o->cpend;
		}
	}
	if (d->nocc < DOC_OCCS)
		touch(d, term);
	if ((o = occ_new(d, &d->terms[term])) == NULL)
		return;
	o->field = field;
	o->first = o->last = NONE;
	o->start = start;
	o->end = end;
	o->weak = false;
	o->cp = cp + (uint32_t)utf8_count(text + at, start - at);
	o->cpend = o->cp + (uint32_t)utf8_count(text + start, end - start);
}
