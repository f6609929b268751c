"""Names of months and weekdays; made by `docs/make_months.py` from CLDR (babel 2.19.0).

Do not edit: change the script and run it again. Keys are as `clean.fold_word` returns them, without spaces.
"""

_MONTHS = (
    (
        "ean eanair ene enero gen gener gennaio ian ianuarie ion ionawr jaan jaanuar jan janaayo janar "
        "janeiro jannaayo jannar janner januar januara januari januarie january janv janvaris janvier led "
        "leden ledna oca ocak saus sausio sausis schan schaner sij sijecanj sijecnja sty styczen stycznia "
        "tammi tammikuu tammikuuta urt urtarrila xan xaneiro yan yanvar yanwar ιαν ιανουαριοσ ιανουαριου "
        "нэгдүгээрсар сту студзень студзеня січ січень січня янв январ январь января яну януари јан јануар "
        "јануари қаң қаңтар հնվ հունվար հունվարի ינו ינואר جانفي جنوري جنوری كانونالثاني يناير ژانویه जन "
        "जनवरी जाने जानेवारी জানু জানুযারি ਜਨ ਜਨਵਰੀ જાનયુ જાનયુઆરી ஜன ஜனவரி జన జనవరి ಜನ ಜನವರಿ ജനു ജനുവരി "
        "දුරුතු ม.ค มกราคม ມ.ກ ມັງກອນ ဇန ဇနနဝါရီ იან იანვარი ጃን ጃንዋሪ មករា 一月"
    ),
    (
        "chw chwef chwefror favr favrer feabh feabhra feb febbraio feber febr febraayo febreiro febrer "
        "febrero februar februara februari februarie februaris february fev fevereiro fevr fevral fevrier few "
        "fewral fra frar helmi helmikuu helmikuuta lut lutego luty ots otsaila peb pebrero shk shkurt sub "
        "subat uno unor unora vas vasario vasaris veebr veebruar velj veljaca veljace φεβ φεβρουαριοσ "
        "φεβρουαριου ақп ақпан лют лютага лютии лютого люты феб фебруар фев февр феврал февраль февраля "
        "февруари хоердугаарсар փետրվար փետրվարի փտվ פבר פברואר شباط فبراير فبروري فروری فوریه فيفري فېبروري "
        "फर फरवरी फेबरु फेबरुअरी फेबरुवारी ফেব ফেবরুযারি ਫਰ ਫਰਵਰੀ ફેબરુ ફેબરુઆરી பிப பிபரவரி ఫిబర ఫిబరవరి "
        "ಫೆಬರ ಫೆಬರವರಿ ഫെബരു ഫെബരുവരി නවම ก.พ กมภา กมภาพันธ์ ກ.ພ ກມພາ ဖေ ဖေဖောဝါရီ თებ თებერვალი ፌብ ፌብሩዋሪ "
        "កុមភៈ 二月"
    ),
    (
        "bre brezen brezna kov kovas kovo maalis maaliskuu maaliskuuta maarso maart mac machi mae maerz mar "
        "marc marca march marcius marco marec maret mars marso mart marta martie marts martxoa marz marzec "
        "marzo marzu maw mawrth mrt ozu ozujak ozujka μαρ μαρτιοσ μαρτιου бер березень березня гуравдугаарсар "
        "мар март марта нау наурыз сак сакавік сакавіка մարտ մարտի մրտ מרס מרץ اذار مارس مارچ मारच মারচ ਮਾਰਚ "
        "મારચ மார மாரச మారచి ಮಾರಚ മാർ മാർചച මැදින มี.ค มีนาคม ມ.ນ ມີນາ မတ მარ მარტი ማርች មីនា 三月"
    ),
    (
        "abr abrell abriil abril aib aibrean api apirila apr aprel april aprila aprile aprili aprilie aprilis "
        "aprill avr avrigl avril bal balandis balandzio dub duben dubna ebr ebrill huhti huhtikuu huhtikuuta "
        "kwi kwiecien kwietnia nis nisan pri prill tra travanj travnja απρ απριλιοσ απριλιου апр апрел апрель "
        "апреля април дөрөвдүгээрсар квіт квітень квітня кра красавік красавіка сәу сәуір ապր ապրիլ ապրիլի "
        "אפר אפריל ابريل افريل اوریل اپریل نيسان अपरिल अपरैल एपरि एपरिल এপরি এপরিল ਅਪਰੈ ਅਪਰੈਲ એપરિલ ஏப ஏபரல "
        "ఏపరి ఏపరిల ಏಪರಿ ಏಪರಿಲ ഏപരി ഏപരിൽ බක เม.ย เมษายน ມ.ສ ເມສາ ဧပြီ აპრ აპრილი ኤፕሪ ኤፕሪል មេសា 四月"
    ),
    (
        "beal bealtaine geg geguze geguzes kve kveten kvetna maayo mag maggio mai maiatza maig maijs maio maj "
        "maja majus matg may mayis mayo mee mei mej mejju svi svibanj svibnja touko toukokuu toukokuuta μαι "
        "μαιοσ μαιου маи мам мамыр мая мај тавдугаарсар трав травень травня մայիս մայիսի մյս מאי ايار ماي "
        "مايو مه ميی مۍ मई मे মে ਮਈ મે மே మే ಮೇ മേയ වෙසක พ.ค พฤษภาคม ພ.ພ ພຶດສະພາ မေ მაი მაისი ሜይ ឧសភា 五月"
    ),
    (
        "birz birzelio birzelis cerven cervna cvn cze czerwca czerwiec eka ekaina giu giugno gun gunju haz "
        "haziran hun hunyo iun iunie iyn iyun juin jun juna june junho juni junie junij junijs junio junius "
        "juny juun juuni kesa kesakuu kesakuuta lipanj lipnja meh mehefin meith meitheamh qer qershor xuno "
        "zercl zercladur ιουν ιουνιοσ ιουνιου зургаадугаарсар июн июнь июня мау маусым черв червень червня "
        "чэр чэрвень чэрвеня юни јун јуни հնս հունիս հունիսի יוני جوان جون حزيران يونيو ژوين जुन जून জুন ਜੂਨ "
        "જૂન ஜூன జూన ಜೂನ ജൂൺ පොසොන มิ.ย มิถนายน ມິ.ຖ ມິຖນາ ဇွန ივნ ივნისი ጁን មិថុនា 六月"
    ),
    (
        "cervence cervenec cvc fan fanadur gor gorff gorffennaf heina heinakuu heinakuuta hul hulyo iuil iul "
        "iulie iyl iyul juil juill juillet jul jula julai julho juli julie julij julijs julio juliol julius "
        "july juuli korr korrik liep liepa liepos lipca lipiec lug luglio lul lulju luulyo srpanj srpnja tem "
        "temmuz uzt uztaila xul xullo ιουλ ιουλιοσ ιουλιου долоодугаарсар июл июль июля лип липень липня ліп "
        "ліпень ліпеня шіл шілде юли јул јули հլս հուլիս հուլիսի יולי تموز جولايی جولای جويلية يوليو يوليوز "
        "ژويیه जुल जुलाई जुलै জুল জুলাই ਜੁਲਾ ਜੁਲਾਈ જુલાઈ ஜூலை జులె ಜುಲೈ ജൂലൈ ඇසළ ก.ค กรกฎาคม ກ.ລ ກໍລະກົດ ဇူ "
        "ဇူလိုင ივლ ივლისი ጁላይ កកកដា 七月"
    ),
    (
        "abu abuztua ag ago agost agosti agosto ags agt agu agust agustos agustus aout aug august augusta "
        "augusti augusts augustus augusztus avg avgust avq avqust avust awg awgust awst aww awwissu elo "
        "elokuu elokuuta gush gusht kol kolovoz kolovoza lun lunasa ogo ogos ogosto ogs rugp rugpjucio "
        "rugpjutis sie sierpien sierpnia srpen srpna αυγ αυγουστοσ αυγουστου авг август августа жні жнівень "
        "жніуня наимдугаарсар серп серпень серпня там тамыз օգոստոս օգոստոսի օգս אוג אוגוסט اب اغسطس اغشت اوت "
        "اګست اگست غشت अग अगसट अगसत ऑग ऑगसट আগ আগসট ਅਗ ਅਗਸਤ ઑગસટ ஆக ஆகஸட ఆగ ఆగసటు ಆಗ ಆಗಸಟ ഓഗ ഓഗസററ නිකිණි ส.ค "
        "สิงหาคม ສ.ຫ ສິງຫາ ဩဂုတ აგვ აგვისტო ኦገስ ኦገስት សីហា 八月"
    ),
    (
        "eyl eylul ira iraila meanfomhair medi mfomh rugs rugsejis rugsejo ruj rujan rujna seb sebteembar "
        "sebtembar sen sentabr sentyabr sep sept septemba septembar september septembra septembre septembrie "
        "septembris septiembre set setembre setembro setiembre sett settember settembre settembru setyembre "
        "sht shtator syys syyskuu syyskuuta szept szeptember wrz wrzesien wrzesnia zar zari σεπ σεπτεμβριοσ "
        "σεπτεμβριου вер верасень верасня вересень вересня есдүгээрсар сен сент сентябр сентябрь сентября сеп "
        "септембар септември қыр қыркүиек սեպ սեպտեմբեր սեպտեմբերի ספט ספטמבר ايلول سبتمبر ستمبر سپتامبر "
        "سپتمبر سېپتمبر شتمبر شتنبر सपटें सपटेंबर सित सितंबर सितमबर सेपटेमबर সেপ সেপট সেপটেমবর ਸਤੰ ਸਤੰਬਰ સપટે "
        "સપટેમબર செப செபடமபர సెపటెం సెపటెంబర ಸೆಪಟೆಂ ಸೆಪಟೆಂಬರ സെപററം സെപററംബർ බිනර ก.ย กันยายน ກ.ຍ ກັນຍາ စက "
        "စကတငဘာ სექ სექტემბერი ሴፕቴ ሴፕቴምበር កញញា 九月"
    ),
    (
        "deireadhfomhair dfomh eki ekim hyd hydref loka lokakuu lokakuuta oct october octobre octombrie "
        "octubre okt oktabr oktoba oktobar oktober oktobra oktobris oktoobar oktoober oktubre oktyabr ott "
        "ottobre ottubru out outubro paz pazdziernik pazdziernika rij rijen rijna spal spalio spalis tet "
        "tetor urr urria οκτ οκτωβριοσ οκτωβριου аравдугаарсар жовт жовтень жовтня кас кастрычнік кастрычніка "
        "окт октобар октомври октябр октябрь октября қаз қазан հոկ հոկտեմբեր հոկտեմբերի אוק אוקטובר اكتوبر "
        "اکتبر اکتوبر تشرينالاول अकटू अकटूबर अकटोबर अकतूबर ऑकटो ऑकटोबर অকটো অকটোবর ਅਕਤੂ ਅਕਤੂਬਰ ઑકટો ઑકટોબર "
        "அக அகடோபர అకటో అకటోబర ಅಕಟೋ ಅಕಟೋಬರ ഒകടോ ഒകടോബർ වප ต.ค ตลาคม ຕ.ລ ຕລາ အောက အောကတိုဘာ ოქტ "
        "ოქტომბერი ኦክቶ ኦክቶበር តុលា 十月"
    ),
    (
        "aza azaroa kas kasim lapkr lapkricio lapkritis listopadu marras marraskuu marraskuuta nen nentor nob "
        "nobyembre nof noiembrie noofeembar nov novemba novembar november novembra novembre novembris "
        "novembro novembru noviembre noy noyabr samh samhain stu studeni studenoga tach tachwedd νοε "
        "νοεμβριοσ νοεμβριου арваннэгдүгээрсар лист листопад листопада ліс лістапад лістапада нов новембар "
        "ное ноември ноя нояб ноябр ноябрь ноября қар қараша նոյ նոյեմբեր նոյեմբերի נוב נובמבר تشرينالثاني "
        "نوامبر نوفمبر نومبر نونبر नव नवंबर नवमबर नोभेमबर नोवहें नोवहेंबर নভে নভেমবর ਨਵੰ ਨਵੰਬਰ નવે નવેમબર நவ "
        "நவமபர నవం నవంబర ನವೆಂ ನವೆಂಬರ നവം നവംബർ ඉල พ.ย พฤศจิกายน ພ.ຈ ພະຈິກ နို နိုဝငဘာ ნოე ნოემბერი ኖቬም ኖቬምበር "
        "វិចឆិកា 十一月"
    ),
    (
        "abe abendua ara aralik dec decembar december decembra decembre decembrie decembris decembro dek "
        "dekabr des desemba desember desembre dets detsember dez dezember dezembro dhj dhjetor dic dicembre "
        "dicembru diciembre dis diseembar disember disyembre gru grudnia grudzien gruod gruodis gruodzio "
        "joulu joulukuu joulukuuta noll nollaig pro prosinac prosinca prosince prosinec rhag rhagfyr δεκ "
        "δεκεμβριοσ δεκεμβριου арванхоердугаарсар груд грудень грудня дек декабр декабрь декабря декември дец "
        "децембар жел желтоқсан сне снежань снежня դեկ դեկտեմբեր դեկտեմբերի דצמ דצמבר دجمبر دجنبر دسامبر "
        "دسمبر ديسمبر كانونالاول डिसें डिसेंबर डिसेमबर दिस दिसंबर दिसमबर ডিসে ডিসেমবর ਦਸੰ ਦਸੰਬਰ ડિસે ડિસેમબર "
        "டிச டிசமபர డిసెం డిసెంబర ಡಿಸೆಂ ಡಿಸೆಂಬರ ഡിസം ഡിസംബർ උඳුවප ธ.ค ธันวาคม ທ.ວ ທັນວາ ဒီ ဒီဇငဘာ დეკ "
        "დეკემბერი ዲሴም ዲሴምበር ធនូ 十二月"
    ),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
"""Name -> month, 1 to 12."""

ENGLISH_MONTHS = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
"""The English names of each month, the longest first."""
CAPITAL_MONTH = rf"(?:{'|'.join(name.capitalize() for names in ENGLISH_MONTHS for name in names.split())})\.?"
"""A pattern of their names with a capital: `September`, `Sept.`"""

AMBIGUOUS = {
    "lip": (7, 6),
    "lis": (11, 0),
    "listopad": (11, 0),
    "listopada": (11, 10),
    "srp": (0, 0),
}
"""Name -> its month without and with a dot after the day; 0 if ambiguous."""

_WEEKDAYS = {
    "0": (
        "al astelehena b.e bazarertəsi deluain dilluns dl dus dusenbe dush dushanba dyddllun ehene esmaspaev "
        "gli glindesdi hen hetfo isn isniin isnin it-tnejn jumatatu llun luan lun lundi lunedi lunes luni "
        "luns maanantai maanantaina maandag man manadagur mandag manudagur mei meindeg mo mon monday montag "
        "pazartesi pirmadienis pirmd pirmdiena po pon pondeli pondelok ponedeljak ponedeljek ponedjeljak "
        "poniedzialek pr pzt seg segunda segunda-feira senin thuhai tne δευ δευτερα да даваа дс душанбе дшб "
        "дүи дүисенбі дүишөмбү панядзелак пн пон понеделник понедельник понедељак понеділок երկ երկուշաբթի "
        "יוםב יוםשני الاثنين دوشنبه پیر सोम सोमबार सोमवार সোম সোমবার ਸੋਮ ਸੋਮਵਾਰ સોમ સોમવાર திங திஙகள సోమ "
        "సోమవారం ಸೋಮ ಸೋಮವಾರ തിങകളാഴച തിങകൾ සඳුදා จันทร์ วันจันทร์ ຈັນ ວັນຈັນ တနငလာ ორშ ორშაბათი 월 "
        "월요일 ሰኞ ចនទ ច័នទ 周一 星期一 月曜日 週一"
    ),
    "01": "ma",
    "05": "sen",
    "1": (
        "an antradienis ar asteartea cərsənbəaxsami demairt den denschdeg di dienstag dimarts dinsdag dt "
        "dyddmawrth emarte it-tlieta jumanne kedd mairt mar mardi martedi martes marti maw otrd otrdiena sal "
        "sali sel selasa sesh seshanba sis sisenbe talaado teisipaev ter terca terca-feira thuba ti tiistai "
        "tiistaina tir tirs tirsdag tis tisdag tldo tli torek tue tues tuesday ty tys tysdag tysdagur ut "
        "utery uto utorak utorok wt wtorek þri þriðjudagur τρι τριτη ау ауторак вт вто вторник вівторок мя "
        "мягмар сеисенбі сешанбе сс сшб уто уторак шеиш шеишемби երեքշաբթի երք יוםג יוםשלישי الثلاثاء سهشنبه "
        "منگل मंगल मंगलवार मंगळ मंगळवार मङगल मङगलबार মঙগল মঙগলবার ਮੰਗਲ ਮੰਗਲਵਾਰ મંગળ મંગળવાર செவ செவவாய మంగళ "
        "మంగళవారం ಮಂಗಳ ಮಂಗಳವಾರ ചൊവവ ചൊവവാഴച අඟහ අඟහරුවාදා วันอังคาร อังคาร ວັນອັງຄານ ອັງຄານ အငဂါ სამ "
        "სამშაბათი 화 화요일 ማክሰ ማክሰኞ អងគារ 周二 星期二 火曜日 週二"
    ),
    "13": "c.a tor",
    "2": (
        "arbaco arbc asteazkena az car carsamba carsenbe cead chor chorshanba cərsənbə dc deceadaoin dimecres "
        "dyddmercher emerkure erb jumatano ke keskiviikko keskiviikkona kolmapaev l-erbgha me mer mercoledi "
        "mercores mercredi mesemna met mettwoch mi mie miercoles miercuri mik mikudagur mittwoch miy "
        "miyerkules mið miðvikudagur on ons onsdag qua quarta quarta-feira rab rabu sr sre sreda sri srijeda "
        "sroda streda sze szerda thutu tr treciadienis tresd tresdiena wed wednesday weds wo woensdag τετ "
        "τεταρτη лх лхагва серада середа ср сре среда сряда сәрсенбі чоршанбе чшб шарш шаршемби չորեքշաբթի "
        "չրք יוםד יוםרביעי الاربعاء بدھ چهارشنبه बुध बुधबार बुधवार বুধ বুধবার ਬੁੱਧ ਬੁੱਧਵਾਰ બુધ બુધવાર புத "
        "புதன బుధ బుధవారం ಬುಧ ಬುಧವಾರ ബുധനാഴച ബുധൻ බදාදා พธ วันพธ ພດ ວັນພດ ဗုဒဓဟူး ოთხ ოთხშაბათი 수 수요일 "
        "ረቡዕ ពុធ 周三 星期三 水曜日 週三"
    ),
    "235": "st",
    "3": (
        "alhamisi cet cetrtek ceturtd ceturtdiena cetvrtak cs csutortok ct ctvrtek cuməaxsami czw czwartek "
        "dear deardaoin dijous dj do don donderdag donnerstag donneschdeg dyddiau eenjte enj fim fimmtudagur "
        "gie gievgia gio giovedi ham hos hosdagur huw huwebes iau il-hamis jeu jeudi joi jue jueves kam kamis "
        "ketvirtadienis kha khamiis khamis khms kt neljapaev og osteguna pay payshanba pen pensenbe per "
        "persembe qui quinta quinta-feira stvrtok thu thunam thur thurs thursday to tors torsdag torstai "
        "torstaina xov xoves πεμ πεμπτη беисенбі беиш беишемби бс панҷшанбе пшб пү пүрэв чацвер чет четвер "
        "четверг четвртак четврток четвъртък чт чц հինգշաբթի հնգ יוםה יוםחמישי الخميس جمعرات پنجشنبه गुरु "
        "गुरुवार बिहि बिहिबार বৃহসপতি বৃহসপতিবার ਵੀਰ ਵੀਰਵਾਰ ગુરુ ગુરુવાર வியா வியாழன గురు గురువారం ಗುರು "
        "ಗುರುವಾರ വയാഴം വയാഴാഴച බ‍රහස බ‍රහසපතිනදා พฤหัส วันพฤหัสบดี ພະຫັດ ວັນພະຫັດ ကြာသပတေး ხუთ ხუთშაბათი 목 "
        "목요일 ሐሙስ ពរហ ពរហសបតិ៍ 周四 星期四 木曜日 週四"
    ),
    "4": (
        "ann anna aoine biy biyernes cum cuma cumə dehaoine divendres dv dyddgwener epremte fos fostudagur fr "
        "fre fredag freideg freitag fri friday friggjadagur gim gwe gwen ijumaa il-gimgha jimco jmc jum juma "
        "jumaat jumat or ostirala pa patek pe penktadienis pentek perjantai perjantaina pet petak petek pi "
        "piatek piatok piektd piektdiena pn pre pt reede sex sexta sexta-feira thusau ve ven venderdi "
        "vendredi venerdi venres vie viernes vin vineri vr vrijdag vrydag παρ παρασκευη ба баасан жм жума "
        "жұма п'ятниця пет петак петок петък пт пятница пятніца ҷмъ ҷумъа ուր ուրբաթ יוםו יוםשישי الجمعة جمعه "
        "جمعہ शुकर शुकरबार शुकरवार শুকর শুকরবার ਸੁੱਕਰ ਸੁੱਕਰਵਾਰ શુકર શુકરવાર வெள வெளளி శుకర శుకరవారం ಶುಕರ "
        "ಶುಕರವಾರ വെളളി വെളളിയാഴച සිකු සිකුරාදා วันศกร์ ศกร์ ວັນສກ ສກ သောကြာ პარ პარასკევი 금 금요일 ዓርብ "
        "សុករ 周五 星期五 週五 金曜日"
    ),
    "5": (
        "cmt cumartesi desathairn dissabte ds dyddsadwrn eshtune is-sibt jumamosi la larunbata lau lauantai "
        "lauantaina laugardagur laupaev laurdag ley leygardagur lor lordag lr sa sab sabado sabato sabti "
        "sabtu sad sam sambata samedi samschdeg samstag sat saterdag sath saturday sbti senbe sestadienis "
        "sestd sestdiena shan shanba sht sib sob sobota sonda sub subota szo szombat sənbə thubay za zaterdag "
        "σαβ σαββατο бя бямба ишемби ишм саб сабота сб сенбі суб суббота субота събота шанбе шнб շաբաթ շբթ "
        "יוםשבת שבת السبت اونۍ شنبه ہفتہ शनि शनिबार शनिवार শনি শনিবার ਸਨੀ ਸਨੀਵਾਰ શનિ શનિવાર சனி శని శనివారం "
        "ಶನಿ ಶನಿವಾರ ശനി ശനിയാഴച සෙන සෙනසුරාදා วันเสาร์ เสาร์ ວັນເສົາ ເສົາ စနေ შაბ შაბათი 토 토요일 ቅዳሜ សៅរ៍ "
        "周六 土曜日 星期六 週六"
    ),
    "56": "so",
    "6": (
        "ahad ahd axad axd bazar chunhat cn dedomhnaigh dg die dim dimanche diumenge dom domenica domh "
        "domingo du dum dumengia duminica dyddsul ediel had ig igandea il-hadd jumapili lin linggo min minggu "
        "ne ned nedela nedele nedelja nedjelja niedz niedziela paz pazar puhapaev sekmadienis sk son sondag "
        "sonndeg sonntag su sul sun sunday sunnudagur sunnuntai sunnuntaina svetd svetdiena vasarnap yak "
        "yakshanba yek yeksenbe zo zondag κυρ κυριακη воскресенье вс жек жексенбі жекшемби жс нд нед недела "
        "неделя недеља неділя ня нядзеля ням якшанбе яшб կիր կիրակի יוםא יוםראשון اتوار الاحد یکشنبه आइत "
        "आइतबार रवि रविवार রবি রবিবার ਐਤ ਐਤਵਾਰ રવિ રવિવાર ஞாயி ஞாயிறு ఆది ఆదివారం ಭಾನು ಭಾನುವಾರ ഞായറാഴച ഞായർ "
        "ඉරිදා วันอาทิตย์ อาทิตย์ ວັນອາທິດ ອາທິດ တနငဂနွေ კვი კვირა 일 일요일 እሑድ អាទិតយ 周日 日曜日 星期日 週日"
    ),
}
WEEKDAYS = {name: which for which, names in _WEEKDAYS.items() for name in names.split()}
"""Name -> its weekdays in all languages, Monday is 0."""
