"""The help page: the table of the query language, each example as a search that can be tried on this archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import NullTranslations

from indexer.fields import FIELDS
from indexer.query.language import LANGUAGE
from search_web.asking import Desk
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.locales import spoken

_KEPT = 4
"""Of the guides made: one a language, and those of yesterday. To read its hundred examples takes longer than to write the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """An example to try. `understood`: how it is read today; empty where just as it is typed."""

    text: str
    address: SearchAddress
    understood: str
    finds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One operator with its other spellings, what it means, and examples."""

    name: str
    spellings: tuple[str, ...]
    meaning: str
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Operators under one heading; `anchor` is its place on the page."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    name: str
    aliases: tuple[str, ...]
    help: str
    trial: Trial


def chapters(desk: Desk) -> tuple[Chapter, ...]:
    """All of the language."""
    return _chapters(spoken().catalogue, desk.today(), desk)


def field_rows(desk: Desk) -> tuple[FieldRow, ...]:
    """All fields, with an example each."""
    return _field_rows(spoken().catalogue, desk.today(), desk)


@lru_cache(maxsize=_KEPT)
def _chapters(_catalogue: NullTranslations, _today: date, desk: Desk) -> tuple[Chapter, ...]:
    """In the language spoken, as examples are read today."""
    return tuple(
        Chapter(
            title=_(group.title),
            anchor="-".join("".join(c if c.isalnum() else " " for c in group.title.lower()).split()),
            entries=tuple(
                Entry(
                    name=_(operator.name),
                    spellings=tuple(_(spelling) for spelling in operator.spellings),
                    meaning=_(operator.meaning),
                    trials=tuple(
                        _trial(desk, example.text, _(example.finds)) for example in operator.examples
                    ),
                )
                for operator in group.operators
            ),
        )
        for group in LANGUAGE
    )


@lru_cache(maxsize=_KEPT)
def _field_rows(_catalogue: NullTranslations, _today: date, desk: Desk) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(
            name=field.name, aliases=field.aliases, help=_(field.help), trial=_trial(desk, field.example, "")
        )
        for field in FIELDS
    )


def _trial(desk: Desk, text: str, finds: str) -> Trial:
    """Days such as 7d are read as of today, not as of the day for which the table tells them."""
    address = SearchAddress(text=text)
    understood = desk.request(address).understood
    return Trial(text=text, address=address, understood=understood if understood != text else "", finds=finds)
