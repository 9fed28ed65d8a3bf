/* SPDX-License-Identifier: ISC */
/*
 * Every text of tests/corpus/texts (NAME.txt) against what a careful
 * reader takes from it (NAME.json, in the shape that article_json()
 * prints): head, body, and whose words stand between the marks.  The kind
 * "optional" stands for what two readers would not agree on.
 */
#include "unit.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/extract/extract.h"

#define FILE_MAX	((size_t)1 << 20)
#define MOST_TEXTS	1000

static char *names[MOST_TEXTS];
static size_t nnames;

static char *
path_of(const char *name, const char *suffix)
{
	const char *src = getenv("srcdir");

	return xasprintf("%s/tests/corpus/texts/%s%s",
	    src != NULL ? src : "..", name, suffix);
}

static json_t *
read_golden(const char *name)
{
	char *path = path_of(name, ".json");
	json_error_t err;
	json_t *j = json_load_file(path, 0, &err);

	ck_assert_msg(j != NULL, "%s: %s", path, err.text);
	free(path);
	return j;
}

static struct article *
read_text(const char *name)
{
	char *path = path_of(name, ".txt"), chunk[4096];
	FILE *f = fopen(path, "rb");
	struct article *a;
	struct buf b;
	size_t n;

	ck_assert_msg(f != NULL, "%s cannot be read", path);
	free(path);
	buf_init(&b, FILE_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		ck_assert_int_eq(buf_add(&b, chunk, n), 0);
	fclose(f);
	a = extract_text(buf_str(&b), b.len, NULL);
	buf_clear(&b);
	return a;
}

static void
check_field(const char *name, const char *key, const char *got,
    const json_t *obj)
{
	const char *want = json_string_value(json_object_get(obj, key));

	if (json_object_get(obj, key) == NULL)
		return;
	ck_assert_msg((got == NULL) == (want == NULL) &&
	    (got == NULL || strcmp(got, want) == 0), "%s: %s is %s, not %s",
	    name, key, got != NULL ? got : "null", want != NULL ? want :
	    "null");
}

START_TEST(the_head_and_the_body_are_as_a_reader_sees_them)
{
	const char *name = names[_i];
	struct article *a = read_text(name);
	json_t *g = read_golden(name);

	check_field(name, "headline", a->headline, g);
	check_field(name, "subtitle", a->subtitle, g);
	check_field(name, "byline", a->byline, g);
	check_field(name, "agency", a->agency, g);
	check_field(name, "published", a->published, g);
	check_field(name, "language", a->language, g);
	check_field(name, "text", a->text, g);
	check_field(name, "place", a->dateline_place,
	    json_object_get(g, "dateline"));
	check_field(name, "date", a->dateline_date,
	    json_object_get(g, "dateline"));
	json_decref(g);
	article_free(a);
}
END_TEST

/* The golden quotation with this text that was not met yet, or NULL. */
static json_t *
take_golden(json_t *quotes, const char *text)
{
	json_t *q;
	size_t i;

	json_array_foreach(quotes, i, q) {
		if (json_object_get(q, "met") != NULL || strcmp(
		    json_string_value(json_object_get(q, "text")), text) != 0)
			continue;
		json_object_set_new(q, "met", json_true());
		return q;
	}
	return NULL;
}

static bool
is_optional(const json_t *q)
{
	return strcmp(json_string_value(json_object_get(q, "kind")),
	    "optional") == 0;
}

START_TEST(every_quotation_has_its_speaker_and_its_verb)
{
	const char *name = names[_i];
	struct article *a = read_text(name);
	json_t *g = read_golden(name), *quotes, *q;
	size_t i;

	quotes = json_object_get(g, "quotes");
	for (i = 0; i < a->nquotes; i++) {
		if (a->quotes[i].kind == QUOTE_INDIRECT)
			continue;
		q = take_golden(quotes, a->quotes[i].text);
		ck_assert_msg(q != NULL, "%s: nobody said \"%s\" (%s)", name,
		    a->quotes[i].text, a->quotes[i].speaker);
		if (is_optional(q))
			continue;
		check_field(a->quotes[i].text, "speaker",
		    a->quotes[i].speaker, q);
		check_field(a->quotes[i].text, "verb", a->quotes[i].verb, q);
		check_field(a->quotes[i].text, "kind",
		    quote_kind_str(a->quotes[i].kind), q);
	}
	json_array_foreach(quotes, i, q)
		ck_assert_msg(is_optional(q) || json_object_get(q, "met") !=
		    NULL, "%s: \"%s\" is lost", name,
		    json_string_value(json_object_get(q, "text")));
	json_decref(g);
	article_free(a);
}
END_TEST

START_TEST(segments_are_slices_of_the_text)
{
	struct article *a = read_text(names[_i]);
	size_t i, k, from, to, n = strlen(a->text);
	const struct segment *s;

	for (i = 0; i < a->nquotes; i++)
		for (k = 0; k < a->quotes[i].nsegments; k++) {
			s = &a->quotes[i].segments[k];
			from = utf8_offset(a->text, n, s->start);
			to = utf8_offset(a->text, n, s->end);
			ck_assert_uint_lt(from, to);
			ck_assert_uint_eq(to - from, strlen(s->text));
			ck_assert_int_eq(memcmp(a->text + from, s->text,
			    to - from), 0);
		}
	article_free(a);
}
END_TEST

START_TEST(the_body_read_again_is_the_same_body)
{
	struct article *a = read_text(names[_i]), *b;

	b = extract_text(a->text, strlen(a->text), NULL);
	ck_assert_str_eq(b->text, a->text);
	ck_assert_uint_eq(b->nquotes, a->nquotes);
	article_free(a);
	article_free(b);
}
END_TEST

START_TEST(the_corpus_is_there)
{
	ck_assert_uint_ge(nnames, 30);
}
END_TEST

static void
find_names(void)
{
	char *path = path_of("", "");
	DIR *dir = opendir(path);
	struct dirent *e;
	size_t n;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		n = strlen(e->d_name);
		if (nnames < MOST_TEXTS && n > 4 &&
		    strcmp(e->d_name + n - 4, ".txt") == 0)
			names[nnames++] = xstrndup(e->d_name, n - 4);
	}
	if (dir != NULL)
		closedir(dir);
	free(path);
}

int
main(void)
{
	Suite *s = suite_create("texts");
	int rc;

	find_names();
	UNIT_CASE(s, "corpus", the_corpus_is_there);
	unit_add_loop(s, "head",
	    the_head_and_the_body_are_as_a_reader_sees_them, nnames);
	unit_add_loop(s, "quotes",
	    every_quotation_has_its_speaker_and_its_verb, nnames);
	unit_add_loop(s, "slices", segments_are_slices_of_the_text, nnames);
	unit_add_loop(s, "again", the_body_read_again_is_the_same_body, nnames);
	rc = unit_run(s);
	while (nnames > 0)
		free(names[--nnames]);
	return rc;
}
