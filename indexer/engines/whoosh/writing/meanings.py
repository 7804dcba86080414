"""What chunks mean, as arrays: by chunk its meanings, by meaning the forms that it holds and the sentences that end in it.

Most chunks have one meaning, those that may end a sentence one for each kind of chunk that may follow; which of them holds
is settled for a whole stream of chunks at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.storage.number_sets import spread_ranges
from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.writing.surfaces import Tables
from indexer.words.chunks import NO_SENTENCE_ENDS

GAP_MEANING = 0
"""Of the empty position between a title, a summary, a body and captions."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """By chunk: `first_meaning`, whether the chunk behind it decides which holds (`depends`), and what it is to the one before (`kind`).

    By meaning: `width`, the positions that it takes, its pieces, and its ends of sentences and paragraphs, as rows from `first_…[m]` up to `first_…[m + 1]`.
    By piece and by end: `step`, its position less the meaning's first. A piece has a `form`; `second` says that it stands where the one before does.
    """

    first_meaning: Array
    depends: Array
    kind: Array
    width: Array
    first_piece: Array
    piece_step: Array
    piece_form: Array
    piece_second: Array
    first_end: Array
    end_step: Array
    end_boundary: Array


def lay_out(
    *, first_meaning: Array, depends: Array, kind: Array, numbers: Array, first: Array, surfaces: Tables
) -> Meanings:
    """Meanings that are surfaces laid end to end (`numbers`, those of meaning m from `first[m]` on), with what these hold."""
    sizes = np.diff(first)
    running = np.concatenate(([0], np.cumsum(surfaces.width[numbers], dtype=np.int64)))
    starts = running[first[:-1]]
    step = running[:-1] - np.repeat(starts, sizes)
    held = np.diff(surfaces.first)[numbers]
    rows = spread_ranges(surfaces.first[numbers], held)
    ends = np.flatnonzero(surfaces.boundary[numbers])
    return Meanings(
        first_meaning=first_meaning,
        depends=depends,
        kind=kind,
        width=running[first[1:]] - starts,
        first_piece=np.concatenate(([0], np.cumsum(held)))[first],
        piece_step=(np.repeat(step, held) + surfaces.step[rows]).astype(np.uint32),
        piece_form=surfaces.form[rows],
        piece_second=surfaces.second[rows],
        first_end=np.searchsorted(ends, first),
        end_step=step[ends].astype(np.uint32),
        end_boundary=surfaces.boundary[numbers[ends]],
    )


def settle(numbers: Array, counts: Array, meanings: Meanings) -> Array:
    """Chunk numbers of articles with `counts` chunks each -> the meaning that each has where it stands."""
    meaning = meanings.first_meaning[numbers]
    depends = np.flatnonzero(meanings.depends[numbers])
    closed = np.zeros(len(numbers) + 1, dtype=bool)
    closed[np.cumsum(counts)] = True
    # behind the last chunk of an article nothing follows, so no sentence ends there that another begins behind
    follower = np.full(len(depends), NO_SENTENCE_ENDS, dtype=np.uint32)
    inside = ~closed[depends + 1]
    follower[inside] = meanings.kind[numbers[depends[inside] + 1]]
    meaning[depends] += follower
    return meaning
