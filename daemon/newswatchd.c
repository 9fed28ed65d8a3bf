/* SPDX-License-Identifier: ISC */
/*
 * The daemon's binary: which of its three roles is this process?
 *
 *	engine	started by a person or systemd; starts the other two
 *	parser	reads hostile markup, caged
 *	reader	answers people, read-only
 */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "plan.h"
#include "proto.h"
#include "service.h"
#include "api/reader.h"
#include "base/log.h"
#include "parse/sandbox.h"
#include "parse/worker.h"

#ifndef SYSCONFDIR
#define SYSCONFDIR	"/etc"
#endif

static const char default_conf[] = SYSCONFDIR "/newswatch/newswatch.conf";

static void
usage(FILE *f)
{
	fprintf(f, "usage: newswatchd [-nvV] [-c FILE] [--once]\n\n"
	    "  -c FILE   configuration (%s)\n"
	    "  -n        check the configuration and exit\n"
	    "  -v        log more; twice is no more than once\n"
	    "  -V        say the version and what is built in\n"
	    "  --once    poll what is due, deliver what is due, exit\n"
	    "  --now S   with --once: take it to be S seconds after the "
	    "epoch\n\n"
	    "newswatchd(8) says more.\n", default_conf);
}

static int
print_version(void)
{
	printf("%s\nsandbox: %s\nservice: %s\n", PACKAGE_STRING,
	    sandbox_describe(), service_describe());
#ifdef WITH_TEST_HOOKS
	puts("test hooks: built in; not for use");
#endif
	return 0;
}

static int
check_config(const char *path)
{
	struct plan *p;
	char *cause;

	if ((p = plan_load(path, &cause)) == NULL) {
		fprintf(stderr, "%s\n", cause);
		free(cause);
		return 1;
	}
	printf("%s: ok: %zu feeds, %zu figures, %zu watches, %zu sinks\n",
	    path, p->conf->nfeeds, p->conf->nfigures, p->conf->nwatches,
	    p->conf->nsinks);
	plan_unref(p);
	return 0;
}

/* newswatchd --role ROLE VERSION [ARG...], as child.c starts it. */
static int
role_main(int argc, char **argv)
{
	if (argc < 4 || atoi(argv[3]) != PROTO_VERSION) {
		fputs("newswatchd: roles are started by the engine\n",
		    stderr);
		return 1;
	}
	log_init(strcmp(argv[2], "parser") == 0 ? "parser" : "reader",
	    LOG_LEVEL_INFO);
	if (strcmp(argv[2], "parser") == 0)
		return parse_worker_main(PROTO_FD);
	if (strcmp(argv[2], "reader") == 0 && argc > 5)
		return reader_main(PROTO_FD, argv[4],
		    strtoll(argv[5], NULL, 10));
	return 1;
}

static int
parse_seconds(const char *s, int64_t *out)
{
	char *end;
	long long v;

	errno = 0;
	v = strtoll(s, &end, 10);
	if (errno != 0 || end == s || *end != '\0' || v < 0)
		return -1;
	*out = v;
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "once", no_argument, NULL, 'o' },
		{ "now", required_argument, NULL, 'N' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	struct engine_opts o = { default_conf, false, CLOCK_REAL };
	enum log_level level = LOG_LEVEL_INFO;
	bool check = false;
	int c;

	if (argc > 1 && strcmp(argv[1], "--role") == 0)
		return role_main(argc, argv);
	while ((c = getopt_long(argc, argv, "c:nvVh", longs, NULL)) != -1) {
		switch (c) {
		case 'c':
			o.conf_path = optarg;
			break;
		case 'n':
			check = true;
			break;
		case 'v':
			level = LOG_LEVEL_DEBUG;
			break;
		case 'V':
			return print_version();
		case 'o':
			o.once = true;
			break;
		case 'N':
			if (parse_seconds(optarg, &o.now) == 0)
				break;
			fprintf(stderr, "newswatchd: --now: expected seconds "
			    "since the epoch, got \"%s\"\n", optarg);
			return 1;
		case 'h':
			usage(stdout);
			return 0;
		default:
			usage(stderr);
			return 1;
		}
	}
	if (optind < argc || (o.now != CLOCK_REAL && !o.once)) {
		fputs(optind < argc ? "newswatchd: takes no arguments\n" :
		    "newswatchd: --now goes with --once\n", stderr);
		return 1;
	}
	if (check)
		return check_config(o.conf_path);
	log_init(NULL, level);
	return engine_main(&o);
}
