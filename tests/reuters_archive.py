"""The real stories of Reuters-21578 as articles, and queries drawn from their words, with every operator of the language.

Some stories are given what an agency's wire lacks, so that a search over them meets it: a month or a year for a date, no
date at all, a section, another language, a summary, captions.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.article import Article, Origin, PublicationDate, Undated
from indexer.formats.collections import reuters_sgml
from indexer.query import tree as t
from indexer.settings import ReadingOptions

FILES = 22


def read_stories(folder: Path, files: int) -> list[Article]:
    """The stories of so many of the 22 files (about a thousand each), evenly taken."""
    found: list[Article] = []
    for path in sorted(folder.glob("reut2-*.sgm"))[:: FILES // files]:
        with path.open("rb") as stream:
            outcomes = reuters_sgml.parse(stream, Origin(path=path.name), ReadingOptions())
            found += [story for story in outcomes if isinstance(story, Article)]
    return [vary(number, replace(story, language="en")) for number, story in enumerate(found)]


def vary(number: int, story: Article) -> Article:
    """Some stories with what the agency leaves out, by their number."""
    if number % 50 == 3:
        story = replace(story, published=None, undated=Undated(reason="taken away for the test"))
    if number % 40 == 7 and story.published:
        precision, length = random.Random(number).choice([("month", 7), ("year", 4)])
        date = story.published.date[:length]
        story = replace(story, published=PublicationDate(date=date, precision=precision))  # type: ignore[arg-type]
    if number % 3 == 1 and story.tags:
        story = replace(story, section=story.tags[0].capitalize())
    if number % 90 == 11:
        story = replace(story, language="fr", source="Le Fil")
    opening, _, rest = story.body.partition("\n\n")
    if number % 12 == 5 and rest:
        story = replace(story, summary=opening, body=rest)
    if number % 25 == 9 and rest:
        story = replace(story, body=rest, captions=tuple(opening.split(". ")[:2]))
    return story


class Drawing:
    """Draws queries from the running text of stories (common words often) and from all their words (rare ones)."""

    def __init__(self, stories: Sequence[Article], seed: int) -> None:
        self.draw = random.Random(seed)
        self._stories = [story for story in stories if len(story.body) > 100]
        self._words = sorted({word for story in stories for word in story.body.split() if word.isalpha()})
        self._kinds: tuple[Callable[[], t.Node], ...] = (
            self.term, self.term, self.phrase, self.phrase, self.near, self.near, self.same, self.same,
            self.at_least, self.first, self.field, self.field, self.value, self.dates, self.length,
        )  # fmt: skip

    def run(self, words: int) -> list[str]:
        """So many neighbours out of one story, without what hangs at their ends."""
        text = self.draw.choice(self._stories).body.split()
        start = self.draw.randrange(max(1, len(text) - words))
        found = [word.strip(".,;:\"'()<>") for word in text[start : start + words]]
        return found if all(any(map(str.isalnum, word)) for word in found) else self.run(words)

    def word(self) -> t.Word:
        return t.Word(self.draw.choice(self._words) if self.draw.random() < 0.4 else self.run(1)[0])

    def wildcard(self) -> t.Wildcard:
        word = self.draw.choice(self._words)
        cut = self.draw.randint(2, max(2, len(word) - 1))
        patterns = [f"{word[:cut]}*", f"*{word[-3:]}", f"{word[:2]}*{word[-2:]}", f"{word[:1]}?{word[2:]}", f"{word}*", f"*{word[1:4]}*"]  # fmt: skip
        return t.Wildcard(self.draw.choice(patterns)) if len(word) > 3 else self.wildcard()

    def fuzzy(self) -> t.Fuzzy:
        """A word with two neighbours swapped or a letter lost."""
        word = self.draw.choice(
            [word for word in self.run(12) if word.isalpha() and len(word) > 2] or ["trade"]
        )
        at = self.draw.randrange(len(word) - 1)
        spelt = self.draw.choice(
            [word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :]]
        )
        return t.Fuzzy(spelt, self.draw.choice((1, 1, 2)) if len(spelt) > 4 else 1)

    def term(self) -> t.Node:
        kinds: list[Callable[[], t.Node]] = [self.word] * 5 + [self.wildcard, self.fuzzy]
        kinds += [lambda: t.Exact(self.run(1)[0]), lambda: t.Exact(" ".join(self.run(2)))]
        return self.draw.choice(kinds)()

    def phrase(self) -> t.Phrase:
        parts: list[Any] = [t.Word(word) for word in self.run(self.draw.choice((2, 2, 3)))]
        if self.draw.random() < 0.3:
            parts[-1] = self.draw.choice([self.wildcard, self.fuzzy, lambda: t.Exact(self.run(1)[0])])()
        return t.Phrase(tuple(parts), self.draw.choice((None, None, None, 0, 2, 5)))

    def place(self) -> t.Node:
        """What may stand in a proximity."""
        match self.draw.randrange(10):
            case 0:
                return self.phrase()
            case 1:
                return t.Or((self.term(), self.draw.choice([self.term, self.phrase])()))
            case 2:
                return t.InField(self.draw.choice(("title", "body")), self.word())
            case _:
                return self.term()

    def neighbours(self) -> tuple[t.Node, t.Node]:
        """Two words that stand together somewhere, or any two places."""
        if self.draw.random() < 0.6:
            run = self.run(6)
            return t.Word(run[0]), t.Word(self.draw.choice(run[1:]))
        return self.place(), self.place()

    def near(self) -> t.Node:
        return t.Near(*self.neighbours(), self.draw.choice((1, 3, 5, 10, 50)), self.draw.random() < 0.5)

    def same(self) -> t.Node:
        return t.Same(*self.neighbours(), self.draw.choice(("sentence", "paragraph")))

    def at_least(self) -> t.Node:
        return t.AtLeast(self.draw.randint(2, 6), self.place())

    def first(self) -> t.Node:
        return t.First(
            self.draw.choice((1, 5, 20, 60)), self.draw.choice([self.term, self.phrase, self.near])()
        )

    def field(self) -> t.Node:
        name = self.draw.choice(("title", "title", "body", "summary", "caption", "byline", "dateline", "url"))
        told = (
            getattr(self.draw.choice(self._stories), name, None)
            if name in ("title", "byline", "dateline")
            else None
        )
        words = [t.Word(word) for word in (told or "").split() if word.isalpha()]
        inner = self.draw.choice(words) if words else self.draw.choice([self.term, self.phrase, self.near])()
        return t.InField(name, inner if self.draw.random() < 0.7 else t.Or((inner, self.term())))  # type: ignore[arg-type]

    def value(self) -> t.Node:
        story = self.draw.choice(self._stories)
        pairs = [("tag", tag) for tag in story.tags] + [
            ("id", story.id),
            ("lang", story.language),
            ("source", story.source),
        ]
        pairs += [("section", story.section or "Ea*"), ("tag", "g*"), ("source", "*l*")]
        return t.HasValue(*self.draw.choice(pairs))  # type: ignore[arg-type]

    def days(self) -> tuple[str | None, str | None]:
        days = sorted(story.published.date for story in self.draw.sample(self._stories, 9) if story.published)
        days = [day for day in days if len(day) == 10]
        return self.draw.choice([(days[0], days[-1]), (days[0], None), (None, days[-1]), (days[0], days[0])])

    def dates(self) -> t.Node:
        return t.Dates(*self.days()) if self.draw.random() < 0.8 else t.Dated(self.draw.random() < 0.5)

    def length(self) -> t.Node:
        least = self.draw.randint(0, 300)
        return t.Length(*self.draw.choice([(least, None), (None, least), (least, least + 60)]))

    def tree(self, number: int) -> t.Node:
        """Every kind in turn, half of them joined with others."""
        node = self._kinds[number % len(self._kinds)]()
        match number // len(self._kinds) % 6:
            case 0 | 1 | 2:
                return node
            case 3:
                return t.And((node, self.term()))
            case 4:
                return t.Or((node, self.draw.choice(self._kinds)(), self.term()))
            case _:
                other = self.draw.choice(self._kinds)()
                return t.And((self.word(), t.Not(node))) if number % 7 else t.Or((t.Not(node), other))
