"""How good is the order of hits on the TIME collection, 423 articles with 83 questions and judgements? `python -m benchmarks.ranking [FOLDER]`.

Builds an index of the articles with the command, asks each question in lower case with match=any through the one
door to a search, and prints two means over all questions: average precision, and nDCG of the first ten.

The collection is there to measure with: nothing in Morgue is chosen for its figures here. A judgement names an
article by the number on its `*TEXT` line, leading noughts and all; `qrels.derived.txt` has them so.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import log2
from pathlib import Path
from statistics import mean

from benchmarks.reuters import BARE, rebuild
from indexer.engines import open_archive
from indexer.engines.contract import Engine
from indexer.search.request import make_request

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "time"
ARTICLES, QUESTIONS, JUDGEMENTS = "TIME.ALL", "TIME.QUE", "qrels.derived.txt"
QUESTION, END = "*FIND", "*STOP"
ENCODING = "latin-1"
LAST_DAY = date(1963, 12, 31)
DEPTH = 1_000
"""More than there are articles: the whole order is judged."""

FIRST_HITS = 10
DEADLINE = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help=f"holds {ARTICLES}")
    folder = parser.parse_args().folder
    missing = [name for name in (ARTICLES, QUESTIONS, JUDGEMENTS) if not (folder / name).is_file()]
    if missing:
        sys.exit(f"{folder} lacks {', '.join(missing)}; name the folder of the TIME collection")
    questions = dict(read_numbered(folder / QUESTIONS, QUESTION))
    judged = read_judgements((folder / JUDGEMENTS).read_text().splitlines())
    with tempfile.TemporaryDirectory() as scratch:
        engine = build(Path(scratch), folder / ARTICLES)
        numbers = {article.id: str(article.extra["number"]) for article in engine.articles()}
        orders = {
            number: ask(engine, numbers, text) for number, text in questions.items() if number in judged
        }
    precision, gain = measure_order(orders, judged)
    print(f"{len(orders)} questions, {sum(map(len, judged.values()))} judgements")
    print(f"MAP      {precision:.3f}")
    print(f"nDCG@{FIRST_HITS}  {gain:.3f}")


# Reading the collection


def read_numbered(file: Path, mark: str) -> Iterator[tuple[str, str]]:
    """The entries of a file of the collection: the number on the line that a mark begins, and the text up to the next."""
    number, lines = "", list[str]()
    for line in file.read_text(ENCODING).splitlines():
        if line.startswith((mark, END)):
            if number:
                yield number, "\n".join(lines)
            number, lines = "".join(line.split()[1:2]) if line.startswith(mark) else "", []
        elif line.strip():
            # every second line is blank, which says nothing of paragraphs
            lines.append(line.strip())
    if number:
        yield number, "\n".join(lines)


def read_judgements(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """Lines of TREC's form, `question 0 article grade`: the articles that answer each question (a grade over 0)."""
    found: dict[str, set[str]] = {}
    for line in lines:
        if not line.strip():
            continue
        question, _, article, grade = line.split()
        if int(grade) > 0:
            found.setdefault(question, set()).add(article)
    return {question: frozenset(articles) for question, articles in found.items()}


def build(scratch: Path, articles: Path) -> Engine:
    """An index of the articles."""
    _, report = rebuild(scratch / "index", [articles])
    if report["rejected"] or report["duplicates"] or report["replaced"]:
        sys.exit(f"not all articles went in: {report}")
    return open_archive(scratch / "index").reader()


def ask(engine: Engine, numbers: Mapping[str, str], question: str) -> tuple[str, ...]:
    """The articles found, best first; `numbers` has the collection's number for each id."""
    request = make_request(
        text=" ".join(question.lower().split()), match="any", sort="relevance", size=str(DEPTH),
        today=LAST_DAY, deadline=DEADLINE, **BARE,
    )  # fmt: skip
    results = engine.search(request)
    if results.partial or results.total > DEPTH:
        sys.exit(f"not all was found that answers: {question}")
    return tuple(numbers[hit.id] for hit in results.hits)


# Measuring an order


def measure_order(
    orders: Mapping[str, Sequence[str]], judged: Mapping[str, Collection[str]]
) -> tuple[float, float]:
    """Mean average precision, and mean nDCG of the first hits, over all questions that are judged; one never asked counts 0."""
    pairs = [(orders.get(question, ()), relevant) for question, relevant in judged.items()]
    return (
        mean(average_precision(order, relevant) for order, relevant in pairs),
        mean(discounted_gain(order, relevant, FIRST_HITS) for order, relevant in pairs),
    )


def average_precision(order: Sequence[str], relevant: Collection[str]) -> float:
    """The mean, over the relevant articles, of the precision at the place of each; 0 for one that is not in the order.

    Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), section 8.4.
    """
    met, total = 0, 0.0
    for place, article in enumerate(order, start=1):
        if article in relevant:
            met += 1
            total += met / place
    return total / len(relevant)


def discounted_gain(order: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """nDCG of the first `depth`: the sum of 1 / log2(place + 1) over relevant hits, as a part of the best sum there can be.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), with the discount
    that Burges et al., "Learning to rank using gradient descent" (2005), gave it; grades are 0 and 1.
    """
    gained = sum(
        1 / log2(place + 1) for place, article in enumerate(order[:depth], start=1) if article in relevant
    )
    best = sum(1 / log2(place + 1) for place in range(1, min(depth, len(relevant)) + 1))
    return gained / best


if __name__ == "__main__":
    main()
