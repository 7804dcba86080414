"""Codes of the news industry's vocabularies -> words that a reader knows.

IPTC's subject codes have eight digits, of which the first two name one of seventeen fields (`15054000` is sport); media topics
have the same fields under the same numbers. What a code says beyond that is not known here.
"""

from __future__ import annotations

import re
from datetime import datetime

FIELDS = {
    "01": "arts, culture and entertainment", "02": "crime, law and justice", "03": "disaster and accident",
    "04": "economy, business and finance", "05": "education", "06": "environment", "07": "health", "08": "human interest",
    "09": "labour", "10": "lifestyle and leisure", "11": "politics", "12": "religion and belief",
    "13": "science and technology", "14": "social issue", "15": "sport", "16": "unrest, conflicts and war", "17": "weather",
}  # fmt: skip

EMBARGO = "under embargo"

STOPPED = {
    "canceled": "cancelled by its publisher", "cancelled": "cancelled by its publisher", "cancel": "cancelled by its publisher",
    "withheld": "withheld by its publisher", "killed": "killed by its publisher", "kill": "killed by its publisher",
    "recalled": "recalled by its publisher", "spiked": "spiked by its publisher", "deleted": "deleted by its publisher",
    "removed": "removed by its publisher", "embargoed": EMBARGO, "unpublished": "unpublished by its publisher",
    "unusable": "marked as not to be used", "restricted": "restricted by its publisher",
}  # fmt: skip
"""What a publication status says of an item that is not to be shown."""

_SUBJECT = re.compile(r"(?:subj:|medtop:)?(\d{2})\d{6}", re.IGNORECASE)


def subject_field(code: str) -> str:
    """The field that a subject code lies in, empty where it is no such code."""
    match = _SUBJECT.fullmatch(code.strip())
    return FIELDS.get(match.group(1), "") if match else ""


def why_stopped(status: str) -> str:
    """Why an item of this status is not to be shown, empty where it is: `stat:canceled`, `Withheld`, a URI that ends so."""
    word = re.split(r"[:/#]", status.strip().lower())[-1]
    return STOPPED.get(word, "")


def code_of(value: str) -> str:
    """The code of a qualified one or of a URI: `ninat:text` -> `text`."""
    return re.split(r"[:/#]", value.strip())[-1]


def is_embargoed(until: str, made: str) -> bool:
    """Whether an embargo had not run out when a version was made. Moments of different zones are compared as moments, others as printed."""
    if not until or not made:
        return bool(until)
    ends, begins = (
        re.sub(r"(?<=[+-]\d\d)(?=\d\d$)", ":", moment.replace("Z", "+00:00")) for moment in (until, made)
    )
    try:
        return datetime.fromisoformat(ends) > datetime.fromisoformat(begins)
    except (ValueError, TypeError):
        return until[:19] > made[:19]
