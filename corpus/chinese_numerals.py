"""Chinese numerals: 三千零五 is 3005, 二〇二三 is 2023."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
ZEROS = "零○"
"""Other ways to write 〇."""

NUMERALS = f"{DIGITS}{ZEROS}两十百千"
"""The characters of numerals up to GREATEST."""

GREATEST = 9_999
"""What is told both ways; greater numbers are written 3.5万, 1,200万 … and seldom asked for."""

_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | dict.fromkeys(ZEROS, 0) | {"两": 2}
_TENS = {"千": 1000, "百": 100, "十": 10}
_YEAR_DIGITS = 4


def to_chinese(number: int) -> str:
    """三千零五 for 3005; 0 to GREATEST."""
    if number == 0:
        return "零"
    said, gap = "", False
    for sign, size in (*_TENS.items(), ("", 1)):
        digit = number // size % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + sign
        gap = not digit
    return said[1:] if said.startswith("一十") else said


def from_chinese(text: str) -> int | None:
    """3005 for 三千零五, 2023 for 二〇二三; None for what is no number up to GREATEST."""
    if text and all(character in _VALUES for character in text):
        return (
            int("".join(str(_VALUES[character]) for character in text)) if len(text) <= _YEAR_DIGITS else None
        )
    total, digit, size = 0, 0, GREATEST + 1
    for place, character in enumerate(text):
        if character in ZEROS or character == DIGITS[0]:
            if digit:
                return None
        elif character in _VALUES:
            if digit:
                return None
            digit = _VALUES[character]
        elif (step := _TENS.get(character, size)) < size and (digit or (step == 10 and place == 0)):
            total, digit, size = total + (digit or 1) * step, 0, step
        else:
            return None
    return total + digit if text else None


def by_digits(number: str) -> str:
    """二〇二三 for 2023: how years are written."""
    return "".join(DIGITS[int(digit)] for digit in number)
