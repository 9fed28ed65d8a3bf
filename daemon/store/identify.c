/* SPDX-License-Identifier: ISC */
/*
 * Which stored item is this one?  The keys come from identity.h; here is
 * the order in which they are believed, and what is done when an item is
 * seen again.
 *
 * Believing too much loses an item (it is taken for another one), too
 * little stores it twice; a second copy joins the story of the first and
 * alerts nobody.  So in doubt an item is new.
 */
#include "store/items.h"

#include <string.h>

#define TEXT_ENOUGH	200	/* bytes of words that are no coincidence */
#define ALIAS_MAX	40	/* further addresses of an item */
#define SAME_MAX	16	/* items of one key that are looked at */

/* --- settling ----------------------------------------------------------- */

static int
is_shared(struct store *st, uint64_t key, int64_t feed, bool *shared)
{
	int64_t one;
	int rc;

	if (key == 0 || *shared)
		return 0;
	rc = db_value(st->db, &one, "SELECT 1 FROM shared WHERE feed = ? "
	    "AND key = ?", "ik", feed, key);
	*shared = rc == 1;
	return rc == -1 ? -1 : 0;
}

int
identify_settle(struct store *st, struct identity *id, int64_t feed)
{
	if ((!id->post && is_shared(st, id->url, feed,
	    &id->url_shared) == -1) ||
	    is_shared(st, id->guid, feed, &id->guid_shared) == -1)
		return -1;
	identity_settle(id);
	/* "1", "2", … are guids of many feeds. */
	id->guid = identity_mix(id->guid, (uint64_t)feed);
	return 0;
}

/* A batch of one item shows nothing, so what one showed is remembered. */
static int
keep_shared(struct store *st, uint64_t key, int64_t feed)
{
	int64_t now = clock_now(st->clock);

	return db_run(st->db, "INSERT INTO shared (feed, key, last_seen) "
	    "VALUES (?1, ?2, ?3) ON CONFLICT (feed, key) DO UPDATE "
	    "SET last_seen = ?3 WHERE last_seen < ?4", "ikii", feed, key, now,
	    now - SEEN_EVERY);
}

int
identify_batch(struct store *st, struct identity *ids, size_t n, int64_t feed)
{
	size_t i;

	identity_mark_shared(ids, n);
	for (i = 0; i < n; i++) {
		if (ids[i].url_shared &&
		    keep_shared(st, ids[i].url, feed) == -1)
			return -1;
		if (ids[i].guid_shared &&
		    keep_shared(st, ids[i].guid, feed) == -1)
			return -1;
		if (identify_settle(st, &ids[i], feed) == -1)
			return -1;
	}
	identity_mark_repeats(ids, n);
	return 0;
}

/* --- finding ------------------------------------------------------------ */

#define KNOWN_COLS							\
	"i.id, i.feed, i.story, i.url, i.guid, i.face, i.words, "	\
	"i.published, i.last_seen"

static void
known_read(struct known *k, sqlite3_stmt *q)
{
	memset(k, 0, sizeof(*k));
	k->row = sqlite3_column_int64(q, 0);
	k->feed = sqlite3_column_int64(q, 1);
	k->story = sqlite3_column_int64(q, 2);
	k->url = db_key(q, 3);
	k->guid = db_key(q, 4);
	k->face = db_key(q, 5);
	k->words = db_key(q, 6);
	k->published = sqlite3_column_type(q, 7) == SQLITE_NULL ?
	    ITEM_NO_TIME : sqlite3_column_int64(q, 7);
	k->last_seen = sqlite3_column_int64(q, 8);
}

static bool
same_address(const struct identity *id, const struct known *k)
{
	return true;
}

/* Some feeds give one guid to whatever item they carry just now. */
static bool
same_guid(const struct identity *id, const struct known *k)
{
	return id->url == 0 || k->url == 0 || id->url == k->url ||
	    id->face == k->face;
}

/* A site that moved gives all its items new links and guids; a bulletin
 * that repeats its words has only another date. */
static bool
same_words(const struct identity *id, const struct known *k)
{
	if (id->made)
		return true;
	if (id->published != ITEM_NO_TIME && k->published != ITEM_NO_TIME)
		return id->published == k->published;
	return id->nwords >= TEXT_ENOUGH;
}

/* ?1 is the key, ?2 the feed. */
static const struct rule {
	size_t		 key;
	bool		(*same)(const struct identity *, const struct known *);
	const char	*sql;
} rules[] = {
	{ offsetof(struct identity, url), same_address,
	    "SELECT " KNOWN_COLS " FROM item i WHERE i.url = ?1 "
	    "AND i.feed = ?2 UNION ALL SELECT " KNOWN_COLS " FROM alias a "
	    "JOIN item i ON i.id = a.item WHERE a.key = ?1 AND i.feed = ?2 "
	    "LIMIT ?3" },
	{ offsetof(struct identity, guid), same_guid,
	    "SELECT " KNOWN_COLS " FROM item i WHERE i.guid = ?1 "
	    "AND i.feed = ?2 ORDER BY i.id DESC LIMIT ?3" },
	{ offsetof(struct identity, words), same_words,
	    "SELECT " KNOWN_COLS " FROM item i WHERE i.words = ?1 "
	    "AND i.feed = ?2 ORDER BY i.id DESC LIMIT ?3" }
};

/* 1 and *k, 0 when the rule finds none, -1. */
static int
apply(struct store *st, const struct rule *rule, const struct identity *id,
    int64_t feed, struct known *k)
{
	uint64_t key;
	sqlite3_stmt *q;
	int rc;

	memcpy(&key, (const char *)id + rule->key, sizeof(key));
	if (key == 0)
		return 0;
	if ((q = db_query(st->db, rule->sql, "kii", key, feed,
	    (int64_t)SAME_MAX)) == NULL)
		return -1;
	while ((rc = db_next(q)) == 1) {
		known_read(k, q);
		if (rule->same(id, k)) {
			db_done(q);
			return 1;
		}
	}
	return rc;
}

static int
find_elsewhere(struct store *st, const struct identity *id, struct known *k)
{
	sqlite3_stmt *q;
	int rc;

	if (id->url == 0)
		return 0;
	if ((q = db_query(st->db, "SELECT " KNOWN_COLS " FROM item i "
	    "WHERE i.url = ?1 UNION ALL SELECT " KNOWN_COLS " FROM alias a "
	    "JOIN item i ON i.id = a.item WHERE a.key = ?1 LIMIT 1", "k",
	    id->url)) == NULL)
		return -1;
	if ((rc = db_next(q)) != 1)
		return rc;
	known_read(k, q);
	db_done(q);
	return 1;
}

/* The item of another feed: was it sighted in this one before? */
static int
judge_elsewhere(struct store *st, const struct identity *id, int64_t feed,
    enum item_news *news, struct known *k)
{
	int64_t seen;
	int rc;

	rc = db_value(st->db, &seen, "SELECT last_seen FROM sighting "
	    "WHERE item = ? AND feed = ?", "ii", k->row, feed);
	if (rc == -1)
		return -1;
	*news = rc == 1 ? ITEM_KNOWN : ITEM_ELSEWHERE;
	if (rc == 1)
		k->last_seen = seen;
	k->differs = !id->post && k->words != id->words;
	return 0;
}

int
identify(struct store *st, const struct identity *id, int64_t feed,
    enum item_news *news, struct known *k)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < sizeof(rules) / sizeof(rules[0]); i++)
		rc = apply(st, &rules[i], id, feed, k);
	if (rc == -1)
		return -1;
	if (rc == 1) {
		*news = k->words == id->words ? ITEM_KNOWN : ITEM_EDITED;
		return 0;
	}
	if ((rc = find_elsewhere(st, id, k)) == 1)
		return judge_elsewhere(st, id, feed, news, k);
	*news = ITEM_NEW;
	return rc;
}

/* --- seen again --------------------------------------------------------- */

int
identify_alias(struct store *st, uint64_t key, int64_t row)
{
	if (key == 0)
		return 0;
	return db_run(st->db, "INSERT OR IGNORE INTO alias (key, item) "
	    "SELECT ?1, ?2 WHERE (SELECT count(*) FROM alias "
	    "WHERE item = ?2) < ?3", "kii", key, row, (int64_t)ALIAS_MAX);
}

int
identify_sighting(struct store *st, int64_t row, int64_t feed)
{
	int64_t now = clock_now(st->clock);

	return db_run(st->db, "INSERT INTO sighting (item, feed, seen, "
	    "last_seen) VALUES (?1, ?2, ?3, ?3) ON CONFLICT (item, feed) "
	    "DO UPDATE SET last_seen = ?3", "iii", row, feed, now);
}

/* The newest keys stand in the row; an older address stays an alias, for
 * feeds that go on using it. */
int
identify_touch(struct store *st, const struct identity *id,
    const struct known *k, int64_t feed)
{
	int64_t now = clock_now(st->clock);
	bool own = k->feed == feed;
	bool moved = own && ((id->url != 0 && id->url != k->url) ||
	    (id->guid != 0 && id->guid != k->guid));

	if (!moved && k->last_seen > now - SEEN_EVERY)
		return 0;
	if (!own)
		return identify_sighting(st, k->row, feed);
	if (id->url != 0 && id->url != k->url &&
	    identify_alias(st, k->url, k->row) == -1)
		return -1;
	return db_run(st->db, "UPDATE item SET last_seen = ?1, "
	    "url = ifnull(?2, url), guid = ifnull(?3, guid) WHERE id = ?4",
	    "ikki", now, id->url, id->guid, k->row);
}
