"""A time element of a line -> a wall clock."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.dates.grammar import Element

_AFTERNOON, _MIDDAY, _NIGHT = 12, 11, 18
_FIRST_HOUR_OF_NIGHT = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day as printed. `second` is None where only minutes are; `fraction` holds its digits."""

    hour: int
    minute: int
    second: int | None = None
    fraction: str = ""

    def exists(self) -> bool:
        return self.hour < 24 and self.minute < 60 and (self.second or 0) < 60

    @property
    def microsecond(self) -> int:
        return int(self.fraction[:6].ljust(6, "0")) if self.fraction else 0


def read_clock(element: Element) -> Clock | None:
    """The time that an element of kind `time` prints; None where no day has it (`13:05 AM`, `24:00`)."""
    numbers = element.numbers()
    word = element.first("T")
    if word is not None:
        return Clock(int(word.value), 0)
    if element.rule == "military":
        return Clock(int(numbers[0][:2]), int(numbers[0][2:]))
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    second = int(numbers[2]) if len(numbers) > 2 else None
    fraction = numbers[3].rstrip("0") if len(numbers) > 3 else ""
    half = element.first("A")
    if half is not None:
        if hour > 12 and half.value == 0 and half.text != "am":
            return None
        turned = _by_half(hour, half.value)
        if turned is None:
            return None
        hour = turned
    # a leap second is no time that datetime has
    clock = Clock(hour, minute, 59 if second == 60 else second, fraction)
    return clock if clock.exists() else None


def _by_half(hour: int, half: int) -> int | None:
    """The hour of the day that a printed hour is, beside a word for a part of the day; None where it may be of either of two days."""
    if half == _NIGHT and hour % 12 < _FIRST_HOUR_OF_NIGHT:
        return None
    if half == _MIDDAY and hour in (10, 11):
        return hour
    if half in (_AFTERNOON, _MIDDAY, _NIGHT):
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 12 else hour
