"""Month and weekday names of CLDR, folded; written by generate_names.py, not by hand."""

# fmt: off
MONTHS: dict[int, str] = {
    1: (
        "ean|eanair|ene|enero|gen|gener|gennaio|ian|ianuarie|ion|ionawr|jaan|jaanuar|jan|janar|janeiro|"
        "jannar|janner|januar|januara|januari|januarie|january|janv|janvaris|janvier|led|leden|ledna|oca|"
        "ocak|rbn|rebendan|saus|sausio|sausis|sij|sijecanj|sijecnja|sty|styczen|stycznia|tammi|tammikuu|"
        "tammikuuta|urt|urtarrila|xan|xaneiro|yan|yanvar|yanwar|ιαν|ιανουαριοσ|ιανουαριου|нэгдүгээр сар|"
        "сту|студзень|студзеня|січ|січень|січня|янв|январ|январь|января|яну|януари|јан|јануар|јануари|"
        "қаң|қаңтар|հնվ|հունվար|հունվարի|בינו|בינואר|ינו|ינואר|جانفی|جنوری|ژانویه|کانون الثانی|ینایر|जन|"
        "जनवरी|जाने|जानेवारी|জানু|জানুয়ারী|ਜਨ|ਜਨਵਰੀ|જાન્યુ|જાન્યુઆરી|ஜன|ஜனவரி|జన|జనవరి|ಜನ|ಜನವರಿ|ജനു|"
        "ജനുവരി|ජන|ජනවාරි|มกราคม|มค|ມກ|ມັງກອນ|ဇန်|ဇန်နဝါရီ|იან|იანვარი|ጃን|ጃንዋሪ|មករា|"
    ),
    2: (
        "chw|chwef|chwefror|feabh|feabhra|feb|febbraio|febr|febreiro|febrer|febrero|februar|februara|"
        "februari|februarie|februaris|february|fev|fevereiro|fevr|fevral|fevrier|few|fewral|fra|frar|"
        "helmi|helmikuu|helmikuuta|lut|lutego|luty|ots|otsaila|peb|pebrero|sbt|shk|shkurt|sibat|sub|"
        "subat|uno|unor|unora|vas|vasario|vasaris|veebr|veebruar|velj|veljaca|veljace|φεβ|φεβρουαριοσ|"
        "φεβρουαριου|ақп|ақпан|лют|лютага|лютии|лютого|люты|феб|фебруар|фев|февр|феврал|февраль|февраля|"
        "февруари|хоердугаар сар|փետրվար|փետրվարի|փտվ|בפבר|בפברואר|פבר|פברואר|شباط|فبرایر|فبروری|فروری|"
        "فوریه|فیفری|فېبروری|फर|फरवरी|फेब्रु|फेब्रुअरी|फेब्रुवारी|ফেব|ফেব্রুয়ারী|ਫ਼ਰ|ਫ਼ਰਵਰੀ|ફેબ્રુ|"
        "ફેબ્રુઆરી|பிப்|பிப்ரவரி|ఫిబ్ర|ఫిబ్రవరి|ಫೆಬ್ರ|ಫೆಬ್ರವರಿ|ഫെബ്രു|ഫെബ്രുവരി|පෙබ|පෙබරවාරි|กพ|"
        "กุมภาพันธ์|ກພ|ກຸມພາ|ဖေ|ဖေဖော်ဝါရီ|თებ|თებერვალი|ፌብ|ፌብሩዋሪ|កុម្ភៈ|"
    ),
    3: (
        "adar|adr|bre|brezen|brezna|kov|kovas|kovo|maalis|maaliskuu|maaliskuuta|maart|mac|machi|mar|marc|"
        "marca|march|marcius|marco|marec|maret|mars|marso|mart|marta|martie|marts|martxoa|marz|marzec|"
        "marzo|marzu|maw|mawrth|mrt|ozu|ozujak|ozujka|μαρ|μαρτιοσ|μαρτιου|бер|березень|березня|"
        "гуравдугаар сар|мар|март|марта|нау|наурыз|сак|сакавік|сакавіка|մարտ|մարտի|մրտ|במרץ|מרץ|اذار|"
        "مارس|مارچ|मार्च|মার্চ|ਮਾਰਚ|માર્ચ|மார்|மார்ச்|మార్చి|ಮಾರ್ಚ್|മാർ|മാർച്ച്|මාර්|මාර්තු|มีค|มีนาคม|"
        "ມນ|ມີນາ|မတ်|მარ|მარტი|ማርች|មីនា|"
    ),
    4: (
        "abr|abril|aib|aibrean|api|apirila|apr|aprel|april|aprila|aprile|aprili|aprilie|aprilis|aprill|"
        "avr|avril|bal|balandis|balandzio|dub|duben|dubna|ebr|ebrill|huhti|huhtikuu|huhtikuuta|kwi|"
        "kwiecien|kwietnia|nis|nisan|nsn|pri|prill|tra|travanj|travnja|απρ|απριλιοσ|απριλιου|апр|апрел|"
        "апрель|апреля|април|дөрөвдүгээр сар|квіт|квітень|квітня|кра|красавік|красавіка|сәу|сәуір|ապր|"
        "ապրիլ|ապրիլի|אפר|אפריל|באפר|באפריל|ابریل|افریل|اوریل|اپریل|نیسان|अप्रिल|अप्रैल|एप्रि|एप्रिल|"
        "এপ্রি|এপ্রিল|ਅਪ੍ਰੈ|ਅਪ੍ਰੈਲ|એપ્રિલ|ஏப்|ஏப்ரல்|ఏప్రి|ఏప్రిల్|ಏಪ್ರಿ|ಏಪ್ರಿಲ್|ഏപ്രി|ഏപ്രിൽ|අප්රේල්|"
        "เมย|เมษายน|ມສ|ເມສາ|ဧပြီ|აპრ|აპრილი|ኤፕሪ|ኤፕሪል|មេសា|"
    ),
    5: (
        "beal|bealtaine|geg|geguze|geguzes|gln|gulan|kve|kveten|kvetna|mag|maggio|mai|maiatza|maig|maijs|"
        "maio|maj|maja|majus|may|mayis|mayo|mei|mej|mejju|svi|svibanj|svibnja|touko|toukokuu|toukokuuta|"
        "μαι|μαιοσ|μαιου|маи|мам|мамыр|мая|мај|тавдугаар сар|трав|травень|травня|մայիս|մայիսի|մյս|במאי|"
        "מאי|ایار|مای|مایو|مه|میی|مۍ|मई|मे|মে|ਮਈ|મે|மே|మే|ಮೇ|മേയ്|මැයි|พค|พฤษภาคม|ພພ|ພຶດສະພາ|မေ|მაი|"
        "მაისი|ሜይ|ឧសភា|"
    ),
    6: (
        "birz|birzelio|birzelis|cerven|cervna|cvn|cze|czerwca|czerwiec|eka|ekaina|giu|giugno|gun|gunju|"
        "haz|haziran|heziran|hun|hunyo|hzr|iun|iunie|iyn|iyun|juin|jun|juna|june|junho|juni|junie|junij|"
        "junijs|junio|junius|juny|juuni|kesa|kesakuu|kesakuuta|lipanj|lipnja|meh|mehefin|meith|meitheamh|"
        "qer|qershor|xuno|ιουν|ιουνιοσ|ιουνιου|зургаадугаар сар|июн|июнь|июня|мау|маусым|черв|червень|"
        "червня|чэр|чэрвень|чэрвеня|юни|јун|јуни|հնս|հունիս|հունիսի|ביוני|יוני|جوان|جون|حزیران|ژوین|"
        "یونیو|जुन|जून|জুন|ਜੂਨ|જૂન|ஜூன்|జూన్|ಜೂನ್|ജൂൺ|ජූනි|มิถุนายน|มิย|ມິຖ|ມິຖຸນາ|ဇွန်|ივნ|ივნისი|ጁን|"
        "មិថុនា|"
    ),
    7: (
        "cervence|cervenec|cvc|gor|gorff|gorffennaf|heina|heinakuu|heinakuuta|hul|hulyo|iuil|iul|iulie|"
        "iyl|iyul|juil|juill|juillet|jul|jula|julai|julho|juli|julie|julij|julijs|julio|juliol|julius|"
        "july|juuli|korr|korrik|liep|liepa|liepos|lipca|lipiec|lug|luglio|lul|lulju|srpanj|srpnja|tem|"
        "temmuz|tirmeh|trm|uzt|uztaila|xul|xullo|ιουλ|ιουλιοσ|ιουλιου|долоодугаар сар|июл|июль|июля|лип|"
        "липень|липня|ліп|ліпень|ліпеня|шіл|шілде|юли|јул|јули|հլս|հուլիս|հուլիսի|ביולי|יולי|تموز|جولای|"
        "جولایی|جویلیة|ژوییه|یولیو|یولیوز|जुल|जुलाई|जुलै|জুল|জুলাই|ਜੁਲਾ|ਜੁਲਾਈ|જુલાઈ|ஜூலை|జులై|ಜುಲೈ|ജൂലൈ|"
        "ජූලි|กค|กรกฎาคม|ກລ|ກໍລະກົດ|ဇူ|ဇူလိုင်|ივლ|ივლისი|ጁላይ|កក្កដា|"
    ),
    8: (
        "abu|abuztua|ag|ago|agost|agosti|agosto|agu|agust|agustos|agustus|aout|aug|august|augusta|"
        "augusti|augusts|augustus|augusztus|avg|avgust|avq|avqust|awg|awgust|awst|aww|awwissu|elo|elokuu|"
        "elokuuta|gush|gusht|kol|kolovoz|kolovoza|lun|lunasa|ogo|ogos|rugp|rugpjucio|rugpjutis|sie|"
        "sierpien|sierpnia|srpen|srpna|tbx|tebax|αυγ|αυγουστοσ|αυγουστου|авг|август|августа|жні|жнівень|"
        "жніуня|наимдугаар сар|серп|серпень|серпня|там|тамыз|օգոստոս|օգոստոսի|օգս|אוג|אוגוסט|באוג|"
        "באוגוסט|اب|اغسطس|اوت|اګست|اگست|غشت|अग|अगस्ट|अगस्त|ऑग|ऑगस्ट|আগ|আগস্ট|ਅਗ|ਅਗਸਤ|ઑગસ્ટ|ஆக|ஆகஸ்ட்|ఆగ|"
        "ఆగస్టు|ಆಗ|ಆಗಸ್ಟ್|ഓഗ|ഓഗസ്റ്റ്|අගෝ|අගෝස්තු|สค|สิงหาคม|ສຫ|ສິງຫາ|ဩဂုတ်|აგვ|აგვისტო|ኦገስ|ኦገስት|សីហា|"
    ),
    9: (
        "eyl|eylul|iln|ilon|ira|iraila|mean fomhair|medi|mfomh|rugs|rugsejis|rugsejo|ruj|rujan|rujna|sen|"
        "sentabr|sentyabr|sep|sept|septemba|septembar|september|septembra|septembre|septembrie|"
        "septembris|septiembre|set|setembre|setembro|setiembre|settembre|settembru|setyembre|sht|shtator|"
        "syys|syyskuu|syyskuuta|szept|szeptember|wrz|wrzesien|wrzesnia|zar|zari|σεπ|σεπτεμβριοσ|"
        "σεπτεμβριου|вер|верасень|верасня|вересень|вересня|есдүгээр сар|сен|сент|сентябр|сентябрь|"
        "сентября|сеп|септембар|септември|қыр|қыркүиек|սեպ|սեպտեմբեր|սեպտեմբերի|בספט|בספטמבר|ספט|ספטמבר|"
        "ایلول|سبتمبر|ستمبر|سپتامبر|سپتمبر|سېپتمبر|شتنبر|सप्टें|सप्टेंबर|सित|सितंबर|सेप्टेम्बर|সেপ|"
        "সেপ্টেম্বর|ਸਤੰ|ਸਤੰਬਰ|સપ્ટે|સપ્ટેમ્બર|செப்|செப்டம்பர்|సెప్టెం|సెప్టెంబర్|ಸೆಪ್ಟೆಂ|ಸೆಪ್ಟೆಂಬರ್|"
        "സെപ്റ്റം|സെപ്റ്റംബർ|සැප්|සැප්තැම්බර්|กย|กันยายน|ກຍ|ກັນຍາ|စက်|စက်တင်ဘာ|სექ|სექტემბერი|ሴፕቴ|ሴፕቴምበር|"
        "កញ្ញា|"
    ),
    10: (
        "cot|cotmeh|deireadh fomhair|dfomh|eki|ekim|hyd|hydref|loka|lokakuu|lokakuuta|oct|october|"
        "octobre|octombrie|octubre|okt|oktabr|oktoba|oktobar|oktober|oktobra|oktobris|oktoober|oktubre|"
        "oktyabr|ott|ottobre|ottubru|out|outubro|paz|pazdziernik|pazdziernika|rij|rijen|rijna|spal|"
        "spalio|spalis|tet|tetor|urr|urria|οκτ|οκτωβριοσ|οκτωβριου|аравдугаар сар|жовт|жовтень|жовтня|"
        "кас|кастрычнік|кастрычніка|окт|октобар|октомври|октябр|октябрь|октября|қаз|қазан|հոկ|հոկտեմբեր|"
        "հոկտեմբերի|אוק|אוקטובר|באוק|באוקטובר|اکتبر|اکتوبر|تشرین الاول|अक्टू|अक्टूबर|अक्टोबर|ऑक्टो|"
        "ऑक्टोबर|অক্টো|অক্টোবর|ਅਕਤੂ|ਅਕਤੂਬਰ|ઑક્ટો|ઑક્ટોબર|அக்|அக்டோபர்|అక్టో|అక్టోబర్|ಅಕ್ಟೋ|ಅಕ್ಟೋಬರ್|"
        "ഒക്ടോ|ഒക്ടോബർ|ඔක්|ඔක්තෝබර්|ตค|ตุลาคม|ຕລ|ຕຸລາ|အောက်|အောက်တိုဘာ|ოქტ|ოქტომბერი|ኦክቶ|ኦክቶበር|តុលា|"
    ),
    11: (
        "aza|azaroa|kas|kasim|lapkr|lapkricio|lapkritis|listopadu|marras|marraskuu|marraskuuta|mijdar|"
        "mjd|nen|nentor|nob|nobyembre|noiembrie|nov|novemba|novembar|november|novembra|novembre|"
        "novembris|novembro|novembru|noviembre|noy|noyabr|samh|samhain|stu|studeni|studenoga|tach|"
        "tachwedd|νοε|νοεμβριοσ|νοεμβριου|арван нэгдүгээр сар|лист|листопад|листопада|ліс|лістапад|"
        "лістапада|нов|новембар|ное|ноември|ноя|нояб|ноябр|ноябрь|ноября|қар|қараша|նոյ|նոյեմբեր|"
        "նոյեմբերի|בנוב|בנובמבר|נוב|נובמבר|تشرین الثانی|نوامبر|نوفمبر|نومبر|نونبر|नव|नवंबर|नोभेम्बर|"
        "नोव्हें|नोव्हेंबर|নভে|নভেম্বর|ਨਵੰ|ਨਵੰਬਰ|નવે|નવેમ્બર|நவ|நவம்பர்|నవం|నవంబర్|ನವೆಂ|ನವೆಂಬರ್|നവം|"
        "നവംബർ|නොවැ|නොවැම්බර්|พย|พฤศจิกายน|ພຈ|ພະຈິກ|နို|နိုဝင်ဘာ|ნოე|ნოემბერი|ኖቬም|ኖቬምበር|វិច្ឆិកា|"
    ),
    12: (
        "abe|abendua|ara|aralik|berfanbar|brf|dec|decembar|december|decembra|decembre|decembrie|"
        "decembris|decembro|dek|dekabr|des|desemba|desember|desembre|dets|detsember|dez|dezember|"
        "dezembro|dhj|dhjetor|dic|dicembre|dicembru|diciembre|dis|disember|disyembre|gru|grudnia|"
        "grudzien|gruod|gruodis|gruodzio|joulu|joulukuu|joulukuuta|noll|nollaig|pro|prosinac|prosinca|"
        "prosince|prosinec|rhag|rhagfyr|δεκ|δεκεμβριοσ|δεκεμβριου|арван хоердугаар сар|груд|грудень|"
        "грудня|дек|декабр|декабрь|декабря|декември|дец|децембар|жел|желтоқсан|сне|снежань|снежня|դեկ|"
        "դեկտեմբեր|դեկտեմբերի|בדצמ|בדצמבר|דצמ|דצמבר|دجنبر|دسامبر|دسمبر|دیسمبر|کانون الاول|डिसें|डिसेंबर|"
        "डिसेम्बर|दिस|दिसंबर|ডিসে|ডিসেম্বর|ਦਸੰ|ਦਸੰਬਰ|ડિસે|ડિસેમ્બર|டிச|டிசம்பர்|డిసెం|డిసెంబర్|ಡಿಸೆಂ|"
        "ಡಿಸೆಂಬರ್|ഡിസം|ഡിസംബർ|දෙසැ|දෙසැම්බර්|ธค|ธันวาคม|ທວ|ທັນວາ|ဒီ|ဒီဇင်ဘာ|დეკ|დეკემბერი|ዲሴም|ዲሴምበር|ធ្នូ|"
    ),
}

# The same word for another month elsewhere: which languages mean which.
DOUBTFUL_MONTHS: dict[str, tuple[tuple[int, str], ...]] = {
    "lip": ((6, "hr"), (7, "pl")),
    "lis": ((10, "hr"), (11, "cs pl")),
    "listopad": ((10, "hr"), (11, "cs pl")),
    "listopada": ((10, "hr"), (11, "pl")),
    "srp": ((7, "hr"), (8, "cs")),
}

# Monday is 0. A word that means two weekdays tells none.
WEEKDAYS: dict[int, str] = {
    0: (
        "al|astelehena|bazar ertəsi|be|de luain|dilluns|dl|dsm|dus|dusem|dusenbe|dush|dushanba|dydd llun|"
        "e hene|esmaspaev|hen|hetfo|isn|isnin|it-tnejn|jumatatu|llun|luan|lun|lundi|lunedi|lunes|luni|"
        "luns|ma|maanantai|maanantaina|maandag|man|mandag|manudagur|mo|mon|monday|montag|pazartesi|"
        "pirmadienis|pirmd|pirmdiena|po|pon|pondeli|pondelok|ponedeljak|ponedeljek|ponedjeljak|"
        "poniedziałek|pr|pzt|seg|segunda|segunda-feira|senin|thu hai|tne|δευ|δευτερα|да|даваа|дс|душанбе|"
        "дшб|дүи|дүисенбі|дүишөмбү|панядзелак|пн|пон|понеделник|понедельник|понедељак|понеділок|երկ|"
        "երկուշաբթի|יום ב|יום שני|الاثنین|دوشنبه|دونۍ|پیر|सोम|सोमबार|सोमवार|সোম|সোমবার|ਸੋਮ|ਸੋਮਵਾਰ|સોમ|"
        "સોમવાર|திங்|திங்கள்|సోమ|సోమవారం|ಸೋಮ|ಸೋಮವಾರ|തിങ്കളാഴ്ച|തിങ്കൾ|සඳුදා|จที่|วันจันทร์|วันจันทร์ที่|"
        "ຈັນ|ວັນຈັນ|တနင်္လာ|ორშ|ორშაბათი|ሰኞ|ចន្ទ|ច័ន្ទ|周 一|星 期 一|月 曜 日|週 一|월요일|"
    ),
    1: (
        "an|antradienis|ar|asteartea|cərsənbə axsami|de mairt|di|dienstag|dimarts|dinsdag|dt|dydd mawrth|"
        "e marte|it-tlieta|jumanne|kedd|mairt|mar|mardi|martedi|martes|marti|maw|otrd|otrdiena|sal|sali|"
        "sel|selasa|sesem|sesh|seshanba|sis|sisenbe|ssm|teisipaev|ter|terca|terca-feira|thu ba|ti|"
        "tiistai|tiistaina|tir|tirs|tirsdag|tis|tisdag|tli|torek|tue|tuesday|ty|tys|tysdag|ut|utery|uto|"
        "utorak|utorok|wt|wtorek|þri|þriðjudagur|τρι|τριτη|ау|ауторак|вт|вто|вторник|вівторок|мя|мягмар|"
        "сеисенбі|сешанбе|сс|сшб|уто|уторак|шеиш|шеишемби|երեքշաբթի|երք|יום ג|יום שלישי|الثلاثاء|درېنۍ|"
        "سهشنبه|منگل|मंगल|मंगलवार|मंगळ|मंगळवार|मङ्गल|मङ्गलबार|মঙ্গল|মঙ্গলবার|ਮੰਗਲ|ਮੰਗਲਵਾਰ|મંગળ|મંગળવાર|"
        "செவ்|செவ்வாய்|మంగళ|మంగళవారం|ಮಂಗಳ|ಮಂಗಳವಾರ|ചൊവ്വ|ചൊവ്വാഴ്ച|අඟහ|අඟහරුවාදා|วันอังคาร|วันอังคารที่|"
        "อที่|ວັນອັງຄານ|ອັງຄານ|အင်္ဂါ|სამ|სამშაბათი|ማክሰ|ማክሰኞ|អង្គារ|周 二|星 期 二|火 曜 日|週 二|화요일|"
    ),
    2: (
        "asteazkena|az|car|carsamba|carsem|carsenbe|cead|chor|chorshanba|csm|cərsənbə|dc|de ceadaoin|"
        "dimecres|dydd mercher|e merkure|erb|jumatano|ke|keskiviikko|keskiviikkona|kolmapaev|l-erbgħa|"
        "mer|mercoledi|mercores|mercredi|mi|mie|miercoles|miercuri|mittwoch|miy|miyerkules|mið|"
        "miðvikudagur|on|ons|onsdag|qua|quarta|quarta-feira|rab|rabu|sr|sre|sreda|sri|srijeda|sroda|"
        "streda|sze|szerda|thu tu|tr|treciadienis|tresd|tresdiena|wed|wednesday|wo|woensdag|τετ|τεταρτη|"
        "лх|лхагва|серада|середа|ср|сре|среда|сряда|сәрсенбі|чоршанбе|чшб|шарш|шаршемби|չորեքշաբթի|չրք|"
        "יום ד|יום רביעי|الاربعاء|بدھ|څلرنۍ|چهارشنبه|बुध|बुधबार|बुधवार|বুধ|বুধবার|ਬੁੱਧ|ਬੁੱਧਵਾਰ|બુધ|"
        "બુધવાર|புத|புதன்|బుధ|బుధవారం|ಬುಧ|ಬುಧವಾರ|ബുധനാഴ്ച|ബുധൻ|බදාදා|พที่|วันพุธ|วันพุธที่|ພຸດ|ວັນພຸດ|"
        "ဗုဒ္ဓဟူး|ოთხ|ოთხშაბათი|ረቡዕ|ពុធ|周 三|星 期 三|水 曜 日|週 三|수요일|"
    ),
    3: (
        "alhamisi|cet|cetrtek|ceturtd|ceturtdiena|cetvrtak|cs|csutortok|ct|ctvrtek|cumə axsami|czw|"
        "czwartek|dear|deardaoin|dijous|dj|do|donderdag|donnerstag|dydd iau|e enjte|enj|fim|fimmtudagur|"
        "gio|giovedi|huw|huwebes|iau|il-ħamis|jeu|jeudi|joi|jue|jueves|kam|kamis|ketvirtadienis|kha|"
        "khamis|kt|neljapaev|og|osteguna|pay|payshanba|pen|pencsem|pensenbe|per|persembe|psm|qui|quinta|"
        "quinta-feira|stvrtok|thu|thu nam|thursday|to|tors|torsdag|torstai|torstaina|xov|xoves|ħam|πεμ|"
        "πεμπτη|беисенбі|беиш|беишемби|бс|панҷшанбе|пшб|пү|пүрэв|чацвер|чет|четвер|четверг|четвртак|"
        "четврток|четвъртък|чт|чц|հինգշաբթի|հնգ|יום ה|יום חמישי|الخمیس|جمعرات|پنجشنبه|پینځنۍ|गुरु|"
        "गुरुवार|बिहि|बिहिबार|বৃহস্পতি|বৃহস্পতিবার|ਵੀਰ|ਵੀਰਵਾਰ|ગુરુ|ગુરુવાર|வியா|வியாழன்|గురు|గురువారం|"
        "ಗುರು|ಗುರುವಾರ|വ്യാഴം|വ്യാഴാഴ്ച|බ්රහස්|බ්රහස්පතින්දා|พฤ|พฤที่|วันพฤหัสบดี|วันพฤหัสบดีที่|ພະຫັດ|"
        "ວັນພະຫັດ|ကြာသပတေး|ხუთ|ხუთშაბათი|ሐሙስ|ព្រហ|ព្រហស្បតិ៍|周 四|星 期 四|木 曜 日|週 四|목요일|"
    ),
    4: (
        "ann|anna|aoine|biy|biyernes|cum|cuma|cumə|de haoine|divendres|dv|dydd gwener|e premte|fos|"
        "fostudagur|fr|fre|fredag|freitag|fri|friday|gim|gwe|gwen|ijumaa|il-gimgħa|ini|jum|juma|jumaat|"
        "jumat|or|ostirala|pa|patek|pe|penktadienis|pentek|perjantai|perjantaina|pet|petak|petek|pi|"
        "piatek|piatok|piektd|piektdiena|pn|pre|pt|reede|sex|sexta|sexta-feira|thu sau|ven|vendredi|"
        "venerdi|venres|vie|viernes|vin|vineri|vr|vrijdag|vrydag|παρ|παρασκευη|ба|баасан|жм|жума|жұма|"
        "пет|петак|петок|петък|пт|пятница|пятниця|пятніца|ҷмъ|ҷумъа|ուր|ուրբաթ|יום ו|יום שישי|الجمعة|"
        "جمعه|جمعہ|शुक्र|शुक्रबार|शुक्रवार|শুক্র|শুক্রবার|ਸ਼ੁੱਕਰ|ਸ਼ੁੱਕਰਵਾਰ|શુક્ર|શુક્રવાર|வெள்|வெள்ளி|"
        "శుక్ర|శుక్రవారం|ಶುಕ್ರ|ಶುಕ್ರವಾರ|വെള്ളി|വെള്ളിയാഴ്ച|සිකු|සිකුරාදා|วันศุกร์|วันศุกร์ที่|ศที่|"
        "ວັນສຸກ|ສຸກ|သောကြာ|პარ|პარასკევი|ዓርብ|សុក្រ|周 五|星 期 五|週 五|金 曜 日|금요일|"
    ),
    5: (
        "cmt|cumartesi|de sathairn|dissabte|ds|dydd sadwrn|e shtune|is-sibt|jumamosi|la|larunbata|lau|"
        "lauantai|lauantaina|laugardagur|laupaev|laurdag|lor|lordag|lr|lør|lørdag|sa|sab|sabado|sabato|"
        "sabtu|sad|sam|sambata|samedi|samstag|sat|saterdag|sath|saturday|sem|semi|senbe|sestadienis|"
        "sestd|sestdiena|shan|shanba|sht|sib|sob|sobota|sub|subota|szo|szombat|sənbə|thu bay|za|zaterdag|"
        "σαβ|σαββατο|бя|бямба|ишемби|ишм|саб|сабота|сб|сенбі|суб|суббота|субота|събота|шанбе|шнб|շաբաթ|"
        "շբթ|יום שבת|שבת|السبت|اونۍ|شنبه|ہفتہ|शनि|शनिबार|शनिवार|শনি|শনিবার|ਸ਼ਨਿੱਚਰ|ਸ਼ਨਿੱਚਰਵਾਰ|શનિ|શનિવાર|"
        "சனி|శని|శనివారం|ಶನಿ|ಶನಿವಾರ|ശനി|ശനിയാഴ്ച|සෙන|සෙනසුරාදා|วันเสาร์|วันเสาร์ที่|สที่|ວັນເສົາ|ເສົາ|"
        "စနေ|შაბ|შაბათი|ቅዳሜ|សៅរ៍|周 六|土 曜 日|星 期 六|週 六|토요일|"
    ),
    6: (
        "ahad|ahd|bazar|chu nhat|cn|de domhnaigh|dg|die|dim|dimanche|diumenge|dom|domenica|domh|domingo|"
        "dum|duminica|dydd sul|e diel|ig|igandea|il-ħadd|jumapili|lin|linggo|min|minggu|ne|ned|nedela|"
        "nedele|nedelja|nedjelja|niedz|niedziela|paz|pazar|puhapaev|sekmadienis|sk|son|sondag|sonntag|su|"
        "sul|sun|sunday|sunnudagur|sunnuntai|svetd|svetdiena|sø|søn|søndag|vasarnap|yak|yakshanba|yek|"
        "yeksem|yeksenbe|ysm|zo|zondag|ħad|κυρ|κυριακη|воскресенье|вс|жек|жексенбі|жекшемби|жс|нд|нед|"
        "недела|неделя|недеља|неділя|ня|нядзеля|ням|якшанбе|яшб|կիր|կիրակի|יום א|יום ראשון|اتوار|الاحد|"
        "یونۍ|یکشنبه|आइत|आइतबार|रवि|रविवार|রবি|রবিবার|ਐਤ|ਐਤਵਾਰ|રવિ|રવિવાર|ஞாயி|ஞாயிறு|ఆది|ఆదివారం|ಭಾನು|"
        "ಭಾನುವಾರ|ഞായറാഴ്ച|ഞായർ|ඉරිදා|วันอาทิตย์|วันอาทิตย์ที่|อา|อาที่|ວັນອາທິດ|ອາທິດ|တနင်္ဂနွေ|კვი|"
        "კვირა|እሑድ|អាទិត្យ|周 日|日 曜 日|星 期 日|週 日|일요일|"
    ),
}

DOUBTFUL_WEEKDAYS: dict[str, tuple[tuple[int, str], ...]] = {
    "ca": ((1, "az"), (3, "az")),
    "sen": ((0, "id"), (5, "tk")),
    "so": ((5, "cs sk"), (6, "af de")),
    "st": ((2, "cs sk"), (3, "sk"), (5, "lt")),
    "tor": ((1, "sl"), (3, "nb nn")),
}
