"""How a counted number looks: the formats of Word's lists (ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from corpus.chinese_numerals import GREATEST, to_chinese

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
LEGAL = str.maketrans("零〇一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
"""How numerals are written where nobody may change them."""
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
MOST_REPEATED = 20
"""Letters go on as AA, AAA …; a number that needs more is shown in digits. A guess."""


def numeral(number: int, form: str) -> str:
    """The number as the format writes it; digits for a format that is not known, nothing for none."""
    if form in ("none", "bullet"):
        return ""
    written = _FORMS.get(form)
    return written(number) if written and 0 < number <= GREATEST else str(number)


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said


def _letters(number: int) -> str:
    repeated, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (repeated + 1) if repeated < MOST_REPEATED else str(number)


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _circled(number: int) -> str:
    """Unicode has them in three places."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return str(number)


def _by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting",
         "taiwaneseCounting", "taiwaneseCountingThousand", "ideographLegal", "koreanDigital2"),
        to_chinese,
    ),
    "chineseLegalSimplified": lambda number: to_chinese(number).translate(LEGAL),
    "ideographLegalTraditional": lambda number: to_chinese(number).translate(LEGAL),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _by_digit),
    "ideographZodiacTraditional": lambda number: _cycle(_STEMS)(number) + _cycle(_BRANCHES)(number),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㈠", 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
}  # fmt: skip
