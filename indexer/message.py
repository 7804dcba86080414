"""A sentence for people that remembers how it was made, so that whoever shows it can say it in another language.

In English, it is a plain string: a command prints it, JSON holds it, and nothing here knows of other languages. A page that
has a translation of its `template` puts the `parameters` into that instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache


class Message(str):
    """`template` has places as in `%(field)s takes one day`; `parameters` fill them: texts, whole numbers, or messages."""

    template: str
    parameters: Mapping[str, str | int]

    def __new__(cls, template: str, parameters: Mapping[str, str | int]) -> Message:
        printed = {
            name: f"{value:,}" if isinstance(value, int) else value for name, value in parameters.items()
        }
        message = super().__new__(cls, template % printed)
        message.template = template
        message.parameters = parameters
        return message

    def __getnewargs__(self) -> tuple[str, Mapping[str, str | int]]:  # type: ignore[override]
        """For copies and other processes."""
        return self.template, self.parameters


def say(template: str, /, **parameters: str | int) -> Message:
    """A message. Whole numbers are printed with commas (`4,000`); what is none to group, such as a year, goes in as text."""
    return Message(template, parameters)


def recognise(text: str, templates: Iterable[str]) -> str:
    """A sentence that was kept as text, as the message it was made as, where one of the templates made it."""
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return Message(template, found.groupdict())
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", template)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL
    )
