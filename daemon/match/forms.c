/* SPDX-License-Identifier: ISC */
/* All forms of a word of a name, rule by rule. */
#include "match/forms.h"

#include <string.h>

#include "match/token.h"

/* Endings that Russian and Ukrainian surnames and first names take. */
static const char *const endings[] = { "а", "у", "ым", "ом", "е", "ой", "ем",
    "і", "ю", "я" };

void
forms_cases(const char *fold, size_t n, form_cb cb, void *arg)
{
	char form[TOKEN_MAX + 8];
	size_t i, m;

	cb(fold, n, "as written", 0, arg);
	if (n + 8 > TOKEN_MAX || (unsigned char)fold[0] < 0xd0 ||
	    (unsigned char)fold[0] > 0xd3)
		return;
	memcpy(form, fold, n);
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		m = strlen(endings[i]);
		memcpy(form + n, endings[i], m);
		cb(form, n + m, "case", 0, arg);
	}
}

void
forms_name(const char *fold, size_t n, enum name_part part, form_cb cb,
    void *arg)
{
	forms_cases(fold, n, cb, arg);
}
