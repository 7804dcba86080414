"""Golden pairs: `tests/data/<format>/<case>.<ext>` and, beside it, `<case>.json` with what it must give.

The expectation is `{"mapping": [[ours, theirs]], "outcomes": […]}`, an outcome in its JSON form, a reject under
`reject`, a file without articles under `not_article`. To write the expectation of a new case: `python tests/golden_pairs.py
FORMAT CASE`, then read it with care.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from indexer.article import Article, Origin, Outcome, Reject
from indexer.formats import FORMATS, Format
from indexer.settings import ReadingOptions

DATA = Path(__file__).parent / "data"
ROWS: Mapping[str, Format] = {row.NAME: row for row in FORMATS}


def list_cases(format_name: str) -> list[Path]:
    """The inputs of a format's pairs; a JSON document is called `.txt` there, which its content must outweigh."""
    return sorted(path for path in (DATA / format_name).iterdir() if path.suffix != ".json")


def read_expected(case: Path) -> dict[str, Any]:
    return json.loads(case.with_suffix(".json").read_text("utf-8"))


def read_outcomes(case: Path, format_name: str, mapping: Any = ()) -> list[dict[str, Any]]:
    """What the format gives for a case, as JSON."""
    options = ReadingOptions(mapping=tuple((ours, theirs) for ours, theirs in mapping))
    outcomes = ROWS[format_name].parse(
        BytesIO(case.read_bytes()), Origin(path=f"{format_name}/{case.name}"), options
    )
    return [as_json(outcome) for outcome in outcomes]


def as_json(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Article):
        return json.loads(json.dumps(outcome.as_json()))
    return {"reject" if isinstance(outcome, Reject) else "not_article": outcome.as_json()}


def write_expected(case: Path, format_name: str, mapping: Any = ()) -> None:
    document = {"mapping": list(mapping), "outcomes": read_outcomes(case, format_name, mapping)}
    case.with_suffix(".json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    write_expected(DATA / sys.argv[1] / sys.argv[2], sys.argv[1])
