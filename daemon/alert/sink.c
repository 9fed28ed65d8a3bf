/* SPDX-License-Identifier: ISC */
/* Sinks and their secrets; sends nothing. */
#include "alert/sink.h"

#include <stdlib.h>
#include <string.h>

#include "secret.h"
#include "alert/chat.h"
#include "base/xalloc.h"

#define WEBHOOK_RUNNING	4	/* posts to one webhook at a time */
#define MAIL_RUNNING	2
#define QUEUE_MAX	256	/* rows in hand for one sink */
#define QUEUE_MAX_CHAT	32	/* at one a second */

static void
load_secret(struct sink *s)
{
	const char *why;
	char *owner;

	if (s->conf->secret_credential == NULL && s->conf->secret_file == NULL)
		return;
	owner = xasprintf("sink \"%s\"", s->conf->name);
	s->secret = secret_read(owner, s->conf->secret_credential,
	    s->conf->secret_file, &s->broken);
	if (s->secret != NULL && s->shape == NULL && s->conf->mail == NULL &&
	    sign_keys_parse(&s->keys, s->secret, &why) == -1)
		s->broken = xasprintf("%s: %s: %s", owner,
		    s->conf->secret_file != NULL ? s->conf->secret_file :
		    s->conf->secret_credential, why);
	free(owner);
}

static void
sink_init(struct sink *s, const struct conf_sink *conf, size_t share)
{
	s->conf = conf;
	s->shape = chat_shape(conf->shape);
	s->gap = s->shape != NULL ? chat_gap(s->shape) : 0;
	s->running_max = conf->mail != NULL ? MAIL_RUNNING :
	    s->shape != NULL ? 1 : WEBHOOK_RUNNING;
	s->queue_max = s->shape != NULL ? QUEUE_MAX_CHAT : QUEUE_MAX;
	if (s->queue_max > share)
		s->queue_max = share;
	TAILQ_INIT(&s->queue);
	load_secret(s);
}

/* Without the password no mail can go out, so all those sinks wait. */
static void
load_password(struct sink_set *set, const struct conf_smtp *smtp)
{
	char *cause = NULL;
	size_t i;

	if (smtp->password_credential == NULL && smtp->password_file == NULL)
		return;
	set->password = secret_read("smtp", smtp->password_credential,
	    smtp->password_file, &cause);
	for (i = 0; i < set->n && cause != NULL; i++)
		if (set->sinks[i].conf->mail != NULL &&
		    set->sinks[i].broken == NULL)
			set->sinks[i].broken = xstrdup(cause);
	free(cause);
}

struct sink_set *
sink_set_new(const struct conf *conf)
{
	struct sink_set *set = xcalloc(1, sizeof(*set));
	size_t i, share;

	set->n = conf->nsinks;
	/* All queues full at once still leave nobody without a place. */
	share = set->n > 0 ? SINK_HELD_MAX / set->n + 1 : 0;
	set->sinks = xcalloc(set->n, sizeof(*set->sinks));
	for (i = 0; i < set->n; i++)
		sink_init(&set->sinks[i], &conf->sinks[i], share);
	load_password(set, &conf->smtp);
	return set;
}

void
sink_set_free(struct sink_set *set)
{
	size_t i;

	if (set == NULL)
		return;
	for (i = 0; i < set->n; i++) {
		secret_free(set->sinks[i].secret);
		sign_keys_wipe(&set->sinks[i].keys);
		free(set->sinks[i].broken);
	}
	secret_free(set->password);
	free(set->sinks);
	free(set);
}

struct sink *
sink_find(struct sink_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		if (strcmp(set->sinks[i].conf->name, name) == 0)
			return &set->sinks[i];
	return NULL;
}

const char *
sink_set_fault(const struct sink_set *set)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		if (set->sinks[i].broken != NULL)
			return set->sinks[i].broken;
	return NULL;
}
