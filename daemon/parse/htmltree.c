/* SPDX-License-Identifier: ISC */
/*
 * libxml2's HTML parser with the switches that hostile pages need, and
 * walks over its tree that keep no stack: a page may nest as deep as it
 * likes.
 */
#include "parse/htmltree.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#define PARSE_FLAGS	(HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | \
			HTML_PARSE_NOWARNING | HTML_PARSE_NONET | \
			HTML_PARSE_COMPACT | XML_PARSE_HUGE)

xmlDoc *
htmltree_parse(const char *s, size_t n)
{
	htmlParserCtxt *ctxt;
	xmlDoc *doc;

	if (n == 0)
		return NULL;
	if (n > HTMLTREE_MAX)
		n = HTMLTREE_MAX;
	if ((ctxt = htmlNewParserCtxt()) == NULL)
		return NULL;
	doc = htmlCtxtReadMemory(ctxt, s, (int)n, NULL, "UTF-8", PARSE_FLAGS);
	htmlFreeParserCtxt(ctxt);
	return doc;
}

xmlNode *
htmltree_next(const xmlNode *node, const xmlNode *top, bool skip)
{
	/* Entity references lend their children; those are not the page's. */
	if (!skip && node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node != top ? node->next : NULL;
}

xmlNode *
htmltree_first(xmlNode *top)
{
	while (top->type == XML_ELEMENT_NODE && top->children != NULL)
		top = top->children;
	return top;
}

xmlNode *
htmltree_next_post(const xmlNode *node, const xmlNode *top)
{
	if (node == top)
		return NULL;
	return node->next != NULL ? htmltree_first(node->next) : node->parent;
}

bool
htmltree_is(const xmlNode *node, const char *element)
{
	return node->type == XML_ELEMENT_NODE &&
	    strcasecmp((const char *)node->name, element) == 0;
}

const char *
htmltree_attr(const xmlNode *node, const char *name)
{
	const xmlAttr *a;

	if (node->type != XML_ELEMENT_NODE)
		return NULL;
	for (a = node->properties; a != NULL; a = a->next)
		if (strcasecmp((const char *)a->name, name) == 0)
			return a->children != NULL && a->children->content !=
			    NULL ? (const char *)a->children->content : "";
	return NULL;
}

bool
htmltree_has_class(const xmlNode *node, const char *word)
{
	const char *s = htmltree_attr(node, "class");
	size_t n, len = strlen(word);

	while (s != NULL && *(s += strspn(s, " \t\r\n\f")) != '\0') {
		n = strcspn(s, " \t\r\n\f");
		if (n == len && memcmp(s, word, len) == 0)
			return true;
		s += n;
	}
	return false;
}

xmlNode *
htmltree_find_class(const xmlNode *top, const char *word)
{
	xmlNode *node;

	for (node = htmltree_next(top, top, false); node != NULL;
	    node = htmltree_next(node, top, false))
		if (htmltree_has_class(node, word))
			return node;
	return NULL;
}

void
htmltree_text(const xmlNode *top, struct buf *b)
{
	const xmlNode *node;

	for (node = top; node != NULL; node = htmltree_next(node, top, false))
		if ((node->type == XML_TEXT_NODE ||
		    node->type == XML_CDATA_SECTION_NODE) &&
		    node->content != NULL &&
		    buf_adds(b, (const char *)node->content) == -1)
			return;
}
