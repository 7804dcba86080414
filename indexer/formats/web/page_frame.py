"""What on a page belongs to another story, to its readers or to the site's frame, and not to the article.

In: an element. Out: whether it stands beside the article, by the names and tags that it and those around it bear.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

_OTHERS = (
    "teaser|related|recommend|sidebar|widget|promo|popular|most-?read|newsletter|advert|copyright|breadcrumb|nav|menu|carousel"
    "|swiper|slider|trending|latest"
)
_BESIDE = re.compile(f"comment|komment|{_OTHERS}")
_BESIDE_POSTS = re.compile(_OTHERS)
_TEASER = re.compile(r"(?:teaser|promo|latest)[\w-]*")
_NAMED_WRITER = re.compile(r"byline|author")
_ANCESTORS = 8
_LONGEST_LINE = 160
_MOST_TEXTS = 14
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def stands_beside(
    element: etree._Element, *, is_under_headline: bool = False, in_forum: bool = False
) -> bool:
    """Whether an element belongs to another story, to comments or to the page's frame.

    Right under the headline the parts of a teaser's template may be the article's own: those that hold one short line
    and lead nowhere but to its writers, since any other link may be another story's headline. In a forum comments are the text.
    """
    names = _BESIDE_POSTS if in_forum else _BESIDE
    if _is_named_beside(element, names, is_under_headline):
        return True
    for ancestor in islice(element.iterancestors(), _ANCESTORS):
        if ancestor.tag in ("aside", "nav"):
            return True
        if ancestor.tag in ("body", "html", "main", "article"):
            break
        if _is_named_beside(ancestor, names, is_under_headline):
            return True
    return False


def _is_named_beside(element: etree._Element, names: re.Pattern[str], is_under_headline: bool) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"[:300].lower()
    if names.search(name) is None:
        return False
    return not (is_under_headline and names.search(_TEASER.sub("", name)) is None and _is_one_line(element))


def _is_one_line(element: etree._Element) -> bool:
    """Whether an element holds a short line, without a heading and without a link but those to the writers."""
    if short_text(element) is None or next(element.iter(*_HEADINGS), None) is not None:
        return False
    return all(map(leads_to_a_writer, islice(element.iter("a"), _MOST_TEXTS)))


def leads_to_a_writer(link: etree._Element) -> bool:
    """Whether a link, or the element around it, is named for the writer."""
    around = (link, *islice(link.iterancestors(), 1))
    names = " ".join(f"{one.get('class') or ''} {one.get('rel') or ''}"[:300] for one in around)
    return _NAMED_WRITER.search(names.lower()) is not None


def short_text(element: etree._Element) -> str | None:
    """An element's text where it is one short line; looks at few of its parts, so that nested elements cost nothing."""
    texts, length = [], 0
    for text in map(str, islice(element.itertext(), _MOST_TEXTS + 1)):
        texts.append(text)
        length += len(text.strip())
        if length > _LONGEST_LINE or len(texts) > _MOST_TEXTS:
            return None
    mark = "\n" if next(element.iter("br"), None) is not None else " "
    line = mark.join(" ".join(text.split()) for text in texts if text.strip())
    return line if len(line) > 4 else None
