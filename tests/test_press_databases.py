"""Exports of press databases: golden pairs with their faults, the marks that divide articles, hostile files, real exports."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from golden_pairs import ROWS, list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st
from office_documents import GOLDEN, TYPES, WORD, make_docx, make_xlsx, pack

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose, why_no_article
from indexer.formats.databases.export_draft import split_date, split_terms
from indexer.formats.databases.export_languages import read_language_name
from indexer.formats.databases.factiva_documents import find_accession
from indexer.formats.databases.nexis_labels import is_body_heading, is_end, is_numbered_start, read_label
from indexer.formats.office.packed_parts import Package, UnreadablePackage
from indexer.formats.records.record_dates import RecordDates
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

FORMATS = ("nexis", "factiva", "europresse", "integrum", "kikuzo", "yomidas", "docx", "rtf", "xlsx")
CASES = [(name, case) for name in FORMATS for case in list_cases(name)]


def parse(name: str, data: bytes, path: str = "exports/x") -> list[Outcome]:
    return list(ROWS[name].parse(io.BytesIO(data), Origin(path=path), ReadingOptions()))


def read_here(place: Path) -> Iterator[Outcome]:
    """As an index would take it, containers and all."""
    return read_paths([str(place)], ReadingOptions(), Limits())


def articles_of(name: str, data: bytes) -> list[Article]:
    return [outcome for outcome in parse(name, data) if isinstance(outcome, Article)]


# Golden pairs


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_an_export_is_read_as_its_golden_pair_says(name: str, case: Path) -> None:
    assert read_outcomes(case, name) == read_expected(case)["outcomes"]


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_an_export_is_told_by_its_first_bytes_alone(name: str, case: Path) -> None:
    head = case.read_bytes()[:65_536]
    assert why_no_article(head, "export") is None
    form = choose(head, "export")
    assert form is not None and name == form.NAME


@pytest.mark.parametrize("name", GOLDEN)
def test_the_golden_office_documents_hold_what_their_script_says(name: str) -> None:
    stored, made = (Path(__file__).parent / "data" / name).read_bytes(), GOLDEN[name]
    assert _parts(stored).keys() == _parts(made).keys()
    if name.endswith(".docx"):
        assert _parts(stored) == _parts(made)


def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_what_a_database_prints_around_its_articles_is_in_none(name: str, case: Path) -> None:
    for outcome in read_expected(case)["outcomes"]:
        text = f"{outcome.get('title')}\n{outcome.get('body')}\n{outcome.get('summary')}"
        for leftover in ("Search Terms", "Search Summary", "Client/Matter", "LOAD-DATE", "All rights", "End of Document", "このページ", "検索"):  # fmt: skip
            assert leftover not in text, (case.name, leftover)


# Marks and labels


@pytest.mark.parametrize(
    "line",
    ["1 of 250 DOCUMENTS", "  12 von 49 DOKUMENTEN", "Dokument 3 von 7", "1 de 1 DOCUMENTS", "Document 2 de 31", "4 di 9 documenti"],
)  # fmt: skip
def test_a_numbered_line_begins_an_article(line: str) -> None:
    assert is_numbered_start(line)


@pytest.mark.parametrize("line", ["3 of 5 stars", "documents", "One of 250 documents was lost", "1 of 250", "12 of 49 documents were forged, the court heard"])  # fmt: skip
def test_a_sentence_with_numbers_begins_none(line: str) -> None:
    assert not is_numbered_start(line)


def test_the_end_of_a_document_is_known_in_several_languages() -> None:
    assert all(map(is_end, ("End of Document", "Fin du document", "Ende des Dokuments", "Fin del documento")))
    assert not is_end("The end of document fees is near")


def test_labels_are_known_without_case_accents_and_with_a_blank_before_the_colon() -> None:
    assert read_label("LÄNGE: 12 Wörter") == ("length", "12 Wörter", True)
    assert read_label("Longueur : 488 mots") == ("length", "488 mots", False)
    assert read_label("SECCIÓN: Política") == ("section", "Política", True)
    assert read_label("Load-Date: May 1, 2020") == ("load_date", "May 1, 2020", False)
    assert read_label("https://example.org/a") is None
    assert is_body_heading("BODY:") and is_body_heading("Body") and not is_body_heading("Body found in river")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Document HBCO000020220304ei3400abc", "HBCO000020220304ei3400abc"),
        ("Dokument J000000020190102ef1200001", "J000000020190102ef1200001"),
        ("文件 HAFB000020181007ea70000e", "HAFB000020181007ea70000e"),
        ("AN|Document HBCO000020220304ei3400abc|", "HBCO000020220304ei3400abc"),
        ("Documento LBA0000020030415dz4f00123", "LBA0000020030415dz4f00123"),
        ("Document the tide", None),
        ("See document HBCO000020220304ei3400abc for what the council said", None),
        ("20220304", None),
    ],
)
def test_an_accession_number_ends_an_article(line: str, number: str | None) -> None:
    assert find_accession(line) == number


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "January 5, 2005 Wednesday Late Edition - Final",
            ("January 5, 2005 Wednesday", "Late Edition - Final"),
        ),
        ("January 12, 2005 Wednesday, Final Edition", ("January 12, 2005 Wednesday", "Final Edition")),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", ("27. Februar 2012 Montag 9:50 PM GMT+1", "")),
        ("2018 年 10 月 7 日", ("2018 年 10 月 7 日", "")),
        ("March 2005", ("March 2005", "")),
        ("20 Minutes", None),
        ("2012 in pictures", None),
        ("The New York Times", None),
        ("9 " * 40, None),
    ],
)
def test_a_day_is_cut_from_the_edition_behind_it(line: str, expected: tuple[str, str] | None) -> None:
    assert split_date(line, RecordDates(ReadingOptions(), "x")) == expected


def test_languages_are_read_as_readers_of_many_languages_see_them() -> None:
    names = {"en": ("English", "Englisch", "Anglais", "英語"), "de": ("GERMAN; DEUTSCH", "allemand", "немецкий"), "fr": ("Français", "French", "EN")}  # fmt: skip
    assert {read_language_name(name) for name in names["en"]} == {"en"}
    assert {read_language_name(name) for name in names["de"]} == {"de"}
    assert [read_language_name(name) for name in names["fr"]] == ["fr", "fr", "en"]
    assert read_language_name("Klingon") is None


def test_index_terms_lose_their_weights() -> None:
    assert split_terms("TRADE (93%); SHIPS (51 %);; ") == ["TRADE", "SHIPS"]


# What articles are called, and what happens to the broken ones


def test_an_article_has_one_id_in_whatever_file_it_was_saved() -> None:
    root = Path(__file__).parent / "data" / "factiva"
    found = {
        parse("factiva", (root / name).read_bytes(), path=name)[0].id  # type: ignore[union-attr]
        for name in (
            "plain-form-for-a-german-reader.html",
            "tables-with-codes.html",
            "codes.txt",
            "articles.xml",
        )
    }
    assert len(found) == 1


def test_articles_without_a_number_of_their_own_lose_nothing_to_each_other() -> None:
    case = (Path(__file__).parent / "data" / "nexis" / "old-layout-with-cover.txt").read_bytes()
    ids = [
        outcome.id for path in "ab" for outcome in parse("nexis", case, path) if isinstance(outcome, Article)
    ]
    assert len(set(ids)) == 4


def test_a_plain_word_document_may_speak_of_documents() -> None:
    (outcome,) = parse("docx", make_docx(["Papers found", "May 3, 2021", "One of 250 documents was lost, the archive said on Monday afternoon."]))  # fmt: skip
    assert isinstance(outcome, Article) and outcome.format == "docx" and outcome.title == "Papers found"


def test_cells_of_a_workbook_are_read_as_they_show() -> None:
    (outcome,) = articles_of(
        "xlsx", make_xlsx([["title", "body", "views", "share"], ["A", "Text.", 12.0, 0.25]])
    )
    assert outcome.extra == {"views": "12", "share": "0.25"}


def test_a_formula_without_its_value_is_told_and_not_computed() -> None:
    rows = [
        ["title", "body", "note"],
        ['="Harbour "&"closed"', "The storm broke two piers.", "a"],
        ["Quay open", '=CONCAT("Ships"," are back.")', "=1+1"],
        ['=A2&"!"', "=B2", "=C2"],
        ["Crane sold", "The old crane was sold for scrap.", "b"],
    ]
    untitled, empty, nothing, whole = parse("xlsx", make_xlsx(rows))
    assert isinstance(untitled, Article) and untitled.title is None
    assert untitled.extra["formulas_without_values"] == {"title": '="Harbour "&"closed"'}
    assert isinstance(empty, Reject) and "in body, note: save" in empty.reason
    assert isinstance(nothing, Reject) and "in title, body, note: save" in nothing.reason
    assert (empty.origin.line, nothing.origin.line) == (3, 4)
    assert isinstance(whole, Article) and "formulas_without_values" not in whole.extra


def test_of_many_formulas_without_values_it_is_told_how_many() -> None:
    names = [f"count {number}" for number in range(23)]
    rows = [["title", "body", *names], ["Quay open", "Ships are back.", *(["=1+1"] * 23)]]
    (article,) = articles_of("xlsx", make_xlsx(rows))
    kept = article.extra["formulas_without_values"]
    assert (len(kept), kept["count 19"], kept["…"]) == (21, "=1+1", "3 more")


def test_a_formula_with_its_value_is_that_value() -> None:
    data = make_xlsx([["title", "body"], ["Harbour", '="The storm "&"broke two piers."']])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"</f><v></v>" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="B2">', b'<c r="B2" t="str">').replace(
        b"</f><v></v>", b"</f><v>The storm broke two piers.</v>"
    )
    (outcome,) = articles_of("xlsx", pack(parts))
    assert outcome.body == "The storm broke two piers." and not outcome.extra


def test_a_workbook_without_a_header_says_what_to_do() -> None:
    (outcome,) = parse("xlsx", make_xlsx([[1, 2, 3], [4, 5, 6]]))
    assert isinstance(outcome, NotArticle) and "--map" in outcome.reason


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04word/", "cut off"),
        (make_docx(["a"])[:-30], "cut off"),
        (pack({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document"}), "no well-formed XML"),
        (pack({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "document type"),
        (pack({"word/document.xml": f'<w:document xmlns:w="{WORD}">'.encode() + b"<w:p>" * 2_000}), "no well-formed XML"),
    ],
)  # fmt: skip
def test_a_broken_word_document_is_a_reject_that_says_why(data: bytes, word: str) -> None:
    (outcome,) = parse("docx", data)
    assert isinstance(outcome, Reject) and word in outcome.reason


def test_a_document_that_unpacks_without_end_is_refused_early() -> None:
    bomb = pack({"word/document.xml": b" " * 60_000_000, "xl/workbook.xml": b" " * 60_000_000})
    for name in ("docx", "xlsx"):
        begun = time.process_time()
        (outcome,) = parse(name, bomb)
        assert isinstance(outcome, Reject) and "unpacks" in outcome.reason
        assert time.process_time() - begun < 5


def test_a_part_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(make_docx(["A text of some length."]))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[place + 24 : place + 28] = (5).to_bytes(4, "little")
    with pytest.raises(UnreadablePackage):
        Package(io.BytesIO(bytes(data))).read("word/document.xml")


def test_a_word_document_comes_through_folders_and_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a/ferry.docx", GOLDEN["docx/lexis-cover-and-contents.docx"])
        archive.writestr("b/table.xlsx", GOLDEN["xlsx/notes-on-the-first-sheet.xlsx"])
    (tmp_path / "loose").write_bytes(GOLDEN["docx/nexis-old-layout.docx"])
    outcomes = list(read_here(tmp_path))
    assert Counter(getattr(outcome, "format", "") for outcome in outcomes) == {"nexis": 3, "xlsx": 1}


# Any bytes


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_only_articles_and_rejects(name: str, data: bytes) -> None:
    assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(name, data))


def damage(data: bytes, draw: random.Random) -> bytes:
    """The data cut, with bytes changed, or with a stretch of it doubled."""
    place = draw.randrange(len(data))
    match draw.randrange(4):
        case 0:
            return data[:place]
        case 1:
            return data[:place] + bytes(draw.randrange(256) for _ in range(8)) + data[place + 8 :]
        case 2:
            end = min(len(data), place + draw.randrange(1, 2_000))
            return data[:place] + data[place:end] * 3 + data[end:]
    return data[:place] + data[place + draw.randrange(1, 200) :]


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_a_damaged_export_gives_only_articles_and_rejects(name: str, case: Path) -> None:
    draw = random.Random(case.name)
    for _ in range(25):
        data = damage(case.read_bytes(), draw)
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(name, data))


def hostile_texts() -> Iterator[tuple[str, bytes]]:
    yield "nexis", b"1 of 2 DOCUMENTS\n\n" + b"A: \n\n" * 60_000
    yield "nexis", b"1 of 2 DOCUMENTS\n\n" + b"9 May 2020 " * 50_000
    yield "nexis", b"1 of 2 DOCUMENTS\n\n" * 30_000
    yield "nexis", b"<DOCFULL><html>" + b"<div>" * 50_000 + b"1 of 1 DOCUMENTS"
    yield "factiva", b"12 words\n" * 60_000 + b"Document HBCO000020220304ei3400abc"
    yield "factiva", b"Document HBCO000020220304ei3400abc\n" * 30_000
    yield "factiva", b"<html><title>Factiva</title>" + b"<div class='article'>" * 20_000
    yield (
        "factiva",
        b"<html><title>Factiva</title>" + b"<div class='article'><p>a</p>" * 100 + b"<span>x</span>" * 30_000,
    )
    yield "factiva", b"<ppsArticleResponse>" + b"<article>" * 50_000
    yield "europresse", b"<article><span class='DocPublicationName'>a</span>" * 3_000
    yield "integrum", "<table>^ИС: a".encode() + "<table>^ИС: a".encode() * 3_000
    yield "integrum", ("<td>^ИС:a<table>" * 100 + "</table><p>b</p>" * 20_000).encode()
    yield "kikuzo", b"<table class='topic-list topic-detail'>" * 10_000
    yield "yomidas", b"yomiuriNewsArticle<table class='contentsTable'><td>1987.01.07</td></table>" * 5_000
    yield "rtf", b"{\\rtf1 " + b"{" * 100_000
    yield "rtf", b"{\\rtf1 " + b"\\u-1?" * 50_000
    yield "rtf", b"{\\rtf1\\pict " + b"ab" * 500_000


@pytest.mark.parametrize(
    ("name", "data"), tuple(hostile_texts()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_hostile_export_takes_bounded_time(name: str, data: bytes) -> None:
    begun = time.process_time()
    outcomes = parse(name, data)
    assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in outcomes)
    assert time.process_time() - begun < 20


# Real exports

REAL: Mapping[str, tuple[int, str, str | None, str | None]] = {
    "factiva/irish-independence_1_2017-11-14.html": (44, "Is all sexual harassment equal?", "Irish Independent", "2017-11-13"),
    "factiva/nyt_1_1993-01-03.html": (27, "EUROPEAN INQUIRY SAYS SERBS' FORCES HAVE RAPED 20,000", "The New York Times", "1993-01-09"),
    "factiva/suddeutsche_1_2017-11-19.html": (51, "Aktuell Jamaika-Ende; Seit Sonntagabend ist klar: Es wird keine Regierung aus Union, FDP und Grünen geben. Wie es jetzt weitergehen kann", "Süddeutsche Zeitung", "2017-11-25"),
    "integrum/moscow_1993-06-06_1994-09-02.html": (27, "КОРИЧНЕВАЯ ВОЛНА ИЗ КРАСНОЙ СТРАНЫ", "Московские новости", "1994-02-09"),
    "kikuzo/kikuzo_raw.html": (100, "グローブ２０４号＜いまを読む＞北極航路に中国が関心 各国協議で「開かれた」地に ローソン・ブリガム", "朝日新聞", "2018-04-01"),
    "lexis/guardian1.docx": (2, "Worried about immigration? Try living in a developing country", "Guardian.com.", "2014-05-30"),
    "lexis/guardian2.docx": (1, "You, Me & The Apocalypse: backstage at the end of the world; Rhik Samadder heads to 'Apocalypse' Slough to meet the cast of Sky1's new comedy-drama and try to find its star, Rob Lowe", "The Guardian", "2015-09-30"),
    "lexis/guardian3.docx": (62, "Simon Hoggart's diary: Where Austria leads, Labour follows", "The Guardian (London)", "2005-04-16"),
    "lexis/washington-post.docx": (50, "U.S., Europe Agree To Negotiate Over Airplane Subsidies; 3 Months of Talks Put Off Litigation", "The Washington Post", "2005-01-12"),
    "nexis/nyt.docx": (50, "Canada Attacks U.S. Tariffs by Taking Case to World Trade Organization", "The New York Times", "2018-01-10"),
    "nexis/spiegel_2012-02-01_0001.html": (49, "Warnschuss für Merkels Euro-Kurs", "Spiegel Online", "2012-02-27"),
    "yomidasu/yomidasu_1987-01-01_001.html": (78, "「道徳」教育は発想転換で タブーの「死」扱い、「生」の大切さ提言を（解説）", "読売新聞", "1987-01-07"),
}  # fmt: skip
"""How many articles a file holds, and of the first: headline, source, day. Written from the files by eye."""

UNPRINTED = {"lexis/guardian3.docx": 3, "nexis/nyt.docx": 1}
"""Articles over which the export leaves the place of the day empty."""


UNTITLED = {"lexis/washington-post.docx": 1}
"""Articles of which the export says that they had no headline."""


@pytest.mark.shared_data
@pytest.mark.parametrize("name", REAL)
def test_a_real_export_gives_its_articles(name: str, shared_data: Path) -> None:
    outcomes = list(read_here(shared_data / "database-exports" / name))
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    count, title, source, day = REAL[name]
    assert len(articles) == len(outcomes) == count
    first = articles[0]
    assert (first.title, first.source, first.published and first.published.date) == (title, source, day)
    assert sum(article.undated is not None for article in articles) == UNPRINTED.get(name, 0)
    assert len({article.id for article in articles}) == count
    assert sum(article.title is None for article in articles) == UNTITLED.get(name, 0)
    assert all(article.source for article in articles)
    assert not any("\ufffd" in article.body for article in articles)


@pytest.mark.shared_data
def test_no_real_article_holds_what_the_database_printed_around_it(shared_data: Path) -> None:
    for article in read_here(shared_data / "database-exports"):
        assert isinstance(article, Article)
        for leftover in ("Search Terms:", "Load-Date:", "LOAD-DATE:", "End of Document", "Client/Matter", "UPDATE:", "SPRACHE:", "選択部分を", "このページのＴＯＰ", "^ИС"):  # fmt: skip
            assert leftover not in article.body, (article.path, article.title)


def test_articles_of_a_page_whose_tables_damage_put_into_each_other_are_read_once_each() -> None:
    row = '<table class="contentsTable"><tr><th>{0}</th><th>1987.01.0{0}</th><th>Headline {0}</th><td>'
    data = f"<html><title>ヨミダス歴史館</title>{''.join(map(row.format, range(1, 4)))}</html>"
    found = list(ROWS["yomidas"].parse(io.BytesIO(data.encode()), Origin(path="x.html"), ReadingOptions()))
    assert [one.title for one in found if isinstance(one, Article)] == [f"Headline {n}" for n in range(1, 4)]


COVERS = {
    "German": ("Benutzername: Anna Berg", "Datum und Uhrzeit: Montag, 6. März 2023", "Suchbegriffe: Sturm AND Hafen"),
    "Spanish": ("Nombre de usuario: Ana Vidal", "Número de trabajo: 1", "Términos de búsqueda: tormenta"),
    "Italian": ("Nome utente: Anna Verdi", "Data e ora: lunedì", "Termini di ricerca: tempesta"),
    "Portuguese": ("Nome de usuário: Ana Vidal", "Número do trabalho: 1", "Termos de pesquisa: tempestade"),
    "Dutch": ("Gebruikersnaam: Anna Berg", "Taaknummer: 1", "Zoektermen: storm"),
    "Polish": ("Nazwa użytkownika: Anna Zielińska", "Numer zadania: 1", "Wyszukiwane hasła: sztorm"),
    "Russian": ("Имя пользователя: Анна", "Номер задания: 1", "Условия поиска: шторм"),
    "Japanese": ("ユーザー名： 山田花子", "ジョブ番号： 1", "検索語： 嵐"),
    "Chinese": ("用户名：王芳", "作业编号：1", "搜索词：风暴"),
}  # fmt: skip


@pytest.mark.parametrize("lines", COVERS.values(), ids=COVERS)
def test_a_cover_alone_is_no_article_in_any_language_of_the_database(lines: tuple[str, ...]) -> None:
    (outcome,) = parse("docx", make_docx([*lines, "1. A headline that was found"]))
    assert isinstance(outcome, NotArticle)


@pytest.mark.parametrize("kind", ["nexis", "factiva"])
def test_other_languages_samples_leave_search_terms_and_load_dates_out(kind: str) -> None:
    marks = ("-labels-of-the-old-layout", "-cover-search-terms-and-labels", "plain-form-for-a-reader-of-")
    cases = [case for case in list_cases(kind) if any(mark in case.stem for mark in marks)]
    texts = [text for case in cases for text in read_expected(case)["outcomes"]]
    assert len(cases) >= 8
    for found in texts:
        assert found["published"]["date"] in ("2024-05-14", "2024-05-15")
        assert not {"AND", "and"} & set(f"{found['title']} {found['body']}".split())


def test_a_caption_of_a_chinese_story_does_not_end_it() -> None:
    story = (
        "风暴关闭港口\n\n海港日报\n\n2024年5月14日\n\n长度： 20 字\n\n正文\n\n风暴冲断了码头。\n\n图片：码头\n\n语言：港口的人说很多种。\n\n"
        "码头明日重开。\n\n主题：风暴\n\n加载日期：2024年5月15日\n\n文档结束\n"
    )
    (found,) = articles_of("nexis", story.encode())
    assert found.body == "风暴冲断了码头。\n\n图片：码头\n\n语言：港口的人说很多种。\n\n码头明日重开。"
    assert (found.extra["load_date"], found.tags) == ("2024年5月15日", ("风暴",))


CONTENTS = {
    "with pages": "Dow Jones Factiva\nTable of Contents\n{0}.................... 2\n{1}......... 3\n\n",
    "with tabs": "Inhaltsverzeichnis\n{0}\t2\n{1}\t3\n\n",
    "bare": "{0}\n{1}\n\n",
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_a_table_of_contents_is_no_part_of_factivas_first_article(contents: str) -> None:
    case = next(case for case in list_cases("factiva") if case.stem == "plain-form-with-section-and-without")
    plain = articles_of("factiva", case.read_bytes())
    titles = [found.title or "" for found in plain]
    listed = articles_of("factiva", contents.format(*titles).encode() + case.read_bytes())
    assert [(one.title, one.byline, one.section, one.body, one.extra) for one in listed] == [
        (one.title, one.byline, one.section, one.body, one.extra) for one in plain
    ]
