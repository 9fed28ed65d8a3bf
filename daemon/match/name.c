/* SPDX-License-Identifier: ISC */
/* Taking a name apart.  Tables of words; no grammar of any one country. */
#include "match/name.h"

#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/letters.h"
#include "match/token.h"

/* Belong to the surname behind them. */
static const char *const particles[] = { "von", "van", "der", "den", "de",
    "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ibn", "ben",
    "bint", "ter", "ten", "zu", "af", "фон", "ван", "дер", "де", "ди", "да",
    "ла", "ле", "бин", "ибн", "бен", "дель", "аль", "эль", NULL };

/* Arabic articles: newspapers leave them out as often as not. */
static const char *const articles[] = { "al", "el", "as", "ad", "ash", "an",
    "ar", "at", "аль", "эль", "ас", "ад", "аш", "ан", "ар", "ат", "ель",
    NULL };

static const char *const titles[] = { "mr", "mrs", "ms", "dr", "prof", "sir",
    "dame", "lord", "lady", "gen", "general", "president", "г", "гн",
    "господин", "госпожа", NULL };

static const char *const suffixes[] = { "jr", "sr", "jnr", "snr", "ii", "iii",
    "iv", "младший", "старший", NULL };

/* The last word of what is no person. */
static const char *const bodies[] = { "agency", "army", "association", "bank",
    "board", "brigade", "bureau", "center", "centre", "commission",
    "committee", "company", "congress", "corporation", "corps", "council",
    "court", "department", "division", "duma", "embassy", "exchange",
    "federation", "force", "forces", "foundation", "front", "fund", "group",
    "guard", "holding", "house", "inc", "industries", "institute", "kremlin",
    "league", "ltd", "ministry", "movement", "museum", "network", "news",
    "office", "organization", "parliament", "party", "police", "post",
    "prize", "regiment", "republic", "school", "senate", "service",
    "services", "society", "state", "states", "street", "team", "times",
    "tv", "union", "university", "агентство", "академия", "армия", "банк",
    "бригада", "бюро", "ведомство", "группа", "департамент", "дума",
    "институт", "комиссия", "комитет", "компания", "корпорация", "кремль",
    "министерство", "партия", "разведка", "республика", "служба", "совет",
    "союз", "суд", "университет", "управление", "федерация", "фонд",
    "центр", NULL };

/* Surnames of the countries that write them first. */
static const char *const eastern[] = { "xi", "li", "wang", "zhang", "liu",
    "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "hu", "zhu",
    "gao", "lin", "guo", "deng", "jiang", "mao", "han", "peng", "kim", "lee",
    "park", "choi", "jung", "kang", "cho", "yoon", "yun", "moon", "jang",
    "lim", "nguyen", "tran", "pham", "ho", "си", "ли", "ван", "чжан", "лю",
    "чэнь", "ян", "чжао", "хуан", "чжоу", "у", "ху", "дэн", "цзян", "мао",
    "ким", "пак", "чой", "юн", "мун", "нгуен", "чан", "хо", NULL };

static const char *const patronymics[] = { "ович", "евич", "ёвич", "ильич",
    "мич", "йович", "ьевич", "овна", "евна", "ёвна", "ична", "івна", "ївна",
    "овича", "евича", "ovich", "evich", "yevich", "ovych", "yovych", "ilyich",
    "ilich", "ovna", "evna", "yevna", "ivna", "ichna", NULL };

static const char *const surname_ends[] = { "ов", "ев", "ёв", "ин", "ын",
    "ова", "ева", "ина", "ский", "цкий", "ская", "цкая", "ко", "чук", "юк",
    "ян", "дзе", "швили", "ський", "цький", "ська", "ів", NULL };

static bool
is_in(const char *const *list, const struct name_word *w)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, w->raw) == 0)
			return true;
	return false;
}

static bool
ends_in(const char *const *list, const char *raw, size_t n)
{
	size_t k;

	for (; *list != NULL; list++) {
		k = strlen(*list);
		if (n > k && memcmp(raw + n - k, *list, k) == 0)
			return true;
	}
	return false;
}

bool
name_is_patronymic(const char *raw, size_t n)
{
	return ends_in(patronymics, raw, n);
}

/* --- words -------------------------------------------------------------- */

/* Words that an apostrophe holds together are one here. */
static int
take_words(struct parsed_name *p, const char *s, const struct tokens *t)
{
	size_t i, last;

	for (i = 0; i < t->n; i = last + 1) {
		const struct token *tok = &t->v[i];
		struct name_word *w = &p->word[p->n];

		for (last = i; last + 1 < t->n &&
		    (t->v[last + 1].flags & TOK_APOS) != 0; last++)
			;
		if (p->n++ == NAME_WORDS)
			return -1;
		w->len = letters_raw(s + tok->start, t->v[last].end -
		    tok->start, w->raw, sizeof(w->raw));
		w->hash = tok->hash;
		w->cap = (tok->flags & TOK_CAP) != 0;
		w->caps = (tok->flags & TOK_CAPS) != 0;
		w->digit = (tok->flags & TOK_DIGIT) != 0;
		w->single = (tok->flags & TOK_SINGLE) != 0;
		w->comma = (tok->flags & TOK_COMMA) != 0;
		w->glued = (tok->flags & TOK_GLUED) != 0;
	}
	return 0;
}

static void
drop_word(struct parsed_name *p, size_t at)
{
	memmove(&p->word[at], &p->word[at + 1], (p->n - at - 1) *
	    sizeof(p->word[0]));
	p->n--;
}

/* --- persons ------------------------------------------------------------ */

static bool
is_personal(const struct parsed_name *p)
{
	size_t i;

	if (p->n > NAME_GIVEN + NAME_SURNAME)
		return false;
	for (i = 0; i < p->n; i++) {
		const struct name_word *w = &p->word[i];

		if (w->digit || w->single)
			return false;
		if (!w->cap && !is_in(particles, w) && !is_in(articles, w))
			return false;
	}
	/* "MI", "НАТО", "Bank of Cyprus" */
	return !is_in(bodies, &p->word[p->n - 1]) &&
	    !(p->n == 1 && p->word[0].caps &&
	    utf8_count(p->word[0].raw, p->word[0].len) <= 4);
}

static bool
is_known(struct forms *f, const struct name_word *w)
{
	return forms_given(f, w->hash) != NULL;
}

static void
add_given(struct parsed_name *p, size_t from, size_t to)
{
	for (; from < to && p->ngiven < NAME_GIVEN; from++)
		p->given[p->ngiven++] = (uint8_t)from;
}

static void
add_surname(struct parsed_name *p, size_t from, size_t to)
{
	/* The article of al-Assad comes and goes. */
	if (to - from > 1 && is_in(articles, &p->word[from]))
		from++;
	if (to - from > NAME_SURNAME)
		from = to - NAME_SURNAME;
	for (; from < to; from++)
		p->surname[p->nsurname++] = (uint8_t)from;
}

/* Where a surname at the end begins: particles and hyphens belong to it. */
static size_t
surname_start(const struct parsed_name *p)
{
	size_t i = p->n - 1;

	while (i > 0 && (p->word[i].glued ||
	    (i > 1 && (is_in(particles, &p->word[i - 1]) ||
	    is_in(articles, &p->word[i - 1])))))
		i--;
	/* "Kim Jong-un" is no surname of three words. */
	return i;
}

/* How many words at the front are the surname; 0: it stands at the end. */
static size_t
inverted(const struct parsed_name *p, struct forms *f)
{
	const struct name_word *w = p->word;
	size_t i;

	for (i = 1; i < p->n; i++)
		if (w[i].comma)
			return i;
	if (p->n == 3 && name_is_patronymic(w[2].raw, w[2].len) &&
	    !w[1].glued)
		return 1;
	if (p->n == 2 && !is_known(f, &w[0]) && is_known(f, &w[1]) &&
	    ends_in(surname_ends, w[0].raw, w[0].len))
		return 1;
	return 0;
}

static bool
is_eastern(const struct parsed_name *p, struct forms *f)
{
	if (p->n < 2 || p->n > 3 || !is_in(eastern, &p->word[0]) ||
	    p->word[1].comma)
		return false;
	return !is_known(f, &p->word[1]) &&
	    (p->n == 3 || !is_known(f, &p->word[0]) || p->word[1].glued);
}

static void
part(struct parsed_name *p, struct forms *f)
{
	const struct given *g;
	size_t at;

	p->kind = NAME_PERSON;
	if (is_eastern(p, f)) {
		p->kind = NAME_EASTERN;
		return;
	}
	if ((at = inverted(p, f)) > 0) {
		add_surname(p, 0, at);
		add_given(p, at, p->n);
	} else {
		at = surname_start(p);
		add_given(p, 0, at);
		add_surname(p, at, p->n);
	}
	if (p->ngiven == 0)
		return;
	g = forms_given(f, p->word[p->given[0]].hash);
	p->known_given = g != NULL;
	p->slavic = g != NULL && !g->foreign;
}

int
name_parse(struct parsed_name *p, const char *s, struct forms *f,
    char **cause)
{
	struct tokens t;
	int rc;

	memset(p, 0, sizeof(*p));
	tokens_init(&t);
	tokens_add(&t, s, strlen(s));
	rc = take_words(p, s, &t);
	tokens_clear(&t);
	if (rc == -1 || p->n == 0) {
		*cause = p->n == 0 ?
		    xasprintf("no letter in the name \"%s\"", s) :
		    xasprintf("more than %d words in \"%s\"", NAME_WORDS, s);
		return -1;
	}
	while (p->n > 1 && is_in(titles, &p->word[0]))
		drop_word(p, 0);
	while (p->n > 1 && is_in(suffixes, &p->word[p->n - 1]))
		drop_word(p, p->n - 1);
	if (is_personal(p))
		part(p, f);
	return 0;
}
