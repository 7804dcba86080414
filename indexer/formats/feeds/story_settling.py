"""A story of a feed, an export or a mail, gathered in a `WireItem` -> an Article, its date looked for where a wire has none.

A link that names a machine of a workshop (`localhost`, an address in a private net) is no identifier: two sites may be built there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from indexer.article import Article, Origin, PublicationDate, Reject
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.wire.wire_item import OPENING, WireItem, settle_item
from indexer.identity import is_global
from indexer.settings import ReadingOptions

LONGEST_ADDRESS = 4_000

_WORKSHOP = re.compile(
    r"localhost|.*\.(?:localhost|local|test)|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|0\.0\.0\.0|::1|[^.]+"
)


def settle_story(
    story: WireItem, origin: Origin, format_name: str, dates: RecordDates, options: ReadingOptions
) -> Article | Reject:
    """The article; one without a stated day takes that of its dateline or its address."""
    article = settle_item(story, origin, format_name, options)
    if isinstance(article, Reject) or article.published is not None:
        return article
    opening = f"{article.dateline} -" if article.dateline else article.body[:OPENING]
    found = dates.settle((), (), {}, opening, article.url, article.language).published
    return replace(article, published=found, undated=None) if isinstance(found, PublicationDate) else article


def choose_identifier(own: str, *addresses: str) -> str:
    """The item's own identifier where that is global by its form, else its address with the identifier, else what is good in its file.

    The address alone is not enough where there is an identifier: reports of a running story share their page.
    """
    own = own.strip()
    if _is_for_the_world(own):
        return own
    for address in addresses:
        if _is_for_the_world(address):
            return f"{address}#{own}" if own and own != address else address
    said = own or next(filter(None, addresses), "")
    return re.sub("^https?:", "", said, flags=re.IGNORECASE)


def _is_for_the_world(identifier: str) -> bool:
    return is_global(identifier) and not is_of_workshop(identifier)


def is_of_workshop(address: str) -> bool:
    """Whether a web address lies on a machine that other archives have too."""
    if not address.lower().startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return True
    return _WORKSHOP.fullmatch(host.lower()) is not None


def web_address(link: str, base: str = "") -> str:
    """An absolute http address, or empty; a relative one is resolved where `base` is absolute."""
    link = link.strip()
    if link and base and not re.match(r"[A-Za-z][\w+.-]*:", link):
        try:
            link = urljoin(base, link)
        except ValueError:
            return ""
    is_web = link[:8].lower().startswith(("http://", "https://")) and len(link) <= LONGEST_ADDRESS
    return link if is_web and not re.search(r"[\s<>\"]", link) else ""
