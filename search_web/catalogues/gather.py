"""Finds every sentence that the page can say, and brings the catalogues up to date: `python -m search_web.catalogues.gather`.

Sentences stand in templates (`{% trans %}`), in calls (`gettext`, `ngettext`, `say` …), and in the tables of the query language and the
fields. A catalogue gets those that are new, without a translation, and loses those that are gone; nothing is guessed. Then it is
compiled. Needs Babel, which the page itself does not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from werkzeug.exceptions import BadRequest

from indexer.dates.refusal import STORED
from indexer.fields import FIELDS
from indexer.message import Message
from indexer.query.language import INTRODUCTION, LANGUAGE
from search_web.facets import NAMES
from search_web.failures import HELP, TITLES
from search_web.locales import CATALOGUES, ENGLISH, LOCALES
from search_web.timeline import UNITS
from search_web.wording import EXTRA_NAMES, LANGUAGES, MONTHS, ORDERS, ORIGINS, PRECISIONS, SHORT_MONTHS

ROOT = CATALOGUES.parent.parent
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "marked_for_translation": None,
    "say": None,
}
_NOTES = ("NOTE:",)
_IN_TEMPLATES = {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
_WIDTH = 100


def gather() -> Catalog:
    """All sentences, untranslated."""
    found = Catalog(fuzzy=False)
    for file in sorted((ROOT / "search_web" / "templates").glob("*.html")):
        _add(found, file, "jinja2.ext:babel_extract", _IN_TEMPLATES)
    for package in ("indexer", "search_web"):
        for file in sorted((ROOT / package).rglob("*.py")):
            _add(found, file, "python", {})
    for sentence in _in_tables():
        found.add(sentence)
    for month in SHORT_MONTHS:
        found.add(month, context="short month")
    return found


def read(file: Path) -> Catalog:
    """A catalogue as it is kept."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.stem)


def read_compiled(file: Path) -> Catalog:
    """What gettext reads."""
    with file.open("rb") as stream:
        return read_mo(stream)


def _add(found: Catalog, file: Path, method: str, options: dict[str, str]) -> None:
    sentences = extract_from_file(method, str(file), _KEYWORDS, _NOTES, options, strip_comment_tags=True)
    for _, sentence, notes, context in sentences:
        found.add(sentence, auto_comments=notes, context=context)


def _in_tables() -> Iterator[str]:
    """What stands in tables: of the help page all but the examples."""
    yield from (*MONTHS, *LANGUAGES.values(), *ORDERS.values(), *ORIGINS.values(), *PRECISIONS.values())
    yield from sorted(EXTRA_NAMES)
    yield from (*NAMES.values(), *TITLES.values(), *STORED)
    yield BadRequest.description
    yield from (text for text in HELP.values() if not isinstance(text, Message))
    yield from (name for names in UNITS.values() for name in names)
    yield from INTRODUCTION
    for group in LANGUAGE:
        yield group.title
        for operator in group.operators:
            yield from (operator.name, operator.meaning, *operator.spellings)
            yield from (example.finds for example in operator.examples)
    yield from (field.help for field in FIELDS)


def _bring_up_to_date(file: Path, found: Catalog) -> None:
    header, _, _ = file.read_text("utf-8").partition("\n\n")
    catalogue = read(file)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    stream = BytesIO()
    write_po(stream, catalogue, width=_WIDTH, no_location=True, omit_header=True)
    file.write_text(f"{header}\n\n{stream.getvalue().decode().strip()}\n", "utf-8")
    with file.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read(file))


def main() -> None:
    found = gather()
    for locale in LOCALES:
        if locale is ENGLISH:
            continue
        file = CATALOGUES / f"{locale.code}.po"
        _bring_up_to_date(file, found)
        missing = [message.id for message in read(file) if message.id and not message.string]
        sys.stdout.write(f"{file}: {len(found)} sentences, {len(missing)} of them not translated yet\n")


if __name__ == "__main__":
    main()
