"""A file -> everything in it: articles, rejects, and what is no article. Members from `sources`, records from `formats`.

Here is the one border where an unexpected exception becomes a Reject: a format that stumbles over a member
costs the rest of that member, never the run. How long and in how much memory a record may be read is left
to `worker`. What names others is read with these (`formats.WHOLES`): a file with files beside it, a member, behind all others,
with the members beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, TypeVar, cast

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.containers.names import unpacked_name
from indexer.containers.stream import MemberStream, StreamError
from indexer.formats import (
    COMPANIONS,
    FORMATS,
    HEAD_BYTES,
    WHOLES,
    Companions,
    Format,
    begins_as_companion,
    choose_or_explain,
    parse_with,
)
from indexer.ingest.held_members import HeldMembers, MemberCompanions
from indexer.settings import Limits, ReadingOptions
from indexer.sources.companions import FolderCompanions
from indexer.sources.roots import STANDARD_INPUT, find_roots
from indexer.sources.walk import SourceFile, find_files, open_members, open_regular, open_span

LONGEST_REASON = 300
READ_WITH = "read with "
"""How the reason begins of what is no article by itself, since another file names it."""

T = TypeVar("T")


def read_file(
    file: SourceFile, options: ReadingOptions, limits: Limits, companions: Companions | None = None
) -> Iterator[Outcome]:
    """What a file holds, member by member, record by record, in the order of its bytes. Raises nothing.

    `companions`: what the file may name beside it.
    """
    with HeldMembers(limits) as held:
        for found in open_members(file, limits):
            if isinstance(found, (NotArticle, Reject)):
                yield found
            else:
                yield from _read_member(*found, options, companions, held)
        yield from _read_held(held, options)


def read_span(
    file: SourceFile, start: int, stop: int, lines: int, options: ReadingOptions, limits: Limits
) -> Iterator[Outcome]:
    """Bytes `start` up to `stop` of a file, with `lines` lines before them, each a record. Raises nothing."""
    for found in open_span(file, start, stop, limits):
        if isinstance(found, (NotArticle, Reject)):
            yield found
        else:
            origin, stream = found
            yield from _read_member(
                replace(origin, record=lines + 1, line=lines + 1), stream, options, None, None
            )


def read_paths(paths: Sequence[str], options: ReadingOptions, limits: Limits) -> Iterator[Outcome]:
    """What indexing these paths would take, with the language of each article settled. Raises InputError before anything is read."""
    from indexer.words.languages import settle_language

    for outcome in _read_paths(paths, options, limits):
        if isinstance(outcome, Article) and not outcome.language:
            outcome = outcome.in_language(settle_language(outcome, "") or None)
        yield outcome


def _read_paths(paths: Sequence[str], options: ReadingOptions, limits: Limits) -> Iterator[Outcome]:
    """Files that may belong to others come last, as only then it is known which of them do."""
    roots = {root.index: root.disk for root in find_roots(paths)}
    waiting: list[SourceFile] = []
    claimed: dict[str, str] = {}
    for found in find_files(paths):
        if isinstance(found, NotArticle):
            yield found
        elif _may_wait(found):
            waiting.append(found)
        else:
            companions = FolderCompanions(found, roots[found.root])
            yield from read_file(found, options, limits, companions)
            claimed |= {lookup.disk: found.path for lookup in companions.lookups.values() if lookup.digest}
    for file in waiting:
        if file.disk in claimed:
            yield NotArticle(path=file.path, reason=read_with(claimed[file.disk]))
        else:
            yield from read_file(file, options, limits)


def read_with(path: str) -> str:
    """Why a file or member is no article by itself."""
    return f"{READ_WITH}{path}, which names it"


def _may_wait(file: SourceFile) -> bool:
    if file.disk == STANDARD_INPUT:
        return False
    try:
        with open_regular(file.disk) as stream:
            return begins_as_companion(stream.read(HEAD_BYTES), plain_name(Origin(path=file.path)))
    except OSError:
        return False


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """An article as it is, anything else under the name of what it is."""
    if isinstance(outcome, Article):
        return outcome.as_json()
    return {"reject" if isinstance(outcome, Reject) else "not_article": outcome.as_json()}


def _read_member(
    origin: Origin,
    stream: MemberStream,
    options: ReadingOptions,
    companions: Companions | None,
    held: HeldMembers | None,
) -> Iterator[Outcome]:
    """A member's records; what belongs together in a container is held."""
    form = _guard(lambda: _choose(origin, stream), lambda: origin, "choosing a format")
    if isinstance(form, (NotArticle, Reject)):
        yield form
        return
    if held is not None and origin.member is not None and (form in WHOLES or form in COMPANIONS):
        rest = held.hold(origin, form, stream)
        if rest is None:
            return
        stream = rest
    yield from _read_records(form, origin, stream, options, companions)


def _read_held(held: HeldMembers, options: ReadingOptions) -> Iterator[Outcome]:
    """The members that were held: first those that name others, then what none of them has named."""
    for one in held:
        if one.form in WHOLES:
            beside = MemberCompanions(held, one.origin.member or "")
            yield from _read_records(one.form, one.origin, held.open(one), options, beside)
    for one in held:
        whole = held.claimed.get(one.origin.member or "")
        if one.form in WHOLES:
            continue
        if whole is None:
            yield from _read_records(one.form, one.origin, held.open(one), options, None)
        else:
            yield NotArticle(path=one.origin.path, member=one.origin.member, reason=read_with(whole))


def _read_records(
    form: Format,
    origin: Origin,
    stream: MemberStream,
    options: ReadingOptions,
    companions: Companions | None,
) -> Iterator[Outcome]:
    """A member's records; what stops them is a Reject behind the last one."""
    if companions is None:
        outcomes = form.parse(cast(BinaryIO, stream), origin, options)
    else:
        outcomes = parse_with(form, cast(BinaryIO, stream), origin, options, companions)
    record = origin.record

    def read_next() -> Outcome | None:
        return next(outcomes, None)

    def tell_place() -> Origin:
        return replace(origin, record=record)

    while outcome := _guard(read_next, tell_place, form.NAME):
        yield outcome
        record += 1
    if record == origin.record:
        yield NotArticle(path=origin.path, member=origin.member, reason=f"{form.NAME} without any record")


def _guard(step: Callable[[], T], tell_place: Callable[[], Origin], doing: str) -> T | Reject:
    """What the step gives, or a Reject that says where and what went wrong in it. The border of this module's docstring."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001 - a parser may fail in any way on hostile bytes
        line = getattr(error, "lineno", None)
        return Reject(
            origin=replace(tell_place(), line=line if isinstance(line, int) else None),
            reason=_reason(error, doing),
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
