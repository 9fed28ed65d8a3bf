/* SPDX-License-Identifier: ISC */
#ifndef NW_CLIENT_CURL_LATE_H
#define NW_CLIENT_CURL_LATE_H

#include <curl/curl.h>

/*
 * libcurl, loaded by the commands that speak to somebody and by no other:
 * it brings thirty libraries along, which would cost the offline tools 5 ms
 * and 5 MB a run, more than reading a feed of a megabyte does.
 */
struct curl_late {
	CURL		*(*init)(void);
	CURLcode	 (*setopt)(CURL *, CURLoption, ...);
	CURLcode	 (*getinfo)(CURL *, CURLINFO, ...);
	CURLcode	 (*perform)(CURL *);
	void		 (*cleanup)(CURL *);
	const char	*(*strerror)(CURLcode);
};

/* 0, or -1 after saying why.  Not behind the sandbox. */
int	curl_late_load(struct curl_late *);

#endif
