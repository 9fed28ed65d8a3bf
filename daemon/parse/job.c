/* SPDX-License-Identifier: ISC */
/* A job's way through the pipe; the only part of parse/ the engine links. */
#include "parse/job.h"

#include "base/pack.h"

int
parse_job_pack(const struct parse_job *job, struct buf *b)
{
	struct pack p;

	pack_init(&p, b);
	pack_str(&p, job->url);
	pack_str(&p, job->content_type);
	pack_str(&p, job->content_location);
	pack_str(&p, job->lang);
	pack_i64(&p, job->now);
	pack_i64(&p, (int64_t)job->seen);
	pack_i64(&p, (int64_t)job->skip);
	pack_bytes(&p, job->item != NULL ? job->item : "", job->item_len);
	pack_i64(&p, (int64_t)job->follows);
	pack_u32(&p, job->body != NULL);
	pack_bytes(&p, job->body != NULL ? job->body : "", job->body_len);
	return pack_ok(&p) ? 0 : -1;
}

int
parse_job_unpack(struct parse_job *job, struct pool *pool, const void *data,
    size_t n)
{
	struct unpack u;
	uint32_t has_body;

	unpack_init(&u, data, n);
	job->url = unpack_str(&u, pool);
	job->content_type = unpack_str(&u, pool);
	job->content_location = unpack_str(&u, pool);
	job->lang = unpack_str(&u, pool);
	job->now = unpack_i64(&u);
	job->seen = (uint64_t)unpack_i64(&u);
	job->skip = (size_t)unpack_i64(&u);
	job->item = unpack_bytes(&u, &job->item_len);
	job->follows = (size_t)unpack_i64(&u);
	has_body = unpack_u32(&u);
	job->body = unpack_bytes(&u, &job->body_len);
	if (has_body == 0)
		job->body = NULL;
	return unpack_ok(&u) ? 0 : -1;
}
