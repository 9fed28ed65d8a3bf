/* SPDX-License-Identifier: ISC */
/*
 * Asking and printing: objects, verbs and lists in pages.  A list of any
 * length is one JSON object of the daemon's shape, written as it comes.
 */
#include "client/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "client/show.h"
#include "client/socket.h"

#define PAGE_ROWS	500	/* the most that the daemon gives at once */
#define PAGES_MAX	1000	/* of one list: a daemon that repeats its
				 * cursor does not keep us for ever */

static json_t *
read_answer(const struct buf *b)
{
	json_error_t err;
	json_t *j = json_loadb(buf_str(b), b->len, 0, &err);

	if (!json_is_object(j)) {
		fprintf(stderr, "newswatch: the daemon's answer cannot be "
		    "read\n");
		json_decref(j);
		return NULL;
	}
	return j;
}

static json_t *
ask(const struct uri *u, int (*how)(const struct uri *, struct buf *))
{
	json_t *j = NULL;
	struct buf b;

	buf_init(&b, SOCKET_ANSWER_MAX);
	if (how(u, &b) == 0)
		j = read_answer(&b);
	buf_clear(&b);
	return j;
}

json_t *
ask_object(const struct uri *u)
{
	return ask(u, socket_get);
}

static void
print_json(struct term *t, const json_t *j, size_t flags)
{
	char *text = json_dumps(j, flags | JSON_ENCODE_ANY);

	term_json(t, text != NULL ? text : "null");
	free(text);
}

void
list_json(struct term *t, const json_t *j)
{
	print_json(t, j, JSON_COMPACT);
	fputc('\n', t->out);
}

void
list_object(const struct opts *o, const json_t *j,
    void (*show)(struct term *, const json_t *))
{
	struct term t;

	term_init(&t, stdout, o->colour);
	if (o->output == OUTPUT_TEXT)
		show(&t, j);
	else
		list_json(&t, j);
}

static void
show_message(struct term *t, const json_t *answer)
{
	const char *message = show_str(answer, "message");

	if (message == NULL || *message == '\0')
		return;
	term_put(t, TERM_PLAIN, message);
	fputc('\n', t->out);
}

int
ask_verb(const struct uri *u, const struct opts *o)
{
	json_t *j = ask(u, socket_post);

	if (j == NULL)
		return EXIT_TROUBLE;
	list_object(o, j, show_message);
	json_decref(j);
	return EXIT_FOUND;
}

/* A list on its way out. */
struct printing {
	const struct list	*list;
	enum opts_output	 output;
	struct term		 term;
	int64_t			 rows;
	char			*next;		/* cursor; NULL: no more */
	char			*error;		/* first that a page had */
};

static void
print_row(struct printing *p, const json_t *row)
{
	switch (p->output) {
	case OUTPUT_TEXT:
		p->list->show(&p->term, row);
		break;
	case OUTPUT_JSON:
		if (p->rows > 0)
			fputc(',', p->term.out);
		print_json(&p->term, row, JSON_COMPACT);
		break;
	case OUTPUT_NDJSON:
		list_json(&p->term, row);
		break;
	}
	p->rows++;
}

static void
print_page(struct printing *p, const json_t *page)
{
	const json_t *row;
	const char *next = show_str(page, "next");
	size_t i;

	json_array_foreach(json_object_get(page, p->list->key), i, row)
		print_row(p, row);
	free(p->next);
	p->next = xstrdup_opt(next);
	if (p->error == NULL && show_str(page, "error") != NULL)
		p->error = xstrdup(show_str(page, "error"));
}

/* What the matcher could not decide would else look like a miss. */
static void
say_error(const char *error)
{
	struct term t;

	term_init(&t, stderr, TERM_NEVER);
	fputs("newswatch: ", stderr);
	term_put(&t, TERM_PLAIN, error);
	fputc('\n', stderr);
}

/* Of a list without a cursor there is no way to have the rest; one that
 * was cut to the -n of who asked is whole to him. */
static void
say_truncated(const struct printing *p, const struct opts *o,
    const json_t *page)
{
	if (p->next == NULL &&
	    json_is_true(json_object_get(page, "truncated")) &&
	    (o->limit < 0 || p->rows < o->limit))
		fprintf(stderr, "newswatch: there are more; these are the "
		    "first %lld\n", (long long)p->rows);
}

/* The frame of the object, and what stands in it beside the list. */
static void
print_frame(struct printing *p, bool start, const json_t *page)
{
	const char *key;
	const json_t *v;

	if (p->output != OUTPUT_JSON)
		return;
	if (start) {
		fprintf(p->term.out, "{\"%s\":[", p->list->key);
		return;
	}
	fputc(']', p->term.out);
	json_object_foreach((json_t *)(uintptr_t)page, key, v) {
		if (strcmp(key, p->list->key) == 0)
			continue;
		fprintf(p->term.out, ",\"%s\":", key);
		print_json(&p->term, v, JSON_COMPACT);
	}
	fputs("}\n", p->term.out);
}

static json_t *
ask_page(const struct printing *p, void (*params)(struct uri *, const void *),
    const void *arg)
{
	int64_t left = p->list->limit - p->rows;
	struct uri u;
	json_t *page;

	uri_init(&u, p->list->path);
	if (params != NULL)
		params(&u, arg);
	if (p->list->limit > 0)
		uri_param_int(&u, "limit", left < PAGE_ROWS ? left :
		    PAGE_ROWS);
	uri_param(&u, "before", p->next);
	page = ask_object(&u);
	uri_clear(&u);
	return page;
}

int
list_print(const struct list *list, const struct opts *o,
    void (*params)(struct uri *, const void *), const void *arg)
{
	struct printing p = { .list = list, .output = o->output };
	json_t *page = NULL, *fresh;
	int n;

	term_init(&p.term, stdout, o->colour);
	for (n = 0; n < PAGES_MAX; n++) {
		if ((fresh = ask_page(&p, params, arg)) == NULL)
			break;
		if (page == NULL)
			print_frame(&p, true, NULL);
		json_decref(page);
		page = fresh;
		print_page(&p, page);
		if (p.next == NULL || (list->limit > 0 &&
		    p.rows >= list->limit))
			break;
	}
	/* What was begun is ended, so that it stays JSON. */
	if (page != NULL)
		print_frame(&p, false, page);
	say_truncated(&p, o, page);
	json_decref(page);
	free(p.next);
	if (p.error != NULL)
		say_error(p.error);
	n = fresh == NULL || (p.error != NULL && p.rows == 0) ? -1 :
	    (int)p.rows;
	free(p.error);
	return n;
}
