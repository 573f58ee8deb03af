"""What letters were before one slip of the fingers: gognshang is gongshang."""

from __future__ import annotations

from collections.abc import Iterator

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def slips(letters: str) -> Iterator[str]:
    """Every text that two swapped letters, a letter too many, too few (a vowel, n, g, h), or one beside its
    key may have come from; those that are likelier first.
    """
    places = range(len(letters))
    for place in places[1:]:
        if letters[place] != letters[place - 1]:
            yield letters[: place - 1] + letters[place] + letters[place - 1] + letters[place + 1 :]
    for place in places:
        yield letters[:place] + letters[place + 1 :]
    for place in places:
        yield from (letters[:place] + one + letters[place + 1 :] for one in BESIDE.get(letters[place], ""))
    for place in range(1, len(letters) + 1):
        yield from (letters[:place] + one + letters[place:] for one in "nghiaueo")


def _beside() -> dict[str, str]:
    found: dict[str, str] = {}
    for upper, row in zip(("", *ROWS), ROWS, strict=False):
        for place, letter in enumerate(row):
            near = row[max(0, place - 1) : place] + row[place + 1 : place + 2] + upper[place : place + 2]
            found[letter] = found.get(letter, "") + near
            for other in upper[place : place + 2]:
                found[other] += letter
    return found


BESIDE = _beside()
"""The keys about each."""
