/* SPDX-License-Identifier: ISC */
/*
 * Figures: what somebody wrote of a person becomes names (a surname that
 * may stand alone, given names that may stand around it) and sequences
 * (roles, exclusions, names that are no person's).
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/make.h"

/* --- classes of forms --------------------------------------------------- */

struct sink {
	struct match_set	*m;
	uint32_t		 class;
	bool			 initials;
};

static void
add_initial(struct class *c, const char *form, size_t n)
{
	uint32_t cp, i;

	/* Х. is Kh. or H., never K. */
	if (n > 1 && form[0] == 'k' && form[1] == 'h')
		return;
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
word_class(struct match_set *m, const struct name_word *w, char kind)
{
	struct sink s = { .m = m, .initials = kind == CLASS_GIVEN };
	bool fresh;

	s.class = set_class(m, kind, w->raw, w->len, &fresh);
	if (fresh)
		class_forms(m, &m->classes[s.class], sink_form, &s);
	return s.class;
}

/* --- names -------------------------------------------------------------- */

/*
 * Does a second name's surname stand alone, too?  "Iron Lady" must not
 * make every lady the figure: it takes a first name that is one, or the
 * surname of a name that carries already.
 */
static bool
carries(const struct match_set *m, const struct parsed_name *p,
    const struct name *n)
{
	uint32_t i;

	if (p->ngiven == 0 || p->known_given ||
	    m->figures[n->figure].names == NONE)
		return true;
	for (i = m->figures[n->figure].names; i != NONE;
	    i = m->names[i].sibling)
		if (m->names[i].alone && m->names[i].surname
		    [m->names[i].nsurname - 1] == n->surname[n->nsurname - 1])
			return true;
	return false;
}

static bool
is_male(const struct name_word *w)
{
	static const char *const ends[] = { "ov", "ev", "in", "sky", "ski",
	    "skiy", "skyy", "skyi", "ов", "ев", "ёв", "ин", "ын", "ский",
	    "цкий", "ський", "цький", "ый", "ов" };
	size_t i, n;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		n = strlen(ends[i]);
		if (w->len > n &&
		    memcmp(w->raw + w->len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

static void
name_link(struct match_set *m, struct name *n)
{
	uint32_t id = (uint32_t)m->nnames;
	struct class *anchor = &m->classes[n->surname[n->nsurname - 1]];

	n->next = anchor->names;
	n->sibling = m->figures[n->figure].names;
	m->names = set_grow(m->names, m->nnames, sizeof(*n));
	m->names[m->nnames++] = *n;
	anchor->names = id;
	m->figures[n->figure].names = id;
}

static void
person_add(struct match_set *m, uint32_t figure, const struct parsed_name *p)
{
	struct name n = { .figure = figure };
	char kind = p->slavic ? CLASS_SLAVIC : p->ngiven == 0 &&
	    p->nsurname == 1 ? CLASS_ANY : CLASS_SURNAME;
	size_t i;

	for (i = 0; i < p->ngiven; i++)
		n.given[n.ngiven++] = word_class(m, &p->word[p->given[i]],
		    CLASS_GIVEN);
	for (i = 0; i < p->nsurname; i++)
		n.surname[n.nsurname++] = word_class(m,
		    &p->word[p->surname[i]], kind);
	n.initial = p->ngiven > 0 &&
	    utf8_count(p->word[p->given[0]].raw, p->word[p->given[0]].len)
	    == 1;
	n.male = is_male(&p->word[p->surname[p->nsurname - 1]]);
	n.alone = carries(m, p, &n);
	name_link(m, &n);
}

/* "Xi" alone, where the text has the whole of it somewhere. */
static void
eastern_add(struct match_set *m, uint32_t figure, const struct parsed_name *p)
{
	struct name n = { .figure = figure, .alone = true, .weak = true,
	    .nsurname = 1 };

	n.surname[0] = word_class(m, &p->word[0], CLASS_SURNAME);
	name_link(m, &n);
}

/* --- sequences ---------------------------------------------------------- */

static bool
is_article(const struct name_word *w)
{
	return strcmp(w->raw, "the") == 0 || strcmp(w->raw, "a") == 0 ||
	    strcmp(w->raw, "an") == 0;
}

static void
words_add(struct match_set *m, uint32_t figure, const struct parsed_name *p,
    enum target target)
{
	struct seq s = { .target = target, .index = figure };
	char kind = target == TARGET_ROLE ? CLASS_ROLE : CLASS_SURNAME;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (!is_article(&p->word[i]) || p->n == 1)
			s.class[s.n++] = word_class(m, &p->word[i],
			    p->word[i].cap ? kind : CLASS_ROLE);
	s.caps = p->n == 1 && p->word[0].caps && !p->word[0].digit;
	s.cap = target == TARGET_ALIAS && p->word[0].cap;
	if (s.n > 0)
		set_seq(m, &s);
}

static int
add_string(struct match_set *m, uint32_t figure, const char *text,
    enum target target, char **cause)
{
	struct parsed_name *p = xcalloc(1, sizeof(*p));
	int rc = name_parse(p, text, m->forms, cause);

	if (rc == 0) {
		if (target == TARGET_ALIAS && p->kind == NAME_PERSON)
			person_add(m, figure, p);
		else
			words_add(m, figure, p, target);
		if (target == TARGET_ALIAS && p->kind == NAME_EASTERN)
			eastern_add(m, figure, p);
	}
	free(p);
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

	if (m->forms == NULL)
		m->forms = forms_new();
	m->figures = set_grow(m->figures, m->nfigures, sizeof(*f));
	f = &m->figures[m->nfigures++];
	f->id = pool_strdup(m->pool, def->id);
	f->names = NONE;
	f->term = set_figure_term(m, id, def->id != NULL ? def->id :
	    def->name);
	if (add_string(m, id, def->name, TARGET_ALIAS, cause) == -1 ||
	    add_strings(m, id, def->also, TARGET_ALIAS, cause) == -1 ||
	    add_strings(m, id, def->roles, TARGET_ROLE, cause) == -1 ||
	    add_strings(m, id, def->nots, TARGET_NOT, cause) == -1)
		return NONE;
	return id;
}
