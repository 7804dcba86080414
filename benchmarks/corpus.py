"""A count -> as many articles as JSON lines, the same bytes every time: `python -m benchmarks.corpus COUNT FILE.jsonl`.

An article has about 400 words, whose sentences are drawn from the stories of Reuters-21578 (`../shared/data/reuters21578`,
read as Morgue reads them), and a headline of theirs; 20 sources and 12 sections, some printing far more than others; 1,200 bylines; a
day in ten years, in no order, so that no engine gains from articles that arrive by date. The first articles of a larger corpus are a smaller one.

No word is rarer than the sentence that holds it: each of some 98,000 sentences comes back about once in 5,700 articles. A real archive of this size
has more words that stand in one article only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from indexer.article import Article, Origin
from indexer.formats.collections import reuters_sgml
from indexer.settings import ReadingOptions

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "reuters21578"
SEED = 21578
FIRST_DAY = date(2010, 1, 1)
LAST_DAY = date(2019, 12, 31)
ARTICLE_WORDS = (250, 550)
PARAGRAPH_SENTENCES = (1, 4)
SENTENCE_WORDS = (6, 60)
"""Shorter ones are remnants of tables, longer ones tables."""

SOURCES = (
    "The Harbour Courier", "Northern Herald", "Evening Ledger", "Morning Beacon", "The Valley Tribune", "City Dispatch",
    "The Island Gazette", "Western Chronicle", "The Lowland Post", "Southern Echo", "The Upland Record", "Border Times",
    "The River Examiner", "Coastal Observer", "The Mill Town Argus", "Lakeside Mercury", "The Forest Sentinel", "Capital Wire",
    "The Weekly Plough", "Quayside Bulletin",
)  # fmt: skip
SECTIONS = (
    "Business", "World", "Politics", "Markets", "Commodities", "Opinion", "Shipping", "Technology", "Culture", "Sport",
    "Letters", "Obituaries",
)  # fmt: skip
FORENAMES = (
    "Ada", "Bram", "Carla", "Dov", "Elsa", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kirsten", "Leo", "Maud", "Nils", "Olive",
    "Piet", "Rosa", "Samir", "Thea", "Ursula", "Viktor", "Wanda", "Yusuf", "Zofia", "Anselm", "Beatriz", "Cormac", "Dagny", "Edwin", "Flora",
)  # fmt: skip
SURNAMES = (
    "Abbott", "Brandt", "Castell", "Dunmore", "Eklund", "Farrow", "Gallo", "Hartnell", "Ibsen", "Jarvis", "Keane", "Lindqvist",
    "Mercer", "Novak", "Okafor", "Pellew", "Quist", "Rowntree", "Sandoval", "Thackray", "Udall", "Varga", "Whitlock", "Xavier", "Yarrow",
    "Zeller", "Ashby", "Birk", "Calloway", "Drummond", "Easton", "Fenwick", "Greaves", "Holm", "Ivers", "Joyner", "Kessler", "Lomax", "Marsh", "Nyberg",
)  # fmt: skip

_SENTENCE_END = re.compile(r'(?<=[a-z0-9%)"][.?!]) (?=[A-Z"])')


@dataclass(frozen=True, slots=True)
class Phrases:
    """What articles are put together from, each already as it stands inside a JSON string; `lengths` are words a sentence."""

    sentences: tuple[str, ...]
    lengths: tuple[int, ...]
    headlines: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--stories", type=Path, default=DATA, help="the folder of the files reut2-0NN.sgm")
    asked = parser.parse_args()
    write_corpus(asked.file, asked.count, asked.stories)


def write_corpus(file: Path, count: int, folder: Path = DATA) -> None:
    """The corpus as a file; exits with a message where there are no stories."""
    files = sorted(folder.glob("reut2-*.sgm"))
    if not files:
        sys.exit(f"there are no files reut2-*.sgm in {folder}; name their folder with --stories")
    phrases = take_apart(article for path in files for article in _read_stories(path))
    with file.open("w", encoding="ascii", newline="\n") as stream:
        stream.writelines(draw_lines(count, phrases))


def _read_stories(path: Path) -> Iterator[Article]:
    with path.open("rb") as stream:
        for outcome in reuters_sgml.parse(stream, Origin(path=path.name), ReadingOptions()):
            if isinstance(outcome, Article):
                yield outcome


def take_apart(articles: Iterator[Article]) -> Phrases:
    """The sentences of prose and the headlines, each once, in the order met."""
    sentences: dict[str, int] = {}
    headlines: dict[str, None] = {}
    for article in articles:
        if article.title:
            headlines[_inside_json(article.title)] = None
        for paragraph in article.body.split("\n\n"):
            for sentence in _SENTENCE_END.split(" ".join(paragraph.split())):
                words = len(sentence.split())
                if SENTENCE_WORDS[0] <= words <= SENTENCE_WORDS[1] and sentence.endswith(
                    (".", "?", "!", '"')
                ):
                    sentences[_inside_json(sentence)] = words
    return Phrases(tuple(sentences), tuple(sentences.values()), tuple(headlines))


def _inside_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def draw_lines(count: int, phrases: Phrases, seed: int = SEED) -> Iterator[str]:
    """Lines with their line ends. Only `random()` is drawn from, whose values no version of Python changes."""
    chance = random.Random(seed).random
    sources, sections = _favouring_the_first(SOURCES), _favouring_the_first(SECTIONS)
    days = [
        (FIRST_DAY + timedelta(days=number)).isoformat() for number in range((LAST_DAY - FIRST_DAY).days + 1)
    ]
    for number in range(count):
        title = phrases.headlines[int(chance() * len(phrases.headlines))]
        day = days[int(chance() * len(days))]
        source = sources[int(chance() * len(sources))]
        section = sections[int(chance() * len(sections))]
        byline = f"{FORENAMES[int(chance() * len(FORENAMES))]} {SURNAMES[int(chance() * len(SURNAMES))]}"
        yield (
            f'{{"id": "story-{number:07}", "title": "{title}", "byline": "{byline}", "source": "{source}", "section": "{section}", '
            f'"published": "{day}", "body": "{_draw_body(chance, phrases)}"}}\n'
        )


def _favouring_the_first(values: Sequence[str]) -> list[str]:
    """Each value as often as it is to be drawn: the first some five times as often as the last."""
    return [value for rank, value in enumerate(values) for _ in range(600 // (rank + 5))]


def _draw_body(chance: Callable[[], float], phrases: Phrases) -> str:
    """Sentences until the length drawn is reached, in paragraphs of one to four."""
    sentences, lengths = phrases.sentences, phrases.lengths
    shortest, longest = ARTICLE_WORDS
    wanted = shortest + chance() * (longest - shortest)
    parts: list[str] = []
    left = 0
    while wanted > 0:
        number = int(chance() * len(sentences))
        wanted -= lengths[number]
        if left:
            parts.append(" ")
        else:
            parts.append("\\n\\n")
            left = PARAGRAPH_SENTENCES[0] + int(chance() * PARAGRAPH_SENTENCES[1])
        left -= 1
        parts.append(sentences[number])
    return "".join(parts[1:])


if __name__ == "__main__":
    main()
