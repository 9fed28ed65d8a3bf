/* SPDX-License-Identifier: ISC */
#include "client_kit.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/xalloc.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static const struct span spans[] = {
	{ .start = 4, .end = 9, .text = "agent", .field = "title",
	    .part = "agent", .form = "agent" },
	{ .start = 0, .end = 3, .text = "MI6", .field = "text" }
};

static const struct span marks[] = { { .start = 2, .end = 5 } };

const struct hit client_hits[] = {
	{ .id = 1, .at = 1000, .watch = "spies", .feed = "alpha",
	    .headline = "Earlier" },
	{ .id = 2, .at = 2000, .watch = "spies", .feed = "alpha",
	    .headline = "The agent\033]0;owned\a", .outlet = "Alpha News",
	    .link = "https://a.example/2", .story = 7, .item = 12,
	    .excerpt = "… MI6 \xe2\x80\xae said", .marks = marks,
	    .nmarks = 1, .spans = spans, .nspans = 2 }
};

FILE *
client_start(struct fake *f, const char *args)
{
	/* args may redirect the output once more: errors are still seen. */
	char *cmd = xasprintf("TZ=UTC NEWSWATCH_SOCKET=%s ./newswatch 2>&1 "
	    "%s", f->path, args);
	FILE *p = popen(cmd, "r");

	ck_assert_ptr_nonnull(p);
	free(cmd);
	return p;
}

struct run
client_end(FILE *p)
{
	struct run r = { NULL, 0 };
	char chunk[4096];
	struct buf b;
	size_t n;

	buf_init(&b, 64u << 20);
	while ((n = fread(chunk, 1, sizeof(chunk), p)) > 0)
		ck_assert_int_eq(buf_add(&b, chunk, n), 0);
	r.out = buf_take(&b, NULL);
	r.code = WEXITSTATUS(pclose(p));
	return r;
}

void
client_expect(struct fake *f, const char *args, int code, const char *out)
{
	struct run r = client_end(client_start(f, args));

	ck_assert_msg(strstr(r.out, out) != NULL, "%s: %s", args, r.out);
	ck_assert_int_eq(r.code, code);
	free(r.out);
}

void
client_serve(struct fake *f)
{
	fake_open(f);
	fake_store.hits = client_hits;
	fake_store.nhits = COUNT(client_hits);
	fake_serve(f);
}

void
client_stop(struct fake *f)
{
	fake_stop(f);
	fake_close(f);
}
