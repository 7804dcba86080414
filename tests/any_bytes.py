"""The tries of `test_any_bytes`: a file's bytes befall something, and reading must give articles and rejects, in bounded time.

A try is settled by the set of samples and its number alone. `run_tries` makes some here; `run_guarded` makes many in a process of its own,
which the system kills where a try takes too much processor time, and notes in a file how far it came, so that a stopped run goes on there.

"""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from drawn_bytes import Sample, befall, by_format, form_of, members_of, read_samples  # noqa: E402

from indexer.article import Article, NotArticle, Origin, Outcome, Reject, article_from_json  # noqa: E402
from indexer.containers.stream import StreamError  # noqa: E402
from indexer.formats import Format  # noqa: E402
from indexer.settings import ReadingOptions  # noqa: E402

SLOWEST = 2.0
"""Seconds of processor time for a file of at most 128 kB, and with each thing found in it …"""
SLOWEST_MORE = 0.001
"""… so many more: such a file holds thousands of short items."""
KILLED_AFTER = 20.0
"""Seconds of processor time after which a try is taken for one that does not end."""
SILENT = 3_600
"""Seconds by the clock without a try that ended, after which one is taken for one that waits for ever."""
IDENTIFIER = re.compile(r"[A-Za-z0-9._~-]{1,64}")

SETS = {
    "own": (ROOT / "seeds", *(path for path in sorted((ROOT / "tests" / "data").iterdir()) if path.is_dir())),
    "real": (ROOT.parent / "shared" / "data",),
}
"""Folders of samples by the name of the set."""


@dataclass
class Tally:
    """What some tries gave. `slowest`: seconds of processor time, and which try. `more`: MB by which the process grew."""

    tries: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    more: int = 0

    def add(self, other: Tally) -> None:
        self.tries += other.tries
        self.outcomes.update(other.outcomes)
        self.faults += other.faults
        self.slowest = max(self.slowest, other.slowest)
        self.more = max(self.more, other.more)


def tell(tally: Tally) -> str:
    counted = ", ".join(f"{count:,} {kind}" for kind, count in tally.outcomes.most_common())
    return f"{tally.tries:,} tries: {counted}; the slowest took {tally.slowest[0]:.2f} s of processor time ({tally.slowest[1]}); {tally.more} MB more memory"


# One try


def read_bytes(data: bytes, name: str, form: Format | None) -> Counter[str]:
    """Reads as `reading` does, but that nothing is caught but a failing stream; then once more by `form`, whatever the bytes look like."""
    seen: Counter[str] = Counter()
    for found in members_of(data, name):
        if not isinstance(found, tuple):
            seen[check(found)] += 1  # type: ignore[arg-type]
            continue
        origin, stream = found
        chosen = form_of(stream.peek(65_536), origin.member or name)
        if chosen is not None:
            seen.update(parse(chosen, stream, origin))
    if form is not None:
        seen.update(parse(form, io.BytesIO(data), Origin(path=name)))
    return seen


def parse(form: Format, stream: object, origin: Origin) -> Counter[str]:
    seen: Counter[str] = Counter()
    outcomes = form.parse(stream, origin, ReadingOptions())  # type: ignore[arg-type]
    try:
        for outcome in outcomes:
            seen[check(outcome)] += 1
    except StreamError:
        seen["failing streams"] += 1
    return seen


def check(outcome: Outcome) -> str:
    """What kind of outcome it is; fails where it is not whole."""
    if isinstance(outcome, Reject | NotArticle):
        assert outcome.reason
        json.dumps(outcome.as_json()).encode()
        return "rejects" if isinstance(outcome, Reject) else "no articles"
    assert isinstance(outcome, Article)
    printed = json.dumps(outcome.as_json(), ensure_ascii=False).encode()
    assert article_from_json(json.loads(printed)) == outcome
    assert IDENTIFIER.fullmatch(outcome.id), outcome.id
    for day in (outcome.published, outcome.updated):
        if day is not None:
            date.fromisoformat(f"{day.date}-01-01"[:10])
    assert (outcome.published is None) == (outcome.undated is not None)
    return "articles"


def try_once(sample: Sample, other: Sample, number: int) -> Tally:
    """What number `number` does to a sample. A slow try is made twice: what only once took long, the machine held up."""
    which = f"{sample.name}, try {number}"
    data = befall(sample.data, other.data, random.Random(f"bytes {number}"))
    took: list[float] = []
    seen: Counter[str] = Counter()
    longest = SLOWEST
    while len(took) < 2 and (not took or took[0] >= longest):
        began = time.process_time()
        try:
            seen = read_bytes(data, sample.name, sample.form)
        except Exception as error:  # noqa: BLE001 (what is raised is this test's finding)
            return Tally(1, faults=[f"{which}: {type(error).__name__}: {error}"[:400]])
        took.append(time.process_time() - began)
        longest = SLOWEST + SLOWEST_MORE * seen.total()
    slow = [f"{which}: {min(took):.1f} s"] if min(took) >= longest else []
    return Tally(1, seen, slow, (min(took), which))


# Many tries


def run_tries(
    samples: Sequence[Sample],
    first: int,
    stop: int,
    before_each: Callable[[Tally, int], None] = lambda tally, number: None,
) -> Tally:
    """Every second try goes through the formats in turn, the others through the samples in turn."""
    tally, forms, before = Tally(), by_format(samples), peak_mb()
    names = sorted(forms)
    for number in range(first, stop):
        tally.more = peak_mb() - before
        before_each(tally, number)
        draw = random.Random(number)
        same = forms[names[number // 2 % len(names)]]
        sample = draw.choice(same) if number % 2 else samples[number // 2 * 7 % len(samples)]
        tally.add(try_once(sample, draw.choice(samples), number))
    tally.more = peak_mb() - before
    return tally


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def run_guarded(
    name: str, first: int, stop: int, folder: Path, command: Sequence[str] = (sys.executable, __file__)
) -> Tally:
    """Tries `first` up to `stop` of a set of samples in a process of its own, and in another behind each try at which one dies.

    Goes on where a run stopped before: that is kept in `folder`, for these samples and this code alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / f"any-bytes-{name}-{first}-{stop}-{_digest(name)}.json"
    if not notes.exists():
        write_notes(notes, Tally(), first)
    while True:
        ended = _wait(subprocess.Popen([*command, name, str(stop), str(notes)]), notes)
        tally, place = read_notes(notes)
        if ended == 0:
            return tally
        if ended > 0:
            raise RuntimeError(f"tries with samples of the set {name} cannot be made: the process told why")
        tally.add(
            Tally(
                1,
                faults=[
                    f"{name}, try {place}: the process ended with {ended} (-{int(signal.SIGPROF)}: no end in {KILLED_AFTER:g} s of processor time)"
                ],
            )
        )
        write_notes(notes, tally, place + 1)


def _wait(process: subprocess.Popen[bytes], notes: Path) -> int:
    """The exit code; ends a process that has told nothing for long."""
    while True:
        try:
            return process.wait(timeout=SILENT / 10)
        except subprocess.TimeoutExpired:
            if time.time() - notes.stat().st_mtime > SILENT:
                process.kill()


def run_noted(name: str, stop: int, notes: Path) -> None:
    """The process of `run_guarded`: each try is noted before it begins. The system ends it where one takes too much processor time."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    before, first = read_notes(notes)

    def note(tally: Tally, number: int) -> None:
        signal.setitimer(signal.ITIMER_PROF, KILLED_AFTER)
        so_far = replace(before, outcomes=before.outcomes.copy(), faults=list(before.faults))
        so_far.add(tally)
        write_notes(notes, so_far, number)

    tally = run_tries(read_samples(SETS[name]), first, stop, note)
    note(tally, stop)


def write_notes(notes: Path, tally: Tally, place: int) -> None:
    """How far a run is: what its tries gave, and which one is next."""
    written = notes.with_suffix(".new")
    written.write_text(json.dumps({"next": place, "tally": vars(tally)}), "utf-8")
    written.replace(notes)


def read_notes(notes: Path) -> tuple[Tally, int]:
    stated = json.loads(notes.read_text("utf-8"))
    tally = Tally(**stated["tally"])
    took, which = tally.slowest
    return replace(tally, outcomes=Counter(tally.outcomes), slowest=(took, which)), stated["next"]


def _digest(name: str) -> str:
    """Of the reading code, of the tries, and of which files are samples."""
    digest = hashlib.blake2b(digest_size=6)
    code = [
        *sorted((ROOT / "indexer").rglob("*.py")),
        Path(__file__),
        Path(__file__).with_name("drawn_bytes.py"),
    ]
    for path in code:
        digest.update(path.read_bytes())
    for path in sorted(path for folder in SETS[name] for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path} {path.stat().st_size}".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    run_noted(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
