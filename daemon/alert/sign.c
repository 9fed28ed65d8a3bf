/* SPDX-License-Identifier: ISC */
/* Keys and signatures of webhooks; knows nothing of what is signed. */
#include "alert/sign.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define PREFIX		"whsec_"
#define TEXT_MAX	((SIGN_KEY_MAX / 3) * 4)	/* bytes in base64 */
#define SIGNATURE_LEN	44	/* 32 bytes in base64 */

/* Length of the key, or 0 when the text is no base64. */
static size_t
decode(const char *text, size_t n, unsigned char *out)
{
	size_t pad = 0;
	int got;

	if (n == 0 || n % 4 != 0 || n > TEXT_MAX)
		return 0;
	while (pad < 2 && text[n - 1 - pad] == '=')
		pad++;
	if (memchr(text, '=', n - pad) != NULL)
		return 0;
	got = EVP_DecodeBlock(out, (const unsigned char *)text, (int)n);
	/* OpenSSL counts the bytes that padding stands for. */
	return got > (int)pad ? (size_t)got - pad : 0;
}

int
sign_keys_parse(struct sign_keys *keys, const char *secret, const char **why)
{
	struct sign_keys got = { 0 };
	const char *line = secret;
	size_t n;

	*why = NULL;
	for (; *line != '\0' && *why == NULL; line += strspn(line, "\r\n")) {
		n = strcspn(line, "\r\n");
		if (n >= strlen(PREFIX) &&
		    memcmp(line, PREFIX, strlen(PREFIX)) == 0) {
			line += strlen(PREFIX);
			n -= strlen(PREFIX);
		}
		if (got.n == SIGN_KEYS_MAX)
			*why = "there are more than 4 keys";
		else if ((got.key[got.n].len = decode(line, n,
		    got.key[got.n].bytes)) == 0)
			*why = "a key is \"whsec_\" and base64, a line each";
		else
			got.n++;
		line += n;
	}
	if (*why == NULL && got.n == 0)
		*why = "there is no key";
	if (*why == NULL)
		*keys = got;
	explicit_bzero(&got, sizeof(got));
	return *why == NULL ? 0 : -1;
}

void
sign_keys_wipe(struct sign_keys *keys)
{
	explicit_bzero(keys, sizeof(*keys));
}

void
sign_message(const struct sign_keys *keys, const char *id, int64_t when,
    const void *body, size_t len, struct buf *out)
{
	char *head = xasprintf("%s.%" PRId64 ".", id, when);
	size_t i, hlen = strlen(head);
	unsigned char *text = xmalloc(hlen + len);
	unsigned char mac[EVP_MAX_MD_SIZE], encoded[SIGNATURE_LEN + 1];
	unsigned int maclen;

	memcpy(text, head, hlen);
	memcpy(text + hlen, body, len);
	for (i = 0; i < keys->n; i++) {
		HMAC(EVP_sha256(), keys->key[i].bytes, (int)keys->key[i].len,
		    text, hlen + len, mac, &maclen);
		assert(maclen == 32);
		EVP_EncodeBlock(encoded, mac, 32);
		buf_addf(out, "%sv1,%s", i > 0 ? " " : "",
		    (const char *)encoded);
	}
	free(text);
	free(head);
}
