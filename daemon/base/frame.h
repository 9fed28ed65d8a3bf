/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_FRAME_H
#define NW_BASE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * A frame is what travels between our processes: type, id of the request
 * it belongs to, and a payload of at most FRAME_MAX bytes.  What the
 * types mean is said in proto.h.
 */
#define FRAME_MAX	(64u << 20)	/* bytes of a payload */
#define FRAME_HEAD	12		/* bytes before it: length, type, id */

struct frame {
	uint32_t	 type;
	uint32_t	 id;
	const char	*data;		/* borrowed from whoever read it */
	size_t		 len;
};

/* Encodes the head of a frame with a payload of len bytes. */
void	frame_head(unsigned char out[FRAME_HEAD], uint32_t type, uint32_t id,
	    size_t len);
/* Bytes of the whole frame that begins with head; 0 when it is no frame. */
size_t	frame_size(const unsigned char head[FRAME_HEAD]);
/*
 * Looks at the front of n bytes: 1 and *f set (pointing into data) when a
 * whole frame is there, 0 when more bytes are needed, -1 when the bytes
 * are no frame.  A whole frame takes FRAME_HEAD + f->len bytes.
 */
int	frame_peek(const void *data, size_t n, struct frame *f);

/* Appends a whole frame; 0, or -1 when b's ceiling is met. */
int	frame_add(struct buf *b, uint32_t type, uint32_t id, const void *,
	    size_t);
/* Blocking; 0, or -1 on error or end of file.  flush writes all the frames
 * of b, which is empty then. */
int	frame_flush(int fd, struct buf *b);
/* Reads one frame into b (reset first); f points into it. */
int	frame_read(int fd, struct buf *b, struct frame *f);

#endif
