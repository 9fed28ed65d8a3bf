/* SPDX-License-Identifier: ISC */
/* Phrases of furniture around articles, never an outlet's own words. */
#include "parse/extract/section.h"

#include <stdbool.h>
#include <string.h>

#include "parse/extract/fold.h"

#define SECTION_MAX	256	/* folded bytes that are compared */

enum place { WHOLE, START, INSIDE };

struct phrase {
	enum section	 section;
	enum place	 place;
	size_t		 words;		/* a longer line is prose */
	const char	*text;		/* as fold_line() leaves it */
};

#define R(place, words, text)	{ SECTION_RELATED, place, words, text }
#define E(place, words, text)	{ SECTION_END, place, words, text }
#define Q(place, words, text)	{ SECTION_REQUEST, place, words, text }

static const struct phrase phrases[] = {
	R(WHOLE, 9, "related"), R(START, 5, "related articles"),
	R(START, 5, "related stories"), R(START, 5, "related news"),
	R(START, 5, "related posts"), R(START, 5, "related content"),
	R(START, 5, "related topics"), R(START, 5, "related links"),
	R(START, 5, "related coverage"), R(START, 5, "related reading"),
	R(START, 5, "more on this"), R(START, 6, "more from"),
	R(START, 5, "more stories"), R(START, 5, "more news"),
	R(START, 5, "see also"), R(START, 5, "read also"),
	R(START, 5, "read more"), R(START, 5, "also read"),
	R(START, 6, "you may also"), R(START, 6, "you might also"),
	R(WHOLE, 5, "recommended"), R(START, 5, "most read"),
	R(START, 5, "recommended for you"), R(START, 5, "recommended stories"),
	R(START, 5, "most popular"), R(WHOLE, 5, "popular"),
	R(START, 5, "popular stories"), R(START, 5, "popular articles"),
	R(START, 5, "popular news"), R(START, 5, "popular posts"),
	R(WHOLE, 5, "trending"), R(START, 5, "trending now"),
	R(WHOLE, 5, "latest"), R(START, 5, "latest news"),
	R(START, 5, "latest stories"), R(START, 5, "latest headlines"),
	R(START, 5, "top stories"), R(WHOLE, 4, "sponsored"),
	R(START, 4, "sponsored content"), R(START, 4, "sponsored stories"),
	R(START, 4, "from around the web"), R(START, 5, "in other news"),
	R(START, 5, "story timeline"), R(START, 5, "further reading"),
	R(START, 5, "читайте также"), R(START, 5, "смотрите также"),
	R(START, 5, "смотри также"), R(START, 5, "читай также"),
	R(START, 5, "читайте в"), R(START, 5, "также в разделе"),
	R(START, 5, "также по теме"), R(START, 5, "еще по теме"),
	R(START, 5, "по теме"), R(INSIDE, 5, "ссылки по теме"),
	R(INSIDE, 5, "статьи по теме"), R(INSIDE, 5, "новости по теме"),
	R(INSIDE, 5, "материалы по теме"), R(INSIDE, 5, "новость по теме"),
	R(START, 5, "другие новости"), R(START, 5, "другие статьи"),
	R(START, 5, "другие материалы"), R(START, 5, "последние новости"),
	R(START, 5, "похожие новости"), R(START, 5, "похожие материалы"),
	R(START, 5, "похожие статьи"), R(START, 5, "похожие записи"),
	R(START, 5, "популярные новости"), R(START, 5, "популярные статьи"),
	R(START, 5, "популярные материалы"), R(START, 5, "самое читаемое"),
	R(START, 5, "самые читаемые"), R(START, 5, "самое популярное"),
	R(START, 5, "новости партнеров"), R(WHOLE, 3, "новости сми"),
	R(WHOLE, 3, "новости дня"), R(START, 5, "предыдущие новости"),
	R(START, 5, "лента новостей"), R(WHOLE, 5, "рекомендуем"),
	R(START, 5, "рекомендуем почитать"),
	R(START, 5, "рекомендуем прочитать"), R(START, 5, "вам может быть"),
	R(START, 5, "читайте також"), R(START, 5, "дивіться також"),
	R(START, 5, "мнение по теме"), R(START, 5, "mehr zum thema"),
	R(START, 5, "lesen sie auch"), R(START, 5, "à lire aussi"),

	E(WHOLE, 4, "comments"), E(WHOLE, 4, "comment"),
	E(START, 4, "top comments"), E(START, 4, "top rated comments"),
	E(START, 4, "best comments"), E(START, 4, "all comments"),
	E(START, 4, "view all comments"), E(START, 20, "thoughts on"),
	E(START, 20, "responses to"), E(START, 20, "replies to"),
	E(WHOLE, 4, "комментария"), E(WHOLE, 4, "комментарий"),
	E(WHOLE, 4, "replies"), E(WHOLE, 4, "responses"),
	E(START, 4, "reader comments"), E(START, 4, "leave a comment"),
	E(START, 4, "leave a reply"), E(START, 4, "add a comment"),
	E(START, 4, "post a comment"), E(START, 4, "add comment"),
	E(WHOLE, 4, "discussion"), E(START, 5, "join the conversation"),
	E(START, 5, "join the discussion"), E(START, 4, "facebook comments"),
	E(START, 4, "what do you think"), E(START, 5, "about the author"),
	E(START, 4, "about us"), E(WHOLE, 4, "комментарии"),
	E(WHOLE, 4, "комментариев"), E(START, 4, "комментарии к"),
	E(START, 4, "комментарии читателей"), E(START, 4, "все комментарии"),
	E(START, 4, "последние комментарии"), E(START, 9, "комментарии наших"),
	E(START, 9, "комментарии нашего"), E(WHOLE, 3, "обсуждение"),
	E(START, 4, "обсуждение статьи"), E(START, 4, "обсуждение новости"),
	E(START, 4, "обсуждение материала"), E(WHOLE, 4, "обсудить"),
	E(START, 4, "обсудить на"), E(START, 4, "обсудить новость"),
	E(START, 4, "обсудить статью"), E(WHOLE, 4, "отзывы"),
	E(START, 4, "отзывы читателей"), E(START, 4, "мнения читателей"),
	E(START, 4, "добавить комментарий"),
	E(START, 4, "оставить комментарий"), E(START, 4, "ваш комментарий"),
	E(START, 4, "оставьте комментарий"), E(WHOLE, 4, "коментарі"),
	E(START, 4, "додати коментар"), E(START, 4, "написать комментарий"),
	E(START, 9, "код для вставки"), E(START, 9, "код для блога"),
	E(START, 9, "скопируйте код"), E(INSIDE, 12, "код для вставки"),
	E(INSIDE, 12, "или скопируйте готовый код"),
	E(INSIDE, 14, "анонс материала в вашем блоге"),
	E(START, 20, "администрация сайта"), E(WHOLE, 4, "kommentare"),
	E(WHOLE, 4, "commentaires"), E(WHOLE, 4, "comentarios"),

	Q(START, 25, "читай также"), Q(START, 25, "смотри также"),
	Q(START, 25, "читайте также"), Q(START, 25, "смотрите также"),
	Q(START, 12, "like this story"), Q(START, 12, "like this article"),
	Q(START, 9, "share this"), Q(START, 9, "share it"),
	Q(START, 9, "share with"), Q(START, 9, "rate this"),
	Q(START, 9, "tell us what you think"), Q(START, 5, "advert"),
	Q(WHOLE, 2, "iklan"), Q(WHOLE, 2, "publicidade"),
	Q(WHOLE, 2, "caption"), Q(START, 14, "follow ap's"),
	Q(INSIDE, 60, "appeared first on"), Q(WHOLE, 3, "read more"),
	Q(INSIDE, 60, "появились сначала на"), Q(WHOLE, 3, "continue reading"),
	Q(INSIDE, 60, "появился сначала на"), Q(WHOLE, 3, "читать далее"),
	Q(INSIDE, 30, "contributed to this report"),
	Q(INSIDE, 30, "contributed reporting"), Q(START, 9, "оцените"),
	Q(INSIDE, 9, "ваше мнение учтено"), Q(INSIDE, 9, "мнение учтено"),
	Q(INSIDE, 9, "важно ваше мнение"),
	Q(START, 14, "если вы заметите ошибку"),
	Q(START, 14, "если вы заметили ошибку"),
	Q(START, 14, "если вы обнаружили ошибку"),
	Q(START, 14, "ошибка в тексте"), Q(START, 14, "выделите ошибку"),
	Q(INSIDE, 14, "выделите фрагмент"), Q(START, 14, "выделите любой"),
	Q(INSIDE, 14, "информацию редактору"), Q(INSIDE, 14, "сообщите нам"),
	Q(START, 9, "проголосовать"), Q(START, 9, "понравилась статья"),
	Q(START, 9, "понравился материал"), Q(START, 9, "версия для печати"),
	Q(START, 9, "отправить другу"), Q(START, 9, "отправить ссылку"),
	Q(START, 9, "рассказать друзьям"), Q(START, 9, "поделитесь"),
	Q(START, 9, "подписаться на rss"), Q(START, 9, "добавить в закладки"),
	Q(START, 9, "раздел:"), Q(START, 9, "опубликовать в"),
	Q(START, 4, "загружается"), Q(START, 3, "загрузка"),
	Q(START, 3, "loading"), Q(START, 9, "эта статья в категориях"),
	Q(START, 4, "фото")
};

static size_t
count_words(const char *s)
{
	size_t n = *s != '\0';

	for (; *s != '\0'; s++)
		n += *s == ' ';
	return n;
}

static bool
meets(const struct phrase *p, const char *line)
{
	switch (p->place) {
	case WHOLE:
		return strcmp(line, p->text) == 0;
	case START:
		return fold_starts(line, p->text);
	case INSIDE:
		return fold_inside(line, p->text) != NULL;
	}
	return false;
}

/* "[ 12 comments ]", "Comments (12)": the words alone, in place. */
static const char *
bare(char *line)
{
	static const char around[] = "[]() :0123456789";
	size_t n = strlen(line);

	while (n > 0 && strchr(around, line[n - 1]) != NULL)
		n--;
	line[n] = '\0';
	return line + strspn(line, around);
}

enum section
section_of(const char *s, size_t n)
{
	char line[SECTION_MAX];
	const char *at;
	size_t i, words;

	if (n == 0 || n >= SECTION_MAX)
		return SECTION_NONE;
	fold_line(s, n, line, sizeof(line));
	at = bare(line);
	words = count_words(at);
	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (words > phrases[i].words || (phrases[i].place != INSIDE &&
		    phrases[i].text[0] != at[0]))
			continue;
		if (meets(&phrases[i], at))
			return phrases[i].section;
	}
	return SECTION_NONE;
}
