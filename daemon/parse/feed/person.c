/* SPDX-License-Identifier: ISC */
/*
 * Authors in one line.  Finds an address and a home page; what is left,
 * less its brackets and quotes, is the name.
 */
#include "parse/feed/person.h"

#include <string.h>
#include <strings.h>

/* What stands around a name or between two. */
#define EDGES		" \t\r\n,;<>\"|/"

struct piece {
	const char	*s;
	size_t		 n;
};

static bool
is_address_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
	    (c != '\0' && strchr("._%+-", c) != NULL);
}

static bool
find_email(struct piece in, struct piece *out)
{
	const char *at = memchr(in.s, '@', in.n), *from, *to;
	const char *end = in.s + in.n;

	for (; at != NULL; at = memchr(at + 1, '@',
	    (size_t)(end - at - 1))) {
		for (from = at; from > in.s && is_address_char(from[-1]);)
			from--;
		for (to = at + 1; to < end && is_address_char(*to);)
			to++;
		while (to > at + 1 && to[-1] == '.')
			to--;
		if (from == at || to == at + 1)
			continue;
		*out = (struct piece){ from, (size_t)(to - from) };
		return true;
	}
	return false;
}

static bool
find_uri(struct piece in, struct piece *out)
{
	const char *end = in.s + in.n, *p, *to;

	if (memmem(in.s, in.n, "://", 3) == NULL)
		return false;
	for (p = in.s; p < end; p++) {
		if (strncasecmp(p, "http://", 7) != 0 &&
		    strncasecmp(p, "https://", 8) != 0)
			continue;
		for (to = p; to < end && strchr(" \t\r\n<>\"()", *to) == NULL;)
			to++;
		*out = (struct piece){ p, (size_t)(to - p) };
		return true;
	}
	return false;
}

static struct piece
trim(struct piece p)
{
	while (p.n > 0 && strchr(EDGES, p.s[0]) != NULL) {
		p.s++;
		p.n--;
	}
	while (p.n > 0 && strchr(EDGES, p.s[p.n - 1]) != NULL)
		p.n--;
	return p;
}

/* Bracketed whole, or a bracket that lost its other half. */
static struct piece
unbracket(struct piece p)
{
	const char *open, *close;

	p = trim(p);
	open = memchr(p.s, '(', p.n);
	close = memchr(p.s, ')', p.n);
	if (p.n > 0 && p.s[0] == '(' &&
	    (close == NULL || close == p.s + p.n - 1)) {
		p.s++;
		p.n -= close == NULL ? 1 : 2;
	} else if (p.n > 0 && open == p.s + p.n - 1)
		p.n--;
	return trim(p);
}

/* The text without a piece of it. */
static struct piece
without(struct pool *pool, struct piece p, struct piece cut)
{
	char *s = pool_strndup(pool, p.s, p.n);
	size_t at = (size_t)(cut.s - p.s);

	/* "mailto:" goes with its address. */
	if (at >= 7 && strncasecmp(s + at - 7, "mailto:", 7) == 0) {
		at -= 7;
		cut.n += 7;
	}
	/* So does the pair of brackets that held nothing else. */
	if (at > 0 && at + cut.n < p.n &&
	    ((s[at - 1] == '(' && s[at + cut.n] == ')') ||
	    (s[at - 1] == '<' && s[at + cut.n] == '>'))) {
		at--;
		cut.n += 2;
	}
	memset(s + at, ' ', cut.n);
	return (struct piece){ s, p.n };
}

static const char *
take(struct pool *pool, struct piece p)
{
	return p.n > 0 ? pool_strndup(pool, p.s, p.n) : NULL;
}

static void
read_one(struct pool *pool, struct piece p, struct person *out)
{
	struct piece email = { NULL, 0 }, uri = { NULL, 0 };

	memset(out, 0, sizeof(*out));
	if (find_uri(p, &uri)) {
		out->uri = take(pool, uri);
		p = without(pool, p, uri);
	}
	if (find_email(p, &email)) {
		out->email = take(pool, email);
		p = without(pool, p, email);
	}
	out->name = take(pool, unbracket(p));
}

/*
 * Where the first of several people ends: at a comma with an address on
 * both sides.  "Smith, John" is one.
 */
static size_t
first_len(const char *s)
{
	const char *at = strchr(s, '@'), *p;

	if (at == NULL || strchr(at + 1, '@') == NULL)
		return strlen(s);
	for (p = at; *p != '\0'; p++)
		if (*p == ',' || *p == ';')
			return strchr(p, '@') != NULL ? (size_t)(p - s) :
			    strlen(s);
	return strlen(s);
}

bool
person_next(struct pool *pool, const char **s, struct person *out)
{
	size_t n;

	while (**s != '\0') {
		n = first_len(*s);
		read_one(pool, (struct piece){ *s, n }, out);
		*s += n;
		*s += strspn(*s, ",; \t\r\n");
		if (out->name != NULL || out->email != NULL ||
		    out->uri != NULL)
			return true;
	}
	return false;
}
