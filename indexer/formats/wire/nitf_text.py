"""An `nitf` element -> what it says, put into a `WireItem` that other sources may have begun to fill.

Values that are there already stay. The day of publication is, the best first: that of the printed or electronic edition
(`pubdata`), that of issue, that of release, the head's `meta` elements, the dateline's own. A lead paragraph that the full text repeats
is read once. What has no field of its own goes to `extra` under the name that the document gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from indexer.formats.records.record_values import read_plain
from indexer.formats.wire.iptc_codes import subject_field
from indexer.formats.wire.news_body import read_content
from indexer.formats.wire.wire_item import WireItem, name_story
from indexer.formats.xml_document import attribute, attributes, children, find_all, first, line_of, local_name

SLUGS = ("slug", "anpa-keyword", "ntbstikkord", "slugline")
SECTIONS = ("online_sections", "print_section_name", "ntbtjeneste", "service-section")
DESKS = ("dsk", "aap-desk", "desk")
TAG_ELEMENTS = ("person", "org", "location", "object.title", "event")

MOST_BLOCKS = 50
"""Blocks among which a repeated lead is looked for."""

_MORE_DATES = (("date.expire", "expires"), ("date.release", "release"))


def read_nitf(root: etree._Element, item: WireItem) -> None:
    """Fills the item from head and body."""
    head, body = first(root, "head"), first(root, "body")
    item.language = item.language or attribute(root, "baselang") or attribute(root, "lang")
    if head is not None:
        _read_head(head, item)
    if body is not None:
        _read_body_head(first(body, "body.head"), item)
        _read_text(body, item)
    else:
        _read_text(root, item)
    if head is not None:
        item.source = item.source or _name_owner(head)
    if not item.title and head is not None:
        item.title = read_plain(line_of(first(head, "title")))
    elif head is not None and (other := read_plain(line_of(first(head, "title")))) != item.title:
        item.keep("document_title", other)


def _name_owner(head: etree._Element) -> str:
    """Whose a document is, where nothing names its source: the agency that it came from, else who holds the rights."""
    for name, key in (("from-src", "src-name"), ("doc.copyright", "holder"), ("doc.rights", "owner")):
        for found in find_all(head, name):
            if owner := attribute(found, key).partition(". All rights")[0]:
                return owner
    return ""


def _read_head(head: etree._Element, item: WireItem) -> None:
    metas = list(_read_metas(head))
    docdata = first(head, "docdata")
    for pubdata in find_all(head, "pubdata"):
        _read_pubdata(pubdata, item)
    named = dict(reversed(metas))
    item.source = item.source or named.get("aap-source") or named.get("NTBKilde") or ""
    if docdata is not None:
        _read_docdata(docdata, item)
    _use_metas(metas, item)
    _read_subjects(head, item)
    for urgency in find_all(head, "urgency"):
        item.keep("urgency", attribute(urgency, "ed-urg"))
    for revision in find_all(head, "revision-history"):
        item.keep("revision", _spell(revision))


def _read_metas(head: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in children(head, "meta"):
        name, content = attribute(meta, "name"), attribute(meta, "content")
        if name and content:
            yield name, content


def _use_metas(metas: list[tuple[str, str]], item: WireItem) -> None:
    """Those that mean something here; all of them are kept."""
    named = {name.lower(): content for name, content in reversed(metas)}
    item.section = item.section or next((named[name] for name in SECTIONS if name in named), "")
    item.keep("slug", next((named[name] for name in SLUGS if name in named), ""))
    item.keep("word_count", named.get("anpa-wordcount"))
    item.keep("page", named.get("print_page_number"))
    address = named.get("alternate_url", "")
    item.url = item.url or (address if address.startswith(("http://", "https://")) else "")
    item.keep("desk", next((named[name] for name in DESKS if name in named), ""))
    year, month, day = (named.get(f"publication_{part}", "") for part in ("year", "month", "day_of_month"))
    if year and month and day:
        item.published.append(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
    item.published += [named[name] for name in ("timestamp", "ntb-dato", "ntbutdato") if name in named]
    for name, content in metas:
        item.keep(name, content)


def _read_pubdata(pubdata: etree._Element, item: WireItem) -> None:
    item.published.append(attribute(pubdata, "date.publication"))
    url = attribute(pubdata, "ex-ref")
    if url.startswith(("http://", "https://")) and not item.url:
        item.url = url
    item.section = item.section or attribute(pubdata, "position.section")
    if not item.source:
        item.source = attribute(pubdata, "name")
    unit = attribute(pubdata, "unit-of-measure") or "word"
    for key, value in attributes(pubdata):
        name = f"{unit}_count" if key == "item-length" else _PUBDATA.get(key, f"publication_{key}")
        if key not in ("unit-of-measure", "date.publication"):
            item.keep(name, value)


_PUBDATA = {
    "edition.name": "edition", "edition.area": "edition_area", "position.sequence": "page", "number": "number", "volume": "volume",
    "issue": "issue", "ex-ref": "address", "issn": "issn", "isbn": "isbn", "name": "publication",
    "position.section": "position_section", "type": "publication_type",
}  # fmt: skip


def _read_docdata(docdata: etree._Element, item: WireItem) -> None:
    for doc_id in children(docdata, "doc-id"):
        own = attribute(doc_id, "id-string")
        agency = attribute(doc_id, "regsrc")
        item.own = item.own or name_story(agency, own, shortest=4)
        item.keep("story_number", own)
        item.source = item.source or agency
    item.published += [attribute(one, "norm") for one in find_all(docdata, "date.issue")]
    item.published += [attribute(one, "norm") for one in find_all(docdata, "date.release")]
    for name, ours in _MORE_DATES:
        for date in children(docdata, name):
            item.keep(ours, attribute(date, "norm"))
    for keyword in find_all(docdata, "keyword"):
        item.tags.append(attribute(keyword, "key") or line_of(keyword))
    for key in children(docdata, "du-key"):
        item.keep("story_key", attribute(key, "key"))
        if version := attribute(key, "version"):
            item.keep_version(version)
    for right in children(docdata, "doc.copyright"):
        item.keep("copyright", " ".join(filter(None, (attribute(right, "holder"), attribute(right, "year")))))
    _read_identified(docdata, item)
    for child in children(docdata):
        if local_name(child) not in _READ:
            item.keep(_DOCDATA.get(local_name(child), local_name(child)), _spell(child))
    if status := attribute(docdata, "management-status"):
        item.keep("status", status)


_READ = frozenset(
    "doc-id date.issue date.release date.expire key-list du-key doc.copyright identified-content urgency pubdata revision-history".split()
)
_DOCDATA = {
    "ed-msg": "editor_note",
    "doc.rights": "rights",
    "evloc": "place",
    "doc-scope": "scope",
    "del-list": "delivery",
}


def _read_identified(docdata: etree._Element, item: WireItem) -> None:
    """People, places and subjects that a document is about."""
    for content in children(docdata, "identified-content"):
        for element in children(content):
            text = line_of(element) or attribute(element, "value")
            if local_name(element) in TAG_ELEMENTS or local_name(element) == "classifier":
                item.tags.append(text.rpartition("/")[2] if text.startswith("Top/") else text)
                item.keep(attribute(element, "type") or local_name(element), text)
            else:
                item.keep(local_name(element), text)


def _read_subjects(head: etree._Element, item: WireItem) -> None:
    for tobject in children(head, "tobject"):
        item.keep("kind", attribute(tobject, "tobject.type"))
        for found in find_all(tobject, "tobject.property"):
            item.keep("genre", attribute(found, "tobject.property.type"))
        for subject in find_all(tobject, "tobject.subject"):
            parts = [attribute(subject, f"tobject.subject.{part}") for part in ("type", "matter", "detail")]
            number = attribute(subject, "tobject.subject.refnum")
            item.tags += filter(None, parts)
            if not any(parts):
                item.tags.append(subject_field(number))
            item.keep("subject_code", number or attribute(subject, "tobject.subject.code"))


def _read_body_head(head: etree._Element | None, item: WireItem) -> None:
    if head is None:
        return
    for hedline in children(head, "hedline", "headline"):
        item.title = item.title or read_plain(line_of(first(hedline, "hl1")))
        for second in children(hedline, "hl2", "hl3", "hl4"):
            kind = attribute(second, "class") or attribute(second, "id")
            text = read_plain(line_of(second))
            item.keep(
                kind if "headline" in kind.lower() else "subheadline", text if text != item.title else ""
            )
    for abstract in children(head, "abstract"):
        content = read_content(abstract)
        item.summary = item.summary or content.body
        item.captions += content.captions
        item.keep("abstract", content.body if content.body != item.summary else "")
    if not item.summary and isinstance(item.extra.get("subheadline"), str):
        item.summary = item.extra.pop("subheadline")
    _read_bylines(head, item)
    for distributor in children(head, "distributor"):
        named = line_of(distributor)
        item.source = item.source if item.source and not item.source.isupper() else named or item.source
        item.keep("distributor", named)
    _read_dateline(head, item)
    for note in children(head, "note"):
        item.keep("editor_note", line_of(note))
    for rights in children(head, "rights"):
        item.keep("rights", line_of(rights))
    for series in children(head, "series"):
        item.keep("series", _spell(series))


def _read_bylines(head: etree._Element, item: WireItem) -> None:
    """The byline as it was printed; where another form of it is given, that is kept too."""
    for byline in children(head, "byline"):
        kind, text = attribute(byline, "class"), read_byline(byline)
        if not item.byline and kind != "normalized_byline":
            item.byline = text
        elif text != item.byline:
            item.keep(kind or "byline", text)


def read_byline(byline: etree._Element) -> str:
    """A byline's text on one line, its title of office (`byttl`) behind a comma."""
    office = ", ".join(filter(None, map(line_of, find_all(byline, "byttl"))))
    parts: list[str] = [byline.text or ""]
    for child in byline:
        if local_name(child) != "byttl":
            parts += [" ", line_of(child)]
        parts += [" ", child.tail or ""]
    name = " ".join("".join(parts).split()).rstrip(" ,").replace(" ,", ",")
    return f"{name}, {office}" if name and office else name or office


def _read_dateline(head: etree._Element, item: WireItem) -> None:
    for dateline in children(head, "dateline"):
        dates = find_all(dateline, "story.date")
        item.published += [attribute(one, "norm") or line_of(one) for one in dates]
        item.dateline = item.dateline or ", ".join(_pieces(dateline))


def _pieces(dateline: etree._Element) -> Iterator[str]:
    """The dateline's places; the date stands apart where it is only a number for machines."""
    if not children(dateline):
        yield from filter(None, [line_of(dateline)])
        return
    for element in dateline.iter(etree.Element):
        if local_name(element) != "story.date" or not (element.text or "").strip()[:8].isdigit():
            yield from filter(None, [" ".join((element.text or "").split()).strip(" ,")])
        if element is not dateline:
            yield from filter(None, [" ".join((element.tail or "").split()).strip(" ,")])


def _read_text(body: etree._Element, item: WireItem) -> None:
    """The body; its end (a tagline, a bibliography) is kept beside it."""
    parts = children(body, "body.content") or ([body] if first(body, "body.head") is None else [])
    texts: list[str] = []
    for part in parts:
        for block in _drop_repeated(part):
            content = read_content(block, item.title)
            if "correction" in attribute(block, "class"):
                item.keep("correction", content.body)
                continue
            texts.append(_drop_lead_mark(content.body))
            item.captions += content.captions
            for note in content.notes:
                item.keep("editor_note", note)
    item.body = item.body or "\n\n".join(filter(None, texts))
    for end in children(body, "body.end"):
        for child in children(end):
            item.keep(local_name(child), read_content(child).body)


def _drop_lead_mark(text: str) -> str:
    """Without `LEAD:` before a first paragraph, and without that paragraph where the next one repeats it."""
    if not text.startswith("LEAD: "):
        return text
    lead, _, rest = text.removeprefix("LEAD: ").partition("\n\n")
    return rest if lead and rest.startswith(lead.strip()) else text.removeprefix("LEAD: ")


def _drop_repeated(part: etree._Element) -> list[etree._Element]:
    """The parts of a body, without lead paragraphs that the full text begins with."""
    blocks = children(part, "block")[:MOST_BLOCKS]
    full = [block for block in blocks if attribute(block, "class") == "full_text"]
    if not full:
        return [part]
    text = " ".join(line_of(block) for block in full)
    repeated = [block for block in blocks if block not in full and line_of(block)[:200] in text]
    return [child for child in children(part) if child not in repeated]


def _spell(element: etree._Element) -> Any:
    """An element's attributes and text as one value."""
    values: dict[str, Any] = {key: value for key, value in attributes(element) if value}
    text = line_of(element)
    inner = [_spell(child) for child in children(element)][:50] if not text else []
    if text:
        values["text"] = text
    if any(inner):
        values["parts"] = [one for one in inner if one]
    return next(iter(values.values())) if len(values) == 1 else values
