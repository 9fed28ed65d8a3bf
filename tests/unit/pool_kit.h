/* SPDX-License-Identifier: ISC */
#ifndef NW_TESTS_POOL_KIT_H
#define NW_TESTS_POOL_KIT_H

#include "base/pool.h"

/* A fixture of nothing but a pool. */
static struct pool *pool;

static void
setup(void)
{
	pool = pool_new();
}

static void
teardown(void)
{
	pool_free(pool);
}

#endif
