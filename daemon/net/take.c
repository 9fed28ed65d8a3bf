/* SPDX-License-Identifier: ISC */
/*
 * Where the body of an answer goes as it comes: into memory, and beyond a
 * size into a file, so that what one hostile server sends does not decide
 * how much memory the engine has.  What is counted has been decoded: the
 * only count that a bomb cannot fool.
 */
#include "net/take.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "net/gunzip.h"
#include "net/request.h"
#include "base/spill.h"

static int
too_large(struct http_req *req)
{
	char detail[80];

	snprintf(detail, sizeof(detail), "the answer is larger than %zu bytes",
	    req->max_body);
	req_fail(req, HTTP_TOO_LARGE, detail);
	return -1;
}

static int
no_room(struct http_req *req)
{
	char detail[160];

	snprintf(detail, sizeof(detail), "no room for a large answer: %s",
	    errno == EDQUOT ? "too many others just now" : strerror(errno));
	req_fail(req, HTTP_OTHER, detail);
	return -1;
}

static int
to_file(struct http_req *req, const void *data, size_t n)
{
	if (spill_len(req->spill) + n > req->max_body)
		return too_large(req);
	return spill_add(req->spill, data, n) == 0 ? 0 : no_room(req);
}

/* From memory; where there can be no file, all stays there. */
static void
spill(struct http_req *req)
{
	req->spill = spill_new(req->env->spill_room);
	if (req->spill == NULL) {
		req->in_memory = SIZE_MAX;
		return;
	}
	if (spill_add(req->spill, buf_str(&req->in), req->in.len) == -1) {
		spill_free(req->spill);
		req->spill = NULL;
		req->in_memory = SIZE_MAX;
		return;
	}
	buf_clear(&req->in);
}

int
req_take_in(struct http_req *req, const void *data, size_t n)
{
	/* A gzip file is unpacked in one piece; its first bytes tell. */
	if (req->spill == NULL && req->in_memory < req->in.len + n &&
	    req->in.len >= 2 && !gunzip_is_gzip(&req->in))
		spill(req);
	if (req->spill != NULL)
		return to_file(req, data, n);
	return buf_add(&req->in, data, n) == 0 ? 0 : too_large(req);
}
