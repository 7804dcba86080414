"""The web front end: `create_app` gives the Flask application; `flask --app search_web run` starts it.

A request's address (`links`) becomes a search (`asking`, through `indexer.search.request`), the engine answers,
and a view renders: HTML in `pages`, JSON in `api`. What a page shows besides the hits is made of the
results by `facets`, `timeline`, `paging` and `widening`, and written by `rows`; files of it come from `takeaway` and `feed`, mentions and words
around it from `research`; text becomes markup in `marking` (with anchors of `mentions` on an article's page), values become
phrases in `wording`, both in the language (`locales`) that `negotiation` settles. `failures` answers when something goes wrong, `acceptance` when nothing that is asked for can be given, `headers` guards every answer.
Nothing here knows an engine, and nothing in `indexer` knows HTML.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.errors import InputError
from indexer.search.synonyms import Synonyms, read_synonyms
from indexer.settings import DEFAULT_INDEX
from search_web import (
    acceptance,
    api,
    failures,
    headers,
    negotiation,
    originals,
    pages,
    research,
    rows,
    takeaway,
    templating,
)
from search_web.asking import Desk
from search_web.feed import FirstTaken
from search_web.originals import OpenOriginal


def create_app(
    archive: Archive | None = None,
    *,
    timezone: str | None = None,
    today: Callable[[], date] | None = None,
    open_original: OpenOriginal | None = None,
    first_taken: FirstTaken | None = None,
    synonyms: Synonyms | None = None,
) -> Flask:
    """The application over one archive; without one, over the index that MORGUE_INDEX names.

    `timezone`: IANA name of the searcher's zone, in which `today` is a day; None takes MORGUE_TIMEZONE,
    else the machine's zone. `today` replaces the clock. `open_original` gives the file of an
    article (`indexer.ingest.originals`); without it no files are given. `first_taken` says when the archive took an undated article
    in (`indexer.ingest.first_taken`); without it feeds name the last rebuild. `synonyms` widen the words of every search; None
    takes those of the file that MORGUE_SYNONYMS names. Raises InputError for a zone that is not known.
    """
    if archive is None:
        archive = open_archive(os.environ.get("MORGUE_INDEX") or DEFAULT_INDEX)
    zone = _zone(timezone or os.environ.get("MORGUE_TIMEZONE"))
    named = os.environ.get("MORGUE_SYNONYMS")
    if synonyms is None and named:
        synonyms = read_synonyms(Path(named))
    desk = Desk(archive, today or (lambda: datetime.now(zone).date()), synonyms)
    app = Flask(__name__)
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = 0
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    templating.prepare(app, Path(__file__).parent / "static")
    rows.register(app, desk)
    headers.guard(app)
    acceptance.register(app)
    negotiation.register(app)
    failures.register(app)
    app.register_blueprint(pages.blueprint(desk))
    app.register_blueprint(research.blueprint(desk))
    app.register_blueprint(takeaway.blueprint(desk, first_taken))
    originals.register(app, desk, open_original)
    app.register_blueprint(api.blueprint(desk))
    return app


def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        message = f"There is no time zone {name!r}; name one as in Europe/Berlin or America/New_York."
        raise InputError(message) from error
