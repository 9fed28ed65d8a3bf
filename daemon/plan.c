/* SPDX-License-Identifier: ISC */
/* What to watch, as one thing that is swapped whole. */
#include "plan.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "match/match.h"
#include "watchset.h"

struct plan *
plan_load(const char *path, char **cause)
{
	struct conf *conf = conf_load(path, cause);
	struct match_set *set;
	struct plan *p;

	if (conf == NULL)
		return NULL;
	if ((set = watchset_new(conf, cause)) == NULL) {
		conf_free(conf);
		return NULL;
	}
	p = xcalloc(1, sizeof(*p));
	p->conf = conf;
	p->set = set;
	p->refs = 1;
	return p;
}

struct plan *
plan_ref(struct plan *p)
{
	p->refs++;
	return p;
}

void
plan_unref(struct plan *p)
{
	if (p == NULL || --p->refs > 0)
		return;
	match_free(p->set);
	conf_free(p->conf);
	free(p);
}
