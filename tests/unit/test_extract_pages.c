/* SPDX-License-Identifier: ISC */
/*
 * Every page of tests/corpus/pages (NAME.html) against what a careful
 * reader would take from it (NAME.txt): fields that are known, one a
 * line, then the paragraphs.  And what must hold of any page: no text
 * that is not in it, the same again from the text alone, quotations
 * where their offsets say.
 *
 * With UPDATE_GOLDEN in the environment the golden files are written
 * anew, for a person to read before they are committed.
 */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/extract/blank.h"
#include "parse/extract/charset.h"
#include "parse/extract/extract.h"
#include "parse/extract/page.h"

#define FILE_MAX	((size_t)16 << 20)

static char **names;
static size_t nnames;

static char *
path_of(const char *name, const char *suffix)
{
	const char *src = getenv("srcdir");

	return xasprintf("%s/tests/corpus/pages/%s%s",
	    src != NULL ? src : "..", name, suffix);
}

static void
read_file(const char *name, const char *suffix, struct buf *b)
{
	char *path = path_of(name, suffix), chunk[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	ck_assert_msg(f != NULL, "%s cannot be read", path);
	free(path);
	buf_init(b, FILE_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		ck_assert_int_eq(buf_add(b, chunk, n), 0);
	fclose(f);
}

static struct article *
read_article(const char *name, struct buf *html)
{
	static const struct extract_opts none;

	read_file(name, ".html", html);
	return extract_page(buf_str(html), html->len, &none);
}

static void
put(struct buf *b, const char *key, const char *value)
{
	if (value != NULL)
		buf_addf(b, "%s: %s\n", key, value);
}

/* The golden form of an article. */
static void
describe(struct buf *b, const struct article *a)
{
	size_t i;

	put(b, "reason", a->reason);
	put(b, "headline", a->headline);
	put(b, "subtitle", a->subtitle);
	put(b, "outlet", a->outlet);
	put(b, "agency", a->agency);
	put(b, "byline", a->byline);
	put(b, "place", a->dateline_place);
	put(b, "date", a->dateline_date);
	put(b, "published", a->published);
	put(b, "modified", a->modified);
	put(b, "language", a->language);
	put(b, "canonical", a->canonical_url);
	for (i = 0; i < a->nlinks; i++)
		put(b, "link", a->links[i]);
	if (a->text[0] != '\0')
		buf_addf(b, "\n%s\n", a->text);
}

static void
write_golden(const char *name, const struct buf *b)
{
	char *path = path_of(name, ".txt");
	FILE *f = fopen(path, "wb");

	ck_assert_ptr_nonnull(f);
	fwrite(b->data, 1, b->len, f);
	fclose(f);
	free(path);
}

START_TEST(a_page_gives_what_a_careful_reader_would_take)
{
	const char *name = names[_i];
	struct buf html, want, got;
	struct article *a = read_article(name, &html);

	buf_init(&got, FILE_MAX);
	describe(&got, a);
	if (getenv("UPDATE_GOLDEN") != NULL)
		write_golden(name, &got);
	read_file(name, ".txt", &want);
	ck_assert_msg(strcmp(buf_str(&got), buf_str(&want)) == 0,
	    "%s:\n--- wanted\n%s--- got\n%s", name, buf_str(&want),
	    buf_str(&got));
	article_free(a);
	buf_clear(&html);
	buf_clear(&want);
	buf_clear(&got);
}
END_TEST

/* All that the page could show, hidden lines too, then its source. */
static char *
all_text(const struct buf *html)
{
	struct decoded d;
	struct page *p;
	struct buf b;
	size_t i;

	charset_decode(&d, buf_str(html), html->len, NULL);
	p = page_new(d.s, d.len, true);
	buf_init(&b, FILE_MAX);
	for (i = 0; i < p->nblocks; i++)
		buf_addf(&b, "%s ", page_text(p, &p->blocks[i]));
	buf_add(&b, d.s, d.len);
	page_free(p);
	charset_clear(&d);
	return buf_take(&b, &i);
}

START_TEST(no_paragraph_is_made_up)
{
	struct buf html;
	struct article *a = read_article(names[_i], &html);
	char *all = all_text(&html), *text, *line, *rest;

	if (strncmp(names[_i], "body-only-in-json", 17) != 0) {
		rest = text = xstrdup(a->text);
		while ((line = strsep(&rest, "\n")) != NULL)
			ck_assert_msg(strstr(all, line) != NULL,
			    "%s: not in the page: %s", names[_i], line);
		free(text);
	}
	free(all);
	article_free(a);
	buf_clear(&html);
}
END_TEST

/* What is text already must come out whole when it is set as a page. */
START_TEST(the_text_set_as_a_page_gives_the_same_text)
{
	static const struct extract_opts none;
	struct buf html, again;
	struct article *a = read_article(names[_i], &html), *b;
	char *text, *line, *rest;

	buf_init(&again, FILE_MAX);
	buf_addf(&again, "<meta charset=utf-8><article><h1>%s</h1>",
	    a->headline != NULL ? a->headline : "");
	rest = text = xstrdup(a->text);
	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			buf_addf(&again, "<p>%s</p>\n", line);
	free(text);
	b = extract_page(buf_str(&again), again.len, &none);
	ck_assert_str_eq(b->text, a->text);
	article_free(a);
	article_free(b);
	buf_clear(&html);
	buf_clear(&again);
}
END_TEST

START_TEST(the_text_read_as_plain_text_is_the_same_text)
{
	struct buf html;
	struct article *a = read_article(names[_i], &html), *b;

	b = extract_text(a->text, strlen(a->text), NULL);
	ck_assert_str_eq(b->text, a->text);
	article_free(a);
	article_free(b);
	buf_clear(&html);
}
END_TEST

START_TEST(quotes_stand_where_their_offsets_say)
{
	struct buf html;
	struct article *a = read_article(names[_i], &html);
	size_t i, k, n = strlen(a->text), from, to;
	const struct segment *s;
	const struct quote *q;

	for (i = 0; i < a->nquotes; i++) {
		q = &a->quotes[i];
		ck_assert(q->verb == NULL || strstr(a->text, q->verb) !=
		    NULL);
		ck_assert(q->speaker_surface == NULL || strstr(a->text,
		    q->speaker_surface) != NULL);
		for (k = 0; k < a->quotes[i].nsegments; k++) {
			s = &a->quotes[i].segments[k];
			from = utf8_offset(a->text, n, s->start);
			to = utf8_offset(a->text, n, s->end);
			ck_assert_uint_eq(to - from, strlen(s->text));
			ck_assert_int_eq(memcmp(a->text + from, s->text,
			    to - from), 0);
		}
	}
	article_free(a);
	buf_clear(&html);
}
END_TEST

START_TEST(the_corpus_is_there)
{
	ck_assert_uint_ge(nnames, 150);
}
END_TEST

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
find_names(void)
{
	char *path = path_of("", "");
	DIR *dir = opendir(path);
	struct dirent *e;
	size_t n;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		n = strlen(e->d_name);
		if (n <= 5 || strcmp(e->d_name + n - 5, ".html") != 0)
			continue;
		names = xreallocarray(names, nnames + 1, sizeof(*names));
		names[nnames++] = xstrndup(e->d_name, n - 5);
	}
	if (dir != NULL)
		closedir(dir);
	free(path);
	qsort(names, nnames, sizeof(*names), by_name);
}

int
main(void)
{
	Suite *s = suite_create("extract_pages");
	int rc;

	find_names();
	UNIT_CASE(s, "corpus", the_corpus_is_there);
	unit_add_loop(s, "golden",
	    a_page_gives_what_a_careful_reader_would_take, nnames);
	unit_add_loop(s, "source", no_paragraph_is_made_up, nnames);
	unit_add_loop(s, "again",
	    the_text_set_as_a_page_gives_the_same_text, nnames);
	unit_add_loop(s, "plain",
	    the_text_read_as_plain_text_is_the_same_text, nnames);
	unit_add_loop(s, "quotes",
	    quotes_stand_where_their_offsets_say, nnames);
	rc = unit_run(s);
	while (nnames > 0)
		free(names[--nnames]);
	free(names);
	return rc;
}
