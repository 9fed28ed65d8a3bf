/* SPDX-License-Identifier: ISC */
/*
 * The text of the element that is being read.  It may be plain, HTML in
 * escaped form, or markup in place: then what was taken apart is written
 * back as HTML, for the sanitiser to read.
 */
#include "parse/feed/xml_priv.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static void
check(struct xml *x, bool ok)
{
	if (!ok)
		build_met(x->build, "a text longer than its ceiling");
}

void
xml_text_capture(struct xml *x)
{
	xml_top(x)->captures = true;
	x->capture = x->depth;
	x->inside = 0;
	x->markup = x->base64 = x->unreadable = x->wrapped = false;
	x->mode = TEXT_PLAIN;
	buf_reset(&x->text);
}

static bool
is_one_of(const char *type, const char *a, const char *b)
{
	return strcasecmp(type, a) == 0 || strcasecmp(type, b) == 0;
}

/* Atom's type: a word of its own or a media type. */
static void
atom_mode(struct xml *x, const char *type, const char *mode)
{
	x->base64 = mode != NULL && strcasecmp(mode, "base64") == 0;
	if (is_one_of(type, "html", "text/html"))
		x->mode = TEXT_HTML;
	else if (is_one_of(type, "xhtml", "application/xhtml+xml"))
		x->markup = !x->base64;
	else if (strchr(type, '/') == NULL ||
	    strncasecmp(type, "text/", 5) == 0)
		x->mode = TEXT_PLAIN;
	else if (strstr(type, "xml") != NULL)
		x->markup = !x->base64;
	else
		x->unreadable = true;
}

void
xml_text_mode(struct xml *x, const struct elem *e, const struct xml_attrs *a,
    bool atom)
{
	char *type = xml_attr(a, x->scratch, "type");

	if (type != NULL)
		type[strcspn(type, "; ")] = '\0';
	if (atom)
		atom_mode(x, type != NULL ? type : "text",
		    xml_attr(a, x->scratch, "mode"));
	else if (e->ns == NS_SOURCE || (type != NULL &&
	    is_one_of(type, "plain", "text/plain")))
		x->mode = TEXT_PLAIN;
	else
		x->mode = TEXT_HTML;
}

void
xml_text_add(struct xml *x, const char *s, size_t n)
{
	size_t room = x->text.max - x->text.len;

	/* What still has room is kept: pieces may be large. */
	if (n > room) {
		check(x, false);
		n = utf8_cut(s, n, room);
	}
	if (x->markup)
		check(x, xml_write_text(&x->text, s, n));
	else
		check(x, buf_add(&x->text, s, n) == 0);
}

/* Elements begin in what was text without any so far. */
static void
become_markup(struct xml *x)
{
	size_t n = x->text.len;
	char *s;

	if (x->markup)
		return;
	x->markup = true;
	if (x->mode != TEXT_PLAIN)
		return;
	s = pool_strndup(x->scratch, buf_str(&x->text), n);
	buf_reset(&x->text);
	check(x, xml_write_text(&x->text, s, n));
}

/* Atom wraps XHTML in a div that is no part of it. */
static bool
is_wrapper(const struct xml *x, const char *name)
{
	return x->inside == 1 && x->markup && !x->wrapped &&
	    strcasecmp(name, "div") == 0 &&
	    strspn(buf_str(&x->text), " \t\r\n") == x->text.len;
}

void
xml_text_start(struct xml *x, const char *name, const struct xml_attrs *a)
{
	const struct elem *e = x->frames[x->capture].elem;

	x->inside++;
	if (e->kind != ELEM_TEXT && e->kind != ELEM_CONTENT)
		return;
	if (is_wrapper(x, name)) {
		x->wrapped = true;
		xml_inherit(x, a);
		return;
	}
	become_markup(x);
	check(x, xml_write_start(&x->text, name, a));
}

void
xml_text_end(struct xml *x, const char *name)
{
	if (--x->inside == 0 && x->wrapped)
		x->wrapped = false;
	else if (x->markup)
		check(x, xml_write_end(&x->text, name));
}
