/* SPDX-License-Identifier: ISC */
/* From the configuration's words to the matcher's set. */
#include "watchset.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "match/match.h"

static char *
locate(const struct conf *conf, int line, const char *kind, const char *name,
    char *why)
{
	char *cause = xasprintf("%s:%d: %s \"%s\": %s", conf->path, line,
	    kind, name, why);

	free(why);
	return cause;
}

struct match_set *
watchset_figures(const struct conf *conf, char **cause)
{
	struct match_set *set = match_new();
	struct figure_def def;
	const struct conf_figure *f;
	char *why;
	size_t i;

	for (i = 0; i < conf->nfigures; i++) {
		f = &conf->figures[i];
		def = (struct figure_def){ f->id, f->name, f->also, f->roles,
		    f->nots };
		if (match_add_figure(set, &def, &why) == -1) {
			*cause = locate(conf, f->line, "figure", f->id, why);
			match_free(set);
			return NULL;
		}
	}
	return set;
}

struct match_set *
watchset_new(const struct conf *conf, char **cause)
{
	struct match_set *set = watchset_figures(conf, cause);
	const struct conf_watch *w;
	char *why;
	size_t i;

	if (set == NULL)
		return NULL;
	for (i = 0; i < conf->nwatches; i++) {
		w = &conf->watches[i];
		if (match_add_query(set, w->when, &why) == -1) {
			*cause = locate(conf, w->line, "watch", w->name, why);
			match_free(set);
			return NULL;
		}
	}
	match_build(set);
	return set;
}
