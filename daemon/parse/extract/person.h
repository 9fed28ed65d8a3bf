/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_PERSON_H
#define NW_PARSE_EXTRACT_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "parse/extract/quote_tok.h"

/*
 * Who occurs in an article: persons first of all, but also bodies and
 * countries, since they speak, too.  A surname, a full name and a role
 * ("the SVR director") are one actor.
 */
#define ACTORS_MAX	256	/* names behind these are unknown */
#define NAME_WORDS	6
#define ROLE_WORDS	24	/* remembered of an actor's titles */

enum gender {
	GENDER_UNKNOWN,
	GENDER_MALE,
	GENDER_FEMALE
};

struct actor {
	const char	*words[NAME_WORDS];	/* of the name, folded */
	const char	*name;		/* the fullest, nominative */
	const char	*surname;	/* as a subject, or NULL */
	uint32_t	 roles[ROLE_WORDS]; /* hashes of title words */
	uint32_t	 groups;	/* 1 << lex_role */
	uint32_t	 seen;		/* the last mention */
	uint8_t		 nwords;
	uint8_t		 nroles;
	uint8_t		 gender;
	uint8_t		 person;	/* evidence for one */
	bool		 nominative;	/* the name is no guess */
};

struct cast {
	struct pool	*pool;
	struct actor	*v;
	size_t		 len;
};

/*
 * A run of capitalised words at a token: titles, then the name.  from ==
 * to when there is no name in it ("Foreign Ministry").
 */
struct name_run {
	size_t	start;
	size_t	from;
	size_t	to;
};

/* False when no run begins at i. */
bool	name_run_at(const struct tok *, size_t len, size_t i,
	    struct name_run *);
/* Walks left from a run's last token to its first. */
size_t	name_run_start(const struct tok *, size_t i);

void	cast_init(struct cast *, struct pool *);
/*
 * Collects the actors of a text.  Call it for the text first: a headline,
 * whose words may all have capitals, only makes known names fuller.
 */
void	cast_read(struct cast *, const struct toks *, bool headline);

/*
 * The actor whose name stands in tokens [from, to), or -1.  The gender,
 * where it is known, tells namesakes apart.
 */
int	cast_find(const struct cast *, const struct toks *,
	    const struct tok *, size_t from, size_t to, enum gender);
/*
 * The actor that a role in tokens [from, to) means ("the SVR director"),
 * or -1.  focus is who was spoken of last; gender as the verb has it.
 */
int	cast_by_role(const struct cast *, const struct toks *,
	    const struct tok *, size_t from, size_t to, int focus,
	    enum gender);
/* Remembers the title words of tokens [from, to) for an actor. */
void	actor_add_roles(struct actor *, const struct toks *,
	    const struct tok *, size_t from, size_t to);

/* --- Russian (person_ru.c) --------------------------------------------- */

/* Whether two folded words may be cases of one name. */
bool	ru_same(const char *, const char *);
/*
 * The nominative of a surname as it stands, for a bearer of that gender;
 * certain: it stands in another case, whatever it looks like.
 */
const char *ru_nominative(struct pool *, const char *s, size_t n,
	    enum gender, bool certain);
/* Upper-cases the first letter of each hyphenated part. */
const char *ru_capital(struct pool *, const char *folded);

#endif
