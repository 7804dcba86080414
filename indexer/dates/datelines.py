"""The dateline at the head of a story -> place, agency and day.

`BEIJING, Feb. 15 (Xinhua) --`, `NEW YORK, February 15, 2020 /PRNewswire/ --`, `PARIS (AP) —`,
`MOSCOW, February 15. /TASS/.`, `新华社北京2月15日电`. A dateline ends with a dash or an agency in brackets or
slashes; before it stand a place, in capitals or beside a date or a known agency, and perhaps a day. A year
is rarely printed: it comes from the context. Captions (`FILE –`), `UPDATE 1 -` and timelines are no datelines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.article import PublicationDate
from indexer.dates.completion import complete
from indexer.dates.context import DateContext
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
ANA-MPA|AMNA|Inter Press Service|IPS|ТАСС|РИА Новости|Интерфакс|Укринформ|УНИАН|AWP|AFX|Dow Jones|Gannett|Tribune News Service|SID
"""
_AGENCIES = frozenset(name.strip() for name in re.split(r"[|\n]", _AGENCY_NAMES) if name.strip())

_NO_PLACES = frozenset(
    """file photo photos update updated breaking live watch video exclusive analysis opinion corrected refile wrapup factbox news
    interview timeline editorial commentary review related correction note advisory alert flash urgent insight explainer
    preview recap poll column feature obituary letters podcast gallery quiz sport sports business politics world local q a
    rpt brief focus table text highlights spotlight diary bc eds editor advertisement sponsored listen read more""".split()
)
_PARTY = re.compile(r"[A-Z](?:-[A-Z].*)?|[RDI]-.*|[RDI]\.")

_BRACKETED = re.compile(
    r"\((?P<agency>[^()\n]{2,40})\)\s?(?:[.:]?\s?(?:[-–]{1,3}|:)|[.:]?-)|\((?P<open>[A-Z][^()\n]{1,38})\)\s?(?=$)"
)
_SLASHED = re.compile(r"/(?P<agency>[^/\n]{2,38})/\s?\.?\s?(?:[-–]{1,3})?")
_DASH = re.compile(r"\s?(?:--+|–+)|(?:\s|(?<=[0-9]))-(?=\s|$)|\.-(?=\s|$)|\s=(?=\s|$)")
_WIRE = re.compile(r"--?\((?P<agency>[^()\n]{2,40})\)--?")
_AGENCY_AT_END = re.compile(r",?\s+\(?(?P<agency>Reuters?|REUTERS?|AP|AFP|UPI|dpa)\)?$")
_AGENCY_FIRST = re.compile(r"^\(?(?P<agency>ANSA|AGI|Adnkronos|EFE|dpa|AFP|AP)\)?\s?[-–]{1,2}\s?")
_CHINESE = re.compile(
    r"^\s*(?P<text>[【(]?(?P<agency>新华社|新華社|中新社|中新网|中央社|人民网|共同社|路透社|法新社|美联社)(?P<place>[\u4e00-\u9fff·]{2,8}?)"
    r"(?P<day>(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)[电電讯訊专]?[】)]?)\s?"
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
    start = len(head) - len(head.lstrip(" *\n"))
    first = _AGENCY_FIRST.match(head[start:])
    skip = start + (first.end() if first else 0)
    for end, length, agency in _ends(head, skip):
        found = _read_head(head[skip:end], agency or (first["agency"] if first else None), context)
        if found is not None:
            place, date, named = found
            length = _with_blanks(head, length)
            text = " ".join(line[start:length].split()).rstrip("-–—―= ").rstrip()
            return Dateline(text=text, place=place, agency=named, date=date, length=length)
    return None


def _ends(head: str, start: int) -> list[tuple[int, int, str | None]]:
    """Where place and day may end, how far the dateline goes, and the agency between: the nearest first."""
    ends = []
    for pattern in (_WIRE, _BRACKETED, _SLASHED, _DASH):
        match = pattern.search(head, start)
        if match is not None:
            named = {name: value for name, value in match.groupdict().items() if value}
            ends.append((match.start(), match.end(), next(iter(named.values()), None)))
    return sorted(ends)


def _with_blanks(head: str, length: int) -> int:
    while length < len(head) and head[length] in " \n-–":
        length += 1
    return length


def _read_head(
    head: str, agency: str | None, context: DateContext
) -> tuple[str, PublicationDate | None, str | None] | None:
    """Place, day and agency of the text before the dash; None where it is no head of a dateline."""
    head = head.strip(" ,")
    named = _AGENCY_AT_END.search(head)
    if named is not None:
        agency, head = agency or named["agency"], head[: named.start()]
    if not head or (agency is not None and not _is_agency(agency)):
        return None
    place, date = _place_and_day(head, context)
    place = place.strip(" ,.")
    if not _is_place(place, dated=date is not None, agency=agency):
        return None
    return place, date if isinstance(date, PublicationDate) else None, agency


def _is_agency(name: str) -> bool:
    """Known, or at least no party and state behind a politician's name."""
    return name in _AGENCIES or (
        not _PARTY.fullmatch(name) and not any(c.isdigit() for c in name) and len(name.split()) <= 4
    )


def _place_and_day(head: str, context: DateContext) -> tuple[str, PublicationDate | Refusal | None]:
    """The text before the day at the head's end, and that day: None where there is none, a Refusal where it is no day."""
    elements, hints = read_elements(head)
    dated = next((i for i, element in enumerate(elements) if element.kind in ("date", "weekday")), None)
    while dated is not None and (
        dated == 0 or any(e.kind in ("text", "number", "symbol") for e in elements[dated:])
    ):
        dated = next(
            (i for i in range(dated + 1, len(elements)) if elements[i].kind in ("date", "weekday")), None
        )
    if dated is None or not any(element.kind == "date" for element in elements[dated:]):
        return head, None
    stamps = assemble(elements[dated:], context, hints)
    start = elements[dated].start
    if isinstance(stamps, Refusal):
        return head, None
    if len(stamps) != 1 or stamps[0].day is None or stamps[0].day.day is None or stamps[0].label:
        return head, None
    return head[:start], complete(stamps[0], context, "dateline", head[start:].strip(" ,."))


def _is_place(place: str, *, dated: bool, agency: str | None) -> bool:
    """Whether text names a place: in capitals by itself, in any letters beside a day, as a name beside a known agency."""
    words = place.replace(",", " ").replace("/", " ").split()
    if not words or len(words) > _MOST_PLACE_WORDS or any(not _is_place_word(word) for word in words):
        return False
    if any(word.lower().strip(".:") in _NO_PLACES for word in words[:1]):
        return False
    if dated:
        return agency is not None or place[0].isupper() or place.islower()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if agency is not None:
        return bool(capitals[:1] and words[0] in capitals) or (
            agency in _AGENCIES and all(w[0].isupper() for w in words)
        )
    return bool(capitals) and words[0] in capitals and _is_capital_place(place)


def _is_place_word(word: str) -> bool:
    return all(
        character.isalpha() or character in ".'-–&" or not character.isascii() for character in word
    ) and any(character.isalpha() for character in word)


def _is_capital_place(place: str) -> bool:
    """All of the first part in capitals; what follows a comma is a state or a land (`BURBANK, Calif.`)."""
    city, _, region = place.partition(",")
    return (
        city.upper() == city and len(city.split()) <= 4 and all(word[0].isupper() for word in region.split())
    )


def _chinese(match: re.Match[str], line: str, context: DateContext) -> Dateline | None:
    _, date = _place_and_day(f"{match['place']} {match['day']}", context)
    if not isinstance(date, (PublicationDate, Refusal)):
        return None
    return Dateline(
        text=line[match.start("text") : match.end("text")],
        place=match["place"],
        agency=match["agency"],
        date=date if isinstance(date, PublicationDate) else None,
        length=match.end(),
    )
