"""Texts that say one thing under several titles, be it with a number, a time or each title in them."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

from corpus.lazy_regex import lazy_regex
from crawler.extract import is_notice
from crawler.pages.markup import dense
from crawler.walk.likeness import digest, pieces, shared, words

SAID_ALIKE = 40
"""Letters from which the very same text under several titles is doubted. A guess: a column may have one
sentence for all, and what it publishes in pictures."""

LEAST = 10
"""Letters from which texts are doubted that differ in what neither title names. A guess."""

LONGEST = 600
"""Characters; what such a notice says is short. A guess."""

ALIKE = 0.6
"""Share of the shorter text's pieces that the other has, before they are compared by letters. A guess."""

SAY_AS_MUCH = 4
"""Letters of an alphabet that say as much as a Chinese character: a word has five or so, or one to two of
these. A guess."""

NEARLY_ALL = 0.8
"""Share of the letters of the shorter text that the other has, too. A guess."""

ENDS = 6
"""Letters at the beginning, or the end, that texts have in common before they are compared. A guess."""

TRIED = 4
"""Texts of one beginning, or end, with which each new one is compared. A guess."""

KEPT = 10_000
"""Texts, and beginnings and ends, that wait to be met again: the latest, at some kilobytes each. A guess."""

_Known: TypeAlias = tuple[str, str]
"""The address that said it first, and what all that say so are known by."""

_Kept = TypeVar("_Kept")

_LETTERS = lazy_regex(r"[\u3400-\u9fff]+")
_NUMBERS = lazy_regex(r"\d+")
_ACT = lazy_regex(
    r"特此(?:公告|公示|通告|通知|批复|函复|证明|通报)|此复|现(?:将.{1,40})?予?以?(?:公示|公告|公布|通报)"
    r"|(?:批复|函复|答复|公示|公告|通报)如下|公示期|(?:项目|采购|招标|合同|标段|许可证?|决定书|备案)(?:编号|文号)"
    r"|(?:中标|成交|采购|招标|建设)(?:人|单位|供应商|候选人|金额|价)|经.{0,16}(?:审核|审查|研究|评审|审批|核准)"
    r"|(?:准予|予以)(?:批准|许可|核准|备案|登记|注销|处罚|核发)|行政(?:许可|处罚)"
    r"|\d(?:万|亿)?(?:元|户|亩|公里|平方米|立方米|公顷|吨|微克|千瓦|％|%)"
)
"""What acts of public bodies say, and quantities that they state."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A short text without its title."""

    title: str
    text: str
    letters: str
    """Its Chinese characters: numbers of incidents are of digits and other letters."""

    @property
    def is_told_by_letters(self) -> bool:
        """Whether these say what it says, rather than who wrote an English text."""
        return SAY_AS_MUCH * len(self.letters) >= len(words(self.text)) - len(self.letters)


def saying(title: str, text: str) -> Saying | None:
    """None of a text that is too long for a notice, or has no Chinese beside its title."""
    said, called = dense(text), dense(title)
    if len(said) > LONGEST:
        return None
    said = said.replace(called, "") if called else said
    letters = "".join(_LETTERS.findall(said))
    return Saying(called, said, letters) if letters else None


def is_of_an_act(one: Saying) -> bool:
    """Whether a text has the wording of an act, of which a body issues many that differ in figures alone."""
    return bool(_ACT.search(one.text)) and not is_notice("", one.text)


def is_alike(one: Saying, other: Saying) -> bool:
    """Whether both say one thing: they differ in little, and in nothing that one of the titles names."""
    if _numbers_of_its_own(one, other) or _numbers_of_its_own(other, one):
        return False
    if one.letters == other.letters:
        return True
    most = (1 - NEARLY_ALL) * min(len(one.letters), len(other.letters))
    if abs(len(one.letters) - len(other.letters)) > most:
        return False
    if shared(pieces(one.letters), pieces(other.letters)) < ALIKE:
        return False
    matcher = SequenceMatcher(None, one.letters, other.letters, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    differing = max(sum(step[2] - step[1] for step in steps), sum(step[4] - step[3] for step in steps))
    if differing > most:
        return False
    named = [_names_its_own(one, other, step[1], step[2]) for step in steps]
    return not any(named) and not any(_names_its_own(other, one, step[3], step[4]) for step in steps)


def _numbers_of_its_own(one: Saying, other: Saying) -> bool:
    """Whether a text has a number that its own title has, and the other title has not."""
    titled = {*_NUMBERS.findall(one.title)} - {*_NUMBERS.findall(other.title)}
    return not titled.isdisjoint(_NUMBERS.findall(one.text))


def _names_its_own(one: Saying, other: Saying, start: int, end: int) -> bool:
    """Whether what differs there is, with a letter around it, of its own title and not of the other."""
    pairs = (one.letters[place : place + 2] for place in range(max(start - 1, 0), end))
    return any(len(pair) == 2 and pair in one.title and pair not in other.title for pair in pairs)


@dataclass(slots=True)
class Sayings:
    """What the new documents of a run say, each by the address that said it first."""

    _firsts: OrderedDict[str, _Known] = field(default_factory=OrderedDict)
    """By a digest of the text."""
    _short: OrderedDict[str, deque[tuple[Saying, str, _Known]]] = field(default_factory=OrderedDict)
    """By beginnings and ends, with the digest of each."""

    def first(self, url: str, title: str, text: str) -> _Known | None:
        """Which address said it first, perhaps this one, and what it is known by; None of too few words."""
        said, short = "".join(text.split()), saying(title, text)
        exact = digest(said)
        if len(words(said)) >= SAID_ALIKE and exact in self._firsts:
            return _keep(self._firsts, exact, self._firsts[exact])
        likely = short is not None and short.is_told_by_letters and not is_of_an_act(short)
        varied = short if short and likely and len(short.letters) >= LEAST else None
        found = self._alike(varied, exact) if varied else None
        if found is None and len(words(said)) < SAID_ALIKE and varied is None:
            return None
        known = found or (url, exact)
        _keep(self._firsts, exact, self._firsts.get(exact, known))
        if varied and found is None:
            for key in _ends(varied):
                alike = _keep(self._short, key, self._short.get(key) or deque(maxlen=TRIED))
                alike.append((varied, exact, known))
        return known

    def _alike(self, one: Saying, exact: str) -> _Known | None:
        """Of few words the very same is no sign."""
        for key in _ends(one):
            for other, itself, known in self._short.get(key, ()):
                if itself != exact and is_alike(one, other):
                    self._short.move_to_end(key)
                    return known
        return None


def _keep(those: OrderedDict[str, _Kept], key: str, value: _Kept) -> _Kept:
    """Put it behind all others; what was not met for longest is forgotten."""
    those[key] = value
    those.move_to_end(key)
    if len(those) > KEPT:
        those.popitem(last=False)
    return value


def _ends(one: Saying) -> Iterator[str]:
    yield f"{one.letters[:ENDS]}…"
    yield f"…{one.letters[-ENDS:]}"
