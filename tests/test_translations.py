"""Catalogues hold every sentence of the page, with the same places and markup, and no template holds a sentence outside of them."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from canned_archive import OVERVIEW, QUAKE, TODAY, CannedArchive, CannedEngine, buckets, hit, results
from flask.testing import FlaskClient
from page_reading import Page

from indexer.engines.contract import FacetValue, MarkedArticle, Timeline
from indexer.message import Message, recognise, say
from search_web import create_app, rows, wording
from search_web.locales import BY_CODE, LOCALES, gettext, ngettext, speaking, translated
from search_web.templating import cut

babel = pytest.importorskip("babel", reason="Babel finds the sentences; it is no dependency at run time")

from babel.messages import Catalog  # noqa: E402

from search_web.catalogues.gather import CATALOGUES, gather, read, read_compiled  # noqa: E402

INDEXER = Path(__file__).parent.parent / "indexer"
TEMPLATES = Path(__file__).parent.parent / "search_web" / "templates"
TRANSLATED = [locale.code for locale in LOCALES if locale.code != "en"]
_PLACE = re.compile(r"%\(\w+\)s")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")
_SENTENCE = re.compile(r"{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}", re.DOTALL)
_NO_SENTENCE = re.compile(
    r"""<code>.*?</code>|{% block kind %}.*?{% endblock %}|(?<=[ }])(?:aria-(?:invalid|describedby)="\w+"|autofocus)""",
    re.DOTALL,
)
_CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
_UNTRANSLATED = {"Morgue", "/", "j", "k", "n", "p", "?", "Enter", "m", "v", "Atom"}
"""Names and keys, which are the same in every language."""


def sentences(catalogue: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """(context, sentence) -> its forms, or its translations."""
    return {
        (_text(message.context), message.id if isinstance(message.id, str) else message.id[0]): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalogue
        if message.id
    }


def _text(context: str | bytes | None) -> str | None:
    """Babel gives contexts of a compiled catalogue as bytes."""
    return context.decode() if isinstance(context, bytes) else context


@pytest.fixture(scope="module")
def found() -> Catalog:
    return gather()


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_has_a_translation_and_none_is_left_over(code: str, found: Catalog) -> None:
    kept = read(CATALOGUES / f"{code}.po")
    assert sentences(kept).keys() == sentences(found).keys(), "python -m search_web.catalogues.gather"
    assert [message.id for message in kept if message.fuzzy and message.id] == []
    assert not kept.obsolete
    assert [key for key, forms in sentences(kept).items() if not (forms and all(forms))] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_have_the_places_and_the_markup_of_their_sentences(code: str) -> None:
    wrong = []
    for message in read(CATALOGUES / f"{code}.po"):
        if not message.id:
            continue
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        for text in said:
            if not any(_parts(_PLACE, text) == _parts(_PLACE, form) for form in forms):
                wrong.append((message.id, text))
            if set(_MARKUP.findall(text)) != set(_MARKUP.findall(forms[-1])):
                wrong.append((message.id, text))
    assert wrong == []


def _parts(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(pattern.findall(text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_compiled_catalogues_are_those_that_people_edit(code: str) -> None:
    file = CATALOGUES / f"{code}.po"
    kept = sentences(read_compiled(file.with_suffix(".mo")))
    assert kept == sentences(read(file)), "python -m search_web.catalogues.gather"


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda file: file.stem)
def test_no_template_holds_a_sentence_that_is_not_translated(template: Path) -> None:
    source = _CODE.sub("", _NO_SENTENCE.sub("", _SENTENCE.sub("", template.read_text("utf-8"))))
    shown = [*_READ_ALOUD.findall(source), *re.split(r"<[^>]*>", source)]
    words = {
        word for text in shown for word in re.findall(r"[A-Za-z?/]+", re.sub(r"&\w+;|https?://\S+", "", text))
    }
    assert words - _UNTRANSLATED == set()


GREEK = replace(
    QUAKE,
    title="Σεισμός",
    byline="Μαρία",
    source="Ώρα",
    section="Πόλη",
    language="el",
    dateline="ΑΘΗΝΑ",
    tags=("σεισμός",),
    summary="Κανείς",
    body="Ο σεισμός.",
    captions=("Αυγή",),
    related=("Λιμάνι",),
    url=None,
    published=replace(QUAKE.published, raw="1", zone="-08:00") if QUAKE.published else None,
    extra={},
    path="1",
    member=None,
    format="1",
    id="1",
)
ADDRESSES = (
    "/", "/?q=", "/?q=%22", "/help", "/nothing-here",
    "/search?q=γη", "/search?q=γη&chart=share&from=2020&source=α&exclude_section=β&match=any",
    "/search?q=γη&compare=ω&chart=share", "/search?q=γη&page=9", "/search?q=γη&sort=1", "/search?q=γη&page=5000",
    "/search?q=γη&from=α", "/search?q=(γη", "/article/1?q=γη", "/article/2", "/article/1/original",
    "/concordance?q=γη&order=left", "/words?q=γη", "/words?q=γη&by=year", "/reading-list?id=1", "/reading-list",
)  # fmt: skip
_NAMES = set("Morgue Enter Deutsch English CSV JSON lines RIS BibTeX CSL Atom UTC".split())
"""Of things that are called the same in every language."""

_TYPED = {"/search?q=γη&sort=1": {"sort", "relevance", "newest", "oldest"}}
"""What stands in an address, as it is typed there."""


def masked(sentence: str) -> str:
    """The sentence with x for each letter that a reader sees."""
    kept = re.split(r"(%\(\w+\)s|<code>.*?</code>|<[^>]*>|&\w+;|`[^`]*`)", sentence)
    return "".join(part if at % 2 else re.sub(r"[A-Za-z]", "x", part) for at, part in enumerate(kept))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A page that says x for every letter of its own, over an archive of Greek articles."""
    catalogue = BY_CODE["de"].catalogue
    monkeypatch.setattr(catalogue, "gettext", masked)
    for module, name in ((wording, "_day_in"), (rows, "_origin")):
        # what these remember was said in German
        monkeypatch.setattr(module, name, getattr(module, name).__wrapped__)
    monkeypatch.setattr(catalogue, "pgettext", lambda context, sentence: masked(sentence))
    monkeypatch.setattr(catalogue, "ngettext", lambda one, many, count: masked(many))
    monkeypatch.setattr(catalogue, "npgettext", lambda context, one, many, count: masked(many))
    found = hit(title="Σεισμός", source="Ώρα", section="Πόλη", byline="Μαρία", snippets=(), language="el")
    answer = results(
        total=900,
        hits=(found,),
        facets={
            "source": (FacetValue(value="Ώρα", count=9),) * 9,
            "language": (FacetValue(value="el", count=9),),
        },
        timeline=Timeline(interval="month", buckets=buckets(3, 0, 4)),
        undated=2,
        imprecise=2,
    )
    values = (FacetValue(value="α", count=9),)
    glance = replace(OVERVIEW, sources=values * 30, sections=values, languages=values * 2)
    archive = CannedArchive(CannedEngine(answer=answer, marked=MarkedArticle(article=GREEK), glance=glance))
    return create_app(archive, timezone="UTC", today=lambda: TODAY).test_client()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_word_of_a_page_goes_through_gettext(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address, headers={"Accept-Language": "de"}))
    for element in page.root.xpath("//code | //script | //kbd | //q"):
        element.drop_tree()
    read = [*page.root.itertext(), *page.root.xpath("//@aria-label | //@title | //@placeholder")]
    words = {word for text in read for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"`[^`]*`", "", text))}
    assert {word for word in words if set(word.lower()) != {"x"}} - _NAMES - _TYPED.get(
        address, set()
    ) == set()


SHOWN = ("QueryError", "UnknownArticleError", "OriginalGoneError", "EngineError", "Undated", "Notice")
"""What takes a sentence that the page may show: errors, why an article is undated, notices; and `add` of the book of these."""

NOT_SHOWN = {
    "many_queries.py": "tables of many queries are made by the command alone",
    "contents.py": "is for those who read an index with stock Whoosh",
    "codec.py": "is for those who write on an index with stock Whoosh",
    "matcher.py": "is for those who write on an index with stock Whoosh",
}


def sentences_said_in_english(file: Path) -> Iterator[str]:
    """Texts that are handed to one of SHOWN without `say`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Assign([ast.Name("message")], ast.JoinedStr() | ast.Constant(str())):
                yield f"{file.name}:{node.lineno}"
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in ("message", "reason"))]
        if name in SHOWN or (name == "add" and file.parent.name in ("query", "search")):
            yield from (
                f"{file.name}:{text.lineno}"
                for text in given
                if isinstance(text, ast.JoinedStr)
                or (isinstance(text, ast.Constant) and isinstance(text.value, str) and " " in text.value)
            )


def test_what_the_indexer_tells_a_reader_can_be_translated() -> None:
    said = [
        place
        for folder in ("query", "search", "engines", "dates", "formats", "ingest/originals.py")
        for file in (
            [INDEXER / folder] if folder.endswith(".py") else sorted((INDEXER / folder).rglob("*.py"))
        )
        if file.name not in NOT_SHOWN
        for place in sentences_said_in_english(file)
    ]
    assert said == [], "write say(…) of indexer.message around it"


def test_a_message_is_an_english_string_that_can_be_said_in_german() -> None:
    message = say(
        "A reading list holds %(most)s articles at most; these are %(count)s.", most=200, count=1_234
    )
    assert message == "A reading list holds 200 articles at most; these are 1,234."
    assert translated(message) == message
    with speaking(BY_CODE["de"]):
        assert translated(message) == "Eine Leseliste fasst höchstens 200 Artikel; dies sind 1.234."
        assert translated("no sentence of ours") == "no sentence of ours"
        assert translated("") == ""


def test_a_message_survives_a_copy_and_a_journey_to_another_process() -> None:
    message = say("no such day: %(day)s", day="31 Feb")
    for other in (copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert (other, other.template, other.parameters) == (
            "no such day: 31 Feb",
            message.template,
            {"day": "31 Feb"},
        )


def test_what_a_message_quotes_is_no_pattern() -> None:
    message = say("no such day: %(day)s", day="%(day)s 100 % %s")
    assert message == "no such day: %(day)s 100 % %s"
    with speaking(BY_CODE["de"]):
        assert translated(message) == "diesen Tag gibt es nicht: %(day)s 100 % %s"


def test_a_kept_sentence_is_known_again() -> None:
    templates = ("no such day: %(day)s",)
    again = recognise("no such day: 31 Feb", templates)
    assert isinstance(again, Message)
    assert again.parameters == {"day": "31 Feb"}
    assert recognise("no date stated", templates) == "no date stated"


def test_languages_differ_only_while_they_are_spoken() -> None:
    with speaking(BY_CODE["de"]):
        assert gettext("Nothing found") == "Nichts gefunden"
        assert ngettext("%(count)s hour", "%(count)s hours", 2, count="2") == "2 Stunden"
    assert gettext("Nothing found") == "Nothing found"
    assert cut("Nothing found", 8) == "Nothing…"
