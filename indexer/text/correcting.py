"""更正公告 and their like: which titles are of that kind, and what they correct, by title or by number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.lazy_regex import lazy_regex
from corpus.records import Document
from indexer.text.citations import work_key
from indexer.text.normalise import normalise, normalise_line
from indexer.text.numbers import document_key

_FORM = "(?:公告|公示|通知|通告|启事|声明|说明|函)"
_STRONG = f"(?:(?:更正|勘误|补正){_FORM}?|勘误表)"
"""What only corrects."""
_KIND = f"(?:第?[0-9一二三四五六七八九十]{{1,3}}次)?(?:{_STRONG}|(?:变更|补充|澄清){_FORM})"
"""The last also tell of something else: 企业名称变更公告."""
_AGAIN = r"(?:\([^()]{1,12}\)|[0-9一二三四五六七八九十]{1,2})?"
_AT_THE_END = lazy_regex(rf"^(?P<name>.+?)的?[\s:\-—_|]*\(?(?P<kind>{_KIND})\)?{_AGAIN}$")
_AT_THE_HEAD = lazy_regex(rf"^[\[【(]?(?P<kind>{_KIND})(?:[\]】)]|(?=[\s:\-—_|]))[\s:\-—_|]*(?P<name>.+)$")
_OF_IT = lazy_regex(rf"^.{{0,40}}?关于(?:对)?(?:更正(?!登记)|勘误|补正)(.+?)(?:的{_FORM})?$")
_DONE = "(?:进行|予以|作出|的)?(?:更正|勘误|补正)"
_DONE_TO_IT = lazy_regex(rf"^(?:.{{0,40}}?关于)?对?(.+?){_DONE}(?:的{_FORM})?$")
_CHANGES_IT = lazy_regex(rf"^.{{0,40}}?关于(?:变更|补充|调整)《([^《》]{{4,100}})》.{{0,20}}的{_FORM}$")
_OF_A_DOCUMENT = lazy_regex(rf"《|{_FORM}[\s:\-—_|]*$")
_BARE = lazy_regex(rf"^[\[【(]?{_KIND}[\]】)]?{_AGAIN}$")

_NAMED = lazy_regex("《([^《》]{4,120}(?:《[^《》]{2,80}》[^《》]{0,80})?)》")
_BRINGS_OUT = lazy_regex(rf"(?:印发|公布|发布|颁布|下发|批准)[^《]{{0,20}}{_NAMED.pattern}")
"""What is corrected under the name of what it brings out: a text that explains 《…》 is not."""
_OF_PART = lazy_regex("的?(?:有关|相关|部分|个别)?(?:内容|信息|条款|事项|数据|错误|附件|文字|表述)$")
_ANNOUNCES = lazy_regex(
    "(?:公开招标|邀请招标|竞争性磋商|竞争性谈判|询价|单一来源|采购|招标|资格预审|中标候选人|中标|成交|评审|结果)*"
    "(?:公告|公示|通知|通告)$"
)
"""How postings of one project end."""
_OF_RESULT = lazy_regex(f"(?:中标|成交|结果|候选人)[^ ]{{0,6}}?(?:{_KIND}|{_FORM})[^ ]{{0,6}}$")
_RESULT_CORRECTED = lazy_regex(r"更正(?:事项|内容)\s*[::]?\s*[^。\n]{0,12}(?:结果|中标|成交)")
_PROJECT = lazy_regex(
    r"(?:项目|采购|招标|交易)(?:项目)?(?:编号|编码|号)(?:\([^()]{0,10}\))?\s*[::]?\s*"
    r"([一-鿿]{0,8}[\[〔(]?[a-z0-9][a-z0-9\[\]〔〕()\-_/.—]{2,40}号?)",
    re.IGNORECASE,
)
_APPROVED = lazy_regex(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
"""项目代码 of the state: the approval, the word on the environment and the tenders of a project share it."""
_SENTENCE = lazy_regex(r"[^。\n;]+")
_SAYS_WRONG = lazy_regex("更正|有误|错误|勘误|补正|变更为|修改为|调整为|原公告|原通知")

BEGINNING = 400
"""Characters at the head of a notice whose title names nothing: there it says what it corrects. A guess."""

LEAST_NAME = 6
"""Characters that tell one title from another. A guess."""

LEAST_DIGITS, LEAST_CHARACTERS = 4, 6
"""Of a project's number, digits and letters. A guess: 编号 001 is the first of a list, in every project."""

HEAD = 4_000
"""Characters of a text that are read: there it says its number, and what was wrong. A guess."""

REMEMBERED = 4_096
"""Titles that are not read anew each time."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the title of a notice says."""

    names: tuple[str, ...]
    """By which what it corrects may be titled, normalised; empty where it says none."""
    strong: bool
    """Whether it can be nothing but a notice that corrects."""
    sure: bool = True
    """Whether the names are surely of a document: 许可证变更公示 tells of a licence, not of its title."""


@lru_cache(maxsize=REMEMBERED)
def notice_of(title: str) -> Notice | None:
    """What a title says of a notice that corrects; None for what is none by its title."""
    line = normalise_line(title).strip()
    if _BARE.match(line):
        return Notice((), bool(re.search(_STRONG, line)))
    if found := _CHANGES_IT.match(line):
        return Notice((found[1],), False)
    if found := _AT_THE_HEAD.match(line) or _AT_THE_END.match(line):
        strong = bool(re.search(_STRONG, found["kind"]))
        return Notice(_names(found["name"]), strong, strong or bool(_OF_A_DOCUMENT.search(found["name"])))
    found = _OF_IT.match(line) or _DONE_TO_IT.match(line)
    return Notice(_names(found[1]), True) if found else None


def corrects_by_title(notice: str | None, other: str | None) -> bool:
    """Whether a notice's title names the document that has the other title."""
    said, line = notice_of(notice or ""), normalise_line(other or "").strip()
    if said is None or not line or line == normalise_line(notice or "").strip():
        return False
    if said.sure and {work_key(name) for name in said.names} & _keys(line):
        return True
    if notice_of(line) is not None or not said.strong:
        return False
    bases = {work_key(base_of(name)) for name in said.names}
    return len(base := work_key(base_of(line))) >= LEAST_NAME and base in bases


class Reading:
    """A document as it is read for what it corrects, or what corrects it: its text once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.said = notice_of(document.title)
        self.line = normalise_line(document.title)

    @cached_property
    def head(self) -> str:
        """Of the text, normalised."""
        return normalise(self.document.text[:HEAD])

    @cached_property
    def projects(self) -> set[str]:
        """Keys of the projects of which it is."""
        return {_plain(one).upper() for one in projects_in(f"{self.document.title}\n{self.head}")}

    @cached_property
    def first(self) -> set[str]:
        """Keys of what it names first."""
        return set(map(work_key, said_first(self.document)))

    @cached_property
    def numbered(self) -> list[str]:
        """Its title, and the sentences that say that something is wrong."""
        wrong = [one for one in _SENTENCE.findall(self.head) if _SAYS_WRONG.search(one)]
        return [_plain(one) for one in (self.line, *wrong)]


def corrects(notice: Reading, other: Reading) -> bool:
    """Whether the one is a notice that corrects the other: of the same house, not before it, and naming it by
    its title, its number or the number of its project."""
    said, target = notice.said, other.document
    if said is None or not _same_house(notice.document, target) or _before(notice.document, target):
        return False
    if corrects_by_title(notice.document.title, target.title):
        return _of_that_step(said, notice, other)
    if other.said is not None:
        return False
    if not said.names and work_key(other.line) in notice.first:
        return True
    if target.document_number and _says_number(notice, target.document_number):
        return True
    return bool(notice.projects & other.projects) and _of_that_step(said, notice, other)


def calls(notice: str, other: str) -> bool:
    """Whether a notice's title has the other title whole, and not only the project's name."""
    said = notice_of(notice)
    return said is not None and bool({work_key(name) for name in said.names} & _keys(normalise_line(other)))


def base_of(title: str) -> str:
    """A normalised title without what only says how a project is announced."""
    return _ANNOUNCES.sub("", title).strip(" -—_:|")


def names_of(title: str) -> tuple[str, ...]:
    """By which a notice may name the document of a normalised title."""
    _, about, rest = title.partition("关于")
    names = [*_NAMED.findall(title), title, *([rest] if about else []), base_of(title)]
    return tuple(dict.fromkeys(name for name in names if len(work_key(name)) >= LEAST_NAME))


def projects_in(text: str) -> tuple[str, ...]:
    """Numbers of projects that a text says, as they stand in it normalised."""
    found = (one.rstrip(".-_/—(") for one in _PROJECT.findall(normalise(text)))
    return tuple(dict.fromkeys(one for one in found if _is_of_one_project(one)))


def said_first(notice: Document) -> tuple[str, ...]:
    """Names in 《》 at the head of a notice, normalised."""
    return tuple(_NAMED.findall(normalise(notice.text[:BEGINNING])))


def _names(said: str) -> tuple[str, ...]:
    """What a title is called that stands within another one, in every way that it may be meant."""
    if named := _NAMED.findall(said):
        return tuple(name for name in named if len(work_key(name)) >= LEAST_NAME)
    plain = _OF_PART.sub("", said.strip(" :-—_|"))
    _, about, rest = plain.partition("关于")
    names = (plain, f"关于{rest}", rest) if about else (plain,)
    return tuple(dict.fromkeys(name.strip() for name in names if len(work_key(name)) >= LEAST_NAME))


def _keys(line: str) -> set[str]:
    """By which a document of that normalised title is called."""
    _, about, rest = line.partition("关于")
    names = [line, *_BRINGS_OUT.findall(line), *([f"关于{rest}", rest] if about else [])]
    return {key for name in names if len(key := work_key(name)) >= LEAST_NAME}


def _same_house(one: Document, other: Document) -> bool:
    """One agency, or one and its office; else one portal."""
    if one.agency and other.agency:
        return one.agency.startswith(other.agency) or other.agency.startswith(one.agency)
    return one.portal == other.portal


def _before(one: Document, other: Document) -> bool:
    days = (one.published_on or one.issued_on, other.published_on or other.issued_on)
    return days[0] is not None and days[1] is not None and days[0] < days[1]


def _of_that_step(said: Notice, notice: Reading, other: Reading) -> bool:
    """Of the postings of one project: the result is corrected where the notice speaks of the result."""
    if {work_key(name) for name in said.names} & _keys(other.line):
        return True
    own = _RESULT_CORRECTED.search(notice.head) or _OF_RESULT.search(notice.line)
    return bool(_OF_RESULT.search(other.line)) == bool(own)


def _says_number(notice: Reading, number: str) -> bool:
    """In its title, or in a sentence that says that something is wrong."""
    plain = _plain(normalise_line(number))
    return document_key(number) is not None and any(plain in one for one in notice.numbered)


def _is_of_one_project(number: str) -> bool:
    long = len(_plain(number)) >= LEAST_CHARACTERS and sum(map(str.isdigit, number)) >= LEAST_DIGITS
    return long and not _APPROVED.search(number)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text))
