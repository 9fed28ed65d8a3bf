/* SPDX-License-Identifier: ISC */
/*
 * What the offline commands share: inputs are opened first, then the
 * sandbox closes, and only then is a byte of them read.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "client/cmd.h"
#include "parse/sandbox.h"

static FILE *
input_open(const char *name)
{
	struct stat sb;
	FILE *f;

	if (strcmp(name, "-") == 0)
		return stdin;
	if ((f = fopen(name, "rb")) == NULL || fstat(fileno(f), &sb) == -1) {
		fprintf(stderr, "newswatch: %s: %s\n", name, strerror(errno));
	} else if (S_ISDIR(sb.st_mode)) {
		fprintf(stderr, "newswatch: %s: %s\n", name, strerror(EISDIR));
	} else
		return f;
	if (f != NULL)
		fclose(f);
	return NULL;
}

int
inputs_open(struct inputs *in, int argc, char **argv)
{
	char *cause;
	int i;

	in->files = xcalloc((size_t)argc, sizeof(*in->files));
	in->names = xcalloc((size_t)argc, sizeof(*in->names));
	in->n = 0;
	for (i = 0; i < argc; i++) {
		if ((in->files[in->n] = input_open(argv[i])) == NULL) {
			inputs_close(in);
			return EXIT_TROUBLE;
		}
		in->names[in->n++] = argv[i];
	}
	/* Never without: what follows reads what strangers wrote. */
	if (sandbox_enter(&cause) == -1) {
		fprintf(stderr, "newswatch: sandbox: %s\n", cause);
		free(cause);
		inputs_close(in);
		return EXIT_TROUBLE;
	}
	return 0;
}

void
inputs_close(struct inputs *in)
{
	size_t i;

	for (i = 0; i < in->n; i++)
		if (in->files[i] != stdin)
			fclose(in->files[i]);
	free(in->files);
	free(in->names);
	memset(in, 0, sizeof(*in));
}

char *
input_read(FILE *f, const char *name, size_t max, size_t *len)
{
	char chunk[65536];
	struct buf b;
	size_t n;

	buf_init(&b, max);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0) {
		if (buf_add(&b, chunk, n) == -1) {
			fprintf(stderr, "newswatch: %s: larger than %zu "
			    "bytes\n", name, max);
			buf_clear(&b);
			return NULL;
		}
	}
	if (ferror(f)) {
		fprintf(stderr, "newswatch: %s: %s\n", name, strerror(errno));
		buf_clear(&b);
		return NULL;
	}
	return buf_take(&b, len);
}
