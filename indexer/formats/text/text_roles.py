"""What a line or paragraph of scraped text is: a caption, a byline, a link to another story, a page's leftover.

Each test takes one line, stripped, and says yes only where its shape leaves no doubt: a sentence of an article
that merely speaks of cookies, a newsletter or a photograph is a sentence. Dates and datelines are told by
`indexer.dates`; putting the parts together is `plain_text`'s.
"""

from __future__ import annotations

import re

LONGEST_CAPTION = 900
_PAPER = re.compile(
    r"\b(?:Herald|Times|Post|Tribune|Gazette|Journal|Chronicle|Observer|Courier|Guardian|Independent|Telegraph|Globe|Examiner|Register|Dispatch|Sentinel|Bulletin|Advertiser|Echo|Mirror|Standard|"
    r"Citizen|Enquirer|Inquirer|Mercury|Argus|Mail|Express|Intelligencer|Evening News|Daily News|Morning News|Zeitung|Anzeiger|Tagblatt|Tageblatt|Bote|Kurier|Nachrichten|Rundschau|Presse|Spiegel|"
    r"Merkur|Blatt|Monde|Figaro|Libération|Humanité|Dépêche|Gazette|Courrier|Journal|Mundo|País|Vanguardia|Heraldo|Diario|Noticias|Corriere|Gazzetta|Repubblica|Stampa|Messaggero|Giornale|"
    r"Folha|Jornal|Diário|Correio|Estado|Dagblad|Courant|Volkskrant|Telegraaf|Dagbladet|Aftenposten|Tidende|Politiken|Sanomat|Gazeta|Dziennik)\b"
)
LONGEST_BYLINE = 160

_AGENCIES = r"AP|AFP|AAP|ANSA|ANP|dpa|EFE|EPA|Reuters|REUTERS|PA|TASS|UPI|Xinhua|Kyodo|Jiji|Yonhap|Getty(?: Images)?|Shutterstock|iStock|Alamy|Bloomberg|NurPhoto|SIPA|IMAGO|imago"
_CREDIT_WORDS = rf"Photos?|PHOTOS?|Photographs?|Images?|Pictures?|Courtesy|Handout|Screengrab|Screenshot|Illustration|Foto|Fotos|Bild|Grafik|Crédit|Credit|Cortesía|Imagem|写真|撮影|via|{_AGENCIES}"

_CAPTION_START = re.compile(
    r"(?:FILE\s*(?:PHOTO)?\s*[-–—:]|File photo\b|FILE PHOTO\b|FOTO\s*[-–—:]|(?:Photo|Image|Picture|Caption|Credit|Pictured|Foto|Bild|Archivbild|Symbolbild|Légende|Imagen|Immagine|Fotografie)\s*(?:by|credit|von|de)?\s*:\s"
    r"|(?:Image|Media|Video) (?:copyright|caption|source)\b|Bildunterschrift\b|Image source,"
    r"|In this (?:[^.]{0,60}\d{4}, |[^.,]{0,40}?)(?:(?:file|handout|undated|aerial|still|archive) )*(?:photo|photograph|image|picture|frame grab) (?:taken|provided|released|made available|distributed|captured|shot|from video)\b"
    r"|In this [^.]{0,60}?(?:\d{4},?|undated) (?:(?:file|handout|aerial|still|archive) )*(?:photo|photograph|image|picture)\b)"
)
_CREDIT_ALONE = re.compile(
    rf"(?:(?:Photo|Picture|Image|Foto|Bild|Photograph)?\s?(?:[Cc]redits?|by|courtesy of|Photo|Foto|Bild|Image)\s*:\s|(?:{_AGENCIES})/|©\s?|[(\[](?:AP Photo|Photo|Foto|Image|{_AGENCIES})\b)\S.{{0,110}}"
)
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_CREDIT_END = re.compile(
    rf"[(\[（](?:[^()\[\]（）]{{0,120}}\b)?(?:{_CREDIT_WORDS})\b\s?[:：/][^()\[\]（）]{{1,120}}[)\]）]\.?$"
    rf"|[(\[（](?:[^()\[\]（）]{{0,60}}\b)?(?:(?:Photo|Image|Picture|Courtesy|Handout|Foto|Screengrab|Screenshot)s?\s(?:by|of|courtesy|from|via|provided|von|de)\b[^()\[\]（）]{{1,120}}|(?:{_AGENCIES})\s(?:[Ff]ile\s)?(?:[Pp]hotos?|[Ii]mages?|[Ff]ile))[)\]）]\.?$"
    rf"|[(\[](?:[^()\[\]]{{2,80}}\s(?:via|for)\s(?:{_AGENCIES})|(?:File|Handout|Archive|Courtesy|Getty Images|Shutterstock|iStock|Alamy))[)\]]\.?$"
    rf"|[(\[（](?:写真|撮影)[^()（）]{{1,60}}[)\]）]$"
    rf"|\b(?:{_AGENCIES})/[^\s/][^/]{{1,60}}(?:/[^/]{{1,40}})?$"
    r"|Credit(?:\.\.\.|…)\s?\S.{0,100}$"
    r"|\b(?:Photograph|Photo|Picture|Image|Credit|Foto|Bild|Crédit photo|Crédits photo|Photo credit|Image credit|Fotos|Fotografía|Imagem)\s*(?:by|von|de)?\s*:\s*\S.{0,100}$"
    rf"|[(\[]{_NAME}(?: {_NAME}){{1,4}}\s?/\s?{_NAME}(?: [\w.'’&-]{{1,30}}){{0,6}}[)\]]\.?$"
    r"|\b(?:Photo|Photograph|Picture|Image|Foto)s? (?:by|von|de|di) [A-Z][^.]{2,80}\.?$"
    r"|(?:©|\(c\))\s?(?:\d{4}\s)?[A-Z][^.©]{2,80}\.?$"
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Od|Text|Written by|Reported by|Story by|Words by|Reporting by|Autor|Author|Autore|Auteur)\s*:?\s+(?=[^\W\d_]|“|\")"
)
_JOINING = frozenset("and of de van von der la und et y e i in for at & | - –".split())
_NAME_AND_ROLE = re.compile(
    rf"{_NAME}(?: {_NAME}){{1,4}},? (?:[\w’'&-]+ ){{0,4}}(?:correspondent|reporter|editor|writer|columnist|critic|journalist|producer|Korrespondent(?:in)?|Redakteur(?:in)?|correspondante?|journaliste|redactora?|corresponsal)(?: (?:in|for|at) {_NAME}(?: {_NAME}){{0,3}})?"
)
_EAST_ASIAN_NAME = re.compile(
    r"[\u4e00-\u9fff々]{1,3}[ \u3000]?[\u4e00-\u9fff々\u3040-\u30ff]{1,4}(?:[ \u3000]?(?:記者|记者|編集委員))?|[\uac00-\ud7af]{2,4} ?기자"
)
_SMALL_BYLINE = re.compile(
    rf"(?:by|von|par|por|di|de|da|door|av|af)\s+(?P<names>{_NAME}(?: {_NAME}){{1,4}}(?:,? (?:and|und|et|e|y|en|och|og|&) {_NAME}(?: {_NAME}){{1,4}})?(?:, [\w .'’-]{{2,40}})?)"
)
_DESK = re.compile(
    r"(?:[\w.&'’-]+\s+){0,6}(?:Newsroom|News ?[Dd]esk|Staff(?: Writers?| Reporters?)?|Correspondent|Reporter|Editor|Writer|News Service|Press|Redaktion|Rédaction|Redacción|Redazione|Redactie)"
)
_AGENCY_LINE = re.compile(
    rf"(?:[\w .&'’-]{{2,40}} (?:avec|with|mit|con|com|med|met|und|and|et|/) )?\(?(?:{_AGENCIES}|Associated Press|The Associated Press|Agence France-Presse|Press Association)\)?"
)
_RELATED = re.compile(
    r"(?:RELATED(?: (?:STORY|STORIES|ARTICLES?|COVERAGE|NEWS))?|READ MORE|READ ALSO|ALSO READ|SEE ALSO|MORE FROM [\w ]{1,30}|MORE ON THIS(?: STORY)?|DON'T MISS|WATCH|WATCH MORE|READ NEXT|YOU MAY ALSO LIKE|"
    r"MORE COVERAGE|LESEN SIE AUCH|MEHR ZUM THEMA|LIRE AUSSI|À LIRE AUSSI|A LIRE AUSSI|LEA TAMBIÉN|LEER MÁS|VER TAMBIÉN|TE PUEDE INTERESAR|LEGGI ANCHE|LEIA TAMBÉM|LEIA MAIS|VEJA TAMBÉM|LEES OOK|LÄS OCKSÅ|LES OGSÅ|LÆS OGSÅ|CZYTAJ TAKŻE|ЧИТАЙТЕ ТАКЖЕ|ЧИТАЙТЕ ТАКОЖ|関連記事|関連|相关阅读|延伸阅读|延伸閱讀|관련기사)\s*[:：|»>–—-]+\s*(?=\S)"
    r"|[【\[［](?:関連記事|関連|あわせて読みたい|相关阅读|相关新闻|延伸阅读|延伸閱讀|관련기사|related|read more|see also)[】\]］]\s*(?=\S)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(title|headline|author|byline|by|source|publisher|publication|newspaper|section|category|date|published|url|link|dateline|summary|subtitle|tags|keywords|language|length|load-date|document-type|publication-type|copyright|graphic|edition|pub-?type|slug|id|word count|words|body|text)\s*[:=]\s+(\S.{0,500})$",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"https?://\S{3,1000}")
_ENDS_SENTENCE = re.compile(r"[.!?。！？…]['\"”’»）)\]」』]*$")
_RELATED_HEADING = re.compile(
    r"(?:related(?: (?:stories|articles?|news|content|coverage|topics|links))?|(?:read|see) (?:more|also|next)|more (?:on this story|stories|news|from [\w ]{1,30})|"
    r"recommended(?: for you| stories)?|you (?:may|might) (?:also )?like|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|(?:à )?lire aussi|sur le même sujet|"
    r"noticias relacionadas|te puede interesar|lea también|leggi anche|articoli correlati|leia (?:também|mais)|notícias relacionadas|lees ook|läs också|читайте также|関連記事|相关阅读|相關新聞)\s*[:：]?",
    re.IGNORECASE,
)
_POPULAR_HEADING = re.compile(
    r"(?:most (?:read|popular|viewed|shared|commented)|trending(?: now| stories)?|popular(?: now| stories)?|top stories|latest(?: news| stories)?|editor[’']?s[’']? picks?|"
    r"meistgelesen|am häufigsten gelesen|les plus lus|lo más (?:leído|visto)|i più letti|mais lidas|meest gelezen|mest lästa|самое читаемое|популярное|アクセスランキング|热门(?:文章|新闻)|많이 본 뉴스)(?:\s*(?:in|on|from) [\w ]{1,30})?\s*[:：]?",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    """news world politics business economy economics finance markets money sport sports football soccer cricket tennis culture arts entertainment music film movies
    books tv science technology tech health environment climate education travel food style lifestyle fashion opinion comment analysis editorial obituaries local national
    international europe africa asia americas uk us usa metro weather crime law media nation region breaking features interview exclusive
    politik wirtschaft panorama kultur wissen wissenschaft technik gesundheit reise meinung ausland inland lokales feuilleton gesellschaft netzwelt leben
    politique économie société monde culture sciences santé planète opinions idées faits-divers
    política economía sociedad internacional nacional deportes cultura ciencia tecnología salud opinión mundo españa
    economia esportes esporte mundo saúde ciência cronaca cronache esteri sport spettacoli salute scienza sociedade
    binnenland buitenland economie wetenschap nieuws nyheter ekonomi inrikes utrikes kultur""".split()
)
_STEP = re.compile(r"\s*[>»›→]\s*|\s+/\s+")
_HOME = frozenset(
    "home homepage start startseite accueil inicio início portada news nachrichten главная ホーム トップ 首页 首頁 홈".split()
)
_SLUG = re.compile(r"/[^/?#]*\w[-_]\w[^/?#]*[-_]\w|/\d{4}/\d{1,2}\b|\d{5}")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]")


def is_caption(line: str) -> bool:
    """A picture's caption: it starts as one, or ends with a credit."""
    return len(line) <= LONGEST_CAPTION and bool(_CAPTION_START.match(line) or _CREDIT_END.search(line))


def is_credit(line: str) -> bool:
    """A photographer's or an agency's line below a caption."""
    return _CREDIT_ALONE.fullmatch(line) is not None


def read_byline(line: str) -> str | None:
    """Who wrote it, without the `By`; None where the line is no byline."""
    if len(line) > LONGEST_BYLINE or _ENDS_SENTENCE.search(line.rstrip(".")):
        return None
    start = _BYLINE.match(line)
    if start:
        name = line[start.end() :].strip()
        return name if _looks_like_names(name) else None
    small = _SMALL_BYLINE.fullmatch(line)
    if small:
        return small["names"]
    if _DESK.fullmatch(line) or _AGENCY_LINE.fullmatch(line):
        return line
    return None


def _looks_like_names(text: str) -> bool:
    """Capitalised words with joining ones between them; roles and outlets may follow."""
    words = re.split(r"[\s,/|&]+", text)
    names = [word for word in words if word[:1].isupper() or not word[:1].isascii()]
    return len(names) > 0 and len(words) <= 18 and len(names) * 2 >= len(words)


def could_be_name(line: str) -> bool:
    """A short capitalised line without an end, as a name stands above or below a date; a role may follow."""
    if len(line) > 70 or _ENDS_SENTENCE.search(line) or any(map(str.isdigit, line)):
        return False
    if _NAME_AND_ROLE.fullmatch(line) or _EAST_ASIAN_NAME.fullmatch(line):
        return True
    words = line.split()
    return 1 < len(words) <= 6 and all(word[:1].isupper() or word.lower() in _JOINING for word in words)


def read_related(line: str) -> str | None:
    """The headline of another story that a line points to, without its label."""
    label = _RELATED.match(line)
    return line[label.end() :].strip() if label and len(line) <= 300 else None


def read_labelled(line: str) -> tuple[str, str] | None:
    """(label in lower case, value) of a line like `Title: …`."""
    found = _LABELLED.match(line)
    return (found.group(1).lower(), found.group(2).strip()) if found else None


def read_web_address(line: str) -> str | None:
    return line if _WEB_ADDRESS.fullmatch(line) else None


def is_running_text(line: str) -> bool:
    """A paragraph of an article rather than a line above it."""
    width = len(line) if line.isascii() else len(line) + len(_WIDE.findall(line[:200]))
    return width > 180 or (width > 70 and _ENDS_SENTENCE.search(line[-20:]) is not None)


def is_masthead(line: str) -> bool:
    """The name of a newspaper, as it stands over the day: few words, all capitalised, one of them such as papers bear."""
    words = line.split()
    return (
        len(line) <= 50
        and 0 < len(words) <= 6
        and _PAPER.search(line) is not None
        and all(word[:1].isupper() or word.lower() in _JOINING or word == "&" for word in words)
        and not any(map(str.isdigit, line))
    )


def is_kicker(line: str) -> bool:
    """The name of a section, as it stands above a headline."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.casefold())
    return (
        len(line) <= 40
        and 0 < len(words) <= 5
        and all(word in _SECTIONS or word in ("and", "und", "et", "y", "e", "en", "the") for word in words)
    )


def is_popular_heading(line: str) -> bool:
    """What stands above a list of what others read, which has nothing to do with the article."""
    return len(line) <= 60 and _POPULAR_HEADING.fullmatch(line) is not None


def is_related_heading(line: str) -> bool:
    """What stands above a list of other stories."""
    return len(line) <= 60 and _RELATED_HEADING.fullmatch(line) is not None


def read_breadcrumb(line: str) -> str | None:
    """The last section of `Home > News > Local`; None where the line is no such trail."""
    steps = [step.strip() for step in _STEP.split(line)]
    is_trail = 1 < len(steps) <= 6 and len(line) <= 120 and all(0 < len(step) <= 30 for step in steps)
    if not is_trail or (steps[0].casefold() not in _HOME and not all(map(is_kicker, steps))):
        return None
    return steps[-1] if len(steps) > 1 and steps[-1].casefold() not in _HOME else None


def names_article(address: str) -> bool:
    """Whether an address is that of one article rather than a site's, a profile's or a short link."""
    return _SLUG.search(address.split("://", 1)[-1]) is not None
