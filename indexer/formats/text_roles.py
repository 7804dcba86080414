"""What a line or paragraph of scraped text is: a caption, a byline, a link to another story, a page's leftover.

Each test takes one line, stripped, and says yes only where its shape leaves no doubt: a sentence of an article
that merely speaks of cookies, a newsletter or a photograph is a sentence. Dates and datelines are told by
`indexer.dates`; putting the parts together is `plain_text`'s.
"""

from __future__ import annotations

import re

LONGEST_CAPTION = 900
LONGEST_LEFTOVER = 220
LONGEST_BYLINE = 160

_AGENCIES = r"AP|AFP|AAP|ANSA|ANP|dpa|EFE|EPA|Reuters|REUTERS|PA|TASS|UPI|Xinhua|Kyodo|Jiji|Yonhap|Getty(?: Images)?|Shutterstock|iStock|Alamy|Bloomberg|NurPhoto|SIPA|IMAGO|imago"
_CREDIT_WORDS = rf"Photos?|PHOTOS?|Photographs?|Images?|Pictures?|Courtesy|Handout|Screengrab|Screenshot|Illustration|Foto|Fotos|Bild|Grafik|Crédit|Credit|Cortesía|Imagem|写真|撮影|via|{_AGENCIES}"

_CAPTION_START = re.compile(
    r"(?:FILE\s*(?:PHOTO)?\s*[-–—:]|File photo\b|FILE PHOTO\b|FOTO\s*[-–—:]|(?:Photo|Image|Picture|Caption|Pictured|Foto|Bild|Archivbild|Symbolbild|Légende|Imagen|Immagine|Fotografie)\s*(?:by|credit|von|de)?\s*:\s)"
)
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_CREDIT_END = re.compile(
    rf"[(\[（](?:[^()\[\]（）]{{0,120}}\b)?(?:{_CREDIT_WORDS})\b\s?[:：/][^()\[\]（）]{{1,120}}[)\]）]\.?$"
    rf"|[(\[（](?:[^()\[\]（）]{{0,60}}\b)?(?:(?:Photo|Image|Picture|Courtesy|Handout|Foto|Screengrab|Screenshot)s?\s(?:by|of|courtesy|from|via|provided|von|de)\b[^()\[\]（）]{{1,120}}|(?:{_AGENCIES})\s(?:[Ff]ile\s)?(?:[Pp]hotos?|[Ii]mages?|[Ff]ile))[)\]）]\.?$"
    rf"|[(\[](?:[^()\[\]]{{2,80}}\s(?:via|for)\s(?:{_AGENCIES})|(?:File|Handout|Archive|Courtesy|Getty Images|Shutterstock|iStock|Alamy))[)\]]\.?$"
    rf"|[(\[（](?:写真|撮影)[^()（）]{{1,60}}[)\]）]$"
    rf"|\b(?:{_AGENCIES})/[^\s/][^/]{{1,60}}(?:/[^/]{{1,40}})?$"
    r"|\b(?:Photograph|Photo|Picture|Image|Foto|Bild|Crédit photo|Crédits photo|Photo credit|Image credit|Fotos|Fotografía|Imagem)\s*(?:by|von|de)?\s*:\s*\S.{0,100}$"
    rf"|[(\[]{_NAME}(?: {_NAME}){{1,4}}\s?/\s?{_NAME}(?: [\w.'’&-]{{1,30}}){{0,6}}[)\]]\.?$"
    r"|\b(?:Photo|Photograph|Picture|Image|Foto)s? (?:by|von|de|di) [A-Z][^.]{2,80}\.?$"
    r"|(?:©|\(c\))\s?(?:\d{4}\s)?[A-Z][^.©]{2,80}\.?$"
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Od|Text|Written by|Reported by|Story by|Words by|Reporting by|Autor|Author|Autore|Auteur)\s*:?\s+(?=[^\W\d_]|“|\")"
)
_DESK = re.compile(
    r"(?:[\w.&'’-]+\s+){0,6}(?:Newsroom|News ?[Dd]esk|Staff(?: Writers?| Reporters?)?|Correspondent|Reporter|Editor|Writer|News Service|Press|Redaktion|Rédaction|Redacción|Redazione|Redactie)"
)
_AGENCY_LINE = re.compile(rf"\(?(?:{_AGENCIES}|Associated Press|The Associated Press|Agence France-Presse|Press Association)\)?")
_RELATED = re.compile(
    r"(?:RELATED(?: (?:STORY|STORIES|ARTICLES?|COVERAGE|NEWS))?|READ MORE|READ ALSO|ALSO READ|SEE ALSO|MORE FROM [\w ]{1,30}|MORE ON THIS(?: STORY)?|DON'T MISS|WATCH|WATCH MORE|READ NEXT|YOU MAY ALSO LIKE|"
    r"LESEN SIE AUCH|MEHR ZUM THEMA|LIRE AUSSI|À LIRE AUSSI|A LIRE AUSSI|LEA TAMBIÉN|LEER MÁS|VER TAMBIÉN|TE PUEDE INTERESAR|LEGGI ANCHE|LEIA TAMBÉM|LEIA MAIS|VEJA TAMBÉM|LEES OOK|LÄS OCKSÅ|LES OGSÅ|LÆS OGSÅ|CZYTAJ TAKŻE|ЧИТАЙТЕ ТАКЖЕ|ЧИТАЙТЕ ТАКОЖ|関連記事|相关阅读|延伸閱讀)\s*[:：|»>–—-]+\s*(?=\S)",
    re.IGNORECASE,
)
_SITES = r"(?:facebook|twitter|x|whatsapp|instagram|linkedin|pinterest|telegram|reddit|youtube|tiktok|google\ news|threads|bluesky|e-?mail|vk|weibo|line)"
_LEFTOVER = re.compile(
    rf"""(?:
      %d\ bloggers\ like\ this:? | like\ this:? | liked?\ by\ \d+ | like\ loading\W* | loading\W* | \d+\ bloggers\ like\ this\W*
    | (?:sign\ up|subscribe|register)\b[^.]{{0,120}}\ (?:newsletters?|updates|e-?mails?|inbox|today|now|alerts|here|free|access|podcast|channel)\W*
    | subscribe\ (?:now|today|here|for\ free)\W* | (?:get|receive)\ (?:the\ latest|our|breaking|top|daily|more)\b[^.]{{0,100}}\ (?:inbox|newsletter|e-?mail|app|alerts)\W*
    | (?:click|tap)\ (?:here\ )?to\ (?:share|subscribe|print|e-?mail|sign\ up|read|download|follow|view|enlarge|listen)\b[^.]{{0,100}}\W*
    | (?:share|tweet|print|e-?mail|comments?|save|copy\ link|advertisement|advertising|sponsored(?:\ content)?|ad|menu|search|home|log\ in|sign\ in|subscribe|skip\ to\ (?:main\ )?content|back\ to\ top|read\ more|continue\ reading|most\ read|trending|newsletter|{_SITES})\W*
    | (?:print|e-?mail|save|share|bookmark)\ (?:this\ |the\ )?(?:article|story|page|post)(?:\ (?:on|via|with)\ [\w\ ]{{1,30}})?\W*
    | (?:share|follow|like|find|join)\ (?:(?:this|us)\ )?(?:on|via)\ (?:{_SITES}(?:,?\ (?:and\ |or\ )?)?){{1,6}}\W* | share\ this\W* | follow\ us\W* | {_SITES}(?:\ {_SITES}){{1,8}}
    | (?:this|our)\ (?:web)?site\ uses\ (?:cookies|akismet)(?:\ (?:to|for|and)\b[^.,]{{0,140}})?\W* | (?:we|this\ website|our\ website)\ (?:and\ our\ partners\ )?uses?\ cookies\b(?!,)[^.]{{0,180}}\W* | by\ (?:continuing|using)\b[^.]{{0,60}}(?:cookies|privacy\ policy|terms)[^.]{{0,80}}\W*
    | (?:accept|manage|reject|allow)\ (?:all\ )?cookies\W* | cookie\ (?:settings|policy|preferences|notice)\W* | (?:read\ our\ |see\ our\ )?(?:privacy\ policy|privacy\ notice|terms\ of\ (?:use|service)|terms\ and\ conditions)(?:\W+(?:privacy\ policy|terms\ of\ (?:use|service)|cookie\ policy|contact\ us|about\ us|imprint)){{0,6}}\W*
    | (?:\d+\ )?(?:comments?|kommentare|commentaires|comentarios|comentários|commenti|reacties)(?:\ \(?\d*\)?)?\W* | (?:leave|post|add)\ a\ (?:comment|reply)\W* | (?:view|show|read)\ (?:all\ )?(?:\d+\ )?comments\W* | report\ (?:a\ typo|an\ error|this\ ad|ad|a\ mistake)\W*
    | (?:download|get)\ (?:the|our)\ (?:\w+\ ){{0,3}}app\b[^.]{{0,80}}\W* | (?:support|donate\ to)\ (?:our|independent)\ journalism\b[^.]{{0,80}}\W* | have\ a\ (?:news\ )?tip\?.{{0,120}}
    | (?:article|story)\ continues\ (?:below|after)[^.]{{0,60}} | (?:\d+|one)[\ -](?:min|minute)s?\ read | listen\ to\ this\ article[^.]{{0,40}}
    | anzeige | werbung | teilen | drucken | merken | kommentieren | (?:artikel|seite|beitrag)\ (?:teilen|drucken|merken|versenden|anhören)\W* | (?:auf|bei|via)\ {_SITES}\ (?:teilen|folgen)\W* | newsletter\ (?:abonnieren|bestellen)\W* | (?:jetzt\ )?(?:(?:unseren|den)\ )?newsletter\ (?:bestellen|abonnieren)\W* | (?:jetzt\ )?(?:unsere\ |die\ )?app\ (?:herunterladen|laden)\W* | zur\ startseite | wir\ verwenden\ cookies\b[^.]{{0,160}}\W* | datenschutz(?:erklärung)?\W* | (?:kommentar|leserbrief)\ schreiben\W*
    | publicité | partager(?:\ (?:l['’]article|sur\ {_SITES}))?\W* | imprimer | suivez-nous(?:\ sur\ {_SITES})?\W* | abonnez-vous\b[^.]{{0,120}}\W* | inscrivez-vous\b[^.]{{0,60}}newsletter[^.]{{0,60}}\W* | lire\ la\ suite\W* | nous\ utilisons\ des\ cookies\b[^.]{{0,160}}\W* | tout\ accepter\W*
    | publicidad | compartir(?:\ en\ {_SITES})?\W* | imprimir | suscríbe(?:te|se)\b[^.]{{0,120}}\W* | utilizamos\ cookies\b[^.]{{0,160}}\W* | síguenos\b[^.]{{0,60}}\W* | publicidade | compartilh(?:e|ar)\W* | assine\b[^.]{{0,80}}\W* | siga-nos\b[^.]{{0,80}}\W*
    | pubblicità | condividi\W* | stampa | iscriviti\b[^.]{{0,100}}\W* | seguici\ su\b[^.]{{0,60}}\W* | utilizziamo\ i?\ ?cookie\b[^.]{{0,160}}\W* | advertentie | delen | deel\ (?:dit\ artikel|op\ {_SITES}|via\ {_SITES})\W* | meld\ je\ aan\b[^.]{{0,100}}\W* | volg\ ons\ op\b[^.]{{0,60}}\W* | annons | dela(?:\ artikeln)?\W* | del\ artikkelen | annonse | annonce | reklama | udostępnij\W*
    | реклама | поделиться(?:\ (?:в|на|ссылкой)\b[^.]{{0,40}})?\W* | подпис(?:аться|ывайтесь|атися)\b[^.]{{0,100}}\W* | 広告 | シェアする | ツイート | 印刷する? | 分享(?:到[^。]{{1,20}})? | 广告 | 廣告 | 공유하기 | 광고
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati)", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(title|headline|author|byline|by|source|publisher|publication|newspaper|section|category|date|published|url|link|dateline|summary|subtitle|tags|keywords|language)\s*[:=]\s+(\S.{0,500})$", re.IGNORECASE
)
_WEB_ADDRESS = re.compile(r"https?://\S{3,1000}")
_ENDS_SENTENCE = re.compile(r"[.!?。！？…]['\"”’»）)\]」』]*$")
_RELATED_HEADING = re.compile(
    r"(?:related(?: (?:stories|articles?|news|content|coverage|topics|links))?|(?:read|see) (?:more|also|next)|more (?:on this story|stories|news|from [\w ]{1,30})|most read|most popular|trending(?: now)?|"
    r"recommended(?: for you| stories)?|you (?:may|might) (?:also )?like|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|meistgelesen|(?:à )?lire aussi|sur le même sujet|"
    r"noticias relacionadas|te puede interesar|lea también|leggi anche|articoli correlati|leia (?:também|mais)|notícias relacionadas|lees ook|läs också|читайте также|関連記事|相关阅读|相關新聞)\s*[:：]?",
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
_SLUG = re.compile(r"/[^/?#]*\w[-_]\w[^/?#]*[-_]\w|/\d{4}/\d{1,2}\b|\d{5}")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]")


def is_caption(line: str) -> bool:
    """A picture's caption: it starts as one, or ends with a credit."""
    return len(line) <= LONGEST_CAPTION and bool(_CAPTION_START.match(line) or _CREDIT_END.search(line))


def read_byline(line: str) -> str | None:
    """Who wrote it, without the `By`; None where the line is no byline."""
    if len(line) > LONGEST_BYLINE or _ENDS_SENTENCE.search(line.rstrip(".")):
        return None
    start = _BYLINE.match(line)
    if start:
        name = line[start.end() :].strip()
        return name if _looks_like_names(name) else None
    if _DESK.fullmatch(line) or _AGENCY_LINE.fullmatch(line):
        return line
    return None


def _looks_like_names(text: str) -> bool:
    """Capitalised words with joining ones between them; roles and outlets may follow."""
    words = re.split(r"[\s,/|&]+", text)
    names = [word for word in words if word[:1].isupper() or not word[:1].isascii()]
    return len(names) > 0 and len(words) <= 18 and len(names) * 2 >= len(words)


def could_be_name(line: str) -> bool:
    """A short capitalised line without an end, as a name stands above or below a date."""
    words = line.split()
    return (
        1 < len(words) <= 6 and len(line) <= 70 and not _ENDS_SENTENCE.search(line) and not any(map(str.isdigit, line))
        and all(word[:1].isupper() or word.lower() in ("and", "of", "de", "van", "von", "der", "la", "und", "et", "y") for word in words)
    )  # fmt: skip


def read_related(line: str) -> str | None:
    """The headline of another story that a line points to, without its label."""
    label = _RELATED.match(line)
    return line[label.end() :].strip() if label and len(line) <= 300 else None


def is_leftover(line: str) -> bool:
    """A widget's, a menu's, a cookie banner's or a newsletter box's line."""
    return len(line) <= LONGEST_LEFTOVER and _LEFTOVER.fullmatch(line) is not None


def is_rights_line(line: str) -> bool:
    """A copyright line. A longer paragraph only mentions one."""
    return len(line) <= 200 and _RIGHTS.match(line) is not None


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


def is_kicker(line: str) -> bool:
    """The name of a section, as it stands above a headline."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.casefold())
    return len(line) <= 40 and 0 < len(words) <= 5 and all(word in _SECTIONS or word in ("and", "und", "et", "y", "e", "en", "the") for word in words)


def is_related_heading(line: str) -> bool:
    """What stands above a list of other stories."""
    return len(line) <= 60 and _RELATED_HEADING.fullmatch(line) is not None


def names_article(address: str) -> bool:
    """Whether an address is that of one article rather than a site's, a profile's or a short link."""
    return _SLUG.search(address.split("://", 1)[-1]) is not None
