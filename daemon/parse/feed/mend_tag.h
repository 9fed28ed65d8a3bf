/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_MEND_TAG_H
#define NW_PARSE_MEND_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/utf8.h"

/*
 * The parts of a start tag and of a reference, as people get them wrong.
 * Shared by the files of the mender alone.
 */
#define TAG_ATTRS	128	/* attributes of a tag; the rest is dropped */
#define TAG_NAME	128	/* bytes of a name; the rest is dropped */
#define REF_MAX		40	/* bytes from '&' to ';' */

struct tag_attr {
	const char	*name;
	size_t		 nname;
	const char	*value;		/* without quotes; NULL: none given */
	size_t		 nvalue;
};

struct tag {
	const char	*name;
	size_t		 nname;
	struct tag_attr	 attrs[TAG_ATTRS];
	size_t		 nattrs;
	size_t		 len;		/* bytes read, '<' and '>' included */
	bool		 empty;		/* "/>" */
	bool		 open_ended;	/* ended by another '<', or the end */
	const char	*wrong;		/* why it must be rewritten; or NULL */
};

/*
 * Reads the tag at s, which is '<' and the first character of a name.
 * False when it may go on after the n bytes; never when last is set.
 */
bool	tag_read(struct tag *, const char *s, size_t n, bool last);
/* Length of a tag that is but a good name, "<name>"; 0 for any other. */
size_t	tag_plain(const char *s, size_t n);
/* The tag as XML has it, with its bracket. */
void	tag_write(const struct tag *, struct buf *);
/* A name as XML has it; at most TAG_NAME bytes. */
size_t	tag_name(char out[TAG_NAME], const char *, size_t);
/* Whether the name is one already. */
bool	tag_name_is_good(const char *, size_t);

/* What a reference comes to. */
struct ref {
	char		 text[2 * UTF8_MAX];
	size_t		 ntext;
	size_t		 len;		/* bytes of input it stands for */
	const char	*wrong;		/* NULL when XML has it so */
	bool		 entity;	/* a name that HTML has */
};

/* s is '&'.  False when it may go on after the n bytes. */
bool	ref_read(struct ref *, const char *s, size_t n, bool last);

#endif
