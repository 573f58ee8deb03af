"""What a document counts as in the annual report, by what tells of its kind first, then by its title."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lazy_regex import lazy_regex

RULES, NORMS = "规章", "规范性文件"
"""Words of what tells of a document's kind, of 规章 and of 行政规范性文件."""

NORMATIVE = {"norms": NORMS, "rules": RULES}
"""The first word that is met decides."""

DECISIONS = {"licences": "行政许可决定", "penalties": "行政处罚决定", "measures": "行政强制决定"}
"""Words of a title or of what tells of the kind, of decisions."""

SHORT = {key: word.removeprefix("行政") for key, word in DECISIONS.items()}
"""How titles say it where what tells of the kind says 行政处罚, 行政许可 or 行政强制."""

_OPEN, _CLOSE = r"[(（\[【〔]", r"[)）\]】〕]"
_TAIL = rf"(?:{_OPEN}[^(（]{{1,12}}{_CLOSE})?"
_BODY = rf"(?:{NORMS}|{RULES})"
_DRAFT = "征求意见|草案|送审|讨论稿"
_PICTURE = "(?:一[图张].{0,2}[读看]懂|(?:政策)?解读|图解|问答)"
_NORM_ITSELF = lazy_regex(
    rf"^(?!{_PICTURE}).*(?:办法|规定|细则|条例|规则)(?:{_OPEN}(?!{_DRAFT})[^(（]{{1,12}}{_CLOSE})?$"
)
"""What makes rules of whatever subject: 企业投资项目备案管理办法."""
_OF_SUCH = rf"{_BODY}.{{0,12}}(?:目录|清理|备案)|清理.{{0,8}}{_BODY}"
_ONLY_SPEAKS = lazy_regex(
    rf"^{_PICTURE}|"
    rf"(?:解读|图解|问答|征求意见|草案|意见稿)(?:稿|材料|之?[一二三四五六七八九十\d]{{1,3}})?{_TAIL}$"
    rf"|{_OPEN}(?:{_DRAFT})|征求.{{0,60}}意见的?(?:公告|通知|函|启事)$|{_OF_SUCH}"
)
_OTHER_COLUMN = lazy_regex(rf"解读|征求意见|草案|规章制度|图解|问答|{_OF_SUCH}")

_NO_DECISION = lazy_regex("不予(?:行政)?(?:处罚|强制)|撤销|送达|催告|听证|样式|式样|格式|模板|范本|文书")
_NO_DECISION_FORM = lazy_regex(
    rf"(?:办法|规定|细则|条例|规则|制度|标准|流程|指南|通知|通报|方案|目录|清单|情况|汇总表?|统计表?|一览表){_TAIL}$"
)
_NUMBER = rf"(?!.*(?:公告|公示)){_OPEN}?[^,。，]{{0,20}}\d[^,。，]{{0,10}}号{_CLOSE}?"
_BEHIND = rf"书?\s*(?:{_NUMBER}|{_OPEN}[^(（]{{1,30}}{_CLOSE})?(?:\.[a-z]{{3,4}})?$"
_DECISION = {key: lazy_regex(word + _BEHIND) for key, word in DECISIONS.items()}
_SHORT_DECISION = {key: lazy_regex(word + _BEHIND) for key, word in SHORT.items()}
"""A decision's title ends with that, or with its number or a name in brackets behind."""


def what_counts(title: str, kinds: Sequence[str]) -> str | None:
    """`norms`, `rules` or a key of DECISIONS; None for what only speaks of such.

    `kinds`: what the fields say that tell of its kind (`corpus.fields.KIND_FIELDS`).
    """
    line = title.strip()
    if any(_OTHER_COLUMN.search(kind) for kind in kinds):
        return None
    for key, word in NORMATIVE.items():
        if any(word in kind for kind in kinds):
            return key if _NORM_ITSELF.search(line) or not _ONLY_SPEAKS.search(line) else None
    if _NO_DECISION.search(line):
        return None
    for key, word in DECISIONS.items():
        filed = any(word in kind for kind in kinds) and not _NO_DECISION_FORM.search(line)
        among = any(word.removesuffix("决定") in kind for kind in kinds)
        if filed or (_SHORT_DECISION if among else _DECISION)[key].search(line):
            return key
    return None
