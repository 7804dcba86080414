"""The fields of a ninjs item, of any version -> a `WireItem`.

A text comes in several renditions (`body_text`, `body_html`; `bodies` with their content types): marked-up ones tell paragraphs and
captions apart, so the best of them counts, unless a plain one says much more. What has no field of its own goes to `extra` under its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from indexer.formats.records.record_values import divide_paragraphs, read_line, read_prose, read_text
from indexer.formats.wire.news_body import Content, read_html
from indexer.formats.wire.nitf_text import read_nitf
from indexer.formats.wire.wire_item import WireItem, name_story
from indexer.formats.xml_document import find_all, mend
from indexer.identity import is_global
from indexer.markup import looks_like_markup

ENOUGH = 0.7
"""A marked-up rendition with this share of the longest one's text is whole."""

ABOUT = ("subject", "subjects", "person", "people", "organisation", "organisations", "place", "places", "event", "events", "object", "objects")  # fmt: skip
NAMES = {
    "slugline": "slug", "copyrightnotice": "copyright", "copyrightholder": "copyright_holder", "usageterms": "usage_terms", "ednote": "editor_note",
    "pubstatus": "status", "wordcount": "word_count", "charcount": "character_count", "firstcreated": "first_created",
    "versioncreated": "version_created", "contentcreated": "content_created", "expires": "expires", "genre": "genre", "genres": "genre",
}  # fmt: skip
READ = frozenset(
    "headline headlines title by byline authors language version firstpublished firstcreated versioncreated contentcreated keywords bodytext bodyhtml "
    "bodyxhtml bodies descriptiontext descriptionhtml descriptions located".split()
)


def fold_keys(value: Mapping[str, Any]) -> dict[str, Any]:
    """An item's members under names without case, marks and `$`; of two that fold to one name the first that says something."""
    fields: dict[str, Any] = {}
    for key, member in value.items():
        name = str(key).lower().replace("_", "").removeprefix("$")
        if fields.get(name) in (None, "", [], {}):
            fields[name] = member
    return fields


def text_at(fields: Mapping[str, Any], *names: str) -> str:
    """The text of the first of these fields that has one."""
    return next((text for name in names if (text := read_text(fields.get(name)))), "")


def read_item(fields: Mapping[str, Any]) -> WireItem:
    """Everything that an item says; `fields` are from `fold_keys`."""
    item = WireItem(own=_find_own(fields))
    item.title = _read_headlines(fields, item)
    content = _read_body(fields, item)
    item.body = content.body
    item.captions += content.captions
    _read_descriptions(fields, item)
    item.byline = read_line(fields.get("byline") or fields.get("by")) or _join_names(fields.get("authors"))
    item.language = text_at(fields, "language")
    item.dateline = read_line(fields.get("located"))
    item.source = next(
        filter(None, (read_line(fields.get(key)) for key in ("source", "infosource", "provider"))), ""
    )
    item.source = item.source or _find_information_source(fields) or read_line(fields.get("copyrightholder"))
    item.own = name_story(item.source, item.own)
    if (address := text_at(fields, "uri", "guid")).startswith(("http://", "https://")):
        item.url = address if is_global(address) and "?" not in address else ""
    _read_subjects(fields, item)
    _read_dates(fields, item)
    _read_associations(fields.get("associations"), item)
    item.keep_version(text_at(fields, "version"))
    for name, value in fields.items():
        if name not in READ and value not in (None, "", [], {}):
            item.keep(NAMES.get(name, name), value)
    return item


def _find_information_source(fields: Mapping[str, Any]) -> str:
    """The agency among `infosources`, as ninjs 2 and 3 have them; of several, the one whose role says so."""
    listed = fields.get("infosources")
    found = [
        (read_text(one.get("role")).lower(), read_line(one.get("name")))
        for one in (listed[:50] if isinstance(listed, list) else ())
        if isinstance(one, Mapping)
    ]
    named = [(role, name) for role, name in found if name]
    return next((name for role, name in named if "source" in role), named[0][1] if named else "")


def _find_own(fields: Mapping[str, Any]) -> str:
    """An item's identifier; the parameters of the question that it answers are no part of it."""
    own = text_at(fields, "uri", "guid")
    alternatives = fields.get("altids")
    number = read_text(alternatives.get("itemid")) if isinstance(alternatives, Mapping) else ""
    return own.partition("?")[0] if number and number in own else own


def _read_headlines(fields: Mapping[str, Any], item: WireItem) -> str:
    """The main headline; the others are kept under their roles."""
    found = [("main", read_line(fields.get("headline")))]
    found += [(role, read_line(value)) for role, value in _roles(fields.get("headlines"))]
    found += [
        (name.removeprefix("headline"), read_line(value))
        for name, value in fields.items()
        if name.startswith("headline") and name not in ("headline", "headlines")
    ]
    named = [(role, text) for role, text in found if text]
    main = next((text for role, text in named if role in ("main", "")), named[0][1] if named else "")
    main = main or read_line(fields.get("title"))
    for role, text in [*named, ("item", read_line(fields.get("title")))]:
        if text != main:
            item.keep(f"headline_{role}", text)
    return main


def _roles(value: Any) -> Iterator[tuple[str, Any]]:
    """Role and text of each rendition in a list of them, as ninjs 2 has them."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping):
            yield read_text(one.get("role")).lower(), one.get("value")
        elif isinstance(one, str):
            yield "", one


def _read_body(fields: Mapping[str, Any], item: WireItem) -> Content:
    """The best rendition of the text."""
    found: list[tuple[int, Content]] = []
    for kind, text in _renditions(fields, item):
        content = _read_rendition(kind, text, item)
        if content.body:
            rank = 2 if kind == "nitf" or "\n\n" in content.body else 1 if looks_like_markup(text) else 0
            found.append((rank, content))
    longest = max((len(content.body) for _, content in found), default=0)
    whole = [(rank, content) for rank, content in found if len(content.body) >= ENOUGH * longest]
    captions = tuple(caption for _, content in found for caption in content.captions)
    return Content(max(whole, key=lambda one: one[0])[1].body, captions) if whole else Content("")


def _renditions(fields: Mapping[str, Any], item: WireItem) -> Iterator[tuple[str, str]]:
    """Kind and text of each, marked-up ones before plain ones."""
    named = [
        (name, value) for name, value in fields.items() if name.startswith("body") and isinstance(value, str)
    ]
    yield from sorted(
        ((("plain" if name == "bodytext" else "html"), value) for name, value in named),
        key=lambda one: one[0],
    )
    bodies = fields.get("bodies")
    listed = [one for one in bodies if isinstance(one, Mapping)] if isinstance(bodies, list) else []
    found = []
    for body in listed:
        kind = " ".join(read_text(body.get(key)).lower() for key in ("role", "contenttype", "contentType"))
        text = body.get("value")
        for key in ("wordCount", "wordcount", "charCount", "charcount"):
            item.keep(NAMES.get(key.lower(), key), body.get(key))
        if isinstance(text, str) and text.strip():
            if "nitf" in kind:
                found.append((2, "nitf", text))
            elif "xml" in kind and "html" not in kind:
                item.keep("rendition", text)
            elif "html" in kind:
                found.append((0, "html", text))
            else:
                found.append((1, "plain", text))
    yield from ((kind, text) for _, kind, text in sorted(found, key=lambda one: one[0]))


def _read_rendition(kind: str, text: str, item: WireItem) -> Content:
    if kind == "nitf":
        return _read_nitf(text)
    if looks_like_markup(text):
        return read_html(text, item.title)
    plain = divide_paragraphs(read_prose(text))
    first_line, _, rest = plain.partition("\n")
    return Content(rest.strip() if rest and first_line.strip() == item.title else plain)


def _read_nitf(text: str) -> Content:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(mend(text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    found = find_all(root, "nitf") if root is not None else []
    if not found:
        return Content("")
    inner = WireItem()
    read_nitf(found[0], inner)
    return Content(inner.body, tuple(inner.captions))


def _read_descriptions(fields: Mapping[str, Any], item: WireItem) -> None:
    texts = [
        ("", fields.get("descriptiontext")),
        ("", fields.get("descriptionhtml")),
        *_roles(fields.get("descriptions")),
    ]
    texts += [
        (name.removeprefix("description"), value)
        for name, value in fields.items()
        if name.startswith("description") and name not in READ
    ]
    for role, value in texts:
        text = read_prose(value)
        if text and not item.summary and "caption" not in role:
            item.summary = text
        elif text and text != item.summary:
            item.keep(f"description_{role or 'other'}", text)


def _join_names(value: Any) -> str:
    people = value if isinstance(value, list) else [value]
    names = [read_line(one.get("name") if isinstance(one, Mapping) else one) for one in people[:50]]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _read_subjects(fields: Mapping[str, Any], item: WireItem) -> None:
    """Names of what an item is about are tags; its category or service is its section."""
    for name in ABOUT:
        for subject in _listed(fields.get(name)):
            text = read_line(subject.get("name")) or read_line(subject.get("title"))
            if len(text) > 1 or not text.isascii():
                item.tags.append(text)
                if (
                    "category" in (read_text(subject.get("rel")), *map(read_text, _list(subject.get("rels"))))
                    and not item.section
                ):
                    item.section = text
    item.tags += map(read_line, _list(fields.get("keywords")))
    for service in _listed(fields.get("service") or fields.get("services")):
        item.section = item.section or read_line(service.get("name"))


def _list(value: Any) -> list[Any]:
    return value[:500] if isinstance(value, list) else [] if value is None else [value]


def _listed(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in _list(value) if isinstance(one, Mapping))


def _read_dates(fields: Mapping[str, Any], item: WireItem) -> None:
    """Published is when an item was first published or made, updated when this version was."""
    version = text_at(fields, "versioncreated")
    item.published = [
        text_at(fields, name)
        for name in ("firstpublished", "firstcreated", "versioncreated", "contentcreated")
    ]
    first = next(filter(None, item.published), "")
    item.updated = version if version != first else ""
    for name in ("firstcreated", "versioncreated", "contentcreated"):
        if (text := text_at(fields, name)) != first:
            item.keep(NAMES[name], text)


def _read_associations(value: Any, item: WireItem) -> None:
    """Pictures beside a story give captions, other items their headlines."""
    members = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for member in list(members)[:200]:
        if not isinstance(member, Mapping):
            continue
        fields = fold_keys(member)
        kind = read_text(fields.get("type")).lower()
        inner = WireItem()
        headline = _read_headlines(fields, inner)
        if kind in ("picture", "photo", "graphic", "video", "audio", "image", ""):
            _read_descriptions(fields, inner)
            item.captions.append(
                read_line(inner.extra.get("description_caption"))
                or inner.summary
                or read_line(fields.get("bodytext"))
                or headline
            )
        else:
            item.related.append(headline)
