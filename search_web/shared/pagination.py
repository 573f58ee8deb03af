"""Pages of a list: how many there are, and which of them to offer."""

from __future__ import annotations

from dataclasses import dataclass

NEIGHBOURS = 2
"""Pages offered on each side of the present one; with the ends, all fit in a line on a desktop."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a reader is in a list of `total` items."""

    current: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def beyond(self) -> bool:
        """Whether the page asked for does not exist."""
        return self.current > self.last

    @property
    def offset(self) -> int:
        """Items before this page."""
        return (self.current - 1) * self.size

    @property
    def offered(self) -> list[int | None]:
        """Page numbers to link, with None where some are left out."""
        near = range(max(1, self.current - NEIGHBOURS), min(self.last, self.current + NEIGHBOURS) + 1)
        offered: list[int | None] = []
        for number in sorted({1, *near, self.last}):
            if offered and offered[-1] is not None and number - offered[-1] == 2:
                offered.append(number - 1)
            elif offered and offered[-1] is not None and number - offered[-1] > 1:
                offered.append(None)
            offered.append(number)
        return offered
