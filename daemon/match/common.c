/* SPDX-License-Identifier: ISC */
/* The tables of common.h.  A word with a * stands for all that begin so. */
#include "match/common.h"

#include <string.h>

/*
 * Surnames that are everyday words of English, and first names that are
 * such of Russian.  Песков and Волков are not here: nobody begins a
 * sentence with sands or wolves in the genitive.
 */
static const char *const words[] = { "bacon", "baker", "ball", "banks",
    "barber", "barn", "bass", "bean", "bell", "best", "bird", "bishop",
    "black", "blunt", "bond", "book", "booth", "bottom", "bowl", "bowman",
    "branch", "brand", "bridge", "bridges", "brook", "brooks", "brown",
    "bull", "burn", "burns", "bush", "butcher", "butler", "case", "cash",
    "castle", "chance", "church", "clay", "close", "cook", "cooper", "cotton",
    "court", "cox", "craft", "cross", "crow", "dale", "day", "dean", "dick",
    "drake", "drew", "east", "english", "faith", "farmer", "field", "fields",
    "finch", "fish", "fisher", "flood", "flowers", "forest", "fox", "francis",
    "frank", "french", "frost", "gates", "glass", "gold", "golden", "good",
    "grace", "grant", "gray", "green", "grey", "gross", "guy", "hall", "hand",
    "hands", "harmon", "hart", "hawk", "hawks", "hay", "heath", "hill",
    "hills", "hood", "hook", "hope", "house", "hunt", "hunter", "irons",
    "judge", "king", "kings", "knight", "lake", "lamb", "land", "lane", "law",
    "lawless", "leader", "little", "long", "lord", "love", "low", "lowe",
    "major", "mark", "marsh", "marshal", "mason", "may", "miller", "mills",
    "money", "moon", "moss", "mountain", "nail", "noble", "north", "page",
    "park", "parks", "parrot", "patience", "peach", "pen", "penny", "pike",
    "pitt", "plank", "pole", "pool", "poor", "pope", "porter", "potter",
    "potts", "pound", "power", "powers", "price", "prince", "quick", "ray",
    "reed", "rice", "rich", "river", "rivers", "robin", "rock", "root",
    "rose", "rush", "sands", "savage", "sharp", "shell", "shepherd", "short",
    "silver", "singer", "skinner", "small", "smart", "snow", "south",
    "spring", "star", "stark", "starling", "steel", "stone", "storm",
    "strange", "street", "strong", "summer", "summers", "swift", "temple",
    "trip", "turner", "walker", "wall", "walls", "walsh", "war", "ward",
    "waters", "weaver", "webb", "weeks", "wells", "west", "wheeler", "white",
    "wild", "will", "winter", "winters", "wise", "wolf", "wood", "woods",
    "worth", "young",
    "вера", "любовь", "надежда", "роза", "слава", NULL };

static const char *const months[] = { "march", "april", "may", "june",
    "august", NULL };

static const char *const titles[] = { "mr", "mrs", "ms", "miss", "sir",
    "dame", "dr", "lord", "lady", "president", "premier", "minister",
    "secretary", "senator", "sen", "gov", "governor", "general", "gen",
    "judge", "justice", "prof", "professor", "herr", "frau", NULL };

/* Offices, days, places and the like; and by their endings peoples. */
static const char *const before_names[] = { "vice", "prime", "foreign",
    "defense", "defence", "chief", "chairman", "chairwoman", "chair",
    "director", "spokesman", "spokeswoman", "speaker", "leader", "mayor",
    "chancellor", "commissioner", "ambassador", "envoy", "king", "queen",
    "prince", "princess", "pope", "cardinal", "bishop", "captain", "major",
    "colonel", "admiral", "marshal", "sergeant", "lieutenant", "detective",
    "inspector", "officer", "agent", "attorney", "counsel", "coach",
    "manager", "democrat", "democrats", "republican", "republicans", "labour",
    "labor", "tory", "liberal", "conservative", "kremlin", "elect", "and",
    "rep", "reps", "representative", "congressman", "congresswoman", "deputy",
    "acting", "former", "state", "putin", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "moscow", "kyiv", "kiev", "washington", "london",
    "berlin", "paris", "brussels", "beijing", "geneva", "the", "a", "an",
    "when", "while", "if", "but", "as", "after", "before", "says", "said",
    "with", "like", "why", "how", "what", "that", "this", "because", "since",
    "until", "dear", "saint", "don", "shah", "sheikh", "ayatollah", "emir",
    "sultan", "kanzler", "kanzlerin", "minister", "prasident", "president*",
    "premier*", "minist*", "secretar*", "senator*", "general*", NULL };

static const char *const peoples[] = { "ian", "ish", "ese", "ean", "ican",
    "crat", "cratic", "ench", "utch", "raeli", "istani", "ists", "ist",
    NULL };

static const char *const verbs[] = { "said", "says", "told", "tells", "added",
    "adds", "asked", "asks", "wrote", "writes", "noted", "notes", "warned",
    "warns", "argued", "insisted", "tweeted", "posted", "testified", "called",
    "calls", "denied", "denies", "claimed", "claims", "declined", "refused",
    "replied", "responded", "announced", "met", "spoke", "stressed", "urged",
    "vowed", "explained", "confirmed", "has", "had", "was", "is", "will",
    "would", "did", "who", "also", "сказал", "сказала", "заявил", "заявила",
    "отметил", "отметила", "сообщил", "сообщила", "добавил", "добавила",
    "подчеркнул", "ответил", "встретил", "встретили", "считает", "уверен",
    "назвал", "поручил", "подписал", "провел", "прибыл", "не", "также",
    "сказав", "заявив", "сказати", "сказав", "зазначив", "повідомив",
    "додав", NULL };

static const char *const formers[] = { "former", "formerly", "ex", "then",
    "deputy", "vice", "assistant", "onetime", "erstwhile", "ousted",
    "deposed", "previous", "retired", "late", "future", "next", "would",
    "бывш*", "экс", "вице", "заместител*", "замест*", "зам", "тогдашн*",
    "прежн*", "будущ*", "колишн*", "екс", "віце", "заступник*", "тодішн*",
    "ehemalig*", "fruher*", "stellvertret*", "ancien*", "antigu*", "byly",
    "byla", "bylego", "byvaly", "були*", NULL };

static const char *const breakers[] = { "the", "a", "an", "and", "or", "of",
    "to", "from", "with", "by", "for", "in", "on", "at", "as", "who", "that",
    "is", "was", "said", "says", "told", "met", "current", "new", "и", "или",
    "с", "со", "в", "на", "от", "к", "у", "за", "что", "а", "но", "нынешн*",
    "нов*", "та", "й", "і", "з", "від", "до", "und", "et", "y", NULL };

static const char *const not_yets[] = { "elect", "designate", "nominee",
    "candidate", "emeritus", "hopeful", "apparent", "wannabe", NULL };

static bool
is_in(const char *const *list, const char *s, size_t n)
{
	size_t k;

	for (; *list != NULL; list++) {
		k = strlen(*list);
		if ((*list)[k - 1] == '*' ? n >= k - 1 &&
		    memcmp(*list, s, k - 1) == 0 : n == k &&
		    memcmp(*list, s, n) == 0)
			return true;
	}
	return false;
}

bool
common_word(const char *s, size_t n)
{
	return is_in(words, s, n);
}

bool
common_month(const char *s, size_t n)
{
	return is_in(months, s, n);
}

bool
common_title(const char *s, size_t n)
{
	return is_in(titles, s, n);
}

bool
common_before_name(const char *s, size_t n)
{
	const char *const *p;
	size_t k;

	for (p = peoples; *p != NULL; p++) {
		k = strlen(*p);
		if (n > k && memcmp(s + n - k, *p, k) == 0)
			return true;
	}
	return is_in(before_names, s, n) || is_in(titles, s, n);
}

bool
common_verb(const char *s, size_t n)
{
	return is_in(verbs, s, n);
}

bool
common_former(const char *s, size_t n)
{
	return is_in(formers, s, n);
}

bool
common_breaker(const char *s, size_t n)
{
	return is_in(breakers, s, n);
}

bool
common_not_yet(const char *s, size_t n)
{
	return is_in(not_yets, s, n);
}
