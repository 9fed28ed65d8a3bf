/* SPDX-License-Identifier: ISC */
#ifndef NW_MATCH_SET_H
#define NW_MATCH_SET_H

/*
 * The inside of a match set, for the files of this folder.  A *class* is a set of words that count as one: a query word has one
 * form, a surname hundreds.  The dictionary leads from a word to its
 * classes.  A *sequence* is classes in a row.  A *name* is a surname that
 * may stand alone, and what may stand around it.  A *term* is what a
 * query asks for.
 */
#include "match/dict.h"
#include "match/doc.h"
#include "match/forms.h"
#include "match/match.h"
#include "match/name.h"
#include "match/query.h"
#include "match/stem.h"

#define NONE		UINT32_MAX
#define SEQ_WORDS	16	/* classes of a sequence */
#define INITIALS	12
enum target {
	TARGET_TERM,
	TARGET_ALIAS,		/* a figure, by something that inflects not */
	TARGET_ROLE,
	TARGET_NOT
};

struct seq {
	uint32_t	class[SEQ_WORDS];
	uint32_t	n;
	enum target	target;
	uint32_t	index;		/* term or figure */
	bool		caps;		/* an acronym: capitals only */
	bool		cap;		/* begins with a capital */
	uint32_t	next;		/* of the same single class */
};

struct name {
	uint32_t	figure;
	uint32_t	given[NAME_GIVEN];
	uint32_t	ngiven;
	uint32_t	surname[NAME_SURNAME];
	uint32_t	nsurname;
	bool		alone;		/* the surname carries */
	bool		initial;	/* "S." is all that is known of it */
	bool		male;		/* by the surname's ending */
	bool		weak;		/* counts beside a surer mention only */
	uint32_t	next;		/* of the same last surname class */
	uint32_t	sibling;	/* of the same figure */
};

#define CLASS_WORD	'w'	/* the word alone */
#define CLASS_CASES	'k'	/* and its cases */
#define CLASS_SURNAME	's'	/* and its scripts and spellings */
#define CLASS_SLAVIC	'l'	/* so for a surname that is sure to be */
#define CLASS_GIVEN	'g'
#define CLASS_ANY	'n'	/* a name of one word, either of them */
#define CLASS_ROLE	'r'	/* cases of a noun */

struct class {
	const char	*key;		/* what set_class() was given */
	char		 kind;
	uint32_t	seqs;		/* of this class alone */
	uint32_t	names;		/* whose surname ends in it */
	bool		starts;		/* a longer sequence */
	uint32_t	initial[INITIALS];	/* folded first letters */
	uint32_t	ninitials;
};

struct figure {
	const char	*id;		/* NULL: of a query alone */
	uint32_t	 term;
	uint32_t	 names;		/* the last one added */
};

struct term {
	struct qterm	 q;		/* of the first query that had it */
	uint32_t	 figure;
	void		*regex;		/* pcre2_code */
	uint32_t	 word[SEQ_WORDS];	/* terms, of a sloppy phrase */
	uint32_t	 nwords;
	bool		 stems;		/* a plain word, forms by its stem */
};

struct cquery {
	struct query	*q;
	uint32_t	*term;		/* the set's, for each of its own */
};

#define ARRAY(type, name)	type *name; size_t n##name

struct match_set {
	struct pool	*pool;
	struct dict	 words;		/* word -> class, tag: FORM_… */
	struct dict	 interned;	/* kind and word -> class */
	struct dict	 pairs;		/* two classes -> sequence */
	struct dict	 prefixes;	/* start of a word -> term */
	uint64_t	 prefix_lens;	/* bit n: one of n bytes is there */
	struct dict	 stems;		/* stem and language -> term */
	struct dict	 termkeys;
	struct dict	 ids;		/* figure id -> figure */
	ARRAY(struct class, classes);
	ARRAY(struct seq, seqs);
	ARRAY(struct name, names);
	ARRAY(struct figure, figures);
	ARRAY(struct term, terms);
	ARRAY(struct cquery, queries);
	ARRAY(uint32_t, sloppy);	/* terms */
	ARRAY(uint32_t, regexes);	/* terms */
	uint32_t	*users;		/* queries of term t: first_user[t]… */
	uint32_t	*first_user;
	bool		*asked;		/* queries that may be met */
	uint32_t	 fields;	/* QF_… that some term looks at */
	struct forms	*forms;		/* made for the first name */
	struct stemmer	 stemmer;
	struct doc	 doc;		/* of the run that is on */
};
#endif
