"""Notices of tenders: which company only acts in them for whom, and for which public body."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy_regex import lazy_regex
from crawler.extract import issuer

_NAME = r"[\u4e00-\u9fff（）()]"
_COMPANY = lazy_regex(r"公司(?:[\u4e00-\u9fff]{2,8}分公司)?$")
_AGENT = lazy_regex(
    rf"(?:招标|招投标|采购|代理|造价|咨询|拍卖|监理|(?:项目|工程|建设)管理){_NAME}{{0,12}}公司(?:[\u4e00-\u9fff]{{2,8}}分公司)?$"
)
"""What companies call themselves that hold tenders for others."""

_TENDER = lazy_regex(
    r"招标|中标|采购|成交|磋商|竞价|竞谈|谈判|询价|比选|遴选|流标|废标|开标|评标|拍卖|投标|资格预审|入围"
)
_BY_ORDER_OF = lazy_regex(rf"受(?:采购人|招标人|业主)?\s*({_NAME}{{3,30}}?)(?:的)?委托")
_ACTS = lazy_regex(r"代理(?:机构|公司|单位)|受.{2,40}委托")
_LED_TO = lazy_regex(r"代理(?:机构|公司|单位)(?:名称|全称)?\s?[:：\t为]?\s?$")
_BUYER = lazy_regex(
    rf"(?:^|[\s、.．。，；\d）)])(?:采购人|招标人|采购单位|招标单位|采购人名称|招标人名称|采购单位名称|采购人全称)"
    rf"\s?(?:[（(][^（）()]{{1,8}}[)）]\s?)?[:：\t]\s?({_NAME}{{3,30}})"
)
_OVER_NAME = lazy_regex(r"(?:采购人|招标人|采购单位)(?:信息)?[:：]?$")
_CALLED = lazy_regex(rf"^名\s?称\s?[:：\t]\s?({_NAME}{{3,30}})")
"""A line that heads what is told of the buyer, and its name on the next."""

MOST_LINES = 300
"""Lines of a text among which the buyer is looked for. A guess."""

NEAR = 40
"""Characters before or behind a name that may tell what the company does. A guess."""

LONGEST_LINE = 600
"""Characters of a line that is looked at. A guess; it bounds the work."""


def is_agent(name: str | None, title: str, lines: list[str]) -> bool:
    """Whether a body is a company that only holds the tender which a text is about."""
    if not name or not _COMPANY.search(name) or not _TENDER.search(title):
        return False
    said = [line[:LONGEST_LINE] for line in lines[:MOST_LINES]]
    return any(_ACTS.search(line) and (_AGENT.search(name) or _acts(name, line)) for line in said)


def _acts(name: str, line: str) -> bool:
    """Whether a line tells of a company that it acts: before 受…委托, or behind what such are called."""
    before, found, behind = line.partition(name)
    return bool(found) and (_LED_TO.search(before[-NEAR:]) or _BY_ORDER_OF.search(behind[:NEAR])) is not None


def buyer(lines: list[str]) -> str | None:
    """The public body for which a tender is held; None where a text names none."""
    return next((name for name in _buyers(lines[:MOST_LINES]) if _is_public(name)), None)


def _buyers(lines: list[str]) -> Iterator[str]:
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        for form in (_BUYER, _BY_ORDER_OF):
            if found := form.search(line[:LONGEST_LINE]):
                yield found.group(1)
        if _OVER_NAME.search(line[-12:]) and (found := _CALLED.match(after)):
            yield found.group(1)


def _is_public(name: str) -> bool:
    return issuer.is_name(name) and issuer.is_body(name) and not _COMPANY.search(name)
