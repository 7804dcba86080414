"""trafilatura's paths through a page, asked once for each kind of element: they find what lxml finds with them."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from trafilatura import xpaths

from indexer.formats.web import page_extraction, path_memory
from indexer.formats.web.path_conditions import read_conditions
from indexer.formats.web.path_memory import PathMemory
from indexer.markup import safe_html_parser

TAGS = (
    "div",
    "section",
    "p",
    "span",
    "aside",
    "footer",
    "ul",
    "list",
    "item",
    "article",
    "main",
    "details",
    "h1",
    "b",
)
NAMES = (
    "class",
    "id",
    "style",
    "role",
    "itemprop",
    "aria-hidden",
    "data-component",
    "data-lp-replacement-content",
    "title",
)
VALUES = (
    "", "post", "content", "main-content", "comments", "comment-list", "sidebar widget", "navbar", "article-body", "entry-content", "Teaser",
    "infinite-scroll", "mvp-post-add-box", "footer", "page-footer", "cookie-banner", "display: none", "hidden", "true", "caption", "articleBody",
    "share-1", "MostPopularStories", "Navigation", "elementor-share-buttons", "disqus_thread", "story-body", "reply-3", "x" * 400, "ünïcode",
)  # fmt: skip


def originals() -> list[tuple[str, etree.XPath]]:
    """The expressions as the library has them, whatever an earlier test put in their place."""
    paths = [(name, path) for name in page_extraction.LISTS for path in getattr(xpaths, name)]
    paths.append(("BASIC_CLEAN_XPATH", import_module("trafilatura.baseline").BASIC_CLEAN_XPATH))
    return [(name, path.path if isinstance(path, PathMemory) else path) for name, path in paths]


def remembered(name: str, path: etree.XPath) -> PathMemory:
    conditions = read_conditions(path.path)
    assert conditions is not None, (name, path.path)
    return PathMemory(path, conditions)


def parse(source: str) -> etree._Element:
    return lxml_html.document_fromstring(source, parser=safe_html_parser())


def element(tag: str, attributes: list[tuple[str, str]], parts: list[str]) -> str:
    named = "".join(f' {name}="{value}"' for name, value in attributes)
    return f"<{tag}{named}>text{''.join(parts)}</{tag}>"


ATTRIBUTES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=4, unique_by=lambda pair: pair[0]
)
ELEMENTS = st.recursive(
    st.just(""),
    lambda inner: st.builds(element, st.sampled_from(TAGS), ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=30,
)


@settings(deadline=None, max_examples=150)
@given(st.lists(ELEMENTS, min_size=1, max_size=6).map("".join))
def test_a_path_that_remembers_finds_what_the_path_finds(source: str) -> None:
    page = parse(f"<html><body>{source}</body></html>")
    for name, path in originals():
        memory = remembered(name, path)
        expected = path(page)[:1] if name == "BODY_XPATH" else path(page)
        # the second time from memory
        assert [memory(page), memory(page)] == [expected, expected], (name, path.path)


def test_of_two_attributes_the_one_that_the_source_has_first_is_asked() -> None:
    path = etree.XPath(".//*[contains(@class|@id, 'footer')]")
    memory = remembered("", path)
    page = parse('<div id="footer" class="big"></div><div class="big" id="footer"></div>')
    assert memory(page) == path(page) == [page.find(".//div")]


def test_a_condition_on_other_elements_is_asked_of_the_path_itself() -> None:
    path = etree.XPath(".//*[self::div][contains(@class, 'more')][not(.//h1)]")
    memory = remembered("", path)
    page = parse('<div class="more"><h1>Quay</h1></div><div class="more"><p>Ferry</p></div>')
    assert memory(page) == path(page) == [page.findall(".//div")[1]]


@pytest.mark.parametrize(
    "path",
    [
        ".//div[2]",
        ".//div/p",
        ".//div[@class='a']/..",
        ".//*[count(p) > 1]",
        ".//*[string-length(@class) = 3]",
        ".//*[contains(., 'x')]",
        ".//*[contains(@class, '')]",
        ".//*[re:test(@class, '')]",
        ".//*[re:test(@class, '[')]",
        "//div",
        ".//div[",
        "",
    ],
)
def test_a_path_that_is_not_understood_stays_as_it_is(path: str) -> None:
    assert read_conditions(path) is None


def test_a_path_whose_first_element_alone_is_asked_for_stays_where_all_are_used() -> None:
    path = etree.XPath("(.//article)[1]")
    assert page_extraction.remembering(path, first_only=False) is path
    assert isinstance(page_extraction.remembering(path, first_only=True), PathMemory)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path_memory, "MOST_KINDS", 100)
    memory = remembered("", etree.XPath(".//*[contains(@class, 'menu')]"))
    for start in range(0, 1_000, 50):
        page = parse("".join(f'<p class="menu{start + place}">x</p>' for place in range(50)))
        assert len(memory(page)) == 50
        assert len(memory._known) <= 150
    assert not memory(parse(f'<p class="{"x" * 1_000}">x</p>')) and len(memory._known) <= 150


def test_all_of_the_librarys_paths_that_are_looked_for_are_remembered() -> None:
    page_extraction.extract_text(parse("<p>The quay was closed on Monday, the port said.</p>"))
    paths = [path for name in page_extraction.LISTS for path in getattr(xpaths, name)]
    paths.append(import_module("trafilatura.baseline").BASIC_CLEAN_XPATH)
    assert len(paths) > 12 and {type(path) for path in paths} == {PathMemory}
