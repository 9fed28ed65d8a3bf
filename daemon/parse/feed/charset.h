/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_CHARSET_H
#define NW_PARSE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHARSET_LABEL	64	/* bytes of a label; longer ones are none */

/*
 * What a document is written in: labels are hints, its bytes decide.
 * Follows RFC 7303 (byte order mark, then HTTP, then the declaration), but
 * a label that the bytes contradict loses to what they say.
 */
struct charset {
	char	name[CHARSET_LABEL];	/* as IANA has it, and ICU opens it */
	char	legacy[CHARSET_LABEL];	/* for bytes that are no UTF-8; or "" */
	bool	sure;		/* false: nothing but ASCII was seen */
	const char *wrong;	/* what was wrong with the label; or NULL */
};

/* The labels a document came with, as ICU knows them; "" for none. */
struct charset_labels {
	char	http[CHARSET_LABEL];
	char	declared[CHARSET_LABEL];
};

/* content_type may be NULL; n bytes of the document's head. */
void	charset_labels(struct charset_labels *, const char *content_type,
	    const char *head, size_t n);
/* Chooses by the first n bytes of the document. */
void	charset_choose(struct charset *, const struct charset_labels *,
	    const char *head, size_t n);
/* Likewise by later bytes, when the first ones left it open. */
void	charset_choose_later(struct charset *, const struct charset_labels *,
	    const char *bytes, size_t n);
/* Bytes of the byte order mark at the head that fits the charset. */
size_t	charset_bom(const struct charset *, const char *head, size_t n);

/*
 * ICU's name of what a label means, with the readings that browsers give
 * (latin1 is windows-1252, gb2312 is gb18030); false for no such charset.
 */
bool	charset_find(const char *label, char name[CHARSET_LABEL]);

/*
 * Half of a character beyond FFFF, three bytes in what some databases and
 * virtual machines take for UTF-8: its UTF-16 unit.
 */
bool	charset_surrogate(const char *, size_t n, uint32_t *unit);

/* Well-formed sequences of more than one byte, and bytes in none. */
struct charset_count {
	size_t	good;
	size_t	bad;
};
/* A sequence that the end of the bytes cuts is neither. */
void	charset_count_utf8(const char *, size_t, struct charset_count *);

/* The detector's best guess for bytes that are no UTF-8; false for none. */
bool	charset_detect(const char *, size_t, char name[CHARSET_LABEL]);

#endif
