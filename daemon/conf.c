/* SPDX-License-Identifier: ISC */
/*
 * Reads newswatch.conf: the schema parses it and checks each value, then
 * the sections are copied into plain structs and their references
 * resolved.  Knows nothing of how any of it is used.
 */
#include "conf.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "conf_schema.h"
#include "conf_value.h"

#define ERRORS_MAX	65536		/* bytes of error text */
#define FILE_MAX	(16u << 20)	/* bytes of a configuration file */
#define BODY_MAX	(48 << 20)	/* what a frame to a parser holds */
#define FEEDS_MAX	100000		/* sections of one kind */

/* --- from libconfuse's tree to ours ---------------------------------------- */

/* What the copying needs to know; the file's text tells where things are. */
struct copy {
	struct conf	*conf;
	struct buf	*errors;
	const char	*text;
	const char	*at;		/* where the last section was found */
	int		 at_line;
	bool		 failed;
};

static void
complain(struct copy *c, int line, const char *kind, const char *title,
    const char *what)
{
	conf_error_begin(c->errors, c->conf->path, line, kind, title);
	buf_addf(c->errors, "%s\n", what);
	c->failed = true;
}

static bool
starts_section(const char *s, const char *kind, const char *title)
{
	size_t n = strlen(kind), m = strlen(title);

	s += strspn(s, " \t");
	if (strncmp(s, kind, n) != 0)
		return false;
	s += n;
	s += strspn(s, " \t\"'");
	return strncmp(s, title, m) == 0 && !isalnum((unsigned char)s[m]) &&
	    s[m] != '_' && s[m] != '-' && s[m] != '.';
}

/* From here to the end; 0 when it is not there. */
static int
line_from(struct copy *c, const char *s, int line, const char *kind,
    const char *title)
{
	while (s != NULL && *s != '\0') {
		if (starts_section(s, kind, title)) {
			c->at = s;
			c->at_line = line;
			return line;
		}
		if ((s = strchr(s, '\n')) != NULL)
			s++;
		line++;
	}
	return 0;
}

/*
 * libconfuse forgets where a section began, so look for it again.  Those
 * of one kind come in the order of the file: go on from the last one.
 */
static int
line_of(struct copy *c, const char *kind, const char *title)
{
	int line = 0;

	if (c->at != NULL)
		line = line_from(c, c->at, c->at_line, kind, title);
	return line > 0 ? line : line_from(c, c->text, 1, kind, title);
}

static const char *
str_of(struct copy *c, cfg_t *cfg, const char *name)
{
	return pool_strdup(c->conf->pool, cfg_getstr(cfg, name));
}

static int64_t
time_of(cfg_t *cfg, const char *name)
{
	const char *s = cfg_getstr(cfg, name);

	return s != NULL ? value_duration(s) : 0;
}

static const char *const *
list_of(struct copy *c, cfg_t *cfg, const char *name, size_t *count)
{
	size_t i, n = cfg_size(cfg, name);
	const char **s;

	s = pool_alloc(c->conf->pool, (n + 1) * sizeof(*s));
	for (i = 0; i < n; i++)
		s[i] = pool_strdup(c->conf->pool,
		    cfg_getnstr(cfg, name, (unsigned int)i));
	if (count != NULL)
		*count = n;
	return s;
}

static void
copy_feed(struct copy *c, cfg_t *cfg, void *out)
{
	struct conf_feed *f = out;

	f->name = pool_strdup(c->conf->pool, cfg_title(cfg));
	f->line = line_of(c, "feed", f->name);
	f->url = str_of(c, cfg, "url");
	f->telegram = str_of(c, cfg, "telegram");
	f->mirrors = list_of(c, cfg, "mirrors", NULL);
	f->page = cfg_getbool(cfg, "page") == cfg_true;
	f->every = time_of(cfg, "every");
	f->tags = list_of(c, cfg, "tags", &f->ntags);
	f->outlet = str_of(c, cfg, "outlet");
	f->lang = str_of(c, cfg, "lang");
	if ((f->url == NULL) == (f->telegram == NULL))
		complain(c, f->line, "feed", f->name,
		    "needs either \"url\" or \"telegram\"");
	else if (f->telegram != NULL)
		f->url = pool_printf(c->conf->pool, "https://t.me/s/%s",
		    f->telegram);
}

static void
copy_figure(struct copy *c, cfg_t *cfg, void *out)
{
	struct conf_figure *f = out;

	f->id = pool_strdup(c->conf->pool, cfg_title(cfg));
	f->line = line_of(c, "figure", f->id);
	f->name = str_of(c, cfg, "name");
	f->also = list_of(c, cfg, "also", NULL);
	f->roles = list_of(c, cfg, "role", NULL);
	f->nots = list_of(c, cfg, "not", NULL);
	if (f->name == NULL)
		complain(c, f->line, "figure", f->id, "needs a \"name\"");
}

static void
copy_sink(struct copy *c, cfg_t *cfg, void *out)
{
	struct conf_sink *s = out;

	s->name = pool_strdup(c->conf->pool, cfg_title(cfg));
	s->line = line_of(c, "sink", s->name);
	s->mail = str_of(c, cfg, "mail");
	s->webhook = str_of(c, cfg, "webhook");
	s->secret_credential = str_of(c, cfg, "secret-credential");
	s->secret_file = str_of(c, cfg, "secret-file");
	s->shape = str_of(c, cfg, "shape");
	if ((s->mail == NULL) == (s->webhook == NULL))
		complain(c, s->line, "sink", s->name,
		    "needs either \"mail\" or \"webhook\"");
	if (s->secret_credential != NULL && s->secret_file != NULL)
		complain(c, s->line, "sink", s->name,
		    "takes one of \"secret-credential\" and \"secret-file\"");
	if (s->mail != NULL && c->conf->smtp.url == NULL)
		complain(c, s->line, "sink", s->name,
		    "mail needs an \"smtp\" section with \"url\" and "
		    "\"from\"");
}

static const struct conf_sink *
find_sink(const struct conf *conf, const char *name)
{
	size_t i;

	for (i = 0; i < conf->nsinks; i++)
		if (strcmp(conf->sinks[i].name, name) == 0)
			return &conf->sinks[i];
	return NULL;
}

static void
resolve_notify(struct copy *c, struct conf_watch *w)
{
	const struct conf_sink **sinks;
	size_t i;

	sinks = pool_alloc(c->conf->pool, (w->nnotify + 1) * sizeof(*sinks));
	for (i = 0; i < w->nnotify; i++) {
		sinks[i] = find_sink(c->conf, w->sinks[i]);
		if (sinks[i] == NULL)
			complain(c, w->line, "watch", w->name,
			    pool_printf(c->conf->pool, "option \"notify\": "
			    "there is no sink \"%s\"", w->sinks[i]));
	}
	w->notify = sinks;
}

static void
copy_watch(struct copy *c, cfg_t *cfg, void *out)
{
	struct conf_watch *w = out;

	w->name = pool_strdup(c->conf->pool, cfg_title(cfg));
	w->line = line_of(c, "watch", w->name);
	w->when = str_of(c, cfg, "when");
	w->sinks = list_of(c, cfg, "notify", &w->nnotify);
	w->first_after = time_of(cfg, "first-after");
	w->then_every = time_of(cfg, "then-every");
	resolve_notify(c, w);
	if (w->when == NULL)
		complain(c, w->line, "watch", w->name, "needs a \"when\"");
}

/* All sections of one kind, as an array of size bytes an element. */
static const void *
copy_sections(struct copy *c, cfg_t *root, const char *kind, size_t size,
    void (*copy)(struct copy *, cfg_t *, void *), size_t *count)
{
	size_t i, n = cfg_size(root, kind);
	char *all;
	cfg_t *cfg;

	if (n > FEEDS_MAX) {
		complain(c, 0, kind, NULL, "too many of them");
		n = 0;
	}
	all = pool_alloc(c->conf->pool, n * size);
	for (i = 0; i < n; i++) {
		cfg = cfg_getnsec(root, kind, (unsigned int)i);
		if (!value_is_name(cfg_title(cfg)))
			complain(c, line_of(c, kind, cfg_title(cfg)), kind,
			    cfg_title(cfg), "a name has letters, digits, "
			    "\".\", \"_\" and \"-\", at most 64");
		copy(c, cfg, all + i * size);
	}
	*count = n;
	return all;
}

static void
copy_smtp(struct copy *c, cfg_t *cfg)
{
	struct conf_smtp *s = &c->conf->smtp;

	s->url = str_of(c, cfg, "url");
	s->from = str_of(c, cfg, "from");
	s->user = str_of(c, cfg, "user");
	s->password_credential = str_of(c, cfg, "password-credential");
	s->password_file = str_of(c, cfg, "password-file");
	s->require_tls = cfg_getbool(cfg, "require-tls") == cfg_true;
	if (s->url != NULL && s->from == NULL)
		complain(c, line_of(c, "smtp", ""), "smtp", NULL,
		    "needs a \"from\" address");
}

static void
check_failing_notify(struct copy *c)
{
	const char *const *name;

	for (name = c->conf->failing_notify; *name != NULL; name++)
		if (find_sink(c->conf, *name) == NULL)
			complain(c, line_of(c, "failing-notify", ""), NULL,
			    NULL, pool_printf(c->conf->pool, "option "
			    "\"failing-notify\": there is no sink \"%s\"",
			    *name));
}

static void
copy_root(struct copy *c, cfg_t *root)
{
	struct conf *conf = c->conf;

	conf->state_dir = str_of(c, root, "state-dir");
	conf->socket = str_of(c, root, "socket");
	conf->contact = str_of(c, root, "contact");
	conf->allow_private = list_of(c, root, "allow-private", NULL);
	conf->keep = time_of(root, "keep");
	conf->first_poll_max_age = time_of(root, "first-poll-max-age");
	conf->min_interval = time_of(root, "min-interval");
	conf->max_interval = time_of(root, "max-interval");
	conf->failing_after = time_of(root, "failing-after");
	conf->failing_notify = list_of(c, root, "failing-notify", NULL);
	conf->fetch_timeout = time_of(root, "fetch-timeout");
	conf->parse_deadline = time_of(root, "parse-deadline");
	conf->max_body = value_size(cfg_getstr(root, "max-body"));
	conf->parsers = (int)cfg_getint(root, "parsers");
	copy_smtp(c, cfg_getsec(root, "smtp"));
	conf->feeds = copy_sections(c, root, "feed", sizeof(*conf->feeds),
	    copy_feed, &conf->nfeeds);
	conf->figures = copy_sections(c, root, "figure",
	    sizeof(*conf->figures), copy_figure, &conf->nfigures);
	conf->sinks = copy_sections(c, root, "sink", sizeof(*conf->sinks),
	    copy_sink, &conf->nsinks);
	conf->watches = copy_sections(c, root, "watch",
	    sizeof(*conf->watches), copy_watch, &conf->nwatches);
	check_failing_notify(c);
	if (conf->max_body > BODY_MAX)
		complain(c, 0, NULL, NULL, "\"max-body\" is above 48M");
	if (conf->min_interval > conf->max_interval)
		complain(c, 0, NULL, NULL,
		    "\"min-interval\" is longer than \"max-interval\"");
}

/* --- the whole -------------------------------------------------------------- */

static char *
read_file(const char *path, struct buf *errors)
{
	char chunk[16384];
	struct buf b;
	size_t n;
	FILE *f;

	if ((f = fopen(path, "rb")) == NULL) {
		buf_addf(errors, "%s: %s\n", path, strerror(errno));
		return NULL;
	}
	buf_init(&b, FILE_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		if (buf_add(&b, chunk, n) == -1)
			break;
	if (n > 0 || ferror(f)) {
		buf_addf(errors, "%s: %s\n", path, n > 0 ?
		    "larger than 16 MiB" : strerror(errno));
		buf_clear(&b);
		fclose(f);
		return NULL;
	}
	fclose(f);
	return buf_take(&b, NULL);
}

static struct conf *
load(const char *path, struct buf *errors)
{
	struct copy c = { .errors = errors };
	char *text;
	cfg_t *root;

	if ((text = read_file(path, errors)) == NULL)
		return NULL;
	if ((root = conf_schema_parse(path, text, errors)) != NULL) {
		c.text = text;
		c.conf = xcalloc(1, sizeof(*c.conf));
		c.conf->pool = pool_new();
		c.conf->path = pool_strdup(c.conf->pool, path);
		copy_root(&c, root);
		cfg_free(root);
	}
	free(text);
	if (!c.failed)
		return c.conf;
	conf_free(c.conf);
	return NULL;
}

struct conf *
conf_load(const char *path, char **cause)
{
	struct buf errors;
	struct conf *conf;

	buf_init(&errors, ERRORS_MAX);
	conf = load(path, &errors);
	if (conf == NULL) {
		while (errors.len > 0 && errors.data[errors.len - 1] == '\n')
			errors.data[--errors.len] = '\0';
		*cause = buf_take(&errors, NULL);
	}
	buf_clear(&errors);
	return conf;
}

void
conf_free(struct conf *conf)
{
	if (conf == NULL)
		return;
	pool_free(conf->pool);
	free(conf);
}
