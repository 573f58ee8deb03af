"""Which numbers hang together by pairs."""

from __future__ import annotations

from collections.abc import Iterable


def components(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For every number of the pairs the smallest number that it hangs together with."""
    first: dict[int, int] = {}

    def root(number: int) -> int:
        while (above := first.setdefault(number, number)) != number:
            first[number] = first[above]
            number = above
        return number

    for left, right in pairs:
        one, other = sorted((root(left), root(right)))
        first[other] = one
    return {number: root(number) for number in list(first)}
