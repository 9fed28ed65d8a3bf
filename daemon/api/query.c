/* SPDX-License-Identifier: ISC */
/*
 * Parameters of a request: a table says how each is read and where its
 * value goes.  What a value is for, only the handlers know.
 */
#include "api/query.h"

#include <sys/queue.h>

#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "api/when.h"
#include "base/utf8.h"

struct param;

struct reading {
	struct query	*q;
	struct pool	*pool;
	int64_t		 now;
};

struct param {
	const char	*name;
	unsigned int	 bit;
	int		(*read)(struct reading *, const struct param *,
			    const char *value);
	size_t		 offset;
	int64_t		 min;
	const char	*expected;
};

#define INT_AT(q, p)	((int64_t *)(void *)((char *)(q) + (p)->offset))
#define STR_AT(q, p)	((const char **)(void *)((char *)(q) + (p)->offset))

static int
read_str(struct reading *r, const struct param *p, const char *value)
{
	if (*value == '\0')
		return -1;
	*STR_AT(r->q, p) = pool_strdup(r->pool, value);
	return 0;
}

static int
read_time(struct reading *r, const struct param *p, const char *value)
{
	return when_parse(value, r->now, INT_AT(r->q, p));
}

static int
read_span(struct reading *r, const struct param *p, const char *value)
{
	return span_parse(value, INT_AT(r->q, p));
}

static int
read_int(struct reading *r, const struct param *p, const char *value)
{
	int64_t v = 0;
	size_t i;

	/* 18 digits always fit. */
	for (i = 0; value[i] >= '0' && value[i] <= '9' && i < 18; i++)
		v = v * 10 + (value[i] - '0');
	if (i == 0 || value[i] != '\0' || v < p->min)
		return -1;
	*INT_AT(r->q, p) = v;
	return 0;
}

static int
read_limit(struct reading *r, const struct param *p, const char *value)
{
	if (read_int(r, p, value) == -1)
		return -1;
	/* No error: the answer's cursor leads to the rest. */
	if (r->q->limit > QUERY_LIMIT_MAX)
		r->q->limit = QUERY_LIMIT_MAX;
	return 0;
}

static int
read_failing(struct reading *r, const struct param *p, const char *value)
{
	if (strcmp(value, "1") != 0 && strcmp(value, "0") != 0)
		return -1;
	r->q->failing = *value == '1';
	return 0;
}

#define AT(field)	offsetof(struct query, field)
#define A_TIME		"a time (2026-01-31T10:00:00Z), a day (2026-01-31) " \
			"or an age (24h)"
#define A_NAME		"a name"
#define AN_ID		"an id"

static const struct param params[] = {
	{ "watch", QUERY_WATCH, read_str, AT(watch), 0, A_NAME },
	{ "feed", QUERY_FEED, read_str, AT(feed), 0, A_NAME },
	{ "q", QUERY_TEXT, read_str, AT(text), 0, "a query" },
	{ "since", QUERY_TIMES, read_time, AT(since), 0, A_TIME },
	{ "until", QUERY_TIMES, read_time, AT(until), 0, A_TIME },
	{ "before", QUERY_BEFORE, read_int, AT(before), 1, AN_ID },
	{ "after", QUERY_AFTER, read_int, AT(after), 0, AN_ID },
	{ "story", QUERY_STORY, read_int, AT(story), 1, AN_ID },
	{ "limit", QUERY_LIMIT, read_limit, AT(limit), 1,
	    "a number from 1 on" },
	{ "for", QUERY_SPAN, read_span, AT(span), 0,
	    "a duration (30m, 2h, 7d)" },
	{ "failing", QUERY_FAILING, read_failing, AT(failing), 0, "0 or 1" }
};

static const struct param *
param_find(const char *name, unsigned int allowed)
{
	size_t i;

	for (i = 0; i < sizeof(params) / sizeof(params[0]); i++)
		if ((params[i].bit & allowed) != 0 &&
		    strcmp(params[i].name, name) == 0)
			return &params[i];
	return NULL;
}

/* NULL, or what is wrong with the value. */
static const char *
read_value(struct reading *r, const struct param *p, const char *value)
{
	size_t n = strlen(value);

	if (n > QUERY_TEXT_MAX)
		return pool_printf(r->pool, "parameter \"%s\" is longer than "
		    "%d bytes", p->name, QUERY_TEXT_MAX);
	/* Said apart, for it does not show in a value that is quoted. */
	if (!utf8_is_valid(value, n))
		return pool_printf(r->pool, "parameter \"%s\" is not UTF-8",
		    p->name);
	if (p->read(r, p, value) == -1)
		return pool_printf(r->pool, "parameter \"%s\" is \"%s\", "
		    "expected %s", p->name, value, p->expected);
	return NULL;
}

static int
read_all(struct reading *r, struct evkeyvalq *list, unsigned int allowed,
    const char **cause)
{
	const struct param *p;
	const char *wrong;
	struct evkeyval *kv;
	uint32_t seen = 0, bit;

	TAILQ_FOREACH(kv, list, next) {
		if ((p = param_find(kv->key, allowed)) == NULL) {
			*cause = pool_printf(r->pool,
			    "no such parameter \"%s\" here", kv->key);
			return -1;
		}
		bit = (uint32_t)1 << (p - params);
		if ((seen & bit) != 0) {
			*cause = pool_printf(r->pool,
			    "parameter \"%s\" is given twice", p->name);
			return -1;
		}
		seen |= bit;
		if ((wrong = read_value(r, p, kv->value)) != NULL) {
			*cause = wrong;
			return -1;
		}
	}
	if (r->q->since > r->q->until) {
		*cause = "\"since\" is later than \"until\": nothing can lie "
		    "between them";
		return -1;
	}
	return 0;
}

int
query_parse(struct query *q, const char *text, unsigned int allowed,
    int64_t now, struct pool *pool, const char **cause)
{
	struct reading r = { q, pool, now };
	struct evkeyvalq list;
	int rc;

	memset(q, 0, sizeof(*q));
	q->since = INT64_MIN;
	q->until = INT64_MAX;
	q->after = q->span = -1;
	q->limit = QUERY_LIMIT_DEFAULT;
	if (text == NULL || *text == '\0')
		return 0;
	/* libevent decodes it, and all that comes after would be lost. */
	if (strstr(text, "%00") != NULL) {
		*cause = "a parameter holds a NUL (%00)";
		return -1;
	}
	if (evhttp_parse_query_str(text, &list) == -1) {
		*cause = "the parameters cannot be read; they are NAME=VALUE, "
		    "joined by &";
		return -1;
	}
	rc = read_all(&r, &list, allowed, cause);
	evhttp_clear_headers(&list);
	return rc;
}
