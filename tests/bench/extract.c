/* SPDX-License-Identifier: ISC */
/*
 * How long an article takes, against what nobody can save: libxml2's own
 * parse of the same page into its tree, and the freeing of it.  Both run
 * in turns in this process; a page's figure is the best of several runs.
 *
 * usage: bench_extract FILE...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

#include "parse/extract/extract.h"

#define ROUNDS	9

struct page {
	const char	*name;
	char		*bytes;
	size_t		 len;
	double		 bare;		/* seconds */
	double		 ours;
};

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static int
load(struct page *p, const char *name)
{
	FILE *f = fopen(name, "rb");
	long size;

	if (f == NULL || fseek(f, 0, SEEK_END) == -1 ||
	    (size = ftell(f)) <= 0) {
		perror(name);
		return -1;
	}
	rewind(f);
	p->name = name;
	p->bytes = malloc((size_t)size);
	p->len = p->bytes != NULL ? fread(p->bytes, 1, (size_t)size, f) : 0;
	fclose(f);
	return p->len > 0 ? 0 : -1;
}

static double
run_bare(const struct page *p)
{
	double start = now();

	xmlFreeDoc(htmlReadMemory(p->bytes, (int)p->len, NULL, NULL,
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
	return now() - start;
}

static double
run_ours(const struct page *p)
{
	static const struct extract_opts opts;
	double start = now();

	article_free(extract_page(p->bytes, p->len, &opts));
	return now() - start;
}

static void
measure(struct page *p)
{
	double t;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		t = run_bare(p);
		if (i == 0 || t < p->bare)
			p->bare = t;
		t = run_ours(p);
		if (i == 0 || t < p->ours)
			p->ours = t;
	}
}

static void
no_error(void *arg, const char *fmt, ...)
{
}

static int
by_ratio(const void *a, const void *b)
{
	const struct page *x = a, *y = b;
	double d = x->ours / x->bare - y->ours / y->bare;

	return d < 0 ? -1 : d > 0;
}

static void
report(struct page *pages, size_t n)
{
	double bare = 0, ours = 0;
	size_t bytes = 0, i;

	for (i = 0; i < n; i++) {
		bare += pages[i].bare;
		ours += pages[i].ours;
		bytes += pages[i].len;
	}
	qsort(pages, n, sizeof(*pages), by_ratio);
	printf("%zu pages, %.1f KB each; milliseconds a page: bare %.3f, "
	    "extract %.3f\n", n, (double)bytes / (double)n / 1024,
	    bare * 1e3 / (double)n, ours * 1e3 / (double)n);
	printf("ratio: median %.2f, 90th percentile %.2f, worst %.2f (%s), "
	    "of sums %.2f\n", pages[n / 2].ours / pages[n / 2].bare,
	    pages[n * 9 / 10].ours / pages[n * 9 / 10].bare,
	    pages[n - 1].ours / pages[n - 1].bare, pages[n - 1].name,
	    ours / bare);
}

int
main(int argc, char **argv)
{
	struct page *pages = calloc((size_t)argc, sizeof(*pages));
	size_t n = 0;
	int i;

	if (argc < 2 || pages == NULL) {
		fprintf(stderr, "usage: bench_extract FILE...\n");
		return EXIT_FAILURE;
	}
	extract_warm();
	xmlSetGenericErrorFunc(NULL, no_error);
	for (i = 1; i < argc; i++)
		if (load(&pages[n], argv[i]) == 0)
			measure(&pages[n++]);
	if (n > 0)
		report(pages, n);
	for (i = 0; (size_t)i < n; i++)
		free(pages[i].bytes);
	free(pages);
	return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
