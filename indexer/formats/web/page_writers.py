"""Who wrote an article, as marks on the page say: `rel="author"`, microdata, a class; and which names are no writer's.

In: the parsed page and its `PageFacts`. Out: names, added to the facts that lack them. Lines that only read like a byline are
`page_credits`'. The desk that a paper prints (`Redaktion`) stays; the account by which a system calls its keeper does not.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from indexer.formats.web.page_facts import PageFacts

_NAMED_BYLINE = re.compile(r"(?:^|[\s_-])by-?line(?:$|[\s_-])", re.IGNORECASE)
_TAGS = ("a", "span", "div", "p", "address", "strong", "em", "li", "dd")
_LINK = ("http", "www.", "@", "mailto:")
_MAIL = re.compile(r"\S+@\S+\.\S+")
_ACCOUNT = re.compile(
    r"(?:(?:super|site|web|sys|wp|blog)?[ _.-]?(?:admin(?:istrat(?:or|eur|rice|ore)|istrador[a]?)?|user|root)|(?:web|site|post)[ _.-]?master"
    r"|webmestre|undefined|null|none|n/a|unknown|админ(?:истратор)?|διαχειριστής|yönetici)[ _.-]?\d{0,4}",
    re.IGNORECASE,
)


def drop_accounts(facts: PageFacts) -> None:
    """Takes links and the accounts of systems from the names of writers; an account is kept, as `account`."""
    names = facts.all("byline")
    facts.add("account", [name for name in names if not is_writer(name) and not _is_link(name)])
    if names:
        facts.found["byline"] = list(filter(is_writer, names))


def is_writer(name: str) -> bool:
    """Whether a name is none of a system's, and no address."""
    name = name.strip()
    return not _is_link(name) and _MAIL.fullmatch(name) is None and _ACCOUNT.fullmatch(name) is None


def _is_link(name: str) -> bool:
    return name.strip().lower().startswith(_LINK)


def read_marked_writers(facts: PageFacts, page: etree._Element) -> None:
    """What the page marks as its author, where neither JSON-LD nor meta tags name one; several, where they stand side by side."""
    if facts.all("byline"):
        return
    beside: etree._Element | None = None
    for element in page.iter(*_TAGS):
        if not _is_marked(element) or (beside is not None and element.getparent() is not beside):
            continue
        line = _name_in(element)
        if 3 < len(line) <= 120 and not any(map(str.isdigit, line)) and is_writer(line):
            facts.add("byline", line)
            beside = element.getparent()
            if beside is None or not _is_marked_by_attribute(element):
                return


def _is_marked(element: etree._Element) -> bool:
    named = element.get("class")
    return _is_marked_by_attribute(element) or (
        named is not None and _NAMED_BYLINE.search(named[:200]) is not None
    )


def _is_marked_by_attribute(element: etree._Element) -> bool:
    return any(role and role.lower() == "author" for role in map(element.get, ("rel", "itemprop")))


def _name_in(element: etree._Element) -> str:
    """The name in an element, else its text, as one line."""
    inner = next(
        (part for part in islice(element.iter(), 20) if (part.get("itemprop") or "").lower() == "name"),
        element,
    )
    return " ".join("".join(map(str, islice(inner.itertext(), 20))).split())
