"""How quick and how large is Morgue on the 21,578 stories of Reuters-21578? `python -m benchmarks.reuters [FOLDER]`.

A rebuild through the command, as a whole process; then 200 mixed queries, each asked once of a freshly opened index, from the
text typed to the JSON answer; then the same over the first files beside stock Whoosh, in one run, as a ratio.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import stock_whoosh
from benchmarks.mixed_queries import MixedQuery, draw_queries
from benchmarks.process_memory import Run, run_measured
from benchmarks.stopwatch import Stopwatch
from indexer.article import Article
from indexer.engines import open_archive
from indexer.engines.contract import Engine
from indexer.search.json_form import results_as_json
from indexer.search.request import make_request

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "reuters21578"
BARE: dict[str, Any] = {"facets": (), "timeline": False, "snippets": 0}
WARM_UP = 5
LAST_DAY = date(1987, 10, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="the files reut2-0NN.sgm")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument(
        "--peer-files", type=int, default=5, help="how many files stock Whoosh gets too; 0 for none"
    )
    asked = parser.parse_args()
    files = sorted(asked.folder.glob("reut2-*.sgm"))
    if not files:
        sys.exit(f"there are no files reut2-*.sgm in {asked.folder}; name their folder")
    with tempfile.TemporaryDirectory() as scratch:
        measure_all(Path(scratch) / "all", files, asked.queries)
        if asked.peer_files:
            measure_peer(Path(scratch), files[: asked.peer_files], asked.queries)


def measure_all(index: Path, files: Sequence[Path], count: int) -> None:
    print(f"Morgue, {len(files)} files, {mb(size_of(files))} MB")
    run, report = rebuild(index, files)
    articles = list(open_archive(index).reader().articles())
    text = sum(len(f"{article.title or ''}{article.body}".encode()) for article in articles)
    kept = size_of((index / "generations" / report["generation"]).iterdir())
    print(
        f"  rebuild        {run.seconds:.1f} s, {report['articles'] / run.seconds:,.0f} articles/s (processor: {run.processor:.1f} s)"
    )
    print(f"  peak memory    {mb(run.peak)} MB, all processes")
    print(f"  index          {mb(kept)} MB; text {mb(text)} MB; index/text {kept / text:.2f}")
    queries = draw_queries(_texts_of(articles), count)
    del articles
    print(f"  {count} queries    {time_queries(index, queries, {})} with facets, timeline, passages")
    print(f"                 {time_queries(index, queries, BARE)} without")


def measure_peer(scratch: Path, files: Sequence[Path], count: int) -> None:
    print(f"\nBeside stock Whoosh, the first {len(files)} files")
    run, _ = rebuild(scratch / "some", files)
    articles = list(open_archive(scratch / "some").reader().articles())
    (scratch / "stock").mkdir()
    built = stock_whoosh.build(
        scratch / "stock",
        ((article.id, article.title, article.body, _day_of(article)) for article in articles),
    )
    queries = draw_queries(_texts_of(articles), count)
    ours = time_queries(scratch / "some", queries, {})
    bare = time_queries(scratch / "some", queries, BARE)
    theirs = stock_whoosh.time_queries(scratch / "stock", queries)
    print(
        f"  indexing       Whoosh {built.processor[0]:.1f} s without parsing, Morgue {run.processor:.1f} s with it (processor)"
    )
    print(f"  Whoosh         {theirs}")
    print(f"  Morgue         {ours} with facets, timeline, passages; {ours.times_of(theirs)} times as quick")
    print(f"                 {bare} without; {bare.times_of(theirs)} times as quick")


def rebuild(index: Path, files: Sequence[Path]) -> tuple[Run, dict[str, Any]]:
    command = [
        sys.executable,
        "-m",
        "indexer",
        "rebuild",
        "--index",
        str(index),
        "--json",
        "--quiet",
        *map(str, files),
    ]
    run = run_measured(command)
    if run.code:
        sys.exit(f"the rebuild ended with {run.code}")
    report: dict[str, Any] = json.loads(run.output)
    return run, report


def time_queries(index: Path, queries: Sequence[MixedQuery], what: dict[str, Any]) -> Stopwatch:
    """Each query, asked once of a freshly opened index, from its text to JSON."""
    engine = open_archive(index).reader()
    for word in range(WARM_UP):
        engine.search(make_request(text=f"warm {word}", today=LAST_DAY))
    stopwatch = Stopwatch()
    for asked in queries:
        with stopwatch:
            _ask(engine, asked, what)
    return stopwatch


def _texts_of(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    return ((article.body, _day_of(article)) for article in articles)


def _day_of(article: Article) -> str:
    return article.published.date if article.published else ""


def _ask(engine: Engine, asked: MixedQuery, what: dict[str, Any]) -> None:
    request = make_request(
        text=asked.text, first=asked.first, last=asked.last, sort="newest" if asked.newest else "",
        today=LAST_DAY, **what,
    )  # fmt: skip
    json.dumps(results_as_json(request, engine.search(request)))


def size_of(files: Any) -> int:
    return sum(file.stat().st_size for file in files)


def mb(size: int) -> str:
    return f"{size / 1e6:.1f}"


if __name__ == "__main__":
    main()
