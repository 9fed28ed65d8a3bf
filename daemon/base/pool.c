/* SPDX-License-Identifier: ISC */
/*
 * Blocks chained newest first.  An item or an article takes all its
 * strings from one pool, so freeing it is one call and cannot leak half.
 */
#include "base/pool.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define POOL_BLOCK	4096	/* bytes of an ordinary block */
#define POOL_FIRST	384	/* of the first: a feed's record wants no more */

struct block {
	struct block	*next;
	size_t		 used;
	size_t		 size;
	alignas(max_align_t) char data[];
};

struct pool {
	struct block	*head;
	size_t		 used;
};

struct pool *
pool_new(void)
{
	return xcalloc(1, sizeof(struct pool));
}

static void
blocks_free(struct block *b)
{
	struct block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

void
pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	blocks_free(p->head);
	free(p);
}

void
pool_reset(struct pool *p)
{
	p->used = 0;
	if (p->head == NULL)
		return;
	blocks_free(p->head->next);
	p->head->next = NULL;
	p->head->used = 0;
	if (p->head->size > POOL_BLOCK) {
		free(p->head);
		p->head = NULL;
	}
}

/* Twice the one before: thousands of items have a kilobyte each. */
static size_t
next_size(const struct pool *p, size_t n)
{
	size_t size = p->head != NULL ? 2 * p->head->size : POOL_FIRST;

	if (size > POOL_BLOCK)
		size = POOL_BLOCK;
	return n > size ? n : size;
}

static struct block *
block_new(struct pool *p, size_t n)
{
	bool large = n > POOL_BLOCK / 4 && p->head != NULL;
	size_t size = large ? n : next_size(p, n);
	struct block *b = xmalloc(sizeof(*b) + size);

	b->used = 0;
	b->size = size;
	/* A large one goes behind, so that the head keeps its free room. */
	if (large) {
		b->next = p->head->next;
		p->head->next = b;
	} else {
		b->next = p->head;
		p->head = b;
	}
	return b;
}

static void *
pool_raw(struct pool *p, size_t n)
{
	size_t align = alignof(max_align_t);
	size_t size = (n + align - 1) / align * align;
	struct block *b = p->head;
	void *at;

	if (b == NULL || b->size - b->used < size)
		b = block_new(p, size);
	at = b->data + b->used;
	b->used += size;
	p->used += size;
	return at;
}

void *
pool_alloc(struct pool *p, size_t n)
{
	return memset(pool_raw(p, n), 0, n);
}

char *
pool_strndup(struct pool *p, const char *s, size_t n)
{
	char *out;

	if (s == NULL)
		return NULL;
	n = strnlen(s, n);
	out = pool_raw(p, n + 1);
	memcpy(out, s, n);
	out[n] = '\0';
	return out;
}

char *
pool_strdup(struct pool *p, const char *s)
{
	return s != NULL ? pool_strndup(p, s, strlen(s)) : NULL;
}

char *
pool_printf(struct pool *p, const char *fmt, ...)
{
	va_list ap;
	char *out;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	out = pool_raw(p, (size_t)(n < 0 ? 0 : n) + 1);
	va_start(ap, fmt);
	vsnprintf(out, (size_t)(n < 0 ? 0 : n) + 1, fmt, ap);
	va_end(ap);
	return out;
}

void *
pool_grow(struct pool *p, void *array, size_t n, size_t size)
{
	char *out;

	/* Arrays double at powers of two, from four on: no count is kept. */
	if (n >= 4 && (n & (n - 1)) != 0)
		return array;
	if (n > 0 && n < 4)
		return array;
	out = pool_alloc(p, (n < 4 ? 4 : n * 2) * size);
	if (n > 0)
		memcpy(out, array, n * size);
	return out;
}

size_t
pool_used(const struct pool *p)
{
	return p->used;
}
