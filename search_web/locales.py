"""The languages that the page speaks, and the one it speaks now: sentences, and how numbers are written.

English stands in the code and in the templates; another language is a row in LOCALES and a catalogue of gettext's,
`catalogues/CODE.po`, compiled to `CODE.mo`. Which language an answer has is settled by `negotiation`, for as long as the answer is made.
`catalogues/gather.py` finds all sentences.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from indexer.message import Message

CATALOGUES = Path(__file__).parent / "catalogues"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """A language of the page: `code` as HTML and HTTP have it, its `name` in itself.

    `thousands` and `decimal` are the signs in a number; `lowers`: whether a heading becomes small inside a sentence.
    """

    code: str
    name: str
    thousands: str
    decimal: str
    lowers: bool
    catalogue: catalogues.NullTranslations = field(default_factory=catalogues.NullTranslations, repr=False)


def _catalogue(code: str) -> catalogues.NullTranslations:
    with (CATALOGUES / f"{code}.mo").open("rb") as file:
        return catalogues.GNUTranslations(file)


ENGLISH = Locale(code="en", name="English", thousands=",", decimal=".", lowers=True)
LOCALES = (
    ENGLISH,
    Locale(code="de", name="Deutsch", thousands=".", decimal=",", lowers=False, catalogue=_catalogue("de")),
)
"""The first one is spoken where nobody asks for another."""

BY_CODE = {locale.code: locale for locale in LOCALES}
_spoken: ContextVar[Locale] = ContextVar("locale", default=ENGLISH)


def spoken() -> Locale:
    """The language of the answer that is being made; English outside of one."""
    return _spoken.get()


def speak(locale: Locale) -> None:
    """From now on, in this context, everything is said in `locale`."""
    _spoken.set(locale)


@contextmanager
def speaking(locale: Locale) -> Iterator[None]:
    """Everything within is said in `locale`."""
    token = _spoken.set(locale)
    try:
        yield
    finally:
        _spoken.reset(token)


# Sentences


def marked_for_translation(sentence: str) -> str:
    """The sentence as it stands: `gather` finds it here, `gettext` translates it where it is shown."""
    return sentence


def gettext(sentence: str, /, **values: str) -> str:
    """The sentence in the language spoken, `%(name)s` replaced by values."""
    said = _spoken.get().catalogue.gettext(sentence)
    return said % values if values else said


def pgettext(context: str, sentence: str, /, **values: str) -> str:
    """As `gettext`, for a word that means several things: `context` tells which."""
    said = _spoken.get().catalogue.pgettext(context, sentence)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, /, **values: str) -> str:
    """As `gettext`, in the form for `count`."""
    said = _spoken.get().catalogue.ngettext(one, many, count)
    return said % values if values else said


def npgettext(context: str, one: str, many: str, count: int, /, **values: str) -> str:
    said = _spoken.get().catalogue.npgettext(context, one, many, count)
    return said % values if values else said


def translated(message: str) -> str:
    """What the indexer says, in the language spoken; as it stands where there is no translation."""
    catalogue = _spoken.get().catalogue
    if not isinstance(message, Message):
        return catalogue.gettext(message) if message else message
    return catalogue.gettext(message.template) % {
        name: printed_number(value)
        if isinstance(value, int)
        else translated(value)
        if isinstance(value, Message)
        else value
        for name, value in message.parameters.items()
    }


def printed_number(count: int) -> str:
    """`21,578`, or as the language writes it."""
    return _grouped(count, _spoken.get().thousands)


@lru_cache(maxsize=4_096)
def _grouped(count: int, thousands: str) -> str:
    return f"{count:,}".replace(",", thousands)
