/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_FORMS_H
#define NW_MATCH_FORMS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The forms of a word of a name.  Words go in and come out folded; a form
 * may come more than once.
 */
enum {
	FORM_LOWER = 1 << 0	/* no other word: small letters will do */
};

enum name_part { PART_SURNAME, PART_GIVEN };

typedef void (*form_cb)(const char *form, size_t n, const char *rule,
    uint32_t tag, void *arg);

/* Cases in the word's own script. */
void	forms_cases(const char *fold, size_t n, form_cb, void *arg);
/* Cases, scripts and spellings. */
void	forms_name(const char *fold, size_t n, enum name_part, form_cb,
	    void *arg);

#endif
