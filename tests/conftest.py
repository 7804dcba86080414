"""Fixtures that several test files share: where the real articles lie, what happens where they do not, what long checks tell."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import chromium, scriptless, site, visit
from hypothesis import settings

__all__ = ["chromium", "scriptless", "site", "visit"]

# A clock on the wall tells how busy the machine is; what must end in time is bounded by pytest's timeout or processor time.
settings.register_profile("morgue", deadline=None)
settings.load_profile("morgue")

# A shell has what it starts in the background ignore these, and so would every command that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles beside the project; skips where it is absent, fails where it must be there."""
    if not SHARED.is_dir():
        if os.environ.get("MORGUE_REQUIRE_ALL_TESTS"):
            pytest.fail(f"the real articles are not at {SHARED}, and this run must not skip them")
        pytest.skip("the real articles (../shared) are not here")
    return SHARED


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """`../shared/data`: real articles in their original formats."""
    return shared / "data"


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tells what a long check measured, for the last lines of the run."""
    return lambda words: record_property("figures", words)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("soak"):
        item.user_properties.append(("figures", marker.args[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Keeps how much processor time a long check took with its child processes, which a busy machine does not lengthen much."""
    began = sum(os.times()[:4])
    try:
        return (yield)
    finally:
        if item.get_closest_marker("soak"):
            item.user_properties.append(("processor", round(sum(os.times()[:4]) - began, 1)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the long checks did and measured, each with its seconds by the wall and of processor time."""
    rows = []
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        told = [str(words) for name, words in report.user_properties if name == "figures"]
        if told and report.when == "call":
            spent = dict(report.user_properties).get("processor")
            rows.append(f"{report.nodeid}: {'; '.join(told)} ({report.duration:.1f} s, processor {spent} s)")
    if rows:
        terminalreporter.section("long checks")
    for row in sorted(rows):
        terminalreporter.write_line(row)
