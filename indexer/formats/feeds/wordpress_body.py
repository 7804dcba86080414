"""A post's text as WordPress stores it -> paragraphs and captions.

Shortcodes (`[gallery ids="1"]`) are no text, but what stands between two of them mostly is; brackets that a writer typed (`[sic]`) stay.
Marks of blocks (`<!-- wp:paragraph -->`) are comments. In posts without them a blank line ends a paragraph, as the site shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.formats.feeds.story_markup import StoryText, read_story
from indexer.markup import text_of

_CODE = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]{0,60})((?:\s|=)[^\[\]]{0,3000}?)?(/?)\](\]?)")
_ATTRIBUTE = re.compile(r"[\w-]{1,60}\s?=\s?[\"'&\w«“]")
_CAPTION_TEXT = re.compile(r"caption\s?=\s?\"([^\"]{1,2000})\"")
_CAPTIONS = frozenset(("caption", "wp_caption"))
_MEDIA = frozenset(
    "embed audio video playlist gallery youtube vimeo soundcloud googlemaps map iframe contact-form polldaddy slideshow".split()
)
"""Shortcodes that stand for no text, with whatever stands between them."""
_KNOWN = (
    _CAPTIONS
    | _MEDIA
    | frozenset(
        (
            "more",
            "nextpage",
            "toc",
            "recipe",
            "form",
            "blip",
            "digg",
            "flickr",
            "gist",
            "instagram",
            "twitter",
            "tweet",
            "facebook",
        )
    )
)
_BLOCK = "<!-- wp:"
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n\s*")


def read_post(source: str) -> StoryText:
    """What a post's stored content says."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    text, captions = cut_shortcodes(source)
    if _BLOCK not in text:
        text = "".join(_break_lines(text))
    story = read_story(text)
    return replace(story, captions=tuple(dict.fromkeys((*captions, *story.captions))))


def cut_shortcodes(source: str) -> tuple[str, tuple[str, ...]]:
    """The text without shortcodes, and the captions that some of them are."""
    if "[" not in source:
        return source, ()
    closed = {match.group(3).lower() for match in _CODE.finditer(source) if match.group(2)}
    parts: list[str] = []
    captions: list[str] = []
    at = 0
    inside = ""
    for match in _CODE.finditer(source):
        _, slash, name = match.group(1), match.group(2), match.group(3).lower()
        if inside:
            if slash and name == inside:
                if inside in _CAPTIONS:
                    captions.append(" ".join(text_of(source[at : match.start()]).split()))
                at, inside = match.end(), ""
            continue
        if match.group(1) and match.group(6):
            parts += (source[at : match.start()], match.group()[1:-1])
        elif _is_shortcode(match, closed):
            parts += (source[at : match.start()], match.group(1), match.group(6))
            if name in _CAPTIONS and (stated := _CAPTION_TEXT.search(match.group(4) or "")):
                captions.append(" ".join(text_of(stated.group(1)).split()))
            inside = (
                name
                if not slash and not match.group(5) and name in closed and name in _CAPTIONS | _MEDIA
                else ""
            )
        else:
            continue
        at = match.end()
    parts.append(source[at:])
    return "".join(parts), tuple(caption for caption in captions if caption)


def _is_shortcode(match: re.Match[str], closed: set[str]) -> bool:
    """Whether brackets are a program's, not a writer's."""
    name, attributes = match.group(3), match.group(4) or ""
    return bool(
        match.group(2)
        or match.group(5)
        or name.lower() in closed
        or name.lower() in _KNOWN
        or "_" in name
        or _ATTRIBUTE.search(attributes)
        or attributes.startswith("=")
    )


def _break_lines(text: str) -> Iterator[str]:
    """Paragraphs and lines as tags, but in `pre`, which shows them as they are."""
    lower = text.lower()
    at = 0
    while (start := lower.find("<pre", at)) >= 0 and (end := lower.find("</pre", start)) >= 0:
        yield _mark_breaks(text[at:start])
        yield text[start:end]
        at = end
    yield _mark_breaks(text[at:])


def _mark_breaks(text: str) -> str:
    return (
        _BLANK_LINE.sub("\n\n<p>", text)
        .replace("\n\n<p>", "\x00")
        .replace("\n", "<br>")
        .replace("\x00", "<p>")
    )
