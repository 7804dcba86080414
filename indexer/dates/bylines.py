"""A line near the head of a scraped page -> when the article was published and updated, and the byline beside it.

Such a line is labelled (`UPDATED 8:28 AM PT — Saturday, February 15, 2020`) or holds a date and little else.
What else stands in it must be set apart and look like names (`By Jane Doe | February 15, 2020`): sentences,
captions, copyright lines and announcements are left alone even where they hold a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.article import DateOrigin, PublicationDate
from indexer.dates.context import DateContext
from indexer.dates.grammar import Element
from indexer.dates.lines import LONGEST, prepare, read_elements, settle_stamps
from indexer.dates.mastheads import read_masthead
from indexer.dates.refusal import Refusal
from indexer.dates.stamps import Stamp, assemble

_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_DIGIT = re.compile("[0-9]")
# Behind a comma at the end only the name of a paper: any other name could be where an event takes place.
_PAPER_BEHIND = re.compile(
    r",( The (?:[A-Z][a-z]+ )?(?:Times|Post|Herald|News|Tribune|Guardian|Telegraph|Journal|Gazette|Star|Sun|Independent"
    r"|Observer|Mail|Express|Record|Chronicle|Standard|Mirror|Examiner|Press|Scotsman|Economist))$"
)
# A paper before a time: `The Yomiuri Shimbun 14:05 JST, February 15, 2020`.
_PAPER_BEFORE = re.compile(r"^(The [A-Z][a-z]+ (?:Shimbun|Times|Herald|Post)) (?=[0-9]{1,2}:[0-9]{2})")
# An agency or its paper in brackets at an end of the line: `(Xinhua)14:05, February 15, 2020`, `February 15, 2020 (Mainichi Japan)`.
_AGENCY_IN_BRACKETS = re.compile(
    r"^\((Xinhua|AP|AFP|Reuters|Kyodo|Yonhap|Jiji|TASS|PTI)\) ?(?=[0-9A-Z])|(?<=[0-9]) ?\((Xinhua|AP|AFP|Reuters|Kyodo|Yonhap|Jiji|TASS|PTI|Mainichi Japan)\)$"
)
# What many an American site puts in one line: `Jane Doe Feb 15, 2020 Updated 21 hrs ago`.
_WRITER_BEFORE = re.compile(
    r"^([A-Z][\w.'-]+(?: [A-Z][\w.'-]*){1,2}) (?=(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\.? [0-9]{1,2}, [0-9]{4} Updated )"
)
# An agency right before a day and a time: `PAP 15.02.2020 8:28`.
_AGENCY_BEFORE = re.compile(
    r"^(AA|AFP|ANI|ANP|ANSA|AP|APA|Belga|ČTK|DHA|dpa|EFE|İHA|IANS|Lusa|MTI|PAP|PTI|Reuters|TASR|TASS|ТАСС) "
    r"(?=[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4},?[ -]{1,3}[0-9]{1,2}[:.][0-9]{2})"
)
# The day at a story's foot: `Published in Dawn, February 15th, 2020`.
_PUBLISHED_IN = re.compile(r"^(Published) in (?:[Tt]he )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}, (?=[A-Z0-9])")
# The site at the line's beginning: `chinadaily.com.cn | Updated: …`, `Kompas.com - 15/02/2020`.
_SITE = re.compile(r"^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){0,2}\.[a-z]{2,4} ?(?:\||[–-] )")
_STATIONS = frozenset(
    "fox abc cbs nbc cnn cw itv bbc france rai channel canal kanal antena europe radio bayern local tv rtl news sat la".split()
)
"""Names that a number belongs to: `FOX 5`, `France 24`."""
_NEWSROOMS = frozenset("redacción redacció redaktion redazione redação redactie redakcja rédaction".split())
# A paper behind a blank is set apart where words are written without any: `2020-02-15 08:28 聯合報 記者李四`.
_EAST_ASIAN_PAPER = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]{1,10}(?:报|報|社|网|網|台|臺|新聞デジタル|新闻|新聞|时报|時報|周刊|週刊|通讯|通訊|在线|電子版|ニュース)"
)
_MOST_WORDS = 10
_MOST_RUNS = 4
_SMALL_WORDS = frozenset(
    "and of the for in at de del la le les et y e i und von van der den da do dos di du of' al bin og och en".split()
)
# What makes a sentence of words in capitals, too.
_SENTENCE_WORDS = frozenset(
    """was were is are has have had will would be been that which who whom as to he she it they we his her their its after before when
    ist war wurde hat sind est sont été a été fue es son era foi são che non""".split()
)
_MOST_SMALL_LETTERS = 1
_SMALL_AGENCIES = frozenset("dpa epd kna sid apa afp ap dts mdr ndr wdr swr rbb".split())
"""Agencies and stations that write themselves small: `28.11.2021, 21:05 Uhr | dpa`."""
_DATE_KINDS = frozenset(("date", "time", "zone", "offset", "weekday", "ago", "day"))
_TEXT_KINDS = frozenset(("text", "number", "symbol", "byline"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDates:
    """What a date line says. `rest` is the line less dates and labels: it may hold a byline."""

    published: PublicationDate | None
    updated: PublicationDate | None
    rest: str


@dataclass(slots=True)
class _Run:
    """Text between dates: `left` and `right` say what it touches (`edge`, `date`, `label`, `weak`, `colon`, `bracket`)."""

    left: str
    elements: list[Element] = field(default_factory=list)
    right: str = "edge"

    def is_named(self) -> bool:
        return self.elements[0].kind == "byline"


def read_byline_date(line: str, context: DateContext) -> LabelledDates | None:
    """The dates of a labelled or bare date line; None for any other line, and for one of more than 400 characters."""
    labelled = read_labelled_line(line, context, "byline")
    masthead = None if labelled else read_masthead(line, context, "byline")
    return LabelledDates(published=masthead, updated=None, rest=line) if masthead else labelled


def read_labelled_line(line: str, context: DateContext, origin: DateOrigin) -> LabelledDates | None:
    """As `read_byline_date`, with the origin that the dates shall have."""
    if len(line) > LONGEST or not _may_hold_day(line):
        return None
    prepared = _set_apart(prepare(line))
    shown = line if len(line) == len(prepared) else prepared
    elements, hints = read_elements(prepared, line)
    runs: list[_Run] = []
    for run in _runs(elements, prepared):
        if len(runs) == _MOST_RUNS or not (_is_set_apart(run) and _is_name(run)):
            return None
        runs.append(run)
    stamps = assemble(elements, context, hints, loose=True)
    if isinstance(stamps, Refusal) or not _is_date_line(stamps, runs, elements):
        return None
    published, updated = settle_stamps(stamps, context, origin, _raw(elements, prepared, line))
    dates = [date if isinstance(date, PublicationDate) else None for date in (published, updated)]
    if dates == [None, None] or isinstance(published, Refusal):
        return None
    return LabelledDates(published=dates[0], updated=dates[1], rest=_rest(runs, shown))


def _set_apart(line: str) -> str:
    """A line with a bar between its date and a name of which no other word could stand there."""
    line = _AGENCY_BEFORE.sub(r"\1|", _SITE.sub("", _PAPER_BEHIND.sub(r"|\1", line)))
    if line[:1] == "(" or line[-1:] == ")":
        line = _AGENCY_IN_BRACKETS.sub(r"\1|\2", line)
    if line.startswith("The "):
        line = _PAPER_BEFORE.sub(r"\1|", line)
    if line.startswith("Published in "):
        line = _PUBLISHED_IN.sub(r"\1 ", line)
    return _WRITER_BEFORE.sub(r"\1|", line) if " Updated " in line else line


def _may_hold_day(line: str) -> bool:
    return _DIGIT.search(line) is not None or any(
        character.isdigit() or character in "年月日" for character in line
    )


def _runs(elements: Sequence[Element], text: str) -> Iterator[_Run]:
    """Runs of text, with the words that add nothing inside them but not at their ends."""
    run: _Run | None = None
    pending: list[Element] = []
    left = "edge"
    for place, element in enumerate(elements):
        touch = _touch(elements, place, text)
        if element.kind in _TEXT_KINDS and (run is None or not element.pieces[0].gap):
            run = run or _Run(left)
            run.elements += [*pending, element]
        elif element.kind in _TEXT_KINDS:
            assert run is not None
            yield run
            run = _Run("edge", [element])
        elif touch is None:
            pending = [*pending, element] if run else []
            continue
        else:
            if run is not None:
                run.right = "edge" if element.pieces[0].gap else touch
                yield run
                run = None
            left = touch
        pending = []
    if run is not None:
        yield run


def _touch(elements: Sequence[Element], place: int, text: str) -> str | None:
    """What an element is to the text beside it (`weak`: a label that a word before it changes); None for words and marks that go with the text."""
    element = elements[place]
    if element.kind in _DATE_KINDS or element.kind == "edition":
        return "date"
    if element.kind == "label":
        return element.pieces[0].value or "label"
    if element.kind == "separator":
        return (
            "colon"
            if element.pieces[0].text == ":"
            else "bracket"
            if element.pieces[0].text == "("
            else "edge"
        )
    mark = element.pieces[0]
    is_dash = mark.text == "-" and not mark.glued and text[mark.end : mark.end + 1] in ("", " ")
    return "edge" if is_dash else None


def _is_set_apart(run: _Run) -> bool:
    """Whether text touches no date: but `By Jane Doe` may, and a name may stand before `Published`."""
    if run.is_named():
        return not (run.left == "weak" and _goes_on_small(run))
    if run.left == "edge" and run.right == "date" and _is_paper(run):
        return True
    if run.right in ("colon", "date", "bracket", "weak") or run.left in ("colon", "bracket"):
        return False
    return run.left == "edge" or (run.left == "date" and _is_paper(run))


def _goes_on_small(run: _Run) -> bool:
    """Whether `by` is a preposition here, and the label before it that of some other day: `Data di nascita`."""
    behind = run.elements[1:2]
    return bool(behind) and behind[0].pieces[0].text[:1].islower()


def _is_paper(run: _Run) -> bool:
    named = next((n for n, element in enumerate(run.elements) if element.kind == "byline"), None)
    pieces = [piece for element in run.elements[:named] for piece in element.pieces]
    return not pieces[0].glued and bool(_EAST_ASIAN_PAPER.fullmatch("".join(piece.text for piece in pieces)))


def _is_name(run: _Run) -> bool:
    """Whether text could be names of people, papers, places or sections: short, no numbers, in capitals, no sentence."""
    words = [piece.text for element in run.elements for piece in element.pieces if piece.text[:1].isalpha()]
    if len(words) > _MOST_WORDS or _has_number(run):
        return False
    if any(element.kind == "symbol" and element.pieces[0].text != "&" for element in run.elements):
        return False
    if any(word.lower() in _SENTENCE_WORDS for word in words):
        return False
    if words and _SMALL_AGENCIES.issuperset(words):
        return True
    if run.is_named():
        if not any(element.kind == "text" for element in run.elements):
            return run.left == "edge" and run.right in ("edge", "date") and words[0].lower() in _NEWSROOMS
        small = [word for word in words[1:] if word[0].islower() and word not in _SMALL_WORDS]
        return len(small) - _listed_words(run) <= _MOST_SMALL_LETTERS
    cased = [word for word in words if word[0].isupper() or word[0].islower()]
    return all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in cased) and any(
        not word[0].islower() for word in words
    )


def _has_number(run: _Run) -> bool:
    """Whether a number stands in a run that is no part of a station's name."""
    numbers = [place for place, element in enumerate(run.elements) if element.kind == "number"]
    return any(
        not place
        or run.elements[place - 1].pieces[0].key not in _STATIONS
        or len(run.elements[place].pieces[0].text) > 2
        for place in numbers
    )


def _listed_words(run: _Run) -> int:
    """Words of a run that are titles of writers by themselves (`staff writer`)."""
    return sum(
        len(element.pieces[0].text.split()) for element in run.elements[1:] if element.kind == "byline"
    )


def _is_date_line(stamps: list[Stamp], runs: list[_Run], elements: Sequence[Element]) -> bool:
    """Whether the dates of a line carry it: labelled, or whole beside text, or with a time, weekday or year of their own."""
    if any(element.rule in ("compact", "bracketed_year") for element in elements):
        return False
    if any(stamp.label for stamp in stamps) and not (
        _ends_a_sentence(elements) and stamps[0].day is not None and stamps[0].day.year is None
    ):
        return any(stamp.day is None or stamp.day.month is not None for stamp in stamps)
    stamp = stamps[0]
    if stamp.ago is not None:
        return not runs
    if stamp.day is None:
        return stamp.timed and not runs
    if runs:
        return stamp.day.day is not None and stamp.day.year is not None
    if stamp.day.day is None or _ends_a_sentence(elements):
        return False
    return stamp.day.year is not None or stamp.timed or stamp.weekday is not None


def _ends_a_sentence(elements: Sequence[Element]) -> bool:
    """Whether a full stop stands behind a day that has none elsewhere (Croatian prints `15. veljače 2020.`)."""
    pieces = [piece for element in elements for piece in element.pieces]
    stops = [place for place, piece in enumerate(pieces) if piece.code == "."]
    return stops[-1:] == [len(pieces) - 1] and pieces[-2].code in "124" and len(stops) == 1


def _raw(elements: Sequence[Element], prepared: str, line: str) -> str:
    """The physical lines that hold the dates, as they stood before they were prepared."""
    dated = [element for element in elements if element.kind in _DATE_KINDS or element.kind == "label"]
    first = prepared.count("\n", 0, dated[0].start)
    last = prepared.count("\n", 0, dated[-1].end)
    return "\n".join(_LINE_END.split(line)[first : last + 1]).strip()


def _rest(runs: list[_Run], shown: str) -> str:
    return " | ".join(shown[run.elements[0].start : run.elements[-1].end].strip() for run in runs)
