/* SPDX-License-Identifier: ISC */
/* Reading an answer as a polite guest would.  No I/O, no clock. */
#include "net/fetch.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/xalloc.h"
#include "net/http.h"

/* Statuses that come often enough to deserve words. */
static const struct phrase {
	int		 status;
	const char	*words;
} phrases[] = {
	{ 400, "bad request" }, { 401, "wants a login" },
	{ 402, "wants to be paid" }, { 403, "forbidden" },
	{ 404, "not found" }, { 405, "method not allowed" },
	{ 406, "not acceptable" }, { 410, "gone for good" },
	{ 429, "too many requests" }, { 451, "withheld for legal reasons" },
	{ 500, "internal server error" }, { 502, "bad gateway" },
	{ 503, "service unavailable" }, { 504, "gateway timeout" },
	{ 0, NULL }
};

static char *
status_reason(int status)
{
	const struct phrase *p;

	for (p = phrases; p->words != NULL; p++)
		if (p->status == status)
			return xasprintf("answered %d: %s", status, p->words);
	return xasprintf("answered %d", status);
}

/* A run of digits, bounded; -1 when there is none. */
static int64_t
seconds(const char *s)
{
	int64_t v = 0;

	if (!isdigit((unsigned char)*s))
		return -1;
	for (; isdigit((unsigned char)*s); s++)
		if (v < INT64_C(1) << 40)
			v = v * 10 + (*s - '0');
	return v;
}

/* Seconds or an HTTP date (RFC 9110, 10.2.3). */
int64_t
fetch_retry_after(const char *s, int64_t now)
{
	int64_t wait;

	if (s == NULL)
		return -1;
	s += strspn(s, " \t");
	if ((wait = seconds(s)) == -1) {
		wait = (int64_t)curl_getdate(s, NULL);
		wait = wait > now ? wait - now : -1;
	}
	return wait > FETCH_RETRY_MAX ? FETCH_RETRY_MAX : wait;
}

/* The value of max-age; -1 when there is none, or it must not be used. */
static int64_t
max_age(const char *cc)
{
	int64_t age = -1;
	size_t n;

	for (; cc != NULL && *cc != '\0'; cc += n + (cc[n] == ',')) {
		cc += strspn(cc, " \t");
		n = strcspn(cc, ",");
		if (strncasecmp(cc, "no-cache", 8) == 0 ||
		    strncasecmp(cc, "no-store", 8) == 0)
			return 0;
		if (strncasecmp(cc, "max-age=", 8) == 0)
			age = seconds(cc + 8 + (cc[8] == '"'));
	}
	return age;
}

/* How long the answer stays fresh; max-age goes before Expires. */
static int64_t
freshness(const struct http_answer *a, int64_t now)
{
	int64_t age = max_age(a->cache_control), expires, date = now;

	if (age == -1 && a->expires != NULL) {
		/* Measured on the server's own clock where it tells it. */
		if (a->date != NULL &&
		    (date = (int64_t)curl_getdate(a->date, NULL)) == -1)
			date = now;
		expires = (int64_t)curl_getdate(a->expires, NULL);
		age = expires > date ? expires - date : 0;
	}
	return age > FETCH_FRESH_MAX ? FETCH_FRESH_MAX : age;
}

static void
set_not_before(struct fetch_verdict *v, const struct http_answer *a,
    int64_t now)
{
	int64_t wait = fetch_retry_after(a->retry_after, now), fresh;

	if (wait == -1 && (a->status == 429 || a->status == 503))
		wait = FETCH_SLOW;
	if (v->kind == FETCH_BODY || v->kind == FETCH_UNCHANGED) {
		fresh = freshness(a, now);
		if (fresh > wait)
			wait = fresh;
	}
	if (wait > 0)
		v->not_before = now + wait;
}

/*
 * Anew from every answer, so that one the server stopped sending is
 * dropped.  A 304 that names none at all confirms those that were sent.
 */
static void
set_validators(struct fetch_verdict *v, const struct fetch_in *in)
{
	const struct http_answer *a = in->answer;

	if (v->kind == FETCH_UNCHANGED && a->etag == NULL &&
	    a->last_modified == NULL) {
		v->etag = xstrdup_opt(in->etag);
		v->last_modified = xstrdup_opt(in->last_modified);
		return;
	}
	v->etag = xstrdup_opt(a->etag);
	v->last_modified = xstrdup_opt(a->last_modified);
}

static void
judge_status(struct fetch_verdict *v, const struct fetch_in *in)
{
	const struct http_answer *a = in->answer;

	switch (a->status) {
	case 200:
		v->kind = FETCH_BODY;
		return;
	case 226:
		/* Only the delta that was asked for can be understood. */
		if (a->im != NULL && strcasestr(a->im, "feed") != NULL) {
			v->kind = FETCH_BODY;
			return;
		}
		v->reason = xstrdup("answered 226 with a delta of a kind "
		    "that was not asked for");
		return;
	case 304:
		if (in->etag != NULL || in->last_modified != NULL) {
			v->kind = FETCH_UNCHANGED;
			return;
		}
		v->reason = xstrdup("answered 304 to a request without "
		    "conditions");
		return;
	case 410:
		v->kind = FETCH_GONE;
		break;
	}
	v->reason = status_reason(a->status);
}

struct fetch_verdict
fetch_judge(const struct fetch_in *in)
{
	const struct http_answer *a = in->answer;
	struct fetch_verdict v = { .kind = FETCH_FAILED };

	if (a->error != HTTP_OK) {
		v.reason = a->detail != NULL ?
		    xasprintf("%s: %s", http_error_str(a->error), a->detail) :
		    xstrdup(http_error_str(a->error));
		return v;
	}
	judge_status(&v, in);
	set_not_before(&v, a, in->now);
	if (v.kind == FETCH_BODY || v.kind == FETCH_UNCHANGED)
		set_validators(&v, in);
	/* Behind a 304 the new address has not shown a feed yet. */
	if (v.kind == FETCH_BODY)
		v.moved_to = xstrdup_opt(a->moved_to);
	return v;
}

void
fetch_verdict_clear(struct fetch_verdict *v)
{
	free(v->etag);
	free(v->last_modified);
	free(v->moved_to);
	free(v->reason);
	memset(v, 0, sizeof(*v));
}
