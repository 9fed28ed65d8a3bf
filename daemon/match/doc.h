/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_DOC_H
#define NW_MATCH_DOC_H

#include "match/match.h"
#include "match/token.h"

/*
 * A document while it is matched: its fields, their words one behind the
 * other, and where the terms stand.  The memory is kept from run to run.
 */
#define DOC_FIELDS	512	/* texts of one document; the rest unread */
#define DOC_OCCS	200000	/* occurrences of all terms */

/* One text: the headline, the body, one speaker, one tag. */
struct dfield {
	uint32_t	 kind;		/* one QF_… bit */
	const char	*text;
	uint32_t	 len;
	uint32_t	 first;		/* its words; first == end: none */
	uint32_t	 end;
	bool		 titlecase;	/* Most Words Have a Capital Here */
};

/* One place where a term stands. */
struct occ {
	uint32_t	 next;		/* of the same term, in order */
	uint32_t	 field;		/* number of the dfield */
	uint32_t	 first;		/* words; NONE for a pattern's */
	uint32_t	 last;
	uint32_t	 start;		/* bytes */
	uint32_t	 end;
	uint32_t	 cp;		/* code points */
	uint32_t	 cpend;
	bool		 weak;		/* counts beside a surer one only */
};

/* The occurrences of one term; heads live as long as the set. */
struct occs {
	uint32_t	 head;
	uint32_t	 tail;
};

struct doc {
	const struct match_doc *src;
	struct tokens	 toks;
	struct dfield	 field[DOC_FIELDS];
	uint32_t	 nfields;
	struct occ	*occ;
	uint32_t	 nocc;
	uint32_t	 capocc;
	struct occs	*terms;		/* one a term */
	uint32_t	*touched;	/* terms with an occurrence */
	uint32_t	 ntouched;
	struct occs	*nots;		/* one a figure */
	uint32_t	*vetoed;	/* figures with one */
	uint32_t	 nvetoed;
	const char	*lang;		/* primary tag, or NULL */
	uint32_t	 forms;		/* FORM_… of which one will do */
	bool		 cut;		/* some of it was not read */
};

void	doc_init(struct doc *);
void	doc_clear(struct doc *);
/* After the last term and figure are known. */
void	doc_size(struct doc *, size_t terms, size_t figures);
/* Forgets the last document and reads the fields asked for. */
void	doc_load(struct doc *, const struct match_doc *, uint32_t fields);
/* The field that word tok belongs to. */
uint32_t doc_field_of(const struct doc *, uint32_t tok);
/* Words first..last of one field. */
void	doc_add_term(struct doc *, uint32_t term, uint32_t first,
	    uint32_t last, bool weak);
/* Was this word the last that was added for the term? */
bool	doc_has_term_at(const struct doc *, uint32_t term, uint32_t tok);
void	doc_add_not(struct doc *, uint32_t figure, uint32_t first,
	    uint32_t last);
/* A pattern's match, in bytes. */
void	doc_add_bytes(struct doc *, uint32_t term, uint32_t field,
	    uint32_t start, uint32_t end);
/* The end of word step at tok: the word itself, or one joined of several
 * (*n 1 or 2); ends are exclusive. */
struct step {
	uint64_t	hash;
	uint32_t	end;
};
uint32_t doc_steps(const struct doc *, uint32_t tok, struct step out[2]);

#endif
