/* SPDX-License-Identifier: ISC */
/* Marks of standing notices, as lower-case words in several languages. */
#include "parse/extract/notice.h"

#include <string.h>

#include "parse/extract/loose.h"

#define NOTICE_MAX	1200	/* bytes looked at */

/* As loose_fold() leaves them: no blanks, no case. */
static const char *const marks[] = {
	"allrightsreserved", "rightsreserved", "privacypolicy",
	"termsofuse", "termsofservice", "usescookies", "usecookies",
	"maynotbereproduced", "maynotbepublishedbroadcast",
	"enablejavascript", "javascriptisdisabled", "adblocker",
	"customerservice", "functionvar", "getelementbyid",
	"documentwrite", "documentget",
	"всеправазащищены", "правазащищены", "всеправана",
	"прииспользованииматериалов", "использованиематериалов",
	"использованииматериал", "приперепечатке", "перепечаткаматериалов",
	"приполномиличастичном", "гиперссылканасайт",
	"активнаягиперссылка", "активнаяссылка", "свидетельствоорегистрации",
	"зарегистрированофедеральной", "зарегистрированвфедеральной",
	"эл№фс", "редакцияненесет", "ненесетответственностиза",
	"включитеjavascript", "пользовательскогосоглашения",
	"политикаконфиденциальности", "подпишитесьнанаш",
	"усіправазахищен", "привикористанніматеріалів",
	"allerechtevorbehalten", "tousdroitsreserves"
};

bool
notice_is(const char *s, size_t len)
{
	char folded[NOTICE_MAX + 1];
	size_t i, n;

	n = loose_fold(s, len < NOTICE_MAX ? len : NOTICE_MAX, folded);
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (memmem(folded, n, marks[i], strlen(marks[i])) != NULL)
			return true;
	return false;
}
