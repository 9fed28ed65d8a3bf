/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_STAMP_H
#define NW_PARSE_EXTRACT_STAMP_H

#include <stdbool.h>
#include <stddef.h>

#define STAMP_MAX	32	/* "2025-12-20T10:09:00+03:00" and its NUL */

/*
 * Whether the line says nothing but when: "10:09 20.12.2025 •", "May 22,
 * 8:36 UTC+3", "Опубликовано: 3 июня 2024 г., 12:00".  Then iso is what it
 * says in ISO 8601, or "" when day, month or year are not given or can
 * be read two ways (03/04/2024): a guess is not a date.
 */
bool	stamp_read(const char *, size_t, char iso[STAMP_MAX]);

/* 1 to 12 when the folded word names a month in any language, else 0. */
int	stamp_month(const char *word);
bool	stamp_weekday(const char *word);

#endif
