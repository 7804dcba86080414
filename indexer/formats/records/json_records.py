"""JSON -> articles: one object, a list of them, an object with a list inside, JSON lines, objects that just follow each other.

`json_values` cuts the text into values, `mapping` reads a record; here is settled which objects of a document
are its records. An object too long for one piece is read through ijson as a stream. No list of names is kept for
containers: the records are where the articles' names are, the nearest to the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.records.field_names import fold_name
from indexer.formats.records.json_stream import stream_entries
from indexer.formats.records.json_values import Fault, Huge, Value, read_values
from indexer.formats.records.mapping import RecordMapper
from indexer.formats.text.text_blocks import decode_head, read_text_blocks
from indexer.settings import ReadingOptions

NAME = "json"
DESCRIPTION = "JSON and JSON lines of any field names: an object, a list, an object with a list inside, one object a line"
SUFFIXES = (".json", ".jsonl", ".ndjson", ".jl", ".jsonlines")

LEVELS = 6
"""How deep the records of a document are looked for."""

ENVELOPE = frozenset(
    ("status", "statuscode", "success", "ok", "code", "message", "total", "totalresults", "totalhits", "count", "numfound", "usertier", "pages", "took", "timedout")
)  # fmt: skip
"""Names that speak of an answer of a service, not of an article."""

CONTAINERS = frozenset(
    (
        "articles",
        "items",
        "results",
        "entries",
        "stories",
        "docs",
        "documents",
        "records",
        "posts",
        "news",
        "data",
        "hits",
        "rows",
    )
)
"""Lists that are the records of an object with a title of its own but no text, as a feed has one."""

_OBJECT = re.compile(r'\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:|\}\s*(?:[{\n]|$))')
_LIST = re.compile(r'\[\s*(?:\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:|\}\s*[,\]])|\]\s*$)')


def sniff(head: bytes, name: str) -> bool:
    """Whether the text begins as JSON does; under a JSON name, also where it is broken or begins with a plain value."""
    text = decode_head(head).lstrip("\ufeff \t\r\n\x1e\0")
    if name.lower().endswith(SUFFIXES):
        return bool(text) and text[0] != "<"
    return bool(_OBJECT.match(text) or _LIST.match(text)) or (text[:1] == "[" and _is_plain_list(text))


def _is_plain_list(text: str) -> bool:
    values = list(read_values(iter([text])))
    return bool(values) and all(isinstance(value, Value) for value in values)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The records of a JSON document in order, with the line each starts on; see `Format.parse`.

    Entries that are no objects are rejects among others that are; a document of nothing else is no article.
    """
    mapper = RecordMapper(NAME, options, origin)
    before = (origin.line or 1) - 1
    number = 0
    held = 0
    for line, found in _read_records(stream, mapper):
        number += 1
        if number == held + 1 and not isinstance(found, (Mapping, Fault)):
            held = number
            continue
        yield from (_reject_entry(replace(origin, record=origin.record + n)) for n in range(held))
        held = 0
        place = Origin(
            path=origin.path,
            member=origin.member,
            record=origin.record + number - 1,
            line=None if line is None else line + before,
        )
        yield _read_outcome(found, place, mapper)
    if held or not number:
        reason = (
            "JSON, but without any object in it, so without an article" if held else "JSON without any record"
        )
        yield NotArticle(path=origin.path, member=origin.member, reason=reason)


def _read_outcome(found: Any, place: Origin, mapper: RecordMapper) -> Outcome:
    if isinstance(found, Fault):
        return Reject(origin=place, reason=found.reason)
    return mapper.read(found, place) if isinstance(found, Mapping) else _reject_entry(place)


def _reject_entry(place: Origin) -> Reject:
    return Reject(origin=place, reason="this entry of the list is no object, so it has no fields")


def _read_records(stream: BinaryIO, mapper: RecordMapper) -> Iterator[tuple[int | None, Any]]:
    """Line and record; a Fault in place of the record says why there is none."""
    for item in read_values(read_text_blocks(stream)):
        if isinstance(item, Value):
            yield from ((item.line, record) for record in find_records(item.value, mapper))
        elif isinstance(item, Fault):
            yield item.line, item
        else:
            yield from _read_huge(item, mapper)


def _read_huge(huge: Huge, mapper: RecordMapper) -> Iterator[tuple[int | None, Any]]:
    count = 0
    for entry in stream_entries(huge.rest):
        if isinstance(entry, str):
            count += 1
            yield None, Fault(huge.line, entry)
        elif isinstance(entry, Mapping) and mapper.tells_article(entry):
            count += 1
            yield None, entry
    if not count:
        yield (
            huge.line,
            Fault(huge.line, "an object too long for one article, with no list of articles in it"),
        )


def find_records(value: Any, mapper: RecordMapper) -> Sequence[Any]:
    """The records in a value: itself, or the nearest lists of objects that look like articles, or the nearest such objects.

    Where nothing looks like an article the value itself is the record, so that it is rejected with its field names.
    """
    if isinstance(value, Mapping) and mapper.tells_directly(value):
        return _open_container(value, mapper) or (value,)
    level = [value]
    for _ in range(LEVELS):
        objects = [member for member in level if isinstance(member, Mapping)]
        lists = [member for member in level if isinstance(member, list)]
        listed = [entry for entries in lists if _holds_articles(entries, mapper) for entry in entries]
        if listed:
            return listed
        found = [member for member in objects if _is_record(member, mapper)]
        if found:
            return found
        level = [inner for member in objects for inner in member.values() if isinstance(inner, (dict, list))]
        level += [entry for entries in lists for entry in entries[:100] if isinstance(entry, (dict, list))]
        if not level or len(level) > 10_000:
            break
    return [value]


def _open_container(value: Mapping[str, Any], mapper: RecordMapper) -> Sequence[Any]:
    for key, inner in value.items():
        if (
            type(inner) is list
            and fold_name(key) in CONTAINERS
            and not mapper.has_body(value)
            and _holds_articles(inner, mapper)
        ):
            return inner
    return ()


def _holds_articles(entries: Sequence[Any], mapper: RecordMapper) -> bool:
    return any(isinstance(entry, Mapping) and _is_record(entry, mapper) for entry in entries[:100])


def _is_record(value: Mapping[str, Any], mapper: RecordMapper) -> bool:
    return mapper.tells_directly(value) or (
        mapper.tells_article(value) and not any(fold_name(key) in ENVELOPE for key in value)
    )
