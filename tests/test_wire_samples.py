"""Real messages of agencies: what each file holds, read from it by eye into a table; texts against the words of the files.

The table (`tests/data/wire_samples.json`) has a row a file: articles as format, headline, day, byline and count of words, anything else
as `named:` or `reject:` and how the reason ends.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from indexer.article import Article, NotArticle, Outcome
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

TABLE = json.loads((Path(__file__).parent / "data" / "wire_samples.json").read_text("utf-8"))["files"]
STATED_BY_ITS_AGENCY = {
    "superdesk-core/afp.xml": 224,
    "superdesk-core/dpa.xml": 226,
    "superdesk-core/dpa_two_line.txt": 93,
    "superdesk-core/dpa_four_line.txt": 380,
    "superdesk-core/dpa_two_by_line.txt": 850,
    "superdesk-core/dpa_copyright.txt": 46,
    "superdesk-core/IPTC7901_odd_charset.txt": 586,
    "superdesk-core/aap-finance.xml": 399,
    "superdesk-core/aap-sports.xml": 108,
    "superdesk-core/anpa-1.tst": 466,
    "superdesk-core/anpa-2.tst": 1140,
    "superdesk-core/ap_anpa-1.tst": 416,
    "superdesk-core/ap_anpa-4.tst": 827,
    "superdesk-core/ap_anpa-7.tst": 364,
}
"""Words of a story as its agency counted them in the message."""

FRAMES = (r"<body\.content>(.*)</body\.content>", r"<(?:html:)?body>(.*)</(?:html:)?body>")
LEFT_OUT = r"(?s)<(media|note|header)\b.*?</\1>|<!--.*?-->"


def is_article(row: object) -> bool:
    return isinstance(row, list)


def read(file: Path) -> list[Outcome]:
    return list(read_paths([str(file)], ReadingOptions(), Limits()))


def row_of(outcome: Outcome) -> object:
    if isinstance(outcome, Article):
        day = outcome.published.date if outcome.published else None
        return [outcome.format, outcome.title, day, outcome.byline, len(outcome.body.split())]
    return f"{'named' if isinstance(outcome, NotArticle) else 'reject'}: {outcome.reason}"


@pytest.mark.shared_data
@pytest.mark.parametrize("name", TABLE)
def test_a_real_message_is_read_as_its_row_says(name: str, shared_data: Path) -> None:
    rows = [row_of(outcome) for outcome in read(shared_data / "wire-formats" / name)]
    assert len(rows) == len(TABLE[name])
    for row, expected in zip(rows, TABLE[name], strict=True):
        if isinstance(expected, str):
            kind, _, ending = expected.partition(": ")
            assert isinstance(row, str) and row.startswith(kind) and row.endswith(ending)
        else:
            assert row == expected


@pytest.mark.shared_data
def test_no_agencys_message_is_left_out_of_the_table(shared_data: Path) -> None:
    root = shared_data / "wire-formats"
    others = re.compile(r"email|googleform|wordpress|wenn|channel1|_mock|/validation/")
    files = {str(file.relative_to(root)) for file in root.rglob("*") if file.is_file()}
    assert {name for name in files if not others.search(name)} == set(TABLE)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "name",
    [name for name in TABLE if name.endswith(".xml") or "/tag_" in name if any(map(is_article, TABLE[name]))],
)
def test_every_word_of_a_marked_up_story_is_in_the_body(name: str, shared_data: Path) -> None:
    file = shared_data / "wire-formats" / name
    bodies = [outcome.body for outcome in read(file) if isinstance(outcome, Article)]
    texts = naive_texts(file.read_bytes())
    if len(bodies) == len(texts) == 1:
        stated, found = four_grams(texts[0]), four_grams(bodies[0])
        common = (stated & found).total()
        assert common >= 0.97 * stated.total() and common >= 0.97 * found.total()


def naive_texts(data: bytes) -> list[str]:
    """Texts between the tags of a body, with none of the reader's knowledge."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    texts = next((found for frame in FRAMES if (found := re.findall(frame, text, re.DOTALL))), [])
    return [drop_tags(unescape(unescape(drop_tags(re.sub(LEFT_OUT, " ", one))))) for one in texts]


def drop_tags(text: str) -> str:
    return re.sub(r"<[^>]*>", " ", text)


def four_grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[at:] for at in range(4)), strict=False))


@pytest.mark.shared_data
@pytest.mark.parametrize("name", STATED_BY_ITS_AGENCY)
def test_the_body_has_as_many_words_as_its_agency_counted(name: str, shared_data: Path) -> None:
    (article,) = read(shared_data / "wire-formats" / name)
    assert isinstance(article, Article)
    assert abs(len(article.body.split()) - STATED_BY_ITS_AGENCY[name]) <= 0.04 * STATED_BY_ITS_AGENCY[name]


@pytest.mark.shared_data
def test_no_body_holds_control_characters_tags_or_references(shared_data: Path) -> None:
    odd = re.compile(
        r"[\x00-\x08\x0b-\x1f\x7f]|</?(?:p|br|em|a|b|hl\d|block)\b[^<>]*>|&(?:amp|lt|gt|quot|#\d+);"
    )
    for name in TABLE:
        for outcome in read(shared_data / "wire-formats" / name):
            if isinstance(outcome, Article):
                for text in (outcome.body, outcome.title or "", outcome.summary or "", *outcome.captions):
                    assert not odd.search(text), name


@pytest.mark.shared_data
def test_the_new_york_times_form_of_nitf_is_read(shared_data: Path) -> None:
    (found,) = read(shared_data / "trec-style" / "nyt" / "collection1" / "segment1.xml")
    assert isinstance(found, Article)
    assert (found.title, found.published and found.published.date) == ("Article Title", "2007-02-01")
    assert found.byline == "Some One; Compiled by Another Person"
    assert found.body == "First paragraph.\n\nSecond paragraph."
