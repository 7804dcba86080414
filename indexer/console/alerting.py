"""What `morgue alert` does: keeps searches under a name, and tells what has come in for them since they were last told."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.article import Article
from indexer.console.asking import today_in
from indexer.console.terminal import bold, print_json, print_text, safe, tell
from indexer.engines.contract import Archive, Engine
from indexer.errors import InputError, QueryError
from indexer.export.atom import write_atom
from indexer.file_lock import hold
from indexer.ingest.arrivals import FILE, Arrivals, look_at
from indexer.now import now
from indexer.search.alerts import Alert, check_name, read_alerts, write_alerts
from indexer.search.request import make_request
from indexer.search.synonyms import Synonyms
from indexer.search.unknown_values import notices_of_values

MOST_LISTED = 20
_PARAMETERS = {"first": "from", "last": "to", "source": "source", "section": "section", "language": "lang", "match": "match"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """What is new for an alert, newest first; `error` where its query can no longer be read."""

    alert: Alert
    articles: tuple[Article, ...] = ()
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.alert.name,
            "query": self.alert.text,
            "error": self.error,
            "new": [article.as_json() for article in self.articles],
        }


def add_alert(archive: Archive, name: str, text: str, **asked: Any) -> Alert:
    """Keeps a search, and tells what was doubtful in it. What is in the archive now is known to it. Raises InputError for a name that is taken, QueryError."""
    check_name(name)
    parameters = {
        theirs: [value] if isinstance(value, str) else list(value)
        for ours, theirs in _PARAMETERS.items()
        if (value := asked.get(ours)) and value != "all"
    }
    alert = Alert(name, text, parameters)
    request = _request(alert, asked.get("timezone"))
    if request.tree is None and not parameters:
        raise QueryError("An alert needs words or a filter.", field="q")
    for notice in (*request.notices, *notices_of_values(archive.reader(), request)):
        tell(f"morgue: {notice.message}")
    with _locked(archive) as folder:
        alerts = read_alerts(folder)
        if name in alerts:
            raise InputError(f"There is an alert {name!r} already; remove it first, or take another name.")
        alerts = _begun_anew(folder, alerts)
        alert = replace(alert, look=look_at(archive).last)
        write_alerts(folder, {**alerts, name: alert})
    return alert


def remove_alert(archive: Archive, name: str) -> None:
    """Raises InputError for one that is not there."""
    with _locked(archive) as folder:
        alerts = read_alerts(folder)
        if name not in alerts:
            raise InputError(f"There is no alert {name!r}; see `morgue alert list`.")
        write_alerts(folder, {key: alert for key, alert in alerts.items() if key != name})


def list_alerts(archive: Archive) -> Sequence[Alert]:
    return list(read_alerts(archive.removed_file.parent).values())


def run_alerts(
    archive: Archive,
    names: Sequence[str],
    hand_over: Callable[[list[News]], None],
    timezone_name: str | None = None,
    synonyms: Synonyms | None = None,
) -> None:
    """Hands over what is new for these alerts (none: all). It is known from then on, and only where `hand_over` raised nothing.

    Raises InputError, EngineError, LockedError.
    """
    with _locked(archive) as folder:
        alerts = read_alerts(folder)
        for name in names:
            if name not in alerts:
                raise InputError(f"There is no alert {name!r}; see `morgue alert list`.")
        alerts = _begun_anew(folder, alerts)
        arrivals, engine = look_at(archive), archive.reader()
        chosen = [alert for name, alert in alerts.items() if not names or name in names]
        news = [_news_of(alert, engine, arrivals, timezone_name, synonyms) for alert in chosen]
        hand_over(news)
        write_alerts(folder, {**alerts, **_told(news, arrivals)})


def _begun_anew(folder: Path, alerts: Mapping[str, Alert]) -> Mapping[str, Alert]:
    """The alerts; where it was lost what came in when, each knows what the next look, the first, will see. Else they would wait for looks of earlier numbers."""
    if not alerts or (folder / FILE).exists():
        return alerts
    tell(f"{folder / FILE} is not there: what is in the archive now counts as known to every alert")
    alerts = {name: replace(alert, look=1) for name, alert in alerts.items()}
    write_alerts(folder, alerts)
    return alerts


def _told(news: Sequence[News], arrivals: Arrivals) -> Mapping[str, Alert]:
    told = now()
    return {
        one.alert.name: replace(one.alert, look=arrivals.last, told=told) for one in news if one.error is None
    }


def _news_of(
    alert: Alert, engine: Engine, arrivals: Arrivals, timezone_name: str | None, synonyms: Synonyms | None
) -> News:
    try:
        request = _request(alert, timezone_name, synonyms)
    except QueryError as error:
        return News(alert, error=str(error))
    found = engine.articles(request.tree, request.filters)
    return News(alert, tuple(article for article in found if arrivals.after(alert.look, [article.id])))


def _request(alert: Alert, timezone_name: str | None, synonyms: Synonyms | None = None) -> Any:
    given = alert.parameters
    return make_request(
        text=alert.text,
        first=_one(given, "from"),
        last=_one(given, "to"),
        match=_one(given, "match"),
        include={name: given[name] for name in ("source", "section", "lang") if name in given},
        today=today_in(timezone_name),
        synonyms=synonyms,
    )


def _one(given: Mapping[str, list[str]], name: str) -> str:
    return given[name][0] if given.get(name) else ""


@contextlib.contextmanager
def _locked(archive: Archive) -> Iterator[Path]:
    """The index's folder, for one command at a time. Raises LockedError, EngineError where there is no index."""
    archive.reader()
    folder = archive.removed_file.parent
    with hold(
        folder / "alerts.lock", "another `morgue alert` is at work on this index; try again when it is done"
    ):
        yield folder


def draw_alerts(alerts: Sequence[Alert]) -> Iterator[str]:
    if not alerts:
        yield "There is no alert; morgue alert add NAME QUERY makes one."
    for alert in alerts:
        told = f"last told {alert.told}" if alert.told else "not told yet"
        yield f"{bold(safe(alert.name))}  {safe(alert.text)}  ({told})"
        for name, values in alert.parameters.items():
            yield f"  {name}: {safe(', '.join(values))}"


def draw_news(news: Sequence[News]) -> Iterator[str]:
    for one in news:
        if one.error:
            yield f"{bold(safe(one.alert.name))}: {safe(one.error)}"
            continue
        yield bold(f"{safe(one.alert.name)}: {len(one.articles):,} new")
        for article in one.articles[:MOST_LISTED]:
            day = article.published.date if article.published else "undated"
            yield f"  {day:<10}  {safe(article.title or article.body[:60])}  {safe(article.source or '')}  {safe(article.id)}"
        if len(one.articles) > MOST_LISTED:
            yield f"  and {len(one.articles) - MOST_LISTED:,} more; --json has all"


def tell_news(news: Sequence[News], *, atom: str | None, as_json: bool) -> None:
    """Writes the feed, prints, and sees that it is out. Raises OSError."""
    if atom:
        write_feed(news, atom)
    if as_json:
        print_json({"alerts": [one.as_json() for one in news]})
    else:
        print_text(draw_news(news))
    sys.stdout.flush()


def write_feed(news: Sequence[News], file: str) -> None:
    """All that is new as one feed, each article once."""
    articles = {article.id: article for one in news for article in one.articles}
    title = "Morgue: " + (news[0].alert.name if len(news) == 1 else "alerts")
    Path(file).write_bytes(write_atom(title, articles.values(), now()))
