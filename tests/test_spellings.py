"""Spellings offered for a word that no article has: the same from every engine, by the letters, never slow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn_queries import articles as drawn_articles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_archive import make_article, write
from reference_engine import ReferenceEngine
from test_engine_contract import ARCHIVE, ENGINES, EXAMPLES, build

from indexer.article import Article, PublicationDate
from indexer.engines import open_archive
from indexer.engines.contract import Engine, Spelling
from indexer.engines.spelling import edits_allowed, likelihood
from indexer.engines.whoosh.reading.similarity import Shapes, near_forms
from indexer.engines.whoosh.storage.dictionary import Strings, write_strings
from indexer.engines.whoosh.storage.sections import SectionReader, SectionWriter
from indexer.matching.patterns import within_edits
from indexer.words.folding import fold

BODIES = (
    "The harbour is open. The Harbour Board met.",
    "A harbour pilot and the harbor master.",
    "Harbour news: Łódź and the harbours.",
    "Angela Merkel spoke to the government; Merkel left.",
    "The government, the GOVERNMENT and goverment.",
    "The government fell. Markel was a clerk.",
    "The government, the governor.",
    "A government in Łódź.",
    "Lodz, Lodz, Lodz.",
    "In 1987 there were 1988 ships; the Straße was closed. 東京都の天気",
)

Make = Callable[..., Engine]


@pytest.fixture(scope="module", params=ENGINES)
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes an engine over articles with these bodies."""

    def of(*bodies: str, batches: int = 2) -> Engine:
        stories = [
            Article(id=f"a{number}", title="Of", body=body, language="en", published=PublicationDate(date="2020"), path="a.txt", format="text")
            for number, body in enumerate(bodies)
        ]  # fmt: skip
        if request.param == "reference":
            return ReferenceEngine(stories)
        return build(open_archive(tmp_path_factory.mktemp("spelling") / "index"), stories, batches=batches)

    return of


@pytest.fixture(scope="module")
def engine(make: Make) -> Engine:
    return make(*BODIES)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("harbuor", [("harbour", 3), ("harbor", 1), ("harbours", 1)]),
        ("HARBOURR", [("harbour", 3), ("harbours", 1), ("harbor", 1)]),
        ("govermnent", [("government", 5), ("goverment", 1)]),
        ("Merkle", [("Merkel", 1), ("Markel", 1)]),
        ("Lodx", [("Łódź", 3)]),
        ("strase", [("Straße", 1)]),
        ("harb", []),
        ("zeppelin", []),
        ("1989", []),
        ("東京部", []),
        ("of", []),
        ("", []),
        ("*", []),
        ("x" * 300, []),
    ],
)
def test_near_words_of_the_archive_are_offered(
    engine: Engine, typed: str, offered: list[tuple[str, int]]
) -> None:
    assert [(found.word, found.count) for found in engine.spellings(typed)] == offered


def test_one_edit_is_likelier_than_two_unless_two_are_far_commoner(make: Make) -> None:
    one = make("planet", *["planters"] * 31)
    assert [found.word for found in one.spellings("plantes")] == ["planters", "planet"]
    few = make("kitchen", *["kittens"] * 20)
    assert [found.word for found in few.spellings("kitchens")] == ["kitchen", "kittens"]
    many = make("kitchen", *["kittens"] * 40)
    assert [found.word for found in many.spellings("kitchens")] == ["kittens", "kitchen"]


def test_a_word_is_shown_as_most_articles_write_it(make: Make) -> None:
    assert make("Merkel", "Merkel", "merkel").spellings("Merkle") == (Spelling(word="Merkel", count=3),)
    assert make("Storm", "storm", "STORM").spellings("strom") == (Spelling(word="storm", count=3),)


def test_the_word_itself_is_no_spelling_of_it(engine: Engine) -> None:
    assert "harbour" not in [found.word for found in engine.spellings("HARBOUR")]
    assert "government" in [found.word for found in engine.spellings("goverment")]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 50])
def test_no_more_are_given_than_asked_for(engine: Engine, limit: int) -> None:
    assert engine.spellings("harbuor", limit) == engine.spellings("harbuor", 50)[:limit]


def test_an_empty_dictionary_offers_nothing(make: Make) -> None:
    assert make("...", batches=1).spellings("harbour") == ()


def test_articles_that_are_gone_count_no_more(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "index")
    stories = [make_article(number) for number in range(60)]
    write(archive, stories, segments=2)
    kept = [story for story in stories if "glacier" not in f"{story.title} {story.summary} {story.body}".lower()]  # fmt: skip
    dropped = {story.id for story in stories} - {story.id for story in kept}
    engine = write(archive, [make_article(100)], update=True, drop=dropped)
    reference = ReferenceEngine([*kept, make_article(100)])
    for typed in ("glacer", "harbuor", "quary", "dikes", "goals", "bridges"):
        assert engine.spellings(typed, 5) == reference.spellings(typed, 5), typed


def mistyped(draw: random.Random, word: str) -> str:
    place = draw.randrange(len(word) or 1)
    letter = draw.choice("aeiłß東x")
    return draw.choice(
        (
            word[:place] + letter + word[place:],
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        )
    )


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "reference"])
def test_mistyped_words_of_an_archive_are_answered_as_the_reference_answers(
    name: str, tmp_path: Path
) -> None:
    draw = random.Random(7)
    stories = [*ARCHIVE, *(make_article(number) for number in range(150))]
    reference, engine = ReferenceEngine(stories), build(open_archive(tmp_path / "index"), stories, batches=4)
    words = sorted({word for story in stories for word in story.body.split()})
    for _ in range(80):
        typed = mistyped(draw, mistyped(draw, draw.choice(words)))
        assert engine.spellings(typed, 4) == reference.spellings(typed, 4), typed


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "reference"])
@given(data=st.data())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_drawn_words_are_answered_as_the_reference_answers(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stories = [data.draw(drawn_articles(identifier)) for identifier in "abc"]
    engine = build(open_archive(tmp_path_factory.mktemp(name) / "index"), stories, batches=2)
    words = sorted({word for story in stories for word in f"{story.title} {story.body}".split()})
    for _ in range(4):
        typed = mistyped(
            random.Random(data.draw(st.integers(0, 999))), data.draw(st.sampled_from(words or ["x"]))
        )
        assert engine.spellings(typed, 5) == ReferenceEngine(stories).spellings(typed, 5), typed


# The rules


@pytest.mark.parametrize(
    ("folded", "edits"),
    [("", 0), ("at", 0), ("oil", 1), ("storm", 1), ("storms", 2), ("x" * 41, 0), ("covid19", 0), ("1987", 0), ("東京都", 0), ("москва", 2), ("&&&&", 0)],
)  # fmt: skip
def test_how_far_a_spelling_may_be_away(folded: str, edits: int) -> None:
    assert edits_allowed(folded) == edits


def test_likelihood_grows_with_articles_and_falls_with_edits() -> None:
    assert likelihood(2, 1) > likelihood(1, 1) > likelihood(31, 2) > likelihood(30, 2)


# Distances on arrays


def dictionary(folder: Path, forms: list[str]) -> Strings:
    path = folder / "strings.segment"
    path.unlink(missing_ok=True)
    with SectionWriter(path) as writer:
        write_strings(writer, "word", [form.encode() for form in forms])
    return Strings(SectionReader(path), "word")


def measured(one: str, other: str, most: int) -> int | None:
    return next((edits for edits in range(most + 1) if within_edits(one, other, edits)), None)


WORDS = st.text("abcł東", min_size=1, max_size=9)


@given(forms=st.lists(WORDS, max_size=40, unique=True), wanted=WORDS, most=st.integers(1, 2))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_distances_are_those_of_the_plain_table(
    forms: list[str], wanted: str, most: int, tmp_path: Path
) -> None:
    expected = {number: measured(wanted, form, most) for number, form in enumerate(sorted(forms))}
    strings = dictionary(tmp_path, sorted(forms))
    found = dict(near_forms(strings, Shapes.measure(strings), wanted, most))
    assert found == {number: edits for number, edits in expected.items() if edits is not None}


def test_a_dictionary_is_measured_a_stretch_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = sorted({fold(f"{start}arb{end}r") for start in "hbcdł" for end in ("ou", "o", "uo", "ouo")})
    strings = dictionary(tmp_path, forms)
    whole = Shapes.measure(strings)
    assert whole.lengths.tolist() == [len(form) for form in forms]
    for stretch in (1, 7, 40):
        monkeypatch.setattr("indexer.engines.whoosh.reading.similarity._STRETCH", stretch)
        piecewise = Shapes.measure(strings)
        assert piecewise.lengths.tolist() == whole.lengths.tolist()
        assert piecewise.signatures.tolist() == whole.signatures.tolist()
    found = {forms[number]: edits for number, edits in near_forms(strings, whole, "harbour", 2)}
    assert found["harbor"] == 1


def test_half_a_million_words_are_compared_in_no_time(tmp_path: Path) -> None:
    draw = random.Random(3)
    forms = sorted({"".join(draw.choices("etaoinshrdlu", k=draw.randint(4, 12))) for _ in range(500_000)})
    strings = dictionary(tmp_path, forms)
    began = time.process_time()
    found = list(near_forms(strings, Shapes.measure(strings), "thousand", 2))
    assert time.process_time() - began < 1.0
    assert all(within_edits("thousand", forms[number], edits) for number, edits in found)
