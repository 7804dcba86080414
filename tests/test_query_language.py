"""The table of the language tells the truth: every example, every field, every page made from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.fields import FIELDS, find_field
from indexer.query.language import EXAMPLE_TODAY, LANGUAGE, Example, as_markdown
from indexer.query.parser import parse
from indexer.query.printer import str_of

TODAY = date.fromisoformat(EXAMPLE_TODAY)
EXAMPLES = [example for group in LANGUAGE for operator in group.operators for example in operator.examples]
PAGE = Path(__file__).parent.parent / "docs" / "query-language.md"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_every_example_is_read_as_it_says_without_a_notice(example: Example) -> None:
    parsed = parse(example.text, today=TODAY)
    assert parsed.tree is not None
    assert str_of(parsed.tree) == example.understood
    assert parsed.notices == ()


def test_every_operator_has_an_example() -> None:
    assert all(operator.examples and operator.meaning for group in LANGUAGE for operator in group.operators)


@pytest.mark.parametrize(
    "name", ["AND", "OR", "NOT", "NEAR/", "PRE/", "W/S", "W/P", "ATLEAST/", "FIRST/", "=", "~", "*", "?"]
)
def test_the_examples_leave_no_operator_out(name: str) -> None:
    assert any(name in example.understood for example in EXAMPLES)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_read_under_all_its_names(field) -> None:  # type: ignore[no-untyped-def]
    first = parse(field.example, today=TODAY)
    assert first.tree is not None
    assert first.notices == ()
    value = field.example.removeprefix(f"{field.name}:")
    for alias in (*field.aliases, field.name.upper()):
        assert parse(f"{alias}:{value}", today=TODAY).tree == first.tree, alias
    assert any(
        example.text.startswith(f"{field.name}:") or f" {field.name}:" in example.text for example in EXAMPLES
    )


def test_no_name_means_two_fields() -> None:
    names = [name for field in FIELDS for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names))
    assert all(find_field(name.upper()) for name in names)
    assert find_field("nosuch") is None


def test_the_page_is_up_to_date() -> None:
    """To mend it: python -c "from indexer.query.language import as_markdown; print(as_markdown(), end='')" > docs/query-language.md"""
    assert PAGE.read_text(encoding="utf-8") == as_markdown()


def test_the_page_shows_every_example_and_field() -> None:
    page = as_markdown().replace("\\|", "|")
    assert all(f"`{example.text}`" in page for example in EXAMPLES)
    assert all(f"| `{field.name}:` |" in page for field in FIELDS)
