"""Since when undated articles are in the archive: the same from rebuild to rebuild, in the file and in the feed."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from indexer.engines import open_archive
from indexer.errors import EngineError
from indexer.export.atom import ATOM as NAMESPACE
from indexer.ingest import first_taken, run
from indexer.ingest.first_taken import FILE, FirstTaken, keep_first_taken
from search_web import create_app

ATOM = f"{{{NAMESPACE}}}"


def write(folder: Path, *titles: str) -> None:
    folder.mkdir(exist_ok=True)
    rows = [{"id": f"quay-{title}", "title": title, "body": "The quay was dark."} for title in titles]
    dated = {"id": "quay-dated", "title": "dated", "body": "The quay was lit.", "date": "2020-02-15"}
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*rows, dated]))


def updated_by_title(index: Path) -> dict[str | None, str | None]:
    """Of each entry of the feed; of the feed itself under None."""
    archive = open_archive(str(index))
    app = create_app(archive, first_taken=FirstTaken(archive))
    feed = ElementTree.fromstring(app.test_client().get("/search.atom?q=quay").data)
    times = {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}updated")
        for entry in feed.iter(f"{ATOM}entry")
    }
    return {**times, None: feed.findtext(f"{ATOM}updated")}


def test_an_undated_article_keeps_the_moment_at_which_it_was_first_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    archive = open_archive(str(index))
    clock = [1_700_000_000]
    keep = keep_first_taken
    monkeypatch.setattr(run, "keep_first_taken", lambda archive, ids: keep(archive, ids, lambda: clock[0]))

    write(files, "one")
    run.rebuild(archive, [str(files)], jobs=1)
    first = {
        "one": "2023-11-14T22:13:20Z",
        "dated": "2020-02-15T00:00:00Z",
        None: "2023-11-14T22:13:20Z",
    }
    assert updated_by_title(index) == first

    clock[0] += 3_600
    run.rebuild(archive, jobs=1)
    assert updated_by_title(index) == first, "a rebuild changes no moment"

    write(files, "one", "two")
    run.update(archive, jobs=1)
    both = {**first, "two": "2023-11-14T23:13:20Z", None: "2023-11-14T23:13:20Z"}
    assert updated_by_title(index) == both

    clock[0] += 3_600
    write(files, "two")
    run.update(archive, jobs=1)
    write(files, "one", "two")
    run.update(archive, jobs=1)
    assert updated_by_title(index) == both, "what went and came back is as old as it was"
    assert len((index / FILE).read_bytes()) == len(first_taken._MAGIC) + 16 + 2 * 12


def test_where_nobody_knows_since_when_a_feed_names_the_last_rebuild(tmp_path: Path) -> None:
    write(tmp_path / "files", "one")
    archive = open_archive(str(tmp_path / "index"))
    run.rebuild(archive, [str(tmp_path / "files")], jobs=1)
    (tmp_path / "index" / FILE).unlink()
    assert updated_by_title(tmp_path / "index")["one"] == archive.reader().overview().rebuilt
    assert FirstTaken(archive)("quay-nowhere") is None


def test_a_damaged_file_is_named_and_nothing_is_told_of_it(tmp_path: Path) -> None:
    write(tmp_path / "files", "one")
    archive = open_archive(str(tmp_path / "index"))
    run.rebuild(archive, [str(tmp_path / "files")], jobs=1)
    file = tmp_path / "index" / FILE
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(EngineError, match=r"undated\.bin is damaged"):
        FirstTaken(archive)("quay-one")
    before = archive.reader().overview().generation
    with pytest.raises(EngineError, match=r"undated\.bin is damaged"):
        run.rebuild(archive, jobs=1)
    assert archive.reader().overview().generation == before
