"""Generations of an index: a swap is one step, whatever ends it halfway; what is damaged is refused, never answered from."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented_archive import generation_folder, make_article, write

from indexer.engines.contract import SearchRequest
from indexer.engines.generations import MANIFEST, Generations, digest_of
from indexer.engines.whoosh.archive import WhooshArchive
from indexer.errors import DiskFullError, EngineError, LockedError
from indexer.query.tree import Word

DAMAGES = 200


def make(location: Path, articles: int = 12, segments: int = 2) -> WhooshArchive:
    archive = WhooshArchive(location)
    write(archive, [make_article(number) for number in range(articles)], segments=segments)
    return archive


def everything(archive: WhooshArchive) -> list[tuple[str, str]]:
    return [(article.id, article.body) for article in archive.reader().articles()]


def count(archive: WhooshArchive) -> int:
    return archive.reader().search(SearchRequest()).total


def folders(location: Path) -> set[str]:
    return {folder.name for folder in (location / "generations").iterdir()}


def tree_of(location: Path) -> dict[str, str | None]:
    """Every file below, with its digest."""
    return {
        str(path.relative_to(location)): digest_of(path)
        for path in sorted(location.rglob("*"))
        if path.is_file()
    }


def test_a_reader_opened_before_a_swap_answers_on_and_one_opened_after_sees_the_new(tmp_path: Path) -> None:
    archive = make(tmp_path / "index", articles=12)
    before, stamp = archive.reader(), Generations(tmp_path / "index").stamp()
    for articles in (20, 30, 40):
        write(archive, [make_article(number, version=1) for number in range(articles)])
        assert [article.body for article in before.articles()] == [
            make_article(number).body for number in map(int, (a.id[-5:] for a in before.articles()))
        ]
        assert before.search(SearchRequest()).total == 12
        assert count(archive) == count(WhooshArchive(tmp_path / "index")) == articles
        assert Generations(tmp_path / "index").stamp() != stamp


def test_nothing_new_is_one_reader_and_one_stat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make(tmp_path / "index")
    reader = archive.reader()
    monkeypatch.setattr(Generations, "read_current", lambda self: pytest.fail("the index was opened anew"))
    assert archive.reader() is reader


def test_the_generation_before_is_kept_until_the_next_swap(tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    names = [generation_folder(archive).name]
    for number in range(3):
        write(archive, [make_article(number)], update=True)
        names.append(generation_folder(archive).name)
        assert folders(tmp_path / "index") == set(names[-2:])


def test_the_generation_before_is_kept_where_the_clock_went_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexer.engines import generations

    archive = make(tmp_path / "index")
    first = generation_folder(archive).name
    monkeypatch.setattr(generations, "_new_name", lambda: "19990101T000000.000000Z")
    write(archive, [make_article(40)], update=True)
    monkeypatch.undo()
    with Generations(tmp_path / "index").building():
        assert {first, "19990101T000000.000000Z"} < folders(tmp_path / "index")


def test_a_writer_that_gives_up_leaves_nothing(tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    before = tree_of(tmp_path / "index")
    with pytest.raises(RuntimeError), archive.writer(update=True) as writer:
        loader = writer.loader_factory()(0)
        loader.put(make_article(77))
        loader.flush()
        raise RuntimeError
    assert tree_of(tmp_path / "index") == before


# A killed writer, at every step of a commit.

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from invented_archive import make_article, write
from indexer.engines.whoosh.archive import WhooshArchive
left = most = int(sys.argv[1])
def step(event, arguments):
    global left
    if event in ("open", "os.rename", "os.mkdir", "os.link", "os.remove", "shutil.rmtree") and {index!r} in str(arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
archive = WhooshArchive(Path({index!r}))
archive.reader()
sys.addaudithook(step)
write(archive, [make_article(number, version=1) for number in range(12)], update=True)
print(most - left)
"""
"""Ends itself at a step that touches the index; prints how many steps there were where it comes to an end."""


def test_a_writer_killed_at_any_step_leaves_a_whole_index_and_the_next_run_sweeps(tmp_path: Path) -> None:
    location = tmp_path / "index"
    archive = make(location)
    old = everything(archive)
    new = [
        (story.id, story.body)
        for story in sorted((make_article(n, version=1) for n in range(12)), key=lambda story: story.id)
    ]
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(tests=str(Path(__file__).parent), index=str(location)))
    saved = tmp_path / "saved"
    shutil.copytree(location, saved)
    steps = int(run_killed(script, 10_000)[1])
    outcomes = set()
    for step in sorted({*range(2, steps, 5), *range(steps - 6, steps + 2)}):
        shutil.rmtree(location)
        shutil.copytree(saved, location)
        code, _ = run_killed(script, step)
        assert code == (-signal.SIGKILL if step <= steps else 0)
        found = everything(WhooshArchive(location))
        assert found == old or sorted(found) == new
        outcomes.add((sorted(found) == new, code))
        assert WhooshArchive(location).check() == []
        write(WhooshArchive(location), [make_article(50)], update=True)
        assert len(folders(location)) == 2
        assert {path.name for path in location.iterdir()} == {"current", "generations", "lock"}
    assert outcomes == {(False, -signal.SIGKILL), (True, -signal.SIGKILL), (True, 0)}


def run_killed(script: Path, step: int) -> tuple[int, str]:
    """(exit code, what was printed) of a writer that kills itself at this step."""
    root = Path(__file__).parent.parent
    ended = subprocess.run(
        [sys.executable, str(script), str(step)], capture_output=True, text=True, cwd=root, check=False
    )
    assert not ended.stderr
    return ended.returncode, ended.stdout


# The lock.


def hold_lock(location: str, ready: Any) -> None:
    with Generations(Path(location)).lock():
        ready.set()
        time.sleep(60)


def start_holder(location: Path) -> Any:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=hold_lock, args=(str(location), ready))
    process.start()
    assert ready.wait(60)
    return process


def test_a_second_writer_is_told_within_a_second_and_a_killed_one_keeps_no_lock(tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    holder = start_holder(tmp_path / "index")
    waited = []
    for _ in range(3):  # a busy machine may hold one of them up
        began = time.monotonic()
        with (
            pytest.raises(LockedError, match="another rebuild or update") as told,
            archive.writer(update=True),
        ):
            pytest.fail("two writers at once")
        waited.append(time.monotonic() - began)
        assert told.value.exit_code == 5
    assert min(waited) < 1
    assert count(archive) == 12
    holder.kill()
    holder.join()
    write(archive, [make_article(99)], update=True)
    assert count(archive) == 13


def test_two_writers_of_one_process_are_two_writers(tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    with archive.writer(update=True), pytest.raises(LockedError), archive.writer(update=True):
        pytest.fail("two writers at once")
    write(archive, [make_article(99)], update=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_that_outlives_its_writer_keeps_no_lock(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom indexer.engines.generations import Generations\n"
        "with Generations(Path(sys.argv[1])).lock():\n    if os.fork() == 0:\n        os.close(1)\n        time.sleep(20)\n        os._exit(0)\n"
        "    print('forked', flush=True)\n    os.kill(os.getpid(), 9)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "index")],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"forked\n"
    with Generations(tmp_path / "index").lock():
        pass


# Moving, copying, disks.


@pytest.mark.parametrize("carry", [shutil.move, shutil.copytree])
def test_an_index_can_be_moved_and_copied(carry: Callable[[str, str], Any], tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    write(archive, [make_article(50)], update=True)
    expected = everything(archive)
    carry(str(tmp_path / "index"), str(tmp_path / "elsewhere"))
    carried = WhooshArchive(tmp_path / "elsewhere")
    assert everything(carried) == expected
    assert carried.check() == []
    write(carried, [make_article(60)], update=True)
    assert count(carried) == 14


def test_a_disk_without_links_is_copied_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make(tmp_path / "index")

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write(archive, [make_article(50)], update=True)
    assert count(archive) == 13
    assert archive.check() == []


@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing_at_whichever_write_it_fills(
    cause: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make(tmp_path / "index")
    before, steps = tree_of(tmp_path / "index"), 0
    while True:
        steps += 1
        with monkeypatch.context() as patch:
            fill_disk(patch, steps, cause)
            try:
                write(archive, [make_article(50)], update=True)
            except DiskFullError as error:
                assert "is full" in str(error)
                assert error.exit_code == 6
            else:
                break
        assert tree_of(tmp_path / "index") == before
        assert count(WhooshArchive(tmp_path / "index")) == 12
    assert steps > 10
    assert count(archive) == 13


def fill_disk(patch: pytest.MonkeyPatch, steps: int, cause: int) -> None:
    """The step of this number fails: a file opened for writing, a sync, a folder."""
    left = steps

    def limited(function: Callable[..., Any], counts: Callable[..., bool]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if counts(*arguments, **named):
                left -= 1
                if left == 0:
                    raise OSError(cause, "no room")
            return function(*arguments, **named)

        return call

    def always(*_: Any, **__: Any) -> bool:
        return True

    def writes(_: Path, mode: str = "r", *__: Any, **___: Any) -> bool:
        return mode[0] in "wxa"

    patch.setattr(Path, "open", limited(Path.open, writes))
    patch.setattr(Path, "write_bytes", limited(Path.write_bytes, always))
    patch.setattr(
        Path, "mkdir", limited(Path.mkdir, lambda path, *_, **__: path.parent.name == "generations")
    )
    patch.setattr(os, "fsync", limited(os.fsync, always))
    patch.setattr(shutil, "copyfile", limited(shutil.copyfile, always))


def test_every_file_and_folder_is_synced_before_current_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make(tmp_path / "index")
    events: list[tuple[str, str]] = []
    fsync, replace = os.fsync, Path.replace

    def record_sync(descriptor: int) -> None:
        events.append(("sync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        fsync(descriptor)

    def record_replace(path: Path, target: Path) -> Path:
        events.append(("replace", str(target)))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", record_sync)
    monkeypatch.setattr(Path, "replace", record_replace)
    write(archive, [make_article(50)], update=True)
    folder, location = generation_folder(archive), (tmp_path / "index").resolve()
    swap = next(
        number for number, event in enumerate(events) if event == ("replace", str(location / "current"))
    )
    synced = {path for kind, path in events[:swap] if kind == "sync"}
    wanted = {str(path.resolve()) for path in (*folder.iterdir(), folder, folder.parent, location)}
    assert wanted | {str(location / "current.new")} <= synced
    assert ("sync", str(location)) in events[swap:]


# Damage.


def damage(path: Path, draw: random.Random) -> None:
    """Changes a file: a flipped bit, a zeroed page, a cut."""
    data = bytearray(path.read_bytes())
    whole = bytes(data)
    place = draw.randrange(len(data))
    match draw.randrange(4):
        case 0 | 1:
            data[place] ^= 1 << draw.randrange(8)
        case 2:
            start = place // 4096 * 4096
            data[start : start + 4096] = bytes(len(data[start : start + 4096]))
        case _:
            del data[place:]
    if bytes(data) == whole:
        data[place] ^= 1
    # a fresh file: those of the generation before may share the old one
    path.unlink()
    path.write_bytes(data)


def notices(location: Path) -> bool:
    try:
        return bool(WhooshArchive(location).check())
    except EngineError as error:
        assert error.exit_code == 4
        assert "morgue rebuild" in str(error)
        return True


def answers(archive: WhooshArchive) -> list[Any]:
    """What some searches give, all of it."""
    reader = archive.reader()
    found: list[Any] = [tuple(reader.articles())]
    for tree in (None, Word("harbour"), Word("council")):
        results = reader.search(SearchRequest(tree=tree, size=100, deadline=60))
        found.append((results.total, results.hits, results.facets, results.timeline, results.undated))
    return found


def test_every_damage_is_noticed_and_never_answered_from(tmp_path: Path) -> None:
    location = tmp_path / "index"
    archive = make(location, articles=150)
    write(archive, [make_article(number, version=1) for number in range(3)], update=True)
    expected, saved = answers(archive), tmp_path / "saved"
    shutil.copytree(location, saved)
    assert answers(WhooshArchive(saved)) == expected
    draw, refused = random.Random(4), 0
    name = generation_folder(archive).name
    files = sorted(path.name for path in generation_folder(archive).iterdir())
    for turn in range(DAMAGES):
        file = location / "generations" / name / files[turn % len(files)]
        if turn % 20 == 0:
            file = location / "current"
        intact = file.read_bytes()
        damage(file, draw)
        assert notices(location), file
        try:
            assert answers(WhooshArchive(location)) == expected, file
        except EngineError:
            refused += 1
        file.write_bytes(intact)
    assert refused > DAMAGES // 3
    assert answers(WhooshArchive(location)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "\n", "nowhere", "../../elsewhere 00\n", ".. 00000000000000000000000000000000\n", "/etc 00000000000000000000000000000000\n",
     "20200101T000000.000000Z 00000000000000000000000000000000\n", "a\0b 00000000000000000000000000000000\n", "é 0\n", "x" * 10_000],
)  # fmt: skip
def test_a_current_that_names_no_generation_is_refused(text: str, tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    (tmp_path / "index" / "current").write_text(text)
    for ask in (
        archive.reader,
        archive.check,
        lambda: archive.ledger_file,
        WhooshArchive(tmp_path / "index").reader,
    ):
        with pytest.raises(EngineError, match="morgue rebuild") as told:
            ask()
        assert told.value.exit_code == 4
    with pytest.raises(EngineError), archive.writer(update=True):
        pytest.fail("an update of nothing")
    write(archive, [make_article(5)])
    assert count(archive) == 1


def test_no_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    archive = WhooshArchive(tmp_path / "nowhere")
    assert not archive.exists()
    with pytest.raises(EngineError, match="morgue rebuild PATH"):
        archive.reader()
    assert not (tmp_path / "nowhere").exists()


def test_a_missing_manifest_or_file_is_refused(tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    folder = generation_folder(archive)
    for file in (next(folder.glob("*.segment")), folder / MANIFEST):
        data = file.read_bytes()
        file.unlink()
        with pytest.raises(EngineError, match="morgue rebuild"):
            WhooshArchive(tmp_path / "index").reader()
        file.write_bytes(data)
    assert count(WhooshArchive(tmp_path / "index")) == 12


def with_manifest(archive: WhooshArchive, data: bytes) -> None:
    """Puts another manifest in place, and its digest into `current`."""
    from indexer.checked_file import digest

    folder = generation_folder(archive)
    (folder / MANIFEST).write_bytes(data)
    (archive.location / "current").write_text(f"{folder.name} {digest(data).hex()}\n")


@pytest.mark.parametrize("name", ["format", "analysis", "stemmer"])
@pytest.mark.parametrize("version", [0, 999, "x", None])
def test_another_version_is_refused_with_the_command_that_mends_it(
    name: str, version: Any, tmp_path: Path
) -> None:
    archive = make(tmp_path / "index")
    manifest = json.loads((generation_folder(archive) / MANIFEST).read_bytes())
    with_manifest(archive, json.dumps({**manifest, name: version}).encode())
    with pytest.raises(EngineError, match=f"{name} version .* `morgue rebuild`"):
        WhooshArchive(tmp_path / "index").reader()
    with pytest.raises(EngineError, match="morgue rebuild"):
        archive.check()
    with pytest.raises(EngineError, match="morgue rebuild"), archive.writer(update=True):
        pytest.fail("an update of another version")
    write(archive, [make_article(3)])
    assert count(archive) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"null", b"\xff", b'{"files": []}', b'{"files": {"a": 1}}', b'{"files": {"../x": {"size": 1, "blake2b": ""}}}',
     b'{"files": {"/etc/passwd": {"size": 1, "blake2b": ""}}}', b"[" * 100_000],
)  # fmt: skip
def test_a_manifest_of_another_form_is_refused(data: bytes, tmp_path: Path) -> None:
    archive = make(tmp_path / "index")
    with_manifest(archive, data)
    with pytest.raises(EngineError, match="morgue rebuild"):
        WhooshArchive(tmp_path / "index").reader()
