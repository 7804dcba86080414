"""A saved page: the article on it, without what stands around it.

trafilatura finds the body; title, byline, dates and the rest come from what the page says of itself
(`page_facts`, `page_dates`, `page_body`). A page on which no running text is found is no article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from lxml import etree
from lxml import html as lxml_html

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.dates import DateContext
from indexer.formats.prolog import skip_prolog
from indexer.formats.web.page_body import LEAST_BODY, PageBody, find_body, strip_by
from indexer.formats.web.page_credits import read_credits
from indexer.formats.web.page_dates import PageDates, PagePlace, settle_dates, with_dateline
from indexer.formats.web.page_facts import PageFacts, is_web_address, read_facts, split_address
from indexer.formats.web.page_source import read_notes
from indexer.formats.web.page_times import read_times
from indexer.formats.web.page_topics import read_topics
from indexer.formats.web.page_writers import drop_accounts, is_writer, read_marked_writers
from indexer.identity import article_id, is_global
from indexer.markup import NoTextError, decode, safe_html_parser
from indexer.settings import ReadingOptions

NAME = "html"
DESCRIPTION = "a saved web page"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

LARGEST_PAGE = 10_000_000
MOST_ELEMENTS = 100_000
"""Ten times what the largest pages of news sites have; reading one takes seconds."""

_DOCTYPE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<!doctype\s+html\b", re.IGNORECASE)
_START = re.compile(rb"<(?:html|head|body)\b", re.IGNORECASE)
_PARTS = re.compile(rb"<(?:head|body|title|div|p|article|meta|script|h1|table)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s+(?:[|–—·•»:]|-{1,2}|::)\s+")


def sniff(head: bytes, name: str) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    if _DOCTYPE.match(head) or _START.match(skip_prolog(head)):
        return True
    return name.lower().endswith(SUFFIXES) and len(_PARTS.findall(head[:20_000])) > 1


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        yield Reject(origin=origin, reason=f"a page of more than {LARGEST_PAGE:,} bytes")
        return
    yield read_page(data, origin, options)


def read_page(
    data: bytes,
    origin: Origin,
    options: ReadingOptions,
    *,
    address: str | None = None,
    captured: datetime | None = None,
    charset: str | None = None,
) -> Outcome:
    """The article on a page. A page of a web archive comes with its address, the moment of its capture (or None) and the charset that its server named.

    With an address the name of the file is not the page's, so no date is read from it; a date after the capture is refused.
    """
    try:
        text = decode(data, _declared_charset(data) or charset).text
    except NoTextError as error:
        return NotArticle(path=origin.path, member=origin.member, reason=str(error))
    return _read_page(text, origin, options, address, captured)


def _declared_charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:16_384]) or _XML_CHARSET.match(data[:400])
    return found.group(1).decode("ascii") if found else None


def _read_page(
    text: str, origin: Origin, options: ReadingOptions, fetched_from: str | None, captured: datetime | None
) -> Outcome:
    page = _parse_page(text)
    if page is None:
        return NotArticle(path=origin.path, member=origin.member, reason="a page without any element")
    # kept to the end: lxml makes the object for an element anew each time that none is at hand
    elements = list(page.iter())
    if len(elements) > MOST_ELEMENTS:
        return Reject(origin=origin, reason=f"a page of more than {MOST_ELEMENTS:,} elements")
    named = origin if fetched_from is None else replace(origin, path="", member=None)
    notes = read_notes(text)
    fetched_from = fetched_from or notes.address
    facts = read_facts(page, None)
    drop_accounts(facts)
    read_marked_writers(facts, page)
    read_times(facts, page)
    read_credits(facts, page)
    read_topics(facts, page)
    title = choose_title(facts)
    context = DateContext(
        reference=captured or notes.captured,
        timezone=options.timezone,
        date_order=options.date_order,
        language=_language(facts),
    )
    stated = (link for link in facts.all("address") if is_web_address(link) and is_global(link))
    address = next(stated, fetched_from)
    dates = settle_dates(page, facts, PagePlace(text, notes, address, named), context)
    body = find_body(page, facts, title, context)
    dates = with_dateline(dates, body.text, context)
    if len(body.text) < LEAST_BODY:
        return NotArticle(path=origin.path, member=origin.member, reason="a page without an article's text")
    return _make_article(facts, title, body, dates, origin, address)


def _parse_page(text: str) -> etree._Element | None:
    # a declaration of a charset speaks of the bytes, which are text by now
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    try:
        page = lxml_html.document_fromstring(text, parser=safe_html_parser())
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return page if isinstance(page, etree._Element) else None


def _make_article(
    facts: PageFacts, title: str | None, body: PageBody, dates: PageDates, origin: Origin, address: str | None
) -> Article:
    summary = facts.first("summary")
    aside = {
        "image_captions": facts.all("image_caption"),
        "leftovers": list(body.leftovers),
        "account": facts.all("account"),
    }
    return Article(
        id=article_id(origin, address),
        title=title,
        byline=_join_bylines(facts),
        source=_source(facts, address),
        section=facts.first("section"),
        language=_language(facts),
        url=address,
        dateline=facts.first("dateline"),
        tags=_split_tags(facts),
        summary=summary if summary and summary not in body.text and summary != title else None,
        body=body.text,
        captions=tuple(dict.fromkeys(facts.captions)),
        related=body.related,
        published=dates.published,
        undated=dates.undated,
        updated=dates.updated,
        extra={name: lines for name, lines in aside.items() if lines},
        path=origin.path,
        member=origin.member,
        format=NAME,
    )


def choose_title(facts: PageFacts) -> str | None:
    """The headline without the site's name: what the page states, else its first heading, else its title tag."""
    site = facts.first("source")
    for name in ("title", "heading", "page_title"):
        for candidate in facts.all(name):
            title = _without_site(candidate, site, facts)
            if title:
                return title
    return None


def _without_site(title: str, site: str | None, facts: PageFacts) -> str:
    """Cuts ` | The Paper` where it is the site's name, or where a heading of the page shows what the headline is."""
    headings = {" ".join(heading.split()).casefold() for heading in facts.all("heading")}
    parts = list(_SEPARATORS.finditer(title))
    for separator in parts:
        if title[: separator.start()].casefold() in headings:
            return title[: separator.start()].strip()
    if parts and site:
        last = parts[-1]
        tail = title[last.end() :].casefold()
        if tail and (tail in site.casefold() or site.casefold() in tail):
            return title[: last.start()].strip()
    return title.strip()


def _join_bylines(facts: PageFacts) -> str | None:
    names = [strip_by(name) for name in facts.all("byline")]
    names = [name for name in names if name and is_writer(name)]
    kept = [name for name in names if not any(name != other and name in other for other in names)]
    return ", ".join(dict.fromkeys(kept))[:500] or None


def _source(facts: PageFacts, address: str | None) -> str | None:
    """The site's name as it gives it, else its host."""
    for name in facts.all("source"):
        if not name.lower().startswith("http"):
            return name
    return (split_address(address).hostname or "").removeprefix("www.") or None


def _language(facts: PageFacts) -> str | None:
    for value in facts.all("language"):
        code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", value)
        if code:
            return code[0].lower()
    return None


def _split_tags(facts: PageFacts) -> tuple[str, ...]:
    tags = [tag.strip() for value in facts.all("tags")[:50] for tag in re.split(r"[,;|]", value)]
    return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 100))[:50]
