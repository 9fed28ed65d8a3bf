/* SPDX-License-Identifier: ISC */
/*
 * Every input of tests/corpus/feeds against its golden JSON: NAME.in and
 * NAME.json, and NAME.http if it came with headers (URL, Content-Type,
 * Content-Location, Now).  A golden file leaves out what is null or empty.
 * Every input is parsed in one piece, byte by byte, and in odd pieces;
 * nothing may depend on that.
 *
 * With UPDATE_GOLDEN in the environment the golden files are written
 * anew, for a person to read before they are committed.
 */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <jansson.h>

#include "base/buf.h"
#include "base/jsonw.h"
#include "base/xalloc.h"
#include "item.h"
#include "parse/feed/feed.h"

#define FILE_MAX	((size_t)16 << 20)
#define URL		"https://example.org/feeds/all.xml"

struct input {
	char		*name;
	struct buf	 bytes;
	struct feed_opts opts;
	char		*headers;
};

static char **names;
static size_t nnames;

static char *
path_of(const char *name, const char *suffix)
{
	const char *src = getenv("srcdir");

	return xasprintf("%s/tests/corpus/feeds/%s%s",
	    src != NULL ? src : "..", name, suffix);
}

static int
read_file(const char *name, const char *suffix, struct buf *b)
{
	char *path = path_of(name, suffix), chunk[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	free(path);
	buf_init(b, FILE_MAX);
	if (f == NULL)
		return -1;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		ck_assert_int_eq(buf_add(b, chunk, n), 0);
	fclose(f);
	return 0;
}

static void
read_header(struct feed_opts *o, char *line)
{
	char *value = strchr(line, ':');

	if (value == NULL)
		return;
	*value++ = '\0';
	value += strspn(value, " ");
	if (strcmp(line, "URL") == 0)
		o->url = value[0] != '\0' ? value : NULL;
	else if (strcmp(line, "Content-Type") == 0)
		o->content_type = value;
	else if (strcmp(line, "Content-Location") == 0)
		o->content_location = value;
	else if (strcmp(line, "Now") == 0)
		o->now = strtoll(value, NULL, 10);
	else
		ck_abort_msg("no such header: %s", line);
}

static void
input_read(struct input *in, const char *name)
{
	struct buf headers;
	char *line, *save;

	memset(in, 0, sizeof(*in));
	in->opts.url = URL;
	ck_assert_int_eq(read_file(name, ".in", &in->bytes), 0);
	if (read_file(name, ".http", &headers) == -1)
		return;
	in->headers = buf_take(&headers, NULL);
	for (line = strtok_r(in->headers, "\r\n", &save); line != NULL;
	    line = strtok_r(NULL, "\r\n", &save))
		read_header(&in->opts, line);
}

static void
input_clear(struct input *in)
{
	buf_clear(&in->bytes);
	free(in->headers);
}

static int
on_item(const struct item *it, void *arg)
{
	item_json(it, arg);
	return 0;
}

/* What `newswatch parse` would print; freed by the caller. */
static char *
parse(const struct input *in, size_t piece)
{
	struct feed_parser *p;
	struct feed_doc *doc;
	struct jsonw w;
	struct buf out;
	size_t at, n;

	buf_init(&out, FILE_MAX);
	jsonw_init_buf(&w, &out);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "items");
	p = feed_parser_new(&in->opts, on_item, &w);
	for (at = 0; at < in->bytes.len; at += n) {
		n = in->bytes.len - at;
		n = n < piece ? n : piece;
		/* -1 only says that more is of no use. */
		feed_parser_push(p, in->bytes.data + at, n);
	}
	doc = feed_parser_end(p);
	jsonw_end_array(&w);
	feed_doc_json(doc, &w);
	jsonw_end_object(&w);
	ck_assert(jsonw_ok(&w));
	feed_doc_free(doc);
	feed_parser_free(p);
	return buf_take(&out, NULL);
}

static int
is_nothing(const json_t *v)
{
	return json_is_null(v) ||
	    (json_is_array(v) && json_array_size(v) == 0) ||
	    (json_is_object(v) && json_object_size(v) == 0);
}

/* Takes out what a golden file need not say; the shape is flat. */
static void
prune(json_t *v)
{
	const char *key;
	json_t *one;
	void *next;
	size_t i;

	if (json_is_array(v)) {
		json_array_foreach(v, i, one)
			prune(one);
		return;
	}
	json_object_foreach_safe(v, next, key, one) {
		prune(one);
		if (is_nothing(one))
			json_object_del(v, key);
	}
}

static void
update(const char *name, const json_t *got)
{
	char *path = path_of(name, ".json");

	ck_assert_int_eq(json_dump_file(got, path, JSON_INDENT(1)), 0);
	free(path);
}

static void
compare(const char *name, const json_t *got)
{
	char *path = path_of(name, ".json"), *text;
	json_error_t err;
	json_t *want = json_load_file(path, 0, &err);

	ck_assert_msg(want != NULL, "%s: %s", path, err.text);
	if (!json_equal(want, got)) {
		text = json_dumps(got, JSON_INDENT(1));
		ck_abort_msg("%s differs; got %s", name, text);
	}
	json_decref(want);
	free(path);
}

START_TEST(every_input_gives_its_golden_items_however_it_is_cut)
{
	static const size_t pieces[] = { 1, 7, 4093 };
	const char *name = names[_i];
	struct input in;
	char *whole, *part;
	json_error_t err;
	json_t *got;
	size_t i;

	input_read(&in, name);
	whole = parse(&in, in.bytes.len + 1);
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		part = parse(&in, pieces[i]);
		ck_assert_msg(strcmp(whole, part) == 0, "%s", name);
		free(part);
	}
	got = json_loads(whole, 0, &err);
	ck_assert_msg(got != NULL, "%s: %s", name, err.text);
	prune(got);
	if (getenv("UPDATE_GOLDEN") != NULL)
		update(name, got);
	else
		compare(name, got);
	json_decref(got);
	free(whole);
	input_clear(&in);
}
END_TEST

static int
is_input(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 3 && strcmp(d->d_name + n - 3, ".in") == 0;
}

static void
find_inputs(void)
{
	char *dir = path_of("", "");
	struct dirent **list;
	int i, n = scandir(dir, &list, is_input, alphasort);

	names = xcalloc(n > 0 ? (size_t)n : 1, sizeof(*names));
	for (i = 0; i < n; i++) {
		names[nnames++] = xstrndup(list[i]->d_name,
		    strlen(list[i]->d_name) - 3);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	free(dir);
}

START_TEST(the_corpus_is_there)
{
	ck_assert_uint_ge(nnames, 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("feed corpus");
	TCase *tc = tcase_create("golden");
	size_t i;
	int rc;

	find_inputs();
	tcase_add_test(tc, the_corpus_is_there);
	tcase_add_loop_test(tc,
	    every_input_gives_its_golden_items_however_it_is_cut, 0,
	    (int)nnames);
	suite_add_tcase(s, tc);
	rc = unit_run(s);
	for (i = 0; i < nnames; i++)
		free(names[i]);
	free(names);
	return rc;
}
