"""An alert tells each article once: when it has come in, not when it changed, moved, or was indexed anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from archive_folder import record, write_records
from test_cli import documents, morgue

from indexer.engines import open_archive
from indexer.errors import EngineError
from indexer.ingest.arrivals import look_at
from indexer.search.alerts import Alert, read_alerts, write_alerts
from search_web import create_app


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_records(tmp_path / "news" / "a.jsonl", record("1"), record("2", "A storm at sea."))
    assert morgue("rebuild", str(tmp_path / "news"), *at(tmp_path), "--quiet").exit_code == 0
    return tmp_path


def at(place: Path) -> tuple[str, str]:
    return "--index", str(place / "index")


def news(place: Path, *names: str) -> dict[str, list[str]]:
    (document,) = documents(morgue("alert", "run", *names, "--json", *at(place)))
    return {
        alert["name"]: sorted(article["title"] for article in alert["new"]) for alert in document["alerts"]
    }


def update(place: Path, *more: str) -> None:
    assert morgue(*(more or ("update",)), *at(place), "--quiet").exit_code == 0


def test_what_was_there_is_known_and_what_comes_in_is_told_once(place: Path) -> None:
    assert morgue("alert", "add", "harbour", "harbour", *at(place)).exit_code == 0
    assert news(place) == {"harbour": []}
    write_records(place / "news" / "b.jsonl", record("3", date="1999-01-01"), record("4", "Nothing of it."))
    update(place)
    assert news(place) == {"harbour": ["Story 3"]}, "new is what came in, whatever its day"
    assert news(place) == {"harbour": []}


def test_a_change_a_rebuild_and_a_return_are_not_new(place: Path) -> None:
    morgue("alert", "add", "harbour", "harbour", *at(place))
    write_records(place / "news" / "a.jsonl", record("1", "The harbour is closed again."), record("2", "Now the harbour too."))  # fmt: skip
    update(place)
    assert news(place) == {"harbour": []}
    update(place, "rebuild", str(place / "news"))
    assert news(place) == {"harbour": []}
    write_records(place / "news" / "b.jsonl", record("3"))
    update(place)
    (place / "news" / "b.jsonl").unlink()
    update(place)
    assert news(place) == {"harbour": []}, "it went before anybody was told"
    write_records(place / "news" / "b.jsonl", record("3"))
    update(place)
    assert news(place) == {"harbour": ["Story 3"]}
    (place / "news" / "b.jsonl").unlink()
    update(place)
    write_records(place / "news" / "b.jsonl", record("3"))
    update(place)
    assert news(place) == {"harbour": []}, "told once, it is not told again"


def test_what_is_doubtful_in_a_search_is_told_when_it_is_kept(place: Path) -> None:
    done = morgue("alert", "add", "harbour", "hlead(harbour)", *at(place))
    assert done.exit_code == 0
    assert "“hlead” is no field here" in done.stderr
    assert morgue("alert", "add", "plain", "harbour", *at(place)).stderr == ""


def test_each_alert_is_told_by_itself(place: Path) -> None:
    morgue("alert", "add", "harbour", "harbour", *at(place))
    morgue("alert", "add", "storms", "storm", "--from", "2020", *at(place))
    write_records(place / "news" / "b.jsonl", record("3"), record("4", "A storm."), record("5", "Storm.", date="2019-01-01"))  # fmt: skip
    update(place)
    assert news(place, "storms") == {"storms": ["Story 4"]}
    assert news(place) == {"harbour": ["Story 3"], "storms": []}


def test_alerts_are_listed_shown_and_removed(place: Path) -> None:
    assert morgue("alert", "list", *at(place)).stdout.startswith("There is no alert")
    morgue(
        "alert", "add", "storms", "storm", "OR", "sea", "--source", "The Post", "--from", "2020", *at(place)
    )
    (listed,) = documents(morgue("alert", "list", "--json", *at(place)))
    assert listed["alerts"][0]["parameters"] == {"from": ["2020"], "source": ["The Post"]}
    with create_app(open_archive(str(place / "index"))).test_client() as client:
        page = client.get("/alerts").text
        assert 'href="/search?q=storm+OR+sea&amp;from=2020&amp;source=The+Post"' in page
        assert 'href="/alerts/storms.atom"' in page
        assert (
            "<span>Dates: <bdi>from 1 January 2020</bdi></span> <span>Source: <bdi>The Post</bdi></span>"
            in page
        )
        german = client.get("/alerts?locale=de").text
        assert "<span>Zeitraum: <bdi>ab 1." in german
        feed = client.get("/alerts/storms.atom")
        assert feed.headers["Location"] == "/search.atom?q=storm+OR+sea&from=2020&source=The+Post"
        assert client.get(feed.headers["Location"]).content_type.startswith("application/atom+xml")
        assert client.get("/alerts/nobody.atom").status_code == 404
    assert morgue("alert", "remove", "storms", *at(place)).exit_code == 0
    assert morgue("alert", "remove", "storms", *at(place)).exit_code == 1
    with create_app(open_archive(str(place / "index"))).test_client() as client:
        assert "None is kept" in client.get("/alerts").text


def test_what_is_new_is_written_as_a_feed(place: Path) -> None:
    morgue("alert", "add", "harbour", "harbour", *at(place))
    write_records(
        place / "news" / "b.jsonl", record("3", title="<b>Bold</b> & new", url="https://news.example/3")
    )
    update(place)
    file = place / "new.atom"
    shown = morgue("alert", "run", "--atom", str(file), *at(place)).stdout
    assert shown.splitlines()[0] == "harbour: 1 new"
    feed = ElementTree.fromstring(file.read_bytes())
    (entry,) = feed.iter("{http://www.w3.org/2005/Atom}entry")
    assert (entry.findtext("{http://www.w3.org/2005/Atom}id") or "").startswith("urn:morgue:article:")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "../x", "harbour"), 1),
        (("add", "x"), 2),
        (("add", "x", "date:never"), 2),
        (("run", "nobody"), 1),
    ],
)
def test_what_cannot_be_kept_is_refused(place: Path, arguments: tuple[str, ...], code: int) -> None:
    assert morgue("alert", *arguments, *at(place)).exit_code == code
    morgue("alert", "add", "taken", "harbour", *at(place))
    assert morgue("alert", "add", "taken", "storm", *at(place)).exit_code == 1


def test_news_that_could_not_be_handed_over_is_told_again(place: Path) -> None:
    morgue("alert", "add", "harbour", "harbour", *at(place))
    write_records(place / "news" / "b.jsonl", record("3"))
    update(place)
    lost = morgue("alert", "run", "--atom", str(place / "nowhere" / "new.atom"), *at(place))
    assert (lost.exit_code, lost.stdout) == (1, "")
    assert news(place) == {"harbour": ["Story 3"]}


def test_what_came_in_when_may_be_lost_and_only_what_is_there_then_is_known(place: Path) -> None:
    morgue("alert", "add", "harbour", "harbour", *at(place))
    for number in ("3", "4"):
        write_records(place / "news" / f"{number}.jsonl", record(number))
        update(place)
        assert news(place) == {"harbour": [f"Story {number}"]}
    (place / "index" / "arrivals.bin").unlink()
    told = morgue("alert", "run", *at(place))
    assert told.stdout == "harbour: 0 new\n"
    assert "counts as known" in told.stderr
    write_records(place / "news" / "5.jsonl", record("5"))
    update(place)
    assert news(place) == {"harbour": ["Story 5"]}


def test_a_run_widens_its_words_by_synonyms(place: Path) -> None:
    morgue("alert", "add", "ports", "haven", *at(place))
    write_records(place / "news" / "b.jsonl", record("3"))
    update(place)
    (place / "words.txt").write_text("haven = harbour\n")
    shown = morgue("alert", "run", "--synonyms", str(place / "words.txt"), *at(place)).stdout
    assert shown.splitlines()[0] == "ports: 1 new"


def test_damage_is_told(place: Path) -> None:
    morgue("alert", "add", "harbour", "harbour", *at(place))
    folder = place / "index"
    whole = (folder / "alerts.json").read_bytes()
    (folder / "alerts.json").write_bytes(whole.replace(b"harbour", b"harbout"))
    with pytest.raises(EngineError, match="damaged"):
        read_alerts(folder)
    assert morgue("alert", "run", *at(place)).exit_code == 4
    (folder / "alerts.json").write_bytes(whole)
    known = (folder / "arrivals.bin").read_bytes()
    (folder / "arrivals.bin").write_bytes(known[:-3])
    assert morgue("alert", "run", *at(place)).exit_code == 4


def test_looks_number_what_they_see_first(place: Path) -> None:
    archive: Any = open_archive(str(place / "index"))
    first = look_at(archive)
    assert (first.last, len(first.known)) == (1, 2)
    assert look_at(archive).last == 1
    write_records(place / "news" / "b.jsonl", record("3"))
    update(place)
    second = look_at(archive)
    assert (second.last, len(second.known)) == (2, 3)
    ids = {article.title: article.id for article in archive.reader().articles()}
    assert second.after(1, ids.values()) == {ids["Story 3"]}
    assert second.after(0, [*ids.values(), "unseen"]) == set(ids.values())


def test_a_list_keeps_what_was_typed(tmp_path: Path) -> None:
    alert = Alert("a", 'wörter "und" \ud800', {"from": ["2020"]}, 3, "2026-01-01T00:00:00Z")
    write_alerts(tmp_path, {"a": alert})
    assert read_alerts(tmp_path) == {"a": alert}
