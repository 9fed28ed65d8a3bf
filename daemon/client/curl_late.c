/* SPDX-License-Identifier: ISC */
/* Looks up the few calls of libcurl that the client makes. */
#include "client/curl_late.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Its name since 2006; what the daemon is linked with. */
#define SONAME	"libcurl.so.4"

#define CALL(field, name)	{ offsetof(struct curl_late, field), name }

static const struct {
	size_t		 offset;
	const char	*name;
} calls[] = {
	CALL(init, "curl_easy_init"),
	CALL(setopt, "curl_easy_setopt"),
	CALL(getinfo, "curl_easy_getinfo"),
	CALL(perform, "curl_easy_perform"),
	CALL(cleanup, "curl_easy_cleanup"),
	CALL(strerror, "curl_easy_strerror")
};

int
curl_late_load(struct curl_late *l)
{
	void *lib = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL), *call;
	size_t i;

	for (i = 0; lib != NULL && i < sizeof(calls) / sizeof(calls[0]); i++) {
		if ((call = dlsym(lib, calls[i].name)) == NULL)
			lib = NULL;
		/* ISO C has no way from an object to a function. */
		memcpy((char *)l + calls[i].offset, &call, sizeof(call));
	}
	if (lib != NULL)
		return 0;
	fprintf(stderr, "newswatch: %s\n", dlerror());
	return -1;
}
