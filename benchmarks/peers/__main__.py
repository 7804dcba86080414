"""`python -m benchmarks.peers --articles N`: builds and asks Morgue and its peers, and prints the tables of `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.corpus import DATA, write_corpus
from benchmarks.mixed_queries import draw_from, gather_vocabulary
from benchmarks.peers.comparison import CLOSE, Figures, Questions, ask_all, build_all
from benchmarks.peers.contract import read_corpus
from benchmarks.peers.conversation import ROOT, is_installed
from benchmarks.peers.table import TITLES, draw_growth, draw_tables

OTHERS = ("tantivy", "tantivy_body", "xapian", "fts5")
SAMPLE = 40_000
"""Articles at the corpus's beginning whose words the queries are drawn from, so that corpora of every size get the same."""


def main() -> None:
    asked = _read_command()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        _run(asked, asked.keep)
    else:
        with tempfile.TemporaryDirectory(prefix="morgue-peers-") as scratch:
            _run(asked, Path(scratch))


def _read_command() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--corpus", type=Path, help="a file of benchmarks.corpus with at least as many; made anew without it")  # fmt: skip
    parser.add_argument("--peers", nargs="*", choices=OTHERS, default=OTHERS)
    parser.add_argument("--whoosh", type=int, default=20_000, metavar="N", help="articles for stock Whoosh, which indexes a few hundred a second, in a comparison of its own; 0 for none")  # fmt: skip
    parser.add_argument("--larger", type=int, default=0, metavar="N", help="ask Morgue and tantivy over N articles too")  # fmt: skip
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--clock", choices=("wall", "processor"), default="wall", help="processor: for a busy machine"
    )
    parser.add_argument("--memory-after", type=int, default=10_000, metavar="N", help="queries more, before memory is read")  # fmt: skip
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep corpora and indexes here, and use what an earlier run kept")  # fmt: skip
    parser.add_argument("--anew", nargs="*", default=(), metavar="PEER", help="of what is kept, build the indexes of these anew: morgue, whoosh, or a peer")  # fmt: skip
    return parser.parse_args()


def _run(asked: argparse.Namespace, folder: Path) -> None:
    sizes = sorted({size for size in (asked.whoosh, asked.articles, asked.larger) if size})
    whole = asked.corpus or _make_corpus(folder, sizes[-1])
    corpora = {size: _cut_corpus(whole, size, folder) for size in sizes}
    questions = _draw_questions(whole, asked.queries)
    print(_say_run(asked.queries, asked.clock), end="\n\n")
    peers = [name for name in asked.peers if _check_installed(name)]
    figures = _compare(["morgue", *peers], asked.articles, corpora, questions, folder, asked)
    if asked.whoosh:
        _compare(["morgue", "whoosh"], asked.whoosh, corpora, questions, folder, asked)
    if asked.larger:
        close = {name: of for name, of in figures.items() if name in CLOSE}
        larger = _compare(list(close), asked.larger, corpora, questions, folder, asked)
        _print(draw_growth(close, larger, (asked.articles, asked.larger)))


def _make_corpus(folder: Path, count: int) -> Path:
    file = folder / f"corpus-{count}.jsonl"
    if not file.exists():
        write_corpus(file, count, DATA)
    return file


def _cut_corpus(whole: Path, count: int, folder: Path) -> Path:
    """A file of the first `count` articles; read once here, so that no peer is the first to meet a cold disk."""
    part = folder / f"articles-{count}.jsonl"
    with whole.open("rb") as lines, part.open("wb") as kept:
        kept.writelines(islice(lines, count))
    with part.open("rb") as lines:
        there = sum(1 for _ in lines)
    if there < count:
        sys.exit(f"{whole} has {there:,} articles, {count:,} were asked for")
    return part


def _draw_questions(corpus: Path, count: int) -> Questions:
    sample = ((record["body"], record["published"]) for record in read_corpus(corpus, SAMPLE))
    vocabulary = gather_vocabulary(sample)
    return Questions(
        mixed=tuple(draw_from(vocabulary, count)),
        near=tuple(draw_from(vocabulary, max(20, count // 4), kinds=("near",))),
    )


def _check_installed(name: str) -> bool:
    there = is_installed(name)
    if not there:
        print(f"{TITLES[name]} is not installed and left out; docs/benchmarks.md says how to get it", file=sys.stderr)  # fmt: skip
    return there


def _compare(names: Sequence[str], count: int, corpora: dict[int, Path], questions: Questions, folder: Path, asked: argparse.Namespace) -> dict[str, Figures]:  # fmt: skip
    figures = build_all(names, corpora[count], count, folder, asked.anew)
    ask_all(figures, questions, folder, count, asked.rounds, asked.memory_after, asked.clock)
    text = sum(len(record["title"].encode()) + len(record["body"].encode()) for record in read_corpus(corpora[count], count))  # fmt: skip
    _print(draw_tables(figures, questions, count, text))
    return figures


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    print(flush=True)


def _say_run(queries: int, clock: str) -> str:
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    return f"{queries} mixed queries, timed by the {clock}; Morgue at {commit.stdout.strip() or 'an unknown commit'}"


if __name__ == "__main__":
    main()
