/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_MAKE_H
#define NW_MATCH_MAKE_H

/* How a set is made. */

#include "match/set.h"

/* --- set.c: what the rest of the set is made with ----------------------- */

/* Room for element n of an array that set_grow() alone grew. */
void		*set_grow(void *array, size_t n, size_t size);
/* A term that stands for a figure. */
uint32_t	set_figure_term(struct match_set *, uint32_t figure,
		    const char *id);
/* The class of all words of one CLASS_… kind and key; *fresh: it was not
 * there, and the caller gives it its forms. */
uint32_t	set_class(struct match_set *, char kind, const char *key,
		    size_t n, bool *fresh);
void		set_form(struct match_set *, uint32_t class, const char *fold,
		    size_t n, uint32_t tag);
uint32_t	set_seq(struct match_set *, const struct seq *);
uint64_t	mix2(uint64_t, uint64_t);

/* All words of a class, made again. */
void		class_forms(const struct match_set *, const struct class *,
		    form_cb, void *arg);

/* --- figure.c ----------------------------------------------------------- */

/* The figure's number, or NONE with *cause. */
uint32_t	figure_add(struct match_set *, const struct figure_def *,
		    char **cause);

#endif
