/* SPDX-License-Identifier: ISC */
/*
 * How fast texts are matched: 100,000 words on a watch list, and 1,000
 * figures with all spellings of their names, on English and on Russian
 * text; beside them grep -F -w -o with the same words on the same text in
 * the same run.  The texts are made up: word lengths, capitals and stops
 * as in news, and now and then a word of the list.
 *
 *	bench_match [FILE-EN FILE-RU]	texts of your own, a line an item
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "article.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "match/match.h"

#define WORDS		100000	/* on the list, half of each script */
#define FIGURES		1000
#define DOC_BYTES	4096
#define DOCS		4096	/* of made-up text */
#define VOCABULARY	20000
#define ROUNDS		5	/* the best one counts */
#define QUERY_WORDS	100	/* words joined by OR in one query */

struct script {
	const char	*name;
	const char	*heads[24];
	const char	*vowels[8];
	const char	*ends[12];
};

static const struct script scripts[] = {
	{ "English",
	    { "b", "v", "g", "d", "z", "k", "l", "m", "n", "p", "r", "s",
	    "t", "ch", "sh", "br", "kr", "dr", "st", "pl", "th", "h" },
	    { "a", "o", "u", "i", "e", "ea" },
	    { "ov", "ev", "in", "sky", "enko", "ton", "son", "ley", "er" } },
	{ "Russian",
	    { "б", "в", "г", "д", "з", "к", "л", "м", "н", "п", "р", "с",
	    "т", "ч", "ш", "бр", "кр", "др", "ст", "пл", "ж", "х" },
	    { "а", "о", "у", "и", "е", "ы" },
	    { "ов", "ев", "ин", "ский", "енко", "чук", "ян", "ко" } }
};

struct texts {
	char	**v;
	size_t	  n;
	size_t	  bytes;
};

static uint64_t seed = 88172645463325252u;

/* The same texts on every machine. */
static uint32_t
dice(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 33) % n;
}

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *
pick(const char *const *list)
{
	uint32_t n = 0;

	while (list[n] != NULL)
		n++;
	return list[dice(n)];
}

/* A word of some syllables; a surname has an ending, too. */
static char *
word(const struct script *s, uint32_t syllables, bool name)
{
	struct buf b;

	buf_init(&b, 256);
	while (syllables-- > 0) {
		buf_adds(&b, pick(s->heads));
		buf_adds(&b, pick(s->vowels));
	}
	if (name) {
		buf_adds(&b, pick(s->heads));
		buf_adds(&b, pick(s->ends));
	}
	return buf_take(&b, NULL);
}

/* Both alphabets have their capitals in a row, as far as we use them. */
static void
raise_first(char *w)
{
	uint32_t cp;
	char enc[UTF8_MAX];
	size_t n = utf8_decode(w, strlen(w), &cp);

	if (utf8_encode(cp - 0x20, enc) == n)
		memcpy(w, enc, n);
}

static char **
make_names(const struct script *s, size_t n)
{
	char **v = xcalloc(n, sizeof(*v));
	size_t i;

	for (i = 0; i < n; i++) {
		v[i] = word(s, 1 + dice(3), true);
		raise_first(v[i]);
	}
	return v;
}

static char *
make_text(char **vocabulary, char **names, size_t nnames)
{
	struct buf b;
	uint32_t i, at = 0;
	char *w;

	buf_init(&b, 2 * DOC_BYTES);
	while (b.len < DOC_BYTES) {
		/* Few words are frequent, most are rare. */
		i = dice(VOCABULARY);
		i = (uint32_t)((uint64_t)i * i / VOCABULARY);
		w = xstrdup(dice(3000) == 0 ? names[dice((uint32_t)nnames)] :
		    vocabulary[i]);
		if ((unsigned char)w[1] != 0 && at++ == 0 &&
		    ((unsigned char)w[0] >= 0x80 || w[0] >= 'a'))
			raise_first(w);
		buf_adds(&b, w);
		free(w);
		if (at < 8 + dice(20)) {
			buf_adds(&b, dice(9) == 0 ? ", " : " ");
		} else {
			buf_adds(&b, dice(6) == 0 ? ".\n\n" : ". ");
			at = 0;
		}
	}
	return buf_take(&b, NULL);
}

static void
make_texts(struct texts *t, const struct script *s, char **names, size_t n)
{
	char **vocabulary = xcalloc(VOCABULARY, sizeof(*vocabulary));
	size_t i;

	for (i = 0; i < VOCABULARY; i++)
		vocabulary[i] = word(s, 1 + dice(4), false);
	t->v = xcalloc(DOCS, sizeof(*t->v));
	for (t->n = 0; t->n < DOCS; t->n++) {
		t->v[t->n] = make_text(vocabulary, names, n);
		t->bytes += strlen(t->v[t->n]);
	}
	for (i = 0; i < VOCABULARY; i++)
		free(vocabulary[i]);
	free(vocabulary);
}

/* Lines of a file, gathered to texts of DOC_BYTES. */
static void
read_texts(struct texts *t, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	struct buf b;

	if (f == NULL) {
		perror(path);
		exit(2);
	}
	buf_init(&b, 64u << 20);
	t->v = xcalloc(1, sizeof(*t->v));
	while (getline(&line, &cap, f) > 0) {
		buf_adds(&b, line);
		if (b.len < DOC_BYTES)
			continue;
		t->bytes += b.len;
		t->v = xreallocarray(t->v, t->n + 1, sizeof(*t->v));
		t->v[t->n++] = buf_take(&b, NULL);
	}
	buf_clear(&b);
	free(line);
	fclose(f);
}

/* --- what is measured --------------------------------------------------- */

static struct match_set *
set_of_words(char **const names[2])
{
	struct match_set *m = match_new();
	struct buf b;
	char *cause;
	size_t i, k, script;

	buf_init(&b, 1u << 20);
	for (script = 0; script < 2; script++) {
		for (i = 0; i < WORDS / 2; i += QUERY_WORDS) {
			buf_reset(&b);
			for (k = 0; k < QUERY_WORDS; k++)
				buf_addf(&b, "%s\"%s\"", k > 0 ? " OR " : "",
				    names[script][i + k]);
			if (match_add_query(m, buf_str(&b), &cause) == -1) {
				fprintf(stderr, "%s\n", cause);
				exit(2);
			}
		}
	}
	buf_clear(&b);
	match_build(m);
	return m;
}

static struct match_set *
set_of_figures(char **const names[2])
{
	struct match_set *m = match_new();
	char id[32], name[128], *cause;
	size_t i;

	for (i = 0; i < FIGURES; i++) {
		const struct figure_def def = { .id = id, .name = name };

		snprintf(id, sizeof(id), "f%zu", i);
		snprintf(name, sizeof(name), "%s %s", i % 2 == 0 ? "Ivan" :
		    "Сергей", names[i % 2][i]);
		if (match_add_figure(m, &def, &cause) == -1)
			exit(2);
		snprintf(name, sizeof(name), "@f%zu", i);
		if (match_add_query(m, name, &cause) == -1)
			exit(2);
	}
	match_build(m);
	return m;
}

/* CPU seconds of the best round over all texts; *hits of one round. */
static double
run(struct match_set *m, const struct texts *t, size_t *hits)
{
	double best = 1e9, at;
	size_t i, round;

	for (round = 0; round < ROUNDS; round++) {
		*hits = 0;
		at = cpu();
		for (i = 0; i < t->n; i++) {
			struct article a = { .text = t->v[i] };
			struct match_doc doc = { .article = &a };
			struct match_result *r = match_run(m, &doc);

			*hits += r->nhits;
			match_result_free(r);
		}
		at = cpu() - at;
		best = at < best ? at : best;
	}
	return best;
}

static double
children(void)
{
	struct rusage r;

	getrusage(RUSAGE_CHILDREN, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	    (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* To a file: with /dev/null grep stops at the first match. */
static double
grep(const char *list, const char *text, const char *out)
{
	double at = children();
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();

	if (pid == 0) {
		if (freopen(out, "w", stdout) == NULL)
			_exit(127);
		execlp("grep", "grep", "-F", "-w", "-o", "-f", list, text,
		    (char *)NULL);
		_exit(127);
	}
	if (pid == -1 || waitpid(pid, &status, 0) == -1 ||
	    WEXITSTATUS(status) > 1)
		exit(2);
	return children() - at;
}

static void
write_lines(const char *path, char **v, size_t n)
{
	FILE *f = fopen(path, "a");
	size_t i;

	for (i = 0; f != NULL && i < n; i++)
		fprintf(f, "%s\n", v[i]);
	if (f == NULL || fclose(f) != 0)
		exit(2);
}

/* The best of ROUNDS, less what the list alone costs. */
static double
grep_text(const struct texts *t, char **const names[2])
{
	char dir[] = "/tmp/bench-match-XXXXXX", list[64], text[64], out[64];
	double best = 1e9, empty = 1e9, at;
	size_t i;

	if (mkdtemp(dir) == NULL)
		exit(2);
	snprintf(list, sizeof(list), "%s/list", dir);
	snprintf(text, sizeof(text), "%s/text", dir);
	snprintf(out, sizeof(out), "%s/out", dir);
	write_lines(list, names[0], WORDS / 2);
	write_lines(list, names[1], WORDS / 2);
	write_lines(text, t->v, t->n);
	for (i = 0; i < ROUNDS; i++) {
		at = grep(list, "/dev/null", out);
		empty = at < empty ? at : empty;
		at = grep(list, text, out);
		best = at < best ? at : best;
	}
	unlink(list);
	unlink(text);
	unlink(out);
	rmdir(dir);
	return best - empty;
}

static double
run_index(const struct texts *t)
{
	double at = cpu();
	struct buf b;
	size_t i;

	buf_init(&b, 64u << 20);
	for (i = 0; i < t->n; i++) {
		struct article a = { .text = t->v[i] };

		buf_reset(&b);
		match_index_text(&a, &b);
	}
	at = cpu() - at;
	buf_clear(&b);
	return at;
}

int
main(int argc, char **argv)
{
	char **names[2] = { make_names(&scripts[0], WORDS / 2),
	    make_names(&scripts[1], WORDS / 2) };
	struct texts t[2] = { { NULL, 0, 0 }, { NULL, 0, 0 } };
	struct match_set *m[2];
	double at[3], mb, ref;
	size_t i, hits;

	at[0] = cpu();
	m[0] = set_of_words(names);
	at[1] = cpu();
	m[1] = set_of_figures(names);
	at[2] = cpu();
	printf("built: %d words in %.2f s, %d figures in %.2f s\n", WORDS,
	    at[1] - at[0], FIGURES, at[2] - at[1]);
	for (i = 0; i < 2; i++) {
		if (argc > 2)
			read_texts(&t[i], argv[1 + i]);
		else
			make_texts(&t[i], &scripts[i], names[i], WORDS / 2);
		mb = (double)t[i].bytes / 1e6;
		ref = mb / grep_text(&t[i], names);
		printf("%s, %.0f MB: grep -F -w -o %.0f MB/s", scripts[i].name,
		    mb, ref);
		at[0] = mb / run(m[0], &t[i], &hits);
		printf("; words %.0f MB/s (%.2f, %zu hits)", at[0],
		    at[0] / ref, hits);
		at[1] = mb / run(m[1], &t[i], &hits);
		printf("; figures %.0f MB/s (%.2f, %zu hits)", at[1],
		    at[1] / ref, hits);
		printf("; index text %.0f MB/s\n", mb / run_index(&t[i]));
	}
	return 0;
}
