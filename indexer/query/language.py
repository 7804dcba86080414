"""The query language as one table: what the help page, `docs/query-language.md` and the tests are made from.

Every example is tested: it is read without a notice, as `understood` says, and finds what it should.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from indexer.fields import FIELDS
from indexer.query.parser import BOUNDS


@dataclass(frozen=True, slots=True)
class Example:
    """A query as typed, how it is read, and what it finds, in words."""

    text: str
    understood: str
    finds: str


@dataclass(frozen=True, slots=True)
class Operator:
    """One thing that can be said. `spellings`: other ways to write it, as Nexis, Factiva, Lucene and web search engines do."""

    name: str
    spellings: tuple[str, ...]
    meaning: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Operators under one heading."""

    title: str
    operators: tuple[Operator, ...]


EXAMPLE_TODAY = "2020-02-19"
"""The day on which the examples with relative days are read, a Wednesday."""

_WORDS = Group(
    "Words and phrases",
    (
        Operator(
            "word",
            (),
            "Looks in headline, summary, body and captions. Any form of the word is found (run, runs, running); "
            "capitals and accents make no difference. No word is ever ignored, however common.",
            (
                Example("harbour", "harbour", "articles with harbour or harbours"),
                Example("oil prices", "oil AND prices", "articles with both words, wherever they stand"),
                Example("wind-farm", "wind-farm", "wind farm, wind-farm and windfarm"),
            ),
        ),
        Operator(
            '"a phrase"',
            ("“a phrase”", "„a phrase“", "«a phrase»"),
            "The words side by side, in this order, in one field. Wildcards may stand in it; * alone is any one word.",
            (
                Example('"to be or not to be"', '"to be or not to be"', "exactly this row of words"),
                Example('"immigr* reform"', '"immigr* reform"', "immigration reform, immigrant reforms"),
            ),
        ),
        Operator(
            '"a b"~n',
            (),
            "All words of the phrase, in any order, within a stretch n words longer than the phrase.",
            (Example('"storm harbour"~5', '"storm harbour"~5', "both words within seven"),),
        ),
        Operator(
            "=",
            (),
            "Exactly as typed: no other form of the word, capitals and accents as they are. "
            "A possessive is a word of its own: both are =(Reagan OR Reagan's). Takes words, phrases and groups.",
            (
                Example("=Apple", "=Apple", "Apple, but not apple or apples"),
                Example('="White House"', '="White House"', "White House, but not white house"),
            ),
        ),
        Operator(
            "* and ?",
            ("immigr!",),
            "* is any letters or none, ? is exactly one; ! at the end of a word is *. The word is compared as written, a possessive with its ending: wom?n OR wom?n's. "
            "* alone is every article.",
            (
                Example("immigr*", "immigr*", "immigrant, immigration, immigrated"),
                Example("immigr!", "immigr*", "the same"),
                Example("wom?n", "wom?n", "woman and women"),
                Example("*gate", "*gate", "Watergate, floodgate, gate"),
            ),
        ),
        Operator(
            "~n",
            ("color~",),
            "Words that differ in at most n letters (1 or 2): one more, one less, another one, or two neighbours swapped.",
            (Example("color~1", "color~1", "color, colour, colon"), Example("color~", "color~1", "the same")),
        ),
    ),
)

_COMBINING = Group(
    "Combining",
    (
        Operator(
            "AND",
            ("a blank", "&&"),
            "Both. Binds tighter than OR.",
            (
                Example("gold AND silver", "gold AND silver", "articles with both"),
                Example("gold && silver", "gold AND silver", "the same"),
            ),
        ),
        Operator(
            "OR",
            ("||", "|"),
            "At least one of them. Operators are capitals; or in lower case is a word.",
            (
                Example("gold OR silver", "gold OR silver", "articles with either, or both"),
                Example("mine (gold || silver)", "mine AND (gold OR silver)", "mine, and one of the metals"),
            ),
        ),
        Operator(
            "NOT",
            ("AND NOT", "BUT NOT", "-word", "!word"),
            "Articles without it. Takes a word, a phrase, a field, a proximity or a group.",
            (
                Example("oil NOT olive", "oil AND NOT olive", "oil, leaving out articles that mention olive"),
                Example("oil AND NOT olive", "oil AND NOT olive", "the same"),
                Example("oil -olive", "oil AND NOT olive", "the same"),
                Example("oil !olive", "oil AND NOT olive", "the same"),
            ),
        ),
        Operator(
            "+",
            (),
            "The word must be there, even where any of the words is enough. Beside OR it means nothing.",
            (Example("+oil prices", "oil AND prices", "both words"),),
        ),
        Operator(
            "( )",
            (),
            "What belongs together.",
            (
                Example(
                    "(storm OR flood) harbour", "(storm OR flood) AND harbour", "harbour, and one of the two"
                ),
            ),
        ),
    ),
)

_NEARNESS = Group(
    "Nearness",
    (
        Operator(
            "NEAR/n",
            ("W/n", "/n", "NEARn", "N/n"),
            "At most n words apart, either first; neighbours are 1 apart. Takes words, phrases, wildcards, fields and "
            "groups joined by OR, never another proximity, AND or NOT.",
            (
                Example("oil NEAR/5 prices", "oil NEAR/5 prices", "the two words at most five apart"),
                Example("oil w/5 prices", "oil NEAR/5 prices", "the same"),
                Example("oil /5 prices", "oil NEAR/5 prices", "the same"),
                Example("oil near5 prices", "oil NEAR/5 prices", "the same"),
                Example(
                    '"crude oil" NEAR/3 (price OR cost)',
                    '"crude oil" NEAR/3 (price OR cost)',
                    "counted from the nearer ends",
                ),
            ),
        ),
        Operator(
            "PRE/n",
            ("pre/n", "ONEAR/n", "ADJn", "P/n"),
            "The second 1 to n words after the first.",
            (
                Example(
                    "prime PRE/2 minister", "prime PRE/2 minister", "minister at most two words after prime"
                ),
                Example("prime adj2 minister", "prime PRE/2 minister", "the same"),
            ),
        ),
        Operator(
            "W/S",
            ("/s",),
            "Both in one sentence.",
            (Example("fire w/s warehouse", "fire W/S warehouse", "the two in one sentence"),),
        ),
        Operator(
            "W/P",
            ("/p", "SAME"),
            "Both in one paragraph.",
            (
                Example("fire W/P warehouse", "fire W/P warehouse", "the two in one paragraph"),
                Example("fire SAME warehouse", "fire W/P warehouse", "the same"),
            ),
        ),
    ),
)

_COUNTING = Group(
    "How often, and where",
    (
        Operator(
            "ATLEAST/n",
            ("ATLEASTn", "atleastn(word)"),
            "At least n times, in headline, summary, body and captions together. Takes phrases and groups joined by OR.",
            (
                Example("ATLEAST/3 treaty", "ATLEAST/3 treaty", "treaty three times or more"),
                Example(
                    "atleast3(oil OR gas)", "ATLEAST/3 (oil OR gas)", "the two together three times or more"
                ),
            ),
        ),
        Operator(
            "FIRST/n",
            (),
            "Among the first n words of the body. Takes phrases and groups.",
            (
                Example("FIRST/50 inflation", "FIRST/50 inflation", "inflation in the first fifty words"),
                Example(
                    'FIRST/50 ("interest rate" OR bank)',
                    'FIRST/50 ("interest rate" OR bank)',
                    "either of them there",
                ),
            ),
        ),
        Operator(
            "length:",
            ("length>n", "wc>n", "length:[a TO b]"),
            "How many words the body has, both ends in.",
            (
                Example("length:>500", "length:>=501", "more than 500 words"),
                Example("length:<=200", "length:<=200", "200 words or fewer"),
                Example("length:100..500", "length:100..500", "100 to 500 words"),
            ),
        ),
    ),
)

_DATES = Group(
    "Dates",
    (
        Operator(
            "date:",
            ("date:[a TO b]",),
            "Published on this day, in this month or year, or in this span, both ends in. Articles dated by month or "
            "year only are found by every span that touches it; undated ones by none.",
            (
                Example("date:2020-02", "date:2020-02", "February 2020"),
                Example("date:2020-02-01..2020-02-15", "date:2020-02-01..2020-02-15", "these fifteen days"),
                Example("date:2020-02-01..", "date:2020-02-01..", "that day and later"),
                Example("date:>=2020", "date:2020-01-01..", "2020 and later"),
                Example("date:[2019 TO 2020]", "date:2019-01-01..2020-12-31", "the two years"),
                Example("date:7d", "date:2020-02-13..2020-02-19", "today and the six days before"),
                Example("date:last-month", "date:2020-01", "the calendar month before this one"),
            ),
        ),
        Operator(
            "after: and before:",
            (),
            "Later or earlier than this day, month or year, which is left out itself.",
            (
                Example("after:2020-02-15", "date:2020-02-16..", "from 16 February on"),
                Example("before:2020", "date:..2019-12-31", "up to the end of 2019"),
            ),
        ),
        Operator(
            "dated:",
            (),
            "Whether the article states a date.",
            (
                Example("dated:no", "dated:no", "articles without a date"),
                Example("dated:yes", "dated:yes", "all others"),
            ),
        ),
    ),
)

_FIELDS = Group(
    "Fields",
    (
        Operator(
            "field:words",
            ("field:(a OR b)", "field(words)", "intitle:word"),
            "Words in one field: "
            + ", ".join(f"{field.name}:" for field in FIELDS if field.kind == "text")
            + ". Takes phrases and groups.",
            (
                Example("title:quake", "title:quake", "quake in the headline"),
                Example("intitle:quake", "title:quake", "the same"),
                Example("headline(quake OR tremor)", "title:(quake OR tremor)", "either in the headline"),
                Example("title:=Apple", "title:=Apple", "exactly Apple in the headline"),
                Example('byline:"Maria Lopez"', 'byline:"Maria Lopez"', "the author line"),
                Example("caption:harbour", "caption:harbour", "a picture's caption"),
                Example("summary:talks", "summary:talks", "the standfirst"),
                Example("body:treaty", "body:treaty", "the article itself"),
                Example("dateline:Geneva", "dateline:Geneva", "the place line"),
                Example("url:sport", "url:sport", "a word of the address"),
            ),
        ),
        Operator(
            "field:value",
            ("field:(a OR b)",),
            "A whole value, not its words: "
            + ", ".join(f"{field.name}:" for field in FIELDS if field.kind == "value")
            + ". * stands for the rest; capitals and accents make no difference, but in id:. "
            "Where a name itself has a quotation mark, * or ?, or begins with =, write it in quotation marks with a backslash before that sign.",
            (
                Example('source:"Harbour Times"', 'source:"Harbour Times"', "this newspaper"),
                Example(
                    'source:"The \\"Free\\" Press"',
                    'source:"The \\"Free\\" Press"',
                    "a name with quotation marks in it",
                ),
                Example("source:(Reuters OR AP)", "source:Reuters OR source:AP", "either agency"),
                Example("section:sport*", "section:sport*", "sections whose name begins so"),
                Example("lang:de", "lang:de", "articles in German"),
                Example('tag:"crude oil"', 'tag:"crude oil"', "this subject"),
                Example("id:harbour-2020-17", "id:harbour-2020-17", "this one article"),
            ),
        ),
    ),
)

LANGUAGE: tuple[Group, ...] = (_WORDS, _COMBINING, _NEARNESS, _COUNTING, _DATES, _FIELDS)


INTRODUCTION: tuple[str, ...] = (
    "Words are joined by AND. Operators are capitals, but for the spellings brought along from elsewhere, which "
    "work in either case. Binding, tightest first: a field's name (and `=`, `FIRST`, `ATLEAST`), nearness, `NOT`, "
    "`AND` or a blank, `OR`. Where AND and OR meet without parentheses, a notice shows how that was read.",
    "Whatever is typed gets an answer: what is not closed is closed, what has nothing beside it is left out, a range "
    "that runs backwards is turned, a field that is none is two words; each time a notice says so. A query of more "
    f"than {BOUNDS.characters:,} characters, {BOUNDS.terms} terms or {BOUNDS.depth} levels of parentheses is refused, "
    "and so are dates and lengths that cannot be read, and AND, NOT or a proximity inside a proximity.",
)
"""What holds for all of it, in paragraphs; what is typed stands between backquotes."""


def as_markdown() -> str:
    """The language as a page of documentation."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The query language"
    for paragraph in INTRODUCTION:
        yield from ("", *wrap(paragraph, 115))
    for group in LANGUAGE:
        yield from ("", f"## {group.title}")
        for operator in group.operators:
            yield from _operator_lines(operator)
    yield from ("", "## All fields", "", "| field | also | what it is |", "|---|---|---|")
    for field in FIELDS:
        also = ", ".join(f"`{alias}:`" for alias in field.aliases)
        yield f"| `{field.name}:` | {also} | {field.help} For example `{field.example}`. |"


def _operator_lines(operator: Operator) -> Iterator[str]:
    yield from ("", f"### `{operator.name}`", "", operator.meaning)
    if operator.spellings:
        yield "Also: " + ", ".join(f"`{spelling}`" for spelling in operator.spellings) + "."
    yield from ("", "| query | read as | finds |", "|---|---|---|")
    for example in operator.examples:
        yield f"| {_cell(example.text)} | {_cell(example.understood)} | {example.finds} |"


def _cell(query: str) -> str:
    """A query as code in a table, where a bar would end the cell."""
    return "`" + query.replace("|", "\\|") + "`"
