"""How templates are set up and rendered: the words they may use, where static files lie, what no page may hold.

Autoescaping is on for all of them, and a name that is not there is an error, not an empty string.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, url_for
from jinja2 import StrictUndefined

from search_web import wording
from search_web.links import SearchAddress, web_url
from search_web.marking import marked, passage, with_code

_NOT_IN_PAGES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def prepare(app: Flask, static: Path) -> None:
    """Gives the templates of an application their filters and functions."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        number=wording.number,
        day=wording.day_in_words,
        moment=wording.moment_in_words,
        zone=wording.zone_in_words,
        date_origin=wording.origin_in_words,
        precision=wording.precision_in_words,
        instant=wording.instant_in_words,
        language_name=wording.language_name,
        lang=wording.language_attribute,
        dir=wording.direction,
        web_url=web_url,
        cut=cut,
        with_code=with_code,
    )
    environment.globals.update(
        counted=wording.counted,
        days_in_words=wording.days_in_words,
        marked=marked,
        passage=passage,
        search_url=search_url,
        article_url=article_url,
        static_url=_static_addresses(static),
    )


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A rendered page. What HTML cannot hold (control characters, lone surrogates) is shown as U+FFFD."""
    html = _NOT_IN_PAGES.sub("\ufffd", render_template(template, **values))
    return Response(html, status, content_type="text/html; charset=utf-8")


def search_url(address: SearchAddress) -> str:
    """The address of a search's page."""
    asked = address.query_string()
    return url_for("pages.search") + ("?" + asked if asked else "")


def article_url(identifier: str, address: SearchAddress) -> str:
    """An article's address. It carries the search, so that the words are marked and the way back is known."""
    asked = address.query_string()
    return url_for("pages.article", identifier=identifier) + ("?" + asked if asked else "")


def cut(text: str, longest: int) -> str:
    """The text, shortened to `longest` code points: a record may hold a value of any length."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _static_addresses(folder: Path) -> Any:
    """A function from a static file's name to its address, which changes with the file, so that browsers may keep it."""
    versions = {
        file.name: hashlib.blake2b(file.read_bytes(), digest_size=6).hexdigest()
        for file in folder.iterdir()
        if file.is_file()
    }

    def static_url(name: str) -> str:
        return url_for("static", filename=name, v=versions[name])

    return static_url
