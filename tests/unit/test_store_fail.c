/* SPDX-License-Identifier: ISC */
/*
 * What happens when something fails: one result, a commit, the disk, the
 * process; and files of other versions.
 */
#include "store_kit.h"

#include <errno.h>
#include <event2/event.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "store/schema.h"

/* --- a disk that fills up ----------------------------------------------- */

static bool disk_full;
static sqlite3_vfs shim;
static sqlite3_vfs *real_vfs;
static struct shim_file {
	const sqlite3_io_methods	*real;
	sqlite3_io_methods		 mine;
} kinds[4];
static int (*real_write)(sqlite3_file *, const void *, int, sqlite3_int64);

static int
shim_write(sqlite3_file *f, const void *data, int n, sqlite3_int64 at)
{
	return disk_full ? SQLITE_FULL : real_write(f, data, n, at);
}

/* Databases and journals have each their table of methods, which all
 * write alike: a copy of it with another write is enough. */
static int
shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags,
    int *out)
{
	int rc = real_vfs->xOpen(real_vfs, name, f, flags, out);
	struct shim_file *kind = kinds;

	if (rc != SQLITE_OK || f->pMethods == NULL)
		return rc;
	while (kind->real != NULL && kind->real != f->pMethods)
		ck_assert_ptr_ne(++kind, kinds + 4);
	kind->real = f->pMethods;
	kind->mine = *f->pMethods;
	real_write = kind->mine.xWrite;
	kind->mine.xWrite = shim_write;
	f->pMethods = &kind->mine;
	return rc;
}

static void
setup(void)
{
	log_set_level(LOG_LEVEL_ERROR - 1);
	disk_full = false;
	real_vfs = sqlite3_vfs_find(NULL);
	shim = *real_vfs;
	shim.zName = "shim";
	shim.xOpen = shim_open;
	ck_assert_int_eq(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
	kit_setup();
}

struct outcome {
	int	calls;
	int	ok;
};

static void
count(bool ok, const struct store_stored *stored, void *arg)
{
	struct outcome *o = arg;

	o->calls++;
	o->ok += ok;
	ck_assert(ok || stored->items == 0);
}

static void
put(struct store *st, int n, const char *watch, struct outcome *o)
{
	struct kit_item it = { .content = "text", .index = "word" };
	struct store_result r;
	char link[48];

	snprintf(link, sizeof(link), "https://example.org/%d", n);
	it.link = it.title = link;
	it.watches[0] = watch;
	r = kit_result("feed", &it, 1, ITEM_NEW);
	store_put_result(st, &r, count, o);
}

START_TEST(a_result_that_fails_is_undone_alone)
{
	struct outcome good = { 0, 0 }, bad = { 0, 0 };

	kit_exec("CREATE TRIGGER t BEFORE INSERT ON outbox "
	    "WHEN new.watch = 'bad' BEGIN SELECT raise(ABORT, 'no'); END");
	put(kit.st, 1, "good", &good);
	put(kit.st, 2, "bad", &bad);
	put(kit.st, 3, "good", &good);
	store_flush(kit.st);
	ck_assert_int_eq(good.ok, 2);
	ck_assert_int_eq(bad.calls, 1);
	ck_assert_int_eq(bad.ok, 0);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 2);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"), 2);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM fts_1 "
	    "WHERE fts_1 MATCH 'word'"), 2);
	kit_exec("DROP TRIGGER t");
	put(kit.st, 2, "bad", &bad);
	store_flush(kit.st);
	ck_assert_int_eq(bad.ok, 1);
}
END_TEST

/* ROLLBACK takes all of the transaction along, as a full disk does. */
START_TEST(a_transaction_that_is_lost_midway_fails_all_that_was_in_it)
{
	struct outcome before = { 0, 0 }, bad = { 0, 0 }, after = { 0, 0 };

	kit_exec("CREATE TRIGGER t BEFORE INSERT ON outbox "
	    "WHEN new.watch = 'bad' BEGIN SELECT raise(ROLLBACK, 'no'); END");
	put(kit.st, 1, "good", &before);
	put(kit.st, 2, "bad", &bad);
	put(kit.st, 3, "good", &after);
	store_flush(kit.st);
	ck_assert_int_eq(before.calls + bad.calls + after.calls, 3);
	ck_assert_int_eq(before.ok, 0);
	ck_assert_int_eq(bad.ok, 0);
	ck_assert_int_eq(after.ok, 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
}
END_TEST

START_TEST(a_full_disk_fails_what_waits_and_recovers)
{
	struct outcome o = { 0, 0 };
	struct kit_item it = { .link = "https://example.org/0" };
	int i;

	put(kit.st, 0, "w", &o);
	store_flush(kit.st);
	disk_full = true;
	for (i = 1; i <= 20; i++)
		put(kit.st, i, "w", &o);
	store_flush(kit.st);
	ck_assert_int_eq(o.calls, 21);
	ck_assert_int_eq(o.ok, 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
	it.title = it.link;
	it.content = "text";
	ck_assert_int_eq(kit_check("feed", &it), ITEM_KNOWN);
	disk_full = false;
	for (i = 1; i <= 20; i++)
		put(kit.st, i, "w", &o);
	store_flush(kit.st);
	ck_assert_int_eq(o.ok, 21);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 21);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM fts_1 "
	    "WHERE fts_1 MATCH 'word'"), 21);
	ck_assert_int_eq(kit_sql("SELECT integrity_check = 'ok' FROM "
	    "pragma_integrity_check"), 1);
}
END_TEST

START_TEST(a_delivery_on_a_full_disk_is_not_repeated_nor_forgotten)
{
	struct outcome o = { 0, 0 };
	struct outbox_row *row, *again;

	put(kit.st, 1, "w", &o);
	ck_assert_int_eq(kit_claim(&row), 1);
	disk_full = true;
	store_alert_delivered(kit.st, row->row);
	store_flush(kit.st);
	kit_turn(KIT_DAY);
	disk_full = false;
	ck_assert_int_eq(kit_claim(&again), 0);
	store_flush(kit.st);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox"), 0);
	ck_assert_int_eq(kit_sql("SELECT at FROM delivered"), KIT_NOW);
	outbox_row_free(row);
}
END_TEST

START_TEST(nothing_is_claimed_while_the_disk_is_full)
{
	struct outcome o = { 0, 0 };
	struct outbox_row *row;

	put(kit.st, 1, "w", &o);
	disk_full = true;
	ck_assert_int_eq(store_claim_outbox(kit.st, KIT_NOW, 9, NULL, NULL),
	    -1);
	disk_full = false;
	ck_assert_int_eq(kit_claim(&row), 0);
	store_flush(kit.st);
	ck_assert_int_eq(o.calls, 1);
	ck_assert_int_eq(o.ok, 0);
}
END_TEST

/* --- a process that dies ------------------------------------------------ */

/* Writes results of two items and two hits each, and says after each
 * commit how far it is.  Ends only by being killed. */
static void
write_for_ever(int fd, int from)
{
	struct outcome o = { 0, 0 };
	struct kit_item it[2];
	struct store_result r;
	char links[2][48];
	int n, i;

	kit.st = store_open(kit.dir, NULL, &kit.clock, NULL, NULL);
	for (n = from; kit.st != NULL; n++) {
		memset(it, 0, sizeof(it));
		for (i = 0; i < 2; i++) {
			snprintf(links[i], sizeof(links[i]),
			    "https://example.org/%d/%d", n, i);
			it[i].link = it[i].title = links[i];
			it[i].content = it[i].index = "text";
			it[i].watches[0] = "w";
			it[i].watches[1] = "v";
		}
		r = kit_result("feed", it, 2, ITEM_NEW);
		r.feed->polls = n;
		store_put_result(kit.st, &r, count, &o);
		if (n % 3 != 0)
			continue;
		store_flush(kit.st);
		if (write(fd, &n, sizeof(n)) != sizeof(n))
			_exit(1);
	}
	_exit(1);
}

/* Kills a writer at some moment; the last result that it acknowledged. */
static int
kill_writer(int from, unsigned int delay_us)
{
	int fd[2], n, last = from - 1;
	pid_t pid;

	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_ne(pid = fork(), -1);
	if (pid == 0)
		write_for_ever(fd[1], from);
	close(fd[1]);
	ck_assert_int_eq(read(fd[0], &n, sizeof(n)), (ssize_t)sizeof(n));
	usleep(delay_us);
	kill(pid, SIGKILL);
	last = n;
	while (read(fd[0], &n, sizeof(n)) == (ssize_t)sizeof(n))
		last = n;
	close(fd[0]);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	return last;
}

START_TEST(a_killed_writer_leaves_every_acknowledged_result_whole)
{
	unsigned int seed = 7;
	int round, acked = 0;
	int64_t polls;

	store_close(kit.st);
	kit.st = NULL;
	for (round = 0; round < 12; round++) {
		acked = kill_writer(acked + 1, (unsigned int)
		    rand_r(&seed) % 60000);
		ck_assert_int_eq(kit_sql("SELECT integrity_check = 'ok' "
		    "FROM pragma_integrity_check"), 1);
		/* What was not acknowledged is there whole or not at all. */
		polls = kit_sql("SELECT polls FROM feed");
		ck_assert_int_ge(polls, acked);
		ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"),
		    2 * polls);
		ck_assert_int_eq(kit_sql("SELECT count(*) FROM body"),
		    2 * polls);
		ck_assert_int_eq(kit_sql("SELECT count(*) FROM hit"),
		    4 * polls);
		ck_assert_int_eq(kit_sql("SELECT count(*) FROM outbox_hit"),
		    4 * polls);
		ck_assert_int_eq(kit_sql("SELECT count(*) FROM fts_1 "
		    "WHERE fts_1 MATCH 'text'"), 2 * polls);
		acked = (int)polls;
	}
}
END_TEST

START_TEST(a_reader_sees_whole_results_while_another_process_writes)
{
	struct store_counts c;
	struct read_db *rd;
	char *cause = NULL;
	int fd[2], n, round;
	pid_t pid;

	store_close(kit.st);
	kit.st = NULL;
	ck_assert_ptr_nonnull(rd = read_open(kit.dir, 60000, &cause));
	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_ne(pid = fork(), -1);
	if (pid == 0)
		write_for_ever(fd[1], 1);
	close(fd[1]);
	for (round = 0; round < 40; round++) {
		ck_assert_int_eq(read(fd[0], &n, sizeof(n)),
		    (ssize_t)sizeof(n));
		ck_assert_int_eq(read_counts(rd, &c, &cause), 0);
		ck_assert_int_ge(c.items, 2 * n);
		ck_assert_int_eq(c.hits, 2 * c.items);
		ck_assert_int_eq(c.outbox_due, 2 * c.stories);
	}
	kill(pid, SIGKILL);
	close(fd[0]);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	read_close(rd);
}
END_TEST

/* --- the loop ----------------------------------------------------------- */

struct loop {
	struct event_base	*base;
	struct outcome		 o;
	int			 checked;
};

static void
on_stored(bool ok, const struct store_stored *stored, void *arg)
{
	struct loop *l = arg;

	/* The check asked later, but needed no commit. */
	ck_assert_int_eq(l->checked, 1);
	count(ok, stored, &l->o);
	event_base_loopbreak(l->base);
}

static void
on_checked(struct item_check *checks, size_t n, void *arg)
{
	struct loop *l = arg;

	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(checks[0].news, ITEM_KNOWN);
	ck_assert_int_eq(l->o.calls, 0);
	l->checked++;
	item_checks_free(checks, n);
}

START_TEST(the_loop_answers_checks_at_once_and_commits_by_itself)
{
	struct loop l = { .base = event_base_new() };
	struct kit_item it = {
		.link = "https://example.org/a", .title = "T", .content = "x"
	};
	struct store_result r;
	struct item *item = kit_item(&it);
	char *cause;

	store_close(kit.st);
	kit.st = store_open(kit.dir, l.base, &kit.clock, NULL, &cause);
	ck_assert_ptr_nonnull(kit.st);
	r = kit_result("feed", &it, 1, ITEM_NEW);
	store_put_result(kit.st, &r, on_stored, &l);
	store_check_items(kit.st, "feed", &item, 1, on_checked, &l);
	item_free(item);
	event_base_dispatch(l.base);
	ck_assert_int_eq(l.o.ok, 1);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item"), 1);
	store_close(kit.st);
	kit.st = NULL;
	event_base_free(l.base);
}
END_TEST

/* --- versions ----------------------------------------------------------- */

static struct db *
open_db(void)
{
	char path[128], *cause;

	snprintf(path, sizeof(path), "%s/newswatch.db", kit.dir);
	return db_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    &cause);
}

#define STEPS_MAX	16

/* All steps there are, with room for more behind them. */
static size_t
steps_so_far(struct migration *steps)
{
	const struct migration *known;
	size_t n;

	known = schema_steps(&n);
	ck_assert_uint_le(n, STEPS_MAX - 2);
	memset(steps, 0, STEPS_MAX * sizeof(*steps));
	memcpy(steps, known, n * sizeof(*steps));
	return n;
}

START_TEST(a_file_of_today_is_taken_to_a_later_one_with_its_rows)
{
	struct kit_item it = { .title = "T", .content = "x" };
	struct migration steps[STEPS_MAX];
	size_t n;
	struct db *db;
	char *cause = NULL;

	kit_poll("feed", &it, 1);
	store_close(kit.st);
	kit.st = NULL;
	n = steps_so_far(steps);
	steps[n].sql[0] = "ALTER TABLE item ADD COLUMN extra TEXT";
	steps[n + 1].sql[0] = "UPDATE item SET extra = 'two'";
	steps[n + 1].sql[1] = "CREATE TABLE more (a)";
	db = open_db();
	ck_assert_int_eq(schema_migrate(db, steps, n + 2, &cause), 0);
	ck_assert_int_eq(schema_migrate(db, steps, n + 2, &cause), 0);
	ck_assert_int_eq(schema_check(db, &cause), -1);
	free(cause);
	db_close(db);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM item "
	    "WHERE extra = 'two'"), 1);
	ck_assert_int_eq(kit_sql("PRAGMA user_version"), (int64_t)n + 2);
}
END_TEST

START_TEST(a_migration_that_fails_leaves_the_file_as_it_was)
{
	struct migration steps[STEPS_MAX];
	size_t n;
	struct db *db;
	char *cause = NULL;

	store_close(kit.st);
	kit.st = NULL;
	n = steps_so_far(steps);
	steps[n].sql[0] = "CREATE TABLE more (a)";
	steps[n + 1].sql[0] = "CREATE TABLE more (a)";
	db = open_db();
	ck_assert_int_eq(schema_migrate(db, steps, n + 2, &cause), -1);
	ck_assert_ptr_nonnull(strstr(cause, "already exists"));
	free(cause);
	db_close(db);
	ck_assert_int_eq(kit_sql("PRAGMA user_version"), (int64_t)n);
	ck_assert_int_eq(kit_sql("SELECT count(*) FROM sqlite_schema "
	    "WHERE name = 'more'"), 0);
}
END_TEST

START_TEST(a_file_of_a_newer_program_is_refused_by_both_sides)
{
	char *cause = NULL;

	store_close(kit.st);
	kit_exec("PRAGMA user_version = 77");
	kit.st = store_open(kit.dir, NULL, &kit.clock, NULL, &cause);
	ck_assert_ptr_null(kit.st);
	ck_assert_ptr_nonnull(strstr(cause, "version 77"));
	ck_assert_ptr_nonnull(strstr(cause, "newer newswatch"));
	free(cause);
	ck_assert_ptr_null(read_open(kit.dir, 1000, &cause));
	ck_assert_ptr_nonnull(strstr(cause, "newer newswatch"));
	free(cause);
	kit_exec("PRAGMA user_version = 0");
	ck_assert_ptr_null(read_open(kit.dir, 1000, &cause));
	ck_assert_ptr_nonnull(strstr(cause, "newswatchd migrates it"));
	free(cause);
}
END_TEST

START_TEST(a_file_that_is_no_database_is_refused_in_words)
{
	char path[128], *cause = NULL;
	FILE *f;

	store_close(kit.st);
	snprintf(path, sizeof(path), "%s/newswatch.db", kit.dir);
	ck_assert_ptr_nonnull(f = fopen(path, "w"));
	fputs("this is not what you are looking for, not at all", f);
	fclose(f);
	kit.st = store_open(kit.dir, NULL, &kit.clock, NULL, &cause);
	ck_assert_ptr_null(kit.st);
	ck_assert_ptr_nonnull(strstr(cause, "not a database"));
	free(cause);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_fail");
	TCase *tc = tcase_create("fail");
	static const TTest *const *const tests[] = {
		&a_result_that_fails_is_undone_alone,
		&a_transaction_that_is_lost_midway_fails_all_that_was_in_it,
		&a_full_disk_fails_what_waits_and_recovers,
		&a_delivery_on_a_full_disk_is_not_repeated_nor_forgotten,
		&nothing_is_claimed_while_the_disk_is_full,
		&a_killed_writer_leaves_every_acknowledged_result_whole,
		&a_reader_sees_whole_results_while_another_process_writes,
		&the_loop_answers_checks_at_once_and_commits_by_itself,
		&a_file_of_today_is_taken_to_a_later_one_with_its_rows,
		&a_migration_that_fails_leaves_the_file_as_it_was,
		&a_file_of_a_newer_program_is_refused_by_both_sides,
		&a_file_that_is_no_database_is_refused_in_words
	};
	size_t i;

	tcase_add_checked_fixture(tc, setup, kit_teardown);
	tcase_set_timeout(tc, 120);
	for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tc, *tests[i]);
	suite_add_tcase(s, tc);
	return unit_run(s);
}
