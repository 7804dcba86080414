"""Lines that name writer and paper, as pages print them under a headline: `By Mary Hale`, `2021年3月5日 来源：港口日报 作者：李明`, `홍길동 기자`."""

from __future__ import annotations

import re

from indexer.dates import DateContext, LabelledDates, read_byline_date
from indexer.formats.text.text_roles import could_be_name, read_byline

_LABEL = r"(?:责任编辑|責任編輯|本文来源|来源|來源|稿源|作者|记者|記者|编辑|編輯|责编|責編|浏览|阅读|点击|字号|分享|评论)"
_CREDIT = re.compile(rf"({_LABEL})\s?[:：]\s?(.{{1,40}}?)(?=\s*(?:{_LABEL}\s?[:：]|[|｜)）]|$)|\s{{2,}})")
_BEHIND_DAY = re.compile(rf"\s*[(（|｜]?\s*{_LABEL}\s?[:：].*$", re.DOTALL)
_ONLY_LABELS = re.compile(rf"(?:{_LABEL}\s?[:：]?\s*){{1,6}}")
_SOURCES, _WRITERS = ("本文来源", "来源", "來源", "稿源"), ("作者", "记者", "記者")
_KOREAN = re.compile(r"(?:^|[\s=\]])([가-힣]{2,4}) ?(?:선임|인턴|객원)?기자(?=$|[\s=|(])")
_SUBMITTED = re.compile(
    r"(?:posted|submitted|published|written|soumis|posté|publié|écrit|proposé|enviado|publicado|escrito|postado|inviato|pubblicato|scritto|postato"
    r"|eingetragen|geschrieben|veröffentlicht|erstellt|verfasst|ingediend|geplaatst|gepubliceerd|geschreven|wysłane|opublikowane|dodane|napisane"
    r"|отправлено|опубликовано|skickat|publicerat|postat|indsendt|sendt)\s+(?:by|par|por|da|von|door|przez|av|af)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_ON = frozenset("on le el am il op em dnia den på the - – — | ·".split())
_MOST_NAME_WORDS = 5
LONGEST_LINE = 120


def read_credit_names(text: str) -> tuple[str, str]:
    """Writer and paper in a line; empty where it names none."""
    credits = {match[1]: match[2].strip() for match in _CREDIT.finditer(text)}
    source = next((credits[label] for label in _SOURCES if credits.get(label)), "")
    writer = next((credits[label] for label in _WRITERS if credits.get(label)), "")
    korean = _KOREAN.search(text)
    name = writer or _read_writer(text) or (korean[1] if korean else "")
    return name.strip(" ,;|-–·"), source


def _read_writer(text: str) -> str:
    """The name in a byline, without the day beside it."""
    if not any(map(str.isdigit, text)):
        return read_byline(text) or ""
    if (submitted := read_submission(text, DateContext(date_order="DMY"))) is not None:
        return submitted[0] if could_be_name(submitted[0]) else ""
    found = read_byline_date(text, DateContext())
    rest = found.rest if found is not None else ""
    return "" if any(map(str.isdigit, rest)) else read_byline(rest[:1].upper() + rest[1:]) or ""


def read_submission(line: str, context: DateContext) -> tuple[str, LabelledDates] | None:
    """The name and the dates of a line as systems write it: `Posté par Claire Petit le mar 09/03/2021 - 07:30`; None for any other line."""
    start = _SUBMITTED.match(line[: LONGEST_LINE + 1])
    if start is None or len(line) > LONGEST_LINE:
        return None
    words = line[start.end() :].split()
    # behind the name the day, or a word for its weekday that is read otherwise
    for skipped in (0, 1):
        for cut in range(1, min(_MOST_NAME_WORDS, len(words) - 1) + 1):
            on = words[cut].lower().strip(",") in _ON
            day = words[cut + on + skipped :]
            if day and (found := read_byline_date(" ".join(day), context)) is not None:
                return " ".join(words[:cut]).strip(" ,"), found
    return None


def without_credits(line: str) -> str:
    """A date line without the labelled names behind its day."""
    return _BEHIND_DAY.sub("", line) if "：" in line or ":" in line else line


def is_credit_line(line: str) -> bool:
    """Whether a line over a text is nothing but labelled names, maybe behind a day, or a label that has lost its name."""
    if len(line) > LONGEST_LINE or "。" in line:
        return False
    return (
        _CREDIT.search(line) is not None
        or _ONLY_LABELS.fullmatch(line) is not None
        or _KOREAN.fullmatch(line) is not None
    )
