"""`/article/ID/original`: the file an article was read from, as bytes to save and nothing else: no browser shows or runs it.

Where originals come from is told at the start (`create_app`); the pages themselves know no file. Without that they are not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from flask import Blueprint, Flask, Response, url_for

from indexer.errors import OriginalGoneError, UnknownArticleError
from indexer.message import say
from search_web.asking import Desk
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.locales import translated
from search_web.templating import page

CONTENT_TYPE = "application/octet-stream"
_CHUNK = 1 << 16


class Original(Protocol):
    """A file's name, its size in bytes, and its bytes from the start; the stream is closed by whoever got it."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def stream(self) -> BinaryIO: ...


OpenOriginal = Callable[[str], Original]
"""From an article's id. Raises OriginalGoneError."""


def register(app: Flask, desk: Desk, open_original: OpenOriginal | None) -> None:
    """Puts the address into the application, and the link to it into the pages where originals are given."""
    originals = Blueprint("originals", __name__)

    @originals.get("/article/<identifier>/original")
    def original(identifier: str) -> Response:
        if len(identifier) > 64:
            raise UnknownArticleError(say("No article has an id of more than 64 characters."))
        article = desk.archive.reader().article(identifier).article
        if open_original is None:
            return _not_given(404, _("This server gives no original files. Ask whoever runs the archive."))
        try:
            return _download(open_original(article.id))
        except OriginalGoneError as error:
            return _not_given(410, translated(error.message))

    app.register_blueprint(originals)
    app.jinja_env.globals["original_url"] = lambda identifier: (
        url_for("originals.original", identifier=identifier) if open_original else None
    )


def _download(original: Original) -> Response:
    answer = Response(_read(original.stream), content_type=CONTENT_TYPE)
    answer.content_length = original.size
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", original.name).strip(".")[-100:] or "original"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.call_on_close(original.stream.close)
    return answer


def _read(stream: BinaryIO) -> Iterator[bytes]:
    while data := stream.read(_CHUNK):
        yield data


def _not_given(status: int, message: str) -> Response:
    title = _("The original file is not there as it was")
    if status == 404:
        title = _("Original files are not given here")
    return page("failure.html", status, title=title, message=message, hint="", address=SearchAddress())
