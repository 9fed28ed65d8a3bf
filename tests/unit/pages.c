/* SPDX-License-Identifier: ISC */
#include "pages.h"

#include <stdio.h>
#include <string.h>

static const unsigned char hello_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb,
	0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0x28, 0x48, 0x4c, 0xce, 0x4e,
	0x4d, 0x51, 0x28, 0xcf, 0x2f, 0xca, 0x49, 0x01, 0x00, 0x48, 0xef,
	0x2e, 0xcc, 0x13, 0x00, 0x00, 0x00
};

/* 229 bytes that unpack to 200,000 zeros: twice what tests allow. */
static const unsigned char bomb_gz[229] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed,
	0xc1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xc2, 0xa0, 0xf5, 0x4f, 0x6d,
	0x06, 0x7f, 0xa0,
	[218] = 0x80, 0xd7, 0x00, 0x7b, 0x58, 0xe0, 0x5c, 0x40, 0x0d, 0x03
};

/* --- what the server says, by path ---- */

struct page {
	const char	*path;
	const char	*text;		/* sent as it stands */
	const void	*more;
	size_t		 nmore;
	bool		 end;		/* close afterwards */
};

#define OK(headers)	"HTTP/1.1 200 OK\r\n" headers "\r\n"
#define TO(status, to)	"HTTP/1.1 " status " Moved\r\nLocation: " to \
			"\r\nContent-Length: 4\r\n\r\ngone"

static const struct page pages[] = {
	{ "/plain", OK("Content-Length: 5\r\nContent-Type: text/xml\r\n"
	    "ETag: W/\"a b\\\"\xff\"\r\nLast-Modified:  Fri, 13 Dec 2041 "
	    "20:00:00 GMT \r\nCache-Control: max-age=60\r\nDATE: x\r\n"
	    "cache-control: public\r\nIM: feed\r\n") "hello", 0, 0, 0 },
	{ "/same", "HTTP/1.1 304 Not Modified\r\nETag: \"n\"\r\n\r\n",
	    0, 0, 0 },
	{ "/interim", "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n"
	    OK("Content-Length: 2\r\n") "ok", 0, 0, 0 },
	{ "/chunked", OK("Transfer-Encoding: chunked\r\n")
	    "3\r\nabc\r\n2\r\nde\r\n0\r\nETag: \"late\"\r\n\r\n", 0, 0, 0 },
	{ "/cut", OK("Content-Length: 50\r\n") "only this", 0, 0, 1 },
	{ "/cut-chunk", OK("Transfer-Encoding: chunked\r\n") "9\r\nabc",
	    0, 0, 1 },
	{ "/nothing", "", 0, 0, 1 },
	{ "/no-length", OK("") "till the end", 0, 0, 1 },
	{ "/not-http", "220 hello there\r\n", 0, 0, 1 },
	{ "/gzip", OK("Content-Encoding: gzip\r\nContent-Length: 39\r\n"),
	    hello_gz, sizeof(hello_gz), 0 },
	{ "/x-gzip", OK("Content-Encoding: x-gzip\r\n"),
	    hello_gz, sizeof(hello_gz), 1 },
	{ "/file.gz", OK("Content-Length: 39\r\n"),
	    hello_gz, sizeof(hello_gz), 0 },
	{ "/cut.gz", OK("Content-Length: 30\r\n"), hello_gz, 30, 0 },
	{ "/bomb.gz", OK("Content-Length: 229\r\n"),
	    bomb_gz, sizeof(bomb_gz), 0 },
	{ "/bomb", OK("Content-Encoding: gzip\r\nContent-Length: 229\r\n"),
	    bomb_gz, sizeof(bomb_gz), 0 },
	{ "/stacked", OK("Content-Encoding: gzip, gzip\r\n"),
	    hello_gz, sizeof(hello_gz), 1 },
	{ "/stacked-lines", OK("Content-Encoding: gzip\r\n"
	    "Content-Encoding: gzip\r\n"), hello_gz, sizeof(hello_gz), 1 },
	{ "/stacked-transfer", OK("Transfer-Encoding: gzip\r\n"
	    "Content-Encoding: gzip\r\n"), hello_gz, sizeof(hello_gz), 1 },
	{ "/false-gzip", OK("Content-Encoding: gzip\r\nContent-Length: 11\r\n")
	    "<rss></rss>", 0, 0, 0 },
	{ "/odd-coding", OK("Content-Encoding: utf-8\r\nContent-Length: 6\r\n")
	    "<rss/>", 0, 0, 0 },
	{ "/half-gzip", OK("Content-Encoding: gzip\r\nContent-Length: 12\r\n"),
	    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xff\xff", 12, 0 },
	{ "/301", TO("301", "/308"), 0, 0, 0 },
	{ "/308", TO("308", "plain?x=1#part"), 0, 0, 0 },
	{ "/302", TO("302", "/301"), 0, 0, 0 },
	{ "/307", TO("307", "/plain"), 0, 0, 0 },
	{ "/303", TO("303", "/plain"), 0, 0, 0 },
	{ "/301-302", TO("301", "/307"), 0, 0, 0 },
	{ "/301-404", TO("301", "/missing"), 0, 0, 0 },
	{ "/301-nowhere", "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n",
	    0, 0, 0 },
	{ "/round", TO("302", "/round"), 0, 0, 0 },
	{ "/hop1", TO("302", "/hop2"), 0, 0, 0 },
	{ "/hop2", TO("302", "/hop3"), 0, 0, 0 },
	{ "/hop3", TO("302", "/hop4"), 0, 0, 0 },
	{ "/hop4", TO("302", "/hop5"), 0, 0, 0 },
	{ "/hop5", TO("302", "/plain"), 0, 0, 0 },
	{ "/to-file", TO("301", "file:///etc/passwd"), 0, 0, 0 },
	{ "/to-mail", TO("301", "smtp://127.0.0.1/"), 0, 0, 0 },
	{ "/to-private", TO("301", "http://127.0.0.2:9/"), 0, 0, 0 },
	{ "/to-metadata", TO("302", "http://169.254.169.254/x"), 0, 0, 0 },
	{ "/429", "HTTP/1.1 429 Slow\r\nRetry-After: 120\r\n"
	    "Content-Length: 0\r\n\r\n", 0, 0, 0 },
	{ "/%d0%b9%20x", OK("Content-Length: 2\r\n") "ok", 0, 0, 0 }
};

static const char huge[200000];

void
pages_on_asked(struct serve_conn *c, const struct serve_asked *a, void *arg)
{
	struct script *s = arg;
	const struct page *p = pages;
	size_t i;

	snprintf(s->asked[s->n++ % 4], sizeof(s->asked[0]), "%s%s", a->text,
	    a->body);
	if (strcmp(a->path, "/hang") == 0)
		return;
	if (strcmp(a->path, "/huge") == 0) {
		serve_text(c, "HTTP/1.1 200 OK\r\n\r\n");
		serve_send(c, huge, sizeof(huge));
		return;
	}
	if (strncmp(a->path, "/hold", 5) == 0) {
		s->held[s->open++ % 64] = c;
		s->most = s->open > s->most ? s->open : s->most;
		return;
	}
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++, p++) {
		size_t n = strlen(p->path);

		if (strncmp(p->path, a->path, n) != 0 ||
		    (a->path[n] != '\0' && a->path[n] != '?'))
			continue;
		serve_text(c, p->text);
		serve_send(c, p->more, p->nmore);
		if (p->end)
			serve_end(c);
		return;
	}
	serve_answer(c, 404, "", "no such page");
}

struct script script;
struct world w;
struct got got;

void
pages_open(void)
{
	memset(&script, 0, sizeof(script));
	world_open(&w);
	w.serve = serve_new(w.base, pages_on_asked, &script);
}

void
pages_close(void)
{
	got_clear(&got);
	world_close(&w);
}

void
pages_get(const char *path)
{
	world_get(&w, serve_url(w.serve, path), &got);
}

const char *
pages_last_asked(void)
{
	return script.asked[(script.n - 1) % 4];
}
