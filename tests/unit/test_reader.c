/* SPDX-License-Identifier: ISC */
/*
 * The reader role whole: its own process, on a real store that somebody
 * else writes, with the real matcher, asked by the real client.
 */
#include "store_kit.h"
#include "frame_kit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/reader.h"
#include "base/pack.h"
#include "base/xalloc.h"
#include "match/match.h"
#include "proto.h"

static struct {
	char	*conf;		/* path */
	char	*socket;
	int	 pipe;		/* the engine's end */
	pid_t	 pid;
} reader;

static const char conf_text[] =
    "feed alpha { url = \"https://a.example/rss\" tags = { gov } }\n"
    "figure naryshkin { name = \"Sergey Naryshkin\""
    " also = { \"Сергей Нарышкин\" } }\n"
    "sink ops { webhook = \"https://ops.example/hook\" }\n"
    "watch spies { when = '@naryshkin' notify = { ops } }\n";

static void
write_conf(const char *more)
{
	FILE *f = fopen(reader.conf, "w");

	ck_assert_ptr_nonnull(f);
	fprintf(f, "state-dir = \"%s\"\nsocket = \"%s\"\n%s%s", kit.dir,
	    reader.socket, conf_text, more);
	fclose(f);
}

#define STARTED	1767323045	/* 2026-01-02 03:04:05 */

static void
start_reader(void)
{
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	reader.pipe = pair[1];
	if ((reader.pid = fork()) == 0) {
		close(pair[1]);
		_exit(reader_main(pair[0], reader.conf, STARTED));
	}
	close(pair[0]);
}

static void
setup(void)
{
	kit_setup();
	reader.conf = xasprintf("%s/newswatch.conf", kit.dir);
	reader.socket = xasprintf("%s/socket", kit.dir);
	write_conf("");
	start_reader();
}

static int
end_reader(void)
{
	int status = 0;

	close(reader.pipe);
	ck_assert_int_eq(waitpid(reader.pid, &status, 0), reader.pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
teardown(void)
{
	free(reader.conf);
	free(reader.socket);
	kit_teardown();
}

static void
put_entry(struct store_entry *e, const char *title, const char *text)
{
	const struct kit_item k = {
		.link = title, .title = title, .content = text,
		.watches = { "spies" }
	};
	struct buf b;

	kit_entry(e, &k, ITEM_NEW);
	buf_init(&b, 1 << 20);
	ck_assert_int_eq(match_index_text(e->article, &b), 0);
	e->index_text = buf_take(&b, NULL);
}

/* An article of feed alpha, which hits watch "spies". */
static void
put(const char *title, const char *text)
{
	struct store_result r = {
		.feed = feed_state_new("alpha", "https://a.example/rss"),
		.entries = xcalloc(1, sizeof(*r.entries)), .nentries = 1
	};

	r.feed->status = FEED_OK;
	put_entry(r.entries, title, text);
	store_put_result(kit.st, &r, NULL, NULL);
	store_flush(kit.st);
}

static FILE *
client_start(const char *args)
{
	char *cmd = xasprintf("NEWSWATCH_SOCKET=%s ./newswatch %s 2>&1",
	    reader.socket, args);
	FILE *p = popen(cmd, "r");

	ck_assert_ptr_nonnull(p);
	free(cmd);
	return p;
}

/* The exit code; all that was printed in out. */
static int
client(const char *args, char *out, size_t room)
{
	FILE *p = client_start(args);
	size_t n = fread(out, 1, room - 1, p);

	out[n] = '\0';
	return WEXITSTATUS(pclose(p));
}

/* Returns once somebody answers: the reader takes a moment to start. */
static void
wait_until_up(void)
{
	char out[4096];

	while (client("status", out, sizeof(out)) != 0)
		ck_assert_int_eq(waitpid(reader.pid, NULL, WNOHANG), 0);
}

START_TEST(the_reader_serves_what_the_store_has_and_ends_with_its_pipe)
{
	char out[65536];
	struct stat st;

	put("Naryshkin speaks", "The head of the SVR said much.");
	wait_until_up();
	ck_assert_int_eq(client("hits", out, sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "Naryshkin speaks\n"));
	ck_assert_int_eq(client("item 1", out, sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "The head of the SVR said much."));
	ck_assert_int_eq(client("feeds", out, sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "alpha"));
	ck_assert_int_eq(client("outbox", out, sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "Naryshkin speaks"));
	ck_assert_int_eq(client("status -o json", out, sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "\"started\":\"2026-01-02T"));
	ck_assert_int_eq(stat(reader.socket, &st), 0);
	ck_assert_int_eq(end_reader(), 0);
	ck_assert_int_eq(stat(reader.socket, &st), -1);
}
END_TEST

START_TEST(a_search_sees_what_an_alert_would_see)
{
	static const struct {
		const char	*args;
		int		 code;
		const char	*out;
	} searches[] = {
		{ "search @naryshkin", 0, "Встреча в Минске" },
		{ "search 'Нарышкин AND Минск'", 0, "Встреча в Минске" },
		{ "search 'Нарышкин AND Париж'", 1, "" },
		{ "search '\"glass of water\"'", 0, "On water" },
		{ "search '\"water of glass\"'", 1, "" },
		{ "search 'tag:gov -water'", 0, "Встреча в Минске" },
		{ "search --feed alpha nothing", 1, "" },
		{ "search --feed beta water", 2, "no feed \"beta\"" },
		{ "search --since 1h water", 1, "" },
		{ "search '/gl[a]ss/'", 0, "On water" },
		{ "search '\"open'", 2, "column" },
		{ "search @nobody", 2, "nobody" }
	};
	char out[65536];
	size_t i;
	int code;

	put("On water", "A glass of water a day.");
	put("Встреча в Минске", "Сергея Нарышкина встретили в Минске.");
	wait_until_up();
	for (i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
		code = client(searches[i].args, out, sizeof(out));
		ck_assert_msg(code == searches[i].code && strstr(out,
		    searches[i].out) != NULL, "%s: %d %s", searches[i].args,
		    code, out);
	}
	ck_assert_int_eq(client("search -o json glass", out, sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "{\"start\":2,\"end\":7,"
	    "\"text\":\"glass\",\"field\":\"text\""));
	ck_assert_int_eq(client("search --color=always glass", out,
	    sizeof(out)), 0);
	ck_assert_ptr_nonnull(strstr(out, "\033[1;31mglass\033[0m"));
	ck_assert_int_eq(end_reader(), 0);
}
END_TEST

START_TEST(a_commit_reaches_who_follows)
{
	char line[4096];
	struct pack p;
	struct buf b;
	FILE *f;

	put("First", "One.");
	wait_until_up();
	f = client_start("follow --after 1 -n 1 -o ndjson");
	put("Second", "Two.");
	buf_init(&b, 64);
	pack_init(&p, &b);
	pack_i64(&p, 2);
	ck_assert_int_eq(frame_write(reader.pipe, PROTO_COMMITTED, 0, b.data,
	    b.len), 0);
	buf_clear(&b);
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), f));
	ck_assert_ptr_nonnull(strstr(line, "\"headline\":\"Second\""));
	ck_assert_int_eq(WEXITSTATUS(pclose(f)), 0);
	ck_assert_int_eq(end_reader(), 0);
}
END_TEST

START_TEST(a_new_configuration_is_taken_and_a_bad_one_is_not)
{
	char out[65536];

	wait_until_up();
	write_conf("feed beta { url = \"https://b.example/rss\" }\n");
	ck_assert_int_eq(frame_write(reader.pipe, PROTO_CONFIG, 0, NULL, 0),
	    0);
	do
		ck_assert_int_eq(client("feeds", out, sizeof(out)), 0);
	while (strstr(out, "beta") == NULL);
	write_conf("fed gamma { url = \"https://c.example/rss\" }\n");
	ck_assert_int_eq(frame_write(reader.pipe, PROTO_CONFIG, 0, NULL, 0),
	    0);
	ck_assert_int_eq(client("feeds --feed beta", out, sizeof(out)), 0);
	ck_assert_int_eq(end_reader(), 0);
}
END_TEST

START_TEST(signals_do_not_end_the_reader_but_a_bad_start_does)
{
	char out[65536];

	wait_until_up();
	kill(reader.pid, SIGTERM);
	kill(reader.pid, SIGINT);
	kill(reader.pid, SIGHUP);
	ck_assert_int_eq(client("status", out, sizeof(out)), 0);
	ck_assert_int_eq(end_reader(), 0);
	unlink(reader.conf);
	start_reader();
	ck_assert_int_eq(end_reader(), EXIT_FAILURE);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("reader");
	TCase *tc = tcase_create("role");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc,
	    the_reader_serves_what_the_store_has_and_ends_with_its_pipe);
	tcase_add_test(tc, a_search_sees_what_an_alert_would_see);
	tcase_add_test(tc, a_commit_reaches_who_follows);
	tcase_add_test(tc, a_new_configuration_is_taken_and_a_bad_one_is_not);
	tcase_add_test(tc,
	    signals_do_not_end_the_reader_but_a_bad_start_does);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
