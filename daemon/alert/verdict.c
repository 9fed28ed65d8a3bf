/* SPDX-License-Identifier: ISC */
/* Answers judged, and the schedule of attempts. */
#include "alert/verdict.h"

#include <stddef.h>
#include <string.h>

#include "alert/alert.h"
#include "net/fetch.h"
#include "net/http.h"
#include "base/xalloc.h"

#define WORDS_MAX	160	/* bytes quoted of what a sink answered */

#define MINUTE		60
#define HOUR		(60 * MINUTE)

/* The schedule that Standard Webhooks recommends: some three days. */
static const int64_t schedule[] = {
	0, 5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR,
	14 * HOUR, 20 * HOUR, 24 * HOUR
};

int64_t
alert_backoff(int n)
{
	if (n < 0 || (size_t)n >= sizeof(schedule) / sizeof(schedule[0]))
		return -1;
	return schedule[n];
}

int64_t
alert_retry_in(int failed, double chance)
{
	int64_t wait = alert_backoff(failed);

	return wait > 0 ? wait + (int64_t)((double)wait * chance / 10) : wait;
}

/* --- in words ----------------------------------------------------------- */

static char *
transfer_reason(const struct http_answer *a)
{
	if (a->detail == NULL)
		return xstrdup(http_error_str(a->error));
	return xasprintf("%s: %s", http_error_str(a->error), a->detail);
}

/* The status, and the start of what was said along with it. */
static char *
answer_reason(const struct http_answer *a)
{
	const char *body = buf_str(a->body);
	int n = (int)strcspn(body, "\r\n");

	if (n == 0)
		return xasprintf("answered %d", a->status);
	return xasprintf("answered %d: %.*s", a->status,
	    n < WORDS_MAX ? n : WORDS_MAX, body);
}

/* --- verdicts ----------------------------------------------------------- */

static int64_t
wait_of(const struct http_answer *a, int64_t now, int64_t asked)
{
	int64_t wait = fetch_retry_after(a->retry_after, now);

	if (asked > wait)
		wait = asked;
	return wait > VERDICT_WAIT_MAX ? VERDICT_WAIT_MAX : wait;
}

struct alert_verdict
alert_judge_post(const struct http_answer *a, int64_t now, int64_t asked)
{
	struct alert_verdict v = { .fate = ALERT_RETRY };

	if (a->error != HTTP_OK) {
		v.reason = transfer_reason(a);
		return v;
	}
	if (a->status >= 200 && a->status <= 299) {
		v.fate = ALERT_DELIVERED;
		return v;
	}
	v.reason = answer_reason(a);
	if (a->status == 410) {
		v.fate = ALERT_SINK_OFF;
		return v;
	}
	v.wait = wait_of(a, now, asked);
	v.slow = v.wait > 0 || a->status == 429 || a->status == 502 ||
	    a->status == 504;
	if (v.slow && v.wait <= 0)
		v.wait = VERDICT_SLOW;
	if (v.wait < 0)
		v.wait = 0;
	return v;
}

/* Replies that speak of our login or of encryption, not of the mail. */
static bool
is_about_login(int status)
{
	return status == 530 || status == 534 || status == 535 ||
	    status == 538;
}

struct alert_verdict
alert_judge_mail(const struct http_answer *a)
{
	struct alert_verdict v = { .fate = ALERT_RETRY };

	if (a->error != HTTP_OK) {
		v.reason = transfer_reason(a);
		return v;
	}
	if (a->status == 250) {
		v.fate = ALERT_DELIVERED;
		return v;
	}
	v.reason = xstrdup(a->detail != NULL ? a->detail : "refused");
	if (a->status >= 500 && !is_about_login(a->status))
		v.fate = ALERT_DEAD;
	return v;
}
