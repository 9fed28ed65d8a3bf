/* SPDX-License-Identifier: ISC */
/*
 * Lines among their neighbours: what opens a list of other stories, what
 * ends the article, which heading has lost its text, what was said twice.
 * Knows nothing of why an element was pruned, only that it was.
 */
#include "parse/extract/trim.h"

#include <string.h>

#include "parse/extract/byline.h"
#include "parse/extract/lines.h"
#include "parse/extract/loose.h"
#include "parse/extract/notice.h"
#include "parse/extract/section.h"
#include "parse/extract/stamp.h"
#include "parse/extract/title.h"
#include "parse/extract/words.h"

#define ECHO_MIN	40	/* bytes; shorter lines repeat by chance */
#define ECHO_SLOTS	256	/* of the last lines, by their hash */
#define END_PROSE	150	/* characters that make an article */
#define ENDS_MAX	16	/* lines that may end an article */
#define MAIN_PERCENT	50	/* of the prose, in one place */
#define GAP_MAX		4	/* dropped lines around that place */
#define SUBTITLE_NEAR	4	/* lines below the headline */
#define SUBTITLE_CHARS	160	/* a longer one begins the text */
#define REPEAT_PERCENT	60	/* of its words in the first paragraph */
#define CAPTION_CHARS	200	/* a longer line is a paragraph */
#define CREDIT_BYTES	60	/* of who made the picture */
#define LEAD_NEAR	24	/* lines between a lead and the text */

static bool
is_dropped(const struct page *p, const struct block *b)
{
	const struct node *nodes = p->tree->nodes;

	return p->marks[b->box].drop ||
	    (p->marks[nodes[b->first].parent].drop &&
	    p->marks[nodes[b->last].parent].drop);
}

static bool
is_linked(const struct block *b)
{
	return b->links * 10 > b->chars * 8;
}

/* Ends as a sentence does, whatever closes behind the stop. */
static bool
is_stopped(const struct page *p, const struct block *b)
{
	const char *s = page_text(p, b);
	size_t n = b->len;

	while (n > 0 && ((unsigned char)s[n - 1] >= 0x80 ||
	    strchr("\")'] ", s[n - 1]) != NULL)) {
		/* "…" is a stop by itself. */
		if (n >= 3 && memcmp(s + n - 3, "\xe2\x80\xa6", 3) == 0)
			return true;
		n--;
	}
	return n > 0 && strchr(".!?", s[n - 1]) != NULL;
}

/*
 * "The minister at the opening. Photo: press service": a picture's
 * caption, where no element says so.
 */
static bool
is_caption(const struct page *p, const struct block *b)
{
	static const char *const marks[] = { "Фото:", "Фото ", "Фото©",
	    "Иллюстрация:", "Photo:", "Photo by ", "Image:", "Credit:",
	    NULL };
	const char *s = page_text(p, b), *at;
	size_t i;

	if (b->chars > CAPTION_CHARS)
		return false;
	for (i = 0; marks[i] != NULL; i++) {
		at = strstr(s, marks[i]);
		if (at == NULL || at < s + 2 || at[-1] != ' ' ||
		    strchr(".)!?", at[-2]) == NULL)
			continue;
		return strlen(at) < CREDIT_BYTES;
	}
	return false;
}

/* A line that one <time>, or a date in microdata, is all of. */
static bool
is_time(const struct page *p, const struct block *b)
{
	const struct tree *t = p->tree;
	uint32_t in = t->nodes[b->first].parent;
	const char *s = tree_attr(t, in, ATTR_ITEMPROP);

	if (t->nodes[b->last].parent != in)
		return false;
	return t->nodes[in].tag == TAG_TIME ||
	    (s != NULL && strncmp(s, "date", 4) == 0);
}

static void
judge_alone(struct page *p, struct block *b)
{
	b->kind = (uint8_t)line_classify(page_text(p, b), b->len);
	b->drop = b->len == 0 || b->kind != LINE_BODY || is_dropped(p, b) ||
	    is_linked(b) || is_caption(p, b) || is_time(p, b) ||
	    section_of(page_text(p, b), b->len) == SECTION_REQUEST;
}

/* The element that most prose stands right in. */
static uint32_t
main_parent(const struct page *p, uint32_t from, uint32_t to)
{
	const struct block *b;
	uint32_t i, up, best = 0, most = 0, run = 0, last = 0;

	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->drop || !b->prose)
			continue;
		up = p->tree->nodes[b->box].parent;
		run = up == last ? run + b->chars : b->chars;
		last = up;
		if (run > most) {
			most = run;
			best = up;
		}
	}
	return best;
}

/* Other stories: lines after their heading that are not sentences. */
static void
drop_related(struct page *p, uint32_t i, uint32_t to)
{
	struct block *b = &p->blocks[i];

	b->drop = true;
	for (i++; i < to; i++) {
		b = &p->blocks[i];
		if (b->len == 0 || b->drop)
			continue;
		if (is_stopped(p, b) && b->links * 2 <= b->chars)
			return;
		b->drop = true;
	}
}

static void
drop_rest(struct page *p, uint32_t i, uint32_t to)
{
	for (; i < to; i++)
		p->blocks[i].drop = true;
}

/* Characters of kept prose, right inside the element or (0) anywhere. */
static uint32_t
prose_inside(const struct page *p, uint32_t parent, uint32_t from,
    uint32_t to)
{
	const struct block *b;
	uint32_t i, n = 0;

	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (!b->drop && b->prose && (parent == 0 ||
		    p->tree->nodes[b->box].parent == parent))
			n += b->chars;
	}
	return n;
}

/*
 * A line such as "Comments" ends the article when an article was there,
 * and hardly any text still comes in the same place: else it is a counter
 * beside the date.
 */
static bool
is_end(const struct page *p, uint32_t from, uint32_t i, uint32_t to)
{
	uint32_t parent = main_parent(p, from, i), before, after;

	before = prose_inside(p, parent, from, i);
	after = prose_inside(p, parent, i, to);
	if (before == 0 || (uint64_t)after * 10 > (uint64_t)before * 6)
		return false;
	before = prose_inside(p, 0, from, i);
	return before >= END_PROSE || before >= prose_inside(p, 0, i, to);
}

static void
cut_sections(struct page *p, uint32_t from, uint32_t to)
{
	const struct block *b;
	uint32_t i;
	int ends = 0;

	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->prose || b->len == 0)
			continue;
		switch (section_of(page_text(p, b), b->len)) {
		case SECTION_RELATED:
			drop_related(p, i, to);
			break;
		case SECTION_END:
			/* Each costs a look at all lines. */
			if (ends++ < ENDS_MAX && is_end(p, from, i, to)) {
				drop_rest(p, i, to);
				return;
			}
			p->blocks[i].drop = true;
			break;
		default:
			break;
		}
	}
}

/*
 * A heading stays when text of the article follows it, or a kept heading
 * below its rank; pictures and advertisements between them do not count.
 */
static void
drop_headings(struct page *p, uint32_t from, uint32_t to)
{
	struct block *b;
	enum tag tag, below = TAG_H1;
	bool text = false;

	while (to-- > from) {
		b = &p->blocks[to];
		tag = p->tree->nodes[b->box].tag;
		if (b->len == 0)
			continue;
		if (tag_is_heading(tag) && !b->prose) {
			if (!text && tag >= below)
				b->drop = true;
			below = b->drop ? TAG_H1 : tag;
			text = text && b->drop;
		} else if (!b->drop)
			text = true;
		else if (is_linked(b) || b->kind == LINE_RELATED)
			text = false;
	}
}

/* Whether both blocks stand in one <header>. */
static bool
share_header(const struct page *p, const struct block *a,
    const struct block *b)
{
	const struct node *nodes = p->tree->nodes;
	uint32_t i = b->box;

	while (i > 0 && nodes[i].tag != TAG_HEADER)
		i = nodes[i].parent;
	return i > 0 && i < a->box && nodes[i].end > a->box;
}

/*
 * A line under the headline that only adds to it: short, and set as a
 * heading, called a summary, or within the headline's own element.  What
 * is called a lead, or is longer, begins the text.
 */
static bool
is_subtitle(const struct page *p, uint32_t title, const struct block *b)
{
	uint32_t above = p->marks[b->box].above;

	if (b->chars > SUBTITLE_CHARS || b->links > 0)
		return false;
	if (tag_is_heading(p->tree->nodes[b->box].tag))
		return true;
	if ((above & W_LEAD) != 0)
		return false;
	return (above & W_SUB) != 0 || share_header(p, &p->blocks[title], b);
}

/*
 * Headings of the same rank further down show a first section's heading,
 * not a subtitle.
 */
static void
drop_subtitle(struct page *p, uint32_t title, uint32_t from, uint32_t to)
{
	struct block *b;
	enum tag tag;
	uint32_t i;

	if (title == NO_BLOCK)
		return;
	while (from < to && p->blocks[from].drop)
		from++;
	if (from == to || from > title + SUBTITLE_NEAR ||
	    !is_subtitle(p, title, &p->blocks[from]))
		return;
	b = &p->blocks[from];
	tag = p->tree->nodes[b->box].tag;
	for (i = from + 1; i < to && tag_is_heading(tag); i++)
		if (!p->blocks[i].drop &&
		    p->tree->nodes[p->blocks[i].box].tag == tag)
			return;
	b->drop = true;
}

/* A line that was there already: a copy for printers or phones. */
static void
drop_echoes(struct page *p, uint32_t from, uint32_t to)
{
	uint32_t seen[ECHO_SLOTS] = { 0 }, i, h;
	const struct block *old;
	struct block *b;
	const char *s;

	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->drop || b->len < ECHO_MIN)
			continue;
		h = b->len;
		for (s = page_text(p, b); *s != '\0'; s++)
			h = h * 31 + (unsigned char)*s;
		h %= ECHO_SLOTS;
		old = &p->blocks[seen[h]];
		if (seen[h] != 0 && old->len == b->len &&
		    memcmp(page_text(p, old), page_text(p, b), b->len) == 0)
			b->drop = true;
		else
			seen[h] = i;
	}
}

/* "Jane Doe — 17.01.2012 18:57", "By Jane Doe - 11/18/19 11:04 PM EST" */
static bool
is_signature(const char *s, size_t n)
{
	static const char *const joints[] = { " — ", " – ", " - ", " | ",
	    ", ", NULL };
	char iso[STAMP_MAX];
	const char *at;
	size_t i, len;

	for (i = 0; joints[i] != NULL; i++) {
		if ((at = strstr(s, joints[i])) == NULL || at - s > 80)
			continue;
		len = strlen(joints[i]);
		if (stamp_read(at + len, n - (size_t)(at - s) - len, iso) ||
		    stamp_read(s, (size_t)(at - s), iso))
			return true;
	}
	return false;
}

/* Who and when, above the text. */
static void
drop_signatures(struct page *p, uint32_t from, uint32_t to)
{
	struct block *b;
	uint32_t i;

	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->len == 0 || b->drop)
			continue;
		if (b->prose)
			return;
		if (is_signature(page_text(p, b), b->len))
			b->drop = true;
	}
}

/* Who wrote it, alone in the last line. */
static bool
is_name(struct page *p, const struct block *b)
{
	struct pool *pool;
	const char *name;
	bool is;

	if (b->words < 2 || b->words > 3 || b->stops > 0)
		return false;
	pool = pool_new();
	name = byline_people(pool, page_text(p, b), NULL);
	is = name != NULL && strlen(name) == b->len;
	pool_free(pool);
	return is;
}

/* Addresses, names and labels that are left below the last sentence. */
static void
drop_tail(struct page *p, uint32_t from, uint32_t to)
{
	struct block *b;

	while (to-- > from) {
		b = &p->blocks[to];
		if (b->len == 0 || b->drop)
			continue;
		if (b->prose && notice_is(page_text(p, b), b->len)) {
			b->drop = true;
			continue;
		}
		if (b->prose || is_stopped(p, b))
			return;
		if (b->links * 2 > b->chars || is_name(p, b) ||
		    page_text(p, b)[b->len - 1] == ':' || (b->words < 3 &&
		    strpbrk(page_text(p, b), "@/") != NULL))
			b->drop = true;
	}
}

/*
 * Most articles stand in one place.  Then what comes before or after it,
 * with other things in between, is not the article's.
 */
static void
drop_islands(struct page *p, uint32_t from, uint32_t to)
{
	uint32_t parent = main_parent(p, from, to), i, gap, all = 0;
	uint32_t first = NO_BLOCK, last = 0;
	struct block *b;

	for (i = from; i < to; i++) {
		b = &p->blocks[i];
		if (b->drop || !b->prose)
			continue;
		all += b->chars;
		if (p->tree->nodes[b->box].parent != parent)
			continue;
		first = first == NO_BLOCK ? i : first;
		last = i;
	}
	if (first == NO_BLOCK || (uint64_t)prose_inside(p, parent, from, to) *
	    100 < (uint64_t)all * MAIN_PERCENT)
		return;
	for (i = last + 1, gap = 0; i < to; i++) {
		b = &p->blocks[i];
		gap += b->len > 0 && b->drop;
		b->drop = b->drop || gap > GAP_MAX;
	}
	for (i = first, gap = 0; i-- > from; ) {
		b = &p->blocks[i];
		gap += b->len > 0 && b->drop;
		b->drop = b->drop || gap > GAP_MAX;
	}
}

/* Whether the first kept line says the lead again, more or less. */
static bool
is_repeated(const struct page *p, const struct block *lead, uint32_t from,
    uint32_t to)
{
	while (from < to && p->blocks[from].drop)
		from++;
	return from < to && loose_shared(page_text(p, lead),
	    page_text(p, &p->blocks[from])) >= REPEAT_PERCENT;
}

/* A lead in the chosen element that only says what follows. */
static void
drop_lead(struct page *p, uint32_t from, uint32_t to)
{
	struct block *b;

	while (from < to && p->blocks[from].drop)
		from++;
	if (from == to)
		return;
	b = &p->blocks[from];
	if (((p->marks[b->box].above & (W_LEAD | W_SUB)) != 0 ||
	    tag_is_heading(p->tree->nodes[b->box].tag)) &&
	    is_repeated(p, b, from + 1, to))
		b->drop = true;
}

/*
 * A lead in a box of its own: the only prose between the headline and the
 * chosen element.
 */
static void
take_lead(struct page *p, uint32_t title, uint32_t from, uint32_t to)
{
	struct block *b, *lead = NULL;
	uint32_t i;

	if (title == NO_BLOCK || from <= title || from > title + LEAD_NEAR)
		return;
	for (i = title + 1; i < from; i++) {
		b = &p->blocks[i];
		if (!b->prose || b->weight <= 0 || b->links > 0 ||
		    (!is_stopped(p, b) &&
		    (p->marks[b->box].above & W_LEAD) == 0) ||
		    (!tag_is_heading(p->tree->nodes[b->box].tag) &&
		    (p->marks[b->box].above & W_CAPTION) != 0))
			continue;
		if (lead != NULL)
			return;
		lead = b;
	}
	if (lead == NULL || line_classify(page_text(p, lead), lead->len) !=
	    LINE_BODY || is_subtitle(p, title, lead) ||
	    is_repeated(p, lead, from, to))
		return;
	lead->drop = false;
}

void
trim_blocks(struct page *p, uint32_t root, uint32_t title)
{
	uint32_t i, from, to;

	for (i = 0; i < p->nblocks; i++)
		p->blocks[i].drop = true;
	page_blocks_in(p, root, &from, &to);
	if (title != NO_BLOCK && from <= title && title < to)
		from = title + 1;
	for (i = from; i < to; i++)
		judge_alone(p, &p->blocks[i]);
	cut_sections(p, from, to);
	drop_islands(p, from, to);
	drop_headings(p, from, to);
	drop_signatures(p, from, to);
	drop_subtitle(p, title, from, to);
	drop_tail(p, from, to);
	drop_lead(p, from, to);
	take_lead(p, title, from, to);
	drop_echoes(p, title != NO_BLOCK && title < from ? title : from, to);
}
