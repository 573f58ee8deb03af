"""What titles tell: another year, batch, place or matter of one form, or a document of another rank."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from corpus.lazy_regex import lazy_regex
from indexer.duplicates.prepared import dense, mask, numbers
from indexer.duplicates.wrappers import is_frame
from indexer.text import one_spelling_line
from indexer.text.citations import cited

_VERSION = lazy_regex(
    r"\([^()]{0,30}?(?:修正|修订|修改|试行|草案|征求意见稿|公布|通过|施行|年版|年本)[^()]{0,10}\)|"
    r"\((?:节选|摘录|摘要|全文|附|转载)[^()]{0,6}\)"
)
"""What stands behind the title of an edition or of a part."""

_PART = lazy_regex("节选|摘录|摘要|摘编|有关规定|部分条款")
_ORDINAL = lazy_regex(r"\(([〇零一二三四五六七八九十百\d]{1,4})\)")
_PLACE = lazy_regex(r"^.{2,10}?(?:自治区|自治州|自治县|特别行政区|省|市|县|区|州|盟|旗|镇|乡|街道|村)")
_UNIT = lazy_regex(r"^(?:自治|特别|省|市|县|区|州|盟|旗|镇|乡|街道|村|社区)")
_AMENDS = lazy_regex("修正案|修改.*的决定$|补充规定|的批复$")
_FORWARDS = lazy_regex("(?:转发|批转|翻印|印发)[^《]{0,20}《(.+)》")
_CARRIES_OUT = lazy_regex("实施.*(?:办法|细则|规定|条例|意见)$")

_HEADING = lazy_regex("第[一二三四五六七八九十百]+[编章节条]|[一二三四五六七八九十]、")

FIRST_LINES = 20
"""Lines at the head of a page among which the title is looked for. A guess."""

LEAST_TITLE, LONGEST_TITLE = 6, 80
"""Characters of a first line that may be a title. A guess."""

LEAST_FORM = 0.4
"""Share of a title that must be another's as well when both fill in one form. A guess."""

LEAST_NAMED = 2
"""Characters of a name that fills in a form."""

OFTEN = 2
"""Times as often, from which a name belongs to one text and not to the other. A guess."""


REMEMBERED = 4_096
"""Titles that are not read anew each time: a text is compared with many others."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two texts of one form are two documents; empty where nothing says so."""

    why: str

    def __bool__(self) -> bool:
        return bool(self.why)


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in the one text where the other has something else."""

    ours: str
    theirs: str
    after: str
    """The characters that follow in both."""


@lru_cache(maxsize=REMEMBERED)
def plain_title(title: str | None) -> str:
    """A title without punctuation and without what tells its editions apart."""
    return dense(_VERSION.sub("", one_spelling_line(title or "")))


def first_title(text: str) -> str | None:
    """The title that a text without one begins with, below a page's frame."""
    lines = [line.strip() for line in text.strip().split("\n")[:FIRST_LINES]]
    line = next((line for line in lines if line and not is_frame(dense(one_spelling_line(line)))), "")
    plain = not line.endswith(("。", "：", "；", ":")) and "，" not in line
    return line if plain and LEAST_TITLE <= len(line) <= LONGEST_TITLE and not _HEADING.match(line) else None


def is_part(title: str | None) -> bool:
    """Whether a title says that only a part follows."""
    return bool(_PART.search(title or ""))


def titles_apart(ours: str | None, theirs: str | None) -> Apart:
    """Whether the titles name another year, batch, number or place, or are about other documents."""
    here, there = _said(ours or ""), _said(theirs or "")
    if not here.plain or not there.plain or here.plain == there.plain:
        return Apart("")
    if here.ordinals and there.ordinals and here.ordinals != there.ordinals:
        return Apart(f"标题中的序号“{here.ordinals[0]}、{there.ordinals[0]}”不同")
    if here.masked == there.masked and here.numbers != there.numbers:
        return Apart(f"标题中的“{_first_difference(here.numbers, there.numbers)}”不同")
    if slots := _title_slots(here.plain, there.plain):
        return Apart(f"地名不同（{slots[0]}、{slots[1]}）")
    if (
        here.place
        and there.place
        and not _within(here.place, there.place)
        and not _within(there.place, here.place)
    ):
        return Apart(f"地名不同（{here.place}、{there.place}）")
    cited_apart = here.cited and there.cited and not here.cited & there.cited
    if cited_apart and _alike(here.plain, there.plain) >= LEAST_FORM:
        return Apart("标题所指的文件不同")
    inner, outer = _forwarded(ours or ""), _forwarded(theirs or "")
    return titles_apart(inner or ours, outer or theirs) if inner or outer else Apart("")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a title says."""

    plain: str
    masked: str
    ordinals: list[str]
    numbers: list[str]
    place: str
    cited: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def _said(title: str) -> _Said:
    plain, line = plain_title(title), one_spelling_line(title)
    return _Said(
        plain, mask(plain), _ORDINAL.findall(line), numbers(plain), place_of(plain), frozenset(cited(line))
    )


def _forwarded(title: str) -> str:
    """The title of what a title says is forwarded; empty where it says nothing of the kind."""
    match = _FORWARDS.search(title)
    return match.group(1) if match else ""


def other_rank(ours: str, theirs: str) -> bool:
    """Whether one plain title amends or carries out what the other is not about."""
    if not ours or not theirs:
        return False
    return any(bool(rank.search(ours)) != bool(rank.search(theirs)) for rank in (_AMENDS, _CARRIES_OUT))


def matters_apart(ours: str, theirs: str, text: str, other_text: str) -> Apart:
    """Whether plain titles of one form name two matters, each of which its own text is about."""
    if not ours or not theirs or ours == theirs or _alike(ours, theirs) < LEAST_FORM:
        return Apart("")
    for one, other in _exchanged(ours, theirs):
        here = text.count(one), other_text.count(one)
        there = other_text.count(other), text.count(other)
        if all(own >= max(1, OFTEN * foreign) for own, foreign in (here, there)):
            return Apart(f"所涉事项不同（{one}、{other}）")
    return Apart("")


def _exchanged(ours: str, theirs: str) -> list[tuple[str, str]]:
    """What fills one form here and there."""
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    replaced = [block for block in blocks if block[0] == "replace"]
    exact = [(ours[i:j], theirs[k:m]) for _, i, j, k, m in replaced if min(j - i, m - k) >= LEAST_NAMED]
    wider = [
        (ours[i : j + 1], theirs[k : m + 1]) for _, i, j, k, m in replaced if min(j - i, m - k) < LEAST_NAMED
    ]
    return exact + wider


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def place_of(title: str) -> str:
    """The place that a title or an agency's name begins with; empty where it begins with none."""
    match = _PLACE.match(title)
    return match.group() if match and not title.startswith(("中华人民共和国", "关于")) else ""


def places_apart(ours: str | None, theirs: str | None) -> bool:
    """Whether two agencies are of different places."""
    return _elsewhere(place_of(plain_title(ours)), place_of(plain_title(theirs)))


def is_place(slot: Slot) -> bool:
    """Whether two names of places stand for each other."""
    if not slot.ours or not slot.theirs:
        return False
    if _UNIT.match(slot.after) or (_UNIT.match(slot.ours[-1:]) and _UNIT.match(slot.theirs[-1:])):
        return True
    known = place_names()
    return slot.ours in known and slot.theirs in known


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """The names of places in jieba's dictionary."""
    import jieba

    with jieba.get_dict_file() as lines:
        words = (line.decode().split() for line in lines)
        return frozenset(word[0] for word in words if word[-1] == "ns")


def _title_slots(one: str, other: str) -> tuple[str, str] | None:
    """The two places, where titles differ in nothing but that."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changed = [(one[i:j], other[k:m], one[j : j + 3]) for tag, i, j, k, m in blocks if tag != "equal"]
    if changed and all(is_place(Slot(*parts)) for parts in changed):
        return changed[0][0], changed[0][1]
    return None


def _first_difference(ours: list[str], theirs: list[str]) -> str:
    return next((f"{a}、{b}" for a, b in zip(ours, theirs, strict=False) if a != b), "数字")


def _elsewhere(one: str, other: str) -> bool:
    """Whether two places are named, and neither lies within the other."""
    return bool(one and other) and not _within(one, other) and not _within(other, one)


def _within(one: str, other: str) -> bool:
    return one.endswith(other) or other.startswith(one)
