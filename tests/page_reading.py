"""A page as a reader meets it: words, links, fields, rather than the bytes they were made from."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from lxml import html
from werkzeug.test import TestResponse

ALLOWED_ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "p",
        "main",
        "footer",
        "dialog",
        "h1",
        "h2",
        "h3",
        "dl",
        "div",
        "dt",
        "dd",
        "kbd",
        "form",
        "button",
        "label",
        "input",
        "select",
        "option",
        "section",
        "ul",
        "ol",
        "li",
        "span",
        "bdi",
        "code",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg",
        "g",
        "rect",
        "line",
        "text",
        "nav",
        "article",
        "aside",
        "time",
        "mark",
        "caption",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "q",
    ]
)


class Page:
    """An answered page. `links` are (words, address) pairs in order."""

    def __init__(self, response: TestResponse) -> None:
        self.status = response.status_code
        self.source = response.get_data(as_text=True)
        self.root = html.document_fromstring(self.source)

    @property
    def words(self) -> str:
        """All that a reader sees, one blank between words."""
        return " ".join(self.root.xpath("string(//body)").split())

    @property
    def main(self) -> str:
        return " ".join(self.root.xpath("string(//main)").split())

    @property
    def links(self) -> list[tuple[str, str]]:
        found = self.root.xpath("//body//a[@href]")
        return [(" ".join(link.text_content().split()), link.get("href")) for link in found]

    def link(self, words: str) -> str:
        """The address behind the one link whose words hold these."""
        addresses = {address for text, address in self.links if words in text}
        assert len(addresses) == 1, f"{len(addresses)} links say {words!r} on the page: {self.links}"
        return addresses.pop()

    def has_link(self, words: str) -> bool:
        return any(words in text for text, _ in self.links)

    def texts(self, path: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.root.xpath(path)]

    def field(self, name: str) -> html.HtmlElement:
        fields = self.root.xpath(f"//form[@role='search']//*[@name='{name}']")
        assert len(fields) == 1, f"{len(fields)} fields are called {name}"
        return fields[0]

    def check_markup(self) -> None:
        """Nothing on the page runs, styles or loads but our own files, whatever an article holds."""
        for element in self.root.iter():
            assert isinstance(element.tag, str), f"a comment came from outside: {html.tostring(element)!r}"
            assert element.tag in ALLOWED_ELEMENTS, element.tag
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (element.tag, name)
                assert name not in ("style", "srcdoc", "background", "formaction"), (element.tag, name)
                if name in ("href", "src", "action"):
                    assert re.match(r"/(?!/)|#\w|https?://", value), (element.tag, value)
        assert all(script.get("src", "").startswith("/static/") for script in self.root.xpath("//script"))
        assert not any((script.text or "").strip() for script in self.root.xpath("//script"))


def asked_by(address: str) -> dict[str, list[str]]:
    """The parameters of a link."""
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        asked.setdefault(name, []).append(value)
    return asked
