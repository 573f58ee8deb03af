"""Document numbers (发文字号) and index numbers (索引号): their forms, and which is the document's own."""

from __future__ import annotations

import re
import unicodedata

from corpus.lazy_regex import lazy_regex
from corpus.records import agencies_of
from crawler.extract import issuer
from crawler.extract.forwarding import letter
from crawler.pages.markup import dense

HEAD_LINES = 8
"""A document's own number stands above its salutation, within its first lines. A guess from saved pages."""

MOST_TOGETHER = 4
"""Numbers of those who act together. A guess."""

MAX_ISSUER = 24
"""Characters an issuer's abbreviation may have; the longest seen has 12."""

_OPEN, _CLOSE = r"[〔\[［(（【﹝〈<《]", r"[〕\]］)）】﹞〉>》]"
_ISSUER = rf"[\u4e00-\u9fff]{{1,{MAX_ISSUER}}}?"
_STANDARD = lazy_regex(
    rf"({_ISSUER})[第]?{_OPEN}((?:19|20)\d{{2}})年?{_CLOSE}第?(\d{{1,5}}(?:[-—之]\d{{1,3}})?)号"
)
_BARE_YEAR = lazy_regex(rf"({_ISSUER})((?:19|20)\d{{2}})年?第(\d{{1,5}})号")
_PARTED = lazy_regex(
    rf"((?:[\u4e00-\u9fff]{{1,12}}[（(][\u4e00-\u9fff]{{1,6}}[)）]|[（(][\u4e00-\u9fff]{{1,4}}[)）](?=[\u4e00-\u9fff]))"
    rf"[\u4e00-\u9fff]{{0,8}}){_OPEN}((?:19|20)\d{{2}})年?{_CLOSE}第?(\d{{1,5}})号"
)
"""A number whose issuer names its office or matter in brackets: 某检（质量）函〔2021〕36号."""

_ORDER = lazy_regex(
    r"([\u4e00-\u9fff]{2,30}令)[\s(（〔\[]*(?:第?(?=\d)|第)(\d{1,4}|[一二三四五六七八九十百零〇]{1,6})号"
)
_BRACKETED = r"[（(]([^（）()]*(?:(?:[（(〔\[]\d{4}[）)〕\]])[^（）()]*|令第?\d{1,4})号)[）)]"
_SHORT = rf"[\u4e00-\u9fff]{{1,10}}{_OPEN}(?:19|20)\d{{2}}年?{_CLOSE}第?\d{{1,5}}号"
_ALONE = lazy_regex(rf"(?!关于){_SHORT}")
_BEFORE = lazy_regex(rf"({_SHORT})关于")
_HEADED = lazy_regex(r"([\u4e00-\u9fff]{2,24}(?:公告|通告|通知|令)(?:19|20)\d{2}年?第\d{1,5}号)[（(]关于")
_ANNOUNCED = lazy_regex(
    r"((?:(?!关于)[\u4e00-\u9fff]){2,24}(?:公告|通告|令))[（(]((?:19|20)\d{2}年第\d{1,5}号)[)）]"
)
_OPENED = lazy_regex(
    r"(((?:(?!关于)[\u4e00-\u9fff]){2,24})(?:公告|通告|令)(?:19|20)\d{2}年?第\d{1,5}号)关于.{2,150}的(?:公告|通告|决定|裁定)"
)
_OF_KIND = lazy_regex(
    r"(?!(?:(?!关于).){0,100}关于(?:(?!关于).){0,150}关于)(?:[^。；《》]|《[^《》]{1,100}》){2,150}的(公告|通告)"
    r"[（(]((?:19|20)\d{2}年第\d{1,5}号)[)）]"
)
_BEHIND = lazy_regex(rf"(?:通知|意见|决定|办法|规定|细则|方案|批复|通报|公告|通告|函)({_SHORT})$")
"""Numbers that stand in a title without brackets around them."""

_CASE = lazy_regex(
    rf"{_OPEN}((?:19|20)\d{{2}}){_CLOSE}([\u4e00-\u9fff]{{1,2}}\d{{0,4}}[\u4e00-\u9fff]{{1,6}}\d{{1,6}})号(?:之[一二三四五六七八九十])?"
)
"""A case of a court (关于人民法院案件案号的若干规定, Article 3): year, court, kind and number."""

_OLD = lazy_regex(rf"{_OPEN}(\d{{2}}){_CLOSE}([\u4e00-\u9fff]{{1,10}}[字函发])第?(\d{{1,5}})号")
"""Until the nineties the year stood first, with two digits."""

_LAST, _FIRST = lazy_regex(_BRACKETED + "$"), lazy_regex(_BRACKETED)
_SIGNER = lazy_regex(r"(?<!\s)\s*签\s*发\s*人\s*[:：].{0,20}$")
"""What stands beside the number of a letter or report."""

_ANSWERED = lazy_regex(
    r"(?<=号)\s*(?:[(（]\s*)?(?:(?:办理)?(?:类别|结果|类型)\s*[:：]\s*)?[A-D]\d?\s*类?\s*[)）]?$"
)
"""How far the proposal is met that a letter answers: A, B1, C类."""

_SIGNED = lazy_regex(r"(?<=号)[\s)）]+(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[)）]?$")
"""The day that stands behind the number of an order."""

_MADE_KNOWN = lazy_regex(
    r"^[（(](?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)?([\u4e00-\u9fff]{2,30}令第?\d{1,4}号)(?:公布|发布|颁布)"
)
"""The line below the title of a regulation: by which order it was made known, or first."""

_NOTHING = lazy_regex(r"^(?:无|暂无|没有|空|null|none|-+|—+|/|\\|\.)?$", re.IGNORECASE)
_INDEX = lazy_regex(
    r"(?:[\[〔(]|[\u4e00-\u9fff]{1,8}(?=[\w\[〔(/-]{0,20}\d)[\[〔(]?)?[0-9A-Za-z][0-9A-Za-z/_.\-—–〔〕\[\]()（）\u4e00-\u9fff]{4,59}"
)
CITING = ("转发", "转载", "（转", "(转", "【转", "[转")

_CODE = lazy_regex(r"[A-Z]{2,10}[-A-Z0-9]*\d{2,}")
"""The numbers of tenders, which portals print as 文号 too."""

MOST_REMEMBERED = 10_000
"""Characters whose compatible form is remembered. A guess; it bounds the memory."""


class _Plain(dict[int, str]):
    """Characters in their compatible form, brackets and colons as they stand; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char if char in "（）：［］" else unicodedata.normalize("NFKC", char)
        if len(self) < MOST_REMEMBERED:
            self[code] = plain
        return plain


_PLAIN = _Plain()

MAX_LABELLED = 40
"""Characters a number under its own label may have when it has none of the usual forms."""


def canonical(text: str) -> str | None:
    """The first document number in a text, as 国发〔2019〕5号; None if there is none."""
    plain = _plain(text)
    if "号" not in plain:
        return None
    if match := _PARTED.fullmatch(plain) or _STANDARD.search(plain):
        return f"{_issuer(match.group(1))}〔{match.group(2)}〕{match.group(3)}号"
    if match := _ORDER.search(plain):
        return f"{match.group(1)}第{match.group(2)}号"
    if match := _BARE_YEAR.search(plain):
        return f"{match.group(1)}{match.group(2)}年第{match.group(3)}号"
    return None


def labelled(value: str) -> str | None:
    """The number beside a label 文号: in canonical form, else as printed if it can be a number at all."""
    if number := canonical(value):
        return number
    plain = _plain(value)
    if _NOTHING.match(plain) or len(plain) > MAX_LABELLED or not re.search(r"\d", plain):
        return None
    return (
        plain
        if "号" in plain or _CODE.fullmatch(plain) or re.search(r"[〔\[(（]\d{4}[〕\])）]", plain)
        else None
    )


def order_below(line: str) -> str | None:
    """The number of the order by which a regulation was made known, as the line below its title says."""
    return canonical(found.group(1)) if (found := _MADE_KNOWN.match(_plain(line))) else None


def own(title: str, lines: list[str]) -> str | None:
    """The number of a document without a metadata table: alone on a first line, or ending its title."""
    if title.startswith(CITING) and letter(lines) is None:
        return None
    if lines and dense(title).endswith("令") and (number := alone(title + lines[0])):
        return number
    for line, after in zip(lines[:HEAD_LINES], [*lines[1:], ""], strict=False):
        if dense(line).endswith("令") and (number := alone(line + after)):
            return number
        label, _, beside = (line := _ANSWERED.sub("", _SIGNER.sub("", line))).partition("\t")
        if number := alone(beside if label.endswith(("文号", "文号：")) else _SIGNED.sub("", line)):
            return number
        if several := _of_several(line):
            return several
        if line.rstrip().endswith(("：", ":")):
            break
    return in_title(title)


def _of_several(line: str) -> str | None:
    """The first of the numbers that are all of a line: of those who act together each has its own."""
    found = [alone(part) for part in re.split(r"[\s、，,]+", line.strip(), maxsplit=MOST_TOGETHER)]
    return found[0] if 1 < len(found) <= MOST_TOGETHER and all(found) else None


def alone(text: str) -> str | None:
    """The number that is all of a text."""
    if "号" not in text:
        return None
    if case := _CASE.fullmatch(_plain(text)):
        return f"（{case.group(1)}）{case.group(2)}号"
    if old := _OLD.fullmatch(_plain(text)):
        return f"（{old.group(1)}）{old.group(2)}第{old.group(3)}号"
    number = canonical(text) if "\t" not in text else None
    return number if number and len(_plain(text).strip("（）()")) <= len(number) + 1 else None


def in_title(title: str) -> str | None:
    """The number that is a title, begins it, or ends it in brackets or behind its kind of document."""
    plain = _plain(title)
    if ("令" in plain or _ALONE.fullmatch(plain)) and (number := alone(title)):
        return number
    if bracketed := _LAST.search(plain) or _FIRST.match(plain):
        return canonical(bracketed.group(1))
    if announced := _ANNOUNCED.fullmatch(plain):
        return canonical("".join(announced.groups()))
    if (opened := _OPENED.fullmatch(plain)) and issuer.ORGAN.search(opened.group(2)):
        return canonical(opened.group(1))
    if behind := _OF_KIND.fullmatch(plain):
        return canonical("".join((_only_issuer(title), *behind.groups())))
    beside = _BEFORE.match(plain) or _HEADED.match(plain) or _BEHIND.search(plain)
    return canonical(beside.group(1)) if beside else None


def _only_issuer(title: str) -> str:
    """The body that a title names before 关于; "" where it names none or several."""
    names = agencies_of(issuer.from_title(title))
    return names[0] if len(names) == 1 and not issuer.is_one_of_several(title) else ""


def index_number(value: str) -> str | None:
    """The index number beside its label, without white space; None for a placeholder."""
    match = _INDEX.match(_plain(value).lstrip("：:"))
    if match and _STANDARD.fullmatch(match.group(0)):
        return None  # the number of the document
    return match.group(0).strip("-—–/") if match and re.search(r"\d", match.group(0)) else None


def _plain(text: str) -> str:
    return dense(text.translate(_PLAIN))


def _issuer(text: str) -> str:
    return text.removesuffix("第")
