"""What is taken away says what the archive says: read back by what reads such files, whatever stands in an article."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from archive_folder import write_records
from canned_archive import CannedEngine, client_of, hit, results
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from test_cli import documents, morgue

from indexer.article import Article, PublicationDate, Undated
from indexer.engines import open_archive
from indexer.export.atom import write_atom
from indexer.export.citation import cite
from indexer.export.csl import csl_item
from indexer.export.forms import BY_NAME, FORMS
from indexer.export.names import Name, read_names
from search_web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
STORY = Article(
    id="abc123",
    title="Harbour & ferry: 50% {dearer}",
    byline="Jane Roe and Piet van der Berg, Reuters",
    source="The Harbour Post",
    section="Transport",
    language="en",
    url="https://news.example/a_b?c=1&d=%20",
    dateline="ROTTERDAM",
    tags=("ferries", "prices_2020"),
    summary="Fares rise.\nAgain.",
    body="One.\n\nTwo, \"quoted\"; three.",
    captions=("A quay",),
    published=PublicationDate(date="2020-02-15", time="08:28:00", instant="2020-02-15T16:28:00Z", precision="minute"),
    extra={"page": "A1", "edition": "late"},
    path="news/a.jsonl",
    format="json",
)  # fmt: skip
HOSTILE = (
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\tx", "<script>alert(1)</script>", "\x00\x1b[31m", "a\r\nER  - \r\nTY  - NEWS",
    "}\n@article{evil,", "\\input{/etc/passwd}", "\u202egnp.exe", "]]>&amp;<!--", "' OR 1=1", "\ud800", "${7*7}{{7*7}}",
)  # fmt: skip


def hostile_articles() -> list[Article]:
    return [
        replace(
            STORY, id=f"h{number}", title=text, byline=text, source=text, section=text, summary=text, body=text,
            url=text, tags=(text,), captions=(text,), dateline=text, extra={"page": text}, path=text,
        )
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip


def written(form: str, articles: list[Article]) -> str:
    return b"".join(BY_NAME[form].encode(articles)).decode()


# Names and citations


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Jane Roe", [Name("Roe", "Jane")]),
        ("Jane Roe and John Q. Doe", [Name("Roe", "Jane"), Name("Doe", "John Q.")]),
        ("Piet van der Berg", [Name("van der Berg", "Piet")]),
        ("Jane Roe, Reuters", [Name("Roe", "Jane"), Name(literal="Reuters")]),
        (
            "By Jane Roe and John Doe, Reuters",
            [Name("Roe", "Jane"), Name("Doe", "John"), Name(literal="Reuters")],
        ),
        ("Jane Roe, John Doe, and Ann Low", [Name("Roe", "Jane"), Name("Doe", "John"), Name("Low", "Ann")]),
        ("J. R. O’Neill-Smith", [Name("O’Neill-Smith", "J. R.")]),
        ("Sun Staff Reporter", [Name(literal="Sun Staff Reporter")]),
        ("Maria Müller und José Ortega", [Name("Müller", "Maria"), Name("Ortega", "José")]),
        ("山田太郎", [Name(literal="山田太郎")]),
        ("", []),
    ],
)
def test_a_byline_is_taken_apart_where_it_is_plain(byline: str, names: list[Name]) -> None:
    assert list(read_names(byline)) == names


def test_family_names_that_come_first_are_left_as_printed() -> None:
    assert read_names("Nagy Péter", "hu") == (Name(literal="Nagy Péter"),)


def test_an_article_is_cited_with_what_is_known() -> None:
    assert cite(STORY) == (
        "Jane Roe, Piet van der Berg, Reuters: “Harbour & ferry: 50% {dearer}”. The Harbour Post, 15 February 2020, p. A1. "
        "https://news.example/a_b?c=1&d=%20"
    )
    bare = replace(STORY, byline=None, url=None, title=None, extra={}, published=PublicationDate(date="2020-02", precision="month"))  # fmt: skip
    assert cite(bare) == "“One. Two, \"quoted\"; three.”. The Harbour Post, February 2020. Archive file news/a.jsonl, article abc123."  # fmt: skip


# Forms


def test_csv_opens_as_a_table_with_the_names_of_the_json_form() -> None:
    text = written("csv", [STORY])
    assert text.startswith("\ufeffid,title,byline,")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["title"] == STORY.title and row["body"] == STORY.body and row["tags"] == "ferries\nprices_2020"
    assert (row["published.date"], row["published.instant"], row["undated.reason"]) == ("2020-02-15", "2020-02-15T16:28:00Z", "")  # fmt: skip
    assert json.loads(row["extra"]) == STORY.extra


def test_no_cell_begins_as_a_formula_does_and_none_breaks_its_row() -> None:
    articles = hostile_articles()
    rows = list(csv.reader(io.StringIO(written("csv", articles).removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(articles) + 1
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    body = rows[0].index("body")
    assert rows[1][body] == "'" + HOSTILE[0] and rows[6][body] == HOSTILE[5]


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    records: list[list[tuple[str, str]]] = [[]]
    for line in filter(None, text.split("\r\n")):
        tag, _, value = line.partition("  - ")
        assert re.fullmatch(r"[A-Z][A-Z0-9]", tag), line
        if tag == "ER":
            records.append([])
        else:
            records[-1].append((tag, value))
    return records[:-1]


def test_ris_has_a_line_a_field() -> None:
    (record,) = read_ris(written("ris", [STORY]))
    fields = dict(record)
    assert [value for tag, value in record if tag == "AU"] == ["Roe, Jane", "van der Berg, Piet", "Reuters"]
    assert (fields["TY"], fields["DA"], fields["SP"], fields["T2"]) == ("NEWS", "2020/02/15/", "A1", "The Harbour Post")  # fmt: skip
    assert fields["AB"] == "Fares rise. Again."
    undated = replace(STORY, published=None, undated=Undated(reason="no date is stated"))
    fields = dict(read_ris(written("ris", [undated]))[0])
    assert "DA" not in fields and fields["N1"] == "undated: no date is stated"
    month = replace(STORY, published=PublicationDate(date="2020-02", precision="month"))
    assert dict(read_ris(written("ris", [month]))[0])["DA"] == "2020/02//"


def test_no_text_of_an_article_begins_a_record_of_its_own() -> None:
    articles = hostile_articles()
    assert [dict(record)["ID"] for record in read_ris(written("ris", articles))] == [
        one.id for one in articles
    ]
    bibtex = written("bibtex", articles)
    assert re.findall(r"^@article\{(.*),$", bibtex, re.MULTILINE) == [one.id for one in articles]
    for line in bibtex.splitlines():
        # every brace counts for BibTeX, escaped or not
        depth = line.count("{") - line.count("}")
        assert depth == (1 if line.startswith("@article{") else -1 if line == "}" else 0), line


def test_no_two_ids_give_one_key() -> None:
    text = written("bibtex", [replace(STORY, id=one) for one in ("a~b", "a.b", "a+7e+b", "a b", "ab")])
    assert len(set(re.findall(r"^@article\{(.*),$", text, re.MULTILINE))) == 5


def test_json_lines_are_lines_for_every_reader_and_json_for_every_parser() -> None:
    odd = replace(STORY, title="a\u2028b\x85c\ud800", extra={"number": float("nan")})
    lines = written("jsonl", [odd, STORY]).splitlines()
    assert len(lines) == 2
    read = json.loads(lines[0], parse_constant=lambda name: pytest.fail(name))
    assert (read["title"], read["extra"]) == (odd.title, {"number": None})


@pytest.mark.parametrize(
    "byline",
    [
        *("Jane Roe, New York", "Gabriel García Márquez", "By our correspondent", "Associated Press staff", "Roe, Jane", "jane roe", "Jane"),
        *("Jane Roe in Paris", "Jane Roe and the Desk", "jane.roe@news.example", "Jane Roe (Foreign Editor)"),
    ],
)  # fmt: skip
def test_a_byline_that_is_not_sure_stays_as_it_is(byline: str) -> None:
    assert read_names(byline) == (Name(literal=byline),)


def test_bibtex_escapes_what_tex_reads() -> None:
    text = written("bibtex", [STORY])
    assert r"  title = {{Harbour \& ferry: 50\% \textbraceleft{}dearer\textbraceright{}}}," in text
    assert "  author = {Roe, Jane and van der Berg, Piet and {Reuters}}," in text
    assert "  year = {2020},\n  month = feb,\n  day = {15},\n" in text
    assert r"  keywords = {ferries, prices\_2020}," in text
    assert "  url = {https://news.example/a_b?c=1&d=%20}," in text


def test_csl_items_are_those_of_a_newspaper() -> None:
    (item,) = json.loads(written("csl", [STORY]))
    assert item == csl_item(STORY)
    assert item["type"] == "article-newspaper"
    assert item["issued"] == {"date-parts": [[2020, 2, 15]]}
    assert item["author"][1] == {"family": "van der Berg", "given": "Piet"}
    assert json.loads(written("csl", [])) == []
    assert len(json.loads(written("csl", hostile_articles()))) == len(HOSTILE)


@given(text=st.text(max_size=60))
def test_any_text_can_be_taken_away(text: str) -> None:
    article = replace(STORY, title=text, byline=text, source=text, tags=(text,), summary=text, url=text)
    for form in FORMS:
        assert b"".join(form.encode([article, STORY])).decode()
    assert len(read_ris(written("ris", [article, STORY]))) == 2
    rows = list(csv.reader(io.StringIO(written("csv", [article, STORY]).removeprefix("\ufeff"), newline="")))
    assert len(rows) == 3


# The command and the addresses


def record(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"urn:x:{number}", "title": f"Story {number}", "body": "The harbour was quiet.", "date": f"2020-01-{number % 28 + 1:02d}", "source": "Post", **fields}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("export")
    rows = [record(number) for number in range(118)]
    rows += [record(200, date=None, title=HOSTILE[0]), record(201, title=HOSTILE[5], byline=HOSTILE[5])]
    write_records(folder / "news" / "a.jsonl", *rows)
    assert morgue("rebuild", str(folder / "news"), "--index", str(folder / "index"), "--quiet").exit_code == 0
    return str(folder / "index")


@pytest.fixture
def client(index: str) -> Iterator[FlaskClient]:
    with create_app(open_archive(index)).test_client() as client:
        yield client


def test_the_command_exports_all_with_what_was_asked_beside(index: str, tmp_path: Path) -> None:
    file = tmp_path / "harbour.csv"
    done = morgue(
        "export", "harbour", "--from", "2020-01-10", "--format", "csv", "-o", str(file), "--index", index
    )
    assert (done.exit_code, done.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    days = [row["published.date"] for row in rows]
    assert done.stderr == f"{len(rows)} articles exported to {file} as CSV\n"
    assert days == sorted(days, reverse=True) and min(days) == "2020-01-10"
    record_of = json.loads((tmp_path / "harbour.csv.query.json").read_text())
    assert (record_of["total"], record_of["total_relation"], record_of["undated"]) == (len(rows), "exact", 1)
    assert record_of["query"]["understood"] == "harbour"
    assert record_of["filters"]["from"] == "2020-01-10"
    assert record_of["index"]["articles"] == 120
    assert sorted(path.name for path in tmp_path.iterdir()) == ["harbour.csv", "harbour.csv.query.json"]
    everything = morgue("export", "--index", index, "--quiet")
    assert len(everything.stdout.splitlines()) == 120 and everything.stderr == ""
    assert morgue("export", "(", "--sort", "up", "--index", index).exit_code == 2


def test_the_command_cites_an_article(index: str) -> None:
    (hit,) = documents(morgue("search", 'title:"Story 5"', "--index", index, "--jsonl"))
    assert morgue("cite", hit["id"], "--index", index).stdout == (
        f"“Story 5”. Post, 6 January 2020. Archive file news/a.jsonl, article {hit['id']}.\n"
    )
    assert morgue("cite", hit["id"], "--format", "ris", "--index", index).stdout.startswith("TY  - NEWS\n")
    assert morgue("cite", "nobody", "--index", index).exit_code == 1


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_search_is_taken_away_whole(client: FlaskClient, form: Any) -> None:
    answer = client.get(f"/search.{form.suffix}?q=harbour&size=10&page=3")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == form.content_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="morgue-harbour.{form.suffix}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    counted = {"csv": len(list(csv.reader(io.StringIO(answer.text, newline="")))) - 1, "jsonl": answer.text.count("\n"), "ris": answer.text.count("ER  - \r\n"), "bibtex": answer.text.count("@article{")}  # fmt: skip
    assert counted.get(form.name) == 120 if form.name in counted else len(json.loads(answer.text)) == 120


def test_a_page_that_lies_too_deep_leads_to_files_which_have_no_pages(client: FlaskClient) -> None:
    answer = client.get("/search?q=harbour&page=2000")
    assert answer.status_code == 400
    assert 'href="/search.csv?q=harbour"' in answer.text
    assert client.get("/search.jsonl?q=harbour&page=2000").text.count("\n") == 120
    assert client.get("/search.query.json?q=harbour&page=2000").get_json()["total"] == 120


def test_the_command_says_how_a_query_was_read_unless_it_shall_be_quiet(index: str) -> None:
    query = ("export", "harbour and quiet OR storm AND ship", "--index", index)
    assert "morgue: " in morgue(*query).stderr
    assert morgue(*query, "--quiet").stderr == ""
    assert "always newest first" in morgue(*query, "--sort", "oldest").stderr
    assert "always newest first" not in morgue(*query, "--sort", "newest").stderr


def test_a_feed_names_no_first_of_the_month_as_a_day_of_publication() -> None:
    month = replace(hit(), published=PublicationDate(date="2020-02", precision="month"))
    feed = client_of(CannedEngine(answer=results(hits=(month,)))).get("/search.atom?q=quake").data
    (entry,) = ElementTree.fromstring(feed).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "2020-02-01T00:00:00Z"
    assert entry.find(f"{ATOM}published") is None


def test_an_export_reads_an_article_when_it_is_sent_and_no_more_once_its_reader_has_gone() -> None:
    read: list[int] = []

    class Long(CannedEngine):
        def articles(self, tree: Any = None, filters: Any = None) -> Iterator[Article]:
            for number in range(1_000):
                read.append(number)
                yield replace(STORY, id=f"story-{number}")

    answer = client_of(Long()).get("/search.jsonl?q=quake")
    chunks = answer.iter_encoded()
    for _ in range(3):
        next(chunks)
    answer.close()
    assert len(read) <= 4


def test_a_search_that_cannot_be_read_gives_no_file(client: FlaskClient) -> None:
    answer = client.get("/search.csv?q=harbour&from=never")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_feed_has_pages_and_ids_that_stay(client: FlaskClient) -> None:
    found: list[str] = []
    address = "/search.atom?q=harbour"
    feeds: set[str | None] = set()
    while address:
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.data)
        feeds.add(feed.findtext(f"{ATOM}id"))
        found += [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]
        links = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
        address = links.get("next", "").removeprefix("http://localhost")
    assert len(found) == len(set(found)) == 120
    assert len(feeds) == 1
    titles = [
        title.text
        for title in ElementTree.fromstring(client.get("/search.atom?q=hyperlink").data).iter(f"{ATOM}title")
    ]
    assert HOSTILE[0] in titles


def test_ticked_articles_become_a_reading_list(client: FlaskClient, index: str) -> None:
    hits = documents(morgue("search", "harbour", "--size", "3", "--index", index, "--jsonl"))
    asked = "&".join(f"id={hit['id']}" for hit in hits) + f"&id={hits[0]['id']}&search=q%3Dharbour"
    text = client.get(f"/reading-list?{asked}").text
    assert text.count('<article class="story"') == 3
    assert 'href="/search?q=harbour"' in text
    lines = client.get(f"/reading-list.jsonl?{asked}").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [hit["id"] for hit in hits]
    assert "The list is empty" in client.get("/reading-list").text
    assert client.get("/reading-list?id=nobody").status_code == 404
    assert client.get("/reading-list?" + "&".join(f"id={number}" for number in range(201))).status_code == 400


def test_an_article_is_cited_in_every_form(client: FlaskClient, index: str) -> None:
    (hit,) = documents(morgue("search", 'title:"Story 5"', "--index", index, "--jsonl"))
    page = client.get(f"/article/{hit['id']}").text
    for suffix in ("ris", "bib", "csl.json"):
        assert f'href="/article/{hit["id"]}.{suffix}"' in page
        assert "Story 5" in client.get(f"/article/{hit['id']}.{suffix}").text
        assert client.get(f"/article/nobody.{suffix}").status_code == 404


def test_a_browser_finds_how_to_search(client: FlaskClient) -> None:
    assert 'href="/opensearch.xml"' in client.get("/").text
    description = ElementTree.fromstring(client.get("/opensearch.xml").data)
    addresses = [url.get("template") for url in description.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    assert addresses[0] == "http://localhost/search?q={searchTerms}"


def test_a_feed_in_a_file_is_xml_whatever_stands_in_an_article() -> None:
    story = replace(STORY, title="Ferry\ufffe \x0bdear\ud800er\uffff", url="https://news.example/\ufffea")
    feed = ElementTree.fromstring(write_atom("ferries \ufffe", [story], "2026-01-02T03:04:05Z"))
    assert feed.findtext(f"{ATOM}title") == "ferries "
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Ferry dear er"
    link = entry.find(f"{ATOM}link")
    assert link is not None and link.get("href") == "https://news.example/a"


def test_a_feed_that_ends_before_its_search_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "subtitle>" not in client.get("/search.atom").text
    monkeypatch.setattr("search_web.feed.DEEPEST_HIT", 2)
    feed = client.get("/search.atom").text
    assert "subtitle>The newest 2 of " in feed and 'rel="next"' not in feed


def test_a_character_that_csv_cannot_hold_leaves_a_trace() -> None:
    text = written("csv", [replace(STORY, title="Ferry\x00sails")])
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["title"] == "Ferry\ufffdsails"
    assert json.loads(written("jsonl", [replace(STORY, title="Ferry\x00sails")]))["title"] == "Ferry\x00sails"
