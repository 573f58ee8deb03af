"""What portals answered in place of documents, and what they lost too much of at once."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.clock import china_day
from corpus.inspection.findings import Finding, Kind
from corpus.records import Doubt, HeldBack
from corpus.store import Store

DOUBTS = {
    Kind.HELD_BACK: Doubt.TEXT,
    Kind.NOT_WITHDRAWN: Doubt.GONE,
    Kind.OVERWRITTEN: Doubt.OVERWRITTEN,
}
"""What staff may say is right, by the kind of finding."""

_KINDS = {doubt: kind for kind, doubt in DOUBTS.items()}


def held_back(store: Store) -> Iterator[Finding]:
    """Every answer that waits for better ones, or for the word of staff."""
    answers = store.held_back.of()
    places = store.inspection.places(answer.url for answer in answers)
    for answer in answers:
        place = places.get(answer.url)
        yield Finding(
            _KINDS[answer.kind],
            answer.portal,
            place.column if place else None,
            _said(answer),
            document=place.id if place else None,
            title=answer.title or None,
            url=answer.url,
        )


def _said(answer: HeldBack) -> str:
    if answer.kind is Doubt.OVERWRITTEN:
        return "几份文件的内容被同一段提示替换过，这是其中之一；等待下次采集核对。"
    first, last = china_day(answer.first_seen_at), china_day(answer.last_seen_at)
    when = f"{first} 发现" if first == last else f"{first} 发现，最近一次 {last}"
    came = f"网址给出“{answer.title}”：" if answer.kind is Doubt.TEXT and answer.title else ""
    accepted = "工作人员已确认，下次采集时照办。" if answer.accepted_at else ""
    return f"{came}{answer.why}{when}。{accepted}"
