/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MEND_PRIV_H
#define NW_PARSE_MEND_PRIV_H

#include <stdint.h>

#include "base/buf.h"
#include "parse/feed/mend.h"
#include "parse/feed/mend_chars.h"
#include "parse/feed/mend_tag.h"

/*
 * What the parts of the mender share: mend.c reads, mend_skip.c reads what
 * is left out, mend_tree.c keeps the open elements and writes tags.
 */
#define MEND_OUT	1024	/* bytes of small pieces that are gathered */
/* A rewritten value may grow to six times its length. */
#define MEND_REWRITTEN	((size_t)8 * MEND_TAG_MAX)

enum mend_state {
	MEND_TEXT,
	MEND_CDATA,
	MEND_COMMENT,
	MEND_PI,		/* ends at "?>" */
	MEND_DECLARATION,	/* an XML declaration; '>' will do */
	MEND_DOCTYPE,
	MEND_BOGUS,		/* "<!" and anything: ends at '>' */
	MEND_TAG_REST		/* of a tag past its ceiling */
};

struct mend_open {
	uint32_t	name;		/* offset into names */
	uint16_t	n;
	uint16_t	kind;		/* mend_tree.c knows which */
};

struct mend {
	struct mend_sink	 sink;
	void			*arg;
	enum mend_state		 state;
	struct buf		 pend;	/* what the last block left unread */
	struct buf		 tag;	/* a rewritten tag */
	size_t			 nout;	/* text in small pieces … */
	const char		*kept;	/* … and what lies behind it */
	size_t			 nkept;
	size_t			 depth;
	size_t			 nnames;
	size_t			 item;	/* depth of the open item; 0 none */
	size_t			 deep;	/* open elements past the ceiling */
	bool			 begun;		/* something was read */
	bool			 root_closed;
	bool			 last;		/* no more input */
	bool			 sections;	/* CDATA in this element */
	bool			 has_doctype;
	char			 quote;		/* inside a document type */
	unsigned int		 brackets;
	size_t			 doctype;	/* bytes of it */
	const char		*block;		/* line counting, see issue */
	unsigned long		 line;		/* line ends before block */
	const char		*issue;
	unsigned long		 issue_line;
	/* Written before they are read, so not cleared: see mend_new(). */
	char			 out[MEND_OUT];
	struct mend_open	 stack[MEND_DEPTH_MAX];
	char			 names[MEND_DEPTH_MAX * TAG_NAME];
};

/* Text that lies in the block that is being read: many pieces are one. */
void	mend_keep(struct mend *, const char *, size_t);
/* Gives out all text so far: before a tag, and before the block goes. */
void	mend_settle(struct mend *);
/* Any other text, and tags. */
void	mend_text(struct mend *, const char *, size_t);
void	mend_start(struct mend *, const char *tag, size_t, size_t nname);
void	mend_stop(struct mend *, const char *name, size_t);
unsigned long mend_lines(const char *s, const char *end);
/* Notes what is wrong at `at`, if it is the first thing. */
void	mend_wrong(struct mend *, const char *at, const char *what);

/*
 * A step reads what is at p and returns where the next one begins; NULL
 * when the block does not tell yet.
 */
typedef const char *(*mend_step)(struct mend *, const char *p,
	    const char *end);
const char *mend_comment_step(struct mend *, const char *, const char *);
const char *mend_pi_step(struct mend *, const char *, const char *);
const char *mend_declaration_step(struct mend *, const char *, const char *);
const char *mend_doctype_step(struct mend *, const char *, const char *);
const char *mend_bogus_step(struct mend *, const char *, const char *);
const char *mend_doctype_enter(struct mend *, const char *next);
/* "<?xml", not "<?xml-stylesheet". */
bool	mend_is_declaration(const char *p, const char *end);

static inline const char *
mend_enter(struct mend *m, enum mend_state state, const char *next)
{
	m->state = state;
	return next;
}

void	mend_tree_open(struct mend *, const struct tag *, const char *at);
void	mend_tree_end(struct mend *, const char *name, size_t n,
	    const char *at);
/* "<name>" of n bytes, by far the most frequent tag. */
void	mend_tree_open_plain(struct mend *, const char *tag, size_t n);
/* "</name>" of what is open: returns behind it, NULL if it is not that. */
const char *mend_tree_end_plain(struct mend *, const char *p,
	    const char *end);
void	mend_tree_close(struct mend *, size_t depth);
/* Whether text that comes now is text of an element. */
bool	mend_tree_takes_text(const struct mend *);

#endif
