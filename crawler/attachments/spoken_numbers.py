"""Numbers in Chinese characters, as formats of sheets ask for them: [DBNum1], [DBNum2], [DBNum3]."""

from __future__ import annotations

from corpus.chinese_numerals import to_chinese
from crawler.attachments.numerals import LEGAL, numeral

_DIGITS = {"1": "〇一二三四五六七八九", "2": "零壹贰叁肆伍陆柒捌玖", "3": "０１２３４５６７８９"}
_NUMERALS = {"1": "chineseCounting", "2": "chineseLegalSimplified", "3": "decimalFullWidth"}
_GROUPS = ("", "万", "亿", "万亿")
_SMALL_ZERO = str.maketrans("零", "〇")


def spoken(said: str, way: str, digits: str) -> str:
    """A number that stands as `said`, in the `way` of [DBNum1] to [DBNum3] ("1" to "3", else as it is).

    `digits`: the places that the format has for it, which are spoken one by one; empty for General.
    """
    whole, point, fraction = said.partition(".")
    if digits or not whole.isdigit() or way not in ("1", "2") or len(whole) > 4 * len(_GROUPS):
        return digit_by_digit(said, way)
    return _in_words(int(whole), way) + point + digit_by_digit(fraction, way)


def digit_by_digit(said: str, way: str) -> str:
    """二〇二四 for 2024."""
    table = _DIGITS.get(way)
    return "".join(table[int(sign)] if sign.isdigit() else sign for sign in said) if table else said


def short(number: int, way: str) -> str:
    """A day, a month or an hour, 十二 for 12; nothing where the format does not speak."""
    return numeral(number, _NUMERALS[way]) if way in _NUMERALS else ""


def _in_words(number: int, way: str) -> str:
    """一百二十万〇三, in groups of four digits; 一十二 as sheets write 十二."""
    said = ""
    for at, sign in reversed(list(enumerate(_GROUPS))):
        group = number // 10_000**at % 10_000
        if at == 3 and number // 10_000**2 % 10_000:
            sign = "万"  # 一万零二亿: 亿 is said once
        if group:
            one = "一" if 10 <= group < 20 else ""
            said += ("零" if said and group < 1000 else "") + one + to_chinese(group) + sign
    return (said or "零").translate(LEGAL if way == "2" else _SMALL_ZERO)
