/* SPDX-License-Identifier: ISC */
/*
 * The writer: one open transaction that requests are executed into, and
 * the answers that wait for its commit.  A timer, store_flush() or a full
 * batch ends it.  What the requests do with the tables is in the files
 * beside this one; only this one knows of transactions and callbacks.
 *
 *	request -> writer_do() -> waiting -> writer_commit() -> ready
 *		-> answer() -> callback
 */
#include "store/writer.h"

#include <assert.h>
#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "store/items.h"
#include "store/rows.h"
#include "store/schema.h"

#define BATCH_MAX	1000		/* results of a commit */
#define BATCH_BYTES	(32u << 20)	/* of text that waits for it */
#define RETRY_MS	5000		/* after a commit that failed */

struct reply {
	struct reply		*next;
	bool			 ok;
	store_stored_cb		 on_stored;	/* one of the two is set */
	store_checked_cb	 on_checked;
	void			*arg;
	struct store_stored	 stored;
	struct item_check	*checks;
	size_t			 nchecks;
};

/* --- answers ------------------------------------------------------------ */

static void
list_init(struct reply_list *l)
{
	l->first = NULL;
	l->last = &l->first;
}

static void
list_add(struct reply_list *l, struct reply *r)
{
	r->next = NULL;
	*l->last = r;
	l->last = &r->next;
}

static void
list_move(struct reply_list *to, struct reply_list *from)
{
	if (from->first == NULL)
		return;
	*to->last = from->first;
	to->last = from->last;
	list_init(from);
}

static void
reply_call(struct reply *r)
{
	if (r->on_stored != NULL)
		r->on_stored(r->ok, &r->stored, r->arg);
	else if (r->on_checked != NULL)
		r->on_checked(r->checks, r->nchecks, r->arg);
	free(r);
}

/* Only what is ready now: callbacks may ask for more. */
static void
answer(struct store *st)
{
	struct reply_list now;
	struct reply *r;

	if (st->answering)
		return;
	st->answering = true;
	list_init(&now);
	list_move(&now, &st->ready);
	while ((r = now.first) != NULL) {
		now.first = r->next;
		reply_call(r);
	}
	st->answering = false;
}

static void
schedule(struct event *ev, int64_t ms)
{
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	if (ev != NULL && !evtimer_pending(ev, NULL))
		evtimer_add(ev, &tv);
}

/* --- the transaction ---------------------------------------------------- */

void
writer_wake(struct store *st)
{
	schedule(st->commit_ev, st->failing ? RETRY_MS : STORE_COMMIT_MS);
}

static int
begin(struct store *st)
{
	if (!st->begun && db_run(st->db, "BEGIN IMMEDIATE", "") == -1)
		return -1;
	st->begun = true;
	writer_wake(st);
	return 0;
}

/* Nothing that was done since the last commit is there any more. */
static void
lose(struct store *st)
{
	struct reply *r;

	if (!sqlite3_get_autocommit(db_raw(st->db)))
		db_exec(st->db, "ROLLBACK");
	st->begun = false;
	fulltext_forget(st, 0);
	for (r = st->waiting.first; r != NULL; r = r->next) {
		r->ok = false;
		memset(&r->stored, 0, sizeof(r->stored));
	}
}

/*
 * A full disk makes SQLite give up the whole transaction by itself, and
 * with it what others have in it.
 */
static void
undo(struct store *st, size_t njobs)
{
	if (!sqlite3_get_autocommit(db_raw(st->db)) &&
	    db_run(st->db, "ROLLBACK TO request", "") == 0 &&
	    db_run(st->db, "RELEASE request", "") == 0)
		fulltext_forget(st, njobs);
	else
		lose(st);
}

int
writer_do(struct store *st, int (*write)(struct store *, void *), void *arg)
{
	size_t njobs = st->njobs;

	if (begin(st) == -1)
		return -1;
	if (db_run(st->db, "SAVEPOINT request", "") == -1) {
		lose(st);
		return -1;
	}
	if (write(st, arg) == 0 && db_run(st->db, "RELEASE request", "") == 0)
		return 0;
	if (!st->failing)
		log_warn("store: %s", db_error(st->db));
	undo(st, njobs);
	return -1;
}

static int
commit(struct store *st)
{
	if (st->nverdicts > 0 && begin(st) == -1)
		return -1;
	if (!st->begun)
		return 0;
	if (outbox_write_verdicts(st) == -1 || fulltext_write(st) == -1 ||
	    db_run(st->db, "COMMIT", "") == -1)
		return -1;
	st->begun = false;
	outbox_forget_verdicts(st);
	fulltext_forget(st, 0);
	return 0;
}

int
writer_commit(struct store *st)
{
	bool idle = !st->begun && st->nverdicts == 0;
	int rc = commit(st);

	if (st->commit_ev != NULL)
		evtimer_del(st->commit_ev);
	if (rc == -1) {
		/* Said once, not ten times a second while a disk is full. */
		if (!st->failing)
			log_error("store: cannot commit: %s",
			    db_error(st->db));
		lose(st);
	} else if (st->failing && !idle)
		log_info("store: commits again");
	if (!idle)
		st->failing = rc == -1;
	if (st->nverdicts > 0)
		writer_wake(st);
	list_move(&st->ready, &st->waiting);
	st->nwaiting = 0;
	if (st->ready.first != NULL)
		schedule(st->answer_ev, 0);
	return rc;
}

void
store_flush(struct store *st)
{
	writer_commit(st);
	answer(st);
}

static void
on_commit(int fd, short what, void *arg)
{
	store_flush(arg);
}

static void
on_answer(int fd, short what, void *arg)
{
	answer(arg);
}

/* --- requests ----------------------------------------------------------- */

void
item_checks_free(struct item_check *checks, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(checks[i].old_headline);
		free(checks[i].old_text);
	}
	free(checks);
}

struct check_job {
	const char		*feed;
	struct item *const	*items;
	size_t			 n;
	struct item_check	*checks;
};

static int
check_write(struct store *st, void *arg)
{
	struct check_job *job = arg;

	return items_check(st, job->feed, job->items, job->n, job->checks);
}

void
store_check_items(struct store *st, const char *feed,
    struct item *const *items, size_t n, store_checked_cb cb, void *arg)
{
	struct reply *r = xcalloc(1, sizeof(*r));
	struct check_job job = { feed, items, n, NULL };
	size_t i;

	r->on_checked = cb;
	r->arg = arg;
	r->nchecks = n;
	r->checks = job.checks = xcalloc(n > 0 ? n : 1, sizeof(*r->checks));
	/* Whoever puts them is told then that the database fails. */
	if (writer_do(st, check_write, &job) == -1)
		for (i = 0; i < n; i++)
			job.checks[i].news = ITEM_NEW;
	list_add(&st->ready, r);
	schedule(st->answer_ev, 0);
}

static void
entry_clear(struct store_entry *e)
{
	size_t i;

	item_free(e->item);
	article_free(e->article);
	free(e->index_text);
	free(e->sketch);
	for (i = 0; i < e->nroutes; i++)
		hit_free(e->routes[i].hit);
	free(e->routes);
}

static void
result_clear(struct store_result *r)
{
	size_t i;

	for (i = 0; i < r->nentries; i++)
		entry_clear(&r->entries[i]);
	free(r->entries);
	feed_state_free(r->feed);
	memset(r, 0, sizeof(*r));
}

struct put_job {
	struct store_result	*result;
	struct store_stored	*stored;
};

static int
put_write(struct store *st, void *arg)
{
	struct put_job *job = arg;
	struct store_result *r = job->result;
	int64_t feed;
	size_t i;

	if (feeds_put(st, r->feed) == -1 ||
	    (feed = feeds_row(st, r->feed->name)) == -1)
		return -1;
	for (i = 0; i < r->nentries; i++)
		if (items_put(st, feed, &r->entries[i], job->stored) == -1)
			return -1;
	return 0;
}

void
store_put_result(struct store *st, struct store_result *result,
    store_stored_cb cb, void *arg)
{
	struct reply *r = xcalloc(1, sizeof(*r));
	struct put_job job = { result, &r->stored };

	r->on_stored = cb;
	r->arg = arg;
	r->ok = writer_do(st, put_write, &job) == 0;
	if (!r->ok)
		memset(&r->stored, 0, sizeof(r->stored));
	result_clear(result);
	list_add(&st->waiting, r);
	writer_wake(st);
	if (++st->nwaiting >= BATCH_MAX || st->job_bytes >= BATCH_BYTES)
		writer_commit(st);
}

static int
feed_write(struct store *st, void *arg)
{
	return feeds_put(st, arg);
}

void
store_put_feed(struct store *st, const struct feed_state *fs)
{
	struct feed_state *copy = feed_state_dup(fs);

	if (writer_do(st, feed_write, copy) == -1)
		log_warn("store: the state of feed %s is not kept", fs->name);
	feed_state_free(copy);
}

/* --- lifetime ----------------------------------------------------------- */

/*
 * FULL: what was answered survives a power cut.  Deleted bytes need no
 * wiping.  The log holds 16 MB between checkpoints, as items touch pages
 * all over the place, and is cut back when it grew beyond; a cache larger
 * than 8 MB brought nothing measurable.
 */
static const char pragmas[] =
	"PRAGMA journal_mode = WAL;"
	"PRAGMA synchronous = FULL;"
	"PRAGMA secure_delete = OFF;"
	"PRAGMA journal_size_limit = 67108864;"
	"PRAGMA wal_autocheckpoint = 4000;"
	"PRAGMA cache_size = -8000;";

static int
open_database(struct store *st, const char *dir, char **cause)
{
	char *path = xasprintf("%s/%s", dir, DB_NAME);
	size_t n;
	const struct migration *steps = schema_steps(&n);
	int fd;

	/* SQLite would make it readable for all; what is watched is nobody
	 * else's business.  Its log takes over the mode. */
	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640)) != -1)
		close(fd);
	st->db = db_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    cause);
	free(path);
	if (st->db == NULL)
		return -1;
	if (db_exec(st->db, pragmas) == -1) {
		*cause = xasprintf("%s/%s: %s", dir, DB_NAME,
		    db_error(st->db));
		return -1;
	}
	return schema_migrate(st->db, steps, n, cause);
}

static int
open_parts(struct store *st, const char *dir, char **cause)
{
	if (mkdir(dir, 0750) == -1 && errno != EEXIST) {
		*cause = xasprintf("%s: %s", dir, strerror(errno));
		return -1;
	}
	if ((st->lock = dirlock_take(dir, cause)) == -1)
		return -1;
	return open_database(st, dir, cause);
}

static void
store_free(struct store *st)
{
	size_t i;

	if (st->commit_ev != NULL)
		event_free(st->commit_ev);
	if (st->answer_ev != NULL)
		event_free(st->answer_ev);
	sqlite3_finalize(st->part_insert);
	db_close(st->db);
	dirlock_drop(st->lock);
	for (i = 0; i < st->nverdicts; i++)
		free(st->verdicts[i].error);
	free(st->verdicts);
	free(st->claimed);
	free(st->jobs);
	free(st->sketch);
	free(st);
}

struct store *
store_open(const char *dir, struct event_base *base,
    const struct clock *clock, const struct store_ops *ops, char **cause)
{
	struct store *st = xcalloc(1, sizeof(*st));

	st->lock = -1;
	st->swept_band = -1;
	st->clock = clock;
	list_init(&st->waiting);
	list_init(&st->ready);
	if (ops != NULL) {
		st->ops = *ops;
		st->sketch = xmalloc(ops->sketch_size);
	}
	if (open_parts(st, dir, cause) == -1) {
		store_free(st);
		return NULL;
	}
	if (base != NULL) {
		st->commit_ev = evtimer_new(base, on_commit, st);
		st->answer_ev = evtimer_new(base, on_answer, st);
	}
	return st;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	assert(!st->answering);
	/* A callback may put something more. */
	do
		store_flush(st);
	while (st->waiting.first != NULL || st->ready.first != NULL);
	fulltext_forget(st, 0);
	store_free(st);
}
