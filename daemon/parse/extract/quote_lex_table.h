/* SPDX-License-Identifier: ISC */
#ifndef NW_PARSE_EXTRACT_QUOTE_LEX_TABLE_H
#define NW_PARSE_EXTRACT_QUOTE_LEX_TABLE_H

#include "parse/extract/quote_lex.h"

/* Short names for the tables alone: only they include this header. */
#define HE	L_HE
#define SHE	L_SHE
#define THEY	L_THEY
#define IT	L_IT
#define WHO	L_WHO
#define POSS	L_POSS
#define DET	L_DET
#define BE	L_BE
#define AUX	L_AUX
#define NOT	L_NOT
#define ADV	L_ADV
#define CONJ	L_CONJ
#define THAT	L_THAT
#define PREP	L_PREP
#define OF	L_OF
#define TIME	L_TIME
#define HONOR	L_HONOR
#define TITLE	L_TITLE
#define GENERIC	L_GENERIC
#define GROUP	L_GROUP
#define ORG	L_ORG
#define MEDIA	L_MEDIA
#define PLACE	L_PLACE
#define NAT	L_NAT
#define SCARE	L_SCARE
#define THING	L_THING
#define ACT	L_ACT
#define MASC	L_MASC
#define FEM	L_FEM
#define PARTICLE L_PARTICLE
#define M	(L_FIRST | L_MASC)
#define F	(L_FIRST | L_FEM)
#define U	(L_FIRST)
#define MD	(M | L_DUBIOUS)
#define FD	(F | L_DUBIOUS)
#define UD	(U | L_DUBIOUS)

struct lex_word {
	const char	*word;
	uint32_t	 classes;
	uint8_t		 role;
};

struct lex_name {
	const char	*word;
	uint32_t	 classes;
};

extern const struct lex_word	lex_en[], lex_ru[], lex_geo[];
extern const struct lex_name	lex_names_en[], lex_names_ru[];
extern const size_t		lex_en_n, lex_ru_n, lex_geo_n;
extern const size_t		lex_names_en_n, lex_names_ru_n;

#endif
