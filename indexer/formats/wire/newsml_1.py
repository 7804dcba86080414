"""NewsML 1.x, as agencies sent it -> an article for each NewsItem with a text.

A NewsItem is a tree of components: headlines, rights and subjects stand at any level, texts at its leaves, a picture's caption
beside the picture. Of components that are the same content in other forms (`EquivalentsList`) the first text counts. Items that are
cancelled, withheld or under embargo, and those without a text, are named. Versions of an item share an id without its revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.formats.records.record_values import read_plain
from indexer.formats.wire.iptc_codes import subject_field, why_stopped
from indexer.formats.wire.news_body import read_content
from indexer.formats.wire.newsml_g2_item import line_text, read_data
from indexer.formats.wire.nitf import as_ascii
from indexer.formats.wire.nitf_text import read_nitf
from indexer.formats.wire.wire_item import WireItem, name_item, settle_item, withdraw_item
from indexer.formats.xml_document import (
    Document,
    attribute,
    children,
    find_all,
    first,
    line_of,
    local_name,
    read_outcomes,
)
from indexer.settings import ReadingOptions

NAME = "newsml"
DESCRIPTION = "NewsML 1.x: news agencies' items"
SUFFIXES = (".xml",)

_ROOT = re.compile(rb"<(?:[\w.-]{1,60}:)?(?:NewsML|NewsItem)[\s>]")
_REVISION = re.compile(r":\d{1,9}[NUA]?$")

LINES = {
    "HeadLine": "title", "SubHeadLine": "summary", "ByLine": "byline", "DateLine": "dateline", "CreditLine": "credit",
    "CopyrightLine": "copyright", "RightsLine": "rights", "SlugLine": "slug", "SeriesLine": "series", "KeywordLine": "keyword",
    "HeadLineExtension": "headline_extension", "NewsLineText": "note", "ByLineTitle": "byline_title",
}  # fmt: skip
"""An element of NewsLines, and which field of ours it is or what it is called in `extra`."""

FIELDS = ("title", "summary", "byline", "dateline")
PARTIES = ("Provider", "Creator", "Source", "Contributor")
SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier", "NewsCode")


def sniff(head: bytes, name: str) -> bool:
    """Whether the first element is `NewsML` (or a lone NewsItem of it)."""
    return bool(_ROOT.match(as_ascii(head)))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The items in order, each with the line it starts on; see `Format.parse`."""
    return read_outcomes(
        stream, origin, lambda document, before: _read_document(document, origin, before, options)
    )


def _read_document(
    document: Document, origin: Origin, before: int, options: ReadingOptions
) -> Iterator[Outcome]:
    found = [
        element
        for element in find_all(document.root, "NewsItem")
        if not any(local_name(above) == "NewsItem" for above in element.iterancestors())
    ]
    closed = document.count_closed("NewsItem") if document.fault else len(found)
    topics = _read_topics(document.root)
    for number, element in enumerate(found, 1):
        place = replace(origin, record=before + number, line=document.line_of(element))
        if number > closed:
            yield Reject(origin=place, reason=f"this item is cut off: {document.fault}")
        else:
            yield _read_item(element, document, topics, place, options, mended=closed >= len(found))
    if not found:
        yield name_item(origin, "", "a NewsML document without a NewsItem")


def _read_item(
    element: etree._Element,
    document: Document,
    topics: dict[str, str],
    place: Origin,
    options: ReadingOptions,
    *,
    mended: bool,
) -> Outcome:
    item = WireItem()
    if document.fault and mended:
        item.keep("damage", document.fault)
    _identify(element, item)
    status = next((attribute(one, "FormalName") for one in find_all(element, "Status")), "")
    if why := why_stopped(status):
        _read_management(element, item)
        return withdraw_item(item, place, why, NAME, options)
    if why := _why_no_text(element):
        return name_item(place, item.own, why)
    for envelope in children(document.root, "NewsEnvelope"):
        for child in children(envelope):
            item.keep(
                f"message_{local_name(child).lower()}", attribute(child, "FormalName") or line_of(child)
            )
    _read_management(element, item)
    _read_lines(element, item)
    _read_metadata(element, topics, item)
    _read_texts(element, item)
    item.language = item.language or attribute(element, "lang")
    return settle_item(item, place, NAME, options)


def _identify(element: etree._Element, item: WireItem) -> None:
    """The item's identifier without its revision, and the revision as its version."""
    identification = first(element, "Identification")
    identifier = first(identification, "NewsIdentifier")
    if identification is None or identifier is None:
        return
    parts = {local_name(child): line_of(child) for child in children(identifier)}
    public = parts.get("PublicIdentifier", "")
    own = [parts.get(name, "") for name in ("ProviderId", "DateId", "NewsItemId")]
    item.own = f"urn:newsml:{':'.join(own)}" if all(own) else _REVISION.sub("", public)
    item.keep("guid", public or item.own)
    item.keep_version(parts.get("RevisionId", ""))
    for child in children(identification):
        if local_name(child) != "NewsIdentifier":
            item.keep(_NAMES.get(local_name(child), local_name(child)), line_of(child))


_NAMES = {"NameLabel": "name_label", "DateLabel": "date_label", "Urgency": "urgency", "NewsItemType": "kind", "Status": "status", "Label": "label"}  # fmt: skip
_DATES = ("FirstCreated", "ThisRevisionCreated")


def _why_no_text(element: etree._Element) -> str:
    """What an item holds in place of a text; empty where it has one, or at least a headline and no other content."""
    contents = find_all(element, "ContentItem")
    if any(_is_text(content) for content in contents):
        return ""
    kinds = list(dict.fromkeys(filter(None, map(_media_type, contents))))
    if kinds:
        return f"no text but {', '.join(kinds).lower()}"
    references = find_all(element, "NewsItemRef")
    if references and not contents:
        return "a package: it only names other items"
    return "" if find_all(element, "HeadLine") else "an item without text and headline"


def _media_type(content: etree._Element) -> str:
    return attribute(first(content, "MediaType"), "FormalName")


def _is_text(content: etree._Element) -> bool:
    kind = _media_type(content).lower()
    has_data = any(line_of(data) for data in children(content, "DataContent"))
    return has_data and kind in ("", "text", "complexdata", "composite", "article", "story")


def _read_management(element: etree._Element, item: WireItem) -> None:
    management = first(element, "NewsManagement")
    if management is None:
        return
    made, version = (line_of(first(management, name)) for name in _DATES)
    item.published += [made, version]
    item.updated = version if made and version != made else ""
    for child in children(management):
        name = local_name(child)
        if name not in _DATES:
            value = attribute(child, "FormalName") or attribute(child, "NewsItem") or line_of(child)
            item.keep(_NAMES.get(name, name), value)
    for instruction in find_all(management, "DateAndTime"):
        item.keep("status_will_change", line_of(instruction))


def _read_lines(element: etree._Element, item: WireItem) -> None:
    """The lines of the first component that has them count; those of others are kept."""
    beside: dict[etree._Element | None, bool] = {}
    for lines in find_all(element, "NewsLines"):
        component = lines.getparent()
        if component not in beside:
            beside[component] = _holds_no_text(component)
        is_caption = beside[component]
        for line in lines.iter(etree.Element):
            ours = LINES.get(local_name(line), "")
            text = read_plain(line_of(line))
            if ours == "keyword":
                item.tags += [part.strip() for part in re.split("[,;]", text)]
            elif ours in FIELDS and not getattr(item, ours) and not is_caption:
                setattr(item, ours, text)
            elif ours and text and getattr(item, ours, "") != text:
                item.keep({"title": "headline", "summary": "subheadline"}.get(ours, ours), text)


def _holds_no_text(component: etree._Element | None) -> bool:
    """Whether a component holds other content only, so that its lines speak of a picture."""
    if component is None:
        return False
    contents = find_all(component, "ContentItem")
    return bool(contents) and not any(map(_is_text, contents))


def _read_topics(root: etree._Element) -> dict[str, str]:
    """Names of the codes that a document explains itself, in English where it has them."""
    topics = {}
    for topic in find_all(root, "Topic"):
        names = [
            one for one in children(topic, "Description") if attribute(one, "Variant").lower() != "category"
        ]
        english = next(
            (one for one in names if attribute(one, "lang").startswith("en")), next(iter(names), None)
        )
        if english is not None:
            topics[line_of(first(topic, "FormalName"))] = line_of(english)
    return topics


def _read_metadata(element: etree._Element, topics: dict[str, str], item: WireItem) -> None:
    for metadata in find_all(element, "AdministrativeMetadata", "RightsMetadata", "DescriptiveMetadata"):
        for child in children(metadata):
            name = local_name(child)
            if name in PARTIES:
                _read_party(name, child, item)
            elif name == "Language":
                item.language = item.language or attribute(child, "FormalName")
            elif name == "SubjectCode" or name in SUBJECTS:
                _read_subjects(child, topics, item)
            elif name == "Property":
                _read_property(child, item)
            elif name == "Location":
                places = [attribute(one, "Value") for one in find_all(child, "Property")]
                item.keep("located", ", ".join(dict.fromkeys(filter(None, reversed(places)))))
            else:
                item.keep(_METADATA.get(name, name), attribute(child, "FormalName") or line_of(child))


_METADATA = {"UsageRights": "usage_terms", "Copyright": "copyright", "Genre": "genre", "FileName": "file_name", "OfInterestTo": "of_interest_to"}  # fmt: skip


def _read_party(name: str, element: etree._Element, item: WireItem) -> None:
    for party in find_all(element, "Party"):
        text = attribute(party, "FormalName") or line_of(party)
        if name in ("Provider", "Source") and not item.source:
            item.source = text
        elif text != item.source:
            item.keep(name.lower(), text)


def _read_subjects(element: etree._Element, topics: dict[str, str], item: WireItem) -> None:
    for subject in find_all(element, *SUBJECTS):
        code = attribute(subject, "FormalName")
        item.tags.append(
            topics.get(code) or subject_field(code) or ("" if any(map(str.isdigit, code)) else code)
        )
        item.keep("subject_code", code)


def _read_property(element: etree._Element, item: WireItem) -> None:
    name, value = attribute(element, "FormalName"), attribute(element, "Value") or line_of(element)
    if name.lower() in ("keyword", "keywords"):
        item.tags += [part.strip() for part in value.split(";")]
    else:
        item.keep(
            {"department": "desk", "words": "word_count", "wordcount": "word_count"}.get(name.lower(), name),
            value,
        )


def _read_texts(element: etree._Element, item: WireItem) -> None:
    """The texts in order: a main one, or several one after the other; captions apart."""
    roles: dict[etree._Element, str] = {}
    texts: list[str] = []
    seen: set[etree._Element] = set()
    for content in find_all(element, "ContentItem"):
        for value in find_all(content, "Property"):
            _read_property(value, item)
        if not _is_text(content):
            item.keep("remote", attribute(content, "Href"))
            continue
        component = _equivalents(content)
        if component is not None and component in seen:
            continue
        text = _read_content(content, item)
        if not text:
            continue
        if component is not None:
            seen.add(component)
        if "caption" in _role(content, roles):
            item.captions.append(" ".join(text.split()))
        else:
            texts.append(text)
    item.body = item.body or "\n\n".join(dict.fromkeys(texts))


def _equivalents(content: etree._Element) -> etree._Element | None:
    """The component whose parts are the same content in several forms, if the content lies in one."""
    return next(
        (above for above in content.iterancestors() if attribute(above, "EquivalentsList").lower() == "yes"),
        None,
    )


def _role(content: etree._Element, known: dict[etree._Element, str]) -> str:
    """The role of the nearest component that has one, in lower case."""
    for component in content.iterancestors():
        if component not in known:
            known[component] = attribute(first(component, "Role"), "FormalName").lower()
        if known[component]:
            return known[component]
    return ""


def _read_content(content: etree._Element, item: WireItem) -> str:
    data = children(content, "DataContent")[0]
    if nitf := find_all(data, "nitf"):
        before, item.body = item.body, ""
        read_nitf(nitf[0], item)
        text, item.body = item.body, before
        return text
    if not children(data):
        return read_data(line_text(data), attribute(first(content, "MimeType"), "FormalName").lower())
    found = read_content(data, item.title)
    item.captions += found.captions
    for note in found.notes:
        item.keep("editor_note", note)
    return found.body
