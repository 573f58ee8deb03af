"""Signs between words and figures: dots in names, dashes, the sign of multiplication, thousands."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex

DOTS = "·•・‧∙⋅ᐧ˙"
"""What stands within names of other peoples, and whatever an input method gives for it."""

DASHES = "\\-‐‑‒–—―−─━⸺~〜∼"
"""A character class: from one place or year to another, or a pause."""

TIMES = "x×*✕✖"
"""Between two figures: by so many."""

_DOTS = lazy_regex(rf" *[{DOTS}](?: *[{DOTS}])* *")
_DOT = lazy_regex("[.](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")
_DASH = lazy_regex(rf" *[{DASHES}](?: *[{DASHES}])* *")
_ANY_DASH = lazy_regex(f"[{DASHES}]")
_TIMES = lazy_regex(rf"(?<=\d)((?: ?(?:[cdmk]?m|[毫厘分]?米))?) ?[{TIMES}] ?(?=\d)")
"""A figure may have its unit before the sign: 2.5m×3m."""
_COMMA = lazy_regex(r",(?<=\d,)\d{3}")
_THOUSANDS = lazy_regex(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_BLANK = lazy_regex(r" (?<=\d )\d{3}")
_UNITS = (
    "[万亿千百]?(?:元|美元|人|户|亩|吨|公?斤|公?里|米|平方|立方|公顷|千瓦|辆|株|只|头|册|件|份|套)|[万亿]"
)
_APART = lazy_regex(rf"(?<![\d,.] )(?<![\d,.])\d{{1,3}}(?: \d{{3}})+(?=(?:[.]\d+)?(?:{_UNITS}))")
"""Thousands set apart by blanks (GB/T 15835 asks for it), where a unit shows that it is one figure."""
_SHARE = lazy_regex(r" (?<=\d )(?=[%‰])")


def fold_signs(text: str) -> str:
    """A text in one spelling with one dot, one dash, one sign of multiplication, figures without commas."""
    # Patterns that begin with anything try each place: they are run where there is something to find.
    if any(dot in text for dot in DOTS):
        text = _DOTS.sub("·", text)
    text = _DOT.sub("·", text)
    if _ANY_DASH.search(text):
        text = _DASH.sub("-", text)
    if any(sign in text for sign in TIMES):
        text = _TIMES.sub(r"\1×", text)
    if _COMMA.search(text):
        text = _THOUSANDS.sub(lambda found: found.group().replace(",", ""), text)
    if _BLANK.search(text):
        text = _APART.sub(lambda found: found.group().replace(" ", ""), text)
    return _SHARE.sub("", text)


def other_signs(sign: str) -> str:
    """A pattern of all that becomes this sign; empty for any other character."""
    if sign == "·":
        return rf"[^\S\n]*[{DOTS}.．･﹒]+[^\S\n]*"
    if sign == "-":
        return rf"[^\S\n]*[{DASHES}－～﹣﹘]+[^\S\n]*"
    return rf"\s?[{TIMES}X＊ｘＸ]\s?" if sign == "×" else ""
