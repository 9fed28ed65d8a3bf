/* SPDX-License-Identifier: ISC */
/*
 * What newswatch.conf may hold: the sections and their options, and what
 * each value must look like, as tables for libconfuse.  Values are
 * checked here, while their line is known.
 */
#include "conf_schema.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/xalloc.h"
#include "conf_value.h"

#ifndef RUNSTATEDIR
#define RUNSTATEDIR	"/run"
#endif
#ifndef LOCALSTATEDIR
#define LOCALSTATEDIR	"/var"
#endif

static cfg_opt_t feed_opts[] = {
	CFG_STR("url", NULL, CFGF_NONE),
	CFG_STR("telegram", NULL, CFGF_NONE),
	CFG_STR_LIST("mirrors", NULL, CFGF_NONE),
	CFG_BOOL("page", cfg_false, CFGF_NONE),
	CFG_STR("every", NULL, CFGF_NONE),
	CFG_STR_LIST("tags", NULL, CFGF_NONE),
	CFG_STR("outlet", NULL, CFGF_NONE),
	CFG_STR("lang", NULL, CFGF_NONE),
	CFG_END()
};

static cfg_opt_t figure_opts[] = {
	CFG_STR("name", NULL, CFGF_NONE),
	CFG_STR_LIST("also", NULL, CFGF_NONE),
	CFG_STR_LIST("role", NULL, CFGF_NONE),
	CFG_STR_LIST("not", NULL, CFGF_NONE),
	CFG_END()
};

static cfg_opt_t sink_opts[] = {
	CFG_STR("mail", NULL, CFGF_NONE),
	CFG_STR("webhook", NULL, CFGF_NONE),
	CFG_STR("secret-credential", NULL, CFGF_NONE),
	CFG_STR("secret-file", NULL, CFGF_NONE),
	CFG_STR("shape", "standard", CFGF_NONE),
	CFG_END()
};

static cfg_opt_t watch_opts[] = {
	CFG_STR("when", NULL, CFGF_NONE),
	CFG_STR_LIST("notify", NULL, CFGF_NONE),
	CFG_STR("first-after", "0s", CFGF_NONE),
	CFG_STR("then-every", "0s", CFGF_NONE),
	CFG_END()
};

static cfg_opt_t smtp_opts[] = {
	CFG_STR("url", NULL, CFGF_NONE),
	CFG_STR("from", NULL, CFGF_NONE),
	CFG_STR("user", NULL, CFGF_NONE),
	CFG_STR("password-credential", NULL, CFGF_NONE),
	CFG_STR("password-file", NULL, CFGF_NONE),
	CFG_BOOL("require-tls", cfg_false, CFGF_NONE),
	CFG_END()
};

/*
 * libconfuse takes the end of the file for a closing brace.  So an option
 * that only the top knows is put behind the text: a section that is still
 * open then complains of it.
 */
#define END_MARK	"end-of-file-mark"

#define SECTION(name, opts)	CFG_SEC(name, opts,			\
	    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES)

static cfg_opt_t root_opts[] = {
	CFG_STR("state-dir", LOCALSTATEDIR "/lib/newswatch", CFGF_NONE),
	CFG_STR("socket", RUNSTATEDIR "/newswatch/newswatch.sock", CFGF_NONE),
	CFG_STR("contact", NULL, CFGF_NONE),
	CFG_STR_LIST("allow-private", NULL, CFGF_NONE),
	CFG_STR("keep", "90d", CFGF_NONE),
	CFG_STR("first-poll-max-age", "24h", CFGF_NONE),
	CFG_STR("min-interval", "2m", CFGF_NONE),
	CFG_STR("max-interval", "4h", CFGF_NONE),
	CFG_STR("failing-after", "3d", CFGF_NONE),
	CFG_STR_LIST("failing-notify", NULL, CFGF_NONE),
	CFG_STR("fetch-timeout", "60s", CFGF_NONE),
	CFG_STR("max-body", "20M", CFGF_NONE),
	CFG_INT("parsers", 0, CFGF_NONE),
	CFG_STR("parse-deadline", "20s", CFGF_NONE),
	SECTION("feed", feed_opts),
	SECTION("figure", figure_opts),
	SECTION("sink", sink_opts),
	SECTION("watch", watch_opts),
	CFG_SEC("smtp", smtp_opts, CFGF_NONE),
	CFG_BOOL(END_MARK, cfg_false, CFGF_NONE),
	CFG_END()
};

/* --- errors ------------------------------------------------------------- */

/*
 * libconfuse hands its error callback no argument of ours, so while a file
 * is being read the text gathers here.
 */
static struct buf *conf_errors;

void
conf_error_begin(struct buf *errors, const char *file, int line,
    const char *kind, const char *title)
{
	if (line > 0)
		buf_addf(errors, "%s:%d: ", file, line);
	else
		buf_addf(errors, "%s: ", file);
	if (kind != NULL && title != NULL)
		buf_addf(errors, "%s \"%s\": ", kind, title);
	else if (kind != NULL)
		buf_addf(errors, "%s: ", kind);
}

static void
suggest(const cfg_t *cfg, const char *wrong)
{
	const cfg_opt_t *o;
	const char *best = NULL;
	size_t d, least = 3;	/* at most two edits away */

	for (o = cfg->opts; o->name != NULL; o++) {
		if ((d = value_distance(wrong, o->name)) < least) {
			least = d;
			best = o->name;
		}
	}
	if (best != NULL)
		buf_addf(conf_errors, " (did you mean \"%s\"?)", best);
}

static void	on_error(cfg_t *, const char *, va_list)
		    __attribute__((__format__(printf, 2, 0)));

static void
on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[1024];
	const char *word;
	bool inside = strcmp(cfg->name, "root") != 0;

	conf_error_begin(conf_errors, cfg->filename, cfg->line,
	    inside ? cfg->name : NULL, inside ? cfg->title : NULL);
	if (strncmp(fmt, "no such option", 14) == 0) {
		word = va_arg(ap, const char *);
		if (strcmp(word, END_MARK) == 0) {
			buf_adds(conf_errors, "the section is not closed: "
			    "a \"}\" is missing\n");
			return;
		}
		buf_addf(conf_errors, "no such option \"%s\"", word);
		suggest(cfg, word);
	} else if (strncmp(fmt, "found duplicate title", 21) == 0) {
		word = va_arg(ap, const char *);
		buf_addf(conf_errors, "the name \"%s\" is taken already",
		    word);
	} else {
		vsnprintf(text, sizeof(text), fmt, ap);
		buf_adds(conf_errors, text);
	}
	buf_addc(conf_errors, '\n');
}

/* --- values, checked while their line is known ---------------------------- */

static bool
is_duration(const char *s)
{
	return value_duration(s) >= 0;
}

static bool
is_size(const char *s)
{
	return value_size(s) > 0;
}

static bool
is_feed_url(const char *s)
{
	return (strncmp(s, "http://", 7) == 0 ||
	    strncmp(s, "https://", 8) == 0 ||
	    strncmp(s, "file:///", 8) == 0) && !value_has_control(s);
}

static bool
is_web_url(const char *s)
{
	return is_feed_url(s) && s[0] == 'h';
}

static bool
is_smtp_url(const char *s)
{
	return (strncmp(s, "smtp://", 7) == 0 ||
	    strncmp(s, "smtps://", 8) == 0) && !value_has_control(s);
}

static bool
is_path(const char *s)
{
	return s[0] == '/' && !value_has_control(s);
}

static bool
is_plain(const char *s)
{
	return s[0] != '\0' && !value_has_control(s);
}

static bool
is_shape(const char *s)
{
	static const char *const shapes[] = {
		"standard", "slack", "discord", "telegram", "ntfy",
		"matrix", "mattermost", "teams"
	};
	size_t i;

	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (strcmp(s, shapes[i]) == 0)
			return true;
	return false;
}

struct check {
	const char	*path;		/* as libconfuse names it */
	const char	*section;	/* "root" for the top */
	const char	*option;
	bool		(*is)(const char *);
	const char	*expected;
};

#define DURATION	is_duration, "a duration like 30s, 15m, 24h or 90d"
#define PLAIN		is_plain, "text without control bytes; use single " \
			"quotes for patterns"

static const struct check checks[] = {
	{ "state-dir", "root", "state-dir", is_path, "an absolute path" },
	{ "socket", "root", "socket", is_path, "an absolute path" },
	{ "contact", "root", "contact", PLAIN },
	{ "keep", "root", "keep", DURATION },
	{ "first-poll-max-age", "root", "first-poll-max-age", DURATION },
	{ "min-interval", "root", "min-interval", DURATION },
	{ "max-interval", "root", "max-interval", DURATION },
	{ "failing-after", "root", "failing-after", DURATION },
	{ "fetch-timeout", "root", "fetch-timeout", DURATION },
	{ "parse-deadline", "root", "parse-deadline", DURATION },
	{ "max-body", "root", "max-body", is_size, "a size like 512K or 20M" },
	{ "feed|url", "feed", "url", is_feed_url,
	    "an http, https or file:/// address" },
	{ "feed|mirrors", "feed", "mirrors", is_feed_url,
	    "http or https addresses" },
	{ "feed|telegram", "feed", "telegram", value_is_channel,
	    "a channel's public name, without @" },
	{ "feed|every", "feed", "every", DURATION },
	{ "feed|tags", "feed", "tags", PLAIN },
	{ "feed|outlet", "feed", "outlet", PLAIN },
	{ "feed|lang", "feed", "lang", PLAIN },
	{ "figure|name", "figure", "name", PLAIN },
	{ "figure|also", "figure", "also", PLAIN },
	{ "figure|role", "figure", "role", PLAIN },
	{ "figure|not", "figure", "not", PLAIN },
	{ "sink|mail", "sink", "mail", value_is_mail, "one mail address" },
	{ "sink|webhook", "sink", "webhook", is_web_url,
	    "an http or https address" },
	{ "sink|secret-file", "sink", "secret-file", is_path,
	    "an absolute path" },
	{ "sink|shape", "sink", "shape", is_shape, "standard, slack, "
	    "discord, telegram, ntfy, matrix, mattermost or teams" },
	{ "watch|when", "watch", "when", PLAIN },
	{ "watch|first-after", "watch", "first-after", DURATION },
	{ "watch|then-every", "watch", "then-every", DURATION },
	{ "smtp|url", "smtp", "url", is_smtp_url,
	    "an smtp or smtps address" },
	{ "smtp|from", "smtp", "from", value_is_mail, "one mail address" },
	{ "smtp|password-file", "smtp", "password-file", is_path,
	    "an absolute path" }
};

#define NCHECKS		(sizeof(checks) / sizeof(checks[0]))

static int
on_value(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *value = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);
	size_t i;

	for (i = 0; i < NCHECKS; i++) {
		if (strcmp(checks[i].option, opt->name) != 0 ||
		    strcmp(checks[i].section, cfg->name) != 0)
			continue;
		if (value == NULL || checks[i].is(value))
			return 0;
		cfg_error(cfg, "option \"%s\": expected %s, got \"%s\"",
		    opt->name, checks[i].expected, value);
		return -1;
	}
	return 0;
}

static int
on_parsers(cfg_t *cfg, cfg_opt_t *opt)
{
	long n = cfg_opt_getnint(opt, 0);

	if (n >= 0 && n <= 64)
		return 0;
	cfg_error(cfg, "option \"parsers\": expected 0 to 64, got %ld", n);
	return -1;
}

/* --- the parser ------------------------------------------------------------ */

static cfg_t *
parse_text(const char *path, char *text)
{
	cfg_t *root = cfg_init(root_opts, CFGF_NONE);
	FILE *f;
	size_t i;
	int rc;

	cfg_set_error_function(root, on_error);
	for (i = 0; i < NCHECKS; i++)
		cfg_set_validate_func(root, checks[i].path, on_value);
	cfg_set_validate_func(root, "parsers", on_parsers);
	/* A stream, because cfg_parse_buf() would call the file "[buf]". */
	free(root->filename);
	root->filename = xstrdup(path);
	if ((f = fmemopen(text, strlen(text), "r")) == NULL)
		goto fail;
	rc = cfg_parse_fp(root, f);
	fclose(f);
	if (rc == CFG_SUCCESS)
		return root;
fail:
	if (conf_errors->len == 0)
		buf_addf(conf_errors, "%s: cannot be parsed\n", path);
	cfg_free(root);
	return NULL;
}

cfg_t *
conf_schema_parse(const char *path, const char *text, struct buf *errors)
{
	size_t n = strlen(text);
	/* The last line may be a comment without an end. */
	char *marked = xasprintf("%s%s" END_MARK " = true\n", text,
	    n > 0 && text[n - 1] == '\n' ? "" : "\n");
	cfg_t *root;

	conf_errors = errors;
	root = parse_text(path, marked);
	conf_errors = NULL;
	free(marked);
	return root;
}
