/* SPDX-License-Identifier: ISC */
/*
 * The feed parser from outside: cuts what comes into blocks, decodes the
 * blocks, finds out by the first what the document is, and hands on to the
 * reader of its kind.  Knows no format.
 *
 *	bytes -> decode -> sniff -> mend -> xml  -> build -> items
 *	                         \-> json ------/
 *	                         \-> a web page, kept until its end
 */
#include "parse/feed/feed.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <libxml/parser.h>
#include <unicode/udata.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "parse/feed/build.h"
#include "parse/feed/decode.h"
#include "parse/feed/discover.h"
#include "parse/feed/json.h"
#include "parse/feed/mend.h"
#include "parse/feed/sniff.h"
#include "parse/feed/telegram.h"
#include "parse/feed/xml.h"

#define BLOCK		65536	/* bytes that are decoded at once */
#define HEAD_MAX	((size_t)4 * BLOCK)	/* a block, decoded */
/*
 * Bytes of a web page, which becomes a tree of forty times its size.  Its
 * feed links are in its head; a page of twenty posts has some 200 KB.
 */
#define PAGE_MAX	((size_t)512 << 10)
#define REASON_MAX	512

enum kind {
	KIND_UNKNOWN,		/* the first block is still to come */
	KIND_XML,
	KIND_JSON,
	KIND_PAGE,
	KIND_NOTHING
};

struct feed_parser {
	struct build	 build;
	struct feed_opts opts;		/* strings are ours */
	char		*strings[3];
	struct decoder	*decoder;
	struct buf	 block;		/* what is no whole block yet */
	struct buf	 head;		/* the first block, decoded */
	struct buf	 page;
	enum kind	 kind;
	struct mend	*mend;
	struct xml	*xml;
	struct json	*json;
	const char	*what;		/* instead of a feed */
	bool		 page_cut;
};

static void	on_decoded(void *, const char *, size_t);

struct feed_parser *
feed_parser_new(const struct feed_opts *o, feed_item_cb cb, void *arg)
{
	struct feed_parser *p = xcalloc(1, sizeof(*p));

	p->opts.url = p->strings[0] = xstrdup_opt(o->url);
	p->opts.content_type = p->strings[1] = xstrdup_opt(o->content_type);
	p->opts.content_location = p->strings[2] = xstrdup_opt(o->content_location);
	p->opts.now = o->now;
	build_init(&p->build, &p->opts, cb, arg);
	p->decoder = decoder_new(o->content_type, on_decoded, p);
	buf_init(&p->block, BLOCK);
	buf_init(&p->head, HEAD_MAX);
	buf_init(&p->page, PAGE_MAX);
	return p;
}

void
feed_parser_free(struct feed_parser *p)
{
	size_t i;

	if (p == NULL)
		return;
	build_clear(&p->build);
	decoder_free(p->decoder);
	mend_free(p->mend);
	xml_free(p->xml);
	json_free(p->json);
	buf_clear(&p->block);
	buf_clear(&p->head);
	buf_clear(&p->page);
	for (i = 0; i < 3; i++)
		free(p->strings[i]);
	free(p);
}

static void
on_start(void *arg, const char *tag, size_t n, size_t nname)
{
	struct feed_parser *p = arg;

	xml_start(p->xml, tag, n, nname);
}

static void
on_end(void *arg, const char *name, size_t n)
{
	struct feed_parser *p = arg;

	xml_stop(p->xml);
}

static void
on_mended(void *arg, const char *s, size_t n)
{
	struct feed_parser *p = arg;

	xml_text(p->xml, s, n);
}

static const struct mend_sink mend_sink = { on_start, on_end, on_mended };

static void
on_text(struct feed_parser *p, const char *s, size_t n)
{
	switch (p->kind) {
	case KIND_XML:
		mend_push(p->mend, s, n);
		break;
	case KIND_JSON:
		json_push(p->json, s, n);
		break;
	case KIND_PAGE:
		if (!p->page_cut && buf_add(&p->page, s, n) == -1)
			p->page_cut = true;
		break;
	default:
		break;
	}
}

static void
on_decoded(void *arg, const char *s, size_t n)
{
	struct feed_parser *p = arg;

	if (p->kind == KIND_UNKNOWN)
		buf_add(&p->head, s, n);
	else
		on_text(p, s, n);
}

/* The first block is there: what is it? */
static void
begin(struct feed_parser *p)
{
	size_t skip;

	switch (sniff(buf_str(&p->head), p->head.len, &skip, &p->what)) {
	case SNIFF_XML:
		p->kind = KIND_XML;
		p->mend = mend_new(&mend_sink, p);
		p->xml = xml_new(&p->build);
		if (skip > 0)
			mend_junk(p->mend);
		break;
	case SNIFF_JSON:
		p->kind = KIND_JSON;
		p->json = json_new(&p->build);
		break;
	case SNIFF_HTML:
		p->kind = KIND_PAGE;
		break;
	default:
		p->kind = KIND_NOTHING;
		break;
	}
	on_text(p, buf_str(&p->head) + skip, p->head.len - skip);
	buf_clear(&p->head);
}

static void
push_block(struct feed_parser *p, const char *s, size_t n, bool last)
{
	if (p->kind == KIND_UNKNOWN &&
	    (p->what = sniff_binary(s, n)) != NULL) {
		p->kind = KIND_NOTHING;
		return;
	}
	decoder_push(p->decoder, s, n, last);
	if (p->kind == KIND_UNKNOWN)
		begin(p);
}

static bool
is_done(const struct feed_parser *p)
{
	return p->build.stopped || p->kind == KIND_NOTHING || p->page_cut;
}

/*
 * Blocks are cut at the same places however the bytes come, so results do
 * not depend on the network's mood.
 */
int
feed_parser_push(struct feed_parser *p, const void *data, size_t n)
{
	const char *s = data;
	size_t part;

	while (n > 0 && !is_done(p)) {
		if (p->block.len == 0 && n > BLOCK) {
			push_block(p, s, BLOCK, false);
			s += BLOCK;
			n -= BLOCK;
			continue;
		}
		part = BLOCK - p->block.len;
		part = part < n ? part : n;
		buf_add(&p->block, s, part);
		s += part;
		n -= part;
		if (p->block.len == BLOCK && n > 0) {
			push_block(p, p->block.data, BLOCK, false);
			buf_reset(&p->block);
		}
	}
	return is_done(p) ? -1 : 0;
}

/* One sentence of all that was wrong. */
static void
reason_add(struct buf *b, const char *what)
{
	if (what != NULL)
		buf_addf(b, "%s%s", b->len > 0 ? "; " : "", what);
}

static void
end_xml(struct feed_parser *p, struct buf *reason)
{
	const char *issue, *error;
	unsigned long line;

	if (mend_end(p->mend))
		xml_breaks_off(p->xml);
	mend_close(p->mend);
	error = xml_end(p->xml);
	if ((issue = mend_issue(p->mend, &line)) != NULL)
		buf_addf(reason, "line %lu: %s", line, issue);
	else
		reason_add(reason, error);
}

static void
end_page(struct feed_parser *p, struct feed_doc *doc)
{
	const char *s = buf_str(&p->page);

	if (telegram_is_page(s, p->page.len)) {
		doc->format = "telegram";
		telegram_page(s, p->page.len, &p->opts, p->build.cb,
		    p->build.arg, doc);
	} else
		discover_links(s, p->page.len, p->opts.url, doc);
}

static void
end_nothing(struct feed_parser *p, struct feed_doc *doc)
{
	doc->page = FEED_PAGE_UNKNOWN;
	doc->reason = p->what;
}

static void
end_feed(struct feed_parser *p, struct feed_doc *doc)
{
	struct buf reason;

	buf_init(&reason, REASON_MAX);
	if (p->kind == KIND_XML)
		end_xml(p, &reason);
	else
		reason_add(&reason, json_end(p->json));
	reason_add(&reason, decoder_damage(p->decoder));
	doc->wellformed = reason.len == 0;
	reason_add(&reason, p->build.limit);
	if (reason.len > 0)
		doc->reason = pool_strdup(doc->pool, reason.data);
	buf_clear(&reason);
	if (doc->format == NULL)
		doc->page = FEED_PAGE_UNKNOWN;
}

struct feed_doc *
feed_parser_end(struct feed_parser *p)
{
	struct feed_doc *doc = p->build.doc;

	if (!is_done(p))
		push_block(p, buf_str(&p->block), p->block.len, true);
	doc->encoding = pool_strdup(doc->pool, decoder_charset(p->decoder));
	if (p->kind == KIND_PAGE)
		end_page(p, doc);
	else if (p->kind == KIND_NOTHING)
		end_nothing(p, doc);
	else
		end_feed(p, doc);
	return build_finish(&p->build);
}

/*
 * All of ICU's data is in its own library, mapped already; it only must
 * never look for a file, for its tables, for the zones, or for the zone of
 * this machine.  Loading them now would do as well, but is three megabytes
 * and two milliseconds for what most feeds never ask for.
 */
void
feed_parser_warm(void)
{
	UErrorCode err = U_ZERO_ERROR;

	udata_setFileAccess(UDATA_NO_FILES, &err);
	setenv("ICU_TIMEZONE_FILES_DIR", "", 1);
	setenv("TZ", "UTC", 1);
	tzset();
	xmlInitParser();
}
