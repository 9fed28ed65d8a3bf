/* SPDX-License-Identifier: ISC */
/*
 * The schema and its history.  A step that was released is never edited
 * again; a change is a new step at the end of the table.
 *
 * Keys (url, guid, face, words, content) are hashes made by identity.h.  Blobs
 * are the pipe form of the shared structs, see rows.h for their version.
 */
#include "store/schema.h"

#include <stdlib.h>

#include "base/xalloc.h"

static const char feeds_sql[] =
"CREATE TABLE feed ("
"	id INTEGER PRIMARY KEY,"
"	name TEXT NOT NULL UNIQUE,"
"	url TEXT,"			/* NULL: no state was put yet */
"	moved_to TEXT, title TEXT, format TEXT, etag TEXT,"
"	last_modified TEXT, error TEXT,"
"	status INTEGER NOT NULL DEFAULT 0,"
"	http_status INTEGER NOT NULL DEFAULT 0,"
"	next_due INTEGER NOT NULL DEFAULT 0,"
"	last_poll INTEGER NOT NULL DEFAULT 0,"
"	last_ok INTEGER NOT NULL DEFAULT 0,"
"	last_new INTEGER NOT NULL DEFAULT 0,"
"	failing_since INTEGER NOT NULL DEFAULT 0,"
"	interval INTEGER NOT NULL DEFAULT 0,"
"	not_before INTEGER NOT NULL DEFAULT 0,"
"	failures INTEGER NOT NULL DEFAULT 0,"
"	polls INTEGER NOT NULL DEFAULT 0,"
"	items INTEGER NOT NULL DEFAULT 0,"
"	listed INTEGER NOT NULL DEFAULT 0"	/* when it last gave items */
") STRICT;"
/* Keys that a feed gives to items that are not the same. */
"CREATE TABLE shared ("
"	feed INTEGER NOT NULL REFERENCES feed(id),"
"	key INTEGER NOT NULL,"
"	last_seen INTEGER NOT NULL,"
"	PRIMARY KEY (feed, key)"
") STRICT, WITHOUT ROWID;"
"CREATE TABLE quarantine ("
"	id INTEGER PRIMARY KEY,"
"	at INTEGER NOT NULL,"
"	feed TEXT NOT NULL,"
"	url TEXT, reason TEXT,"
"	data BLOB NOT NULL"
") STRICT;";

/*
 * An item whose feed still carries it outlives its body as a bare row
 * without a story: enough to know it again.
 */
static const char items_sql[] =
"CREATE TABLE story ("
"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
"	key BLOB NOT NULL,"
"	made INTEGER NOT NULL"
") STRICT;"
"CREATE TABLE item ("
"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
"	feed INTEGER NOT NULL REFERENCES feed(id),"
"	story INTEGER REFERENCES story(id),"
"	seen INTEGER NOT NULL,"
"	last_seen INTEGER NOT NULL,"
"	published INTEGER,"
"	url INTEGER, guid INTEGER,"
"	face INTEGER NOT NULL, words INTEGER NOT NULL,"
"	content INTEGER"
") STRICT;"
"CREATE INDEX item_url ON item(url) WHERE url IS NOT NULL;"
"CREATE INDEX item_guid ON item(guid) WHERE guid IS NOT NULL;"
"CREATE INDEX item_words ON item(words, feed);"
"CREATE INDEX item_content ON item(content) WHERE content IS NOT NULL;"
"CREATE INDEX item_story ON item(story) WHERE story IS NOT NULL;"
"CREATE INDEX item_seen ON item(seen);"
"CREATE TABLE body ("
"	item INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,"
"	version INTEGER NOT NULL,"
"	data BLOB NOT NULL,"
"	article BLOB"
") STRICT;"
/* Further addresses: posts of an album, links before they changed. */
"CREATE TABLE alias ("
"	key INTEGER NOT NULL,"
"	item INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,"
"	PRIMARY KEY (key, item)"
") STRICT, WITHOUT ROWID;"
"CREATE INDEX alias_item ON alias(item);"
/* Other feeds that carry an item. */
"CREATE TABLE sighting ("
"	item INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,"
"	feed INTEGER NOT NULL REFERENCES feed(id),"
"	seen INTEGER NOT NULL,"
"	last_seen INTEGER NOT NULL,"
"	PRIMARY KEY (item, feed)"
") STRICT, WITHOUT ROWID;"
"CREATE TABLE sketch ("
"	item INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,"
"	data BLOB NOT NULL"
") STRICT;"
/* The newest item of each band of a sketch. */
"CREATE TABLE band ("
"	key INTEGER PRIMARY KEY,"
"	item INTEGER NOT NULL"
") STRICT;"
/* Full text in parts: fts_FIRST has the items from FIRST on. */
"CREATE TABLE part ("
"	first INTEGER PRIMARY KEY,"
"	made INTEGER NOT NULL"
") STRICT;";

static const char alerts_sql[] =
"CREATE TABLE hit ("
"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
"	item INTEGER NOT NULL REFERENCES item(id),"
"	story INTEGER NOT NULL REFERENCES story(id),"
"	feed INTEGER NOT NULL REFERENCES feed(id),"
"	at INTEGER NOT NULL,"
"	watch TEXT NOT NULL,"
"	version INTEGER NOT NULL,"
"	data BLOB NOT NULL,"
"	UNIQUE (item, watch)"
") STRICT;"
"CREATE INDEX hit_story ON hit(story);"
"CREATE INDEX hit_watch ON hit(watch);"
"CREATE INDEX hit_feed ON hit(feed);"
"CREATE INDEX hit_at ON hit(at);"
"CREATE TABLE outbox ("
"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
"	msg TEXT NOT NULL UNIQUE,"
"	watch TEXT NOT NULL,"
"	story INTEGER NOT NULL REFERENCES story(id),"
"	sink TEXT NOT NULL,"
"	follow_up INTEGER NOT NULL,"
"	attempts INTEGER NOT NULL DEFAULT 0,"
"	created INTEGER NOT NULL,"
"	due INTEGER NOT NULL,"
"	state INTEGER NOT NULL,"
"	error TEXT"
") STRICT;"
"CREATE INDEX outbox_due ON outbox(state, due);"
"CREATE INDEX outbox_story ON outbox(story);"
"CREATE TABLE outbox_hit ("
"	outbox INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,"
"	hit INTEGER NOT NULL REFERENCES hit(id),"
"	PRIMARY KEY (outbox, hit)"
") STRICT, WITHOUT ROWID;"
"CREATE INDEX outbox_hit_hit ON outbox_hit(hit);"
/* Who was told of a story, and when last. */
"CREATE TABLE alerted ("
"	story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,"
"	watch TEXT NOT NULL,"
"	sink TEXT NOT NULL,"
"	last INTEGER NOT NULL,"
"	PRIMARY KEY (story, watch, sink)"
") STRICT, WITHOUT ROWID;"
"CREATE TABLE delivered ("
"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
"	msg TEXT NOT NULL,"
"	watch TEXT NOT NULL,"
"	story INTEGER NOT NULL,"
"	sink TEXT NOT NULL,"
"	at INTEGER NOT NULL"
") STRICT;"
"CREATE TABLE silence ("
"	watch TEXT PRIMARY KEY,"
"	until INTEGER NOT NULL"
") STRICT, WITHOUT ROWID;";

/* What a feed asks for binds also after a poll that brought no body. */
static const char wishes_sql[] =
"ALTER TABLE feed ADD COLUMN ttl INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE feed ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE feed ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;";

/* Alerts that speak of a feed and not of hits; "told" is the beginning of
 * the spell of failures that was last spoken of. */
static const char notices_sql[] =
"ALTER TABLE feed ADD COLUMN told INTEGER NOT NULL DEFAULT 0;"
"CREATE TABLE notice ("
"	outbox INTEGER PRIMARY KEY REFERENCES outbox(id) ON DELETE CASCADE,"
"	feed TEXT NOT NULL,"
"	url TEXT, headline TEXT, reason TEXT,"
"	since INTEGER NOT NULL"
") STRICT;";

/* A body that is as it was need not be read again. */
static const char hashes_sql[] =
"ALTER TABLE feed ADD COLUMN body_hash INTEGER;"
"ALTER TABLE feed ADD COLUMN items_hash INTEGER;";

static const struct migration steps[] = {
	{ { feeds_sql, items_sql, alerts_sql } },	/* 1 */
	{ { wishes_sql } },				/* 2 */
	{ { notices_sql } },				/* 3 */
	{ { hashes_sql } },				/* 4 */
};

#define NSTEPS	(sizeof(steps) / sizeof(steps[0]))

const struct migration *
schema_steps(size_t *n)
{
	*n = NSTEPS;
	return steps;
}

static int
version_of(struct db *db, int64_t *version, char **cause)
{
	if (db_value(db, version, "PRAGMA user_version", "") == 1)
		return 0;
	*cause = xasprintf("cannot read the database: %s", db_error(db));
	return -1;
}

static int
step(struct db *db, const struct migration *m, size_t version)
{
	char *set;
	size_t i;
	int rc = 0;

	for (i = 0; m->sql[i] != NULL && rc == 0; i++)
		rc = db_exec(db, m->sql[i]);
	if (rc == -1)
		return -1;
	/* A pragma takes no bound values. */
	set = xasprintf("PRAGMA user_version = %zu", version);
	rc = db_exec(db, set);
	free(set);
	return rc;
}

static char *
too_new(int64_t version, size_t known)
{
	return xasprintf("the database has schema version %lld, this program "
	    "knows %zu: it was written by a newer newswatch",
	    (long long)version, known);
}

int
schema_migrate(struct db *db, const struct migration *m, size_t n,
    char **cause)
{
	int64_t version;
	size_t i;

	if (version_of(db, &version, cause) == -1)
		return -1;
	if (version < 0 || (uint64_t)version > n) {
		*cause = too_new(version, n);
		return -1;
	}
	if ((size_t)version == n)
		return 0;
	if (db_exec(db, "BEGIN IMMEDIATE") == -1)
		goto fail;
	for (i = (size_t)version; i < n; i++)
		if (step(db, &m[i], i + 1) == -1)
			goto fail;
	if (db_exec(db, "COMMIT") == 0)
		return 0;
fail:
	*cause = xasprintf("cannot migrate the database: %s", db_error(db));
	db_exec(db, "ROLLBACK");
	return -1;
}

int
schema_check(struct db *db, char **cause)
{
	int64_t version;

	if (version_of(db, &version, cause) == -1)
		return -1;
	if (version == (int64_t)NSTEPS)
		return 0;
	*cause = version > (int64_t)NSTEPS ? too_new(version, NSTEPS) :
	    xasprintf("the database has schema version %lld, not yet %zu: "
	    "newswatchd migrates it when it starts", (long long)version,
	    NSTEPS);
	return -1;
}
