"""Stories that their publisher took back: they go from the index, whichever file says so, and come back when it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archive_folder import contents, record, write_records
from plain_engine import PlainArchive
from reading_here import read_files_here
from test_cli import documents, morgue

from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.errors import InputError
from indexer.ingest import intake
from indexer.ingest.run import rebuild, update
from indexer.settings import ReadingOptions


def ninjs(version: int, status: str) -> str:
    return json.dumps(
        {
            "uri": "urn:wire:1", "type": "text", "version": str(version), "pubstatus": status,
            "versioncreated": f"2020-02-15T1{version}:00:00Z", "headline": "Story 1", "body_text": f"Version {version}.",
        }
    )  # fmt: skip


def newsml_g2(version: int, status: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:20200215:1" version="{version}" standard="NewsML-G2">
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2020-02-15T1{version}:00:00Z</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Story 1</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Version {version}.</p></body></html></inlineXML></contentSet>
</newsItem>"""


def newsml_1(version: int, status: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><DateId>20200215</DateId><NewsItemId>1</NewsItemId>
<RevisionId PreviousRevision="0" Update="N">{version}</RevisionId><PublicIdentifier>urn:newsml:wire.example:20200215:1:{version}N</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20200215T1{version}0000Z</FirstCreated><ThisRevisionCreated>20200215T1{version}0000Z</ThisRevisionCreated><Status FormalName="{status}"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Story 1</HeadLine></NewsLines><ContentItem><DataContent><p>Version {version}.</p></DataContent></ContentItem></NewsComponent>
</NewsItem></NewsML>"""


WIRES: dict[str, tuple[Callable[[int, str], str], str, str]] = {
    "ninjs": (ninjs, "usable", "canceled"),
    "newsml_g2": (newsml_g2, "usable", "canceled"),
    "newsml_1": (newsml_1, "Usable", "Canceled"),
}


@pytest.fixture(autouse=True)
def _reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "read_files", read_files_here)


@pytest.fixture(params=["plain", "whoosh"])
def open_at(request: pytest.FixtureRequest) -> Callable[[Path], Archive]:
    return PlainArchive if request.param == "plain" else open_archive  # type: ignore[return-value]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_records(folder / "other.jsonl", record("other"))
    return folder


def titles(archive: Archive) -> list[str]:
    return sorted(article["title"] for article in contents(archive).values())


def same_when_rebuilt(open_at: Callable[[Path], Archive], archive: Archive, news: Path) -> Any:
    fresh = open_at(news.parent / "fresh")
    report = rebuild(fresh, [str(news)])
    assert contents(fresh) == contents(archive)
    return report


@pytest.mark.parametrize("wire", list(WIRES))
def test_a_later_file_takes_back_a_story_of_an_earlier_one(
    open_at: Callable[[Path], Archive], tmp_path: Path, news: Path, wire: str
) -> None:
    write, usable, cancelled = WIRES[wire]
    archive = open_at(tmp_path / "index")
    write_records(news / "a.story", write(1, usable))
    rebuild(archive, [str(news)])
    assert titles(archive) == ["Story 1", "Story other"]
    write_records(news / "b.story", write(2, cancelled))
    report = update(archive)
    assert (report.articles, report.withdrawn, report.removed) == (1, 1, 1)
    assert titles(archive) == ["Story other"]
    (told,) = report.not_articles
    assert told.path == "news/b.story"
    assert told.reason.endswith(": cancelled by its publisher")
    rebuilt = same_when_rebuilt(open_at, archive, news)
    assert (rebuilt.articles, rebuilt.withdrawn) == (1, 1)
    (news / "b.story").unlink()
    assert update(archive).withdrawn == 0
    assert titles(archive) == ["Story 1", "Story other"]


@pytest.mark.parametrize(("status", "stands"), [("withheld", False), ("embargoed", True)])
def test_an_embargo_takes_nothing_back(
    open_at: Callable[[Path], Archive], tmp_path: Path, news: Path, status: str, stands: bool
) -> None:
    archive = open_at(tmp_path / "index")
    write_records(news / "a.json", ninjs(1, "usable"))
    write_records(news / "b.json", ninjs(2, status))
    rebuild(archive, [str(news)])
    assert ("Story 1" in titles(archive)) == stands


def test_a_story_that_is_told_again_after_it_was_taken_back_stands(
    open_at: Callable[[Path], Archive], tmp_path: Path, news: Path
) -> None:
    archive = open_at(tmp_path / "index")
    write_records(news / "a.json", ninjs(3, "usable"))
    write_records(news / "b.json", ninjs(2, "canceled"))
    write_records(news / "c.json", ninjs(1, "usable"))
    report = rebuild(archive, [str(news)])
    assert (report.articles, report.replaced, report.withdrawn) == (2, 1, 0)
    assert [article["body"] for article in contents(archive).values() if article["title"] == "Story 1"] == [
        "Version 3."
    ]
    (news / "a.json").unlink()
    report = update(archive)
    assert (report.articles, report.replaced, report.withdrawn) == (1, 0, 1)
    same_when_rebuilt(open_at, archive, news)


def test_what_was_taken_back_is_counted_and_parse_tells_of_it(tmp_path: Path, news: Path) -> None:
    write_records(news / "a.json", ninjs(1, "usable"))
    write_records(news / "b.json", ninjs(2, "canceled"))
    where = ("--index", str(tmp_path / "index"))
    (report,) = documents(morgue("rebuild", str(news), "--json", *where))
    assert (report["articles"], report["withdrawn"]) == (1, 1)
    assert documents(morgue("stats", "--json", *where))[0]["withdrawn"] == 1
    (told,) = documents(morgue("parse", str(news / "b.json")))
    assert told == {
        "not_article": {"path": "b.json", "member": None, "reason": "urn:wire:1: cancelled by its publisher"}
    }


def test_another_date_order_than_the_index_has_is_refused_in_words(tmp_path: Path, news: Path) -> None:
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(news)])
    with pytest.raises(InputError, match="made without --date-order; leave the option out"):
        update(archive, [], ReadingOptions(date_order="DMY"))


def test_a_dateline_that_opens_the_text_is_shown_once(tmp_path: Path, news: Path) -> None:
    text = "HARBOUR TOWN, Feb. 15 (Wire) - The ferry sailed again."
    write_records(
        news / "a.jsonl", record("1", text, dateline="HARBOUR TOWN, Feb. 15"), record("2", dateline="OSLO")
    )
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(news)])
    shown = {
        article["title"]: morgue("show", article["id"], "--index", str(tmp_path / "index")).stdout
        for article in contents(archive).values()
    }
    assert shown["Story 1"].count("HARBOUR TOWN") == 1
    assert shown["Story 2"].count("OSLO") == 1
