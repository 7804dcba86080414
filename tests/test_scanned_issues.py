"""Issues whose pages lie in files beside their METS: read together, accounted for once, brought up to date together."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from archive_folder import bodies, write_records
from plain_engine import PlainArchive
from reading_here import read_files_here
from scanned_issues import ARTICLES, FILES, ISSUE, PAGES, alto, mets, write_issue

from indexer.article import Article, NotArticle, Outcome, Reject
from indexer.formats.print.issue_pages import relative_names
from indexer.ingest import held_members, intake
from indexer.ingest.reading import read_paths
from indexer.ingest.run import rebuild, update
from indexer.settings import Limits, ReadingOptions

BODIES = ["Buy soap.", "The bridge at Tarn was closed on Saturday by order.", "The ferry is late."]


def read(*paths: Path) -> list[Outcome]:
    return list(read_paths([str(path) for path in paths], ReadingOptions(), Limits()))


def articles(found: list[Outcome]) -> list[Article]:
    return [one for one in found if isinstance(one, Article)]


def reasons(found: list[Outcome]) -> dict[str, str]:
    """What is no article, by file or member."""
    return {one.member or one.path: one.reason for one in found if isinstance(one, NotArticle)}


def rejects(found: list[Outcome]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Reject)]


@pytest.fixture(autouse=True)
def _reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "read_files", read_files_here)


def test_an_article_has_its_text_from_the_files_of_pages_and_these_are_no_articles(tmp_path: Path) -> None:
    found = read(write_issue(tmp_path / "issue"))
    ferry, bridge, soap = articles(found)
    assert [soap.body, bridge.body, ferry.body] == BODIES
    assert (soap.title, soap.section, soap.published) == (None, "advertisement", bridge.published)
    assert soap.extra == {
        "page": "2",
        "article_type": "ADVERTISEMENT",
        "division": "DIVL3",
        "edition": "Evening",
    }
    assert (bridge.title, bridge.source, bridge.published and bridge.published.date) == (
        "Bridge closed",
        "Tarn Gazette",
        "1911-04-03",
    )
    assert bridge.extra == {
        "page": "1",
        "pages": ["1", "2"],
        "article_type": "ARTICLE",
        "division": "DIVL2",
        "edition": "Evening",
    }
    assert reasons(found) == {
        "issue/alto/0001.xml": "read with issue/mets.xml, which names it",
        "issue/alto/0002.xml": "read with issue/mets.xml, which names it",
    }
    assert not rejects(found)


@pytest.mark.parametrize("order", [sorted(FILES), sorted(FILES, reverse=True)])
@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "zip in a tar"])
def test_in_a_container_the_order_of_its_members_does_not_matter(
    tmp_path: Path, kind: str, order: list[str]
) -> None:
    def zipped() -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name in order:
                archive.writestr(f"reel/{name}", FILES[name])
        return data.getvalue()

    def tarred(members: dict[str, bytes]) -> bytes:
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz" if kind == "tar.gz" else "w") as archive:
            for name, content in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return data.getvalue()

    members = {f"reel/{name}": FILES[name].encode() for name in order}
    data = zipped() if kind == "zip" else tarred({"x.zip": zipped()} if "in" in kind else members)
    (tmp_path / "reel.bin").write_bytes(data)
    found = read(tmp_path / "reel.bin")
    assert sorted(article.body for article in articles(found)) == BODIES
    assert len(found) == 5 and not rejects(found)


def test_what_is_behind_the_bound_of_a_container_is_read_as_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_members, "MOST_BYTES", len(ISSUE) + len(PAGES[0]) + 100)
    with zipfile.ZipFile(tmp_path / "reel.zip", "w") as archive:
        for name in ("mets.xml", "alto/0001.xml", "alto/0002.xml"):
            archive.writestr(name, FILES[name])
    found = read(tmp_path / "reel.zip")
    assert "urday by order.\n\nBuy soap." in [article.body for article in articles(found)]
    assert len(articles(found)) == 3 and len(rejects(found)) == 1


def test_a_page_that_is_missing_is_told_and_its_article_keeps_the_rest(tmp_path: Path) -> None:
    (write_issue(tmp_path / "issue") / "alto" / "0002.xml").unlink()
    found = read(tmp_path / "issue")
    assert articles(found)[1].body == "The bridge at Tarn was closed on Sat-"
    assert rejects(found) == [
        "1 of the pages that this issue names cannot be had, and their text is not in its articles: "
        "file://./alto/0002.xml: there is no such file"
    ]


def test_a_page_that_is_damaged_or_none_is_told(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "issue")
    (folder / "alto" / "0001.xml").write_text(PAGES[0][:-30])
    (folder / "alto" / "0002.xml").write_text("Nothing of the kind.\n")
    told = rejects(read(folder))
    assert [("0001" in reason, "damaged" in reason) for reason in told[:1]] == [(True, True)]
    assert "0002" in told[1]


def test_a_page_lies_in_the_given_path_or_is_not_read(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "issue")
    (tmp_path / "secret.xml").write_text(alto(("A secret.",)))
    (folder / "alto" / "link.xml").symlink_to(tmp_path / "secret.xml")
    places = ("../secret.xml", str(tmp_path / "secret.xml"), "alto/link.xml", "http://localhost/secret.xml")
    (folder / "mets.xml").write_text(mets(places, [("A", [(n, "B1") for n in range(1, 5)])]))
    found = read(folder)
    assert not any("secret" in article.body for article in articles(found))
    assert "A" in [article.title for article in articles(found)]
    assert sum(int(reason.split()[0]) for reason in rejects(found)) == 4


def test_the_rest_of_a_page_is_an_article_and_what_is_hardly_a_text_is_not(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "issue")
    rest = ["Eleven lines on the price of wool that nobody has cut out of the page."] * 5
    (folder / "alto" / "0002.xml").write_text(alto(("urday by order.",), ("Buy soap.",), rest, page=2))
    (article,) = [one for one in articles(read(folder)) if one.title is None and one.section is None]
    assert article.body == " ".join(rest)
    assert article.extra == {"page": "2", "article_type": "rest of the page", "edition": "Evening"}


def test_a_page_that_several_articles_name_as_a_whole_is_the_rest_of_none(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "issue")
    text = ["Whose text this is nobody says, and so it is not given to both of them."] * 4
    (folder / "alto" / "0001.xml").write_text(alto(text))
    (folder / "mets.xml").write_text(mets(("alto/0001.xml",), [("One", [(1, "")]), ("Two", [(1, "")])]))
    assert [(one.title, one.body) for one in articles(read(folder))][:3] == [
        ("One", ""),
        ("Two", ""),
        (None, " ".join(text)),
    ]
    (folder / "mets.xml").write_text(mets(("alto/0001.xml",), [("One", [(1, "")])]))
    assert (articles(read(folder))[0].title, articles(read(folder))[0].body) == ("One", " ".join(text))


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("file://./alto/0001.xml", ["alto/0001.xml"]),
        ("file:///./alto/0001.xml", ["alto/0001.xml"]),
        ("file:alto/0001.xml", ["alto/0001.xml"]),
        ("alto\\0001.xml", ["alto/0001.xml"]),
        ("../alto/a%20b.xml", ["../alto/a b.xml", "../alto/a%20b.xml"]),
        (
            "file:///D:/out/1911/alto/0001.xml",
            ["1911/alto/0001.xml", "alto/0001.xml", "0001.xml"],
        ),
        ("https://library.example/alto/0001.xml", []),
    ],
)
def test_where_a_metss_page_may_lie(place: str, names: list[str]) -> None:
    assert relative_names(place) == names


def test_a_changed_missing_or_new_page_brings_its_articles_up_to_date(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "in" / "issue")
    write_records(tmp_path / "in" / "a.jsonl", {"title": "Kept", "body": "Kept."})
    archive = PlainArchive(tmp_path / "index")
    report = rebuild(archive, [str(tmp_path / "in")])
    assert bodies(archive) == [BODIES[0], "Kept.", *BODIES[1:]]
    assert (report.articles, report.rejected, report.files) == (4, 0, 4)

    second = folder / "alto" / "0002.xml"
    second.write_text(PAGES[1].replace("order", "mistake"))
    update(archive)
    assert bodies(archive)[2] == "The bridge at Tarn was closed on Saturday by mistake."

    second.unlink()
    report = update(archive)
    assert bodies(archive)[1] == "The bridge at Tarn was closed on Sat-"
    assert [reject.reason[-20:] for reject in report.rejects] == ["there is no such file"[-20:]]

    second.write_text(PAGES[1])
    report = update(archive)
    assert bodies(archive) == [BODIES[0], "Kept.", *BODIES[1:]] and report.rejected == 0

    (folder / "mets.xml").unlink()
    report = update(archive)
    assert bodies(archive)[1:] == [
        "Tarn Gazette.\n\nThe ferry is late.\n\nThe bridge at Tarn was closed on Sat-",
        "urday by order.\n\nBuy soap.",
    ]

    (folder / "mets.xml").write_text(ISSUE)
    report = update(archive)
    assert bodies(archive) == [BODIES[0], "Kept.", *BODIES[1:]]
    assert {thing.path for thing in report.not_articles} == {
        f"in/issue/{name}" for name in FILES if name != "mets.xml"
    }


def test_nothing_is_read_again_where_nothing_has_changed(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "issue")
    archive = PlainArchive(tmp_path / "index")
    before = rebuild(archive, [str(folder)])
    assert update(archive).generation == before.generation


def test_the_articles_say_which_of_their_pages_are_not_in_the_issue(tmp_path: Path) -> None:
    (tmp_path / "mets.xml").write_text(mets((), ARTICLES))
    assert [one.title for one in articles(read(tmp_path / "mets.xml"))] == ["Ferry late", "Bridge closed"]
