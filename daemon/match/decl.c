/* SPDX-License-Identifier: ISC */
/*
 * Declension by table.  A row fits a word by its last letters; the first
 * row that fits a part of a name is taken, and the rows behind it only
 * when it says "more".  An ending in brackets is one letter out of those;
 * what stands before the "-" of an ending stays in the word.
 */
#include "match/decl.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "match/token.h"

#define S	DECL_SURNAME
#define G	DECL_GIVEN
#define N	DECL_NOUN
#define ANY	(S | G | N)

struct row {
	unsigned int	 parts;
	const char	*ending;
	const char	*forms;
	bool		 more;
};

static const struct row russian[] = {
	/* surnames and adjectives that decline as adjectives */
	{ ANY, "ск-ий", "ого ому им ом", false },
	{ ANY, "цк-ий", "ого ому им ом", false },
	{ ANY, "ск-ой", "ого ому им ом", false },
	{ S | N, "[кгх]-ий", "ого ому им ом", false },
	{ S | N, "[жшчщ]-ий", "его ему им ем", false },
	{ N, "-ний", "него нему ним нем", false },
	{ S, "-ий", "ия ию ием ии ого ому ым ом его ему им ем", false },
	{ G, "-ий", "ия ию ием ии ье ья ью ьем", false },
	{ ANY, "-ый", "ого ому ым ом", false },
	{ S, "[кгх]-ой", "ого ому им ом оя ою оем ое", false },
	{ S, "-ой", "ого ому ым ом оя ою оем ое", false },
	{ ANY, "-ая", "ой ую ою", false },
	{ S | N, "-яя", "ей юю ею", false },
	/* possessive surnames; foreigners have -ом */
	{ S, "[оеё]в-", "а у ым ом е", false },
	{ S, "[иы]н-", "а у ым ом е", false },
	{ S, "[оеё]в-а", "ой у ою", false },
	{ S, "[иы]н-а", "ой у ою", true },
	{ G | S, "-ина", "ины ине ину иной иною", false },
	/* what does not decline */
	{ S, "-ых", "", false },
	{ S, "-их", "", false },
	{ G, "павло-", "", false },
	{ ANY, "[оуиэыюеё]-", "", false },
	/* fleeting vowels; the regular form stays possible for most */
	{ G, "пав-ел", "ла лу лом ле", false },
	{ ANY, "-лев", "льва льву львом льве", true },
	{ S, "[аеиоуяю]-ец", "йца йцу йцем йце", true },
	{ ANY, "л-ец", "ьца ьцу ьцом ьцем ьце", true },
	{ ANY, "-ец", "ца цу цем цом це", true },
	{ S, "л-ёк", "ька ьку ьком ьке", true },
	{ S, "л-ек", "ька ьку ьком ьке", true },
	{ S, "[нрсв]-ек", "ька ьку ьком ьке ка ку ком ке", true },
	{ S, "[жшч]-ек", "ка ку ком ке", true },
	{ S, "[кнблтдршпмвсз]-ок", "ка ку ком ке", true },
	{ S, "-ень", "ня ню нем не", true },
	{ S, "-оть", "тя тю тем те", true },
	{ ANY, "ор-ел", "ла лу лом ле", true },
	{ S, "коз-ел", "ла лу лом ле", true },
	{ S, "-ер", "ра ру ром ре", true },
	/* nouns and first names */
	{ G, "любов-ь", "и ью", false },
	{ G, "[лн]-ь", "я ю ем е и ью", false },
	{ ANY, "-ь", "я ю ем е ём", false },
	{ ANY, "[аеоуяёюыэ]-й", "я ю ем е", false },
	{ ANY, "-ия", "ии ию ией", false },
	{ ANY, "ь-я", "и е ю ей ею", false },
	{ ANY, "-я", "и е ю ей ею", false },
	{ ANY, "[жшчщц]-а", "и ы е у ей ой ею ою", false },
	{ ANY, "[кгх]-а", "и е у ой ою", false },
	{ ANY, "-а", "ы е у ой ою", false },
	{ ANY, "[жшчщц]-", "а у ем ом е", false },
	{ ANY, "[бвгдзклмнпрстфх]-", "а у ом е", false },
	{ 0, NULL, NULL, false }
};

static const struct row ukrainian[] = {
	{ ANY, "ськ-ий", "ого ому им ім", false },
	{ ANY, "цьк-ий", "ого ому им ім", false },
	{ ANY, "зьк-ий", "ого ому им ім", false },
	{ ANY, "-ий", "ого ому им ім", false },
	{ S | N, "-ній", "нього ньому нім нія нію нієм нії", false },
	{ ANY, "-ій", "ія ію ієві ієм ії ього ьому їм", false },
	{ ANY, "ськ-а", "ої ій у ою", false },
	{ ANY, "цьк-а", "ої ій у ою", false },
	{ S, "[оеє]в-", "а у ові им ом і е", false },
	{ S, "[иії]н-", "а у ові им ом і е", false },
	{ S, "[оеє]в-а", "ої ій у ою", false },
	{ S, "[иії]н-а", "ої ій у ою", true },
	{ G | S, "[иії]н-а", "и і у ою о", false },
	{ S, "-ів", "ова ову овим ові ева еву евим еві іва іву івим", false },
	{ S, "-їв", "єва єву євим єві їва їву ївим", false },
	{ ANY, "к-о", "а у ові ом ові", false },
	{ G, "-о", "а у ові ом і е", false },
	{ ANY, "[оуиіїюеє]-", "", false },
	{ G, "пав-ел", "ла лу лові лом лі", false },
	{ ANY, "л-ець", "ьця ьцю ьцеві ьцем ьці", true },
	{ S, "[аеиоуяюії]-ець", "йця йцю йцеві йцем йці", true },
	{ ANY, "-ець", "ця цю цеві цем ці", false },
	{ ANY, "-ень", "ня ню неві нем ні", true },
	{ ANY, "-ок", "ка ку кові ком", true },
	{ ANY, "-ір", "ора ору орові ором орі", true },
	{ G, "-ів", "ова ову овові овом ові ове", true },
	{ G, "-ін", "она ону онові оном оні", true },
	{ G, "-іг", "ога огу огові огом озі", true },
	{ ANY, "-ь", "я ю еві ем і", false },
	{ ANY, "-й", "я ю єві єм ї", false },
	{ ANY, "-ія", "ії ію ією іє", false },
	{ ANY, "-я", "і ю ею є", false },
	{ ANY, "-га", "ги зі гу гою го", false },
	{ ANY, "-ка", "ки ці ку кою ко", false },
	{ ANY, "-ха", "хи сі ху хою хо", false },
	{ ANY, "[жшчщ]-а", "і у ею е", false },
	{ ANY, "-а", "и і у ою о", false },
	{ ANY, "[ая]р-", "я ю еві ем і а у ові ом", false },
	{ ANY, "[жшчщц]-", "а у еві ем і", false },
	{ ANY, "-г", "га гу гові гом зі ге", false },
	{ ANY, "-к", "ка ку кові ком ці", false },
	{ ANY, "-х", "ха ху хові хом сі", false },
	{ ANY, "[бвдзлмнпрстф]-", "а у ові ом і е", false },
	{ 0, NULL, NULL, false }
};

static const struct row belarusian[] = {
	{ ANY, "ск-і", "ага аму ім", false },
	{ ANY, "цк-і", "ага аму ім", false },
	{ ANY, "-ы", "ага аму ым", false },
	{ S, "-аў", "ава аву авым аве", false },
	{ S, "-оў", "ова ову овым ове", false },
	{ S, "-еў", "ева еву евым еве", false },
	{ S, "-ёў", "ёва ёву ёвым ёве", false },
	{ S, "[іы]н-", "а у ым е", false },
	{ ANY, "-ка", "кі цы ку кай", false },
	{ ANY, "-й", "я ю ем і", false },
	{ ANY, "-ь", "я ю ем і", false },
	{ ANY, "-а", "ы е у ай", false },
	{ ANY, "[оуіэюеё]-", "", false },
	{ ANY, "[бвгдзжклмнпрстфхцчш]-", "а у ам е", false },
	{ 0, NULL, NULL, false }
};

static const struct row *const tables[NTONGUES] = {
	[RU] = russian, [UK] = ukrainian, [BE] = belarusian
};

/*
 * Bytes of the word that stay when the ending fits, or -1.  Endings are
 * "[abc]x-yz": of these only "yz" goes.
 */
static int
fits(const char *word, size_t n, const char *ending)
{
	const char *close, *dash = strchr(ending, '-'), *p;
	size_t goes = strlen(dash + 1), stays, k;

	if (n < goes || memcmp(word + n - goes, dash + 1, goes) != 0)
		return -1;
	n -= goes;
	close = *ending == '[' ? strchr(ending, ']') : NULL;
	p = close != NULL ? close + 1 : ending;
	stays = (size_t)(dash - p);
	if (n < stays || memcmp(word + n - stays, p, stays) != 0)
		return -1;
	if (close == NULL)
		return (int)n;
	k = n - stays;
	for (p = ending + 1; p < close; p += 2)
		if (k >= 2 && memcmp(word + k - 2, p, 2) == 0)
			return (int)n;
	return -1;
}

static void
put_forms(const char *word, size_t stem, const char *forms,
    void (*cb)(const char *, size_t, void *), void *arg)
{
	char out[TOKEN_MAX];
	size_t n;

	for (; *forms != '\0'; forms += n + strspn(forms + n, " ")) {
		n = strcspn(forms, " ");
		if (stem + n >= sizeof(out))
			return;
		memcpy(out, word, stem);
		memcpy(out + stem, forms, n);
		out[stem + n] = '\0';
		cb(out, stem + n, arg);
	}
}

void
decl_run(enum tongue t, unsigned int parts, const char *word, size_t n,
    void (*cb)(const char *, size_t, void *), void *arg)
{
	const struct row *r;
	int stem;

	for (r = tables[t]; r->ending != NULL && parts != 0; r++) {
		if ((r->parts & parts) == 0 ||
		    (stem = fits(word, n, r->ending)) == -1)
			continue;
		put_forms(word, (size_t)stem, r->forms, cb, arg);
		if (!r->more)
			parts &= ~r->parts;
	}
}
