/* SPDX-License-Identifier: ISC */
/* One page for a person: from a server that is a process of its own. */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "client/web.h"

#define CLOSE		"Connection: close\r\n"
#define TO(where)	"HTTP/1.1 302 Moved\r\nLocation: " where "\r\n" \
			"Content-Length: 0\r\n" CLOSE "\r\n"
#define OK(headers)	"HTTP/1.1 200 OK\r\n" CLOSE headers "\r\n"

static const struct {
	const char	*path;
	const char	*answer;
} script[] = {
	{ "/page", OK("Content-Type: text/html; charset=utf-8\r\n") "<p>hi" },
	{ "/bare", OK("") "hello" },
	{ "/moved", TO("/page") },
	{ "/round", TO("/round") },
	{ "/to-file", TO("file:///etc/passwd") },
	{ "/missing", "HTTP/1.1 404 Gone\r\nContent-Length: 2\r\n"
	    "Connection: close\r\n\r\nno" },
	{ "/cut", OK("Content-Length: 100\r\n") "short" },
	{ "/none", "" }
};

static pid_t server;
static int port;
static int saved_stderr = -1;
static FILE *said;

static void
endless(int fd)
{
	static const char zeros[65536];

	if (write(fd, OK(""), strlen(OK(""))) == -1)
		return;
	while (write(fd, zeros, sizeof(zeros)) > 0)
		continue;
}

static void
answer(int fd)
{
	char asked[4096], path[64];
	ssize_t n = read(fd, asked, sizeof(asked) - 1);
	size_t i;

	asked[n > 0 ? n : 0] = '\0';
	if (sscanf(asked, "GET %63s", path) != 1)
		return;
	if (strcmp(path, "/endless") == 0)
		endless(fd);
	for (i = 0; i < sizeof(script) / sizeof(script[0]); i++)
		if (strcmp(script[i].path, path) == 0 && write(fd,
		    script[i].answer, strlen(script[i].answer)) == -1)
			return;
}

static void
serve(int listener)
{
	int fd;

	signal(SIGPIPE, SIG_IGN);
	while ((fd = accept(listener, NULL, NULL)) != -1) {
		answer(fd);
		close(fd);
	}
	_exit(0);
}

static void
open_all(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	ck_assert_int_eq(listen(fd, 8), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	port = ntohs(at.sin_port);
	if ((server = fork()) == 0)
		serve(fd);
	close(fd);
	said = tmpfile();
	saved_stderr = dup(STDERR_FILENO);
	dup2(fileno(said), STDERR_FILENO);
}

static void
close_all(void)
{
	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	fclose(said);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
}

static int
get(const char *path, struct web_page *p)
{
	char *url = xasprintf("http://127.0.0.1:%d%s", port, path);
	int rc = web_get(url, p);

	free(url);
	return rc;
}

/* Fails, and says so in these words behind the address. */
static void
is_refused(const char *path, const char *words)
{
	char text[1024];
	struct web_page p;
	size_t n;

	rewind(said);
	ck_assert_int_eq(ftruncate(fileno(said), 0), 0);
	ck_assert_int_eq(get(path, &p), -1);
	web_clear(&p);
	fflush(stderr);
	rewind(said);
	n = fread(text, 1, sizeof(text) - 1, said);
	text[n] = '\0';
	ck_assert_msg(strncmp(text, "newswatch: http://127.0.0.1:", 28) == 0 &&
	    strstr(text, words) != NULL, "%s: %s", path, text);
}

START_TEST(a_page_comes_with_its_type_and_its_address)
{
	struct web_page p;

	ck_assert_int_eq(get("/page", &p), 0);
	ck_assert_str_eq(buf_str(&p.body), "<p>hi");
	ck_assert_str_eq(p.type, "text/html; charset=utf-8");
	ck_assert_ptr_nonnull(strstr(p.url, "/page"));
	web_clear(&p);
	ck_assert_int_eq(get("/bare", &p), 0);
	ck_assert_ptr_null(p.type);
	web_clear(&p);
	web_clear(&p);
}
END_TEST

START_TEST(a_redirect_is_followed_and_its_end_remembered)
{
	struct web_page p;

	ck_assert_int_eq(get("/moved", &p), 0);
	ck_assert_str_eq(buf_str(&p.body), "<p>hi");
	ck_assert_ptr_nonnull(strstr(p.url, "/page"));
	web_clear(&p);
}
END_TEST

START_TEST(what_goes_wrong_is_said_with_the_address)
{
	is_refused("/missing", "answered 404");
	is_refused("/round", "redirects");
	is_refused("/cut", "");
	is_refused("/none", "");
}
END_TEST

START_TEST(no_redirect_leads_to_a_file)
{
	is_refused("/to-file", "");
}
END_TEST

START_TEST(a_page_without_end_is_given_up_at_the_ceiling)
{
	is_refused("/endless", "too large");
}
END_TEST

START_TEST(nobody_who_listens_is_an_error_and_no_hang)
{
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	is_refused("/page", "");
	server = fork();
	if (server == 0)
		for (;;)
			pause();
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("web");
	TCase *tc = tcase_create("get");

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, a_page_comes_with_its_type_and_its_address);
	tcase_add_test(tc, a_redirect_is_followed_and_its_end_remembered);
	tcase_add_test(tc, what_goes_wrong_is_said_with_the_address);
	tcase_add_test(tc, no_redirect_leads_to_a_file);
	tcase_add_test(tc, a_page_without_end_is_given_up_at_the_ceiling);
	tcase_add_test(tc, nobody_who_listens_is_an_error_and_no_hang);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
