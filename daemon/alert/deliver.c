/* SPDX-License-Identifier: ISC */
/* From an outbox row to a request: one function a kind of sink. */
#include "alert/deliver.h"

#include <inttypes.h>
#include <stdlib.h>

#include "alert/chat.h"
#include "alert/mail.h"
#include "alert/webhook.h"
#include "net/smtp.h"
#include "base/xalloc.h"

#define POST_S		20	/* Standard Webhooks: 15 to 30 */
#define MAIL_S		120	/* servers may look long at a mail */
#define SIGNATURE_MAX	1024	/* bytes of all signatures */

static struct http_req *
deliver_standard(struct http *http, const struct sink *s,
    const struct outbox_row *row, int64_t now, http_done_cb done, void *arg)
{
	struct buf body, signature;
	char *id = xasprintf("webhook-id: %s", row->id);
	char *when = xasprintf("webhook-timestamp: %" PRId64, now);
	const char *headers[] = { id, when, NULL, NULL };
	struct http_post post = {
		.url = s->conf->webhook,
		.content_type = "application/json",
		.headers = headers,
		.timeout_s = POST_S
	};
	struct http_req *req;

	buf_init(&body, WEBHOOK_BODY_MAX);
	buf_init(&signature, SIGNATURE_MAX);
	webhook_body(row, &body);
	if (s->keys.n > 0) {
		buf_adds(&signature, "webhook-signature: ");
		sign_message(&s->keys, row->id, now, buf_str(&body), body.len,
		    &signature);
		headers[2] = buf_str(&signature);
	}
	post.body = buf_str(&body);
	post.len = body.len;
	req = http_post(http, &post, done, arg);
	buf_clear(&signature);
	buf_clear(&body);
	free(when);
	free(id);
	return req;
}

static struct http_req *
deliver_chat(struct http *http, const struct sink *s,
    const struct outbox_row *row, http_done_cb done, void *arg,
    const char **why)
{
	struct chat_message m;
	const char *headers[] = { NULL, NULL };
	struct http_post post = {
		.content_type = "application/json",
		.headers = headers,
		.timeout_s = POST_S
	};
	struct http_req *req;

	if (chat_render(s->shape, s->conf->webhook, s->secret, row, &m,
	    why) == -1)
		return NULL;
	headers[0] = m.auth;
	post.url = m.url;
	post.put = m.put;
	post.body = buf_str(&m.body);
	post.len = m.body.len;
	req = http_post(http, &post, done, arg);
	chat_message_clear(&m);
	return req;
}

static struct http_req *
deliver_mail(struct http *http, const struct sink *s,
    const struct conf_smtp *smtp, const char *password,
    const struct outbox_row *row, http_done_cb done, void *arg,
    const char **why)
{
	struct smtp_mail mail = {
		.url = smtp->url,
		.user = smtp->user,
		.password = password,
		.from = smtp->from,
		.to = s->conf->mail,
		.timeout_s = MAIL_S,
		.require_tls = smtp->require_tls
	};
	struct http_req *req = NULL;
	struct buf text;

	buf_init(&text, MAIL_MAX);
	if (smtp->url == NULL || smtp->from == NULL)
		*why = "there is no smtp section in the config";
	else if (mail_render(row, smtp->from, s->conf->mail, &text) == -1)
		*why = "an address cannot stand in a mail's header";
	else {
		mail.message = buf_str(&text);
		mail.len = text.len;
		req = smtp_send(http, &mail, done, arg);
	}
	buf_clear(&text);
	return req;
}

struct http_req *
deliver(struct http *http, const struct sink *s, const struct conf_smtp *smtp,
    const char *password, const struct outbox_row *row, int64_t now,
    http_done_cb done, void *arg, const char **why)
{
	if (s->conf->mail != NULL)
		return deliver_mail(http, s, smtp, password, row, done, arg,
		    why);
	if (s->shape != NULL)
		return deliver_chat(http, s, row, done, arg, why);
	return deliver_standard(http, s, row, now, done, arg);
}
