"""Printed dates -> PublicationDate. A wrong date is worse than none.

How a line is read: `spelling` (one form of digits and blanks) -> `doubled_days` (one calendar) -> `tokens` -> `lexicon` (words of some eighty
languages to code letters; names from CLDR in `names`, `relative_names`, the rest by hand in `words`, `zones`)
-> `grammar` (patterns over the letters) -> `stamps` (day, time and zone under one label) -> `completion`
(years from the context, sentinels, zones). `machine_forms` takes ISO 8601, epochs and wire headers before
that. The doors: `reading` for a field, `bylines` for a line of a page, `mastheads` for a paper's head, `datelines`, `addresses` for URLs
and file names, `ladder` for several of them, `days` for what a searcher types.
"""

from __future__ import annotations

from indexer.dates.addresses import date_from_file_name, date_from_url
from indexer.dates.bylines import LabelledDates, read_byline_date
from indexer.dates.context import DateContext
from indexer.dates.datelines import Dateline, read_dateline
from indexer.dates.days import read_days
from indexer.dates.ladder import settle
from indexer.dates.lexicon import names_weekday
from indexer.dates.mastheads import read_placed_day
from indexer.dates.reading import read_date
from indexer.dates.refusal import is_ambiguous, is_relative

__all__ = [
    "DateContext",
    "Dateline",
    "LabelledDates",
    "date_from_file_name",
    "date_from_url",
    "is_ambiguous",
    "is_relative",
    "names_weekday",
    "read_byline_date",
    "read_date",
    "read_dateline",
    "read_days",
    "read_placed_day",
    "settle",
]
