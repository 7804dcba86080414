"""Writes `names.py` and `relative_names.py` from CLDR, as Babel carries it: `python -m indexer.dates.generate_names`.

Nothing imports this at run time; Babel is needed only to run it anew. Names that hold digits (`2月`) or
one letter only say nothing and are left out, and so are languages whose short names mean another month in
a language with many more newspapers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale, localedata

from indexer.dates.spelling import normalise
from indexer.dates.tokens import tokenise

LOCALES = """
    en en_GB en_AU en_CA en_IN de de_AT fr fr_CA es es_MX es_PE it pt pt_PT nl sv da nb nn fi is pl cs sk uk ru be bg sr
    sr_Latn hr bs sl mk hu ro el tr az kk uz ky tg tk ar ar_SY ar_DZ ar_MA fa ur ps he hi bn mr ne gu pa ta te ml kn si
    th lo km my vi id ms fil lt lv et ca gl eu ka hy sq ga cy mt af sw am mn ku ja ko zh zh_Hant
""".split()
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
COUNTS = {"one": 1, "two": 2}
# Articles and prefixes that CLDR writes with a month (`de febrer`); the grammar allows them anyway.
_PREFIX = re.compile(r"^(?:de |d'|d’)")
_HERE = Path(__file__).parent


def month_names() -> dict[str, dict[int, set[str]]]:
    """Folded name -> month -> languages, with the Hebrew `ב` (in) before it."""
    names: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code, locale in _locales():
        for month, name in _values(locale.months):
            for spelling in (name, f"ב{name}") if code == "he" else (name,):
                names[_key(_PREFIX.sub("", spelling))][month].add(code[:2])
    return _told(names)


def weekday_names() -> dict[str, dict[int, set[str]]]:
    """Folded name -> weekday (Monday is 0) -> languages; in Thai also as it stands before a day (`วันเสาร์ที่`)."""
    names: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code, locale in _locales():
        for weekday, name in _values(locale.days):
            for spelling in (name, f"{name}ที่") if code == "th" else (name,):
                names[_key(spelling)][weekday].add(code[:2])
    return _told(names)


def ago_phrases() -> dict[str, tuple[str, int]]:
    """Token keys of `2 hours ago`, the number as `#` -> unit and count, 0 where the number tells it."""
    phrases: dict[str, tuple[str, int]] = {}
    for _, locale in _locales():
        for unit in UNITS:
            for width in ("", "-short", "-narrow"):
                patterns = locale._data["date_fields"].get(unit + width, {}).get("past", {})
                for form, pattern in patterns.items():
                    count = 0 if "{0}" in pattern else COUNTS.get(form, -1)
                    key = _key(pattern.replace("{0}", "1"))
                    if count >= 0 and re.search(r"[^\W\d_]", key) and not key.startswith(("-", "–", "+")):
                        phrases.setdefault(key, (unit, count))
    return phrases


def _locales() -> Iterator[tuple[str, Locale]]:
    """Each locale from a cleared cache: Babel's aliases (`stand-alone` names) otherwise show those of the one before."""
    for code in LOCALES:
        localedata._cache.clear()
        yield code, Locale.parse(code)


def _values(names: object) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from names[context][width].items()  # type: ignore[index]


def _key(name: str) -> str:
    return " ".join(token.key for token in tokenise(normalise(name)) if token.key not in ("", ".", "'"))


def _told(names: dict[str, dict[int, set[str]]]) -> dict[str, dict[int, set[str]]]:
    """Only names that tell something: of two letters at least, or one character of a script that has no cases."""
    return {key: meanings for key, meanings in names.items() if "#" not in key and len(key) > 1}


def _lines(names: Iterable[str]) -> Iterator[str]:
    """Names joined by `|`, cut into string literals of about 100 characters."""
    line = ""
    for name in sorted(names):
        if len(line) + len(name) > 95:
            yield line
            line = ""
        line += name + "|"
    yield line


def _written(names: dict[str, dict[int, set[str]]], numbers: range) -> Iterator[str]:
    for number in numbers:
        yield f"    {number}: ("
        for line in _lines(name for name, meanings in names.items() if set(meanings) == {number}):
            yield f'        "{line}"'
        yield "    ),"


def _doubtful(names: dict[str, dict[int, set[str]]]) -> Iterator[str]:
    for name, meanings in sorted(names.items()):
        if len(meanings) > 1:
            told = ", ".join(
                f"({number}, {' '.join(sorted(codes))!r})" for number, codes in sorted(meanings.items())
            )
            yield f'    "{name}": ({told}),'.replace("'", '"')


def written_names() -> str:
    """The text of `names.py`."""
    months, weekdays = month_names(), weekday_names()
    lines = [
        '"""Month and weekday names of CLDR, folded; written by generate_names.py, not by hand."""',
        "",
        "# fmt: off",
        "MONTHS: dict[int, str] = {",
        *_written(months, range(1, 13)),
        "}",
        "",
        "# The same word for another month elsewhere: which languages mean which.",
        "DOUBTFUL_MONTHS: dict[str, tuple[tuple[int, str], ...]] = {",
        *_doubtful(months),
        "}",
        "",
        "# Monday is 0. A word that means two weekdays tells none.",
        "WEEKDAYS: dict[int, str] = {",
        *_written(weekdays, range(7)),
        "}",
        "",
        "DOUBTFUL_WEEKDAYS: dict[str, tuple[tuple[int, str], ...]] = {",
        *_doubtful(weekdays),
        "}",
    ]
    return "\n".join(lines) + "\n"


def written_relative_names() -> str:
    """The text of `relative_names.py`."""
    phrases: dict[tuple[str, int], list[str]] = defaultdict(list)
    for phrase, meaning in ago_phrases().items():
        phrases[meaning].append(phrase)
    lines = [
        '"""`2 hours ago` in the languages of CLDR, as token keys; written by generate_names.py, not by hand."""',
        "",
        "# fmt: off",
        "# (unit, count) -> phrases; count 0: the number in the phrase tells it.",
        "AGO: dict[tuple[str, int], str] = {",
    ]
    for unit, count in sorted(phrases, key=lambda meaning: (UNITS.index(meaning[0]), meaning[1])):
        lines.append(f'    ("{unit}", {count}): (')
        lines += [f'        "{line}"' for line in _lines(phrases[unit, count])]
        lines.append("    ),")
    return "\n".join([*lines, "}"]) + "\n"


def main() -> None:
    """Writes both modules beside this one."""
    (_HERE / "names.py").write_text(written_names(), encoding="utf-8")
    (_HERE / "relative_names.py").write_text(written_relative_names(), encoding="utf-8")


if __name__ == "__main__":
    main()
