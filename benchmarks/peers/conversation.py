"""The parent's side of `child`: starts one peer's process over an index, asks it in batches, ends it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.mixed_queries import MixedQuery

ROOT = Path(__file__).parent.parent.parent
SYSTEM_PYTHON = "/usr/bin/python3"
"""For Xapian, whose binding is a package of the system and in no registry."""


def interpreter_of(name: str) -> str:
    return SYSTEM_PYTHON if name == "xapian" else sys.executable


def is_installed(name: str) -> bool:
    """Whether the peer's module can be imported by its interpreter."""
    command = [interpreter_of(name), "-c", f"import benchmarks.peers.{name}"]
    try:
        return not subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL).returncode
    except FileNotFoundError:
        return False


@dataclass(frozen=True, slots=True)
class Replies:
    """To a batch: seconds and exact total of each question, titles shown, and bytes of private memory afterwards."""

    seconds: tuple[float, ...]
    totals: tuple[int, ...]
    shown: tuple[int, ...]
    memory: int


class Conversation:
    """With a process in which an index was just opened.

    `opened` are the seconds that took once the engine was imported, `opened_first` before that; `kinds` is what can be asked.
    `clock`: by which questions are timed, the `wall`'s, or the `processor` time of the peer's process, which a busy machine lengthens less.
    """

    def __init__(self, name: str, folder: Path, clock: str = "wall") -> None:
        command = [interpreter_of(name), "-m", "benchmarks.peers.child", name, "serve", str(folder)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        first = self._listen()
        self.name = name
        self._clock = clock
        self.opened: float = first["opened"]
        self.opened_first: float = first["opened_first"]
        self.kinds = frozenset(first["kinds"])

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:  # fmt: skip
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def ask(self, questions: Sequence[MixedQuery], counted: bool = False) -> Replies:
        """Asks one after the other; what a peer cannot answer must not be among them."""
        assert self._process.stdin
        batch = {
            "questions": [asdict(asked) for asked in questions],
            "counted": counted,
            "clock": self._clock,
        }
        self._process.stdin.write(json.dumps(batch) + "\n")
        self._process.stdin.flush()
        reply = self._listen()
        return Replies(
            tuple(reply["seconds"]), tuple(reply["totals"]), tuple(reply["shown"]), reply["memory"]
        )

    def _listen(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"{self._process.args!r} ended with {self._process.wait()}")
        said: dict[str, Any] = json.loads(line)
        return said
