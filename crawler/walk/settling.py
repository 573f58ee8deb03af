"""The end of a run: what was doubtful is taken on, or held back and told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import Enum

from corpus.addresses import normal
from corpus.clock import china_day, now, today
from corpus.records import Doubt, HeldBack
from crawler.walk.arrivals import Arrival, Case
from crawler.walk.run import Run
from crawler.walk.visit import read_page

ENOUGH_DAYS = 3
"""Days on which something comes the same way before it is believed: the first, and two later ones."""

CONTROLS = 2
"""Resting documents that are looked at where nothing else tells whether the portal is sound. A guess."""

MANY = 3
"""Stored documents that all at once have nothing in common with what they were. A guess."""

WELL = 4
"""Documents that came as they should for each that did not, before the portal is taken for well. A guess."""

EXAMPLES = 3
"""Addresses named in a sentence."""


class Why(Enum):
    """Why an answer is held back, as a Chinese sentence without its end."""

    NOTICE = "几个网址给出同样的内容，或内容是维护、出错、等待、验证一类的提示"
    LED_AWAY = "网址转到了别的页面，那里不是原来的文件"
    LIST_EMPTY = "内容与原来完全不同，而所在栏目的列表这次也没有读到"
    MANY = "许多文件的内容同时变得与原来完全不同"
    REPEATED = "几个新网址给出同样的内容，而列表上的标题各不相同"
    UNSURE = "内容与原来完全不同，而网站的其他文件这次也没有正常打开"
    TORN = "网页没有传完，只有原来的开头"
    AS_BEFORE = "内容退回到以前的样子，像是缓存的旧网页"
    RENAMED = "几个网址的标题同时变成了同一个"
    CUT_OFF = "网站中途停止回应，没有来得及核对"


BELIEVED_IN_THE_END = tuple(why for why in Why if why is not Why.NOTICE)
"""What is taken on when it comes the same way on later days."""


def settle(run: Run, asks: bool, cut_off: bool = False) -> None:
    """Judge all that waits. Where the portal may not be asked any more (`asks`), as it is.

    What comes before a portal went away (`cut_off`) is taken on only when it did so on later days.
    """
    reception = run.reception
    if asks and not reception.sound and (reception.strange or any(case.held for case in reception.cases)):
        _look_at_others(run)
    judge = _Judge(run, asks, cut_off)
    held_back: dict[Why, list[Case]] = defaultdict(list)
    for case in reception.cases:
        why = judge.objection(case)
        if why is not None:
            held_back[why].append(case)
        else:
            take_on(run, case.arrival)
    for why, cases in held_back.items():
        _hold_back(run, why, cases)
    left_behind = set() if run.only else _left_behind(run)
    run.store.held_back.forget(reception.recovered | left_behind)


class _Judge:
    """What speaks against a case."""

    def __init__(self, run: Run, asks: bool, cut_off: bool) -> None:
        self._run = run
        self._asks = asks
        self._cut_off = cut_off
        self._reception = run.reception
        self._former = Counter(answer.digest for answer in run.reception.remembered.values() if answer.digest)
        cases = run.reception.cases
        strangers = [case for case in cases if case.held and not (case.keeps_name or case.says)]
        self._many = len(strangers) >= MANY
        copies = sum(case.as_before and not case.arrival.visit.renewed for case in cases)
        self._many_as_before = copies >= MANY
        self._said = Counter(case.says for case in cases if case.says)

    def objection(self, case: Case) -> Why | None:
        """None where it is taken on."""
        known = self._known(case)
        if self._run.word.changes or (known and known.accepted_at):
            return None
        why = self._why(case) or (Why.CUT_OFF if self._cut_off else None)
        late = case.voice.named_so or (why in BELIEVED_IN_THE_END and not self._is_anothers(case))
        return None if late and known and days(known) >= ENOUGH_DAYS else why

    def _why(self, case: Case) -> Why | None:
        if case.repeats:
            return Why.REPEATED
        if case.cut_off or case.as_before or case.says:
            return self._why_not_as_it_was(case)
        if case.notice or self._reception.crowd.has_another(case.voice) or self._came_elsewhere(case):
            return Why.NOTICE
        if not case.held:
            strange = case.arrival.column in self._reception.strange
            return Why.MANY if strange and self._many and not self._reception.sound else None
        if case.arrival.led_away and not case.voice.named_so:
            return Why.LED_AWAY
        return self._why_no_other(case)

    def _why_not_as_it_was(self, case: Case) -> Why | None:
        """What speaks against a document's own words, or most of them."""
        if case.cut_off:
            return Why.TORN
        if case.as_before:
            visit = case.arrival.visit
            return Why.AS_BEFORE if visit.outdated or (self._many_as_before and not visit.renewed) else None
        several = self._said[case.says] > 1
        if case.renamed:
            return Why.RENAMED if several else None
        return Why.NOTICE if several or case.anothers else None

    def _why_no_other(self, case: Case) -> Why | None:
        """What speaks against words that have nothing in common with what is held."""
        run = self._run
        if case.arrival.column in run.broken or (run.broken and not run.sound_lists):
            return Why.LIST_EMPTY
        if case.keeps_name:
            return None
        if self._many:
            return Why.MANY
        untold = run.looked_in_vain or not self._asks
        doubted = untold and not self._reception.sound and not case.voice.named_so
        return Why.UNSURE if doubted else None

    def _is_anothers(self, case: Case) -> bool:
        """Whether the page to which it led away is another document of the store."""
        there = normal(case.arrival.visit.final_url)
        return bool(case.arrival.led_away and case.held and there and _is_published(self._run, there))

    def _known(self, case: Case) -> HeldBack | None:
        """What former runs held back there, where it came the same way."""
        known = self._reception.remembered.get(case.arrival.asked)
        return known if known and known.kind is Doubt.TEXT and known.digest == case.voice.digest else None

    def _came_elsewhere(self, case: Case) -> bool:
        """Whether a former run held the same back at another address."""
        return self._former[case.voice.digest] > (1 if self._known(case) else 0)


def _left_behind(run: Run) -> set[str]:
    """What no list named again since all were read to their ends, and is no document any more."""
    since = now() - timedelta(days=run.settings.full_read_days)
    remembered = run.reception.remembered.values()
    old = [one.url for one in remembered if not since <= one.last_seen_at <= now()]
    run.memory.recall(old)
    return {url for url in old if url not in run.reception.waiting and not _is_published(run, url)}


def _is_published(run: Run, url: str) -> bool:
    held = run.memory.of(url).document
    return held is not None and held.withdrawn_at is None


def _look_at_others(run: Run) -> None:
    """Visit a few resting documents, to see whether they answer as themselves."""
    looked = 0
    for found in run.memory.unvisited(run.portal.name, run.started_at):
        for one in found:
            if looked < CONTROLS and one.document and run.is_new(one.page.url):
                looked += 1
                run.looked_in_vain = True
                run.look_at(one.page.url, None, one.document.column)
        if looked:
            return


def take_on(run: Run, arrival: Arrival) -> None:
    """Store after all what waited."""
    with run.mishaps.caught(arrival.visit.url):
        visits = [run.visitor.again(visit) for visit in (arrival.visit, *arrival.parts)]
        run.mishaps.file = visits[0].sha256
        pages = [read_page(visit) for visit in visits]
        arrival = replace(arrival, visit=visits[0], parts=tuple(visits[1:]))
        parts = [page for page in pages[1:] if page is not None]
        run.take(arrival, pages[0], parts, certain=True)


def _hold_back(run: Run, why: Why, cases: Sequence[Case]) -> None:
    """What is stored stays; the next run asks again, without conditions that this answer would meet."""
    moment = now()
    for case in cases:
        url = case.arrival.asked
        state = run.memory.of(url).page
        portal, found_on = run.portal.name, case.arrival.visit.state.found_on
        run.memory.save(
            replace(state, portal=portal, found_on=found_on, fetched_at=moment, error=f"{why.value}。")
        )
    new = [case for case in cases if not run.reception.is_overwritten(case.arrival.asked)]
    run.store.held_back.save([_answer(run, why, case) for case in new])
    run.tally.held_back += len(cases)
    well = run.tally.documents > WELL * len(cases)
    run.tally.note(run.portal.home, _told(run.portal.name, why, cases, well))


def _answer(run: Run, why: Why, case: Case) -> HeldBack:
    url, voice = case.arrival.asked, case.voice
    before = run.reception.remembered.get(url)
    first, seen = now(), 1
    if before and before.kind is Doubt.TEXT and before.digest == voice.digest:
        first, seen = before.first_seen_at, days(before)
    return HeldBack(
        url, run.portal.name, Doubt.TEXT, case.title, voice.digest, f"{why.value}。", first, now(), seen
    )


def days(known: HeldBack) -> int:
    """The days on which it came so, today included."""
    return known.days + (china_day(known.last_seen_at) < today())


def _told(portal: str, why: Why, cases: Sequence[Case], well: bool) -> str:
    """The sentence for the report; `well`: most other documents came as they should."""
    first = next((case.title for case in cases if case.title), "")
    called = f"（如“{first}”）" if first else ""
    where = "、".join(case.arrival.asked for case in cases[:EXAMPLES])
    more = " 等" if len(cases) > EXAMPLES else ""
    seen = "网站疑似维护或要求验证：" if why is Why.NOTICE and not well else ""
    gave = "给出的新内容没有采信" if why is Why.CUT_OFF else "没有给出自己的文件"
    later = "；多日仍是如此就采信" if why in BELIEVED_IN_THE_END else ""
    return (
        f"{seen}{len(cases)} 个网址{gave}{called}，{why.value}。"
        f"已收录的原样保留，下次采集再核对{later}；"
        f"确认属实时请运行 gongkai crawl {portal} --accept-changes。网址：{where}{more}"
    )
