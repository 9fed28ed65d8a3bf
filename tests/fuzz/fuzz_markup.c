/* SPDX-License-Identifier: ISC */
/*
 * What must hold of any bytes: the fragment is safe and well-formed UTF-8,
 * making it again changes nothing, and it reads as the input does.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/pool.h"
#include "base/utf8.h"
#include "parse/markup.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(int holds)
{
	if (!holds)
		abort();
}

/* No tag of these may ever be written, no address of these in a tag. */
static const char *const bad_tags[] = {
	"<script", "<style", "<iframe", "<svg", "<math", "<object", "<!", "<?"
};
static const char *const addresses[] = {
	" href=\"", " src=\"", " cite=\"", " poster=\""
};
static const char *const bad_schemes[] = {
	"javascript:", "vbscript:", "data:text", "data:image/svg"
};

static void
check_address(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof(bad_schemes) / sizeof(bad_schemes[0]); i++)
		must(strncasecmp(s, bad_schemes[i],
		    strlen(bad_schemes[i])) != 0);
}

static void
check_tag(const char *s, size_t n)
{
	char tag[65536], *at;
	size_t i;

	must(n < sizeof(tag));
	memcpy(tag, s, n);
	tag[n] = '\0';
	for (i = 0; i < sizeof(bad_tags) / sizeof(bad_tags[0]); i++)
		must(strncasecmp(tag, bad_tags[i], strlen(bad_tags[i])) != 0);
	for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
		if ((at = strstr(tag, addresses[i])) != NULL)
			check_address(at + strlen(addresses[i]));
}

/* Tags as written: known names, each closed by its own. */
static void
check_nesting(const char *s)
{
	static const char *const voids[] = {
		"br", "hr", "img", "wbr", "col", "source", NULL
	};
	const char *open[MARKUP_DEPTH], *name, *end;
	size_t depth = 0, n, i;

	while ((s = strchr(s, '<')) != NULL) {
		name = s + 1 + (s[1] == '/');
		n = strspn(name, "abcdefghijklmnopqrstuvwxyz123456");
		must(n > 0);
		if (s[1] == '/') {
			must(depth > 0 && name[n] == '>');
			must(strncmp(open[--depth], name, n) == 0);
		} else {
			for (i = 0; voids[i] != NULL; i++)
				if (strlen(voids[i]) == n &&
				    memcmp(voids[i], name, n) == 0)
					break;
			must(depth < MARKUP_DEPTH || voids[i] != NULL);
			if (voids[i] == NULL)
				open[depth++] = name;
		}
		end = strchr(s, '>');
		must(end != NULL);
		check_tag(s, (size_t)(end - s));
		s = end;
	}
	must(depth == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *base = "https://example.org/a/b?c#d";
	struct pool *pool = pool_new();
	const char *in = (const char *)data;
	char *once, *twice, *text;

	once = markup_sanitize(pool, in, n, base);
	must(utf8_is_valid(once, strlen(once)));
	check_nesting(once);
	twice = markup_sanitize(pool, once, strlen(once), base);
	must(strcmp(once, twice) == 0);
	text = markup_text(pool, in, n);
	must(utf8_is_valid(text, strlen(text)));
	must(strcmp(text, markup_text(pool, once, strlen(once))) == 0);
	once = markup_escape(pool, text, strlen(text));
	must(strchr(once, '<') == NULL);
	twice = markup_sanitize(pool, once, strlen(once), NULL);
	must(strcmp(once, twice) == 0);
	pool_free(pool);
	return 0;
}
