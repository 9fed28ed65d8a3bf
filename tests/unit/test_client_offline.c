/* SPDX-License-Identifier: ISC */
/*
 * The client's tools that need no daemon, as people run them: what they
 * print, and what they make of inputs that are not as they should be.
 */
#include "unit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "client_kit.h"

#define FILES_MAX	4

/* Files of a test's own; fake gives the directory. */
struct desk {
	struct fake	 fake;
	char		*files[FILES_MAX];
	size_t		 n;
};

static void
desk_open(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	fake_open(&d->fake);
}

static void
desk_close(struct desk *d)
{
	while (d->n > 0) {
		unlink(d->files[--d->n]);
		free(d->files[d->n]);
	}
	fake_close(&d->fake);
}

static const char *
desk_put(struct desk *d, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", d->fake.dir, name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ne(fputs(text, f), EOF);
	ck_assert_int_eq(fclose(f), 0);
	ck_assert_uint_lt(d->n, FILES_MAX);
	return d->files[d->n++] = path;
}

static void	desk_expect(struct desk *, int, const char *, const char *,
		    ...) __attribute__((__format__(printf, 4, 5)));

static void
desk_expect(struct desk *d, int code, const char *out, const char *fmt, ...)
{
	char args[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(args, sizeof(args), fmt, ap);
	va_end(ap);
	client_expect(&d->fake, args, code, out);
}

START_TEST(a_query_is_tried_on_texts_and_on_lines)
{
	struct desk d;
	const char *two;

	desk_open(&d);
	two = desk_put(&d, "two", "Ann of MI6 spoke.\r\nNobody else did.\n");
	desk_expect(&d, 0, "{\"n\":1,\"hit\":true,\"spans\":[{\"start\":7,"
	    "\"end\":10,\"text\":\"MI6\",", "test -q mi6 %s", two);
	desk_expect(&d, 1, "{\"n\":1,\"hit\":false,\"spans\":[],"
	    "\"why\":null}\n", "test -q plum %s", two);
	desk_expect(&d, 0, "}\n{\"n\":2,\"hit\":false,", "test -q mi6 --lines "
	    "%s", two);
	/* Words of two lines are in one text, but not in one line. */
	desk_expect(&d, 0, "true", "test -q 'mi6 nobody' - <%s", two);
	desk_expect(&d, 1, "false", "test -q 'mi6 nobody' --lines - <%s",
	    two);
	/* Texts of all files are counted through. */
	desk_expect(&d, 0, "{\"n\":4,", "test -q mi6 --lines %s %s", two, two);
	desk_close(&d);
}
END_TEST

START_TEST(stems_are_those_of_the_language_that_is_told)
{
	struct desk d;
	const char *text;

	desk_open(&d);
	text = desk_put(&d, "text", "Переговоры отложены.\n");
	desk_expect(&d, 0, "\"hit\":true", "test -q переговорами --lang ru "
	    "%s", text);
	desk_expect(&d, 0, "\"hit\":true", "test -q переговоры --lang zz "
	    "%s", text);
	desk_close(&d);
}
END_TEST

START_TEST(an_article_is_read_before_it_is_matched)
{
	struct desk d;
	const char *page;

	desk_open(&d);
	page = desk_put(&d, "page.html", "<html><head><title>Harbour reopens"
	    "</title><style>plum{}</style></head><body><article><h1>Harbour "
	    "reopens</h1><p>The harbour of Torvik was reopened on Thursday "
	    "after two weeks of storms, the harbour master said.</p><p>Ships "
	    "that had waited in the roads were let in by noon, he added, and "
	    "none was harmed.</p></article></body></html>\n");
	desk_expect(&d, 0, "\"field\":\"title\"", "test --article -q "
	    "title:harbour %s", page);
	desk_expect(&d, 1, "\"hit\":false", "test --article -q plum %s",
	    page);
	desk_expect(&d, 0, "\"text\":\"plum\"", "test -q plum %s", page);
	desk_expect(&d, 0, "\"headline\":\"Harbour reopens\"",
	    "extract --url https://a.example/1 %s", page);
	desk_expect(&d, 0, "\"url\":\"https://a.example/1\"",
	    "extract --url https://a.example/1 - <%s", page);
	desk_expect(&d, 0, "none was harmed.\n", "extract --text %s", page);
	desk_expect(&d, 0, "<html>", "extract --text --content-type "
	    "text/plain --lang en %s", page);
	desk_expect(&d, 0, "\"reason\":", "extract /dev/null");
	desk_close(&d);
}
END_TEST

START_TEST(the_watches_of_a_configuration_are_tried)
{
	struct desk d;
	const char *conf, *text;

	desk_open(&d);
	conf = desk_put(&d, "conf",
	    "figure ann { name = \"Ann Example\" }\n"
	    "watch ann  { when = '@ann' }\n"
	    "watch plum { when = 'plum' }\n");
	text = desk_put(&d, "text", "Ann Example ate a plum.\n");
	desk_expect(&d, 0, "{\"n\":1,\"watch\":\"plum\",\"hit\":true",
	    "test -c %s %s", conf, text);
	desk_expect(&d, 0, "{\"n\":1,\"watch\":\"ann\",\"hit\":true",
	    "test -c %s --watch ann %s", conf, text);
	desk_expect(&d, 1, "{\"n\":1,\"watch\":\"ann\",\"hit\":false",
	    "test -c %s --watch ann /dev/null", conf);
	desk_expect(&d, 2, "conf: no watch \"pear\"\n",
	    "test -c %s --watch pear %s", conf, text);
	/* A query of one's own knows its figures, and nothing else of it. */
	desk_expect(&d, 0, "\"hit\":true", "test -c %s -q '@ann plum' %s",
	    conf, text);
	desk_expect(&d, 2, "newswatch test: column 1: no figure \"ann\"",
	    "test -q @ann %s", text);
	desk_close(&d);
}
END_TEST

START_TEST(a_limit_of_a_pattern_is_an_error_and_no_miss)
{
	char line[4096];
	struct desk d;
	const char *text;

	desk_open(&d);
	memset(line, 'a', sizeof(line));
	memcpy(line + sizeof(line) - 2, "!", 2);
	text = desk_put(&d, "text", line);
	desk_expect(&d, 2, "newswatch test: text 1: ", "test -q "
	    "'/(a+)+(a+)+(a+)+$/' %s", text);
	desk_close(&d);
}
END_TEST

START_TEST(inputs_that_cannot_be_read_are_named)
{
	struct desk d;

	desk_open(&d);
	desk_expect(&d, 2, "newswatch: -: larger than 33554432 bytes",
	    "extract - <<-END\n$(head -c 33554433 /dev/zero | tr '\\0' a)\n"
	    "END\n");
	desk_expect(&d, 2, "newswatch: /: Is a directory", "extract /");
	desk_expect(&d, 2, "newswatch: /: Is a directory", "test -q a /");
	desk_expect(&d, 2, "newswatch: /: Is a directory",
	    "test -q a --lines /");
	desk_expect(&d, 2, "newswatch: /: Is a directory\n", "parse /");
	/* One that is missing, and none of the others is begun. */
	desk_expect(&d, 2, "newswatch: /nowhere/a: No such file or "
	    "directory\n", "test -q a /dev/null /nowhere/a");
	desk_close(&d);
}
END_TEST

START_TEST(feeds_are_printed_one_object_a_file)
{
	struct desk d;
	const char *feed, *page;

	desk_open(&d);
	feed = desk_put(&d, "feed", "<rss version=\"2.0\"><channel><title>T"
	    "</title><item><title>One</title><link>/1</link></item></channel>"
	    "</rss>\n");
	page = desk_put(&d, "page", "<html><body>Hello.</body></html>\n");
	desk_expect(&d, 0, "\"link\":\"https://a.example/1\"", "parse --url "
	    "https://a.example/rss %s", feed);
	desk_expect(&d, 0, "\"format\":\"rss20\"", "parse -t text/xml - <%s",
	    feed);
	desk_expect(&d, 1, "page: no items: ", "parse %s %s", page, feed);
	desk_expect(&d, 1, "\"title\":\"One\"", "parse %s %s", page, feed);
	desk_close(&d);
}
END_TEST

START_TEST(the_forms_of_a_name_come_with_their_rule)
{
	struct desk d;

	desk_open(&d);
	desk_expect(&d, 0, "виктора\tRussian case\n", "names 'Viktor'");
	desk_expect(&d, 2, "no letter in the name \"\"", "names ''");
	desk_expect(&d, 2, "one NAME is needed", "names Ann Example");
	desk_close(&d);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("client_offline");

	UNIT_CASE(s, "test", a_query_is_tried_on_texts_and_on_lines,
	    stems_are_those_of_the_language_that_is_told,
	    an_article_is_read_before_it_is_matched,
	    the_watches_of_a_configuration_are_tried,
	    a_limit_of_a_pattern_is_an_error_and_no_miss);
	UNIT_CASE(s, "inputs", inputs_that_cannot_be_read_are_named,
	    feeds_are_printed_one_object_a_file,
	    the_forms_of_a_name_come_with_their_rule);
	return unit_run(s);
}
