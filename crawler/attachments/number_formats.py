"""Numbers as a sheet shows them (ECMA-376, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from corpus.lazy_regex import lazy_regex
from crawler.attachments import spoken_numbers

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number, as Chinese systems show them."""

DIGITS = 15
"""Significant digits of a number in Excel; more are an artefact of binary fractions."""

MOST_DECIMALS = 30
"""As many as Excel lets a format have."""

DECIMAL_PLACES = 400
"""Enough for the largest binary fraction, 1.8e308, with all decimals."""

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_466
_TOKEN = lazy_regex(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4}|[eEgGbB]+(?![+-]))|(?P<exponent>[eE][+-]0+)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?,]*)?|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = lazy_regex(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_ELAPSED = lazy_regex(r"^[hms]+$", re.IGNORECASE)
_SYSTEM = {
    "[$-F800]": 'yyyy"年"m"月"d"日"', "[$-x-sysdate]": 'yyyy"年"m"月"d"日"',
    "[$-F400]": "h:mm:ss", "[$-x-systime]": "h:mm:ss",
}  # fmt: skip
"""Dates and times as the reader's system writes them: the starred ones of Excel's menu."""
_CHINESE = ("404", "804", "C04", "1004", "1404")
"""Languages of Chinese, as a format names them."""
_WEEKDAYS = "一二三四五六日"
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
]  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def serial(moment: datetime) -> float:
    """The number by which a sheet keeps a moment."""
    return (moment - _EPOCH) / timedelta(days=1)


class Formats:
    """Shows numbers; what a format means is worked out once."""

    def __init__(self, from_1904: bool = False) -> None:
        """`from_1904`: the book counts its days as old Macintoshes did."""
        self._epoch = _EPOCH_1904 if from_1904 else _EPOCH
        self._known: dict[str, list[_Section]] = {}

    def shown(self, value: float, form: str) -> str:
        """What a cell of this format shows."""
        if form in ("General", "@", "") or value != value or value in (float("inf"), float("-inf")):
            return plain(value)
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = [_Section(part) for part in sections(form)][:4]
        section, value = _chosen(known, value)
        if section is None:
            return plain(value)
        if section.is_date:
            return self._date(value, section)
        return _number(value, section)

    def _date(self, value: float, section: _Section) -> str:
        if not 0 <= value < _LAST_SERIAL:
            return plain(value)
        days = (
            value if value >= 60 or self._epoch is _EPOCH_1904 else value + 1
        )  # Excel has a 29 February 1900
        try:
            moment = self._epoch + timedelta(seconds=round(days * 86_400, 3))
            if not section.fraction:
                moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
        except OverflowError:
            return plain(value)
        return "".join(_moment(token, moment, value, section) for token in section.tokens)


class _Section:
    """What a format says for numbers of one sign."""

    def __init__(self, said: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.condition: tuple[str, float] | None = None
        self.spoken = ""
        self.elapsed = self.fraction = self.noon = self.is_chinese = False
        said = next((shown for mark, shown in _SYSTEM.items() if mark in said), said)
        for token in _TOKEN.finditer(said):
            if kind := token.lastgroup:
                self._take(kind, token.group(kind))
        self.is_date = self.elapsed or any(kind == "date" for kind, _ in self.tokens)
        if self.is_date:
            self._tell_minutes()
        self.percents = sum(kind == "other" and text == "%" for kind, text in self.tokens)
        self.ratio = any(kind == "other" and text == "/" for kind, text in self.tokens) and not self.is_date

    def _take(self, kind: str, text: str) -> None:
        if kind == "bracket":
            if (found := _CONDITION.match(text)) is not None:
                self.condition = (found.group(1), float(found.group(2)))
            elif text.upper().startswith("DBNUM"):
                self.spoken = text[5:]
            elif text.startswith("$"):
                sign, _, language = text[1:].partition("-")
                self.is_chinese = language.upper().startswith("ZH") or language.upper().endswith(_CHINESE)
                self.tokens.append(("quoted", sign))
            elif _ELAPSED.match(text):
                self.elapsed = True
                self.tokens.append(("elapsed", text.lower()))
            return
        self.noon = self.noon or kind == "noon"
        self.fraction = self.fraction or (kind == "date" and "." in text)
        self.tokens.append((kind, text.lower() if kind == "date" else text))

    def _tell_minutes(self) -> None:
        """`m` after hours or before seconds is minutes, else months."""
        dated = [at for at, (kind, _) in enumerate(self.tokens) if kind in ("date", "elapsed")]
        for place, at in enumerate(dated):
            kind, text = self.tokens[at]
            if kind != "date" or text[0] != "m" or len(text) > 2:
                continue
            before = self.tokens[dated[place - 1]][1] if place else ""
            after = self.tokens[dated[place + 1]][1] if place + 1 < len(dated) else ""
            if before[:1] == "h" or after[:1] == "s":
                self.tokens[at] = ("minute", text)


def plain(value: float) -> str:
    """A number of no format: as many digits as Excel keeps."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    said = format(Decimal(f"{value:.{DIGITS}g}").normalize(), "f")
    return "0" if said in ("-0", "") else said


def sections(form: str) -> list[str]:
    """What a format says of numbers above, below and of zero, and of texts."""
    parts, quoted, escaped = [""], False, False
    for sign in form:
        if sign == ";" and not quoted and not escaped:
            parts.append("")
            continue
        quoted ^= sign == '"' and not escaped
        escaped = sign in "\\!" and not escaped
        parts[-1] += sign
    return parts


def _chosen(sections: list[_Section], value: float) -> tuple[_Section | None, float]:
    """The section for a number, and the number as that shows it: a section of its own shows no minus."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(value, *section.condition):
                return section, value
        return None, value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit, ">": value > limit, "=": value == limit,
        "<=": value <= limit, ">=": value >= limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _number(value: float, section: _Section) -> str:
    if section.ratio:
        return _ratio(value)
    kinds = {kind for kind, _ in section.tokens}
    if "exponent" in kinds:
        return _exponent(value, section)
    scaled = Decimal(f"{abs(value):.{DIGITS}g}") * 100**section.percents
    digits = "".join(text for kind, text in section.tokens if kind == "digits")
    said = _by_digits(scaled, digits) if digits else plain(abs(value))
    if section.spoken:
        said = spoken_numbers.spoken(said, section.spoken, digits)
    minus = "-" if value < 0 and (said.strip("0.,") or not digits) else ""
    shares = iter(_shared_out(said, _places(section)))
    out = ""
    for kind, text in section.tokens:
        if kind in ("digits", "general"):
            out += next(shares, said if kind == "general" and not digits else "")
        elif kind == "other" and text == "@":
            out += plain(value)
        elif kind in ("quoted", "escaped", "other"):
            out += text
    return minus + out.strip()


def _places(section: _Section) -> list[str]:
    """Where digits stand; with a sign between them, what shows thousands is no part of them."""
    places = [text for kind, text in section.tokens if kind == "digits"]
    if len(places) > 1:
        places[-1] = places[-1].rstrip(",")
    return places


def _shared_out(said: str, places: list[str]) -> list[str]:
    """The digits of a number over places that signs part, as in 000-0000; else in the first."""
    if len(places) < 2 or not said.isdecimal() or any(sign in ".," for sign in "".join(places)):
        return [said] if places else []
    shares, rest = [], said
    for place in reversed(places[1:]):
        rest, share = rest[: -len(place)], rest[-len(place) :]
        shares.append(share)
    return [rest, *reversed(shares)]


def _by_digits(scaled: Decimal, digits: str) -> str:
    while digits.endswith(","):  # shown in thousands
        digits, scaled = digits[:-1], scaled / 1000
    whole, _, fraction = digits.partition(".")
    fraction = fraction.replace(",", "")
    fraction = fraction[:MOST_DECIMALS]
    with localcontext() as exactly:
        exactly.prec = DECIMAL_PLACES
        rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    left, _, right = format(rounded, "f").partition(".")
    left = left.lstrip("0").rjust(whole.replace(",", "").count("0"), "0")
    if "," in whole and left:
        left = f"{left:0>1}"
        left = ",".join(reversed([left[max(end - 3, 0) : end] for end in range(len(left), 0, -3)]))
    while right and fraction[len(right) - 1] != "0" and right.endswith("0"):
        right = right[:-1]
    return left + ("." + right if right else "")


def _exponent(value: float, section: _Section) -> str:
    digits = next((text for kind, text in section.tokens if kind == "digits"), "0")
    mantissa, _, power = f"{value:.{len(digits.partition('.')[2])}E}".partition("E")
    return f"{mantissa}E{int(power):+03d}"


def _ratio(value: float) -> str:
    whole, part = divmod(abs(Fraction(value).limit_denominator(99)), 1)
    said = " ".join(filter(None, (str(whole) if whole or not part else "", str(part) if part else "")))
    return ("-" if value < 0 else "") + said


def _moment(token: tuple[str, str], moment: datetime, value: float, section: _Section) -> str:
    kind, text = token
    if kind == "date":
        return _dated(text, moment, section)
    if kind == "minute":
        return _padded(moment.minute, text, section)
    if kind == "elapsed":
        units = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
        return str(int(value * units + 1e-6)).zfill(len(text))
    if kind == "noon":
        is_chinese = section.is_chinese or text == "上午/下午"
        return ("上午", "下午")[moment.hour >= 12] if is_chinese else ("AM", "PM")[moment.hour >= 12]
    return text if kind in ("quoted", "escaped", "other") and text != "@" else ""


def _dated(text: str, moment: datetime, section: _Section) -> str:
    first, long = text[0], len(text)
    if first in "ye":
        year = str(moment.year) if long > 2 or first == "e" else f"{moment.year % 100:02d}"
        return spoken_numbers.digit_by_digit(year, section.spoken)
    if first == "m" and long > 2:
        return (
            _MONTHS[moment.month - 1][0]
            if long == 5
            else _MONTHS[moment.month - 1][: None if long == 4 else 3]
        )
    if first == "d" and long > 2 and section.is_chinese:
        return ("星期" if long == 4 else "周") + _WEEKDAYS[moment.weekday()]
    if first == "d" and long > 2:
        return _DAYS[moment.weekday()][: None if long == 4 else 3]
    if first == "a":
        return ("星期" if long == 4 else "") + _WEEKDAYS[moment.weekday()]
    if first == "h":
        return _padded((moment.hour - 1) % 12 + 1 if section.noon else moment.hour, text, section)
    if first == "s":
        places = text.count("0")
        fraction = f".{moment.microsecond:06d}"[: places + 1] if places else ""
        return _padded(moment.second, text.partition(".")[0], section) + fraction
    return _padded({"m": moment.month, "d": moment.day}.get(first, 0), text, section) if first in "md" else ""


def _padded(number: int, text: str, section: _Section) -> str:
    return spoken_numbers.short(number, section.spoken) or str(number).zfill(min(len(text), 2))
