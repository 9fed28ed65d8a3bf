/* SPDX-License-Identifier: ISC */
/*
 * The head of an answer, line by line as libcurl hands it over.  Values
 * are kept byte for byte, since a validator is echoed exactly; what is
 * longer than anybody's honest header counts as absent.
 */
#include "net/head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"

/* join: several lines of it make one list (RFC 9110, 5.3). */
static const struct known {
	const char	*name;
	size_t		 offset;
	bool		 join;
} known[] = {
	{ "Content-Type", offsetof(struct req_head, content_type), false },
	{ "Content-Location", offsetof(struct req_head, content_location),
	    false },
	{ "ETag", offsetof(struct req_head, etag), false },
	{ "Last-Modified", offsetof(struct req_head, last_modified), false },
	{ "Cache-Control", offsetof(struct req_head, cache_control), true },
	{ "Expires", offsetof(struct req_head, expires), false },
	{ "Date", offsetof(struct req_head, date), false },
	{ "Retry-After", offsetof(struct req_head, retry_after), false },
	{ "IM", offsetof(struct req_head, im), true },
	{ "Location", offsetof(struct req_head, location), false },
	{ "Content-Encoding", offsetof(struct req_head, codings), true },
	{ "Transfer-Encoding", offsetof(struct req_head, codings), true }
};

#define NKNOWN		(sizeof(known) / sizeof(known[0]))
#define STR_AT(h, k)	((char **)(void *)((char *)(h) + (k)->offset))

void
head_clear(struct req_head *h)
{
	size_t i;

	for (i = 0; i < NKNOWN; i++) {
		free(*STR_AT(h, &known[i]));
		*STR_AT(h, &known[i]) = NULL;
	}
	h->status = 0;
	h->whole = false;
}

static const struct known *
known_find(const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < NKNOWN; i++)
		if (strlen(known[i].name) == n &&
		    strncasecmp(known[i].name, name, n) == 0)
			return &known[i];
	return NULL;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
keep(char **slot, bool join, const char *value, size_t n)
{
	char *joined;

	if (n == 0 || n > HEAD_VALUE_MAX)
		return;
	if (*slot == NULL) {
		*slot = xstrndup(value, n);
	} else if (join && strlen(*slot) + n < HEAD_VALUE_MAX) {
		joined = xasprintf("%s, %.*s", *slot, (int)n, value);
		free(*slot);
		*slot = joined;
	}
}

/*
 * One real coding at most: each one multiplies what a byte can become,
 * so 496 bytes of gzip within gzip were 200 MB.
 */
static bool
is_stacked(const char *codings)
{
	unsigned int real = 0;
	size_t n;

	while (codings != NULL && *codings != '\0') {
		codings += strspn(codings, ", \t");
		n = strcspn(codings, ", \t");
		if (n > 0 && strncasecmp(codings, "identity", n) != 0 &&
		    strncasecmp(codings, "chunked", n) != 0)
			real++;
		codings += n;
	}
	return real > 1;
}

static int
status_of(const char *line, size_t n)
{
	const char *sp = memchr(line, ' ', n);

	if (sp == NULL || line + n - sp < 4)
		return 0;
	return (sp[1] - '0') * 100 + (sp[2] - '0') * 10 + (sp[3] - '0');
}

int
head_line(struct req_head *h, const char *line, size_t n, const char **why)
{
	const char *colon;
	const struct known *k;

	h->bytes += n;
	if (h->bytes > HEAD_MAX) {
		*why = "the answer's head is too large";
		return -1;
	}
	if (n >= 5 && memcmp(line, "HTTP/", 5) == 0) {
		/* An interim answer came before; only the last one counts. */
		head_clear(h);
		h->status = status_of(line, n);
		return 0;
	}
	while (n > 0 && is_blank(line[n - 1]))
		n--;
	if (n == 0)
		h->whole = true;
	colon = memchr(line, ':', n);
	if (colon == NULL || h->whole)	/* what follows the body is no head */
		return 0;
	k = known_find(line, (size_t)(colon - line));
	if (k == NULL)
		return 0;
	n -= (size_t)(colon - line) + 1;
	for (colon++; n > 0 && is_blank(*colon); n--)
		colon++;
	keep(STR_AT(h, k), k->join, colon, n);
	if (is_stacked(h->codings)) {
		*why = "the answer is encoded more than once";
		return -1;
	}
	return 0;
}

bool
head_is_redirect(const struct req_head *h)
{
	switch (h->status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		return h->location != NULL;
	default:
		return false;
	}
}
