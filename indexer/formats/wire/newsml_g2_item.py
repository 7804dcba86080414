"""A NewsML-G2 news item -> what it says, put into a `WireItem`.

Published is when the story was first made (`firstCreated`, else `versionCreated`, else `contentCreated`), updated when this version was. Whatever
element of the metadata has no field of its own is kept in `extra` under its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from indexer.formats.records.record_values import read_plain
from indexer.formats.wire.iptc_codes import code_of, subject_field
from indexer.formats.wire.news_body import read_content
from indexer.formats.wire.nitf_text import read_nitf
from indexer.formats.wire.wire_item import WireItem, name_story
from indexer.formats.wire.wire_lines import flow_lines
from indexer.formats.xml_document import attribute, attributes, children, find_all, first, line_of, local_name
from indexer.markup import looks_like_markup, text_of

CODES = ("qcode", "uri", "literal", "tag", "guidref", "residref", "href", "value")
"""Attributes under which an element names a thing, the best known first."""

NOT_KEPT = frozenset(
    "itemClass versionCreated firstCreated headline by language subject keyword description dateline located altId link memberOf "
    "catalogRef rightsInfo contentCreated contentModified provider infoSource title embargoed".split()
)
"""Elements of the metadata that are read one by one."""

OURS = {
    "edNote": "editor_note", "slugline": "slug", "creditline": "credit", "pubStatus": "status", "fileName": "file_name", "ednote": "editor_note",
    "genre": "genre", "service": "service", "urgency": "urgency", "signal": "signal", "versionedId": "versioned_id",
}  # fmt: skip

MESSAGE = (
    "sent",
    "sender",
    "transmitId",
    "priority",
    "origin",
    "channel",
    "destination",
    "timestamp",
    "Sent",
)


_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)


def read_code(element: etree._Element) -> str:
    """What an element names, as a code."""
    return next((value for key in CODES if (value := attribute(element, key))), "")


def read_name(element: etree._Element) -> str:
    """The name of the thing that an element names: spelled out, else as it stands; a bare code gives nothing."""
    names = [name for name in children(element, "name") if line_of(name)]
    best = next(
        (name for name in names if "mnemonic" not in attribute(name, "role")), next(iter(names), None)
    )
    if best is not None:
        return line_of(best)
    if not children(element) and line_of(element):
        return line_of(element)
    literal = attribute(element, "literal")
    is_code = (":" in literal and " " not in literal) or bool(attribute(element, "qcode"))
    return "" if is_code else literal


def read_item(element: etree._Element, message: etree._Element | None, item: WireItem) -> None:
    """Everything but the text."""
    item.own = attribute(element, "guid")
    item.keep("guid", item.own)
    item.keep_version(attribute(element, "version"))
    meta, content = first(element, "itemMeta"), first(element, "contentMeta")
    if message is not None:
        _read_header(message, item)
    for rights in children(element, "rightsInfo"):
        _read_rights(rights, item)
    if meta is not None:
        _read_meta(meta, item)
    if content is not None:
        _read_content_meta(content, item)
    item.source = _find_source(meta, content, element)
    item.own = name_story(item.source, item.own)
    item.language = item.language or attribute(element, "lang")
    if item.own.startswith(("http://", "https://")):
        item.url = item.own
    _read_dates(meta, content, item)


def _read_header(message: etree._Element, item: WireItem) -> None:
    for header in children(message, "header", "Header"):
        for child in children(header):
            name = local_name(child)
            if name in MESSAGE:
                item.keep(f"message_{name.lower()}", line_of(child))


def _read_rights(rights: etree._Element, item: WireItem) -> None:
    names = {
        "copyrightHolder": "copyright_holder",
        "copyrightNotice": "copyright",
        "usageTerms": "usage_terms",
    }
    for child in children(rights):
        name = local_name(child)
        value = read_name(child) or line_of(child) or read_code(child)
        item.keep(names.get(name, name), value)


def _read_meta(meta: etree._Element, item: WireItem) -> None:
    for title in children(meta, "title"):
        item.keep("item_title", line_of(title))
    for member in children(meta, "memberOf"):
        item.tags.append(read_name(member))
    for link in children(meta, "link"):
        _read_link(link, item)
    _keep_rest(meta, item)


def _read_link(link: etree._Element, item: WireItem) -> None:
    """A titled link is what a reader may want to see next; any other is kept as it stands."""
    title, address = line_of(first(link, "title")), attribute(link, "href")
    if title:
        item.related.append(title)
    if code_of(attribute(link, "rel")).lower() in ("canonical", "isat", "permalink") and address.startswith(
        "http"
    ):
        item.url = item.url or address
    values = {
        key: value
        for key, value in attributes(link)
        if key in ("href", "residref", "guidref", "rel", "version") and value
    }
    if title:
        values["title"] = title
    item.keep("link", [values] if values else "")


def _read_content_meta(meta: etree._Element, item: WireItem) -> None:
    # a short form for small screens may stand before the headline
    for headline in sorted(
        children(meta, "headline"), key=lambda one: "short" in attribute(one, "role").lower()
    ):
        text, role = line_of(headline), code_of(attribute(headline, "role")).lower()
        if not item.title and "sub" not in role:
            item.title = read_plain(text)
        elif text != item.title:
            item.keep("subheadline" if "sub" in role else f"headline_{role}" if role else "headline", text)
    item.byline = next(filter(None, map(line_of, children(meta, "by"))), "")
    item.dateline = next(filter(None, map(line_of, children(meta, "dateline"))), "").rstrip()
    item.language = next(filter(None, (attribute(one, "tag") for one in children(meta, "language"))), "")
    for description in children(meta, "description"):
        role, text = code_of(attribute(description, "role")).lower(), line_of(description)
        if role in ("", "summary", "abstract", "standfirst", "lead") and not item.summary:
            item.summary = text
        elif text != item.summary:
            item.keep(f"description_{role}", text)
    if not item.summary and isinstance(item.extra.get("subheadline"), str):
        item.summary = item.extra.pop("subheadline")
    item.tags += filter(None, map(line_of, children(meta, "keyword")))
    for subject in children(meta, "subject"):
        _read_subject(subject, item)
    for located in children(meta, "located"):
        item.keep("located", _read_place(located))
    for identifier in children(meta, "altId"):
        kind = code_of(attribute(identifier, "type")) or "alt_id"
        item.keep(kind, line_of(identifier) or attribute(identifier, "id"))
    _keep_rest(meta, item)


def _read_subject(subject: etree._Element, item: WireItem) -> None:
    parts = [*children(subject, "mainConcept", "facetConcept"), subject]
    code, kind = read_code(subject), attribute(subject, "type")
    for part in parts:
        name = read_name(part)
        if name and name != "Related topic id":
            is_letter = len(name) == 1 and name.isascii()
            is_section = kind.endswith(":category") or "department" in code.partition(":")[0]
            if is_section and not item.section and not is_letter:
                item.section = name
            item.tags += [] if is_letter else [name]
    if not any(map(read_name, parts)):
        item.tags.append(subject_field(code))
    item.keep("subject_code", code if ":" in code else "")


def _read_place(located: etree._Element) -> str:
    names = [read_name(located), *map(read_name, children(located, "broader"))]
    return ", ".join(dict.fromkeys(filter(None, names))) or read_code(located)


def _find_source(meta: etree._Element | None, content: etree._Element | None, element: etree._Element) -> str:
    """The first that names one: an information source, the provider, the credit line, who holds the rights."""
    candidates = [
        *(children(content, "infoSource") if content is not None else ()),
        *(children(meta, "provider") if meta is not None else ()),
        *(children(content, "creditline") if content is not None else ()),
        *(
            holder
            for rights in children(element, "rightsInfo")
            for holder in children(rights, "copyrightHolder")
        ),
    ]
    names = [name for one in candidates if (name := read_name(one))]
    named = next((name for name in names if not _DOMAIN.fullmatch(name)), next(iter(names), ""))
    return named or next((code_of(code) for one in candidates if (code := attribute(one, "qcode"))), "")


def _read_dates(meta: etree._Element | None, content: etree._Element | None, item: WireItem) -> None:
    def dates(parent: etree._Element | None, name: str) -> Iterator[str]:
        yield from filter(None, map(line_of, children(parent, name)) if parent is not None else ())

    made, version = next(dates(meta, "firstCreated"), ""), next(dates(meta, "versionCreated"), "")
    item.published += [made, version, *dates(content, "contentCreated")]
    changed = next(dates(content, "contentModified"), "")
    later = version or changed
    item.updated = later if later and later != (made or version) else ""
    item.keep("version_created", version if made else "")
    item.keep("content_created", next(dates(content, "contentCreated"), ""))
    item.keep("content_modified", changed)
    item.keep("embargoed", next(dates(meta, "embargoed"), ""))


def _keep_rest(meta: etree._Element, item: WireItem) -> None:
    for child in children(meta):
        name = local_name(child)
        if name not in NOT_KEPT:
            value = _spell(child)
            item.keep(OURS.get(name, name), code_of(read_code(child)) if name == "pubStatus" else value)


def _spell(element: etree._Element) -> Any:
    name, code = read_name(element), read_code(element)
    if code and name and name != code:
        return {"code": code, "name": name}
    if name or code:
        return name or code
    values = {key: value for key, value in attributes(element) if value}
    text = line_of(element)
    if text:
        values["text"] = text
    return next(iter(values.values())) if len(values) == 1 else values


def read_text(element: etree._Element, item: WireItem) -> None:
    """The text of the first of the content's renditions that has one; words are counted as the sender counted them."""
    content_set = element if local_name(element) == "contentSet" else first(element, "contentSet")
    if content_set is None:
        return
    for inline in children(content_set, "inlineXML", "inlineData"):
        before = item.body
        item.keep("word_count", attribute(inline, "wordcount").lstrip("0"))
        if local_name(inline) == "inlineData":
            item.body = item.body or read_data(line_text(inline), attribute(inline, "contenttype"))
        else:
            _read_inline(inline, item)
        if item.body and not before:
            break
    for remote in children(content_set, "remoteContent"):
        item.keep("remote", attribute(remote, "href"))


def line_text(element: etree._Element) -> str:
    """All text in an element as it stands."""
    return "".join(map(str, element.itertext()))


def _read_inline(inline: etree._Element, item: WireItem) -> None:
    nitf = find_all(inline, "nitf")
    if nitf:
        read_nitf(nitf[0], item)
        return
    if not children(inline):
        item.body = item.body or read_data(line_text(inline), attribute(inline, "contenttype"))
        return
    heads = find_all(inline, "h1")
    if not item.title and heads:
        item.title = line_of(heads[0])
    body = next(iter(find_all(inline, "body")), inline)
    for header in children(body, "header"):  # repeats headline, day and keywords for the eye
        if any(line_of(one) == item.title for one in find_all(header, "h1")):
            body.remove(header)
    content = read_content(body, item.title)
    item.body = item.body or content.body
    item.captions += content.captions
    for note in content.notes:
        item.keep("editor_note", note)


def read_data(text: str, kind: str) -> str:
    """Text in a field: HTML where it holds more than one wrapping paragraph, else lines as a wire sets them."""
    content = text.strip()
    if kind.startswith(("image/", "video/", "audio/")) or kind == "application/octet-stream":
        return ""
    if content.lower().startswith("<p>") and content.lower().endswith("</p>") and content.count("<") == 2:
        return flow_lines(read_plain(text[text.index(">") + 1 : text.rindex("<")].strip("\n")))
    return text_of(content) if looks_like_markup(content) else flow_lines(read_plain(text.strip("\n")))
