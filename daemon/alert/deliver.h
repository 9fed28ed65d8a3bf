/* SPDX-License-Identifier: ISC */
#ifndef NW_ALERT_DELIVER_H
#define NW_ALERT_DELIVER_H

#include "alert/sink.h"
#include "net/http.h"
#include "store/store.h"

/*
 * Inside of alert/ only: renders one alert for its sink and hands it to
 * the network.  NULL with *why (constant) when it cannot be rendered; no
 * later attempt would fare better.
 */
struct http_req	*deliver(struct http *, const struct sink *,
		    const struct conf_smtp *, const char *password,
		    const struct outbox_row *, int64_t now, http_done_cb,
		    void *arg, const char **why);

#endif
