"""The HTML of a story as feeds, exports and mails carry it -> paragraphs, with captions and leftovers apart from them.

In: a fragment or a whole document. Out: `StoryText`. A plain text goes through `read_plain_story`. Whole saved pages, with all that
stands around a story, are `html_page`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from indexer.formats.records.record_values import divide_paragraphs
from indexer.markup import element_of, looks_like_markup, normal_paragraphs, text_of, text_of_element

MOST_APART = 200

_CAPTION_CLASSES = frozenset(
    ("wp-caption-text", "gallery-caption", "wp-caption-dd", "caption-text", "image-caption")
)
_UNWANTED_CLASSES = frozenset(
    ("feedflare", "sharedaddy", "jp-relatedposts", "addtoany_share_save_container", "mc_embed_signup")
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*(?:<\?xml[^>]{0,500}\?>\s*)?(?:<!DOCTYPE[^>\[]{0,500}>)?", re.IGNORECASE)
_APPEARED_FIRST = re.compile(
    r"(?:The post|This article|Der Beitrag|L[’']article|La entrada|El artículo|O post|L[’']articolo|Het bericht|Inlägget|Innlegget|Indlægget|Artykuł|"
    r"Příspěvek|Сообщение|Запись|投稿)\s.{1,400}\s?(?:(?:appeared first|first appeared) (?:on|in)|erschien zuerst (?:auf|bei)|(?:est apparu|apparaît) en premier sur|"
    r"(?:se publicó|aparece|apareció) primero en|apareceu primeiro em|(?:proviene da|sembra essere il primo su)|verscheen eerst op|"
    r"dök först upp (?:på|hos)|dukket opp først på|blev først udgivet på|pochodzi z serwisu|pochází z|(?:появились|появилась|впервые появилась) "
    r"(?:сначала на|на)|は)\s.{1,200}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StoryText:
    """`hidden` is what a mail holds for the list of mails only, its preview."""

    body: str
    captions: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def read_story(source: str) -> StoryText:
    """What a fragment of HTML says; a text without any tag is read as one."""
    source = source[_DECLARATION.match(source).end() :]  # type: ignore[union-attr]
    if not looks_like_markup(source):
        return _divide(divide_paragraphs(text_of(source)), (), ())
    root = element_of(source)
    if root is None:
        return _divide(text_of(source), (), ())
    captions = list(_take(root, _is_caption))
    hidden = list(_take(root, _is_hidden))
    return _divide(text_of_element(root), tuple(captions), tuple(hidden))


def read_plain_story(text: str) -> StoryText:
    """A text without markup; `<` and `&` in it are only signs."""
    return _divide(divide_paragraphs(normal_paragraphs(text)), (), ())


def _take(root: etree._Element, belongs: object) -> Iterator[str]:
    """Takes elements out of the tree and gives their texts."""
    found = [element for element in root.iter(etree.Element) if element is not root and belongs(element)]  # type: ignore[operator]
    for element in found:
        if element.getparent() is None or not isinstance(element, HtmlElement):
            continue
        text = " ".join(text_of_element(element).split())
        element.drop_tree()
        if text:
            yield text


def _is_caption(element: etree._Element) -> bool:
    return element.tag == "figcaption" or not _CAPTION_CLASSES.isdisjoint(_classes(element))


def _is_hidden(element: etree._Element) -> bool:
    return (
        bool(_HIDDEN.search(element.get("style") or ""))
        or not _UNWANTED_CLASSES.isdisjoint(_classes(element))
        or element.get("hidden") is not None
    )


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").lower().split()


def _divide(body: str, captions: tuple[str, ...], hidden: tuple[str, ...]) -> StoryText:
    paragraphs = body.split("\n\n")
    leftovers = (
        [paragraphs.pop()]
        if len(paragraphs) > 1 and _APPEARED_FIRST.fullmatch(paragraphs[-1][:1_000])
        else []
    )
    unique = tuple(dict.fromkeys(captions))[:MOST_APART]
    return StoryText(
        "\n\n".join(paragraphs).strip(), unique, tuple(leftovers), tuple(dict.fromkeys(hidden))[:MOST_APART]
    )
