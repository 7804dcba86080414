"""Results, articles and reports as lines of text for people at a terminal; programs get JSON instead.

In: the values of the contract. Out: lines that are safe to print. How wide a terminal is and what it obeys
is left to `terminal`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from indexer.article import Article, PublicationDate, Undated
from indexer.console.terminal import bold, columns, cut, pad, safe, width, wrap
from indexer.engines.contract import Hit, Results, SearchRequest
from indexer.ingest.report import Report
from indexer.search.nothing_found import Clause, NothingFound

MOST_LISTED = 20
"""Rejects, values of a facet and the like that people are shown; JSON has all of them."""

_DAY_COLUMNS = 10
_COUNTED = ("sources", "sections", "languages", "formats", "years", "date_origins", "undated_reasons", "rejects", "not_articles")  # fmt: skip


# A search


def draw_results(request: SearchRequest, results: Results) -> Iterator[str]:
    """A table: number, day, title and source of each hit, below them its snippets and its id."""
    yield bold(_total(request, results))
    number_columns = len(f"{request.first_hit + len(results.hits):,}")
    for number, hit in enumerate(results.hits, request.first_hit + 1):
        yield ""
        yield from _draw_hit(f"{number:>{number_columns},}", hit)
    if request.first_hit + len(results.hits) < results.total and results.hits:
        yield ""
        yield f"More with --page {request.page + 1}."


def _total(request: SearchRequest, results: Results) -> str:
    total = f"{'at least ' if results.partial else ''}{counted(results.total, 'article')}"
    undated = f"; {results.undated:,} more without a date" if results.undated and _has_days(request) else ""
    if not results.total and results.partial:
        return "Not finished: no article so far, but there may be some. Ask for fewer days, one source, or longer words."
    if not results.total:
        return f"No articles{undated}"
    if not results.hits:
        return f"{total}, none on page {request.page:,}{undated}"
    first = request.first_hit + 1
    return f"{first:,} to {request.first_hit + len(results.hits):,} of {total}{undated}"


def _has_days(request: SearchRequest) -> bool:
    return bool(request.filters.first or request.filters.last)


def _draw_hit(number: str, hit: Hit) -> Iterator[str]:
    day = f"{hit.published.date if hit.published else 'undated':<{_DAY_COLUMNS}}"
    before = f"{number}  {day}  "
    room = width()
    indent = " " * len(before)
    source = cut(hit.source or "", room // 4)
    title = hit.title or (f"{hit.opening} …" if hit.opening else "(no title)")
    marks = hit.title_marks if hit.title else ()
    free = room - len(before) - (columns(source) + 2 if source else 0)
    for place, line in enumerate(wrap(title, free, marks)):
        yield f"{before if not place else indent}{line}{_right(source, line, free) if not place else ''}"
    for snippet in hit.snippets:
        yield from (indent + line for line in wrap(snippet.text, room - len(indent), snippet.marks))
    yield indent + cut(f"{hit.id}  {hit.path}", room - len(indent))


def _right(source: str, line: str, free: int) -> str:
    """The source, moved to the right end of the line."""
    if not source:
        return ""
    shown = columns(line.replace("\x1b[1m", "").replace("\x1b[0m", ""))
    return " " * (free - shown + 2) + source


def draw_nothing_found(nothing: NothingFound) -> Iterator[str]:
    """What each part of a search finds by itself, which parts have no article in common, and what would find some."""
    clauses = nothing.clauses
    if len(clauses) > 1 and any(clause.count is not None for clause in clauses):
        names = min(max(columns(safe(clause.text)) for clause in clauses), width() // 2)
        for clause in clauses:
            name = cut(clause.text, names)
            yield f"  {pad(name, names)}  {_clause_counts(clause)}"
    yield from wrap(_blamed(nothing), width())
    for spelling in nothing.corrections:
        yield from wrap(f"Did you mean {spelling.text}? {_finds(spelling.total)}", width())
    for spelling in () if nothing.corrections else nothing.spellings:
        yield from wrap(f"Near {spelling.word}: {spelling.suggestion}, {_finds(spelling.count)}", width())
    yield from _draw_near_values(nothing)
    for clause in clauses:
        if clause.wider:
            yield from wrap(f"Wider, {clause.wider.text}: {_finds(clause.wider.total)}", width())
    if nothing.without_dates:
        yield f"Without the dates: {_finds(nothing.without_dates)}"


def _draw_near_values(nothing: NothingFound) -> Iterator[str]:
    """Values of the archive for those that no article has; what the search finds with them, else how many articles have them."""
    for unknown in nothing.values:
        for near in unknown.near:
            typed = unknown.typed(near.value)
            told = (
                f"Did you mean {typed}? {_finds(near.total)}"
                if near.total
                else f"Near {unknown.typed(unknown.value)}: {typed}, {_finds(near.count)}"
            )
            yield from wrap(told, width())


def _clause_counts(clause: Clause) -> str:
    told = "not counted" if clause.count is None else _finds(clause.count)
    return told if clause.without is None else f"{told}; without it {clause.without:,}"


def _finds(count: int) -> str:
    return counted(count, "article") if count else "no article"


def _blamed(nothing: NothingFound) -> str:
    """Which parts have nothing in common, where each finds something by itself."""
    texts = [nothing.clauses[number].text for number in nothing.together]
    if not nothing.disjoint:
        return ""
    if len(texts) == len(nothing.clauses):
        return "Each finds articles, but none that all of them find."
    return f"Each finds articles, but none that both {texts[0]} and {texts[1]} find." if len(texts) == 2 else f"Each finds articles, but none that all of these find: {'; '.join(texts)}."  # fmt: skip


# One article


def draw_article(article: Article) -> Iterator[str]:
    """Headline, facts, text, captions and what else is known."""
    room = width()
    if article.title:
        yield from map(bold, wrap(article.title, room))
    facts = (article.byline, article.source, article.section, article.language)
    yield from wrap(" · ".join(fact for fact in facts if fact), room)
    yield from wrap(_date_text(article.published, article.undated), room)
    if article.updated:
        yield from wrap(f"Updated {_moment(article.updated)}", room)
    if article.summary:
        yield from ("", *wrap(article.summary, room))
    if article.dateline and not article.body.startswith(article.dateline):
        yield from ("", *wrap(article.dateline, room))
    for paragraph in article.body.split("\n\n"):
        yield from ("", *wrap(paragraph, room))
    yield from _draw_list("Captions", article.captions)
    yield from _draw_list("Related", article.related)
    yield ""
    yield from _draw_pairs(_further(article))


def _further(article: Article) -> Iterator[tuple[str, str]]:
    yield "id", article.id
    yield "file", f"{article.path}!/{article.member}" if article.member else article.path
    yield "format", article.format
    if article.url:
        yield "url", article.url
    if article.tags:
        yield "tags", ", ".join(article.tags)
    for name, value in article.extra.items():
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _date_text(published: PublicationDate | None, undated: Undated | None) -> str:
    if published:
        return (
            f"{_moment(published)} (from its {published.origin}: {published.raw})"
            if published.raw
            else _moment(published)
        )
    return f"Undated: {undated.reason}" if undated else "Undated"


def _moment(when: PublicationDate) -> str:
    return " ".join(part for part in (when.date, when.time, when.zone) if part)


def _draw_list(heading: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield ""
        yield bold(f"{heading}:")
    for text in texts:
        for place, line in enumerate(wrap(text, width() - 2)):
            yield ("  " if place else "- ") + line


# Reports


def draw_report(report: Report) -> Iterator[str]:
    """What a rebuild or update did, its rejects by name, and what was no article."""
    yield _summary(report)
    yield from _draw_some("Rejected", [_place_line(reject.as_json()) for reject in report.rejects])
    yield from _draw_some("No articles", [_place_line(thing.as_json()) for thing in report.not_articles])


def _summary(report: Report) -> str:
    counts = {
        "undated": report.undated, "unchanged": report.unchanged, "removed": report.removed, "duplicates": report.duplicates,
        "replaced": report.replaced, "kept out": report.kept_out, "withdrawn": report.withdrawn, "unreadable": report.unreadable, "with another's text": report.same_texts, "rejected": report.rejected,
    }  # fmt: skip
    told = "".join(f", {count:,} {name}" for name, count in counts.items() if count)
    read = f" from {counted(report.files, 'file')}" if report.files else ""
    return f"{counted(report.articles, 'article')} in the index{read}{told}; {report.seconds:,.1f} s"


def _place_line(document: Mapping[str, Any]) -> str:
    place = document["path"]
    if document["member"]:
        place += f"!/{document['member']}"
    if document.get("line"):
        place += f":{document['line']}"
    return f"{safe(place)}: {safe(document['reason'])}"


def _draw_some(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{heading}:"
    yield from (f"  {line}" for line in lines[:MOST_LISTED])
    if len(lines) > MOST_LISTED:
        yield f"  and {len(lines) - MOST_LISTED:,} more; --json lists all"


def draw_statistics(gathered: Mapping[str, Any]) -> Iterator[str]:
    """What the index holds, and what it was made from."""
    yield from _draw_pairs(
        (
            ("articles", f"{gathered['articles']:,}"),
            ("undated", f"{gathered['undated']:,}"),
            ("days", f"{gathered['first']} to {gathered['last']}" if gathered["first"] else "none"),
            ("rebuilt", gathered["rebuilt"]),
            ("zone", gathered["timezone"]),
            ("generation", gathered["generation"]),
            ("files", f"{gathered['files']:,}"),
            *(
                (name.replace("_", " "), f"{gathered[name]:,}")
                for name in ("duplicates", "replaced", "withdrawn", "same_texts", "removed")
                if gathered[name]
            ),
            *(("path" if not place else "", path) for place, path in enumerate(gathered["paths"])),
        )
    )
    for name in _COUNTED:
        yield from _draw_counts(
            name.replace("_", " "), [(row["value"], row["count"]) for row in gathered[name]]
        )


def draw_removals(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is kept out: day, id, title, and why."""
    if not rows:
        yield "No article is kept out."
    for row in rows:
        title = "text purged" if row["purge"] else safe(row["title"] or "")
        yield f"{row['day']}  {safe(row['id'])}  {title}".rstrip()
        if row["reason"]:
            yield f"{' ' * _DAY_COLUMNS}  {safe(row['reason'])}"


def draw_unread(unread: Mapping[str, Any]) -> Iterator[str]:
    """Every reject and every thing that is no article."""
    if not (unread["rejects"] or unread["not_articles"]):
        yield "Everything was read."
    for name, heading in (("rejects", "rejected"), ("not_articles", "no articles")):
        if unread[name]:
            yield bold(f"{len(unread[name]):,} {heading}")
            yield from (f"  {_place_line(document)}" for document in unread[name])


def draw_duplicates(found: Mapping[str, Any]) -> Iterator[str]:
    """Each group below a line that says what is the same."""
    groups = found["groups"]
    if not groups:
        yield f"Nothing is there twice (texts of under {found['least_letters']} letters are not compared)."
    for group in groups[:MOST_LISTED]:
        copies = group["copies"]
        yield bold(
            f"one id, {len(copies)} records" if group["same"] == "id" else f"one text, {len(copies)} articles"
        )
        for copy in copies[:MOST_LISTED]:
            place = copy["path"] + (f"!/{copy['member']}" if copy["member"] else "")
            yield f"  {copy['day'] or 'undated':<10}  {copy['standing']:<9}  {safe(copy['id'])}  {safe(place)}"
        if len(copies) > MOST_LISTED:
            yield f"  and {len(copies) - MOST_LISTED:,} more; --json lists all"
    if len(groups) > MOST_LISTED:
        yield f"and {len(groups) - MOST_LISTED:,} more groups; --json lists all"


def _draw_counts(heading: str, counts: Sequence[tuple[str, int]]) -> Iterator[str]:
    if not counts:
        return
    yield ""
    yield bold(heading)
    digits = max(len(f"{count:,}") for _, count in counts)
    for value, count in counts[:MOST_LISTED]:
        yield f"  {count:>{digits},}  {cut(value, width() - digits - 4)}"
    if len(counts) > MOST_LISTED:
        yield f"  and {len(counts) - MOST_LISTED:,} more; --json lists all"


def draw_formats(rows: Sequence[Mapping[str, Any]], containers: Sequence[str]) -> Iterator[str]:
    """Each format with its usual file names and what it is."""
    names = max(len(row["name"]) for row in rows)
    for row in rows:
        yield f"{bold(row['name'])}{' ' * (names - len(row['name']))}  {' '.join(row['suffixes'])}"
        yield from (" " * (names + 2) + line for line in wrap(row["description"], width() - names - 2))
    yield ""
    yield from wrap(
        f"Each also inside {', '.join(containers)}; a file's first bytes decide, its name only where they leave it open.",
        width(),
    )


def _draw_pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    known = list(pairs)
    indent = max((columns(safe(name)) for name, _ in known), default=0) + 2
    for name, value in known:
        lines = list(wrap(value, max(20, width() - indent))) or [""]
        yield pad(safe(name), indent) + lines[0]
        yield from (" " * indent + line for line in lines[1:])


def counted(count: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
