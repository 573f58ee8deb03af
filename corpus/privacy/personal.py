"""Numbers and addresses of persons in a text, each shown so that nobody learns it from a report of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from corpus.privacy.home_addresses import home_addresses, may_hold_address
from corpus.privacy.numbers import (
    bank_cards,
    identity_numbers,
    long_numbers,
    may_hold_number,
    mobile_numbers,
)
from corpus.privacy.old_identity import old_identity_numbers
from corpus.privacy.spans import Span

AROUND = 20
"""Characters shown on each side. A guess: enough to see whose it is meant to be."""


class PersonalKind(Enum):
    """What it is."""

    IDENTITY = "身份证号码"
    CARD = "银行卡号"
    MOBILE = "手机号码"
    CONTACT = "手机号码（联系用）"
    """Given for the public to call somebody."""
    ADDRESS = "住址"

    @property
    def code(self) -> str:
        """In addresses and in the store."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One place of a text."""

    kind: PersonalKind
    start: int
    end: int
    masked: str
    """Of it what tells staff which one it is, and nobody else what it is."""
    around: str
    """The words about it, other finds and long numbers in them masked too."""


PUBLISHED_ON_PURPOSE = frozenset({PersonalKind.CONTACT})
"""Kinds that mostly are meant to be read: listed apart, and waiting for nobody."""

Found: TypeAlias = tuple[Span, PersonalKind]


def _all(look: Callable[[str], Iterator[Span]], kind: PersonalKind) -> Callable[[str], Iterator[Found]]:
    return lambda text: ((span, kind) for span in look(text))


def _mobiles(text: str) -> Iterator[Found]:
    for span, to_be_called in mobile_numbers(text):
        yield span, PersonalKind.CONTACT if to_be_called else PersonalKind.MOBILE


LOOKS: tuple[Callable[[str], Iterator[Found]], ...] = (
    _all(identity_numbers, PersonalKind.IDENTITY),
    _all(old_identity_numbers, PersonalKind.IDENTITY),
    _all(bank_cards, PersonalKind.CARD),
    _mobiles,
    _all(home_addresses, PersonalKind.ADDRESS),
)
"""What is looked for, what is surest first: of two that overlap the first is taken."""


def may_hold(text: str) -> bool:
    """Whether a look for it is worth while: it stands in no other text, and most are others."""
    return may_hold_number(text) or may_hold_address(text)


def personal_data(text: str) -> list[PersonalData]:
    """All of it in the order of the text."""
    found = _found(text)
    if not found:
        return []
    masked = [_masked(text[start:end], kind) for start, end, kind in found]
    characters = list(_covered(text, found, masked))
    for start, end in long_numbers("".join(characters)):
        characters[start:end] = _masked("".join(characters[start:end]), PersonalKind.CARD)
    covered = "".join(characters)
    return [
        PersonalData(kind, start, end, shown, _around(covered, start, end))
        for (start, end, kind), shown in zip(found, masked, strict=True)
    ]


def covered(text: str) -> str:
    """The text with all of it masked."""
    found = _found(text)
    return _covered(text, found, [_masked(text[start:end], kind) for start, end, kind in found])


def _found(text: str) -> list[tuple[int, int, PersonalKind]]:
    """Where each begins and ends, in the order of the text; none overlaps another."""
    found: list[tuple[int, int, PersonalKind]] = []
    taken = bytearray(len(text))
    for look in LOOKS:
        for (start, end), kind in look(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, kind))
    return sorted(found, key=lambda one: one[:2])


def _masked(value: str, kind: PersonalKind) -> str:
    """As long as it was: of a number the first three and last two figures, of an address its beginning."""
    first, last = (6, 0) if kind is PersonalKind.ADDRESS else (3, 2)
    middle = max(0, len(value) - first - last)
    return value[:first] + "*" * middle + value[len(value) - last :] * bool(last)


def _covered(text: str, found: list[tuple[int, int, PersonalKind]], masked: list[str]) -> str:
    """The text, as long as it was, with everything found in it masked."""
    pieces, at = [], 0
    for (start, end, _), shown in zip(found, masked, strict=True):
        pieces += [text[at:start], shown]
        at = end
    return "".join([*pieces, text[at:]])


def _around(covered: str, start: int, end: int) -> str:
    return " ".join(covered[max(0, start - AROUND) : end + AROUND].split())
