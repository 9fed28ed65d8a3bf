/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_DATE_PARTS_H
#define NW_PARSE_DATE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A number whose place in the date is not yet known. */
struct date_number {
	int64_t	value;
	int	digits;
	char	before;		/* '-', '/' or '.'; 0 for anything else */
};

struct date_parts {
	struct date_number	num[3];		/* in the order of the text */
	size_t			nnum;
	int			year, month, day;	/* 0: not named */
	bool			week;		/* num: year, week, weekday */
	bool			has_clock;
	int			hour, minute, second;
	int			meridiem;	/* hours to add; -1: none */
};

/* Whether year, month and day have all been met, named or as numbers. */
bool	date_parts_complete(const struct date_parts *);
/*
 * Seconds since the epoch as if the date were UTC; false (and out as it
 * was) when the parts make no possible date.
 */
bool	date_parts_seconds(struct date_parts *, int64_t *out);

#endif
