"""Which language an answer has: the one its address names (`locale=de`), else the best of what the browser asks for, else English.

The address is kept in every link of a page, so that a choice holds; what the browser asks for holds without.
Answers for programs are English, whatever is asked.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from search_web.answering import for_programs
from search_web.locales import BY_CODE, ENGLISH, Locale, speak, spoken

PARAMETER = "locale"
"""Not `lang`, which is the filter by an article's language."""

_LONGEST_HEADER = 1_000
_named: ContextVar[str] = ContextVar("locale named", default="")


def register(app: Flask) -> None:
    """Settles the language before each request, before anything can be said."""
    app.before_request(_settle)
    app.teardown_request(_forget)


def _forget(_: BaseException | None) -> None:
    speak(ENGLISH)
    _named.set("")


def named() -> str:
    """The language that the address names, to be kept in links; empty where it names none."""
    return _named.get()


def with_language(response: Response) -> Response:
    """The answer, which says its language and what that depended on."""
    response.headers["Content-Language"] = spoken().code
    response.headers.add("Vary", "Accept-Language")
    return response


def _settle() -> None:
    asked = request.args.get(PARAMETER, "")
    _named.set(asked if asked in BY_CODE else "")
    speak(ENGLISH if for_programs() else BY_CODE.get(asked) or _preferred())


def _preferred() -> Locale:
    header = request.headers.get("Accept-Language", "")
    return _wanted(header) if 0 < len(header) <= _LONGEST_HEADER else ENGLISH


@lru_cache(maxsize=256)
def _wanted(header: str) -> Locale:
    """What a browser asks for; of very few kinds, so that they are remembered."""
    # by quality; a browser of Vienna asks for `de-AT`, which we speak as `de`
    for language, quality in parse_accept_header(header, LanguageAccept):
        locale = BY_CODE.get(language.partition("-")[0].lower())
        if locale is not None and quality > 0:
            return locale
    return ENGLISH
