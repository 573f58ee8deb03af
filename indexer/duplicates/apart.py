"""What tells one document of a series from the next: years, dates, batches, numbers, names of places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from indexer.duplicates.align import Alignment, Slot
from indexer.duplicates.prepared import dense, mask, numbers
from indexer.text import normalise_line

_YEARS = re.compile(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?|[二一][〇零九○]?[〇零一二三四五六七八九]{2,3}年|"
    r"(?<!\d)\d{1,2}月\d{1,2}日|第[〇零一二三四五六七八九十百\d]+(?:批|期|次|届|季度|号)"
)
"""What a form has anew each time it is used."""

_VERSION = re.compile(
    r"\([^()]{0,30}?(?:修正|修订|修改|试行|草案|征求意见稿|公布|通过|施行|年版|年本)[^()]{0,10}\)"
)
"""What stands behind the title of an edition."""

_DIGITS = re.compile(r"(?<![第\d])\d+(?!\d*[条章节款项])")

_PLACE = re.compile(r"^.{2,10}?(?:自治区|自治州|自治县|特别行政区|省|市|县|区|州|盟|旗|镇|乡|街道|村)")
_UNIT = re.compile(r"^(?:自治|特别|省|市|县|区|州|盟|旗|镇|乡|街道|村|社区)")

MANY_DATES = 3
"""Years or dates from which their changing alone tells a series, whatever else changed. A guess."""

MOST_CHANGED = 0.8
"""Share of years and dates that change from one edition of a form to the next."""

EVERY_DATE = 400
"""A notice has a date in so many characters; a law of the same title has fewer. A guess."""

EVERY_NUMBER = 300
"""Likewise for numbers in digits. A guess."""

UNCHANGED = 0.03
"""Share of the text that may differ when few dates are all there is to tell by."""

FEW_SLOTS = 2
"""Names of places exchanged from which a pattern shows."""

PLACES = 0.5
"""Share of exchanged words that are names of places when a form is another place's."""


MANY_SLOTS = 4
"""Times that the same two words stand for each other, from which they may be two documents' subjects."""

ONE_SUBJECT = 0.3
"""Share of exchanged words that these two then make up: synonyms are many different pairs of words."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two texts of one form are two documents; empty where nothing says so."""

    why: str

    def __bool__(self) -> bool:
        return bool(self.why)


def titles_apart(ours: str | None, theirs: str | None) -> Apart:
    """Whether the titles name another year, batch or place."""
    one, other = _plain_title(ours), _plain_title(theirs)
    if not one or not other or one == other:
        return Apart("")
    if mask(one) == mask(other) and numbers(one) != numbers(other):
        return Apart(f"标题中的“{_first_difference(numbers(one), numbers(other))}”不同")
    if slots := _title_slots(one, other):
        return Apart(f"地名不同（{slots[0]}、{slots[1]}）")
    here, there = place_of(one), place_of(other)
    if here and there and not _within(here, there) and not _within(there, here):
        return Apart(f"地名不同（{here}、{there}）")
    return Apart("")


def texts_apart(found: Alignment, size: int, same_title: bool, reworded: bool) -> Apart:
    """Whether dates, batches or places changed throughout; who rewords a text leaves its numbers."""
    stayed, went = _dates(found)
    total = stayed + len(went)
    rest = (found.changed + found.only_ours + found.only_theirs) / max(size, 1)
    if went and len(went) >= MOST_CHANGED * total:
        bare = rest <= UNCHANGED or reworded
        dense_dates = len(went) * EVERY_DATE >= size
        if bare or (total >= MANY_DATES and (dense_dates or not same_title)):
            return Apart(f"日期、期次等 {total} 处中有 {len(went)} 处不同，如 {went[0][0]} 与 {went[0][1]}")
    kept, other = _figures(found)
    many = other >= max(MANY_DATES, kept) and other * EVERY_NUMBER >= size
    if many or (reworded and other > kept):
        return Apart(f"数字 {kept + other} 处中有 {other} 处不同")
    words = [slot for slot in found.slots if not _numeric(slot)]
    places = [slot for slot in words if _is_place(slot)]
    if len(places) >= FEW_SLOTS and len(places) >= PLACES * len(words):
        return Apart(f"地名等 {len(places)} 处不同，如“{places[0].ours}”与“{places[0].theirs}”")
    (subject, times), *_ = Counter((s.ours, s.theirs) for s in words if s.ours and s.theirs).most_common(
        1
    ) or [(("", ""), 0)]
    if not same_title and times >= MANY_SLOTS and times >= ONE_SUBJECT * len(words):
        return Apart(f"所涉事项不同，“{subject[0]}”与“{subject[1]}”有 {times} 处")
    return Apart("")


def place_of(title: str) -> str:
    """The place that a title begins with; empty where it begins with none."""
    match = _PLACE.match(title)
    return match.group() if match and not title.startswith(("中华人民共和国", "关于")) else ""


def _title_slots(one: str, other: str) -> tuple[str, str] | None:
    """The two places, where titles differ in nothing but that."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changed = [(one[i:j], other[k:m], one[j : j + 3]) for tag, i, j, k, m in blocks if tag != "equal"]
    if changed and all(_is_place(Slot(*parts)) for parts in changed):
        return changed[0][0], changed[0][1]
    return None


def plain_title(title: str | None) -> str:
    """A title without what tells its editions apart."""
    return _plain_title(title)


def _plain_title(title: str | None) -> str:
    return dense(_VERSION.sub("", normalise_line(title or "")))


def _dates(found: Alignment) -> tuple[int, list[tuple[str, str]]]:
    """How many years, dates and batches stayed, and those that are others now."""
    stayed, went = 0, []
    for one, other in found.numbered:
        here, there = _YEARS.findall(one), _YEARS.findall(other)
        if len(here) != len(there):
            continue
        for ours, theirs in zip(here, there, strict=True):
            if ours == theirs:
                stayed += 1
            else:
                went.append((ours, theirs))
    return stayed, went


def _figures(found: Alignment) -> tuple[int, int]:
    """How many numbers in digits stayed, and how many are others now; those of articles do not count."""
    stayed = went = 0
    for one, other in found.numbered:
        here, there = _DIGITS.findall(one), _DIGITS.findall(other)
        same = sum((Counter(here) & Counter(there)).values())
        stayed += same
        went += max(len(here), len(there)) - same
    return stayed, went


def _numeric(slot: Slot) -> bool:
    return not re.sub(r"[\d〇零一二三四五六七八九十百千年月日号第]", "", slot.ours + slot.theirs)


def _is_place(slot: Slot) -> bool:
    if not slot.ours or not slot.theirs:
        return False
    if _UNIT.match(slot.after) or (slot.ours[-1:] == slot.theirs[-1:] and _UNIT.match(slot.ours[-1:])):
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


def _first_difference(ours: list[str], theirs: list[str]) -> str:
    return next((f"{a}、{b}" for a, b in zip(ours, theirs, strict=False) if a != b), "数字")


def _within(one: str, other: str) -> bool:
    return one.endswith(other) or other.startswith(one)
