/* SPDX-License-Identifier: ISC */
/*
 * What the mender gives out: tags by way of a buffer, so that many go out
 * at once, text as it lies in the input.  Runs of the input that lie side
 * by side are one.
 */
#include <string.h>

#include "base/utf8.h"
#include "parse/feed/mend_priv.h"

static void
flush_tags(struct mend *m)
{
	size_t n = m->nout;

	m->nout = m->nblanks = 0;
	if (n > 0)
		m->sink.tags(m->arg, m->out, n);
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
		flush_tags(m);
	}
	memcpy(m->out + m->nout, s, n);
	m->nout += n;
}

void
mend_settle(struct mend *m)
{
	size_t n = m->nkept;

	m->nkept = 0;
	if (n == 0)
		return;
	if (m->in_text)
		m->sink.text(m->arg, m->kept, n);
	else
		copy_out(m, m->kept, n);
}

void
mend_flush(struct mend *m)
{
	mend_settle(m);
	flush_tags(m);
}

static void
keep(struct mend *m, const char *s, size_t n)
{
	if (m->nkept > 0 && m->kept + m->nkept == s) {
		m->nkept += n;
		return;
	}
	mend_settle(m);
	m->kept = s;
	m->nkept = n;
}

static void
begin_tag(struct mend *m)
{
	if (m->in_text)
		mend_settle(m);
	m->in_text = false;
	m->nblanks = 0;
}

/* Whose text it is, the tags in front of it tell; the blanks are part of it. */
static void
begin_text(struct mend *m)
{
	size_t n, at;

	if (m->in_text)
		return;
	mend_settle(m);
	n = m->nblanks < m->nout ? m->nblanks : m->nout;
	m->nout -= n;
	at = m->nout;
	flush_tags(m);
	m->in_text = true;
	if (n > 0)
		m->sink.text(m->arg, m->out + at, n);
}

void
mend_keep(struct mend *m, const char *s, size_t n)
{
	begin_tag(m);
	keep(m, s, n);
}

void
mend_out(struct mend *m, const char *s, size_t n)
{
	begin_tag(m);
	mend_settle(m);
	copy_out(m, s, n);
}

void
mend_keep_text(struct mend *m, const char *s, size_t n)
{
	begin_text(m);
	keep(m, s, n);
}

void
mend_out_text(struct mend *m, const char *s, size_t n)
{
	begin_text(m);
	mend_settle(m);
	m->sink.text(m->arg, s, n);
}

/*
 * Most blanks only set tags apart.  To stop for them would double the calls
 * of libxml2, which cost more than what they read.
 */
void
mend_keep_blanks(struct mend *m, const char *s, size_t n)
{
	keep(m, s, n);
	if (!m->in_text)
		m->nblanks += n;
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
