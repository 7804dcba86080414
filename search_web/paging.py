"""How many pages a result has, and which of them a page links to."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.engines.contract import DEEPEST_HIT, SearchRequest

_AROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """`numbers` are the pages to link, None standing for those left out between them. `capped`: hits lie beyond the last."""

    current: int
    last: int
    numbers: tuple[int | None, ...]
    capped: bool

    @property
    def before(self) -> int | None:
        """The page before this one that exists."""
        return min(self.current - 1, self.last) if self.current > 1 and self.last else None

    @property
    def after(self) -> int | None:
        return self.current + 1 if self.current < self.last else None


def pages_of(request: SearchRequest, total: int) -> Pages:
    """The pages of a result of `total` hits; none of them reaches past the deepest hit."""
    needed = -(-total // request.size)
    last = min(needed, DEEPEST_HIT // request.size)
    return Pages(
        current=request.page,
        last=last,
        numbers=_numbers(request.page, last),
        capped=needed > last,
    )


def _numbers(current: int, last: int) -> tuple[int | None, ...]:
    """The first, the last, and those around the current one."""
    shown = sorted({1, last, *range(current - _AROUND, current + _AROUND + 1)} & set(_window(current, last)))
    numbers: list[int | None] = []
    for number in shown:
        if numbers and numbers[-1] is not None and number > numbers[-1] + 1:
            numbers.append(number - 1 if number == numbers[-1] + 2 else None)
        numbers.append(number)
    return tuple(numbers)


def _window(current: int, last: int) -> list[int]:
    near = range(max(1, current - _AROUND), min(last, current + _AROUND) + 1)
    return [*near, *((1, last) if last else ())]
