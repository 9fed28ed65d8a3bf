/* SPDX-License-Identifier: ISC */
/*
 * The engine's parts that need no network: what a poll does to a feed's
 * record, what is news in an edited item, and the parser processes.  This
 * program is its own parser: started as "--role parser" it plays one that
 * answers, dies, lies or stalls, as the url of the job says.
 */
#include "unit.h"
#include "frame_kit.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <event2/event.h>

#include "article.h"
#include "feed_policy.h"
#include "item.h"
#include "parsers.h"
#include "proto.h"
#include "recognise.h"
#include "base/pack.h"
#include "base/spill.h"
#include "base/xalloc.h"
#include "parse/job.h"

/* --- the record of a feed --------------------------------------------------- */

static const struct conf conf = { .min_interval = 120, .max_interval = 14400 };

START_TEST(a_failure_keeps_the_validators_and_remembers_since_when)
{
	struct feed_state *fs = feed_state_new("a", "https://a.example/");
	struct poll_facts f = { .conf = &conf, .now = 5000, .etag = "\"x\"",
	    .moved_to = "https://b.example/", .fresh = 3 };

	feed_policy_good(fs, &f);
	ck_assert_int_eq(fs->status, FEED_OK);
	ck_assert_str_eq(fs->etag, "\"x\"");
	ck_assert_str_eq(fs->moved_to, "https://b.example/");
	ck_assert_int_eq(fs->items, 3);
	f = (struct poll_facts){ .conf = &conf, .now = 6000 };
	feed_policy_failed(fs, &f, FEED_FAILING, "404");
	f.now = 7000;
	feed_policy_failed(fs, &f, FEED_FAILING, "500");
	ck_assert_int_eq(fs->failing_since, 6000);
	ck_assert_int_eq(fs->failures, 2);
	ck_assert_str_eq(fs->error, "500");
	ck_assert_str_eq(fs->etag, "\"x\"");
	ck_assert_int_gt(fs->next_due, 7000);
	feed_policy_good(fs, &f);
	ck_assert_int_eq(fs->failures, 0);
	ck_assert_int_eq(fs->failing_since, 0);
	ck_assert_ptr_null(fs->error);
	ck_assert_ptr_null(fs->etag);
	ck_assert_str_eq(fs->moved_to, "https://b.example/");
	feed_state_free(fs);
}
END_TEST

START_TEST(what_is_wrong_with_a_feed_that_is_read_is_told_until_it_is_mended)
{
	struct feed_state *fs = feed_state_new("a", "https://a.example/");
	struct feed_doc *doc = feed_doc_new();
	struct poll_facts f = { .conf = &conf, .now = 5000, .doc = doc };

	doc->reason = "line 3: a bare '&'";
	feed_policy_good(fs, &f);
	ck_assert_int_eq(fs->status, FEED_OK);
	ck_assert_str_eq(fs->error, "line 3: a bare '&'");
	f.doc = NULL;
	feed_policy_good(fs, &f);
	ck_assert_str_eq(fs->error, "line 3: a bare '&'");
	f.doc = doc;
	doc->reason = NULL;
	feed_policy_good(fs, &f);
	ck_assert_ptr_null(fs->error);
	feed_doc_free(doc);
	feed_state_free(fs);
}
END_TEST

START_TEST(a_new_address_that_goes_on_failing_is_given_up)
{
	struct feed_state *fs = feed_state_new("a", "https://a.example/");
	struct poll_facts f = { .conf = &conf, .now = 5000, .etag = "\"x\"",
	    .moved_to = "https://b.example/" };
	int i;

	feed_policy_good(fs, &f);
	for (i = 1; i < MOVED_FAILURES; i++) {
		feed_policy_failed(fs, &f, FEED_FAILING, "404");
		ck_assert_str_eq(fs->moved_to, "https://b.example/");
	}
	feed_policy_failed(fs, &f, FEED_FAILING, "404");
	ck_assert_ptr_null(fs->moved_to);
	ck_assert_ptr_null(fs->etag);
	feed_state_free(fs);
}
END_TEST

START_TEST(an_owner_hears_once_of_each_spell_of_failures)
{
	static const char *const sinks[] = { "desk", NULL };
	static const char *const nobody[] = { NULL };
	struct conf c = { .min_interval = 120, .max_interval = 14400,
	    .failing_after = 1000, .failing_notify = sinks };
	struct feed_state *fs = feed_state_new("a", "https://a.example/");
	struct poll_facts f = { .conf = &c, .now = 5000 };

	ck_assert(!feed_policy_tell(fs, &c, 5000));
	feed_policy_failed(fs, &f, FEED_FAILING, "404");
	ck_assert(!feed_policy_tell(fs, &c, 5999));
	c.failing_notify = nobody;
	ck_assert(!feed_policy_tell(fs, &c, 6000));
	c.failing_notify = sinks;
	ck_assert(feed_policy_tell(fs, &c, 6000));
	ck_assert(!feed_policy_tell(fs, &c, 7000));
	feed_policy_good(fs, &f);
	ck_assert(!feed_policy_tell(fs, &c, 8000));
	f.now = 9000;
	feed_policy_failed(fs, &f, FEED_GONE, "410");
	ck_assert(feed_policy_tell(fs, &c, 9000));
	ck_assert(!feed_policy_tell(fs, &c, 9999));
	feed_state_free(fs);
}
END_TEST

START_TEST(what_the_feed_asks_for_sets_when_it_is_polled_again)
{
	struct feed_state *fs = feed_state_new("a", "https://a.example/");
	struct feed_doc *doc = feed_doc_new();
	struct poll_facts f = { .conf = &conf, .now = 0, .doc = doc };

	doc->ttl = 600;
	feed_policy_good(fs, &f);
	ck_assert_int_ge(fs->next_due, 36000);
	f.not_before = 90000;
	feed_policy_good(fs, &f);
	ck_assert_int_ge(fs->next_due, 90000);
	ck_assert_int_le(fs->next_due, 90000 + 360);
	/* Still so after a 304, and when it fails for once. */
	f = (struct poll_facts){ .conf = &conf };
	feed_policy_good(fs, &f);
	ck_assert_int_ge(fs->next_due, 36000);
	feed_policy_failed(fs, &f, FEED_FAILING, "500");
	ck_assert_int_ge(fs->next_due, 36000);
	feed_doc_free(doc);
	feed_state_free(fs);
}
END_TEST

/* --- what is news ---------------------------------------------------------------- */

START_TEST(only_spans_in_new_passages_of_an_edited_item_are_news)
{
	struct article *a = article_new();
	struct span old = { .start = 0, .end = 5, .text = "Alpha",
	    .field = "text" };
	struct span fresh = { .start = 17, .end = 21, .text = "Beta",
	    .field = "text" };
	struct span title = { .start = 0, .end = 4, .text = "Head",
	    .field = "title" };
	const char *before = "Alpha spoke once.";

	a->headline = "Headline";
	a->text = "Alpha spoke one.\n\nBeta came.";
	fresh.start = 18;
	fresh.end = 22;
	ck_assert(recognise_is_news(&old, 1, a, "Headline", before));
	ck_assert(!recognise_is_news(&old, 1, a, "Headline",
	    "Intro\n\nAlpha spoke one."));
	ck_assert(recognise_is_news(&fresh, 1, a, "Headline",
	    "Alpha spoke one."));
	ck_assert(!recognise_is_news(&title, 1, a, "Headline", before));
	ck_assert(recognise_is_news(&title, 1, a, "Another", before));
	article_free(a);
}
END_TEST

#define HASH	0x1234		/* of what the played parser sends */

/* --- parser processes --------------------------------------------------------------- */

struct seen {
	struct event_base	*base;
	size_t			 wanted;
	size_t			 ended;
	size_t			 items;
	uint64_t		 hash;
	size_t			 killers;
	char			 why[128];
};

static void
seen_end(struct seen *s)
{
	if (++s->ended == s->wanted)
		event_base_loopbreak(s->base);
}

static void
on_item(struct item *it, void *arg)
{
	struct seen *s = arg;

	s->items++;
	item_free(it);
}

static void
on_feed(struct feed_doc *doc, const struct parse_sum *sum, void *arg)
{
	struct seen *s = arg;

	s->hash = sum->items;
	feed_doc_free(doc);
	seen_end(s);
}

static void
on_article(struct article *a, void *arg)
{
	article_free(a);
	seen_end(arg);
}

static void
on_fail(const char *why, bool killer, void *arg)
{
	struct seen *s = arg;

	snprintf(s->why, sizeof(s->why), "%s", why);
	s->killers += killer;
	seen_end(s);
}

static const struct parse_calls calls = {
	on_item, on_feed, on_article, on_fail
};

static void
job(struct parsers *p, struct seen *s, const char *url)
{
	struct parse_job j = { .url = url };

	s->wanted++;
	parsers_feed(p, &j, &calls, s);
}

START_TEST(a_dead_parser_takes_only_its_own_job_along)
{
	struct seen s = { .base = event_base_new() };
	struct parsers *p = parsers_new(s.base, 1, 60);

	job(p, &s, "answer");
	job(p, &s, "die");
	job(p, &s, "answer");
	event_base_dispatch(s.base);
	ck_assert_uint_eq(s.items, 2);
	ck_assert_uint_eq(s.hash, HASH);
	ck_assert_uint_eq(s.killers, 1);
	ck_assert_str_eq(s.why, "killed by signal 9");
	ck_assert_uint_eq(parsers_restarts(p), 1);
	ck_assert_uint_eq(parsers_pending(p), 0);
	parsers_free(p);
	event_base_free(s.base);
}
END_TEST

START_TEST(a_parser_that_stalls_is_ended_at_its_deadline)
{
	struct seen s = { .base = event_base_new() };
	struct parsers *p = parsers_new(s.base, 1, 1);

	job(p, &s, "stall");
	job(p, &s, "answer");
	event_base_dispatch(s.base);
	ck_assert_uint_eq(s.killers, 1);
	ck_assert_str_eq(s.why, "took longer than its deadline");
	ck_assert_uint_eq(s.items, 1);
	parsers_free(p);
	event_base_free(s.base);
}
END_TEST

START_TEST(a_parser_that_lies_is_ended)
{
	struct seen s = { .base = event_base_new() };
	struct parsers *p = parsers_new(s.base, 2, 60);

	job(p, &s, "article");
	event_base_dispatch(s.base);
	ck_assert_str_eq(s.why, "answered what nobody asked");
	job(p, &s, "garbled");
	event_base_dispatch(s.base);
	ck_assert_str_eq(s.why, "sent a garbled item");
	job(p, &s, "garbage");
	event_base_dispatch(s.base);
	ck_assert_str_eq(s.why, "sent garbage");
	job(p, &s, "refuse");
	event_base_dispatch(s.base);
	ck_assert_str_eq(s.why, "no thanks");
	ck_assert_uint_eq(s.killers, 3);
	parsers_free(p);
	event_base_free(s.base);
}
END_TEST

/* A body of so many bytes, in pieces. */
static void
large_job(struct parsers *p, struct seen *s, const char *url, size_t n)
{
	struct parse_job j = { .url = url };
	struct spill_room room = { .dir = "/tmp", .max = SIZE_MAX };
	struct spill *body = spill_new(&room);
	char *bytes = xcalloc(n, 1);

	signal(SIGPIPE, SIG_IGN);
	ck_assert_int_eq(spill_add(body, bytes, n), 0);
	s->wanted++;
	parsers_feed_large(p, &j, body, &calls, s);
	event_base_dispatch(s->base);
	spill_free(body);
	free(bytes);
}

START_TEST(a_large_body_follows_its_job_to_the_last_byte)
{
	struct seen s = { .base = event_base_new() };
	struct parsers *p = parsers_new(s.base, 1, 60);

	large_job(p, &s, "large", 3000001);
	ck_assert_uint_eq(s.items, 1);
	large_job(p, &s, "large", 1);
	ck_assert_uint_eq(s.items, 2);
	ck_assert_uint_eq(s.killers, 0);
	parsers_free(p);
	event_base_free(s.base);
}
END_TEST

START_TEST(a_parser_that_answers_before_it_has_all_is_ended)
{
	struct seen s = { .base = event_base_new() };
	struct parsers *p = parsers_new(s.base, 1, 60);

	large_job(p, &s, "answer", 3000001);
	ck_assert_str_eq(s.why, "answered what nobody asked");
	ck_assert_uint_eq(s.killers, 1);
	parsers_free(p);
	event_base_free(s.base);
}
END_TEST

START_TEST(a_parser_that_cannot_start_takes_no_job_along)
{
	char path[] = "/tmp/nw-refusals-XXXXXX";
	struct seen s = { .base = event_base_new() };
	struct parsers *p;
	int fd = mkstemp(path);

	ck_assert_int_eq(write(fd, "12", 2), 2);
	close(fd);
	setenv("NW_TEST_REFUSALS", path, 1);
	p = parsers_new(s.base, 1, 60);
	job(p, &s, "answer");
	event_base_dispatch(s.base);
	ck_assert_uint_eq(s.items, 1);
	ck_assert_uint_eq(s.killers, 0);
	ck_assert_uint_eq(parsers_restarts(p), 2);
	parsers_free(p);
	event_base_free(s.base);
	unsetenv("NW_TEST_REFUSALS");
	unlink(path);
}
END_TEST

START_TEST(jobs_that_wait_or_run_end_with_the_parsers)
{
	struct seen s = { .base = event_base_new() };
	struct parsers *p = parsers_new(s.base, 1, 60);

	job(p, &s, "stall");
	job(p, &s, "answer");
	ck_assert_uint_eq(parsers_pending(p), 2);
	parsers_free(p);
	ck_assert_uint_eq(s.ended, 0);
	event_base_free(s.base);
}
END_TEST

/* --- the other side of the pipe -------------------------------------------------------- */

static void
play_answer(uint32_t id)
{
	struct feed_doc *doc = feed_doc_new();
	struct item *it = item_new();
	struct pack p;
	struct buf b;

	buf_init(&b, 65536);
	item_pack(it, &b);
	frame_write(PROTO_FD, PROTO_ITEM, id, b.data, b.len);
	buf_reset(&b);
	pack_init(&p, &b);
	pack_i64(&p, HASH);
	pack_u32(&p, 0);
	feed_doc_pack(doc, &b);
	frame_write(PROTO_FD, PROTO_FEED_DONE, id, b.data, b.len);
	buf_clear(&b);
	item_free(it);
	feed_doc_free(doc);
}

static void
play_refuse(uint32_t id)
{
	struct pack p;
	struct buf b;

	buf_init(&b, 100);
	pack_init(&p, &b);
	pack_str(&p, "no thanks");
	frame_write(PROTO_FD, PROTO_FAIL, id, b.data, b.len);
	buf_clear(&b);
}

/* Takes the body that follows, and answers if it is all there. */
static void
play_large(uint32_t id, size_t left)
{
	struct frame f;
	struct buf in;

	buf_init(&in, FRAME_MAX + FRAME_HEAD);
	for (; left > 0; left -= f.len)
		if (frame_read(PROTO_FD, &in, &f) == -1 ||
		    f.type != PROTO_BODY || f.len > left)
			_exit(1);
	buf_clear(&in);
	play_answer(id);
}

static void
play(const char *url, uint32_t id)
{
	static const char junk[FRAME_HEAD] = "\xff\xff\xff\xff";

	if (strcmp(url, "answer") == 0)
		play_answer(id);
	else if (strcmp(url, "refuse") == 0)
		play_refuse(id);
	else if (strcmp(url, "die") == 0)
		raise(SIGKILL);
	else if (strcmp(url, "article") == 0)
		frame_write(PROTO_FD, PROTO_ARTICLE, id, "", 0);
	else if (strcmp(url, "garbled") == 0)
		frame_write(PROTO_FD, PROTO_ITEM, id, "x", 1);
	else if (strcmp(url, "garbage") == 0 &&
	    write(PROTO_FD, junk, sizeof(junk)) == -1)
		_exit(1);
	else if (strcmp(url, "stall") == 0)
		for (;;)
			pause();
}

/*
 * A file named by the environment tells how many parsers will not get
 * ready; each takes one byte of it away.
 */
static int
lives_left(void)
{
	const char *path = getenv("NW_TEST_REFUSALS");
	off_t n;

	if (path == NULL)
		return 1;
	n = lseek(open(path, O_RDONLY | O_CLOEXEC), 0, SEEK_END);
	if (n <= 0)
		return 1;
	return truncate(path, n - 1) == 0 ? 0 : 1;
}

static int
play_parser(void)
{
	struct parse_job job;
	struct pool *pool;
	struct unpack u;
	struct frame f;
	struct buf in;

	if (lives_left() == 0)
		return 1;
	frame_write(PROTO_FD, PROTO_READY, 0, NULL, 0);
	buf_init(&in, FRAME_MAX + FRAME_HEAD);
	while (frame_read(PROTO_FD, &in, &f) == 0) {
		pool = pool_new();
		unpack_init(&u, f.data, f.len);
		if (parse_job_unpack(&job, pool, f.data, f.len) == 0 &&
		    strcmp(job.url, "large") == 0)
			play_large(f.id, job.follows);
		else
			play(unpack_str(&u, pool), f.id);
		pool_free(pool);
	}
	buf_clear(&in);
	return 0;
}

int
main(int argc, char **argv)
{
	Suite *s = suite_create("engine");

	if (argc > 2 && strcmp(argv[1], "--role") == 0)
		return play_parser();
	UNIT_CASE(s, "policy",
	    a_failure_keeps_the_validators_and_remembers_since_when,
	    what_is_wrong_with_a_feed_that_is_read_is_told_until_it_is_mended,
	    a_new_address_that_goes_on_failing_is_given_up,
	    an_owner_hears_once_of_each_spell_of_failures,
	    what_the_feed_asks_for_sets_when_it_is_polled_again);
	UNIT_CASE(s, "news",
	    only_spans_in_new_passages_of_an_edited_item_are_news);
	UNIT_CASE(s, "parsers",
	    a_dead_parser_takes_only_its_own_job_along,
	    a_parser_that_stalls_is_ended_at_its_deadline,
	    a_parser_that_lies_is_ended,
	    a_large_body_follows_its_job_to_the_last_byte,
	    a_parser_that_answers_before_it_has_all_is_ended,
	    a_parser_that_cannot_start_takes_no_job_along,
	    jobs_that_wait_or_run_end_with_the_parsers);
	return unit_run(s);
}
