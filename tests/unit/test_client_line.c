/* SPDX-License-Identifier: ISC */
/*
 * The client's command line: what it takes, what it refuses and how it
 * says so, and what it makes of a world that is not as it should be.
 */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/listen.h"
#include "client_kit.h"
#include "proto.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

struct line {
	const char	*args;
	int		 code;
	const char	*out;
};

/* Without a server: whatever asks for one would show. */
static void
expect_all(const struct line *lines, size_t n)
{
	struct fake f;
	size_t i;

	fake_open(&f);
	unlink(f.path);
	for (i = 0; i < n; i++)
		client_expect(&f, lines[i].args, lines[i].code, lines[i].out);
	fake_close(&f);
}

START_TEST(bad_options_are_named_with_what_was_expected)
{
	static const struct line lines[] = {
		{ "hits -n 0", 2, "newswatch hits: -n is \"0\", expected a "
		    "number from 1 on\nusage: newswatch hits [" },
		{ "hits -n -5", 2, "-n is \"-5\"" },
		{ "hits -n ' 5'", 2, "-n is \" 5\"" },
		{ "hits -n +5", 2, "-n is \"+5\"" },
		{ "hits -n 5x", 2, "-n is \"5x\"" },
		{ "hits -n ''", 2, "-n is \"\"" },
		{ "hits -n 1000000000000000000", 2, "expected a number" },
		{ "hits -o xml", 2, "-o is \"xml\", expected text, json or "
		    "ndjson" },
		{ "hits --color=pink", 2, "--color is \"pink\", expected "
		    "auto, always or never" },
		{ "follow --after x", 2, "--after is \"x\", expected an id" },
		{ "hits -n", 2, "hits: -n wants a value" },
		{ "hits -fn", 2, "hits: -n wants a value" },
		{ "hits --since", 2, "hits: --since wants a value" },
		{ "hits --sinse 1h", 2, "no such option: --sinse\n" },
		{ "hits --follow=3", 2, "hits: --follow takes no value" },
		{ "hits --since=1h -x", 2, "no such option: -x (" },
		{ "search a -bc", 2, "no such option: -b (after \"--\" a "
		    "word may begin with -)" },
		{ "status -n 4", 2, "no such option: -n" }
	};

	expect_all(lines, COUNT(lines));
}
END_TEST

START_TEST(bad_operands_are_refused_before_anything_is_asked)
{
	static const struct line lines[] = {
		{ "hits x", 2, "hits: unexpected argument \"x\"" },
		{ "follow x", 2, "unexpected argument" },
		{ "feeds x", 2, "unexpected argument" },
		{ "status x", 2, "unexpected argument" },
		{ "reload x", 2, "unexpected argument \"x\"\n"
		    "usage: newswatch reload\n" },
		{ "search", 2, "search: a QUERY is needed" },
		{ "search ''", 2, "search: a QUERY is needed" },
		{ "item 1 2", 2, "one ID is needed" },
		{ "item 0", 2, "\"0\" is no id" },
		{ "item -- -1", 2, "\"-1\" is no id" },
		{ "story 99999999999999999999", 2, "is no id" },
		{ "outbox retry 4 ' 5'", 2, "\" 5\" is no row" },
		{ "outbox discard 4 x", 2, "\"x\" is no row" },
		{ "silence w", 2, "a WATCH and a DURATION, or off, are" },
		{ "silence a b c", 2, "are needed" }
	};

	expect_all(lines, COUNT(lines));
}
END_TEST

START_TEST(what_precedes_the_command_is_read_like_options)
{
	static const struct line lines[] = {
		{ "-S", 2, "newswatch: -S wants a value\nusage: newswatch [" },
		{ "-S /nowhere/a status", 2, "answers on /nowhere/a: " },
		{ "-S/nowhere/a status", 2, "answers on /nowhere/a: " },
		{ "--socket /nowhere/a status", 2, "on /nowhere/a: " },
		{ "--socket=/nowhere/a status -S /nowhere/b", 2, "where/b: " },
		{ "-x", 2, "newswatch: no such option: -x" },
		{ "--zork", 2, "newswatch: no such option: --zork" },
		{ "", 2, "usage: newswatch [-S SOCKET] COMMAND" },
		{ "-V", 0, "newswatch " },
		{ "--version", 0, "newswatch " },
		{ "-h", 0, "\n  reload " },
		{ "--help", 0, "\n  reload " },
		{ "help", 0, "\n  reload " },
		{ "help hits", 0, "usage: newswatch hits [-f]" },
		{ "help names", 0, "usage: newswatch names NAME" },
		{ "help opml", 0, "usage: newswatch opml import" },
		{ "help zork", 2, "no such command \"zork\"; \"newswatch "
		    "help\" lists them\n" },
		{ "hist", 2, "no such command \"hist\" (did you mean "
		    "\"hits\"?)\n" }
	};

	expect_all(lines, COUNT(lines));
}
END_TEST

START_TEST(every_command_helps_and_refuses_in_its_own_name)
{
	static const char *const names[] = {
		"hits", "search", "follow", "story", "item", "feeds",
		"status", "outbox", "silence", "poll", "reload", "parse",
		"extract", "discover", "names", "test"
	};
	char args[64], out[64];
	struct fake f;
	size_t i;

	fake_open(&f);
	for (i = 0; i < COUNT(names); i++) {
		snprintf(args, sizeof(args), "%s --help", names[i]);
		snprintf(out, sizeof(out), "usage: newswatch %s", names[i]);
		client_expect(&f, args, 0, out);
		snprintf(args, sizeof(args), "%s --zork", names[i]);
		snprintf(out, sizeof(out), "newswatch %s: no such option: "
		    "--zork\nusage: newswatch %s", names[i], names[i]);
		client_expect(&f, args, 2, out);
	}
	fake_close(&f);
}
END_TEST

START_TEST(the_offline_tools_say_what_is_missing)
{
	static const struct line lines[] = {
		{ "test", 2, "-q QUERY or -c CONFIG is needed" },
		{ "test -q", 2, "newswatch test: -q wants a value" },
		{ "test -q a", 2, "a FILE is needed" },
		{ "test -q a --lines=1 /dev/null", 2, "--lines takes no" },
		{ "test -q a --watch w /dev/null", 2, "--watch goes with -c" },
		{ "test -q 'a AND' /dev/null", 2, "newswatch test: column " },
		{ "test -c /nowhere/a /dev/null", 2, "/nowhere/a: No such" },
		{ "test -q a /nowhere/a", 2, "/nowhere/a: No such file" },
		{ "names", 2, "one NAME is needed" },
		{ "names '!'", 2, "no letter in the name \"!\"" },
		{ "extract", 2, "one FILE is needed" },
		{ "extract --url", 2, "newswatch extract: --url wants a" },
		{ "extract /nowhere/a", 2, "/nowhere/a: No such file" },
		{ "parse", 2, "a FILE is needed" },
		{ "parse -u", 2, "newswatch parse: -u wants a value" },
		{ "parse /nowhere/a", 2, "/nowhere/a: No such file" },
		{ "discover -o ndjson x", 2, "-o is \"ndjson\", expected" },
		{ "opml", 2, "newswatch opml: import or export?\nusage" }
	};

	expect_all(lines, COUNT(lines));
}
END_TEST

START_TEST(an_output_that_cannot_be_written_is_an_error)
{
	static const struct line lines[] = {
		{ "hits >/dev/full", 2, "newswatch: the output could not be "
		    "written: No space left on device\n" },
		{ "hits -o json >/dev/full", 2, "No space left" },
		{ "status >/dev/full", 2, "No space left" },
		{ "help >/dev/full", 2, "No space left" },
		{ "follow --after 0 >/dev/full", 2, "could not be written" },
		{ "hits -f >/dev/full", 2, "could not be written" },
		/* Else the socket would be where the output goes. */
		{ "hits >&-", 2, "could not be written: Bad file" },
		{ "follow --after 0 >&-", 2, "could not be written" },
		{ "names Ann <&- | head -n 1", 0, "ann\tas written\n" }
	};
	struct fake f;
	size_t i;

	client_serve(&f);
	for (i = 0; i < COUNT(lines); i++)
		client_expect(&f, lines[i].args, lines[i].code, lines[i].out);
	client_stop(&f);
}
END_TEST

START_TEST(verbs_answer_in_json_when_they_are_asked_to)
{
	struct fake f;
	struct frame q;
	struct run r;
	FILE *p;

	client_serve(&f);
	p = client_start(&f, "poll -o json");
	ck_assert_int_eq(frame_read(f.engine, &f.frame, &q), 0);
	fake_engine_answer(&f, q.id, 0, "3 feeds \033[2J");
	r = client_end(p);
	ck_assert_str_eq(r.out, "{\"ok\":true,\"message\":\"3 feeds "
	    "\\u001B[2J\"}\n");
	ck_assert_int_eq(r.code, 0);
	free(r.out);
	client_stop(&f);
}
END_TEST

/* --- daemons that are none ------------------------------------------------ */

START_TEST(a_socket_that_does_not_answer_says_what_to_look_at)
{
	char args[256], *cause;
	struct fake f;
	int fd;

	fake_open(&f);
	unlink(f.path);
	client_expect(&f, "status", 2, "socket: No such file or directory; is "
	    "newswatchd running? -S names its socket\n");
	ck_assert_int_ne(fd = listen_unix(f.path, &cause), -1);
	client_expect(&f, "status", 2, "Connection refused; is newswatchd "
	    "running?");
	close(fd);
	memset(args, 'x', 150);
	snprintf(args + 150, sizeof(args) - 150, " status");
	memcpy(args, "-S /", 4);
	client_expect(&f, args, 2, "newswatch: the path of the socket is "
	    "longer than 107 bytes: /xxx");
	if (geteuid() != 0) {
		ck_assert_int_eq(chmod(f.path, 0), 0);
		client_expect(&f, "status", 2, "Permission denied; only root "
		    "and the socket's owner and group may ask");
	}
	fake_close(&f);
}
END_TEST

/* Answers who comes with the same bytes, whatever he asks. */
static void
serve_bytes(struct fake *f, const char *bytes)
{
	char asked[4096], *cause;
	int fd, one;

	unlink(f->path);
	ck_assert_int_ne(fd = listen_unix(f->path, &cause), -1);
	ck_assert_int_eq(listen(fd, 8), 0);
	ck_assert_int_ne(fcntl(fd, F_SETFL, 0), -1);
	if ((f->server = fork()) != 0) {
		close(fd);
		return;
	}
	while ((one = accept(fd, NULL, NULL)) != -1) {
		if (read(one, asked, sizeof(asked)) > 0 &&
		    write(one, bytes, strlen(bytes)) == -1)
			_exit(1);
		close(one);
	}
	_exit(0);
}

START_TEST(answers_that_make_no_sense_are_an_error)
{
	static const struct {
		const char	*bytes;
		const char	*args;
		const char	*out;
	} odd[] = {
		{ "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{\"a\"",
		    "status", "the daemon's answer cannot be read" },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
		    "hits", "the daemon's answer cannot be read" },
		{ "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
		    "status", "the daemon answered with status 500" },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}",
		    "status", "no daemon answers on" },
		{ "\033[2Jno HTTP\r\n\r\n", "status", "no daemon answers on" },
		{ "HTTP/1.1 403 No\r\n\r\n"
		    "{\"error\":{\"message\":\"not\\u009b2J you\"}}",
		    "follow", "newswatch: not�2J you\n" }
	};
	struct fake f;
	size_t i;

	for (i = 0; i < COUNT(odd); i++) {
		fake_open(&f);
		serve_bytes(&f, odd[i].bytes);
		client_expect(&f, odd[i].args, 2, odd[i].out);
		kill(f.server, SIGKILL);
		waitpid(f.server, NULL, 0);
		fake_close(&f);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("client_line");

	UNIT_CASE(s, "line", bad_options_are_named_with_what_was_expected,
	    bad_operands_are_refused_before_anything_is_asked,
	    what_precedes_the_command_is_read_like_options,
	    the_offline_tools_say_what_is_missing);
	UNIT_CASE(s, "help", every_command_helps_and_refuses_in_its_own_name);
	UNIT_CASE(s, "output", an_output_that_cannot_be_written_is_an_error,
	    verbs_answer_in_json_when_they_are_asked_to);
	UNIT_CASE(s, "daemon", a_socket_that_does_not_answer_says_what_to_look_at,
	    answers_that_make_no_sense_are_an_error);
	return unit_run(s);
}
