"""JSON-LD of a saved page -> the objects in it, and the names of what they refer to.

Publishers' systems put an article, its writers and its paper beside each other in one `@graph` and let the article refer to the
others by `@id`. Which object is the page's own article is `page_facts`' to tell.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indexer.formats.web.same_words import without_blanks

ARTICLE_TYPES = frozenset(
    "newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
    "askpublicnewsarticle liveblogposting blogposting socialmediaposting report scholarlyarticle techarticle advertisercontentarticle".split()
)
MOST_JSON_LD = 2_000_000
LONGEST_BROKEN = 100_000
MOST_NODES = 5_000
MOST_NAMES = 50
MOST_STEPS = 10
LONGEST_SECTION = 60

_COMMA_TOO_MANY = re.compile(r",\s{0,200}([}\]])")
_KIND = re.compile(r'"@type"\s*:\s*"(\w{3,40})"')
_BROKEN_FACT = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\\\n]{4,300})"')

Node = dict[str, Any]


def read_json_ld(text: str) -> Iterator[dict[str, Any]]:
    """The objects at the top of a script, in @graph, in lists, or as the main entity of a page; of broken JSON its dates."""
    if len(text) > MOST_JSON_LD:
        return
    document = _load(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"))
    if document is None:
        yield from _salvage(text)
        return
    pending, seen = deque([document]), 0
    while pending and seen < MOST_NODES:
        node = pending.popleft()
        seen += 1
        if isinstance(node, list):
            pending.extendleft(reversed(node[:MOST_NODES]))
        elif isinstance(node, dict):
            yield node
            pending += [
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(node.get(key), (list, dict))
            ]


def _load(text: str) -> Any:
    """The value in a script; where it cannot be read, that without commas too many; None where that cannot either."""
    for spelling in (text, _COMMA_TOO_MANY.sub(r"\1", text)):
        try:
            return json.loads(spelling, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _salvage(text: str) -> Iterator[dict[str, Any]]:
    """The dates of one article in JSON that cannot be read: a quote in a headline."""
    kinds = _KIND.findall(text[:LONGEST_BROKEN])
    if sum(kind.lower() in ARTICLE_TYPES for kind in kinds) == 1:
        facts = dict(reversed(_BROKEN_FACT.findall(text[:LONGEST_BROKEN])))
        yield {"@type": "Article", **facts}


def names_by_id(nodes: Iterable[Node]) -> dict[str, str]:
    """`@id` -> the name of the person, paper or site that bears it."""
    found: dict[str, str] = {}
    for node in nodes:
        identifier, name = node.get("@id"), _name_of(node)
        if isinstance(identifier, str) and name:
            found.setdefault(identifier, name)
    return found


def read_names(value: Any, by_id: Mapping[str, str]) -> list[str]:
    """The names of people or papers, given as texts, objects or references to objects; a reference to nothing has none."""
    names: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
        if isinstance(item, dict):
            names.append(_name_of(item) or by_id.get(str(item.get("@id")), ""))
        elif isinstance(item, str):
            names.append(by_id.get(item, item))
    return [name for name in names if name]


def _name_of(node: Node) -> str:
    """An object's name; of several, the first."""
    name = node.get("name")
    if isinstance(name, list):
        name = next((one for one in name if isinstance(one, str) and one.strip()), None)
    if isinstance(name, dict):
        name = name.get("@value")
    if isinstance(name, str) and name.strip():
        return name
    parts = (node.get("givenName"), node.get("familyName"))
    return " ".join(part for part in parts if isinstance(part, str) and part.strip())


def section_of_trail(nodes: Iterable[Node], titles: Iterable[str]) -> str | None:
    """The last step of a trail (`Home › News › Local › the story`) before the story itself; None where that is the first."""
    headlines = [folded for title in titles if len(folded := without_blanks(title)) > 1]
    for node in nodes:
        if node.get("@type") == "BreadcrumbList":
            names = [name for name in _steps(node) if not _is_one_of(without_blanks(name), headlines)]
            if len(names) > 1 and len(names[-1]) <= LONGEST_SECTION:
                return names[-1]
    return None


def _is_one_of(name: str, headlines: Iterable[str]) -> bool:
    return any(name in headline or name.startswith(headline) for headline in headlines)


def _steps(node: Node) -> Iterator[str]:
    steps = node.get("itemListElement")
    for step in steps[:MOST_STEPS] if isinstance(steps, list) else ():
        if isinstance(step, dict):
            item = step.get("item")
            name = step.get("name") or (item.get("name") if isinstance(item, dict) else None)
            if isinstance(name, str) and name.strip():
                yield " ".join(name.split())
