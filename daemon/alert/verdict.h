/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_VERDICT_H
#define NW_ALERT_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

struct http_answer;

/*
 * What a sink's answer means for an alert: pure judgement, no sending.
 *
 * A webhook accepts by 2xx and by nothing else; all else is tried again,
 * as the receiver may be mended any hour (Standard Webhooks).  A mail
 * that the server refuses for good (5xx) is refused for good, unless it
 * was our login that was refused: that is the owner's to mend.
 */
#define VERDICT_SLOW	60		/* seconds, when asked to slow down */
#define VERDICT_WAIT_MAX 86400		/* seconds that a sink may ask for */

enum alert_fate {
	ALERT_DELIVERED,
	ALERT_RETRY,
	ALERT_DEAD,
	ALERT_SINK_OFF		/* 410: this alert is dead, its sink is off */
};

struct alert_verdict {
	enum alert_fate	 fate;
	int64_t		 wait;		/* at least, before the next attempt */
	bool		 slow;		/* the whole sink waits so long */
	char		*reason;	/* for a person; NULL when delivered.
					 * Owned; free() it */
};

/* asked: seconds that the answer's body asks to wait; 0 for none. */
struct alert_verdict alert_judge_post(const struct http_answer *,
		    int64_t now, int64_t asked);
struct alert_verdict alert_judge_mail(const struct http_answer *);

/* Seconds until the attempt after failed ones; -1: given up.  Up to a
 * tenth is added by chance (0 to 1), so that retries do not fall together. */
int64_t		 alert_retry_in(int failed, double chance);

#endif
