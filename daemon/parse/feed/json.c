/* SPDX-License-Identifier: ISC */
/*
 * Cuts a JSON Feed into values.  A small machine follows strings and
 * brackets; each value of the top object, and each item, is collected and
 * read by jansson alone.  What jansson refuses is mended once: escapes
 * that are none, half pairs, commas before a bracket.
 */
#include "parse/feed/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "parse/feed/json_priv.h"

#define DEPTH_MAX	100	/* brackets inside one value */
#define VALUES_MAX	20000	/* commas and brackets inside one value */
#define KEY_MAX		64	/* bytes of a key that we know */
#define REASON		160

enum state {
	BEFORE,			/* no '{' yet */
	KEYS,			/* inside the top object, before a key */
	KEY,
	COLON,
	VALUE,			/* before a value of the top object */
	ITEMS,			/* inside "items", before an item */
	INSIDE,			/* inside a value or an item */
	AFTER
};

struct json {
	struct build	*build;
	enum state	 state;
	char		 key[KEY_MAX];
	size_t		 nkey;
	struct buf	 value;
	bool		 in_items;	/* the value is an item */
	bool		 string;	/* inside a string of the value */
	bool		 escaped;	/* behind a backslash there */
	bool		 too_much;	/* the value passed a ceiling */
	size_t		 depth;		/* open brackets of the value */
	size_t		 nvalues;
	bool		 comma;		/* one was seen since the last value */
	bool		 is_feed;	/* a version or items were seen */
	char		 reason[REASON];
};

struct json *
json_new(struct build *b)
{
	struct json *j = xcalloc(1, sizeof(*j));

	j->build = b;
	buf_init(&j->value, JSON_ITEM_MAX);
	return j;
}

void
json_free(struct json *j)
{
	if (j == NULL)
		return;
	buf_clear(&j->value);
	free(j);
}

static void
wrong(struct json *j, const char *what)
{
	if (j->reason[0] == '\0')
		snprintf(j->reason, sizeof(j->reason), "%s", what);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* --- mending ----------------------------------------------------------- */

static unsigned int
hex4(const char *s)
{
	char tmp[5] = { 0 };
	char *end;
	unsigned long v;

	strncpy(tmp, s, 4);
	v = strtoul(tmp, &end, 16);
	return end == tmp + 4 ? (unsigned int)v : 0xfffe;
}

static bool
is_high(unsigned int u)
{
	return u >= 0xd800 && u < 0xdc00;
}

static bool
is_low(unsigned int u)
{
	return u >= 0xdc00 && u < 0xe000;
}

/* The escape at s, which is a backslash; how many bytes of s it took. */
static size_t
mend_escape(struct buf *out, const char *s)
{
	unsigned int u;

	if (s[1] == '\0')
		return 1;
	if (strchr("\"\\/bfnrt", s[1]) != NULL) {
		buf_add(out, s, 2);
		return 2;
	}
	if (s[1] != 'u')
		return 1;
	u = hex4(s + 2);
	if (is_high(u) && s[6] == '\\' && s[7] == 'u' && is_low(hex4(s + 8))) {
		buf_add(out, s, 12);
		return 12;
	}
	if (u == 0xfffe)
		return 1;
	if (is_high(u) || is_low(u))
		buf_adds(out, "\\ufffd");
	else if (u != 0)
		buf_add(out, s, 6);
	return 6;
}

static bool
is_closing(const char *s)
{
	while (is_blank(*s))
		s++;
	return *s == '}' || *s == ']';
}

static void
mend_value(struct buf *out, const char *s)
{
	bool string = false;

	while (*s != '\0') {
		if (string && *s == '\\') {
			s += mend_escape(out, s);
			continue;
		}
		if (*s == '"')
			string = !string;
		if (string || *s != ',' || !is_closing(s + 1))
			buf_addc(out, *s);
		s++;
	}
}

static json_t *
load(struct json *j)
{
	json_error_t err;
	struct buf mended;
	json_t *v = json_loadb(j->value.data, j->value.len, JSON_DECODE_ANY,
	    &err);

	if (v != NULL)
		return v;
	wrong(j, err.text);
	buf_init(&mended, 2 * JSON_ITEM_MAX);
	mend_value(&mended, buf_str(&j->value));
	v = json_loads(buf_str(&mended), JSON_DECODE_ANY |
	    JSON_DECODE_INT_AS_REAL, &err);
	buf_clear(&mended);
	return v;
}

/* --- cutting ----------------------------------------------------------- */

static void
take_value(struct json *j)
{
	json_t *v;

	j->state = j->in_items ? ITEMS : KEYS;
	if (j->too_much)
		wrong(j, "a value past its ceiling");
	else if ((v = load(j)) != NULL) {
		if (!j->in_items)
			json_field_feed(j->build, j->key, v);
		else if (json_is_object(v))
			json_field_item(j->build, v);
		else
			wrong(j, "something that is no item");
		json_decref(v);
	}
	j->comma = false;
	buf_reset(&j->value);
}

static void
value_begin(struct json *j)
{
	j->state = INSIDE;
	j->string = j->escaped = j->too_much = false;
	j->depth = j->nvalues = 0;
	buf_reset(&j->value);
}

static void
value_add(struct json *j, const char *s, size_t n)
{
	if (!j->too_much && buf_add(&j->value, s, n) == -1)
		j->too_much = true;
}

/* Inside a string: returns behind the last byte that was taken. */
static const char *
in_string(struct json *j, const char *p, const char *end)
{
	const char *from = p;

	for (; p < end; p++) {
		if ((unsigned char)*p < ' ') {
			wrong(j, "a control character in a string");
			break;
		}
		if (j->escaped)
			j->escaped = false;
		else if (*p == '\\')
			j->escaped = true;
		else if (*p == '"') {
			j->string = false;
			value_add(j, from, (size_t)(p + 1 - from));
			if (j->depth == 0)
				take_value(j);
			return p + 1;
		}
	}
	value_add(j, from, (size_t)(p - from));
	if (p == end)
		return end;
	j->escaped = false;
	value_add(j, " ", 1);
	return p + 1;
}

/*
 * Outside of strings.  A number or a word at the top ends at what cannot
 * be part of it, which is left for the next step.
 */
static const char *
in_value(struct json *j, const char *p)
{
	bool closing = *p == '}' || *p == ']';

	if (j->depth == 0 && j->value.len > 0 &&
	    (closing || *p == ',' || is_blank(*p))) {
		take_value(j);
		return p;
	}
	value_add(j, p, 1);
	if (*p == '"')
		j->string = true;
	else if (*p == '{' || *p == '[') {
		if (++j->depth > DEPTH_MAX)
			j->too_much = true;
	} else if (closing && --j->depth == 0) {
		take_value(j);
		return p + 1;
	}
	if ((*p == ',' || *p == '[' || *p == '{') &&
	    ++j->nvalues > VALUES_MAX)
		j->too_much = true;
	return p + 1;
}

static const char *
before_key(struct json *j, const char *p)
{
	j->in_items = false;
	if (*p == '"') {
		if (!j->comma)
			wrong(j, "a missing comma");
		j->state = KEY;
		j->nkey = 0;
	} else if (*p == '}')
		j->state = AFTER;
	else
		wrong(j, "something that is no key");
	return p + 1;
}

static const char *
before_value(struct json *j, const char *p)
{
	if (*p == '[' && strcmp(j->key, "items") == 0) {
		j->state = ITEMS;
		j->in_items = j->is_feed = j->comma = true;
		return p + 1;
	}
	if (*p == '}' || *p == ']') {
		wrong(j, "a key without a value");
		j->state = KEYS;
		return p + (*p == ']');
	}
	value_begin(j);
	return p;
}

static const char *
before_item(struct json *j, const char *p)
{
	if (*p == ']') {
		j->state = KEYS;
		j->comma = false;
		return p + 1;
	}
	if (*p == '}') {
		wrong(j, "something that is no item");
		return p + 1;
	}
	if (!j->comma)
		wrong(j, "a missing comma");
	value_begin(j);
	return p;
}

/* Between values: brackets, commas, blanks. */
static const char *
between(struct json *j, const char *p)
{
	if (*p == ',')
		j->comma = true;
	if (is_blank(*p) || *p == ',')
		return p + 1;
	switch (j->state) {
	case BEFORE:
		j->state = *p == '{' ? KEYS : AFTER;
		j->comma = true;
		return p + 1;
	case KEYS:
		return before_key(j, p);
	case COLON:
		if (*p == ':')
			j->state = VALUE;
		return p + 1;
	case VALUE:
		return before_value(j, p);
	case ITEMS:
		return before_item(j, p);
	default:
		return p + 1;
	}
}

static const char *
in_key(struct json *j, const char *p)
{
	if (*p == '"') {
		j->key[j->nkey] = '\0';
		j->state = COLON;
		if (strcmp(j->key, "version") == 0)
			j->is_feed = true;
	} else if (j->nkey + 1 < KEY_MAX)
		j->key[j->nkey++] = *p;
	return p + 1;
}

void
json_push(struct json *j, const char *s, size_t n)
{
	const char *p = s, *end = s + n;

	while (p < end && !j->build->stopped) {
		if (j->state == KEY)
			p = in_key(j, p);
		else if (j->state != INSIDE)
			p = between(j, p);
		else if (j->string)
			p = in_string(j, p, end);
		else
			p = in_value(j, p);
	}
}

const char *
json_end(struct json *j)
{
	if (j->state != AFTER && !j->build->stopped)
		wrong(j, "the document breaks off");
	if (j->is_feed && j->build->doc->format == NULL)
		j->build->doc->format = "json1";
	if (!j->is_feed)
		snprintf(j->reason, sizeof(j->reason),
		    "JSON, but no JSON Feed");
	return j->reason[0] != '\0' ? j->reason : NULL;
}
