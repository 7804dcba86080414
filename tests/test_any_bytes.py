"""Whatever befalls the bytes of a file, reading gives articles and rejects only, and in bounded time: each format, each sample."""

from __future__ import annotations

import io
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from drawn_bytes import Sample, befall, by_format, form_of, members_of, read_samples
from soaking import scaled

from indexer.article import Article, NotArticle, Origin, Outcome, Reject, article_from_json
from indexer.containers.stream import StreamError
from indexer.formats import FORMATS, Format
from indexer.settings import ReadingOptions

PARTS = scaled(1, 4)
TRIES = scaled(300, 12_500)
"""In each part, and for each of the two sets of samples."""
SLOWEST = 2.0
"""Seconds of processor time for a file of at most 128 kB."""
MOST_MORE = 500
"""MB by which the process may grow over all tries."""
OWN = (ROOT / "seeds", *(path for path in sorted((ROOT / "tests" / "data").iterdir()) if path.is_dir()))
IDENTIFIER = re.compile(r"[A-Za-z0-9._~-]{1,64}")


@dataclass
class Tally:
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    more: int = 0


@pytest.fixture(scope="module")
def own_samples() -> list[Sample]:
    return read_samples(OWN)


@pytest.fixture(scope="module")
def shared_samples(shared_data: Path) -> list[Sample]:
    return read_samples([shared_data])


def test_every_format_has_samples(own_samples: list[Sample]) -> None:
    assert {form.NAME for form in FORMATS} <= set(by_format(own_samples))


def read_bytes(data: bytes, name: str, form: Format | None) -> Counter[str]:
    """Reads as `reading` does, but that nothing is caught but a failing stream; then once more by `form`, whatever the bytes look like."""
    seen: Counter[str] = Counter()
    for found in members_of(data, name):
        if not isinstance(found, tuple):
            seen[check(found)] += 1
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


def try_once(sample: Sample, other: Sample, seed: str, tally: Tally) -> None:
    data = befall(sample.data, other.data, random.Random(seed))
    took = []
    for _ in range(2):
        began = time.process_time()
        try:
            seen = read_bytes(data, sample.name, sample.form)
        except Exception as error:  # noqa: BLE001 (what is raised is this test's finding)
            tally.faults.append(f"{sample.name}, seed {seed!r}: {type(error).__name__}: {error}"[:400])
            return
        took.append(time.process_time() - began)
        if took[0] < SLOWEST:
            break
    tally.outcomes.update(seen)
    tally.slowest = max(tally.slowest, (min(took), f"{sample.name}, seed {seed!r}"))
    if min(took) >= SLOWEST:
        tally.faults.append(f"{sample.name}, seed {seed!r}: {min(took):.1f} s")


def run_tries(samples: Sequence[Sample], part: int) -> Tally:
    """Every second try goes through the formats in turn, the others through the samples in turn."""
    tally, forms, before = Tally(), by_format(samples), peak_mb()
    names = sorted(forms)
    for number in range(part * TRIES, (part + 1) * TRIES):
        seed = f"bytes {number}"
        draw = random.Random(number)
        same = forms[names[number // 2 % len(names)]]
        sample = draw.choice(same) if number % 2 else samples[number // 2 * 7 % len(samples)]
        try_once(sample, draw.choice(samples), seed, tally)
    tally.more = peak_mb() - before
    return tally


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def run_checked(samples: Sequence[Sample], part: int, figures: Callable[[str], None]) -> None:
    tally = run_tries(samples, part)
    figures(tell(tally))
    assert not tally.faults, "\n".join(tally.faults[:20])
    assert tally.outcomes["articles"] > TRIES // 4
    assert tally.more < MOST_MORE


def tell(tally: Tally) -> str:
    counted = ", ".join(f"{count:,} {kind}" for kind, count in tally.outcomes.most_common())
    return f"{counted}; the slowest took {tally.slowest[0]:.2f} s of processor time ({tally.slowest[1]}); {tally.more} MB more memory"


@pytest.mark.soak(f"{TRIES:,} tries with samples of ours")
@pytest.mark.timeout(scaled(300, 3_600))
@pytest.mark.parametrize("part", range(PARTS))
def test_any_bytes_give_only_articles_and_rejects(
    part: int, own_samples: list[Sample], figures: Callable[[str], None]
) -> None:
    run_checked(own_samples, part, figures)


@pytest.mark.shared_data
@pytest.mark.soak(f"{TRIES:,} tries with real files")
@pytest.mark.timeout(scaled(300, 3_600))
@pytest.mark.parametrize("part", range(PARTS))
def test_any_bytes_of_real_files_give_only_articles_and_rejects(
    part: int, shared_samples: list[Sample], figures: Callable[[str], None]
) -> None:
    run_checked(shared_samples, part, figures)
