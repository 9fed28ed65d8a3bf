/* SPDX-License-Identifier: ISC */
/*
 * What the mender gives out: runs of its input are kept as long as they
 * lie side by side and copied once, everything else is put between them.
 */
#include <string.h>

#include "base/utf8.h"
#include "parse/feed/mend_priv.h"

void
mend_flush(struct mend *m)
{
	size_t n = m->nout;

	m->nout = 0;
	if (n > 0)
		m->put(m->arg, m->out, n);
}

static void
copy_out(struct mend *m, const char *s, size_t n)
{
	size_t room;

	while (n > sizeof(m->out) - m->nout) {
		room = utf8_cut(s, n, sizeof(m->out) - m->nout);
		memcpy(m->out + m->nout, s, room);
		m->nout += room;
		s += room;
		n -= room;
		mend_flush(m);
	}
	memcpy(m->out + m->nout, s, n);
	m->nout += n;
}

void
mend_settle(struct mend *m)
{
	size_t n = m->nkept;

	m->nkept = 0;
	if (n > 0)
		copy_out(m, m->kept, n);
}

void
mend_keep(struct mend *m, const char *s, size_t n)
{
	if (m->nkept > 0 && m->kept + m->nkept == s) {
		m->nkept += n;
		return;
	}
	mend_settle(m);
	m->kept = s;
	m->nkept = n;
}

void
mend_out(struct mend *m, const char *s, size_t n)
{
	mend_settle(m);
	copy_out(m, s, n);
}

void
mend_outs(struct mend *m, const char *s)
{
	mend_out(m, s, strlen(s));
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
