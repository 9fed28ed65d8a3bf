/* SPDX-License-Identifier: ISC */
/* The forms of a name, one by one, for whoever wants to see them. */
#include <stdlib.h>

#include "base/xalloc.h"
#include "match/match.h"
#include "match/name.h"

struct listing {
	void	(*each)(const char *, const char *, void *);
	void	*arg;
};

static void
on_form(const char *form, size_t n, const char *rule, uint32_t tag, void *arg)
{
	struct listing *l = arg;

	l->each(form, rule, l->arg);
}

static enum name_part
part_of(const struct parsed_name *p, size_t word)
{
	size_t i;

	if (p->kind == NAME_NOBODY)
		return p->word[word].cap ? PART_SURNAME : PART_ROLE;
	if (p->n == 1)
		return PART_ANY;
	for (i = 0; i < p->ngiven; i++)
		if (p->given[i] == word)
			return PART_GIVEN;
	return p->slavic ? PART_SLAVIC : PART_SURNAME;
}

int
match_forms(const char *name, void (*each)(const char *form, const char *rule,
    void *), void *arg, char **cause)
{
	struct parsed_name *p = xcalloc(1, sizeof(*p));
	struct forms *f = forms_new();
	struct listing l = { each, arg };
	int rc = name_parse(p, name, f, cause);
	size_t i;

	for (i = 0; rc == 0 && i < p->n; i++)
		forms_each(f, p->word[i].raw, p->word[i].len, part_of(p, i),
		    on_form, &l);
	forms_free(f);
	free(p);
	return rc;
}
