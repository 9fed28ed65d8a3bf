/* SPDX-License-Identifier: ISC */
/*
 * Cyrillic to Latin and to Cyrillic.  The usage of newspapers, not of
 * standards: where they waver, the table has both.
 */
#include "match/systems.h"

#include <stddef.h>

const char latin_common[] =
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o "
    "п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e "
    "ю=yu я=ya і=i ї=i є=ie ґ=g ў=u '= лл=ll|l нн=nn|n";

const struct latin_system latin_systems[] = {
	{ "English spelling",
	    "х=kh|h щ=shch|sch ю=yu|iu я=ya|ia ё=yo|e|io *ё=e|o й=y|i "
	    "ы=y|i кс=ks|x +е=e|ye ей$=ei|ey|ej ай$=ai|ay|aj ой$=oy|oi|oj "
	    "уй$=uy|ui ия$=ia|iya ья=ya|ia ье=ye|ie|e ьё=yo|io|e ьи=yi|i "
	    "у$=u|ou ин$=in|ine|yn дж=j|dj|dzh ли$=li|lli|ly",
	    { "ий$=y|iy|ii|i|ij|yy ый$=y|yy|yi|iy|i ов$=ov|off|of|ow "
	    "ев$=ev|eff|yev|iev ёв$=ev|yov|ov|yev",
	    "и=y|i г=h|g є=ie|ye|e ї=i|yi|ji ий$=yi|y|yy|iy|i|ij|yj "
	    "ій$=ii|iy|ij|y|i йо=yo|io ьо=yo|io|o в=v|w ин$=yn|in",
	    "г=h|g э=e ў=u|w ы=y і=i ь= ій$=i|iy|ij ей$=ei|ey|iej|iei "
	    "ке=kie|ke ге=hie|he" }, 32, false },
	/* Czech, Slovak, Slovene, Croatian, Baltic; ISO 9 and scholars. */
	{ "scholarly spelling",
	    "ж=z ш=s ч=c щ=sc|st ц=c х=ch|h й=j|i ю=ju|iu я=ja|ia ё=e|jo|io "
	    "*ё=o|e +е=e|je ей$=ej|ei|ey ай$=aj|ai ой$=oj|oi|oy ья=ja ье=je "
	    "ьё=jo кс=ks|x",
	    { "ий$=ij|y|i|yj ый$=y|yj|i|ij",
	    "и=y|i г=h|g є=je|e|ie ї=ji|i ий$=yj|y|ij|i ій$=ij|i йо=jo|io "
	    "ьо=jo|io", "г=h|g ў=u|v э=e ій$=ij|i" }, 24, true },
	{ "Baltic spelling",
	    "ж=z ш=s ч=c щ=sc ц=c х=h|ch й=j|i ю=ju я=ja ё=e|jo *ё=o|e "
	    "б$=bs|bas в$=vs|vas|v г$=gs|gas д$=ds|das з$=zs|zas к$=ks|kas "
	    "л$=ls|las м$=ms|mas н$=ns|nas п$=ps|pas р$=rs|ras с$=ss|sas "
	    "т$=ts|tas ф$=fs|fas ц$=cs|cas ч$=cs|cius ш$=ss|sas "
	    "ль$=ls|lis нь$=ns|nis рь$=rs|ris ей$=ejs|ejus|eis|ej "
	    "ай$=ajs|ajus|ais ой$=ojs|ojus +е=e|je",
	    { "ий$=ijs|ijus|is|ij ый$=ijs|ys|is ский$=skis|skijs|skij",
	    "и=y|i г=h|g є=e|je|ie ї=ji|i ий$=is|ijs|ys|yjus ій$=ijs|ijus "
	    "ський$=skis|skijs|skyjs", NULL }, 12, true },
	{ "Polish spelling",
	    "в=w ж=z ш=sz ч=cz щ=szcz ц=c х=ch й=j ю=iu|ju +ю=ju я=ia|ja "
	    "+я=ja лю=lu ля=la ля$=la ё=io|o +ё=jo *ё=o ьё=jo ье=je ья=ja "
	    "ы=y кс=ks",
	    { "е=ie|e +е=je|e *е=e ле=le *и=y ий$=ij|i|y *ий$=y ый$=yj|y "
	    "кий$=ki ский$=ski цкий$=cki ия$=ia|ija",
	    "и=y г=h|g е=e є=ie|je +є=je ї=i|ji ий$=yj|y|ij ій$=ij|i "
	    "ський$=ski|skyj цький$=cki|ckyj йо=jo ьо=io",
	    "г=h е=ie +е=je ў=u|w э=e і=i ій$=ij|i ь= ка$=ka" }, 16, false },
	{ "German spelling",
	    "в=w з=s|z ~с=ss|s ж=sch|sh ш=sch ч=tsch щ=schtsch ц=z|ts х=ch "
	    "й=i|j ю=ju я=ja ё=jo|o|e *ё=o|e +е=e|je ья=ja ье=je ьё=jo "
	    "ей$=ej|ei|ey ай$=ai|aj|ay ой$=oi|oj|oy кс=x|ks ия$=ija|ia "
	    "ли$=li|lli",
	    { "ий$=i|ij|y|yj|iy|ii ый$=y|yj|i ов$=ow|ov|off "
	    "ев$=ew|jew|iew|ev ёв$=ow|jow|ew",
	    "и=y|i г=h|g є=je|e|ie ї=ji|i ий$=yj|y|i|ij ій$=ij|i йо=jo "
	    "ьо=jo|o", "г=h ў=u|w ій$=ij|i" }, 32, false },
	{ "French spelling",
	    "у=ou|u ю=iou|you|iu я=ia|ya ж=j|zh ш=ch ч=tch щ=chtch х=kh|h "
	    "ге=gue|ghe ги=gui|ghi гё=guio й=i|y ы=y|i ин$=ine|in "
	    "ын$=yne|ine ян$=ian|iane ё=io|e|yo *ё=e|o ей$=ei|ey ай$=ai|ay "
	    "ой$=oi|oy кс=x|ks ье=ie|ye ья=ia|ya +е=e|ie дж=dj ль=l +е=ie|e",
	    { "^е=e|ie|ye ий$=i|y|ii|iy ый$=y|yi|i ов$=ov|off|of "
	    "ев$=ev|eff|iev ёв$=ev|iov|ov",
	    "и=y|i г=h|g є=ie|e ї=i|yi ий$=yi|y|i|yy ій$=ii|iy|i",
	    NULL }, 32, false },
	{ "Spanish spelling",
	    "х=j|kh|h ж=zh|y|j ш=sh|sch|ch ч=ch щ=sch|shch|sh ге=gue ги=gui "
	    "й=i|y ы=i|y ю=iu|yu я=ia|ya ё=io|yo|o|e *ё=o|e ей$=ei|ey "
	    "ай$=ai|ay ой$=oi|oy ий$=i|y|iy ый$=i|y кс=ks|x ье=ie|ye ия$=ia",
	    { NULL, "и=i|y г=g|h є=ie|e ї=i ий$=i|y|yi ій$=i|iy|ii",
	    NULL }, 16, false },
	{ "Dutch spelling",
	    "у=oe ю=joe я=ja ж=zj ш=sj ч=tsj щ=sjtsj х=ch ц=ts й=j|i ы=y|i "
	    "ё=jo|o *ё=o|e +е=e|je ей$=ej|ei|ey ай$=aj|ai|ay ой$=oj|oi|oy "
	    "ья=ja ье=je ия$=ia|ija кс=ks|x",
	    { "ий$=i|ij|y|iej ый$=y|yj", "и=y|i г=h|g є=je|e ї=ji|i "
	    "ий$=yj|y|i ій$=ij|i", NULL }, 12, false },
	{ "Nordic spelling",
	    "ш=sj|sh|s ж=zj|zh|z|sj ч=tj|tsj|ts|ch щ=sjtj|sjtsj|sch|sts "
	    "х=ch|kh|h ц=ts й=j|i ю=ju я=ja ы=y|i ё=jo|o|e *ё=o|e ей$=ej|ei "
	    "ай$=aj|ai ой$=oj|oi +е=e|je ье=je ья=ja кс=ks|x ия$=ia|ija",
	    { "ий$=ij|i|y|iy ый$=yj|y|i",
	    "и=y|i г=h|g є=je|e ї=ji|i ий$=yj|y|i ій$=ij|i", NULL },
	    20, true },
	{ "Hungarian spelling",
	    "с=sz ш=s ж=zs ч=cs щ=scs ц=c х=h й=j ы=i ю=ju я=ja ё=jo|o|e "
	    "*ё=o ти=tyi|ti ди=gyi|gyi|di де=gye|de те=tye|te не=nye|ne "
	    "ни=nyi|ni +е=je|e ль=l|ly нь=ny|n ья=ja ье=je кс=ksz|x",
	    { "ий$=ij|i ый$=ij|i",
	    "и=i|y г=h|g є=je|e ї=ji|i ий$=ij|i ій$=ij|i", NULL }, 16, true },
	{ "Turkish spelling",
	    "ш=s ж=j ч=c щ=sc х=h|kh ц=ts й=y|i ы=i ю=yu я=ya ё=yo|o|e "
	    "*ё=o|e дж=c +е=e|ye ья=ya ье=ye ия$=iya|ya кс=ks",
	    { "ий$=iy|i|y ый$=iy|i", "и=i|y г=g|h є=ye|e ї=yi|i ий$=iy|i|y "
	    "ій$=iy|i", NULL }, 12, true },
	{ "Romanian and Italian spelling",
	    "ш=s|sc ж=j|z ч=ci|c|ce че=ce чи=ci щ=sci|sc х=h|ch|kh ц=t|ts|z "
	    "й=i|j ге=ghe ги=ghi ы=i|y ю=iu я=ia ё=io|e|o *ё=io|o|e "
	    "ий$=i|ii|ij ый$=i|ii ье=ie ья=ia кс=x|ks к=k|c",
	    { NULL, "и=i|y г=h|g є=ie|e ї=i ий$=i|ii ій$=ii|i", NULL },
	    12, true },
	{ NULL, NULL, { NULL, NULL, NULL }, 0, false }
};

const struct cross_system cross_systems[NTONGUES][NTONGUES] = {
	[RU] = {
		[UK] = { "Ukrainian spelling",
		    "и=і|и ^и=і *и=и ин$=ін|ин ы=и э=е ё=ьо|е *ё=о|ьо|е "
		    "+ё=йо|є ъ=' е=е|є "
		    "+е=є|е *е=е ле=ле|лє не=не|нє ре=ре|рє ьев$=ьєв|'єв "
		    "ский$=ський цкий$=цький зкий$=зький "
		    "ий$=ий|ій кий$=кий|кій ый$=ий ой$=ой|ий ская$=ська "
		    "цкая$=цька ая$=а|ая яя$=я", 16 },
		[BE] = { "Belarusian spelling",
		    "и=і *и=ы ри=ры щ=шч ъ=' ти=ці ди=дзі те=це де=дзе "
		    "тю=цю дю=дзю тя=ця дя=дзя ть=ць дь=дзь рь=р ря=ра рю=ру "
		    "%в=ў ов$=оў|аў ев$=еў ёв$=ёў|оў е=е|я о=о|а ре=рэ|ра "
		    "ский$=скі цкий$=цкі кий$=кі ий$=ій|ый ый$=ы *е=э|а "
		    "енко$=енка|энка|анка ко$=ка", 12 }
	},
	[UK] = {
		[RU] = { "Russian spelling",
		    "і=и и=и|ы ї=и ґ=г є=е '=ъ|ь| ьо=е йо=е ський$=ский "
		    "цький$=цкий зький$=зский ий$=ый|ий кий$=кий гий$=гий "
		    "хий$=хий ій$=ий|ей ська$=ская цька$=цкая "
		    "ів$=ив|ов їв$=ев ець$=ец ень$=ень *и=и ки=ки ги=ги "
		    "хи=хи", 8 }
	},
	[BE] = {
		[RU] = { "Russian spelling",
		    "і=и ў=в э=е ы=ы|и ці=ти дзі=ди це=те дзе=де шч=щ "
		    "я=я|е скі$=ский цкі$=цкий ій$=ий ы$=ый оў$=ов аў$=ов "
		    "еў$=ев "
		    "'=ъ", 8 }
	}
};
