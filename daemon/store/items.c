/* SPDX-License-Identifier: ISC */
/*
 * Items in and out: what a batch holds that is new, and the rows of one
 * item.  Which stored item it is, identify.c says; which story it
 * belongs to, stories.c; what is to be told of it, hits.c.
 */
#include "store/items.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "store/rows.h"

#define CONTENT_MIN	32	/* bytes of words that make a story alone */

/* --- check -------------------------------------------------------------- */

static int
old_text(struct store *st, struct item_check *c)
{
	struct stored_item *si = NULL;
	sqlite3_stmt *q;
	int rc;

	if ((q = db_query(st->db, "SELECT " ITEM_COLS " FROM item i "
	    "JOIN feed f ON f.id = i.feed JOIN body b ON b.item = i.id "
	    "WHERE i.id = ?", "i", c->row)) == NULL)
		return -1;
	if ((rc = db_next(q)) != 1)
		return rc;
	if ((si = rows_item(q)) != NULL) {
		const struct article *a = si->article;
		const char *headline = a != NULL ? a->headline :
		    si->item->title;
		const char *text = a != NULL ? a->text : si->item->content;

		c->old_headline = xstrdup_opt(headline);
		c->old_text = xstrdup_opt(text);
		stored_item_free(si);
	}
	db_done(q);
	return 0;
}

static int
check_one(struct store *st, const struct identity *id, int64_t feed,
    struct item_check *c)
{
	struct known k;

	c->news = ITEM_KNOWN;
	if (id->repeat)
		return 0;
	if (identify(st, id, feed, &c->news, &k) == -1)
		return -1;
	if (c->news == ITEM_NEW)
		return 0;
	c->row = k.row;
	if (c->news == ITEM_ELSEWHERE) {
		c->differs = k.differs;
		return 0;
	}
	if (identify_touch(st, id, &k, feed) == -1)
		return -1;
	return c->news == ITEM_EDITED ? old_text(st, c) : 0;
}

static int
check_all(struct store *st, int64_t feed, struct identity *ids, size_t n,
    struct item_check *checks)
{
	size_t i;

	if (identify_batch(st, ids, n, feed) == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (check_one(st, &ids[i], feed, &checks[i]) == -1)
			return -1;
	return feeds_listed(st, feed);
}

int
items_check(struct store *st, const char *name, struct item *const *items,
    size_t n, struct item_check *checks)
{
	struct identity *ids;
	struct pool *pool;
	int64_t feed;
	size_t i;
	int rc;

	if ((feed = feeds_row(st, name)) == -1)
		return -1;
	pool = pool_new();
	ids = xcalloc(n > 0 ? n : 1, sizeof(*ids));
	for (i = 0; i < n; i++)
		identity_init(&ids[i], items[i], pool);
	rc = check_all(st, feed, ids, n, checks);
	free(ids);
	pool_free(pool);
	return rc;
}

/* --- put ---------------------------------------------------------------- */

static uint64_t
content_key(const struct candidate *c)
{
	const struct article *a = c->entry->article;
	size_t n = c->id.nwords;
	uint64_t key = c->id.words;

	if (a != NULL && a->text != NULL)
		key = identity_text(a->headline, a->text, &n);
	return n >= CONTENT_MIN ? key : 0;
}

static int
put_body(struct store *st, const struct candidate *c)
{
	struct buf item, article;
	int rc = -1;

	buf_init(&item, ROWS_BLOB_MAX);
	buf_init(&article, ROWS_BLOB_MAX);
	if (item_pack(c->entry->item, &item) == 0 &&
	    (c->entry->article == NULL ||
	    article_pack(c->entry->article, &article) == 0))
		rc = db_run(st->db, "INSERT OR REPLACE INTO body (item, "
		    "version, data, article) VALUES (?, ?, ?, ?)", "iibb",
		    c->row, (int64_t)ROWS_VERSION, item.data, item.len,
		    article.data, article.len);
	buf_clear(&item);
	buf_clear(&article);
	return rc;
}

static int
put_album(struct store *st, const struct candidate *c)
{
	size_t i;

	for (i = 0; i < c->id.nalbum; i++)
		if (identify_alias(st, c->id.album[i], c->row) == -1)
			return -1;
	return 0;
}

/* What hangs on the row, new or not. */
static int
put_rest(struct store *st, struct candidate *c, bool fresh,
    struct store_stored *stored)
{
	if (put_body(st, c) == -1 || put_album(st, c) == -1 ||
	    stories_sketch(st, c) == -1)
		return -1;
	fulltext_add(st, c->row, fresh, c->entry->index_text);
	return hits_put(st, c, stored);
}

/* A date of none is NULL. */
static sqlite3_stmt *
bind_published(sqlite3_stmt *q, int n, int64_t published)
{
	if (q != NULL && published == ITEM_NO_TIME)
		sqlite3_bind_null(q, n);
	return q;
}

static int
insert(struct store *st, struct candidate *c, int64_t near,
    struct store_stored *stored)
{
	const struct identity *id = &c->id;
	sqlite3_stmt *q;

	if (stories_join(st, c, near) == -1)
		return -1;
	q = db_query(st->db, "INSERT INTO item (feed, story, seen, last_seen, "
	    "published, url, guid, face, words, content) "
	    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiikkiik", c->feed,
	    c->story, c->now, c->now, id->published, id->url, id->guid,
	    (int64_t)id->face, (int64_t)id->words, c->content);
	if (bind_published(q, 5, id->published) == NULL || db_next(q) == -1)
		return -1;
	c->row = sqlite3_last_insert_rowid(db_raw(st->db));
	stored->items++;
	return put_rest(st, c, true, stored);
}

static int
update(struct store *st, struct candidate *c, const struct known *k,
    struct store_stored *stored)
{
	const struct identity *id = &c->id;
	sqlite3_stmt *q;

	c->row = k->row;
	c->story = k->story;
	if (identify_touch(st, id, k, c->feed) == -1)
		return -1;
	if (c->story == 0 && stories_join(st, c, 0) == -1)
		return -1;
	/* One that had been forgotten is seen for the first time again. */
	q = db_query(st->db, "UPDATE item SET story = ?, last_seen = ?, "
	    "published = ?, face = ?, words = ?, content = ?, "
	    "seen = max(seen, ?) WHERE id = ?", "iiiiikii", c->story, c->now,
	    id->published, (int64_t)id->face, (int64_t)id->words, c->content,
	    k->story == 0 ? c->now : 0, c->row);
	if (bind_published(q, 3, id->published) == NULL || db_next(q) == -1)
		return -1;
	return put_rest(st, c, false, stored);
}

/*
 * Between check and put another result may have brought the same item,
 * so what it is gets decided here, not by what the check said.
 */
static int
put(struct store *st, struct candidate *c, struct store_stored *stored)
{
	enum item_news news;
	struct known k;

	if (identify_settle(st, &c->id, c->feed) == -1 ||
	    identify(st, &c->id, c->feed, &news, &k) == -1)
		return -1;
	if (c->entry->news == ITEM_ELSEWHERE && news != ITEM_ELSEWHERE)
		return 0;
	if (news == ITEM_ELSEWHERE &&
	    (c->entry->news == ITEM_ELSEWHERE || !k.differs))
		return identify_sighting(st, k.row, c->feed);
	if (news == ITEM_KNOWN)
		return identify_touch(st, &c->id, &k, c->feed);
	c->content = content_key(c);
	if (news == ITEM_EDITED)
		return update(st, c, &k, stored);
	return insert(st, c, news == ITEM_ELSEWHERE ? k.story : 0, stored);
}

int
items_put(struct store *st, int64_t feed, struct store_entry *e,
    struct store_stored *stored)
{
	struct candidate c = {
		.entry = e, .feed = feed, .now = clock_now(st->clock)
	};
	struct pool *pool = pool_new();
	int rc;

	identity_init(&c.id, e->item, pool);
	rc = put(st, &c, stored);
	pool_free(pool);
	return rc;
}
