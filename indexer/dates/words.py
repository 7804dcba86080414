"""Words that stand around a printed date, as newspapers of some thirty languages print them.

Written by hand, because CLDR has none of them: labels of publication, of a change and of other days,
words that add nothing, words of the clock, days told from today. One phrase a line or between `|`;
`#` stands for a number. Case, accents and points do not matter (`spelling.fold`); what begins with a
capital and is a zone stands in `zones`.
"""

from __future__ import annotations

from indexer.dates.spelling import fold

ENGLISH_PUBLISHED = """
published|first published|originally published|published on|first published on|published at|published date|publish date
publication date|date published|posted|posted on|posted at|date posted|first posted|originally posted|date|dated|pubdate
pub date|issue date|issued|issued on|released|release date|created|created on|pd|date line|filed|article published
originally published on|uploaded|uploaded on|submitted|submitted on|web posted|publish time|time of publication|premium published|story published|day published|edition of|issue of
publish|added :|entered :|date added|date entered|story date|news date|article date|posted to the web|this content was published on|content published on
"""
PUBLISHED = """
veröffentlicht|veröffentlicht am|erstveröffentlichung|publiziert|publiziert am|erschienen|erschienen am|erstellt|erstellt am
datum|vom|ausgabe vom|online seit|online gestellt
publié|publiée|publié le|publiée le|publié à|posté le|paru le|mis en ligne le|créé le|édition du|numéro du|publication|date de publication
publicado|publicada|publicado el|publicada el|publicado en|fecha|fecha de publicación|edición del|creado|creado el
publicado em|publicada em|publicado a|postado em|data|data de publicação|edição de|criado em|publicação
pubblicato|pubblicata|pubblicato il|pubblicata il|data di pubblicazione|pubblicazione|edizione del
gepubliceerd|gepubliceerd op|geplaatst|geplaatst op|publicatiedatum|verschenen
publicerad|publicerat|publicerades|publisert|publiceret|udgivet|udgivet den|offentliggjort|opprettet|julkaistu|birt|skrevet
opublikowano|data publikacji|publikacja|dodano|opublikowany|utworzono
publikováno|zveřejněno|vydáno|vyšlo|publikované|zverejnené|vytvořeno
objavljeno|objavljen|objavljena|objavio|megjelent|közzétéve|publikálva|publicat|publicat la|publicat pe|data publicării
δημοσιεύτηκε|δημοσιεύθηκε|δημοσίευση|ημερομηνία|yayınlanma|yayınlanma tarihi|yayın tarihi|giriş|giriş tarihi|tarih|yayınlandı
опубликовано|опубликована|дата публикации|размещено|создано|дата|опубліковано|дата публікації|публикувана|публикувано
publikuota|paskelbta|publicēts|publicat el|avaldatud|dipublikasikan|diterbitkan|terbit|tayang|diterbitkan pada|tanggal|ngày đăng
出版日期|刊登日期|发布日期|發布日期|發佈日期|日時|配信日時|掲載日時|发布|发布时间|发表|发表时间|日期|发布于|發布|發布時間|發表於|日期|時間|时间|公開日|公開|掲載|掲載日|配信|投稿日|作成日|登録
입력|날짜|등록|등록일|작성|작성일|게시|승인|송고|송고시간|등록시간|입력시간|기사입력|최초입력
نشر|نشر في|تاریخ النشر|تم النشر|نشرت|تاریخ انتشار|انتشار|פורסם|פורסם ב|תאריך|תאריך פרסום|प्रकाशित|प्रकाशन तिथि|प्रकाशित तिथि
เผยแพร่|เผยแพร่เมื่อ|วันที่เผยแพร่|প্রকাশিত|প্রকাশ|প্রকাশের তারিখ|โพสต์เมื่อ
creada|creada el|datum objave|datum objavljivanja|vrijeme objave|oluşturulma tarihi|oluşturma tarihi|haber tarihi|kayıt tarihi|добавлено|добавлена
публикация|публікація|створено|đăng|đăng ngày|đăng lúc|xuất bản|게재|게재일|기사등록|發佈|公開日時|登録日|掲載日時|投稿日時|配信日|发稿时间|首发|נוצר|עלה|पब्लिश्ड|प्रकाशन
data da publicação|data publicare|kelt|közzététel|megjelenés|vydání|datum vydání|datum zveřejnění|dátum|dátum vydania|julkaisuaika|publiceringsdatum
pubblicato alle
erstmals veröffentlicht|erstmals veröffentlicht am|zuerst veröffentlicht|zuerst veröffentlicht am|ursprünglich veröffentlicht|ursprünglich veröffentlicht am|erstmals erschienen am|zuerst erschienen am
erstmals publiziert|erstmals publiziert am|initialement publié|initialement publié le|publié initialement le|première publication|première publication le|publié pour la première fois le
publicado originalmente|publicado originalmente el|publicado originalmente en|publicado por primera vez|publicado por primera vez el|publicado originalmente em|publicado pela primeira vez em
pubblicato originariamente il|pubblicato originariamente|pubblicato per la prima volta il|prima pubblicazione|oorspronkelijk gepubliceerd|oorspronkelijk gepubliceerd op|eerst gepubliceerd op
först publicerad|ursprungligen publicerad|først publisert|først publiceret|oprindeligt publiceret|alkuperäinen julkaisu|julkaistu alun perin|opublikowano pierwotnie|pierwotnie opublikowano
původně publikováno|prvotně zveřejněno|prvi put objavljeno|впервые опубликовано|первая публикация|первоначально опубликовано|вперше опубліковано|ilk yayınlanma|ilk yayın|ilk yayın tarihi
最初发布|首次发布|首次發布|原发布时间|初出|初回公開|最初の公開|최초 등록|최초 게재|최초등록
dieser inhalt wurde am|ce contenu a été publié le|este contenido fue publicado el|questo contenuto è stato pubblicato il|este conteúdo foi publicado em|mis en ligne
publié ce|creato|creato il|data utworzenia|data dodania|yayımlanma|yayımlanma tarihi|yayımlandı|eklenme|eklenme tarihi|ekleme tarihi|haberin tarihi|نشر بتاریخ|نشر یوم
online :|online-datum|veröffentlichungsdatum|erscheinungsdatum|erscheinungstag|ausgabe :|artikel vom|beitrag vom|meldung vom|nachricht vom|pressemitteilung vom|eingestellt am|hochgeladen am
article du|dépêche du|date de parution|rédigé le|écrit le|fecha de creación|nota del|redactado el|postado às|publicado às|publicada às|publicado a las|notícia de|articolo del|inserito il|scritto il|data inserimento
geschreven op|toegevoegd|toegevoegd op|skapad|oprettet|bragt|luotu|kirjoitettu|artykuł z dnia|z dnia|data wpisu|vloženo|pridané|feltöltve|postat la|postat pe|scris la|adăugat|adăugat la|публикувана на|публикувано на
написано|дата создания|время публикации|редакция от|номер от|выпуск от|статья от|дата розміщення|додано|ημ δημοσίευσης|eklendi|haber giriş|kayıt :|yayın :|تاریخ الإضافة|أضیف فی|كتب فی|التاریخ
تاریخ اشاعت|شائع|প্রকাশকাল|đăng vào|diposting|diposting pada|dibuat|dibuat pada|ditayangkan|ditayangkan pada|tarikh|tarikh terbit|発表日|発行|作成|投稿|发表于|上传时间|创建时间|刊出日期|見報日期|發布於|上稿時間|建立時間
작성일자|게시일|등록일시|발행일
發稿時間|發稿|发稿|出版|出版時間|出版时间|publicat a|data de publicació|تاریخ|تاریخ خبر|تاریخ درج|زمان انتشار
"""

ENGLISH_UPDATED = """
as of|updated|last updated|updated on|updated at|last updated on|last update|update|modified|last modified|last modified on
date updated|date modified|modified on|last edited|last edited on|edited|last changed|last revised|revised|corrected|upd
last modified date|article updated|story updated|most recently updated|latest update|update on
"""
UPDATED = """
stand|aktualisiert|aktualisiert am|zuletzt aktualisiert|zuletzt aktualisiert am|letzte aktualisierung|aktualisierung|geändert
geändert am|zuletzt geändert|zuletzt geändert am|update vom|letzte änderung
mis à jour|mise à jour|mis à jour le|mise à jour le|mis à jour à|modifié|modifié le|modifiée le|dernière mise à jour
dernière mise à jour le|dernière modification|actualisé|actualisé le
actualizado|actualizada|actualizado el|actualizado a|última actualización|actualización|modificado|modificado el
última modificación|act
atualizado|atualizada|atualizado em|atualizada em|última atualização|modificado em|actualizado em|última modificação
aggiornato|aggiornata|aggiornato il|aggiornato al|ultimo aggiornamento|aggiornamento|modifica|modifica il|modificato|ultima modifica
bijgewerkt|laatst bijgewerkt|bijgewerkt op|laatste update|gewijzigd|gewijzigd op|laatst gewijzigd
uppdaterad|uppdaterat|senast uppdaterad|ändrad|oppdatert|sist oppdatert|opdateret|senest opdateret|endret|ændret|päivitetty|muokattu
zaktualizowano|aktualizacja|ostatnia aktualizacja|zmodyfikowano|aktualizováno|aktualizace|aktualizované|upraveno
ažurirano|zadnja izmjena|posljednja izmjena|izmenjeno|frissítve|módosítva|utolsó frissítés|actualizat|ultima actualizare|actualizat la
ενημερώθηκε|τελευταία ενημέρωση|ενημέρωση|güncelleme|güncelleme tarihi|son güncelleme|güncellendi|son güncelleme tarihi
обновлено|обновление|последнее обновление|изменено|дата обновления|оновлено|обновена|обновено|последна промяна
atnaujinta|atjaunots|uuendatud|diperbarui|diperbaharui|pembaruan|cập nhật|cập nhật lúc
posljednja promjena|zadnja promjena|promjena|poslednja izmena|poslednje ažuriranje|güncellenme tarihi|kemas kini|dikemas kini|dikemaskini
更新日時|最終更新日時|最終更新日|更新|更新时间|更新時間|更新于|最后更新|最終更新|更新日|修改|수정|최종수정|업데이트|최종 수정|수정일
تحدیث|آخر تحدیث|اخر تحدیث|تم التحدیث|به روز رسانی|آخرین به روز رسانی|עודכן|עדכון אחרון|अपडेटेड|अपडेट|अंतिम अपडेट|আপডেট|সর্বশেষ আপডেট|अद्यतन|ปรับปรุง|ปรับปรุงล่าสุด|อัพเดต|อัพเดท|แก้ไขล่าสุด|עודכן לאחרונה|อัปเดต|อัปเดตล่าสุด
aangepast|aangepast op|geüpdatet|geüpdatet op|actualizado al|actualizada el|actualizada a las|atualização|actualização|ultimo agg|data aktualizacji|data actualizării
zuletzt bearbeitet|zuletzt bearbeitet am|redaktionsstand|bijgewerkt tot|atualizado às|atualizada às|ostatnia modyfikacja|posledná aktualizácia|poslední aktualizace|zadnja posodobitev|utolsó módosítás|ultima modificare
последна актуализация|востаннє оновлено|τελευταία τροποποίηση|son düzenleme|آخر تعدیل|اپ ڈیٹ|হালনাগাদ|ngày cập nhật|terakhir diperbarui|tarikh kemaskini|更新日付|수정일시|编辑于|編輯於
actualitzat|actualitzat el|actualitzat a|darrera actualització|última actualització|fecha de actualización|data de atualização|date de mise à jour|дата изменения
"""

# Labels that another word before them turns into those of some other day: `Event date`, `Report released`.
WEAK_LABELS = """
date|dated|pubdate|pub date|issue date|issued|issued on|released|release date|created|created on|filed|publication|pd|update
revised|corrected|edited|last edited|changed|as of|upd|act
datum|vom|erschienen|erstellt|erstellt am|aktualisierung|stand|fecha|data|publicación|publicação|pubblicazione|creado|criado em
actualización|aggiornamento|publikacja|дата|создано|обновление|ημερομηνία|tarih|tanggal|tayang|terbit|giriş
日期|時間|时间|公開|登録|登录|更新|修改|תאריך|انتشار|نشر|تاریخ|出版|發稿|发稿|発行|作成|投稿|التاریخ|tarikh|skapad|oprettet|luotu|bragt|شائع|z dnia|aangepast|atualização|actualização
"""

# Days that are not the publication's, whatever stands beside them.
OTHER_DAY = """
load-date|load date|loaddate|copyright|©|(c)|℗|all rights reserved|rights reserved|file photo|print publication|file|photo|photos|photograph|image
picture|credit|getty|getty images|ap photo|foto|bild|crédit photo|accessed|retrieved|archived|downloaded|crawled|printed|last printed
appears in print|appeared in print|print date|print issue|print issue of|in print|est|established|founded|since|born|died|birthday|expires|expiry|expiration|deadline
event|event date|due|due date|embargo|embargoed|until|embargoed until|hearing|member since|joined|registered|valid|valid until|filing
filing date|received|starts|ends|begins|opens|closes|from|through|to|till|between|before|after|next|effective|on sale|air date
release in|in theaters|comments close|start date|end date|scheduled|copyright notice|abgerufen|gültig|bis|seit|gedruckt|gegründet
consulté|consulté le|jusqu'au|depuis|hasta|desde|consultado|até|acessado em|fino al|dal|tot|sinds|till|от|до|版权所有|版權所有
무단|저작권자|不許複製|né le|née le|né à|nato il|nata il|nacido el|nacida el|geboren|geboren am|geb|geb am|nascido em|nascida em|gestorben|gestorben am|mort le|morte le|morto il|morta il
fallecido el|fallecida el|falecido em|родился|родилась|умер|умерла|urodzony|urodzona|zmarł|zmarła|narozen|narozena|zemřel|född|föddes|født|overleden
"""

# Words that add nothing to a date. `on 15 February`, `den 15. februar`, `2020 г.`, `15 de febrero`.
ENGLISH_FILLERS = """
on|at|of|the|and|about|around|# min read|# minute read|# mins read|# minutes read|# min to read|# mins to read|# minutes to read|reading time # minutes|reading time # mins|reading time # min
leave a comment|leave a reply|no comments|# comments|# comment|comments #|# views|# shares|web posted at|local time|time :
"""
FILLERS = """
de|del|da|do|d|den|der|am|um|as|às|a las|à|a|o|os|le|el|il|di|du|em|en|op|om|kl|klo|klokken|klokka|ore|ora
alle|alle ore|ore|las|los|h|den|dne|dnia|v|ve|u|w|o|ob|dana|r|roku|rok|godz|godzina|г|год|года|году|р|року|рік|в|о|об|у
ч|gada|gads|m|metų|d|diena|d|év|a|az|la|ora|orele|pe|στις|τησ|του|την|ώρα|yılı|tarihinde|saat|saati|günü|жыл|жылғы|жылы|ж|թ|թվականի|ta|yil
lúc|ngày|vào lúc|năm|hôm|pada|pukul|jam|tanggal|tgl|hari|lokalzeit|ortszeit|heure|hora|horas|hora local|ora locale
heure locale|heure de paris|uhrzeit|um ca|w dniu|a les|ng|noong|ika|টা|টায়|মিনিট|বাজে|बजकर|przy|ที่|วันที่|เวลา|ณ|วัน|ปี|बजे|को|पर|ব|বাংলাদেশ সময়|الساعة|فی|یوم|عام
سنة|م|ساعت|در|مورخ|בשעה|ב|ה|de l|de las|del dia|dia|día|el dia|et|i|klockan|kello|ja|ora|t|ed|e|# min de lecture|# min lesezeit
lesezeit # min|lesezeit # minuten|lesedauer # min|lesedauer # minuten|temps de lecture # minutes|tempo di lettura # minuti|tiempo de lectura # min|lecture # min|temps de lecture # min|lettura # min|leestijd # min|# min lectura
الموافق|موافق|برابر با|مطابق با|مصادف با|بمطابق|সালের|সাল|cü il|cı il|ci il|cu il|
朝 刊|夕 刊|# 面|第 # 面|第 # 版|# kommentare|# commentaires|# comentarios|付|# minuti di lettura
время|godine|godina|године|година|йил|წლის|оны|මස|plkst|redazione ansa|الوقت|จ|อ|พ|ศ|ส|א|ג|ד|ו
"""

# They do add something to a line: a name follows.
BYLINE = """
by|von|por|par|da|di|door|av|af|przez|автор|автори|від|от|autor|autora|auteur|autore|auteurs|author|authors|text|texto|testo
written by|reported by|news provided by|撰文|โดย|source|quelle|fuente|fonte|bron|källa|kilde|źródło|zdroj|izvor|forrás|sursa|πηγή|kaynak|источник|джерело
editor|edited by|reporting by|redaktion|redacción|redazione|redaktor|来源|來源|作者|记者|記者|责任编辑|編輯|编辑|責任編輯|出典|文|제공|출처
المصدر|بقلم|كتب|מאת|staff writer|staff reporter|staff|contributor|special to
"""

CLOCK_ENDS = "uhr|uur|hrs|hr|hours|o'clock|oclock|hod|hodin|óra|órakor|น|นาฬิกา|ч|час|часов|godz|giờ|h|horas|heures|hs|ura|saat|वजे|时许|val"
NOON = "noon|midday|12 noon|mittags|midi|mediodía|mezzogiorno|meio-dia|정오|正 午"
MIDNIGHT = "midnight|mitternacht|minuit|medianoche|mezzanotte|meia-noite|12 midnight"

MORNING = """am|a m|pg|pd|ጥዋት|ਪੂਦੁ|πμ|μια πμ|ص|صباحا|ق ظ|قبل ازظهر|上 午|午 前|凌 晨|早 上|清 晨|오전|새벽|아침|öö|sáng|pagi|de la mañana|da manhã
del mattino|पूर्वाह्न|du matin|सुबह|प्रातः|सकाळी|সকাল|ভোর|காலை|ఉదయం|صبح|এএম|एएम"""
AFTERNOON = """pm|p m|ptg|md|ከሰዓት|ਬਾਦੁ|μμ|م|مساء|ب ظ|بعد ازظهر|下 午|午 後|午 后|傍 晚|오후|저녁|chiều|sore|petang
de la tarde|da tarde|del pomeriggio|di sera|अपराह्न|ös|du soir|de l'après-midi|शाम|सायंकाळी|संध्याकाळी|বিকেল|বিকাল|সন্ধ্যা|மாலை|సాయంత్రం|شام|عصر|بعد از ظهر|পিএম|पीएम"""
NIGHT = "晚 上|晚 间|晚 間|tối|de la noche|da noite|malam|밤|रात|रात्री|রাত|شب|رات|இரவு"
"""Hours of the evening up to midnight; twelve and the small hours may be of either day."""

MIDDAY = "中 午|낮|दोपहर|दुपारी|দুপুর|دوپہر|tengah hari"
"""Hours around noon: eleven is before it, one behind it."""

YESTERDAY = """yesterday|gestern|hier|ayer|ontem|ieri|gisteren|igår|i går|i gar|eilen|wczoraj|včera|вчера|учора|вчора|jučer|juče|јуче
tegnap|χθες|χτες|χθεσ|dün|أمس|امس|دیروز|אתמול|গতকাল|เมื่อวาน|เมื่อวานนี้|hôm qua|kemarin|semalam|昨 天|昨 日|어제|vakar|eile|ahir
onte|atzo|გუშინ|երեկ|кеше|kecha|í gær|dje|vakar|inné|ddoe|gister|kahapon"""
TODAY = """today|heute|aujourd'hui|hoy|hoje|oggi|vandaag|idag|i dag|tänään|dzisiaj|dziś|dnes|сегодня|сьогодні|сёння|днес|danas|данас
astăzi|azi|σήμερα|bugün|اليوم|امروز|היום|आज|আজ|วันนี้|hôm nay|hari ini|今 天|今 日|오늘|šiandien|šodien|täna|avui|hoxe|gaur|დღეს|այսօր|бүгін
bugun|í dag|vandag|ngayon"""
JUST_NOW = """just now|moments ago|a moment ago|gerade eben|soeben|à l'instant|ahora mismo|agora mesmo|adesso|zojuist|nyss|juuri nyt
только что|刚刚|방금|たった今|şimdi"""

# What CLDR does not have: short forms, and one of something in words.
AGO: dict[tuple[str, int], str] = {
    (
        "minute",
        0,
    ): "# 분전|قبل # دقائق|قبل # دقیقة|# मिनट पहले|πριν # λεπτό|# minut sedan|# minuter sedan|# dəqiqə əvvəl|# dəq əvvəl|berî # deqîqeyan|berî # deqeyan|πριν # λεπτά|# นาทีที่แล้ว|# นาทีก่อน|# minutit tagasi|# minutės prieš|# minutes ago|# mins ago|# min ago|# m ago|#m ago|hace # minutos|il y a # mn|منذ # دقیقة|منذ # دقائق|# دقیقة مضت",
    (
        "minute",
        30,
    ): "half an hour ago|half hour ago|vor einer halben stunde|il y a une demi-heure|hace media hora|há meia hora|mezz'ora fa|"
    "een half uur geleden|полчаса назад|півгодини тому|pół godziny temu|半小时前|半小時前|за пів години",
    (
        "minute",
        1,
    ): "a minute ago|one minute ago|vor einer minute|hace un minuto|il y a une minute|há um minuto|un minuto fa|"
    "een minuut geleden|минуту назад|منذ دقیقة|bir dakika önce|قبل دقیقة|منذ دقیقة واحدة",
    (
        "hour",
        0,
    ): "# 시간전|قبل # ساعات|قبل # ساعة|# घंटा पहले|πριν # ώρα|# timme sedan|# timmar sedan|# saat əvvəl|berî # saetan|# ঘণ্টা আগে|πριν # ώρες|# ชั่วโมงที่แล้ว|# ชั่วโมงก่อน|# tundi tagasi|# oras ang nakalipas|# oras na ang nakalipas|# h ago|# hr ago|# hrs ago|# hour ago|# hours ago|منذ # ساعة|منذ # ساعات|# saat önce|vor # std|il y a # h|# godz temu|"
    "há # h|# hours before|за # часа|# ч назад",
    (
        "hour",
        1,
    ): "قبل ساعة|منذ ساعة واحدة|an hour ago|one hour ago|about an hour ago|a hour ago|vor einer stunde|hace una hora|il y a une heure|há uma hora|un'ora fa|"
    "un ora fa|een uur geleden|час назад|годину тому|godzinę temu|bir saat önce|منذ ساعة|för en timme sedan|for en time siden|"
    "tunti sitten|před hodinou|egy órája|acum o oră|πριν από μία ώρα|πριν μία ώρα|satu jam lalu|fa una hora",
    (
        "hour",
        2,
    ): "two hours ago|منذ ساعتین|قبل ساعتین|לפני שעתיים|vor zwei stunden|hace dos horas|il y a deux heures|due ore fa|twee uur geleden",
    (
        "day",
        0,
    ): "# 일전|قبل # أیام|قبل # یوم|πριν # ημέρα|πριν # μέρα|# dag sedan|# dagar sedan|# gün əvvəl|berî # rojan|πριν # μέρες|πριν # ημέρες|# วันที่แล้ว|# วันก่อน|# päeva tagasi|for # dager siden|# 天 以前|# araw na ang nakalipas|# araw ang nakalipas|# d ago|# day ago|# days ago|منذ # أیام|منذ # یوم|# gün önce|il y a # j",
    (
        "day",
        1,
    ): "a day ago|one day ago|vor einem tag|hace un día|il y a un jour|há um dia|un giorno fa|een dag geleden|день назад|"
    "день тому|dzień temu|bir gün önce|منذ یوم|för en dag sedan|for en dag siden|päivä sitten|před dnem",
    (
        "day",
        2,
    ): "day before yesterday|the day before yesterday|vorgestern|avant-hier|anteayer|antes de ayer|anteontem|eergisteren|позавчера|"
    "позавчора|przedwczoraj|předevčírem|前 天|一 昨 日|그저께|منذ یومین|tegnapelőtt|evvelsi gün|그제|قبل یومین",
    (
        "week",
        0,
    ): "# 주전|قبل # أسابیع|# हफ्ते पहले|# हफ्ता पहले|# veckor sedan|# vecka sedan|# həftə əvvəl|berî # hefteyan|# w ago|# wk ago|# wks ago|# week ago|# weeks ago|منذ # أسابیع",
    (
        "week",
        1,
    ): "a week ago|one week ago|vor einer woche|hace una semana|il y a une semaine|há uma semana|una settimana fa|неделю назад|منذ أسبوع|قبل أسبوع",
    ("week", 2): "منذ أسبوعین|قبل أسبوعین",
    ("month", 2): "منذ شهرین|قبل شهرین",
    (
        "month",
        0,
    ): "# 개월전|قبل # أشهر|منذ # أشهر|منذ # شهور|# ay əvvəl|berî # mehan|# mo ago|# mos ago|# month ago|# months ago",
    (
        "month",
        1,
    ): "a month ago|one month ago|vor einem monat|hace un mes|il y a un mois|há um mês|un mese fa|месяц назад|منذ شهر|قبل شهر",
    (
        "year",
        0,
    ): "# 년전|قبل # سنوات|منذ # سنوات|منذ # أعوام|# साल पहले|# il əvvəl|berî # salan|# বছর আগে|# y ago|# yr ago|# yrs ago|# year ago|# years ago",
    (
        "year",
        1,
    ): "a year ago|one year ago|vor einem jahr|hace un año|il y a un an|há um ano|un anno fa|год назад|منذ سنة|قبل سنة|منذ عام|قبل عام",
}

# Slips that no rule of one letter tells, and names that CLDR writes otherwise.
MORE_MONTHS: dict[int, str] = {
    1: "јануара|janvārī|ikincikânun|ikinci kânun|ikincikanun|kânunusani|sonkânun|janairu|jannaayo|jänner|janner|jan|jany|januarii|januarij|enero|янв|ינואר|januarry|janury|januari|urtarrilaren|জানুয়ারি|tháng giêng|tháng một",
    2: "фебруара|februārī|faburairu|fabrairu|febraayo|februar|feber|feb|feby|febr|febry|februarii|februarij|febuary|feburary|febrary|febuari|fev|febbr|fevr|otsailaren|फरवरी|ফেব্রুয়ারি|tháng hai",
    3: "martā|maris|maarso|march|martii|martij|maerz|marz|marzo|mrz|mär|maart|mart|martxoaren|tháng ba",
    4: "априла|aprīlī|кві|afirilu|abriil|april|avr|abr|apr|aprile|nisan|أفریل|apirilaren|tháng tư",
    5: "маја|maijā|тра|mayu|may|maii|maij|mai|maj|maggio|magg|mayo|мая|май|maiatzaren|tháng năm",
    6: "јуна|jūnijā|brachmonat|чер|yuni|juun|june|junii|junij|juny|jun|juin|giugno|giug|junio|june|یونیه|ekainaren|tháng sáu",
    7: "јула|jūlijā|heumonat|yuli|luuliyo|july|julii|julij|jul|juil|luglio|lugl|julho|یولیه|uztailaren|tháng bảy",
    8: "augustā|augstmonat|сер|agusta|agoosto|august|aug|augt|août|aout|agosto|ag|agt|ago|ağustos|abuztuaren|tháng tám",
    9: "সেপ্ট|септембра|septembrī|septembro|herbstmonat|satumba|sebtembar|sebteembar|september|sept|septr|septembris|septemb|m fómh|sep|sett|set|setembro|setiembre|septembre|setpember|septmber|sepetmber|irailaren|सितम्बर|सितंबर|tháng chín",
    10: "октобра|oktobrī|weinmonat|teşrinievvel|teşrin-i evvel|birinciteşrin|birinci teşrin|ilkteşrin|жов|oktoobar|october|oct|octr|octbr|octobr|octobris|octob|d fómh|ઓક્ટોબર|okt|ott|out|outubro|octobre|ocotber|urriaren|अक्तूबर|अक्टूबर|tháng mười",
    11: "новембра|novembrī|teşrinisani|teşrin-i sani|ikinciteşrin|ikinci teşrin|sonteşrin|лис|nuwamba|nofembar|nofeembar|november|nov|novr|novbr|novembris|novemb|nob|azaroaren|नवम्बर|tháng mười một",
    12: "децембра|decembrī|christmonat|kânunuevvel|birincikânun|birinci kânun|birincikanun|ilkkânun|гру|disamba|desembar|diseembar|december|dec|decr|decbr|decembris|decemb|dez|dic|dicembre|décembre|diciembre|decemeber|abenduaren|दिसम्बर|tháng mười hai",
}
MORE_WEEKDAYS: dict[int, str] = {
    0: "月 曜|จันทร์ที่|دو شنبه|litinin|isniin|จันทร์|monday morning|monday afternoon|monday evening|mon|monday|montags|seg|segunda|2ª feira",
    1: "火 曜|อังคารที่|سه شنبه|الثلثاء|talata|talaado|อังคาร|tuesday morning|tuesday afternoon|tuesday evening|tue|tues|tuesday|teusday|tuseday|ter|terça",
    2: "水 曜|พุธที่|چهار شنبه|laraba|arbaco|พุธ|wednesday morning|wednesday afternoon|wednesday evening|wed|weds|wednesday|wendesday|wensday|wendsday|wednsday|wenesday|wedensday|qua|quarta|mié|mie",
    3: "木 曜|พฤหัสบดีที่|พฤหัสที่|پنج شنبه|alhamis|khamiis|พฤหัสบดี|พฤหัส|thursday morning|thursday afternoon|thursday evening|thu|thur|thurs|thursday|qui|quinta|thrusday|thurday|thusrday",
    4: "金 曜|ศุกร์ที่|jumma'a|juma'a|jimco|ศุกร์|friday morning|friday afternoon|friday evening|fri|friday|sex|sexta",
    5: "土 曜|เสาร์ที่|asabar|sabti|เสาร์|ਸ਼ਨੀਵਾਰ|ਸ਼ਨੀ|saturday morning|saturday afternoon|saturday evening|sat|saturday|sab|sáb|sábado|samstag|sonnabend|satuday",
    6: "日 曜|อาทิตย์ที่|pzr|یک شنبه|lahadi|axad|อาทิตย์|sunday morning|sunday afternoon|sunday evening|sun|sunday|dom|domingo",
}
SOLAR_HIJRI_MONTHS = (
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
    "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
    "وری|غویی|غبرګولی|چنګاښ|زمری|وږی|تله|لړم|لیندۍ|مرغومی|سلواغه|کب",
)
"""Of Iran, of Afghanistan in Dari and in Pashto: the same months by three names."""

# Year of the era's year 0 in the common era.
ERAS: dict[str, int] = {
    "明 治": 1867, "大 正": 1911, "昭 和": 1925, "平 成": 1988, "令 和": 2018, "民 國": 1911, "民 国": 1911, "中 華 民 國": 1911, "中 华 民 国": 1911,
    "公 元": 0, "西 元": 0, "西 暦": 0, "พศ": -543, "คศ": 0,
}  # fmt: skip


def _days_in_words() -> dict[str, int]:
    ones = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
    tens = [*ones, "twentieth", *(f"twenty-{one}" for one in ones[:9]), "thirtieth", "thirty-first"]
    firsts = "erster ersten erste premier primero primeiro primo primer eerste первого первое pierwszego prvního prvého".split()
    return {word: day for day, word in enumerate(tens, 1)} | dict.fromkeys(map(fold, firsts), 1)


DAYS_IN_WORDS = _days_in_words()
"""Numbers of days in words, folded: in English all, elsewhere the first, which print has so besides digits."""
