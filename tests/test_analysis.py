"""Words, their positions, and the ends of sentences and paragraphs."""

from __future__ import annotations

import time
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.words.analysis import SCAN, Piece, alternatives, exact_alternatives, read_surface
from indexer.words.folding import clean, fold, fold_value


def pieces_at(text: str, language: str = "en") -> list[tuple[int, str, str]]:
    """(position, stem, written) of every piece of a text."""
    position, found = 0, []
    for surface in SCAN.findall(text):
        reading = read_surface(surface, language)
        found += [(position + piece.step, piece.stem, piece.written) for piece in reading.pieces]
        position += reading.width
    return found


def sentences_of(text: str) -> list[str]:
    """The text cut where a sentence or paragraph ends."""
    cut, start = [], 0
    for match in SCAN.finditer(text):
        if read_surface(match[0], "en").boundary:
            cut.append(text[start : match.start()])
            start = match.end()
    return [*cut, text[start:]]


def paragraphs_of(text: str) -> list[str]:
    cut, start = [], 0
    for match in SCAN.finditer(text):
        if read_surface(match[0], "en").boundary == "paragraph":
            cut.append(text[start : match.end()].rstrip())
            start = match.end()
    return [*cut, text[start:]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed. They met", ["He left", "She stayed", "They met"]),
        ("Mr. Smith met Dr. Jones. Both left.", ["Mr. Smith met Dr. Jones", "Both left."]),
        (
            "Gen. Lee and Sen. Cruz met on Jan. 5 in St. Louis.",
            ["Gen. Lee and Sen. Cruz met on Jan. 5 in St. Louis."],
        ),
        ("John F. Kennedy spoke. No. 10 replied.", ["John F. Kennedy spoke", "No. 10 replied."]),
        (
            "The U.S. Army left the U.S. The French stayed.",
            ["The U.S. Army left the U.S", "The French stayed."],
        ),
        ("It ended at 5 p.m. Monday. He said so.", ["It ended at 5 p.m. Monday", "He said so."]),
        (
            "Acme Corp. Chairman Joe Doe quit. In the end he won.",
            ["Acme Corp. Chairman Joe Doe quit", "In the end he won."],
        ),
        ("He works for Acme Inc. The firm grew.", ["He works for Acme Inc", "The firm grew."]),
        ("“Stop!” he said. “Now!” Then he left.", ["“Stop!” he said", "“Now", "Then he left."]),
        ('He said: "No." (So they say.) Really? Yes.', ['He said: "No', "(So they say", "Really", "Yes."]),
        (
            "It rose 1.5 percent to 3.2. Nobody knew... why.",
            ["It rose 1.5 percent to 3.2", "Nobody knew... why."],
        ),
        ("Yahoo! shares rose. eBay fell.", ["Yahoo! shares rose. eBay fell."]),
        ("政府は発表した。首相は否定した。", ["政府は発表した", "首相は否定した", ""]),
        ("他说：“不行！”然后走了。", ["他说：“不行", "然后走了", ""]),
        ("Am 3. Oktober kam er. Dann ging er.", ["Am 3. Oktober kam er", "Dann ging er."]),
        ("That was in 2019. April came.", ["That was in 2019", "April came."]),
        ("A headline\n\nThe text. More", ["A headline", "The text", "More"]),
        ("MR. SMITH LEFT. THE REST STAYED.", ["MR. SMITH LEFT", "THE REST STAYED."]),
        ("One line\nof a wrapped sentence.\nNext one", ["One line\nof a wrapped sentence", "Next one"]),
        ("هل وصل؟ نعم وصل.", ["هل وصل", "نعم وصل."]),
        ("वह गया। वह आया।", ["वह गया", "वह आया।"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo", ["One.", "Two"]),
        ("One\r\n\r\nTwo\r\nstill two", ["One", "Two\r\nstill two"]),
        ("One.\n \t\n  Two\n\n\n\nThree", ["One.", "Two", "Three"]),
        ("in the U.S.\n\nmore", ["in the U.S.", "more"]),
        ("Mr.\n\nmore", ["Mr.", "more"]),
        ("そうだ。\n\n次", ["そうだ。", "次"]),
        ("One\u2029Two", ["One", "Two"]),
        ("One line\nof one", ["One line\nof one"]),
    ],
)
def test_a_blank_line_ends_a_paragraph(text: str, paragraphs: list[str]) -> None:
    assert paragraphs_of(text) == paragraphs


def test_a_hyphened_word_stands_at_its_parts_and_joined_at_the_first() -> None:
    assert pieces_at("a wind-farm burns") == [
        (0, "a", "a"),
        (1, "windfarm", "wind-farm"),
        (1, "wind", "wind"),
        (2, "farm", "farm"),
        (3, "burn", "burns"),
    ]


def test_characters_of_scripts_without_blanks_stand_single_and_in_pairs() -> None:
    assert pieces_at("東京都") == [
        (0, "東", "東"),
        (0, "東京", "東京"),
        (1, "京", "京"),
        (1, "京都", "京都"),
        (2, "都", "都"),
    ]


def test_a_piece_knows_its_place_in_the_surface() -> None:
    (surface,) = SCAN.findall("L’arc-en-ciel")
    places = {surface[piece.start : piece.end] for piece in read_surface(surface, "fr").pieces}
    assert places == {"L’arc-en-ciel", "arc-en-ciel", "L’arc", "arc", "en", "ciel"}


def test_a_query_word_is_read_as_the_text_is() -> None:
    assert [[term.stem for term in reading] for reading in alternatives("wind-farms", "en")] == [
        ["windfarm"],
        ["wind", "farm"],
    ]
    assert [[(term.step, term.stem) for term in reading] for reading in alternatives("東京都", "en")] == [
        [(0, "東京"), (1, "京都"), (2, "都")]
    ]
    assert [[term.stem for term in reading] for reading in alternatives("東", "en")] == [["東"]]
    assert [
        [term.written for term in reading] for reading in exact_alternatives("The White-House’s U.S. man")
    ] == [["The", "White-House's", "U.S.", "man"]]
    assert [term.step for term in exact_alternatives("The White-House’s U.S. man")[0]] == [0, 1, 3, 4]


@pytest.mark.parametrize("word", ["", "--", "$%", "...", "_", "\u0301", "\u00ad", "!?"])
def test_what_holds_no_letter_and_no_digit_has_no_reading(word: str) -> None:
    assert alternatives(word, "en") == ()
    assert exact_alternatives(word) == ()


def test_readings_of_a_long_chain_stay_few() -> None:
    assert len(alternatives("/".join(["a-b"] * 50), "en")) == 1
    assert len(alternatives("a-b/c-d", "en")) == 4


def test_an_ampersand_is_found_however_its_name_is_typed() -> None:
    for typed in ("BARNES&NOBLE", "barnes&noble", "Barnes&Noble"):
        stems = [[term.stem for term in reading] for reading in alternatives(typed, "en")]
        assert ["barnes&nobl"] in stems
        assert ["barn", "nobl"] in stems


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("O'Brien", "obrien"), ("U.S.", "us"), ("wind-farm", "windfarm"), ("1,234.56", "1234.56"),
        ("Łódź", "lodz"), ("Straße", "strasse"), ("İstanbul", "istanbul"), ("IŞIK", "isik"), ("Œuvre", "oeuvre"),
        ("ﬁn", "fin"), ("ＡＢＣ", "abc"), ("Ёлка", "елка"), ("йод", "йод"), ("مُحَمَّد", "محمد"), ("ガス", "ガス"),
        ("immigr*", "immigr*"), ("wom?n", "wom?n"), ("AT&T", "at&t"), ("मोदी", "मोदी"),
    ],
)  # fmt: skip
def test_a_word_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


def test_a_whole_value_is_folded_without_losing_its_punctuation() -> None:
    assert fold_value("  St. Louis \n Post-Dispatch ") == "st. louis post-dispatch"
    assert fold_value("Süddeutsche Zeitung") == fold_value("SUDDEUTSCHE  ZEITUNG")


def test_a_cleaned_word_keeps_case_and_accents() -> None:
    assert clean("Trump’s") == "Trump's"
    assert clean("cafe\u0301") == "café"
    assert clean("Kabi\u00adnett") == "Kabinett"


TEXTS = st.text(
    st.sampled_from("aZ1 .,-'’&_·\n!?\"()éßİʼ東京カ가ก้\u0301\u00ad\u0640مд"), max_size=40
) | st.text(max_size=30)


@given(TEXTS, st.sampled_from(["en", "fr", "de", "ar", ""]))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sound_pieces(text: str, language: str) -> None:
    for match in SCAN.finditer(text):
        surface = read_surface(match[0], language)
        assert {piece.step for piece in surface.pieces} == set(range(surface.width))
        assert not (surface.boundary and surface.pieces)
        for step, group in groupby(
            sorted(surface.pieces, key=lambda piece: piece.step), key=lambda piece: piece.step
        ):
            stems = [piece.stem for piece in group]
            assert len(set(stems)) == len(stems), step
        for piece in surface.pieces:
            assert_sound(piece, match[0])


def assert_sound(piece: Piece, surface: str) -> None:
    assert 0 <= piece.start < piece.end <= len(surface)
    assert piece.stem
    assert piece.written
    assert fold(fold(piece.written)) == fold(piece.written)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    found = {(position, stem) for position, stem, _ in pieces_at(text)}
    exact = {(position, written) for position, _, written in pieces_at(text)}
    readings = alternatives(text, "en")
    assert not readings or any(
        all((term.step, term.stem) in found for term in reading) for reading in readings
    )
    assert all((term.step, term.written) in exact for reading in exact_alternatives(text) for term in reading)


HOSTILE = {
    "letters": "a" * 100_000, "hyphens": "-" * 100_000, "parts": "a-" * 50_000, "points": "." * 100_000,
    "initials": "a." * 50_000, "marks": "a" + "\u0301" * 100_000, "blanks": "U.S." + " " * 100_000 + "x",
    "lines": ("\n" + " " * 1000 + "x") * 100, "quotes": '."' * 50_000, "numbers": "1," * 50_000,
    "characters": "東" * 100_000, "mixed": "a東" * 50_000, "underscores": "_" * 100_000, "stops": ". " * 50_000,
    "apostrophes": "a'" * 50_000, "ampersands": "A&" * 50_000, "openers": ". " + "(" * 100_000, "titles": "Mr. " * 25_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_read_in_linear_time(name: str) -> None:
    started = time.process_time()
    for surface in SCAN.findall(HOSTILE[name]):
        reading = read_surface(surface, "fr")
        assert len(surface) < 8_000 or reading.width == 0
    assert time.process_time() - started < 3.0, "100,000 characters take some 0.1 s"
