/* SPDX-License-Identifier: ISC */
/* Secrets, from a file or from what systemd put into its directory. */
#include "secret.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"

/* Size of what is read: one more than the most, to see that it is more. */
#define ROOM		(SECRET_MAX + 1)

/* The path of a credential; NULL with *cause. */
static char *
credential_path(const char *owner, const char *name, char **cause)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");

	if (name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL) {
		*cause = xasprintf("%s: \"%s\" is no credential name", owner,
		    name);
		return NULL;
	}
	if (dir == NULL || dir[0] != '/') {
		*cause = xasprintf("%s: credential \"%s\": there is no "
		    "$CREDENTIALS_DIRECTORY (systemd's LoadCredential= makes "
		    "one; elsewhere name a file)", owner, name);
		return NULL;
	}
	return xasprintf("%s/%s", dir, name);
}

/* What is wrong with the file; NULL when it will do. */
static const char *
fault_of(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return "not a regular file";
	if (st->st_size > SECRET_MAX)
		return "too large for a secret";
	return NULL;
}

static const char *
fault_of_text(const char *text, size_t n)
{
	if (n > SECRET_MAX)
		return "too large for a secret";
	if (n == 0)
		return "empty";
	if (memchr(text, '\0', n) != NULL)
		return "holds a NUL byte";
	return NULL;
}

static ssize_t
read_all(int fd, char *out)
{
	size_t n = 0;
	ssize_t got;

	while (n < ROOM && (got = read(fd, out + n, ROOM - n)) != 0) {
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return -1;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

static void
warn_if_open(const char *owner, const char *path, const struct stat *st)
{
	if (st->st_mode & (S_IRWXO | S_IWGRP))
		log_warn("%s: %s: others may read or change this secret "
		    "(chmod 640 it)", owner, path);
}

/* Reads fd into text; NULL, or what is wrong. */
static const char *
fill(int fd, char *text, struct stat *st)
{
	const char *why;
	ssize_t n;

	if (fstat(fd, st) == -1)
		return strerror(errno);
	if ((why = fault_of(st)) != NULL)
		return why;
	if ((n = read_all(fd, text)) == -1)
		return strerror(errno);
	if (n > 0 && text[n - 1] == '\n')
		n--;
	if (n > 0 && text[n - 1] == '\r')
		n--;
	text[n] = '\0';
	return fault_of_text(text, (size_t)n);
}

static char *
read_path(const char *owner, const char *path, char **cause)
{
	/* Not to wait on a FIFO that stands in place of the file. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *text = xcalloc(ROOM + 1, 1);
	const char *why;
	struct stat st;

	why = fd == -1 ? strerror(errno) : fill(fd, text, &st);
	if (why != NULL) {
		*cause = xasprintf("%s: %s: %s", owner, path, why);
		explicit_bzero(text, ROOM + 1);
		free(text);
		text = NULL;
	} else
		warn_if_open(owner, path, &st);
	if (fd != -1)
		close(fd);
	return text;
}

char *
secret_read(const char *owner, const char *credential, const char *file,
    char **cause)
{
	char *path = NULL, *text;

	if (credential == NULL)
		return read_path(owner, file, cause);
	path = credential_path(owner, credential, cause);
	if (path == NULL)
		return NULL;
	text = read_path(owner, path, cause);
	free(path);
	return text;
}

void
secret_free(char *s)
{
	if (s == NULL)
		return;
	explicit_bzero(s, strlen(s));
	free(s);
}
