/* SPDX-License-Identifier: ISC */
/*
 * Latin to Russian: what a name in Latin letters may have been, or would
 * become in a Russian newspaper.  The first choice is the likeliest.
 */
#include "match/systems.h"

#include <stddef.h>

const char reader_letters[] =
    "a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=й k=к l=л m=м n=н o=о p=п q=к "
    "r=р s=с t=т u=у v=в w=в x=кс y=и z=з '=ь| ph=ф ck=к sh=ш th=т "
    "á=а é=е í=и ó=о ú=у ý=ы ë=е ï=й ö=е ü=ю ä=е ø=е å=о ą=а ę=е ė=е ē=е "
    "ī=и ā=а ū=у ł=л ń=нь ś=с ź=з ż=ж ć=ч š=ш č=ч ž=ж ř=р ě=е ů=у ő=е ű=ю "
    "ç=ч ş=ш ș=ш ț=ц ţ=ц ğ=г ı=ы î=ы â=ы ñ=нь ŭ=у ĭ=й ʹ=ь "
    "ll=лл|л nn=нн|н ss=сс|с tt=тт|т pp=пп|п ff=фф|ф kk=кк|к rr=рр|р";

const char reader_slavic[] =
    ">l=ль|л lk=лк|льк lv=лв|льв lj=ль "
    "ya=я|ья +ya=я yu=ю|ью +yu=ю yo=е|ье|ио +yo=е ye=ье|е +ye=е "
    "ia=иа|я|ья ia$=ия|я ja=я|ья ju=ю|ью jo=е|ье +jo=е je=ье|е +je=е "
    "iu=ю|иу io=ио|е iya$=ия ija$=ия ie=ье|ие|е ^e=е|э "
    "sky$=ский skiy$=ский skii$=ский skyy$=ский skyi$=ский skij$=ский "
    "skyj$=ский ski$=ский skis$=ский skijs$=ский s'kyj$=ский "
    "s'kyi$=ский s'kyy$=ский sʹkyy$=ский tsky$=цкий tskyi$=цкий "
    "tskyy$=цкий tski$=цкий tskiy$=цкий tskii$=цкий tskij$=цкий cki$=цкий "
    "cky$=цкий ckij$=цкий ckyj$=цкий skaya$=ская skaia$=ская skaja$=ская "
    "skaïa$=ская cka$=цкая ska$=ская tskaya$=цкая "
    "ny$=ный|ни nyi$=ный nyy$=ный nyj$=ный niy$=ний|ный "
    "ky$=кий|ки kyi$=кий kiy$=кий khy$=хий gy$=гий|ги ly$=лый|ли "
    "ry$=рый|ри vy$=вый|ви ty$=тый|ти my$=мый|ми "
    "iy$=ий ii$=ий ij$=ий yi$=ый|ий yy$=ый|ий yj$=ый "
    "oi=ой|ои ai=ай|аи ei=ей|еи ui=уй|уи oï=ой aï=ай eï=ей "
    "ey$=ей ei$=ей ej$=ей eĭ$=ей eï$=ей ay$=ай ai$=ай aj$=ай oy$=ой|ый "
    "oi$=ой oj$=ой uy$=уй ev$=ев yev$=ев|ьев iev$=иев|ьев|ев "
    "off$=ов eff$=ев ow$=ов ew$=ев of$=ов ef$=ев l$=ль|л "
    "shch=щ sch=ш|щ zh=ж kh=х ch=ч ts=ц tz=ц tsch=ч tch=ч";

const struct reader readers[] = {
	{ "English reading", NULL, false,
	    "y=ы|и +y=й h=х|г c=к|ц i=и|ы ^i=и +i=и in$=ин ine$=ин ich$=ич "
	    "ik$=ик i$=и", 12 },
	/* A foreigner's name as a Russian newspaper would print it. */
	{ "English sound", NULL, true,
	    "w=у|в wa=уо|ва we=уэ|ве wo=уо|во wr=р wh=у th=т|с ch=ч|к ck=к "
	    "ce=се|це ci=си ce$=с cy$=си qu=кв|ку j=дж|й ^mc=мак ^mac=мак "
	    "ee=и ea=и|е oo=у ou=ау|у ow=оу|ау ai=ей|ай ay=ей|ай ei=ей|ай|и "
	    "ey$=и|ей ie$=и y$=и oa=оу eau=о au=ау|о aw=о ohn=он er=ер "
	    "ur=ер|ур ir=ер|ир a=а|э a$=а ia$=ия u=а|у u$=у i=и|ай i$=и o=о "
	    "e=е|э e$=|е es$=с|ес le$=л|ле ^e=э|е ge$=дж|г igh=ай gh= z=з|ц "
	    "y=и|ай ya=ья|я ^ya=я yu=ю mm=мм|м bb=бб|б dd=дд|д gg=гг|г "
	    "zz=цц|зз cc=кк ^sch=ш ew=ью ^ye=е h=х|г ah=а aham=эм|ахам "
	    "shw=шв ^kn=н", 16 },
	{ "German reading", "sch|w|tz|z|ei|eu|ey|ö|ü|ä|j", false,
	    "sch=ш tsch=ч schtsch=щ z=ц|з tz=ц w=в v=в|ф ^s=з|с ~s=з|с "
	    "ss=с ch=х|ч ei=ей|ай eu=ой eh=е ie=и ^sp=шп ^st=шт j=й|ж "
	    "y=ы|и ey=ей|яй ey$=ей ij$=ий ewski$=евский lz=льц|лц nz=нц "
	    "rz=рц yj$=ый|ий ah=а oh=о uh=у ck=к", 12 },
	{ "French reading", "ou|tch|ch|ine|ï|gue|gui|yne|j", false,
	    "ou=у tch=ч ch=ш tcht=чт chtch=щ j=ж gue=ге gui=ги ghe=ге "
	    "ine$=ин yne$=ын ï=й iou=ю you=ю y=ы|и +y=й iane$=ян", 8 },
	{ "Polish reading", "sz|cz|w|ł|ż|ś|ń|ie|rz", false,
	    "sz=ш cz=ч szcz=щ w=в ch=х c=ц ie=е ia=я io=е iu=ю rz=рж y=ы|и "
	    "dzi=дзи ż=ж h=г j=й ow$=ов iew$=ев ew$=ев owski$=овский la=ла|ля",
	    8 },
	{ "scholarly reading", "š|č|ž|j|ch|ý|ij", false,
	    "š=ш č=ч šč=щ ž=ж c=ц ch=х j=й y=ы|и ý$=ый h=х|г cs$=ц", 8 },
	{ "Baltic reading", "ovs|evs|ins|kas|vas|ejs|jus|skis|ras|rs", false,
	    "š=ш č=ч ž=ж c=ц h=х|г j=й ovs$=ов evs$=ев ovas$=ов evas$=ев "
	    "ins$=ин inas$=ин ejs$=ей ejus$=ей eis$=ей skis$=ский "
	    "skijs$=ский ajs$=ай ajus$=ай ijs$=ий ijus$=ий rs$=р ras$=р "
	    "ņ=нь ļ=ль y=ы|и", 8 },
	{ "Dutch reading", "oe|sj|zj|tsj|tj", false,
	    "oe=у joe=ю sj=ш zj=ж tsj=ч tj=ч sjtsj=щ sjtj=щ ch=х j=й y=ы|и",
	    8 },
	{ "Hungarian reading", "sz|cs|zs|gy|tyi|nyi", false,
	    "sz=с s=ш cs=ч zs=ж c=ц gyi=ди gye=де tyi=ти tye=те nyi=ни "
	    "nye=не j=й h=х|г szkij$=ский szki$=ский scs=щ", 8 },
	{ "Turkish reading", "ş|ç|ı|ğ|ș|î", false,
	    "ş=ш ș=ш ç=ч ı=ы î=ы y=й c=дж j=ж h=х ya=я yu=ю ye=е yo=е", 8 },
	{ NULL, NULL, false, NULL, 0 }
};
