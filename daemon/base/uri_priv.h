/* SPDX-License-Identifier: ISC */
#ifndef NW_BASE_URI_PRIV_H
#define NW_BASE_URI_PRIV_H

#include "base/uri.h"

/* What uri.c and uri_norm.c share. */

/* An address that is being built; full once it grew past URI_MAX. */
struct uri_out {
	char	s[URI_MAX + 1];
	size_t	n;
	bool	full;
};

/* A scheme whose addresses always name a host, with its usual port. */
struct uri_special {
	const char	*name;
	const char	*port;
};

void	uri_out_add(struct uri_out *o, const char *s, size_t n);
void	uri_out_c(struct uri_out *o, char c);
void	uri_out_lower(struct uri_out *o, const char *s, size_t n);
void	uri_out_hex(struct uri_out *o, unsigned char b);
void	uri_out_init(struct uri_out *o);
char	*uri_out_take(const struct uri_out *o, struct pool *pool);
void	uri_out_path(struct uri_out *o, const char *p, size_t n);
void	uri_out_tail(struct uri_out *o, struct uri_span query,
	    struct uri_span fragment);
const struct uri_special *uri_special_find(const char *s, size_t n);
bool	uri_split_absolute(const struct uri_out *o, struct uri_parts *u);
bool	uri_is_hierarchical(const struct uri_parts *u);
bool	uri_is_alpha(char c);
bool	uri_is_digit(char c);
void	uri_clean(struct uri_out *o, const char *s);

#endif
