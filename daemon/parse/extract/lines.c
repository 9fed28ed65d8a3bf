/* SPDX-License-Identifier: ISC */
/*
 * What a line is, from its own words.  The phrases stand in line_table.c;
 * here is how they are compared, and the few shapes that no phrase tells
 * (a timestamp, a credit at the end of a caption).  Whether a line without
 * any mark is a related story is for those who see its neighbours.
 */
#include "parse/extract/lines.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/extract/agency.h"
#include "parse/extract/dateline.h"
#include "parse/extract/fold.h"
#include "parse/extract/line_table.h"
#include "parse/extract/stamp.h"

#define FRONT_MAX	400	/* folded bytes of the front that are read */
#define TAIL_MAX	200	/* bytes of the end that may hold a credit */
#define SIGNATURE_MAX	48	/* bytes of a name behind "REUTERS/" */
#define BYLINE_WORDS	8
#define CREDIT_WORDS	12
#define RULE_MAX	5	/* bytes; a longer one is an ornament */

static size_t
count_words(const char *s)
{
	size_t n = *s != '\0';

	for (; *s != '\0'; s++)
		n += *s == ' ';
	return n;
}

static bool
phrase_meets(const struct line_phrase *p, const char *line, size_t n)
{
	switch (p->how) {
	case LINE_WHOLE:
		return strcmp(line, p->text) == 0;
	case LINE_START:
		return fold_starts(line, p->text);
	case LINE_INSIDE:
		return fold_inside(line, p->text) != NULL;
	case LINE_END:
		return fold_ends(line, n, p->text);
	}
	return false;
}

static enum line_kind
by_phrase(const char *line, size_t n)
{
	const struct line_phrase *p;
	size_t words = count_words(line);

	for (p = line_phrases; p->text != NULL; p++) {
		/* Most lines end here: this runs for every block of a page. */
		if (words > p->words || (p->how <= LINE_START &&
		    p->text[0] != line[0]))
			continue;
		if (phrase_meets(p, line, n))
			return p->kind;
	}
	return LINE_BODY;
}

/*
 * "By Jane Doe and John Roe", "By admin": names alone.  A sentence that
 * begins with "By" has a lower-case word or ends in a full stop.
 */
static bool
is_byline(const char *s, size_t n, const char *line)
{
	static const char *const joins[] = { "and", "for", "in", "of", "the",
	    "admin", "administrator", "editor", "staff", "reporter",
	    "correspondent", "и", "та", NULL };
	const char *at, *end;
	char word[64];
	uint32_t cp;
	size_t k, j;

	if (!fold_starts(line, "by") || count_words(line) > BYLINE_WORDS ||
	    s[n - 1] == '.')
		return false;
	/* Past the "by", whatever bullet stands before it. */
	for (at = s; (*at | 0x20) != 'y'; at++)
		;
	for (at++; at < s + n; at = end) {
		utf8_decode(at, (size_t)(s + n - at), &cp);
		k = 0;
		while (at + k < s + n && at[k] != ' ')
			k++;
		end = at + (k == 0 ? 1 : k);
		if (k == 0 || !cp_is_alnum(cp) || fold_cp(cp) != cp)
			continue;
		fold_line(at, k, word, sizeof(word));
		for (j = 0; joins[j] != NULL; j++)
			if (strcmp(joins[j], word) == 0)
				break;
		if (joins[j] == NULL)
			return false;
	}
	return count_words(line) > 1;
}

/*
 * "… in Moscow on May 9. (Photo by A. B / POOL / AFP)": the last bracket
 * names a photographer.
 */
static bool
ends_in_credit(const char *s, size_t n)
{
	const char *tail = n > TAIL_MAX ? s + n - TAIL_MAX : s, *open;
	size_t len = (size_t)(s + n - tail);
	char line[TAIL_MAX];
	const char *const *p;

	open = memrchr(tail, '(', len);
	if (open == NULL)
		open = memrchr(tail, '[', len);
	if (open == NULL || (s[n - 1] != ')' && s[n - 1] != ']' &&
	    s[n - 1] != '.'))
		return false;
	fold_line(open + 1, (size_t)(s + n - open) - 1, line, sizeof(line));
	for (p = line_credit_starts; *p != NULL; p++)
		if (fold_starts(line, *p))
			return true;
	for (p = line_credit_parts; *p != NULL; p++)
		if (fold_inside(line, *p) != NULL)
			return true;
	return false;
}

/* "REUTERS/John Doe", "Kremlin.ru / AFP": slashes between credits. */
static bool
is_slashed_credit(const char *line)
{
	const char *slash = strchr(line, '/'), *at = line;
	size_t n;

	if (slash == NULL || count_words(line) > CREDIT_WORDS ||
	    strstr(line, "://") != NULL)
		return false;
	for (; at != NULL; at = slash == NULL ? NULL : slash + 1) {
		slash = strchr(at, '/');
		n = slash != NULL ? (size_t)(slash - at) : strlen(at);
		if (agency_named(at, n) != NULL)
			return true;
	}
	return false;
}

/* "… in Oslo, May 5, 2023. REUTERS/Jane Roe": signed at the end. */
static bool
ends_in_signature(const char *s, size_t n)
{
	const char *slash = memrchr(s, '/', n), *at;
	size_t i, after;

	if (slash == NULL || slash == s || (after = (size_t)(s + n - slash)) >
	    SIGNATURE_MAX || after < 4)
		return false;
	for (at = slash; at > s && at[-1] != ' '; at--)
		;
	if (agency_named(at, (size_t)(slash - at)) == NULL)
		return false;
	for (i = 1; i < after; i++)
		if (slash[i] == '.' || slash[i] == ',')
			return i + 1 == after;
	return true;
}

static void
trim(const char **s, size_t *n)
{
	uint32_t cp;
	size_t k;

	while (*n > 0) {
		k = utf8_decode(*s, *n, &cp);
		if (!cp_is_blank(cp) && fold_cp(cp) != 0)
			break;
		*s += k;
		*n -= k;
	}
	while (*n > 0) {
		for (k = 1; k < *n && ((unsigned char)(*s)[*n - k] & 0xc0) ==
		    0x80; k++)
			;
		utf8_decode(*s + *n - k, k, &cp);
		if (!cp_is_blank(cp) && fold_cp(cp) != 0)
			break;
		*n -= k;
	}
}

/* "MOSCOW, June 10. /TASS/. Nobody was late.": no credit, but news. */
static bool
opens_with_dateline(const char *s, size_t n)
{
	size_t len = dateline_length(s, n);

	return len > 0 && len < n;
}

/* "___" parts the items of a bulletin; it is not nothing. */
static bool
is_rule(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n && s[i] == '_'; i++)
		;
	return i == n && n >= 3 && n <= RULE_MAX;
}

enum line_kind
line_classify(const char *s, size_t n)
{
	char line[FRONT_MAX], iso[STAMP_MAX];
	enum line_kind kind;
	size_t len;

	trim(&s, &n);
	if (n == 0)
		return LINE_EMPTY;
	len = fold_line(s, n, line, sizeof(line));
	if (len == 0)
		return is_rule(s, n) ? LINE_BODY : LINE_EMPTY;
	if (stamp_read(s, n, iso))
		return LINE_TIMESTAMP;
	if ((kind = by_phrase(line, len)) != LINE_BODY)
		return kind == LINE_CREDIT && count_words(line) >
		    CREDIT_WORDS ? LINE_CAPTION : kind;
	if (is_byline(s, n, line))
		return LINE_BYLINE;
	if (ends_in_credit(s, n) || ends_in_signature(s, n))
		return count_words(line) > CREDIT_WORDS ? LINE_CAPTION :
		    LINE_CREDIT;
	return is_slashed_credit(line) && !opens_with_dateline(s, n) ?
	    LINE_CREDIT : LINE_BODY;
}
