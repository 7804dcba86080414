"""trafilatura's text of a parsed page, and what makes it take less time for the same text.

In: the parsed page, which loses its scripts, styles and drawings. Out: the text, a paragraph a line. What is kept and looked up
here lies in the library's own modules; where a version of it has them otherwise, it takes longer and reads the same.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from lxml import etree

from indexer.formats.web.path_conditions import read_conditions
from indexer.formats.web.path_memory import PathMemory

_UNSEEN = ("script", "style", "svg", "template", "link", "meta")
_FIRST_ONLY = ("BODY_XPATH",)
"""Lists of paths of which only the first element is used."""

LISTS = (
    "RAW_TREE_PRUNE_XPATH",
    "REMOVE_COMMENTS_XPATH",
    "REMOVE_COMMENTS_AND_LISTS_XPATH",
    "OVERALL_DISCARD_XPATH",
    "TEASER_DISCARD_XPATH",
    "DISCARD_IMAGE_ELEMENTS",
    *_FIRST_ONLY,
)


def extract_text(page: etree._Element) -> str:
    """The running text as trafilatura finds it; empty where it finds none.

    Scripts, styles and drawings go first: trafilatura copies a page several times and looks through it dozens of times, and
    they are most of its bytes.
    """
    from trafilatura import extract

    _hash_stop_words_once()
    _remember_paths_once()
    _remove_unseen(page)
    found = extract(
        page, include_comments=False, include_tables=True, favor_precision=False, deduplicate=False
    )
    _forget_texts()
    return found or ""


def _remember_paths_once() -> None:
    """Puts `PathMemory` in the place of the expressions by which trafilatura looks for parts of a page."""
    from trafilatura import xpaths

    for name in LISTS:
        paths = getattr(xpaths, name, None)
        if isinstance(paths, list) and any(isinstance(path, etree.XPath) for path in paths):
            paths[:] = [remembering(path, first_only=name in _FIRST_ONLY) for path in paths]
    # the package has a function of the same name
    baseline = import_module("trafilatura.baseline")
    path = getattr(baseline, "BASIC_CLEAN_XPATH", None)
    if isinstance(path, etree.XPath):
        setattr(baseline, "BASIC_CLEAN_XPATH", remembering(path, first_only=False))  # noqa: B010 - a module of whatever version


def remembering(path: Any, *, first_only: bool) -> Any:
    """A path that remembers, or the same where its conditions are not understood or it gives only the first of what is asked for."""
    conditions = read_conditions(path.path) if isinstance(path, etree.XPath) else None
    if conditions is None or (conditions.is_first and not first_only):
        return path
    return PathMemory(path, conditions)


class _StopWords(tuple[str, ...]):
    """Words by which a second look tells a text from a menu: so many, in all languages, that each hash of them takes as long as a short page."""

    _hash: int | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash


def _hash_stop_words_once() -> None:
    """Where trafilatura keeps these words as it does today; without it, short pages take longer and read the same."""
    from trafilatura import external

    make = getattr(external, "jt_stoplist_init", None)
    if make is not None and not isinstance(getattr(external, "JT_STOPLIST", ()), (_StopWords, list)):
        external.JT_STOPLIST = _StopWords(make())  # type: ignore[assignment]


def _remove_unseen(page: etree._Element) -> None:
    """Takes out what no reader sees, but JSON-LD, by which trafilatura knows a forum and finds a text; tails stay."""
    stated = [script for script in page.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    for script in stated:
        script.tag = "stated"
    etree.strip_elements(page, *_UNSEEN, with_tail=False)
    for script in stated:
        script.tag = "script"


def _forget_texts() -> None:
    """Empties what trafilatura keeps of the last thousand texts that it was given, whole pages among them."""
    from trafilatura import utils

    for name in ("line_processing", "trim"):
        forget = getattr(getattr(utils, name, None), "cache_clear", None)
        if forget is not None:
            forget()
