"""Hostile articles and hostile addresses over HTTP: text stays text, and every answer is guarded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from canned_archive import OVERVIEW, QUAKE, CannedEngine, client_of, hit, results
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_reading import Page

from indexer.article import PublicationDate, Undated
from indexer.engines.contract import FACETS, FacetValue, MarkedArticle, Notice, Results, Snippet
from indexer.errors import EngineError

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</title></textarea></svg><svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<!-- <b> --!><i>",
    "]]><![CDATA[<b>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;&#60;b&#62;",
    "<mark>not ours</mark>",
    "\u202e<b dir=rtl>\u2066",
    "nul\x00 esc\x1b del\x7f lone\ud800",
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
    "</p></dd></dl></main><form action=//evil.example><input name=q>",
)


def hostile_engine(payload: str) -> CannedEngine:
    """Everything that an archive can answer, with the payload in it."""
    date = PublicationDate(
        date="2020-02-15",
        time=payload,
        instant=payload,
        zone=payload,
        precision="minute",
        origin="byline",
        raw=payload,
    )
    article = replace(
        QUAKE, title=payload, byline=payload, source=payload, section=payload, language=payload, url=payload,
        dateline=payload, tags=(payload, payload), summary=payload, body=f"{payload}\n\n{payload}",
        captions=(payload,), related=(payload,), published=date, updated=replace(date, date="2020"),
        extra={payload: payload, "list": [payload], "deep": {payload: [payload]}}, path=payload, member=payload,
        format=payload,
    )  # fmt: skip
    end = len(payload)
    marks = ((0, 3), (2, 5), (end - 1, end + 9))
    found = hit(
        title=payload, title_marks=marks, byline=payload, source=payload, section=payload, language=payload,
        url=payload, published=None, undated=Undated(reason=payload, raw=payload), path=payload,
        snippets=(Snippet(text=payload, marks=marks),),
    )  # fmt: skip
    values = (FacetValue(value=payload, count=2), FacetValue(value="other", count=1))
    return CannedEngine(
        answer=results(
            hits=(found, replace(found, title=None, opening=payload)),
            facets=dict.fromkeys(FACETS, values),
            notices=(Notice(message=payload, start=0, end=1),),
        ),
        marked=MarkedArticle(article=article, title=marks, summary=marks, body=marks, captions=(marks,)),
        glance=replace(
            OVERVIEW, sources=values, sections=values, languages=values, rebuilt=payload, timezone=payload
        ),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "address", ["/", "/search?q=quake", "/article/quake-1?q=quake", "/reading-list?id=quake-1"]
)
def test_markup_in_every_field_of_an_article_stays_text(payload: str, address: str) -> None:
    page = Page(client_of(hostile_engine(payload)).get(address))
    assert page.status == 200
    page.check_markup()
    seen = " ".join(payload.translate(dict.fromkeys((0, 0x1B, 0x7F, 0xD800), "\ufffd")).split())
    assert seen in page.words, "it is shown, as text"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_api_sends_an_article_s_text_verbatim(payload: str) -> None:
    client = client_of(hostile_engine(payload))
    assert client.get("/api/v1/articles/quake-1").get_json()["title"] == payload
    assert client.get("/api/v1/search?q=x").get_json()["hits"][0]["title"] == payload


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "name", ["q", "from", "to", "match", "sort", "page", "size", "source", "lang", "exclude_tag", "<b>"]
)
def test_markup_in_every_parameter_stays_text(payload: str, name: str) -> None:
    asked = urlencode({"q": "quake", name: payload}, errors="surrogatepass")
    for answer in (results(), Results(total=0)):
        page = Page(client_of(CannedEngine(answer=answer)).get("/search?" + asked))
        assert page.status in (200, 400)
        page.check_markup()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_an_address_stays_text(payload: str) -> None:
    client = client_of()
    for folder in ("/", "/article/", "/static/", "/search/"):
        page = Page(client.get(folder + quote(payload, errors="surrogatepass")))
        assert page.status == 404
        page.check_markup()


def test_an_engine_s_message_is_text_too() -> None:
    page = Page(client_of(error=EngineError("Run <b>morgue rebuild</b> & wait")).get("/"))
    page.check_markup()
    assert "Run <b>morgue rebuild</b> & wait" in page.main


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/search?q=quake", 200),
        ("GET", "/search?page=0", 400),
        ("GET", "/article/quake-1", 200),
        ("GET", "/article/nothing", 404),
        ("GET", "/api/v1/search?q=quake", 200),
        ("GET", "/api/v1/search?page=0", 400),
        ("GET", "/api/v1/articles/quake-1", 200),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/nothing", 404),
        ("GET", "/static/morgue.css", 200),
        ("GET", "/static/morgue.js", 200),
        ("GET", "/static/icon.svg", 200),
        ("GET", "/static/nothing", 404),
        ("GET", "/static/../__init__.py", 404),
        ("GET", "/search?q=" + "a" * 200_000, 414),
        ("POST", "/search", 405),
        ("DELETE", "/api/v1/articles/quake-1", 405),
        ("OPTIONS", "/search", 200),
        ("HEAD", "/", 200),
    ],
)
def test_every_answer_carries_the_policy(method: str, address: str, status: int) -> None:
    response = client_of().open(address, method=method, buffered=True)
    assert response.status_code == status
    check_headers(response.headers)


def check_headers(headers: Any) -> None:
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    for name in (
        *("default-src", "script-src", "style-src", "object-src", "connect-src", "frame-src"),
        *("base-uri", "form-action", "frame-ancestors"),
    ):
        assert policy[name] in ("'self'", "'none'"), name
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_failure_within_is_guarded_too() -> None:
    class Broken(CannedEngine):
        def search(self, request: Any) -> Results:
            raise RuntimeError("unforeseen")

    response = client_of(Broken()).get("/search?q=x")
    assert response.status_code == 500
    check_headers(response.headers)


def test_no_answer_leads_anywhere_else() -> None:
    for path in ("//evil.example", "/\t/evil.example", "////evil.example/..", "/search/", "/article//x"):
        response = client_of().get("/", environ_overrides={"PATH_INFO": path})
        assert response.status_code in (200, 404), path
        assert "Location" not in response.headers, path


def test_pages_are_not_kept_by_shared_caches_and_static_files_are_kept_by_version() -> None:
    client = client_of()
    page = client.get("/search?q=quake")
    assert page.headers["Cache-Control"] == "private, no-cache"
    sheet = Page(page).root.xpath("//link[@rel='stylesheet']/@href")[0]
    assert "?v=" in sheet
    assert "max-age=31536000" in client.get(sheet, buffered=True).headers["Cache-Control"]


def test_the_script_and_the_sheet_fetch_nothing_and_stay_small() -> None:
    client = client_of()
    script = client.get("/static/morgue.js", buffered=True).get_data(as_text=True)
    sheet = client.get("/static/morgue.css", buffered=True).get_data(as_text=True)
    assert len(script.encode()) <= 15_000
    for text in (script, sheet):
        for word in ("http:", "https:", "url(", "@import", "fetch(", "XMLHttpRequest", "innerHTML", "eval("):
            assert word not in text, word


def test_nothing_is_fetched_from_elsewhere() -> None:
    for address in ("/", "/search?q=quake", "/article/quake-1"):
        root = Page(client_of().get(address)).root
        loaded = root.xpath(
            "//link[not(@rel='canonical') and not(@rel='search') and not(@rel='alternate')]/@href | //script/@src | //img/@src | //iframe/@src"
        )
        assert loaded
        assert all(link.startswith("/static/") for link in loaded)


_ANYTHING = st.text(alphabet=st.characters(), max_size=60)
_NAMES = st.sampled_from(
    ("q", "from", "to", "match", "sort", "page", "size", "source", "exclude_tag", "lang", "x")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(_NAMES, _ANYTHING), max_size=6))
def test_no_address_breaks_a_page(parameters: list[tuple[str, str]]) -> None:
    client = client_of()
    asked = urlencode(parameters, errors="surrogatepass")
    for address in ("/", "/search", "/article/quake-1", "/api/v1/search"):
        response = client.get(f"{address}?{asked}")
        assert response.status_code in (200, 400)
        if response.mimetype == "text/html":
            Page(response).check_markup()


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_break_an_address(raw: bytes) -> None:
    client = client_of()
    asked = quote(raw)
    for address in (f"/search?q={asked}&from={asked}", f"/article/{asked}", f"/api/v1/articles/{asked}"):
        assert client.get(address).status_code in (200, 400, 404)
