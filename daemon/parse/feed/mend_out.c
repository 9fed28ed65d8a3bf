/* SPDX-License-Identifier: ISC */
/*
 * What the mender gives out.  Text is given as it lies in the input, and
 * runs that lie side by side are one.  Only where it comes in small pieces,
 * as escaped HTML does, they are gathered first: to hand each of them on
 * would cost more than to copy it.
 */
#include <string.h>

#include "parse/feed/mend_priv.h"

static void
give(struct mend *m, const char *s, size_t *n)
{
	size_t len = *n;

	*n = 0;
	if (len > 0)
		m->sink.text(m->arg, s, len);
}

void
mend_settle(struct mend *m)
{
	give(m, m->out, &m->nout);
	give(m, m->kept, &m->nkept);
}

static void
gather(struct mend *m, const char *s, size_t n)
{
	if (n > sizeof(m->out) - m->nout)
		give(m, m->out, &m->nout);
	if (n > sizeof(m->out)) {
		give(m, s, &n);
		return;
	}
	memcpy(m->out + m->nout, s, n);
	m->nout += n;
}

static void
gather_kept(struct mend *m)
{
	size_t n = m->nkept;

	m->nkept = 0;
	if (n > 0)
		gather(m, m->kept, n);
}

void
mend_keep(struct mend *m, const char *s, size_t n)
{
	if (m->nkept > 0 && m->kept + m->nkept == s) {
		m->nkept += n;
		return;
	}
	gather_kept(m);
	m->kept = s;
	m->nkept = n;
}

void
mend_text(struct mend *m, const char *s, size_t n)
{
	gather_kept(m);
	gather(m, s, n);
}

void
mend_start(struct mend *m, const char *tag, size_t n, size_t nname)
{
	mend_settle(m);
	m->sink.start(m->arg, tag, n, nname);
}

void
mend_stop(struct mend *m, const char *name, size_t n)
{
	mend_settle(m);
	m->sink.end(m->arg, name, n);
}

unsigned long
mend_lines(const char *s, const char *end)
{
	unsigned long n = 0;

	while ((s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		n++;
		s++;
	}
	return n;
}

void
mend_wrong(struct mend *m, const char *at, const char *what)
{
	if (m->issue != NULL)
		return;
	m->issue = what;
	m->issue_line = m->line + 1;
	if (m->block != NULL)
		m->issue_line += mend_lines(m->block, at);
}
