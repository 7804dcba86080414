"""A record of any field names (a JSON object, a CSV row) -> an Article, or a Reject that names what it had.

`field_names` says which name means what, `record_values` how a value is read, `--map` pairs win over both. A
field that is not used is kept in `extra`. Strings come in without control characters and lone surrogates: the
formats see to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.article import Article, Origin, PublicationDate, Reject, Undated
from indexer.dates import is_ambiguous
from indexer.formats.records.content_blocks import read_blocks
from indexer.formats.records.extra_fields import bound_extra
from indexer.formats.records.field_names import FIELDS, find_field, fold_name, is_wrapper
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.records.record_values import (
    read_captions,
    read_language,
    read_line,
    read_names,
    read_prose,
    read_tags,
    read_text,
    read_url,
)
from indexer.identity import article_id, is_global
from indexer.settings import ReadingOptions

TELLING = 1_500
"""Characters of a text that tell its language."""

PLANS = 1_000
"""Key sets whose plan is remembered; a file with more starts anew."""

_BY = re.compile(r"by[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which keys of a record stand for which of our fields, the best first, and which for none.

    `telling` are the keys that make a record an article, `own` those of them that lie in no wrapper.
    """

    fields: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    telling: tuple[str, ...]
    own: tuple[str, ...]


class RecordMapper:
    """Maps the records of one file; remembers plans and dates, so that records of one kind cost little."""

    def __init__(self, format_name: str, options: ReadingOptions, origin: Origin) -> None:
        self._format = format_name
        self._explicit = _group_pairs(options.mapping)
        self._dates = RecordDates(options, origin.member or origin.path)
        self._plans: dict[tuple[str, ...], Plan] = {}

    def read(self, record: Mapping[str, Any], origin: Origin) -> Article | Reject:
        """The article that a record is; `origin` is the record's own."""
        values = self._flatten(record)
        plan = self._plan(tuple(values))
        return _Reading(values, plan, self._dates).article(origin, self._format)

    def knows(self, names: Sequence[str]) -> int:
        """How many of our fields these names stand for."""
        fields = self._plan(tuple(names)).fields
        return len(fields)

    def date_names(self, names: Sequence[str]) -> frozenset[str]:
        """Those of the names that stand for a day of publication or of a change."""
        fields = self._plan(tuple(names)).fields
        return frozenset((*fields.get("published", ()), *fields.get("updated", ())))

    def tells_article(self, record: Mapping[str, Any]) -> bool:
        """Whether a record's names promise an article: a title, a text or a summary."""
        return bool(self._plan(tuple(self._flatten(record))).telling)

    def tells_directly(self, record: Mapping[str, Any]) -> bool:
        """Whether they do so without those of objects inside it."""
        return any(_is_text(record[key]) for key in self._plan(tuple(record)).own)

    def has_body(self, record: Mapping[str, Any]) -> bool:
        """Whether a field of a record is named as its text."""
        return "body" in self._plan(tuple(record)).fields

    def _flatten(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        nested = dict in map(type, record.values())
        if not nested and not self._explicit:
            return record
        values = dict(_lift(record)) if nested else dict(record)
        for paths in self._explicit.values():
            for path in paths:
                if path not in values and (found := _follow(record, path)) is not None:
                    values[path] = found
        return values

    def _plan(self, keys: tuple[str, ...]) -> Plan:
        plan = self._plans.get(keys)
        if plan is None:
            if len(self._plans) >= PLANS:
                self._plans.clear()
            plan = self._plans[keys] = make_plan(keys, self._explicit)
        return plan


def _is_text(value: Any) -> bool:
    """Whether a value can stand for itself: any but an object of fields (`{"rendered": …}` is a text in an object)."""
    return type(value) is not dict or any(
        type(value.get(key)) is str for key in ("rendered", "main", "#text", "value", "text")
    )


def make_plan(keys: Sequence[str], explicit: Mapping[str, Sequence[str]]) -> Plan:
    """Sorts a record's keys by what they stand for; `explicit` (our field -> their names) wins over the table."""
    named = {
        fold_name(path): (field, rank) for field, paths in explicit.items() for rank, path in enumerate(paths)
    }
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    unknown = []
    for key in keys:
        depth = key.count(".")
        if fold_name(key) in named:
            field, rank = named[fold_name(key)]
            ranked.setdefault(field, []).append((-1, rank, key))
        elif found := (find_field(key) or (find_field(key.rpartition(".")[2]) if depth else None)):
            ranked.setdefault(found[0], []).append((depth, found[1], key))
        else:
            unknown.append(key)
    fields = {field: tuple(key for *_, key in sorted(names)) for field, names in ranked.items()}
    telling = tuple(key for field in ("title", "body", "summary") for key in fields.get(field, ()))
    return Plan(fields, tuple(unknown), telling, tuple(key for key in telling if "." not in key))


def _group_pairs(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for ours, theirs in pairs:
        field = fold_name(ours)
        name = field if field in FIELDS else ours
        grouped[name] = (*grouped.get(name, ()), theirs)
    return grouped


def _lift(record: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """A record's fields, those of a wrapper under dotted names: `fields.headline`."""
    for key, value in record.items():
        if (
            depth < 3
            and type(value) is dict
            and is_wrapper(key)
            and any(find_field(inner) for inner in value)
        ):
            yield from _lift(value, f"{prefix}{key}.", depth + 1)
        else:
            yield prefix + key, value


def _follow(record: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path (`fields.headline`, `authors.0.name`), None where there is none."""
    value: Any = record
    for step in path.split(".")[:20]:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step[:9]) < len(value):
            value = value[int(step[:9])]
        else:
            return None
    return value


class _Reading:
    """One record being read: takes values out by our names, and knows which keys were used."""

    __slots__ = ("_dates", "_fields", "_plan", "_used", "_values")

    def __init__(self, values: Mapping[str, Any], plan: Plan, dates: RecordDates) -> None:
        self._values = values
        self._fields = plan.fields
        self._plan = plan
        self._dates = dates
        self._used: set[str] = set()

    def article(self, origin: Origin, format_name: str) -> Article | Reject:
        body, block_captions, from_blocks = self._take_body()
        title = self._take("title", read_line) or read_line(from_blocks.get("title"))
        summary = self._take("summary", read_prose) or read_prose(from_blocks.get("summary"))
        if not (title or body or summary):
            return Reject(origin=origin, reason=_explain_absence(self._values))
        if not body and summary:
            body = self._take("summary", lambda value: "" if (text := read_prose(value)) == summary else text)
        byline = self._take("byline", read_names) or read_names(from_blocks.get("byline"))
        url = self._take("url", read_url) or self._take("source", read_url)
        language = self._take("language", read_language)
        dateline = self._take("dateline", read_line) or read_line(from_blocks.get("dateline"))
        published, undated, updated = self._take_dates(
            from_blocks.get("published"),
            f"{dateline} -" if dateline else body,
            url,
            language,
            lambda: "\n".join((title, summary, body[:TELLING])),
        )
        own = self._take_own_id()
        return Article(
            id=article_id(origin, own or url),
            title=title or None,
            byline=_BY.sub("", byline, count=1) if _BY.match(byline) else byline or None,
            source=self._take("source", _read_source) or None,
            section=self._take("section", read_line) or read_line(from_blocks.get("section")) or None,
            language=language or None,
            url=url or None,
            dateline=dateline or None,
            tags=self._take_all("tags", read_tags),
            summary=summary or None,
            body=body,
            captions=(*self._take_all("captions", read_captions), *block_captions),
            related=self._take_all("related", read_captions),
            published=published,
            undated=undated,
            updated=updated,
            extra=self._take_rest(),
            path=origin.path,
            member=origin.member,
            format=format_name,
        )

    def _take(self, field: str, read: Any) -> Any:
        """The first value of a field that reads as something, and the field's keys that say the same are used up with it."""
        keys = self._fields.get(field)
        if not keys:
            return ""
        found: Any = ""
        for key in keys:
            if not found:
                found = read(self._values[key])
                if found:
                    self._used.add(key)
            elif self._values[key] == found:
                self._used.add(key)
        return found

    def _take_all(self, field: str, read: Any) -> tuple[str, ...]:
        keys = self._fields.get(field, ())
        if not keys:
            return ()
        self._used.update(keys)
        return tuple(dict.fromkeys(text for key in keys for text in read(self._values[key])))

    def _take_body(self) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        for key in self._fields.get("body", ()):
            value = self._values[key]
            if type(value) is list and any(type(block) is dict for block in value):
                blocks = read_blocks(value)
                if blocks.body or blocks.fields:
                    self._used.add(key)
                    return blocks.body, blocks.captions, blocks.fields
            elif body := read_prose(value):
                self._used.add(key)
                return body, (), {}
        return "", (), {}

    def _take_own_id(self) -> str | None:
        """The first identifier that is global by its form, else the first; it stays in `extra`, since an article's id is a digest."""
        owns = [own for key in self._fields.get("id", ()) if (own := read_text(self._values[key]))]
        return next((own for own in owns if is_global(own)), owns[0] if owns else None)

    def _take_dates(
        self, block_date: Any, opening: str, url: str | None, language: str | None, text: Callable[[], str]
    ) -> tuple[PublicationDate | None, Undated | None, PublicationDate | None]:
        values = self._values
        stated = [(key, raw) for key in self._fields.get("published", ()) if (raw := read_text(values[key]))]
        if block_date:
            stated.append(("", read_text(block_date)))
        changed = [(key, raw) for key in self._fields.get("updated", ()) if (raw := read_text(values[key]))]
        reading = self._dates.settle(stated, changed, values, opening, url, language or None)
        if not language and reading.undated is not None and is_ambiguous(reading.undated):
            reading = self._dates.settle(stated, changed, values, opening, url, _tell_language(text()))
        self._used.update(key for key, raw in (*stated, *changed) if raw in reading.raws)
        return reading.published, reading.undated, reading.updated

    def _take_rest(self) -> dict[str, Any]:
        used = self._used
        left = [key for keys in self._fields.values() for key in keys if key not in used]
        if not left and not self._plan.unknown:
            return {}
        values = self._values
        extra = bound_extra((key, values[key]) for key in (*left, *self._plan.unknown))
        for key in self._fields.get("version", ()):
            _settle_version(extra, key, read_text(values[key]))
        return extra


def _read_source(value: Any) -> str:
    """A paper's or a site's name; its address is none."""
    name = read_line(value)
    return "" if read_url(name) else name


def _tell_language(text: str) -> str | None:
    """The language of a record that does not state it, for the order of day and month; asked only where that is in doubt."""
    from indexer.words.languages import detect

    return detect(text)


def _settle_version(extra: dict[str, Any], key: str, text: str) -> None:
    """`version` in `extra` is a number that orders the versions of a story; any other is kept as a text."""
    if not text:
        return
    extra.pop(key, None)
    extra["version" if text.isdecimal() else "version_text"] = (
        int(text[:18]) if text.isdecimal() else text[:200]
    )


def _explain_absence(values: Mapping[str, Any]) -> str:
    if not values:
        return "the record is empty"
    names = [f'"{key[:60]}"' for key in list(values)[:12]]
    more = f" and {len(values) - 12} more" if len(values) > 12 else ""
    return (
        f"no title, text or summary in this record; its fields are {', '.join(names)}{more}. Where one of them is the title or the text,"
        " say so: --map title=FIELD --map body=FIELD"
    )
