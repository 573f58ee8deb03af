"""What was found as a list to hand on: masked, so that the list itself gives nothing away."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.clock import CHINA
from corpus.exchange.tables import Layout, Row
from corpus.fields import NAMES
from corpus.privacy.personal import PersonalKind, covered
from corpus.privacy.readable import readable
from corpus.records import StoredDocument
from corpus.store import PersonalFilter, PersonalPlace, Store, Verdict

OWN_TEXT = NAMES["text"]

UNNAMED = NAMES["attachments"]
"""The place of a file that nobody gave a name."""

KIND_NAMES = {kind.code: kind.value for kind in PersonalKind}

VERDICTS = {Verdict.DEALT: "已处理", Verdict.HANDED_ON: "已转交", Verdict.MISTAKEN: "误报"}
"""In the words of staff."""

LAYOUT = Layout(
    "疑似个人信息",
    {
        "number": "编号",
        "title": NAMES["title"],
        "agency": NAMES["agency"],
        "portal": NAMES["portal"],
        "url": "网址",
        "where": "位置",
        "kind": "类别",
        "masked": "内容（已遮盖）",
        "around": "上下文（已遮盖）",
        "verdict": "核对",
    },
    (8, 50, 24, 16, 50, 30, 18, 26, 60, 30),
)
"""One row for each thing found."""

BATCH = 200
"""Documents asked for together. A guess."""


def rows(store: Store, wanted: PersonalFilter) -> Iterator[Row]:
    """What is kept of the texts that are wanted, and how many more there are; keys as in `LAYOUT`.

    `more`: in a row that stands for things that are not kept, how many.
    """
    offset = 0
    while numbers := store.personal_findings.documents(wanted, offset, BATCH):
        places = store.personal_findings.of(numbers)
        for stored in readable(store, numbers):
            for place in filter(wanted.takes, places[stored.id]):
                for one in place.found:
                    yield {
                        **_of_document(stored),
                        "where": f"{place_name(place)}，{one['where']}",
                        "kind": KIND_NAMES.get(one["kind"], one["kind"]),
                        "masked": one["masked"],
                        "around": one["around"],
                        "verdict": _verdict(place),
                        "more": "",
                    }
                if place.more:
                    yield {
                        **_of_document(stored),
                        "where": place_name(place),
                        "kind": "",
                        "masked": f"另有 {place.more} 处",
                        "around": "",
                        "verdict": _verdict(place),
                        "more": str(place.more),
                    }
        offset += BATCH


def _of_document(stored: StoredDocument) -> dict[str, str | None]:
    document = stored.document
    return {
        "number": str(stored.id),
        "title": covered(document.title),
        "agency": document.agency,
        "portal": document.portal,
        "url": document.url,
    }


def place_name(place: PersonalPlace) -> str:
    """Where in the document, in words."""
    if place.place == UNNAMED:
        return UNNAMED
    return f"附件《{place.place}》" if place.place else OWN_TEXT


def _verdict(place: PersonalPlace) -> str:
    if place.mark is None:
        return ""
    at = place.mark.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return f"{VERDICTS[place.mark.verdict]}（{place.mark.by}，{at}）"
