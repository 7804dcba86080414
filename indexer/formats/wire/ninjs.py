"""ninjs 1, 2 and 3, news in JSON as agencies send it -> an article for each item with a text.

An item may stand alone, in a list, in a service's answer, or one a line. Its names differ by version (`headline`, `headlines`;
`body_html`, `bodies`; `versioncreated`, `versionCreated`); here they are folded into one. Pictures, films, events and plans are named, so are
cancelled, withheld and embargoed items. What JSON is left to the parts of `json_records`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.contract import HEAD_BYTES
from indexer.formats.records.json_values import Fault, Value, read_values
from indexer.formats.text.text_blocks import decode_head, read_text_blocks
from indexer.formats.wire.iptc_codes import EMBARGO, code_of, is_embargoed, why_stopped
from indexer.formats.wire.ninjs_item import fold_keys, read_item, text_at
from indexer.formats.wire.wire_item import name_item, settle_item, withdraw_item
from indexer.settings import ReadingOptions

NAME = "ninjs"
DESCRIPTION = "ninjs 1 to 3: news agencies' items in JSON"
SUFFIXES = (".json", ".ninjs")

MOST_INSIDE = 1_000
"""Of a package."""

LEVELS = 6
"""How deep the items of an answer are looked for."""

SURE = frozenset(
    ("versioncreated", "pubstatus", "representationtype", "bodyxhtml", "firstcreated", "eventdetails", "plannedcoverage")
)  # fmt: skip
"""Names, folded, of which an item has one beside its identifier."""

_NAMED = re.compile(
    r'"(versioncreated|version_created|pubstatus|representationtype|body_xhtml|firstcreated|eventdetails|plannedcoverage|headlines|bodies|\$?standard)"\s*:',
    re.IGNORECASE,
)
_IDENTIFIED = re.compile(r'"(?:uri|guid)"\s*:\s*"', re.IGNORECASE)
_JSON = re.compile(r'[\s\ufeff]*(?:\{\s*"|\[\s*\{\s*")')

_TYPED = re.compile(r'"type"\s*:\s*"(?:picture|photo|graphic|audio|video|composite|component)"')

KINDS = {"text", "composite", "story", "article", "advisory", "note", ""}

OTHER_KINDS = ("picture", "photo", "graphic", "audio", "video", "composite", "component")


def sniff(head: bytes, name: str) -> bool:
    """Whether a JSON document's head names an item's identifier and something that only such items have."""
    text = decode_head(head)
    if not (_JSON.match(text) and _IDENTIFIED.search(text)):
        return False
    names = {found.lower() for found in _NAMED.findall(text)}
    if not names and not _TYPED.search(text):
        return False
    value = next(read_values(iter([text])), None)
    if isinstance(value, Value):
        return bool(find_items(value.value))
    return len(names) > 1 and len(head) >= HEAD_BYTES  # the head ends within the first value


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The items in order, each with the line its document starts on; see `Format.parse`."""
    number = 0
    for found in read_values(read_text_blocks(stream)):
        line = found.line
        if isinstance(found, Value):
            items = find_items(found.value)
            for item in chain.from_iterable(map(_unpack, items)):
                number += 1
                yield _read_item(item, replace(origin, record=number, line=line), options)
            if items:
                continue
            reason = "no ninjs item in this value"
        else:
            reason = found.reason if isinstance(found, Fault) else "an object too long for one item"
        number += 1
        yield Reject(origin=replace(origin, record=number, line=line), reason=reason)
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="JSON without any record")


def find_items(value: Any) -> list[Mapping[str, Any]]:
    """The items in a value: itself, or those nearest to the top."""
    level = [value]
    for _ in range(LEVELS):
        found = [one for one in level if isinstance(one, Mapping) and is_item(one)]
        if found:
            return found
        level = [inner for one in level for inner in _members(one) if isinstance(inner, (dict, list))][
            :100_000
        ]
    return []


def _unpack(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An item, and behind a package the texts that it holds instead of only naming them."""
    yield item
    fields = fold_keys(item)
    if code_of(text_at(fields, "type")).lower() != "composite":
        return
    inside = [
        one for one in _members(fields.get("associations")) if isinstance(one, Mapping) and is_item(one)
    ]
    yield from (one for one in inside[:MOST_INSIDE] if any(fold(key).startswith("bod") for key in one))


def _members(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def is_item(value: Mapping[str, Any]) -> bool:
    """Whether an object has an identifier and a name that only items have."""
    names = {fold(key) for key in value}
    if "uri" in names and value.get("type") in OTHER_KINDS:
        return True
    return bool(names & {"uri", "guid"}) and bool(names & SURE or any(map(_is_telling, value.items())))


def _is_telling(member: tuple[str, Any]) -> bool:
    """Whether a member names its standard, or lists renditions of a text as ninjs 2 does."""
    name, value = fold(member[0]), member[1]
    if name == "standard" and isinstance(value, Mapping):
        return "ninjs" in str(value.get("name", "")).lower()
    return (
        name in ("headlines", "bodies")
        and isinstance(value, list)
        and any(isinstance(one, Mapping) and "value" in one for one in value[:5])
    )


def fold(key: str) -> str:
    return key.lower().replace("_", "").removeprefix("$")


def _read_item(value: Mapping[str, Any], place: Origin, options: ReadingOptions) -> Outcome:
    fields = fold_keys(value)
    own = text_at(fields, "uri", "guid")
    item = read_item(fields)
    if why := why_stopped(text_at(fields, "pubstatus")):
        return withdraw_item(item, place, why, NAME, options)
    why = _why_not(fields, bool(item.body))
    return name_item(place, own, why) if why else settle_item(item, place, NAME, options)


def _why_not(fields: Mapping[str, Any], has_body: bool) -> str:
    """Why an item is no article to be searched; empty where it is one."""
    kind = code_of(text_at(fields, "type")).lower()
    if "eventdetails" in fields or kind == "event":
        return "an event, no story"
    if "plannedcoverage" in fields or kind == "planning":
        return "a plan of coverage"
    if kind not in KINDS:
        return f"no text but {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    if kind == "composite" and not has_body:
        return "a package: it only names other items"
    until, made = text_at(fields, "embargoed"), text_at(fields, "versioncreated")
    if is_embargoed(until, made):
        return f"{EMBARGO} until {until}"
    return ""
