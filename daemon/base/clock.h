/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_CLOCK_H
#define NW_BASE_CLOCK_H

#include <stdint.h>

/*
 * The time, as a parameter.  Wall-clock seconds since the epoch, UTC;
 * tests and simulations turn it by hand.
 */
struct clock {
	int64_t	fixed;		/* CLOCK_REAL, or the time it stands at */
};

#define CLOCK_REAL	INT64_MIN

void	 clock_init(struct clock *);
/* From now on the clock stands at when. */
void	 clock_set(struct clock *, int64_t when);
int64_t	 clock_now(const struct clock *);
/* Milliseconds that only ever grow; for deadlines, not for dates. */
int64_t	 clock_mono_ms(void);

/* "2026-01-31T23:59:59Z"; out holds CLOCK_STR bytes. */
#define CLOCK_STR	32
const char *clock_format(int64_t when, char out[CLOCK_STR]);

#endif
