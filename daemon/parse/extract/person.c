/* SPDX-License-Identifier: ISC */
/*
 * Collects who occurs in a text.  Full names come first, then single
 * words, which are surnames of known people or people of their own; the
 * fullest form is the name that an actor goes by.
 */
#include "parse/extract/person.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/quote_lex.h"
#include "parse/extract/quote_verb.h"

#define TITLE_BACK	16	/* tokens before a name that may be titles */
#define OBLIQUE_BACK	6	/* tokens from a title to its name */
#define CAPITALS	60	/* percent of a headline's words: all have */

/* A name as it was met. */
struct mention {
	const struct toks *ts;
	const struct tok *v;
	size_t		 from;
	size_t		 to;
	const char	*words[NAME_WORDS];	/* folded */
	size_t		 n;
	uint32_t	 first;		/* classes of the first name */
	char		 first_name[LEX_WORD];	/* its nominative */
	bool		 cyr;
};

static bool
read_mention(struct mention *m, const struct toks *ts, const struct tok *v,
    size_t from, size_t to)
{
	size_t i;

	memset(m, 0, sizeof(*m));
	m->ts = ts;
	m->v = v;
	m->from = from;
	m->to = to;
	for (i = from; i < to && m->n < NAME_WORDS; i++) {
		if (v[i].kind != TOK_WORD)
			continue;
		if (*(m->words[m->n] = tok_word(ts, &v[i])) != '\0')
			m->n++;
		m->cyr |= (v[i].shape & SHAPE_CYR) != 0;
	}
	if (m->n == 0)
		return false;
	m->first = lex_first_name(m->words[0], m->cyr, m->first_name);
	return true;
}

static enum gender
class_gender(uint32_t cls)
{
	switch (cls & (L_MASC | L_FEM)) {
	case L_MASC:
		return GENDER_MALE;
	case L_FEM:
		return GENDER_FEMALE;
	default:
		return GENDER_UNKNOWN;
	}
}

/* --- are they one? ------------------------------------------------------ */

static bool
same_word(const char *a, const char *b, bool cyr)
{
	return cyr ? ru_same(a, b) : strcmp(a, b) == 0;
}

/* "Joe" and "Joseph", "J." and "Jane"; but not "Mary" and "Mark". */
static bool
same_first(const struct actor *a, const struct mention *m)
{
	size_t k = (unsigned char)m->words[0][0] < 0x80 ? 1 : 2;
	enum gender g = class_gender(m->first);

	if (same_word(a->words[0], m->first != 0 ? m->first_name :
	    m->words[0], m->cyr))
		return true;
	if (g != GENDER_UNKNOWN && a->gender != GENDER_UNKNOWN &&
	    a->gender != g)
		return false;
	return strncmp(a->words[0], m->words[0], k) == 0 && (m->first != 0 ||
	    strlen(m->words[0]) <= k || strlen(a->words[0]) <= k);
}

static int
find_full(const struct cast *c, const struct mention *m)
{
	const struct actor *a;
	size_t i;

	for (i = 0; i < c->len; i++) {
		a = &c->v[i];
		if (a->nwords < 2 || !same_word(a->words[a->nwords - 1],
		    m->words[m->n - 1], m->cyr))
			continue;
		if (same_first(a, m))
			return (int)i;
	}
	/* "Kim Jong Un" and "Kim Jong-un", "Pedro Sánchez Castejón". */
	for (i = 0; i < c->len; i++) {
		a = &c->v[i];
		if (a->nwords >= 2 && same_word(a->words[0], m->words[0],
		    m->cyr) && same_word(a->words[1], m->words[1], m->cyr))
			return (int)i;
	}
	return -1;
}

/* Surnames before first names; of namesakes the one spoken of last. */
static int
find_single(const struct cast *c, const char *word, bool cyr, enum gender g)
{
	int best = -1, rank, best_rank = 0;
	const struct actor *a;
	size_t i, k;

	for (i = 0; i < c->len; i++) {
		a = &c->v[i];
		rank = 0;
		for (k = 0; k < a->nwords; k++)
			if (same_word(a->words[k], word, cyr))
				rank = k + 1 == a->nwords ? 3 :
				    k == 0 ? 1 : 2;
		if (rank == 0 || (g != GENDER_UNKNOWN && a->gender !=
		    GENDER_UNKNOWN && a->gender != g))
			continue;
		if (rank > best_rank || (rank == best_rank &&
		    a->seen > c->v[best].seen)) {
			best = (int)i;
			best_rank = rank;
		}
	}
	return best;
}

static int
find_mention(const struct cast *c, const struct mention *m, enum gender g)
{
	return m->n == 1 ? find_single(c, m->words[0], m->cyr, g) :
	    find_full(c, m);
}

int
cast_find(const struct cast *c, const struct toks *ts, const struct tok *v,
    size_t from, size_t to, enum gender g)
{
	struct mention m;
	int i;

	if (!read_mention(&m, ts, v, from, to))
		return -1;
	/* "Ms. Marsh", "Mr Marsh" */
	if (from > 0 && (v[from - 1].cls & L_HONOR) != 0)
		g = class_gender(v[from - 1].cls);
	else if (from > 1 && tok_punct(&v[from - 1], '.') &&
	    (v[from - 2].cls & L_HONOR) != 0)
		g = class_gender(v[from - 2].cls);
	if ((i = find_mention(c, &m, g)) >= 0 || m.n == 1)
		return i;
	/* An unknown first name does not hide a known surname. */
	return m.first == 0 ? find_single(c, m.words[m.n - 1], m.cyr, g) :
	    -1;
}

/* --- the name they go by ------------------------------------------------- */

static bool
is_initial(const struct tok *t)
{
	return (t->shape & SHAPE_ABBR) != 0 && t->end - t->at <= 2;
}

/* The words as they stand, without brackets. */
static const char *
name_as_is(struct pool *pool, const struct mention *m)
{
	char name[NAME_WORDS * LEX_WORD];
	size_t i, k, len = 0;

	for (i = m->from; i < m->to; i++) {
		if (m->v[i].kind != TOK_WORD)
			continue;
		k = m->v[i].end - m->v[i].at;
		if (len + k + 3 > sizeof(name))
			break;
		if (len > 0)
			name[len++] = ' ';
		memcpy(name + len, m->ts->s + m->v[i].at, k);
		len += k;
		if (is_initial(&m->v[i]) && name[len - 1] != '.')
			name[len++] = '.';
	}
	return pool_strndup(pool, name, len);
}

/* "Викторовича", "Ивановны" → the nominative of a patronymic. */
static const char *
patronymic(struct pool *pool, const char *s, size_t n)
{
	static const char *const stems[][2] = {
		{ "вич", "вич" }, { "вн", "вна" }, { "ьич", "ьич" }
	};
	const char *at;
	size_t i;

	for (i = 0; i < sizeof(stems) / sizeof(stems[0]); i++) {
		at = memmem(s, n, stems[i][0], strlen(stems[i][0]));
		if (at != NULL && (size_t)(s + n - at) <=
		    strlen(stems[i][0]) + 4)
			return pool_printf(pool, "%.*s%s", (int)(at - s), s,
			    stems[i][1]);
	}
	return pool_strndup(pool, s, n);
}

static const char *
join_names(struct pool *pool, const char *a, const char *b)
{
	return a == NULL ? b : pool_printf(pool, "%s %s", a, b);
}

/* A Russian name that stands in another case, put right word by word. */
static const char *
name_made_nominative(struct pool *pool, const struct mention *m)
{
	const char *name = NULL, *word;
	enum gender g = class_gender(m->first);
	const struct tok *t;
	size_t i, k = 0;

	for (i = m->from; i < m->to; i++) {
		t = &m->v[i];
		if (t->kind != TOK_WORD)
			continue;
		if (k == 0 && m->first != 0)
			word = ru_capital(pool, m->first_name);
		else if (i + 1 == m->to)
			word = ru_nominative(pool, m->ts->s + t->at,
			    t->end - t->at, g, true);
		else if (k > 0)
			word = patronymic(pool, m->ts->s + t->at,
			    t->end - t->at);
		else
			word = ru_nominative(pool, m->ts->s + t->at,
			    t->end - t->at, g, true);
		name = join_names(pool, name, word);
		k++;
	}
	return name;
}

static bool
is_subject(const struct mention *m)
{
	uint32_t l = m->from > 0 ? m->v[m->from - 1].verb : 0;

	/* "цитирует Белова", "обвинил Белова": those have objects. */
	if ((l & (V_QUOTES | V_CALL)) != 0)
		return false;
	return ((m->v[m->to].verb | l) & V_FINITE) != 0;
}

/*
 * "словам бывшего министра …": a title in another case before the name
 * says that the name is in it, too.
 */
static bool
stands_oblique(const struct mention *m)
{
	enum lex_role role;
	size_t i, steps;
	bool oblique;

	for (i = m->from, steps = 0; i > 0 && steps < OBLIQUE_BACK; steps++) {
		const struct tok *t = &m->v[--i];

		if (t->kind != TOK_WORD || t->verb != 0)
			return false;
		if ((t->cls & L_PREP) != 0)
			return true;
		if ((t->cls & L_TITLE) != 0)
			return false;
		if ((lex_find_noun(tok_word(m->ts, t), &role, &oblique) & L_TITLE) != 0)
			return oblique;
	}
	return false;
}

/* A longer form, or the same in the nominative, takes the name over. */
static void
actor_take_name(struct cast *c, struct actor *a, const struct mention *m)
{
	bool nominative = !m->cyr || (m->first != 0 ?
	    strcmp(m->first_name, m->words[0]) == 0 : m->n > 1 &&
	    !stands_oblique(m));
	size_t i;

	if (m->n == 1 && m->cyr && is_subject(m)) {
		a->surname = name_as_is(c->pool, m);
		nominative = true;
	}
	if (a->name != NULL && (m->n < a->nwords || (m->n == a->nwords &&
	    (a->nominative || !nominative))))
		return;
	a->name = nominative ? name_as_is(c->pool, m) :
	    name_made_nominative(c->pool, m);
	a->nominative = nominative;
	a->nwords = (uint8_t)m->n;
	for (i = 0; i < m->n; i++)
		a->words[i] = pool_strdup(c->pool, i == 0 && m->first != 0 ?
		    m->first_name : m->words[i]);
}

/* --- collecting ----------------------------------------------------------- */

/* Honours and roles right before the name say that it is a person's. */
static void
actor_take_titles(struct actor *a, const struct mention *m, size_t start)
{
	const struct tok *t;
	size_t i;

	if (m->first != 0 && m->n > 1) {
		a->person = (uint8_t)(a->person | 4);
		if (a->gender == GENDER_UNKNOWN)
			a->gender = (uint8_t)class_gender(m->first);
	}
	for (i = start; i < m->from; i++) {
		t = &m->v[i];
		if ((t->cls & (L_HONOR | L_TITLE)) == 0)
			continue;
		/* "главы Центризбиркома": whose head he is, not he. */
		if (!m->cyr || m->n > 1)
			a->person |= 2;
		if (a->gender == GENDER_UNKNOWN)
			a->gender = (uint8_t)class_gender(t->cls);
	}
	if (m->n > 1)
		a->person |= 1;
}

/*
 * Where the titles before a name begin: words of roles, bodies and
 * peoples, small letters or capitals, up to a mark or a verb.
 */
static size_t
titles_start(const struct tok *v, size_t from)
{
	static const uint32_t stop = L_CONJ | L_THAT | L_AUX | L_BE | L_ADV |
	    L_HE | L_SHE | L_THEY | L_IT | L_WHO;
	size_t i = from, best = from;

	while (i > 0 && from - i < TITLE_BACK) {
		const struct tok *t = &v[i - 1];

		if (tok_punct(t, '(') || tok_punct(t, ')') ||
		    (tok_punct(t, ',') && i == from)) {
			i--;
			continue;
		}
		if (t->kind != TOK_WORD || (t->cls & stop) != 0 ||
		    (t->verb & V_FINITE & ~(uint32_t)V_PRES) != 0)
			break;
		i--;
		if ((t->cls & (L_TITLE | L_ORG | L_NAT | L_HONOR)) != 0 ||
		    tok_cap(t))
			best = i;
	}
	return best;
}

/* "Name, the director of the service, …": titles behind the name. */
static size_t
titles_end(const struct tok *v, size_t len, size_t to)
{
	bool title = false;
	size_t i;

	if (to >= len || !tok_punct(&v[to], ','))
		return to;
	for (i = to + 1; i < len && i < to + TITLE_BACK; i++) {
		if (v[i].kind != TOK_WORD && !tok_punct(&v[i], '(') &&
		    !tok_punct(&v[i], ')'))
			break;
		if ((v[i].verb & V_PAST) != 0 || (v[i].cls & L_WHO) != 0)
			return to;
		title |= (v[i].cls & L_TITLE) != 0;
	}
	return title ? i : to;
}

static void
add_mention(struct cast *c, const struct mention *m, size_t start, size_t len,
    bool may_create)
{
	struct actor *a;
	int i = find_mention(c, m, GENDER_UNKNOWN);
	size_t from = titles_start(m->v, m->from);

	/* "Still Klimov": the first word of a sentence, not of a name. */
	if (i < 0 && m->n > 1 && m->first == 0 &&
	    (m->v[m->from].shape & SHAPE_FIRST) != 0 &&
	    find_single(c, m->words[m->n - 1], m->cyr, GENDER_UNKNOWN) >= 0)
		return;
	if (i < 0) {
		if (!may_create || c->len == ACTORS_MAX)
			return;
		i = (int)c->len++;
	}
	a = &c->v[i];
	actor_take_name(c, a, m);
	actor_take_titles(a, m, start < from ? start : from);
	actor_add_roles(a, m->ts, m->v, from, m->from);
	actor_add_roles(a, m->ts, m->v, m->to, titles_end(m->v, len, m->to));
}

/*
 * A lone capitalised word at the head of a sentence is a name only when
 * it does what people do.
 */
static bool
single_is_name(const struct mention *m)
{
	const struct tok *t = &m->v[m->from];

	if ((t->shape & SHAPE_FIRST) == 0)
		return true;
	return (m->v[m->to].verb & V_FINITE) != 0 ||
	    (m->v[m->to].cls & (L_AUX | L_BE)) != 0;
}

static void
collect(struct cast *c, const struct toks *ts, bool full, bool may_create)
{
	struct name_run r;
	struct mention m;
	size_t i;

	for (i = 0; i < ts->len; i++) {
		if (!name_run_at(ts->v, ts->len, i, &r))
			continue;
		i = r.to - 1;
		if (r.from >= r.to || !read_mention(&m, ts, ts->v, r.from,
		    r.to) || (m.n > 1) != full)
			continue;
		add_mention(c, &m, r.start, ts->len, may_create && (m.n > 1 ||
		    single_is_name(&m)));
	}
}

static bool
is_title_case(const struct toks *ts)
{
	size_t i, words = 0, caps = 0;

	for (i = 0; i < ts->len; i++) {
		words += ts->v[i].kind == TOK_WORD;
		caps += tok_cap(&ts->v[i]);
	}
	return caps * 100 > words * CAPITALS;
}

void
cast_init(struct cast *c, struct pool *pool)
{
	memset(c, 0, sizeof(*c));
	c->pool = pool;
	c->v = pool_alloc(pool, ACTORS_MAX * sizeof(*c->v));
}

/* A surname that was seen as a subject is better than one put right. */
static void
settle_names(struct cast *c)
{
	struct actor *a;
	const char *blank;

	for (a = c->v; a < c->v + c->len; a++) {
		if (a->nominative || a->surname == NULL || a->nwords < 2)
			continue;
		blank = strrchr(a->name, ' ');
		if (blank == NULL)
			continue;
		a->name = pool_printf(c->pool, "%.*s %s",
		    (int)(blank - a->name), a->name, a->surname);
		a->nominative = true;
	}
}

void
cast_read(struct cast *c, const struct toks *ts, bool headline)
{
	if (headline && is_title_case(ts))
		return;
	collect(c, ts, true, true);
	collect(c, ts, false, !headline);
	settle_names(c);
}
