/* SPDX-License-Identifier: ISC */
/*
 * file: addresses, which only the config can name.  A plain read of a
 * regular file: no directory listing, no device, no validators.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "net/request.h"
#include "net/take.h"
#include "base/xalloc.h"

#define CHUNK	65536	/* bytes read at a time */

static void
fail(struct http_req *req, enum http_error error, const char *why)
{
	char *detail = xasprintf("%s: %s", req->url.path, why);

	req_fail(req, error, detail);
	free(detail);
}

static void
read_all(struct http_req *req, int fd)
{
	char chunk[CHUNK];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1) {
			fail(req, HTTP_OTHER, strerror(errno));
			return;
		}
		if (req_take_in(req, chunk, (size_t)n) == -1)
			return;
	}
	req->head.status = 200;
}

void
file_read(struct http_req *req)
{
	/* Not to wait on a FIFO that stands in place of the file. */
	int fd = open(req->url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd == -1) {
		fail(req, HTTP_OTHER, strerror(errno));
		return;
	}
	if (fstat(fd, &st) == -1)
		fail(req, HTTP_OTHER, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		fail(req, HTTP_OTHER, "not a regular file");
	else
		read_all(req, fd);
	close(fd);
}
