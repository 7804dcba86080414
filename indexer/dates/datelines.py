"""The dateline at the head of a story -> place, agency and day.

`BEIJING, Feb. 15 (Xinhua) --`, `NEW YORK, February 15, 2020 /PRNewswire/ --`, `PARIS (AP) —`,
`MOSCOW, February 15. /TASS/.`, `新华社北京2月15日电`. A dateline ends with a dash or an agency in brackets or
slashes; before it stand a place, in capitals or beside a date or a known agency, and perhaps a day. A year
is rarely printed: it comes from the context. Captions (`FILE –`), `UPDATE 1 -` and timelines are no datelines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.article import PublicationDate
from indexer.dates.completion import complete
from indexer.dates.context import DateContext
from indexer.dates.grammar import Element
from indexer.dates.lines import read_elements
from indexer.dates.refusal import Refusal
from indexer.dates.spelling import normalise_in_place
from indexer.dates.stamps import assemble

_HEAD = 160
_MOST_PLACE_WORDS = 9

_AGENCY_NAMES = """
AP|Associated Press|The Associated Press|AFP|Reuters|Reuter|Thomson Reuters|dpa|dpa-AFX|dpa/tmn|Xinhua|UPI|EFE|ANSA|Kyodo|Jiji Press|TASS|ITAR-TASS
Interfax|RIA Novosti|Sputnik|PTI|ANI|IANS|UNI|Yonhap|CNN|BBC|PA|PA Media|Press Association|AAP|CP|The Canadian Press|Canadian Press
KNA|epd|APA|ATS|SDA|Keystone-SDA|Belga|ANP|TT|NTB|Ritzau|STT|PAP|ČTK|CTK|MTI|Anadolu|AA|IRNA|WAM|SPA|KUNA|QNA|Bernama
Antara|VNA|NHK|Lusa|Agencia EFE|Europa Press|Notimex|Télam|Telam|PRNewswire|PR Newswire|GLOBE NEWSWIRE|Business Wire|BUSINESS WIRE
ACCESSWIRE|Marketwired|MARKETWIRE|Newsfile Corp.|Bloomberg|RNS|CNS|JTA|CNA|Ukrinform|Ukrainska Pravda|Agerpres|Tanjug|HINA|STA|BTA
Interfax-Ukraine|INTERFAX|INTERFAX.RU|ИНТЕРФАКС|Interfax-Kazakhstan|УНН|БЕЛТА|BelTA|APP|BSS|UNB|INA|APS|MAP|TAP|NAN|GNA|KNA|SITA|TASR|ANDINA|Andina|Prensa Latina|AGI|Adnkronos|Zenit.org
ANA-MPA|AMNA|Inter Press Service|IPS|ТАСС|РИА Новости|Интерфакс|Укринформ|УНИАН|AWP|AFX|Dow Jones|Gannett|Tribune News Service|SID
"""
_AGENCIES = frozenset(name.strip() for name in re.split(r"[|\n]", _AGENCY_NAMES) if name.strip())

_NO_PLACES = frozenset(
    """file photo photos update updated breaking live watch video exclusive analysis opinion corrected refile wrapup factbox news
    interview timeline editorial commentary review related correction note advisory alert flash urgent insight explainer
    preview recap poll column feature obituary letters podcast gallery quiz sport sports business politics world local q
    rpt brief focus table text highlights spotlight diary bc eds editor advertisement sponsored listen read more picture
    pictures image images caption rss nasa usa ussr fbi cia un eu nato who it this that year
    vidéo vídeo sondage exclusif exclusivo exclusiva entretien reportage enquête infographie direct opinión análisis
    kommentar analyse liveticker ticker foto fotos bilder kolumne gastbeitrag eilmeldung pressemitteilung entrevista editoriale
    видео фото интервью эксклюзив мнение""".split()
)
_NO_PLACE_IN_CAPITALS = frozenset(
    """when where what who why how date dates day deadline event events due open opens opening close closes closing start starts end ends begins
    sale tickets time times venue show shows schedule match matches game games final finals next last until valid expires exhibition
    exhibit born died published posted court weather results result election fixtures round day auction meeting hearing trial
    for immediate press release statement issue edition page section report session number""".split()
)
_LONGEST_LINE = 60
_SMALL_WORDS = frozenset(
    """de la le les los las el del della di du da do dos des of the and am an im in sur sous upon on bei y e und et der den""".split()
)
_PARTY = re.compile(r"[A-Z](?:-[A-Z].*)?|[RDI]-.*|[RDI]\.")

_BRACKETED = re.compile(
    r"\((?P<agency>[^()\n]{2,40})\)\s?(?:[.:]?\s?(?:[-–]{1,3}|:|_(?=\s))|[.:]?-)|\((?P<open>[A-Z][^()\n]{1,38})\)\s?(?=$)"
)
# South Asian papers have no dash: `NEW DELHI, Oct 14 (PTI) The …`, `NEW DELHI, Oct 14: The …`, `NEW DELHI: Oct 14`.
_UNDIVIDED = re.compile(r"(?<=[0-9])\s?(?:\((?P<open>[A-Z][^()\n]{1,38})\)\s(?=[A-Z\"'‘“])|:(?=\s)|$)")
_YEAR = re.compile(r"[0-9]{4}")
_PLACE_COLON = re.compile(r"(?<=[A-Z]{2}):(?=\s[A-Z0-9])")
_SLASHED = re.compile(r"(?<=[\s.,])/(?P<agency>[^/\n]{2,38})/\s?\.?\s?(?:[-–]{1,3})?")
_DASH = re.compile(r"\s?(?:--+|–+)(?![0-9])|(?:\s|(?<=[0-9]))-(?=\s|$)|\.-(?=\s|$)|\s=(?=\s|$)")
_WIRE = re.compile(r"--?\((?P<agency>[^()\n]{2,40})\)--?")
# Agencies of press releases put themselves and the day in one bracket: `TORONTO, ONTARIO--(Marketwired - Sept. 19, 2013) -`.
_RELEASE = re.compile(
    r"^\s*(?P<place>[^()\n]{3,60}?)\s?--?\s?\((?P<agency>Newsfile Corp\.|Marketwired|Marketwire|Market Wire|CCNMatthews|ACCESSWIRE|BUSINESS WIRE|PRNewswire)"
    r" ?[-–] ?(?P<day>[^()\n]{6,30})\)\s?(?:--?|–)?"
)
_AGENCY_AT_END = re.compile(
    r",?\s+\(?(?P<agency>Reuters?|REUTERS?|AP|AFP|UPI|dpa|INTERFAX(?:\.RU)?|ИНТЕРФАКС)\)?$"
)
_AGENCY_FIRST = re.compile(r"^\(?(?P<agency>ANSA|AGI|Adnkronos|EFE|dpa|AFP|AP)\)?\s?[-–]{1,2}\s?")
_CHINESE = re.compile(
    r"^\s*(?P<text>[【(〔\[]?据?(?P<agency>新华社|新華社|新华网|新華網|中新社|中新网|中通社|中央社|人民网|央视网|央广网|光明网|中国网|环球网|参考消息网|澎湃新闻"
    r"|本报|本報|本社|本刊|共同社|时事社|路透社|法新社|美联社|美聯社|德新社|安莎社|埃菲社|塔斯社|俄新社|韩联社|朝中社|合众国际社)(?P<place>[\u4e00-\u9fff·]{0,8}?)"
    r"(?P<day>(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)(?:[电電讯訊专]|消息|报道|報導)?[】)]?)\s?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline: `text` as printed less the closing dash; `length`: code points of the line that it takes, dash and blanks with it."""

    text: str
    place: str
    agency: str | None
    date: PublicationDate | None
    length: int


def read_dateline(line: str, context: DateContext) -> Dateline | None:
    """The dateline that a line begins with, or None. Looks at its first 160 characters."""
    head = normalise_in_place(line[:_HEAD])
    chinese = _CHINESE.match(head)
    if chinese is not None:
        return _chinese(chinese, line, context)
    released = _RELEASE.match(head) if "--(" in head or "- (" in head or "-- (" in head else None
    if released is not None:
        return _released(released, line, head, context)
    start = len(head) - len(head.lstrip(" *\n"))
    first = _AGENCY_FIRST.match(head[start:])
    skip = start + (first.end() if first else 0)
    for end, length, agency in _ends(head, skip):
        found = _read_head(head[skip:end], agency or (first["agency"] if first else None), context)
        if found is not None:
            place, date, named = found
            if date is None and named is None and not _opens_a_story(head[end:length], line[length:]):
                continue
            length = _with_blanks(head, length)
            text = " ".join(line[start:length].split()).rstrip("-–—―=_ ").rstrip()
            stated = date if isinstance(date, PublicationDate) else None
            return Dateline(text=text, place=place, agency=named, date=stated, length=length)
    return _undivided(head, skip, line, context)


def _undivided(head: str, start: int, line: str, context: DateContext) -> Dateline | None:
    """The dateline of a line in which no dash ends it: a place in capitals and a day."""
    end = _UNDIVIDED.search(head, start)
    if end is None or (end["open"] or "AP") not in _AGENCIES:
        return None
    before, colons = _PLACE_COLON.subn(",", head[start : end.start()], count=1)
    place, date = _place_and_day(before, context)
    place = place.strip(" ,")
    # a word and a colon may be any label, and so may two before a whole day
    is_bare = colons and " " in place and not _YEAR.search(before) and len(line) < _LONGEST_LINE
    if not end.group().strip() and not is_bare:
        return None
    if date is None or place.upper() != place or not _is_place(place, dated=True, agency=end["open"]):
        return None
    if any(word.lower() in _NO_PLACE_IN_CAPITALS for word in place.replace(",", " ").split()):
        return None
    text = " ".join(line[start : end.end()].split()).rstrip(": ")
    stated = date if isinstance(date, PublicationDate) else None
    return Dateline(text=text, place=place, agency=end["open"], date=stated, length=end.end())


def _opens_a_story(dash: str, text: str) -> bool:
    """Whether what stands behind a place and nothing else reads like a story: a long dash, then a sentence not in capitals."""
    words = text.split()
    if dash.strip() == "-" or (dash.strip() != "–" and not text[:1].isspace()):
        return False
    return len(words) > 2 and not words[0][0].islower() and not text[:80].isupper()


def _ends(head: str, start: int) -> list[tuple[int, int, str | None]]:
    """Where place and day may end, how far the dateline goes, and the agency between: the nearest first."""
    ends = []
    for pattern in (_WIRE, _BRACKETED, _SLASHED, _DASH):
        match = pattern.search(head, start)
        if match is not None:
            named = {name: value for name, value in match.groupdict().items() if value}
            if named.get("open", "AP") not in _AGENCIES:
                continue
            ends.append((match.start(), match.end(), next(iter(named.values()), None)))
    return sorted(ends, key=lambda found: (found[0], -found[1]))


def _with_blanks(head: str, length: int) -> int:
    while length < len(head) and head[length] in " \n-–":
        length += 1
    return length


def _read_head(
    head: str, agency: str | None, context: DateContext
) -> tuple[str, PublicationDate | Refusal | None, str | None] | None:
    """Place, day and agency of the text before the dash; None where it is no head of a dateline."""
    head = head.strip(" ,")
    if head[:1] == "(" and head[-1:] == ")":
        head = head[1:-1]
    named = _AGENCY_AT_END.search(head)
    if named is not None:
        agency, head = agency or named["agency"], head[: named.start()]
    if not head or (agency is not None and not _is_agency(agency)):
        return None
    place, date = _place_and_day(head, context)
    place = place.strip(" ,")
    if not _is_place(place, dated=date is not None, agency=agency):
        return None
    return place, date, agency


def _is_agency(name: str) -> bool:
    """Known, or at least no party and state behind a politician's name."""
    return name in _AGENCIES or (
        not _PARTY.fullmatch(name) and not any(c.isdigit() for c in name) and len(name.split()) <= 4
    )


def _place_and_day(head: str, context: DateContext) -> tuple[str, PublicationDate | Refusal | None]:
    """The text before the day at the head's end, and that day: None where there is none, a Refusal where it is no day."""
    elements, hints = read_elements(head)
    dated = _start_of_day(elements)
    if dated is None or not _may_be_place(elements[:dated], head[: elements[dated].start]):
        return head, None
    stamps = assemble(elements[dated:], context, hints)
    if isinstance(stamps, Refusal) or len(stamps) != 1:
        return head, None
    stamp, start = stamps[0], elements[dated].start
    if stamp.day is None or stamp.day.day is None or stamp.label:
        return head, None
    return head[:start], complete(stamp, context, "dateline", head[start:].strip(" ,."))


def _start_of_day(elements: Sequence[Element]) -> int | None:
    """Where the day begins that ends the head; a weekday before it belongs to it, if a place stands before that."""
    after = len(elements)
    while after and elements[after - 1].kind not in ("text", "number", "symbol"):
        after -= 1
    dated = next((place for place in range(after, len(elements)) if elements[place].kind == "date"), None)
    if dated is None:
        return None
    before = [place for place in range(after, dated) if elements[place].kind == "weekday"]
    return before[0] if before and after > 0 else dated


def _may_be_place(elements: Sequence[Element], text: str) -> bool:
    """Whether there are words before the day, more than a weekday and no label or other date."""
    kinds = {element.kind for element in elements}
    if any(element.kind == "weekday" and element.pieces[0].text == text.strip(" ,") for element in elements):
        return False
    return kinds <= {"text", "nothing", "separator", "weekday", "byline"} and (
        "text" in kinds or len(text.split()) > 1
    )


def _is_place(place: str, *, dated: bool, agency: str | None) -> bool:
    """Whether text names a place: in capitals by itself, in any letters beside a day, as a name beside a known agency."""
    words = place.replace(",", " ").replace("/", " ").split()
    if not words or len(words) > _MOST_PLACE_WORDS or any(not _is_place_word(word) for word in words):
        return False
    if any(word.lower().strip(".:") in _NO_PLACES for word in (words[:1] if dated else words)):
        return False
    if dated:
        return _is_capitalised(words) or (place.islower() and len(words) <= 3)
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if agency is not None:
        return bool(capitals[:1] and words[0] in capitals) or (
            agency in _AGENCIES and all(w[0].isupper() for w in words)
        )
    return bool(capitals) and words[0] in capitals and _is_capital_place(place)


def _is_capitalised(words: list[str]) -> bool:
    cased = [word for word in words if word[0].islower() or word[0].isupper()]
    return all(word[0].isupper() or word in _SMALL_WORDS for word in cased) and not words[0].islower()


def _is_place_word(word: str) -> bool:
    if unicodedata.category(word[0])[0] != "L":
        return False
    return all(
        character.isalpha() or character in ".'-–&" or not character.isascii() for character in word
    ) and any(character.isalpha() for character in word)


def _is_capital_place(place: str) -> bool:
    """All of the first part in capitals; what follows a comma is a state or a land (`BURBANK, Calif.`)."""
    city, _, region = place.partition(",")
    if sum(character.isalpha() for character in city) < 4 or "." in city.replace("ST. ", ""):
        return False
    return (
        city.upper() == city and len(city.split()) <= 4 and all(word[0].isupper() for word in region.split())
    )


def _released(match: re.Match[str], line: str, head: str, context: DateContext) -> Dateline | None:
    place = match["place"].strip(" ,")
    _, date = _place_and_day(f"{place}, {match['day']}", context)
    if date is None or not _is_place(place, dated=True, agency=match["agency"]):
        return None
    return Dateline(
        text=" ".join(line[: match.end()].split()).rstrip("-–— "),
        place=place,
        agency=match["agency"],
        date=date if isinstance(date, PublicationDate) else None,
        length=_with_blanks(head, match.end()),
    )


def _chinese(match: re.Match[str], line: str, context: DateContext) -> Dateline | None:
    place = match["place"] or match["agency"]
    _, date = _place_and_day(f"{place} {match['day']}", context)
    if not isinstance(date, (PublicationDate, Refusal)):
        return None
    return Dateline(
        text=line[match.start("text") : match.end("text")],
        place=place,
        agency=match["agency"],
        date=date if isinstance(date, PublicationDate) else None,
        length=match.end(),
    )
