"""Documents that are gone, decided together at the end of a run: where many are, staff are asked first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus.clock import china_day, now, today
from corpus.records import Doubt, HeldBack
from crawler.walk.run import Run
from crawler.walk.settling import ENOUGH_DAYS

LEAST = 5
"""Documents that may go in one run, whatever their share: small columns do lose a few."""


def decide(run: Run) -> None:
    """Withdraw what was missed long enough, unless so much of the portal, or of a column, is missing."""
    if not run.ripe:
        return
    run.memory.flush()
    missing = {gone.url: gone for gone in run.store.visits.missing(run.portal.name)}
    run.tally.missing += sum(url not in missing for url in run.ripe)
    brake = _Brake(run, Counter(gone.column for gone in missing.values()))
    held, gone = [], 0
    for url in filter(missing.__contains__, run.ripe):
        answer = brake.holds(url, missing[url].column, missing[url].title)
        if answer is not None:
            held.append(answer)
        elif run.store.withdraw(url):
            gone += 1
    run.tally.withdrawn += gone
    if held:
        run.store.held_back.save(held)
        run.tally.not_withdrawn += len(held)
        run.tally.note(run.portal.home, brake.sentence(len(held)))


class _Brake:
    """Tells of each document whether it may go."""

    def __init__(self, run: Run, missing: Counter[str | None]) -> None:
        self._run = run
        self._missing = missing
        self._published = run.store.visits.published(run.portal.name)
        share = run.settings.withdrawn_share
        much_of_all = _is_much(missing.total(), self._published.total(), share)
        self._sound = bool(run.sound_lists or run.reception.sound)
        self._everywhere = not self._sound or much_of_all
        self._columns = {
            name for name, number in missing.items() if _is_much(number, self._published[name], share)
        }

    def holds(self, url: str, column: str | None, title: str) -> HeldBack | None:
        """What is remembered of a document that may not go yet."""
        known = self._run.reception.remembered.get(url)
        known = known if known and known.kind is Doubt.GONE else None
        much = self._everywhere or column in self._columns
        if not much or self._run.word.withdrawals or (known and known.accepted_at):
            return None
        # A list that still names it speaks against its being gone for good, however sound the rest is.
        counts = self._sound and not self._run.ripe[url]
        blank = HeldBack(url, self._run.portal.name, Doubt.GONE, title, "", "", now(), now(), 0)
        before = known or blank
        new_day = before.days == 0 or china_day(before.last_seen_at) < today()
        days = before.days + (counts and new_day)
        seen_at = now() if counts else before.last_seen_at
        why = f"打不开（404、410），而{self._lost(column)}"
        held = replace(before, title=title, why=f"{why}。", last_seen_at=seen_at, days=days)
        return held if days < ENOUGH_DAYS else None

    def sentence(self, number: int) -> str:
        """For the report of the run."""
        columns = "" if self._everywhere else "（栏目：" + "、".join(map(str, self._columns)) + "）"
        published, missing = self._published.total(), self._missing.total()
        why = "多得不像是逐件撤下的" if self._sound else "网站的列表和其他文件这次也没有正常打开"
        return (
            f"已收录的 {published} 件文件中有 {missing} 件打不开（404、410）{columns}，"
            f"{why}：{number} 件没有撤下，仍可检索。"
            f"请打开网站核对；网站的其他页面正常、多日仍是如此就会撤下，"
            f"确已删除的请运行 gongkai crawl {self._run.portal.name} --confirm-withdrawals。"
        )

    def _lost(self, column: str | None) -> str:
        if not self._sound:
            return "网站的其他页面这次也没有正常打开"
        if self._everywhere:
            return f"网站的 {self._published.total()} 件文件中同时打不开的有 {self._missing.total()} 件"
        of_column = f"栏目“{column}”的 {self._published[column]} 件文件"
        return f"{of_column}中同时打不开的有 {self._missing[column]} 件"


def _is_much(missing: int, published: int, share: float) -> bool:
    return missing >= LEAST and missing > share * published
