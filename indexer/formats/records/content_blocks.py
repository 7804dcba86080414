"""A body that comes as a list of typed blocks -> paragraphs, captions, and the fields that some blocks hold.

Content systems keep a story as `[{"type": "title", …}, {"type": "image", …}, {"type": "paragraph", …}]`. Names
are tested by what the block calls itself (`type`, `kind`, `role`, `subtype`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.formats.records.field_names import fold_name
from indexer.formats.records.record_values import LIST_ITEMS, read_line, read_prose, read_text

TEXT_KEYS = (
    "content",
    "text",
    "html",
    "value",
    "body",
    "bodyHtml",
    "bodyText",
    "paragraph",
    "rendered",
    "data",
)
CAPTION_KEYS = ("caption", "fullcaption", "captionText", "description", "alt", "altText")
FIELD_BLOCKS = {
    "title": "title", "headline": "title", "hl1": "title", "byline": "byline", "author": "byline", "date": "published",
    "datetime": "published", "kicker": "section", "dateline": "dateline", "deck": "summary", "standfirst": "summary",
}  # fmt: skip
PICTURE_BLOCKS = ("image", "photo", "picture", "video", "gallery", "figure", "graphic", "audio", "media")


@dataclass(frozen=True, slots=True)
class Blocks:
    """What a list of blocks holds; `fields` under our names, as values that the mapping has yet to read."""

    body: str
    captions: tuple[str, ...]
    fields: Mapping[str, Any]


def read_blocks(blocks: Sequence[Any]) -> Blocks:
    """Divides blocks by what they are; a block of a kind that nobody knows is text where it has text."""
    paragraphs: list[str] = []
    captions: list[str] = []
    fields: dict[str, Any] = {}
    for block in _choose_rendition(blocks[: LIST_ITEMS * 10]):
        if not isinstance(block, Mapping):
            paragraphs.append(read_prose(block))
            continue
        kind = fold_name(read_text(block.get("type") or block.get("kind") or block.get("role")))
        if kind in FIELD_BLOCKS:
            fields.setdefault(FIELD_BLOCKS[kind], _first(block, TEXT_KEYS))
        elif any(picture in kind for picture in PICTURE_BLOCKS):
            captions.append(read_line(_first(block, CAPTION_KEYS)))
        else:
            paragraphs.append(read_prose(_first(block, TEXT_KEYS)))
    return Blocks("\n\n".join(filter(None, paragraphs)), tuple(dict.fromkeys(filter(None, captions))), fields)


def _choose_rendition(blocks: Sequence[Any]) -> Sequence[Any]:
    """Where each block is the whole story in another content type, only the first one."""
    whole = all(isinstance(block, Mapping) and "role" in block and _names_type(block) for block in blocks)
    return blocks[:1] if whole else blocks


def _names_type(block: Mapping[str, Any]) -> bool:
    return any(fold_name(key) in ("contenttype", "mimetype") for key in block if isinstance(key, str))


def _first(block: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((block[key] for key in keys if block.get(key)), "")
