/* SPDX-License-Identifier: ISC */
/*
 * All forms of a word of a name.  A Latin word is read into Cyrillic; a
 * Cyrillic one is carried over to the neighbouring tongues; what stands in
 * Cyrillic then gets its cases and its Latin spellings.  First names that
 * are known take their relatives along.
 */
#include "match/forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "match/decl.h"
#include "match/letters.h"
#include "match/spell.h"
#include "match/token.h"

#define SYSTEMS		16
#define BASES		24	/* readings of one Latin word */
#define FOREIGN_READINGS 3	/* of a foreign word as if it were Slavic */
#define FOREIGN_SPELLINGS 1	/* in one system */
#define SPELLED_BASES	2	/* of a reading are spelled in Latin again */
#define SPELLED_CROSS	2	/* and of a crossing */
#define SPELLED		64	/* remembered; another would be done twice */

/* What a call gave out already; a slot of another call is free. */
#define SEEN_SLOTS	16384		/* a power of two above FORMS_MAX */

struct seen {
	uint64_t	hash;
	uint32_t	call;
	uint32_t	tag;
};

struct systems {
	struct spell	 latin[SYSTEMS][NTONGUES];
	struct spell	 cross[NTONGUES][NTONGUES];
	struct spell	 reader[SYSTEMS];
};

/* Most of it is made when a name needs it: plain queries never do. */
struct forms {
	struct systems	*sys;
	struct dict	 by_name;	/* nominative -> given */
	struct dict	 givens;	/* any form -> given */
	struct seen	*seen;		/* of the call that is on */
	uint32_t	 call;
};

/* One call of forms_each(). */
struct run {
	struct forms		*f;
	form_cb			 cb;
	void			*arg;
	size_t			 given;		/* forms so far */
	unsigned int		 parts;		/* of decl.h */
	const char		*rule;
	uint32_t		 tag;
	bool			 slavic;	/* whoever calls knows it */
	bool			 foreign;	/* Latin, and not Slavic */
	uint64_t		 spelled[SPELLED];	/* in Latin already */
	size_t			 nspelled;
};

static const char *const case_rules[NTONGUES] = {
	"Russian case", "Ukrainian case", "Belarusian case"
};

static const uint32_t tongue_tags[NTONGUES] = { FORM_RU, FORM_UK, FORM_BE };

/* --- systems ------------------------------------------------------------ */

static void
init_latin(struct systems *sys)
{
	size_t i;
	int t;

	for (i = 0; latin_systems[i].name != NULL; i++)
		for (t = RU; t < NTONGUES; t++) {
			spell_init(&sys->latin[i][t]);
			spell_add(&sys->latin[i][t], latin_common);
			spell_add(&sys->latin[i][t], latin_systems[i].common);
			spell_add(&sys->latin[i][t], latin_systems[i].by[t]);
		}
}

static void
need_systems(struct forms *f)
{
	struct systems *sys;
	size_t i;
	int t, to;

	if (f->sys != NULL)
		return;
	f->sys = sys = xcalloc(1, sizeof(*sys));
	init_latin(sys);
	for (t = RU; t < NTONGUES; t++)
		for (to = RU; to < NTONGUES; to++) {
			spell_init(&sys->cross[t][to]);
			spell_add(&sys->cross[t][to],
			    cross_systems[t][to].rules);
		}
	for (i = 0; readers[i].name != NULL; i++) {
		spell_init(&sys->reader[i]);
		spell_add(&sys->reader[i], reader_letters);
		if (!readers[i].foreign)
			spell_add(&sys->reader[i], reader_slavic);
		spell_add(&sys->reader[i], readers[i].rules);
	}
}

/* --- giving out --------------------------------------------------------- */

/* False when the form was given with all of the tag's bits before. */
static bool
is_news(struct run *r, uint64_t hash)
{
	struct seen *s;
	size_t i;

	for (i = hash & (SEEN_SLOTS - 1);; i = (i + 1) & (SEEN_SLOTS - 1)) {
		s = &r->f->seen[i];
		if (s->call != r->f->call)
			break;
		if (s->hash == hash) {
			if ((s->tag & r->tag) == r->tag)
				return false;
			s->tag |= r->tag;
			return true;
		}
	}
	*s = (struct seen){ hash, r->f->call, r->tag };
	r->given++;
	return true;
}

static void
give(struct run *r, const char *raw, size_t n)
{
	char fold[TOKEN_MAX + 1];
	size_t len = letters_fold(raw, n, fold, TOKEN_MAX);

	if (len == 0 || r->given >= FORMS_MAX ||
	    !is_news(r, word_hash(fold, len)))
		return;
	fold[len] = '\0';
	r->cb(fold, len, r->rule, r->tag, r->arg);
}

static void
on_form(const char *raw, size_t n, void *arg)
{
	give(arg, raw, n);
}

static void
give_cases(struct run *r, enum tongue t, const char *raw, size_t n)
{
	r->rule = case_rules[t];
	give(r, raw, n);
	decl_run(t, r->parts, raw, n, on_form, r);
}

/* Ukrainian by itself, and Ukrainian for Russian, are often one word. */
static bool
is_spelled(struct run *r, enum tongue t, const char *raw, size_t n)
{
	uint64_t h = word_hash(raw, n) + (uint64_t)t;
	size_t i;

	for (i = 0; i < r->nspelled; i++)
		if (r->spelled[i] == h)
			return true;
	if (r->nspelled < SPELLED)
		r->spelled[r->nspelled++] = h;
	return false;
}

static void
give_latin(struct run *r, enum tongue t, const char *raw, size_t n)
{
	struct spell_word w;
	size_t i;

	if (is_spelled(r, t, raw, n))
		return;
	spell_word(&w, raw, n);
	for (i = 0; latin_systems[i].name != NULL; i++) {
		if (r->foreign && latin_systems[i].slavic)
			continue;
		r->rule = latin_systems[i].name;
		spell_run(&r->f->sys->latin[i][t], &w, r->foreign ?
		    FOREIGN_SPELLINGS : latin_systems[i].max, on_form, r);
	}
}

/* --- from tongue to tongue ---------------------------------------------- */

struct crossing {
	struct run	*r;
	enum tongue	 to;
	uint32_t	 tag;		/* of the word that crosses */
	unsigned int	 latin;		/* so many are spelled in Latin */
	const char	*name;
};

static void
on_crossing(const char *raw, size_t n, void *arg)
{
	struct crossing *c = arg;

	/* Лисков is Лысков to a Ukrainian, and somebody else to a Russian. */
	c->r->tag = (c->tag & ~(uint32_t)FORM_ANYWHERE) | tongue_tags[c->to];
	c->r->rule = c->name;
	give(c->r, raw, n);
	give_cases(c->r, c->to, raw, n);
	c->r->tag = c->tag;
	if (c->latin > 0) {
		c->latin--;
		give_latin(c->r, c->to, raw, n);
	}
}

/* A word of tongue t, and what its neighbours make of it. */
static void
give_word(struct run *r, enum tongue t, const char *raw, size_t n, bool latin)
{
	struct crossing c = { .r = r, .tag = r->tag };
	struct spell_word w;
	enum tongue to;

	give_cases(r, t, raw, n);
	if (latin)
		give_latin(r, t, raw, n);
	spell_word(&w, raw, n);
	for (to = RU; to < NTONGUES; to++) {
		const struct cross_system *x = &cross_systems[t][to];

		if (x->rules == NULL || (r->foreign && to == BE))
			continue;
		c.to = to;
		c.name = x->name;
		c.latin = latin && !r->foreign ? SPELLED_CROSS : 0;
		spell_run(&r->f->sys->cross[t][to], &w, x->max, on_crossing,
		    &c);
	}
}

static void
give_own_cases(struct run *r, const char *raw, size_t n)
{
	unsigned int tongues = letters_are_cyrillic(raw) ?
	    letters_tongues(raw, n) : 0;
	enum tongue t;

	for (t = RU; t < NTONGUES; t++)
		if ((tongues & 1u << t) != 0)
			give_cases(r, t, raw, n);
}

static void
give_cyrillic(struct run *r, const char *raw, size_t n)
{
	unsigned int tongues = letters_tongues(raw, n);
	enum tongue t;

	for (t = RU; t < NTONGUES; t++)
		if ((tongues & 1u << t) != 0)
			give_word(r, t, raw, n, true);
}

/* --- Latin words -------------------------------------------------------- */

struct bases {
	char		 word[BASES][SPELL_BYTES];
	uint8_t		 len[BASES];
	unsigned int	 n;
};

static void
on_base(const char *raw, size_t n, void *arg)
{
	struct bases *b = arg;
	unsigned int i;

	for (i = 0; i < b->n; i++)
		if (b->len[i] == n && memcmp(b->word[i], raw, n) == 0)
			return;
	if (b->n == BASES || n >= SPELL_BYTES)
		return;
	memcpy(b->word[b->n], raw, n);
	b->word[b->n][n] = '\0';
	b->len[b->n++] = (uint8_t)n;
}

/* Müller is Mueller where the keyboard has no ü, and the reverse. */
static void
give_umlauts(struct run *r, const char *raw, size_t n)
{
	static const struct spell_pair {
		const char	*from;
		const char	*to;
	} pairs[] = { { "ü", "ue" }, { "ö", "oe" }, { "ä", "ae" },
	    { "ø", "oe" }, { "å", "aa" }, { "ue", "u" }, { "oe", "o" },
	    { "ae", "a" } };
	char word[SPELL_BYTES + 8];
	const char *at;
	size_t i, k;

	r->rule = "umlaut";
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		at = strstr(raw, pairs[i].from);
		k = strlen(pairs[i].from);
		if (at == NULL || at == raw || at + k == raw + n)
			continue;
		snprintf(word, sizeof(word), "%.*s%s%s", (int)(at - raw), raw,
		    pairs[i].to, at + k);
		give(r, word, strlen(word));
	}
}

/* Particles are carried over by custom, not by sound. */
static bool
give_particle(struct run *r, const char *raw)
{
	static const char *const pairs[][2] = { { "von", "фон" },
	    { "der", "дер" }, { "van", "ван" }, { "den", "ден" },
	    { "de", "де" }, { "la", "ла" }, { "le", "ле" }, { "du", "дю" },
	    { "di", "ди" }, { "da", "да" }, { "bin", "бин" },
	    { "ibn", "ибн" }, { "ben", "бен" }, { "zu", "цу" } };
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (strcmp(raw, pairs[i][0]) == 0) {
			r->rule = "particle";
			give(r, pairs[i][1], strlen(pairs[i][1]));
			return true;
		}
	return false;
}

static void
give_latin_word(struct run *r, const char *raw, size_t n)
{
	struct bases b = { .n = 0 };
	unsigned int i, seen = 0, k;
	bool by_ear = !letters_look_slavic(raw, n);
	struct spell_word w;

	if (r->parts == DECL_SURNAME && give_particle(r, raw))
		return;
	give_umlauts(r, raw, n);
	spell_word(&w, raw, n);
	r->foreign = by_ear && !r->slavic;
	for (i = 0; readers[i].name != NULL; i++) {
		if (!letters_have(raw, readers[i].marks) ||
		    (readers[i].foreign && !by_ear))
			continue;
		spell_run(&r->f->sys->reader[i], &w, r->foreign &&
		    !readers[i].foreign ? FOREIGN_READINGS : readers[i].max,
		    on_base, &b);
		for (k = seen; k < b.n; k++)
			give_word(r, RU, b.word[k], b.len[k],
			    !readers[i].foreign && k - seen <
			    (r->foreign ? 1 : SPELLED_BASES));
		seen = b.n;
	}
}

/* --- first names -------------------------------------------------------- */

/* Calls for each of the names in a string that blanks part. */
static void
each_name(struct run *r, const char *names,
    void (*fn)(struct run *, const char *, size_t, int), int t)
{
	size_t n;

	for (; *names != '\0'; names += n + strspn(names + n, " ")) {
		n = strcspn(names, " ");
		fn(r, names, n, t);
	}
}

static void
name_cases(struct run *r, const char *raw, size_t n, int t)
{
	give_cases(r, (enum tongue)t, raw, n);
}

static void
name_spelled(struct run *r, const char *raw, size_t n, int t)
{
	char word[SPELL_BYTES];

	if (n >= sizeof(word))
		return;
	memcpy(word, raw, n);
	word[n] = '\0';
	give_latin(r, (enum tongue)t, word, n);
}

static void
name_listed(struct run *r, const char *raw, size_t n, int t)
{
	give(r, raw, n);
	if (letters_are_cyrillic(raw))
		give_cases(r, RU, raw, n);
}

/*
 * own: the name itself stands in Cyrillic, and a foreigner who is written
 * one way there is not the one who is written another: Пауль is no Пол.
 */
static void
give_given(struct run *r, const struct given *g, bool own)
{
	int t;

	r->parts = DECL_GIVEN;
	for (t = RU; t < NTONGUES && !(own && g->foreign); t++) {
		each_name(r, g->by[t], name_cases, t);
		each_name(r, g->by[t], name_spelled, t);
	}
	r->rule = "first name";
	each_name(r, g->latin, name_listed, 0);
}

static void
index_nominative(struct run *r, const char *raw, size_t n, int t)
{
	char fold[TOKEN_MAX];
	struct forms *f = r->arg;
	size_t len = letters_fold(raw, n, fold, sizeof(fold));

	dict_add(&f->by_name, word_hash(fold, len), r->tag, 0);
}

/* Latin spellings lead to their name; a case form may be another's. */
static void
index_form(const char *form, size_t n, const char *rule, uint32_t tag,
    void *arg)
{
	struct forms *f = arg;

	dict_add(&f->givens, word_hash(form, n), tag, 0);
	if (!letters_are_cyrillic(form))
		dict_add(&f->by_name, word_hash(form, n), tag, 0);
}

static void
need_givens(struct forms *f)
{
	size_t i;
	int t;

	if (f->givens.n > 0)
		return;
	need_systems(f);

	for (i = 0; i < ngivens; i++) {
		struct run r = { .f = f, .cb = index_form, .arg = f,
		    .tag = (uint32_t)i };

		f->call++;
		for (t = RU; t < NTONGUES; t++)
			each_name(&r, givens[i].by[t], index_nominative, t);
		each_name(&r, givens[i].latin, index_nominative, 0);
		give_given(&r, &givens[i], false);
	}
}

const struct given *
forms_given(struct forms *f, uint64_t hash)
{
	const struct dict_slot *s;

	need_givens(f);
	s = dict_first(&f->givens, hash);
	return s != NULL ? &givens[s->val] : NULL;
}

/* --- all of it ---------------------------------------------------------- */

/* True when nothing is left to derive. */
static bool
give_relatives(struct run *r, const char *raw, size_t n)
{
	char fold[TOKEN_MAX];
	size_t len = letters_fold(raw, n, fold, sizeof(fold));
	uint64_t h = word_hash(fold, len);
	const struct dict_slot *s = dict_first(&r->f->by_name, h);
	bool done = s != NULL, own = letters_are_cyrillic(raw);

	for (; s != NULL; s = dict_next(&r->f->by_name, s)) {
		give_given(r, &givens[s->val], own);
		if (own && givens[s->val].foreign)
			done = false;
		r->rule = "nickname";
		r->tag &= ~(uint32_t)FORM_ALONE;
		each_name(r, givens[s->val].nicks, name_listed, 0);
		r->tag |= FORM_ALONE;
	}
	return done;
}

void
forms_each(struct forms *f, const char *raw, size_t n,
    enum name_part part, form_cb cb, void *arg)
{
	static const unsigned int parts[] = { DECL_SURNAME, DECL_SURNAME,
	    DECL_GIVEN, DECL_SURNAME | DECL_GIVEN, DECL_SURNAME | DECL_GIVEN, DECL_NOUN };
	struct run r = { .f = f, .cb = cb, .arg = arg, .rule = "as written",
	    .tag = FORM_ANYWHERE | FORM_ALONE, .slavic = part == PART_SLAVIC };

	bool known = false, cyrillic;

	if (n == 0 || n >= SPELL_BYTES)
		return;
	if (part == PART_GIVEN || part == PART_ANY)
		need_givens(f);
	if (part != PART_CASES && part != PART_ROLE)
		need_systems(f);
	f->call++;
	give(&r, raw, n);
	if (part == PART_GIVEN || part == PART_ANY)
		known = give_relatives(&r, raw, n);
	r.parts = parts[part];
	cyrillic = letters_are_cyrillic(raw);
	if (part == PART_ROLE || part == PART_CASES || (known && cyrillic))
		give_own_cases(&r, raw, n);
	else if (cyrillic)
		give_cyrillic(&r, raw, n);
	else if (!known && letters_are_latin(raw))
		give_latin_word(&r, raw, n);
}

struct forms *
forms_new(void)
{
	struct forms *f = xcalloc(1, sizeof(*f));

	f->seen = xcalloc(SEEN_SLOTS, sizeof(*f->seen));
	return f;
}

void
forms_free(struct forms *f)
{
	if (f == NULL)
		return;
	free(f->sys);
	free(f->seen);
	dict_clear(&f->by_name);
	dict_clear(&f->givens);
	free(f);
}
