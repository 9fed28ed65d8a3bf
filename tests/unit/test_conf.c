/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "conf.h"
#include "conf_value.h"

/* Loads text as a file named newswatch.conf in a directory of its own. */
static struct conf *
load(const char *text, char **cause)
{
	char dir[] = "/tmp/nw-conf-XXXXXX";
	char path[64];
	struct conf *conf;
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/newswatch.conf", dir);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	conf = conf_load(path, cause);
	unlink(path);
	rmdir(dir);
	return conf;
}

static void
fails_with(const char *text, const char *want)
{
	char *cause = NULL;
	struct conf *conf = load(text, &cause);

	ck_assert_ptr_null(conf);
	ck_assert_ptr_nonnull(cause);
	ck_assert_msg(strstr(cause, want) != NULL, "wanted: %s\ngot: %s",
	    want, cause);
	free(cause);
}

static const char good[] =
    "state-dir = \"/tmp/nw\"\n"
    "allow-private = { \"10.20.0.0/16\" }\n"
    "keep = 30d\n"
    "feed tass { url = \"https://tass.example/rss\"  page = true }\n"
    "feed mid { telegram = \"MID_Russia\" tags = { gov, ru } }\n"
    "figure naryshkin { name = \"Sergey Naryshkin\" role = { \"SVR director\" } }\n"
    "smtp { url = \"smtps://mail.example\" from = \"nw@example.org\" }\n"
    "sink desk { mail = \"desk@example.org\" }\n"
    "sink ops { webhook = \"https://ops.example.org/hook\" }\n"
    "watch svr {\n"
    "  when = '@naryshkin AND /\\bMI6\\b/'\n"
    "  notify = { desk, ops }\n"
    "  first-after = 0s then-every = 30m\n"
    "}\n";

START_TEST(a_whole_file_is_read_as_it_stands)
{
	char *cause = NULL;
	struct conf *c = load(good, &cause);

	ck_assert_msg(c != NULL, "%s", cause);
	ck_assert_str_eq(c->state_dir, "/tmp/nw");
	ck_assert_int_eq(c->keep, 30 * 86400);
	ck_assert_int_eq(c->first_poll_max_age, 86400);
	ck_assert_uint_eq(c->nfeeds, 2);
	ck_assert(c->feeds[0].page);
	ck_assert_int_eq(c->feeds[0].line, 4);
	ck_assert_str_eq(c->feeds[1].url, "https://t.me/s/MID_Russia");
	ck_assert_uint_eq(c->feeds[1].ntags, 2);
	ck_assert_str_eq(c->figures[0].roles[0], "SVR director");
	ck_assert_ptr_null(c->figures[0].roles[1]);
	ck_assert_str_eq(c->watches[0].when, "@naryshkin AND /\\bMI6\\b/");
	ck_assert_uint_eq(c->watches[0].nnotify, 2);
	ck_assert_str_eq(c->watches[0].notify[1]->name, "ops");
	ck_assert_int_eq(c->watches[0].then_every, 1800);
	ck_assert_str_eq(c->allow_private[0], "10.20.0.0/16");
	conf_free(c);
}
END_TEST

START_TEST(an_unknown_option_is_named_with_its_line_and_a_guess)
{
	fails_with("keep = 3d\n\nfeed tass {\n  url = \"https://a.example/\"\n"
	    "  evry = 3m\n}\n", "newswatch.conf:5: feed \"tass\": no such "
	    "option \"evry\" (did you mean \"every\"?)");
	fails_with("stat-dir = \"/x\"\n",
	    "newswatch.conf:1: no such option \"stat-dir\" (did you mean "
	    "\"state-dir\"?)");
	fails_with("feed a { zzzzzz = 3 }\n", "no such option \"zzzzzz\"");
}
END_TEST

START_TEST(a_bad_value_is_named_with_what_was_expected)
{
	fails_with("\nfeed a {\n url = \"ftp://a.example/\" }\n",
	    "newswatch.conf:3: feed \"a\": option \"url\": expected an http, "
	    "https or file:/// address, got \"ftp://a.example/\"");
	fails_with("keep = soon\n", "newswatch.conf:1: option \"keep\": "
	    "expected a duration like 30s, 15m, 24h or 90d, got \"soon\"");
	fails_with("parsers = 65\n", "expected 0 to 64, got 65");
	fails_with("sink s { mail = \"a@b@c\" }\n",
	    "option \"mail\": expected one mail address");
	fails_with("feed a { telegram = \"@chan\" }\n",
	    "expected a channel's public name");
	fails_with("sink s { webhook = \"https://a/\" shape = pigeon }\n",
	    "option \"shape\": expected standard, slack");
}
END_TEST

START_TEST(a_pattern_that_lost_its_backslash_is_refused)
{
	fails_with("watch w { when = \"/\\bMI6/\" }\n",
	    "use single quotes for patterns");
}
END_TEST

START_TEST(names_are_taken_once_and_have_plain_letters)
{
	fails_with("feed a { url = \"https://a/\" }\n"
	    "feed a { url = \"https://b/\" }\n",
	    "newswatch.conf:2: the name \"a\" is taken already");
	fails_with("feed \"a b\" { url = \"https://a/\" }\n",
	    "newswatch.conf:1: feed \"a b\": a name has letters");
}
END_TEST

START_TEST(all_missing_pieces_are_told_at_once)
{
	const char *text = "feed a { }\nfigure f { }\nsink s { }\n"
	    "watch w { notify = { nobody } }\n";

	fails_with(text, "newswatch.conf:1: feed \"a\": needs either");
	fails_with(text, "newswatch.conf:2: figure \"f\": needs a \"name\"");
	fails_with(text, "newswatch.conf:3: sink \"s\": needs either");
	fails_with(text, "newswatch.conf:4: watch \"w\": needs a \"when\"");
	fails_with(text, "there is no sink \"nobody\"");
	fails_with("keep = 1d\nfailing-notify = { x }\n",
	    "newswatch.conf:2: option \"failing-notify\": there is no sink");
}
END_TEST

START_TEST(mail_without_a_server_is_refused)
{
	fails_with("sink s { mail = \"a@b.example\" }\n",
	    "mail needs an \"smtp\" section");
	fails_with("smtp { url = \"smtp://a/\" }\n", "needs a \"from\"");
}
END_TEST

START_TEST(syntax_errors_and_missing_files_are_told)
{
	char *cause = NULL;

	fails_with("feed a {\n url = \n}\n", "newswatch.conf:3: ");
	fails_with("feed a { url = \"https://a/\"\n", "newswatch.conf:2: "
	    "feed \"a\": the section is not closed: a \"}\" is missing");
	fails_with("keep = \"3d\n", "newswatch.conf");
	conf_free(load("", &cause));
	ck_assert_ptr_null(cause);
	ck_assert_ptr_null(conf_load("/nonexistent/nw.conf", &cause));
	ck_assert_str_eq(cause,
	    "/nonexistent/nw.conf: No such file or directory");
	free(cause);
}
END_TEST

START_TEST(durations_and_sizes_have_units)
{
	ck_assert_int_eq(value_duration("1h30m"), 5400);
	ck_assert_int_eq(value_duration("0"), 0);
	ck_assert_int_eq(value_duration("5"), -1);
	ck_assert_int_eq(value_duration("-5s"), -1);
	ck_assert_int_eq(value_duration(""), -1);
	ck_assert_int_eq(value_duration("99999999999999999999s"), -1);
	ck_assert_int_eq(value_size("20M"), 20 << 20);
	ck_assert_int_eq(value_size("512"), 512);
	ck_assert_int_eq(value_size("5X"), -1);
	ck_assert_uint_eq(value_distance("evry", "every"), 1);
	ck_assert_uint_eq(value_distance("abc", ""), 3);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("conf");

	UNIT_CASE(s, "file", a_whole_file_is_read_as_it_stands,
	    an_unknown_option_is_named_with_its_line_and_a_guess,
	    a_bad_value_is_named_with_what_was_expected,
	    a_pattern_that_lost_its_backslash_is_refused,
	    names_are_taken_once_and_have_plain_letters,
	    all_missing_pieces_are_told_at_once,
	    mail_without_a_server_is_refused,
	    syntax_errors_and_missing_files_are_told);
	UNIT_CASE(s, "value", durations_and_sizes_have_units);
	return unit_run(s);
}
