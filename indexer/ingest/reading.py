"""A file -> everything in it: articles, rejects, and what is no article. Members from `sources`, records from `formats`.

Here is the one border where an unexpected exception becomes a Reject: a format that stumbles over a member
costs the rest of that member, never the run. How long and in how much memory a record may be read is left
to `worker`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, TypeVar, cast

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.containers.names import unpacked_name
from indexer.containers.stream import MemberStream, StreamError
from indexer.formats import FORMATS, HEAD_BYTES, Format, choose_or_explain
from indexer.settings import Limits, ReadingOptions
from indexer.sources.walk import SourceFile, find_files, open_members, open_span

LONGEST_REASON = 300

T = TypeVar("T")


def read_file(file: SourceFile, options: ReadingOptions, limits: Limits) -> Iterator[Outcome]:
    """What a file holds, member by member, record by record, in the order of its bytes. Raises nothing."""
    for found in open_members(file, limits):
        if isinstance(found, (NotArticle, Reject)):
            yield found
        else:
            yield from _read_member(*found, options)


def read_span(
    file: SourceFile, start: int, stop: int, lines: int, options: ReadingOptions, limits: Limits
) -> Iterator[Outcome]:
    """Bytes `start` up to `stop` of a file, with `lines` lines before them, each a record. Raises nothing."""
    for found in open_span(file, start, stop, limits):
        if isinstance(found, (NotArticle, Reject)):
            yield found
        else:
            origin, stream = found
            yield from _read_member(replace(origin, record=lines + 1, line=lines + 1), stream, options)


def read_paths(paths: Sequence[str], options: ReadingOptions, limits: Limits) -> Iterator[Outcome]:
    """What indexing these paths would take, with the language of each article settled. Raises InputError before anything is read."""
    from indexer.words.languages import settle_language

    for found in find_files(paths):
        outcomes = [found] if isinstance(found, NotArticle) else read_file(found, options, limits)
        for outcome in outcomes:
            if isinstance(outcome, Article) and not outcome.language:
                outcome = outcome.in_language(settle_language(outcome, "") or None)
            yield outcome


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """An article as it is, anything else under the name of what it is."""
    if isinstance(outcome, Article):
        return outcome.as_json()
    return {"reject" if isinstance(outcome, Reject) else "not_article": outcome.as_json()}


def _read_member(origin: Origin, stream: MemberStream, options: ReadingOptions) -> Iterator[Outcome]:
    """A member's records; what stops them is a Reject behind the last one."""
    form = _guard(lambda: _choose(origin, stream), origin, "choosing a format")
    if isinstance(form, (NotArticle, Reject)):
        yield form
        return
    outcomes = form.parse(cast(BinaryIO, stream), origin, options)
    record = origin.record
    while outcome := _guard(lambda: next(outcomes, None), replace(origin, record=record), form.NAME):
        yield outcome
        record += 1
    if record == origin.record:
        yield NotArticle(path=origin.path, member=origin.member, reason=f"{form.NAME} without any record")


def _guard(step: Callable[[], T], place: Origin, doing: str) -> T | Reject:
    """What the step gives, or a Reject that says what went wrong in it. The border of this module's docstring."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001 - a parser may fail in any way on hostile bytes
        line = getattr(error, "lineno", None)
        return Reject(
            origin=replace(place, line=line if isinstance(line, int) else None), reason=_reason(error, doing)
        )


def _choose(origin: Origin, stream: MemberStream) -> Format | NotArticle:
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    found = choose_or_explain(head, plain_name(origin))
    if found is not None and not isinstance(found, str):
        return found
    reason = found or f"of no known format; tried {', '.join(form.NAME for form in FORMATS)}"
    return NotArticle(path=origin.path, member=origin.member, reason=reason)


def plain_name(origin: Origin) -> str:
    """The last part of a file's or member's name, as it is called unpacked: what a format may judge by."""
    return unpacked_name((origin.member or origin.path).rsplit("/", 1)[-1])


def _reason(error: Exception, doing: str) -> str:
    if isinstance(error, StreamError):
        error.told = True
        return error.reason
    if isinstance(error, MemoryError):
        return f"{doing}: too large or too deep for the memory that reading may take"
    if isinstance(error, RecursionError):
        return f"{doing}: nested too deep to be read"
    return " ".join(f"{doing}: {type(error).__name__}: {error}".split())[:LONGEST_REASON]
