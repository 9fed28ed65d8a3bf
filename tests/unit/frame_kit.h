/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_FRAME_KIT_H
#define NW_TESTS_FRAME_KIT_H

#include "base/frame.h"

/* One frame, at once; 0, or -1 as frame_flush() has it. */
static inline int
frame_write(int fd, uint32_t type, uint32_t id, const void *data, size_t n)
{
	struct buf b;
	int rc;

	buf_init(&b, FRAME_HEAD + n);
	frame_add(&b, type, id, data != NULL ? data : "", n);
	rc = frame_flush(fd, &b);
	buf_clear(&b);
	return rc;
}

#endif
