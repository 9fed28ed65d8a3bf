/* SPDX-License-Identifier: ISC */
/*
 * What the mender gives out.  Text is given as it lies in the input, and
 * runs that lie side by side are one.
 */
#include <string.h>

#include "parse/feed/mend_priv.h"

void
mend_settle(struct mend *m)
{
	size_t n = m->nkept;

	m->nkept = 0;
	if (n > 0)
		m->sink.text(m->arg, m->kept, n);
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
mend_text(struct mend *m, const char *s, size_t n)
{
	mend_settle(m);
	m->sink.text(m->arg, s, n);
}

void
mend_start(struct mend *m, const char *tag, size_t n)
{
	mend_settle(m);
	m->sink.start(m->arg, tag, n);
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
