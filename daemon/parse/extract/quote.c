/* SPDX-License-Identifier: ISC */
#include "parse/extract/quote.h"

void
quotes_find(struct article *a)
{
	(void)a;
}
