/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "article.h"
#include "base/xalloc.h"
#include "match/match.h"
#include "story/sketch.h"
#include "unit.h"

static const char body[] =
    "The harbour council of Norvik voted on Tuesday to rebuild the eastern "
    "pier that a storm tore away in January. Engineers told the meeting "
    "that the old piles had rotted below the water line and would not have "
    "lasted another winter. The work is to begin in May and will cost about "
    "nine million crowns, of which the region pays a third. Fishermen asked "
    "for a berth to be kept open while the cranes are there, and the mayor "
    "promised that no boat would have to leave. A second vote in autumn "
    "decides whether the ferry returns to the town. \"We have waited long "
    "enough,\" said Ingrid Solheim, who runs the fish market on the quay. "
    "The last ferry sailed eleven years ago, when the bridge was opened, "
    "and many of the shops on the waterfront have stood empty since then.";

static const char other[] =
    "Health officials in the province reported a further fall in cases of "
    "measles after the spring campaign, and said that schools would open "
    "again next week. More than forty thousand children were vaccinated in "
    "a month, most of them in villages that nurses reached on foot. The "
    "ministry sent two cold-storage lorries and will leave them until the "
    "summer. Doctors warned that numbers could rise again when families "
    "travel for the harvest, and asked for a second round in August.";

static void
make(struct sketch *s, const char *text)
{
	struct article *a = article_new();
	uint64_t *w;
	size_t n;

	a->text = text;
	w = match_word_hashes(a, &n);
	sketch_make(s, w, n);
	free(w);
	article_free(a);
}

/* Would the store find the one by the bands of the other? */
static bool
shares_band(const struct sketch *a, const struct sketch *b)
{
	uint64_t x[SKETCH_BANDS], y[SKETCH_BANDS];
	size_t nx = sketch_bands(a, x), ny = sketch_bands(b, y), i, k;

	for (i = 0; i < nx; i++)
		for (k = 0; k < ny; k++)
			if (x[i] == y[k])
				return true;
	return false;
}

static bool
joined(const char *x, const char *y)
{
	struct sketch a, b;

	make(&a, x);
	make(&b, y);
	ck_assert_int_eq(sketch_is_copy(&a, &b), sketch_is_copy(&b, &a));
	return shares_band(&a, &b) && sketch_is_copy(&a, &b);
}

START_TEST(a_copy_is_a_copy)
{
	ck_assert(joined(body, body));
}
END_TEST

START_TEST(other_news_is_no_copy)
{
	ck_assert(!joined(body, other));
}
END_TEST

START_TEST(a_dateline_and_a_footer_do_not_part_copies)
{
	char *s = xasprintf("NORVIK, March 3. /NVN/. %s Follow us on our "
	    "channel for more news of the coast.", body);

	ck_assert(joined(body, s));
	free(s);
}
END_TEST

START_TEST(a_text_cut_to_its_first_part_is_still_a_copy)
{
	char *s = xstrndup(body, sizeof(body) * 7 / 10);

	ck_assert(joined(body, s));
	s[sizeof(body) * 45 / 100] = '\0';
	ck_assert(joined(body, s));
	free(s);
}
END_TEST

START_TEST(case_quotes_and_dashes_do_not_part_copies)
{
	char *s = xstrdup(body), *p;

	for (p = s; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 32);
	ck_assert(joined(body, s));
	free(s);
}
END_TEST

START_TEST(a_short_item_is_a_copy_of_itself_with_a_footer)
{
	const char *s = "A fire in the old brewery of Halden was put out on "
	    "Sunday morning after six hours. Nobody was hurt, the fire "
	    "service said, and the cause is not yet known. The street stays "
	    "closed until the evening.";
	char *more = xasprintf("%s Subscribe to our channel", s);

	ck_assert(joined(s, more));
	free(more);
}
END_TEST

START_TEST(texts_too_short_to_compare_are_never_copies)
{
	struct sketch a, b;
	uint64_t bands[SKETCH_BANDS];

	make(&a, "Read more");
	make(&b, "Read more");
	ck_assert_int_eq(sketch_bands(&a, bands), 0);
	ck_assert(!sketch_is_copy(&a, &b));
	make(&a, "");
	ck_assert_int_eq(a.shingles, 0);
}
END_TEST

START_TEST(the_number_of_shingles_is_about_right)
{
	uint64_t *w = xcalloc(60000, sizeof(*w));
	struct sketch s;
	size_t i, n;

	for (i = 0; i < 60000; i++)
		w[i] = i * 2654435761u;
	for (n = 100; n <= 60000; n *= 4) {
		sketch_make(&s, w, n);
		ck_assert_msg(s.shingles > n * 0.95 && s.shingles < n * 1.05,
		    "%zu words: %u", n, s.shingles);
	}
	/* A line said over and over is one line long. */
	for (i = 0; i < 60000; i++)
		w[i] = i % 10;
	sketch_make(&s, w, 60000);
	ck_assert_uint_le(s.shingles, 11);
	free(w);
}
END_TEST

START_TEST(sketches_are_the_same_everywhere_and_for_ever)
{
	/* They are kept in the store: a change of this needs a migration. */
	struct sketch s;

	make(&s, body);
	ck_assert_uint_eq(s.shingles, 138);
	ck_assert_uint_eq(s.bin[0], 8781116);
	ck_assert_uint_eq(s.bin[63], 2262355999);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("sketch");

	UNIT_CASE(s, "sketch", a_copy_is_a_copy, other_news_is_no_copy,
	    a_dateline_and_a_footer_do_not_part_copies,
	    a_text_cut_to_its_first_part_is_still_a_copy,
	    case_quotes_and_dashes_do_not_part_copies,
	    a_short_item_is_a_copy_of_itself_with_a_footer,
	    texts_too_short_to_compare_are_never_copies,
	    the_number_of_shingles_is_about_right,
	    sketches_are_the_same_everywhere_and_for_ever);
	return unit_run(s);
}
