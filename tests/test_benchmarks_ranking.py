"""The measure of an order of hits: its formulas against values worked out by hand, and the collection's files read whole."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from benchmarks.ranking import (
    QUESTION,
    ask,
    average_precision,
    build,
    discounted_gain,
    measure_order,
    read_judgements,
    read_numbered,
)

ARTICLE = "*TEXT"
ARTICLES = """*TEXT 007 01/04/63 PAGE 020

THE FERRY AT PIER FIVE STOPPED . THE HARBOUR MASTER SAID

SO ON MONDAY .



*TEXT 012 01/11/63 PAGE 021

THE LIGHTHOUSE KEEPER OF SKERRY LEFT HIS LAMP AND THE FERRY .

*TEXT 431 08/30 63  PAGE 026

A COUNCIL RAISED THE PRICE OF BREAD .

*STOP
"""


def test_average_precision_is_the_mean_of_the_precisions_at_relevant_places() -> None:
    # found at 1 and 3, a third never: (1/1 + 2/3 + 0) / 3
    assert average_precision(("a", "x", "b", "y"), {"a", "b", "c"}) == pytest.approx(5 / 9)
    # at 2 and 4: (1/2 + 2/4) / 2
    assert average_precision(("x", "a", "y", "b"), {"a", "b"}) == pytest.approx(0.5)
    assert average_precision(("x", "y"), {"a"}) == 0


def test_average_precision_looks_at_the_whole_order() -> None:
    assert average_precision((*"xxxxxxxxxxxxxxxxxxx", "a"), {"a"}) == pytest.approx(1 / 20)


def test_discounted_gain_is_a_part_of_the_best_there_can_be() -> None:
    # at 1 and 3 of two: (1/log2(2) + 1/log2(4)) / (1/log2(2) + 1/log2(3)) = 1.5 / 1.63093
    assert discounted_gain(("a", "x", "b"), {"a", "b"}, 10) == pytest.approx(0.919721, abs=1e-6)
    assert discounted_gain(("a", "b", "x"), {"a", "b"}, 10) == 1
    assert discounted_gain(("x", "y"), {"a"}, 10) == 0


def test_discounted_gain_ends_at_its_depth_and_so_does_the_best() -> None:
    assert discounted_gain(("x", "x", "a"), {"a"}, 2) == 0
    # of three relevant two fit above the depth
    assert discounted_gain(("x", "a"), {"a", "b", "c"}, 2) == pytest.approx((1 / log2(3)) / (1 + 1 / log2(3)))


def test_both_are_averaged_over_the_judged_questions_and_one_not_answered_counts_nothing() -> None:
    orders = {"1": ("a",), "2": ("x", "b"), "9": ("never judged",)}
    judged = {"1": {"a"}, "2": {"b"}, "3": {"c"}}
    precision, gain = measure_order(orders, judged)
    assert precision == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert gain == pytest.approx((1 + 1 / log2(3) + 0) / 3)


def test_judgements_keep_the_noughts_of_a_number_and_leave_out_what_is_not_relevant() -> None:
    lines = ("1 0 007 1", "1 0 431 0", "", "2 0 012 1", "2 0 007 2")
    assert read_judgements(lines) == {"1": {"007"}, "2": {"012", "007"}}


def test_entries_are_whole_whatever_blank_lines_and_headers_look_like(tmp_path: Path) -> None:
    file = tmp_path / "TIME.ALL"
    file.write_text(ARTICLES)
    entries = dict(read_numbered(file, ARTICLE))
    assert list(entries) == ["007", "012", "431"]
    assert entries["007"] == "THE FERRY AT PIER FIVE STOPPED . THE HARBOUR MASTER SAID\nSO ON MONDAY ."
    assert entries["431"] == "A COUNCIL RAISED THE PRICE OF BREAD ."


def test_the_last_entry_needs_no_end(tmp_path: Path) -> None:
    file = tmp_path / "TIME.QUE"
    file.write_text("*FIND      1\n\n WHO LEFT\n\nTHE LAMP .\n\n*FIND      2\n\n BREAD .")
    assert dict(read_numbered(file, QUESTION)) == {"1": "WHO LEFT\nTHE LAMP .", "2": "BREAD ."}


def test_a_question_is_answered_with_the_collections_own_numbers(tmp_path: Path) -> None:
    file = tmp_path / "TIME.ALL"
    file.write_text(ARTICLES)
    engine = build(tmp_path, file)
    numbers = {article.id: str(article.extra["number"]) for article in engine.articles()}
    assert sorted(numbers.values()) == ["007", "012", "431"]
    order = ask(engine, numbers, "LIGHTHOUSE KEEPERS AT THE FERRY .")
    assert order[0] == "012"
    assert set(order) == {"007", "012", "431"}


@pytest.mark.shared_data
def test_every_question_of_the_collection_has_judgements_that_name_its_articles(shared_data: Path) -> None:
    folder = shared_data / "time"
    articles = dict(read_numbered(folder / "TIME.ALL", ARTICLE))
    questions = dict(read_numbered(folder / "TIME.QUE", QUESTION))
    judged = read_judgements((folder / "qrels.derived.txt").read_text().splitlines())
    assert (len(articles), len(questions), sum(map(len, judged.values()))) == (423, 83, 324)
    assert judged.keys() == questions.keys()
    assert {article for relevant in judged.values() for article in relevant} <= articles.keys()
    assert all(map(str.strip, (*articles.values(), *questions.values())))
