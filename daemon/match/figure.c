/* SPDX-License-Identifier: ISC */
/*
 * Figures: what a person wrote of a person becomes names (a surname that
 * may stand alone, given names that may stand around it) and sequences
 * (roles, exclusions, names that are no person's).
 */
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/set.h"

/* --- classes of forms -------------------------------------------------------- */

struct sink {
	struct match_set	*m;
	uint32_t		 class;
	bool			 initials;
};

static void
add_initial(struct class *c, const char *form, size_t n)
{
	uint32_t cp, i;

	utf8_decode(form, n, &cp);
	for (i = 0; i < c->ninitials; i++)
		if (c->initial[i] == cp)
			return;
	if (c->ninitials < INITIALS)
		c->initial[c->ninitials++] = cp;
}

static void
sink_form(const char *form, size_t n, const char *rule, uint32_t tag,
    void *arg)
{
	struct sink *s = arg;

	set_form(s->m, s->class, form, n, tag);
	if (s->initials)
		add_initial(&s->m->classes[s->class], form, n);
}

static uint32_t
part_class(struct match_set *m, const struct tokens *t, size_t i,
    enum name_part part)
{
	const char *fold = token_fold(t, &t->v[i]);
	struct sink s = { .m = m, .initials = part == PART_GIVEN };
	bool fresh;

	s.class = set_class(m, part == PART_GIVEN ? CLASS_GIVEN :
	    CLASS_SURNAME, fold, t->v[i].foldlen, &fresh);
	if (fresh)
		class_forms(&m->classes[s.class], sink_form, &s);
	return s.class;
}

/* --- names ----------------------------------------------------------------------- */

static bool
is_particle(const struct tokens *t, size_t i)
{
	static const char *const words[] = { "von", "van", "der", "den",
	    "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
	    "al", "bin", "ibn", "ben", "bint", "ter", "ten", "zu", "af" };
	size_t k;

	for (k = 0; k < sizeof(words) / sizeof(words[0]); k++)
		if (strlen(words[k]) == t->v[i].foldlen &&
		    memcmp(words[k], token_fold(t, &t->v[i]),
		    t->v[i].foldlen) == 0)
			return true;
	return false;
}

/* Capitals, particles apart, and not too many words: a person's name. */
static bool
looks_personal(const struct tokens *t)
{
	size_t i;

	if (t->n == 0 || t->n > NAME_GIVEN + 1)
		return false;
	for (i = 0; i < t->n; i++) {
		if ((t->v[i].flags & (TOK_DIGIT | TOK_SINGLE)) != 0)
			return false;
		if ((t->v[i].flags & TOK_CAP) == 0 && !is_particle(t, i))
			return false;
	}
	return true;
}

static void
name_add(struct match_set *m, uint32_t figure, const struct tokens *t)
{
	struct name *n;
	size_t i, from = t->n - 1;
	uint32_t anchor;

	while (from > 1 && is_particle(t, from - 1))
		from--;
	if (t->n - from > NAME_SURNAME)
		from = t->n - NAME_SURNAME;
	m->names = set_grow(m->names, m->nnames, sizeof(*n));
	n = &m->names[m->nnames];
	memset(n, 0, sizeof(*n));
	n->figure = figure;
	n->alone = true;
	for (i = 0; i < from && i < NAME_GIVEN; i++)
		n->given[n->ngiven++] = part_class(m, t, i, PART_GIVEN);
	for (i = from; i < t->n; i++)
		n->surname[n->nsurname++] = part_class(m, t, i, PART_SURNAME);
	anchor = n->surname[n->nsurname - 1];
	n->next = m->classes[anchor].names;
	m->classes[anchor].names = (uint32_t)m->nnames++;
}

/* --- sequences ---------------------------------------------------------------------- */

static int
words_add(struct match_set *m, uint32_t figure, const struct tokens *t,
    enum target target)
{
	struct seq s = { .target = target, .index = figure };
	size_t i;

	if (t->n > SEQ_WORDS)
		return -1;
	for (i = 0; i < t->n; i++)
		s.class[s.n++] = part_class(m, t, i, PART_SURNAME);
	s.caps = t->n == 1 && (t->v[0].flags & TOK_CAPS) != 0;
	set_seq(m, &s);
	return 0;
}

static int
add_string(struct match_set *m, uint32_t figure, const char *s,
    enum target target, char **cause)
{
	struct tokens t;
	int rc = 0;

	tokens_init(&t);
	tokens_add(&t, s, strlen(s));
	if (t.n == 0) {
		*cause = xasprintf("no letter in the name \"%s\"", s);
		rc = -1;
	} else if (target == TARGET_ALIAS && looks_personal(&t)) {
		name_add(m, figure, &t);
	} else if ((rc = words_add(m, figure, &t, target)) == -1) {
		*cause = xasprintf("more than %d words in \"%s\"", SEQ_WORDS,
		    s);
	}
	tokens_clear(&t);
	return rc;
}

static int
add_strings(struct match_set *m, uint32_t figure, const char *const *s,
    enum target target, char **cause)
{
	for (; s != NULL && *s != NULL; s++)
		if (add_string(m, figure, *s, target, cause) == -1)
			return -1;
	return 0;
}

uint32_t
figure_add(struct match_set *m, const struct figure_def *def, char **cause)
{
	uint32_t id = (uint32_t)m->nfigures;
	struct figure *f;

	m->figures = set_grow(m->figures, m->nfigures, sizeof(*f));
	f = &m->figures[m->nfigures++];
	f->id = pool_strdup(m->pool, def->id);
	f->term = set_figure_term(m, id, def->id != NULL ? def->id :
	    def->name);
	if (add_string(m, id, def->name, TARGET_ALIAS, cause) == -1 ||
	    add_strings(m, id, def->also, TARGET_ALIAS, cause) == -1 ||
	    add_strings(m, id, def->roles, TARGET_ROLE, cause) == -1 ||
	    add_strings(m, id, def->nots, TARGET_NOT, cause) == -1)
		return NONE;
	return id;
}
