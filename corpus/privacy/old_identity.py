"""Identity numbers of fifteen figures, given out until 1999: what is said of them checks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus.lazy_regex import lazy_regex
from corpus.privacy.numbers import APART, BEFORE, PROVINCES, bare, with_figures
from corpus.privacy.spans import Span

_FORM = lazy_regex(
    rf"(?<![0-9A-Za-z.])[1-8][0-9]{{5}}{APART}[0-9]{{6}}{APART}[0-9]{{3}}(?![0-9A-Za-z]|\.[0-9])"
)
"""Place, day of birth without its century, and a number (GB 11643-1989)."""

_NAMED = lazy_regex(
    "(?P<own>身份证|身份号码|公民身份|证件号|证件编号)"
    "|注册号|执照|登记证|识别号|税号|信用代码|机构代码|许可证|流水号|订单号|[账帐卡]号|[账帐]户"
    "|准考证|考生号|考号|报名|学号|学籍|档案号|工号"
)
"""What a number is called; others have fifteen figures, too."""

_SEX = lazy_regex(r"(?:^|[，,、；;\s（(|])[男女](?:$|[，,、；;\s）)|])")
LINE = 60
"""Characters on each side in which it is said whose it is. A guess: the cells of a row."""

ROW = 2_000
"""Characters of a row of a table before a number in it. A guess; it bounds the work."""


def old_identity_numbers(text: str) -> Iterator[Span]:
    """With a province and a day of birth, and called one, or called nothing in a line with a person's sex."""
    plain = with_figures(text)
    found = [one.span() for one in _FORM.finditer(plain) if _is_one(bare(one[0]))]
    heads = _heads(plain) if found and "\t" in plain else {}
    for start, end in found:
        first = plain.rfind("\n", max(0, start - ROW), start) + 1 or max(0, start - ROW)
        said = plain[max(first, start - BEFORE) : start] + _column(heads.get(first, []), plain[first:start])
        beside = plain[max(first, start - LINE) : start] + plain[end : end + LINE].partition("\n")[0]
        called = list(_NAMED.finditer(said))
        if called[-1]["own"] if called else _SEX.search(beside):
            yield start, end


def _is_one(number: str) -> bool:
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return int(number[:2]) in PROVINCES


def _heads(text: str) -> dict[int, list[str]]:
    """Where each row of a table begins, and the cells of its first row."""
    heads: dict[int, list[str]] = {}
    head: list[str] = []
    at = 0
    for line in text.split("\n"):
        head = (head or line.split("\t")) if "\t" in line else []
        if head:
            heads[at] = head
        at += len(line) + 1
    return heads


def _column(head: list[str], before: str) -> str:
    """What the column is called in which a cell stands, by what stands before it in its row."""
    at = before.count("\t")
    return f"\t{head[at]}" if at < len(head) else ""
