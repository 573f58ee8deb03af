"""What was held back: as the inspection tells it, and what staff said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.clock import now
from corpus.config import Config
from corpus.inspection import Finding, Kind, inspect, name_documents
from corpus.records import Document, Doubt, HeldBack
from corpus.store import Store

SAID = "几个网址给出同样的内容。"
ANSWER = HeldBack("http://a.test/1", "p", Doubt.TEXT, "临时停用", "d1", SAID, now(), now(), 1)


def found(store: Store, kind: Kind) -> list[Finding]:
    return name_documents(store, inspect(store, Config()).select(kind))


def test_an_answer_is_told_with_the_document_that_it_did_not_replace(store: Store) -> None:
    store.put(Document(ANSWER.url, "防汛通知", portal="p", column="通知公告"))
    store.held_back.save([ANSWER])
    (finding,) = found(store, Kind.HELD_BACK)
    assert (finding.title, finding.column, finding.portal) == ("防汛通知", "通知公告", "p")
    assert f"网址给出“临时停用”：{SAID}" in finding.says
    assert "发现" in finding.says


def test_an_answer_that_became_no_document_is_told_by_its_own_title(store: Store) -> None:
    store.held_back.save([ANSWER])
    (finding,) = found(store, Kind.HELD_BACK)
    assert (finding.title, finding.url, finding.document) == ("临时停用", ANSWER.url, None)


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"days": 2}, True),
        ({"digest": "d2"}, False),
        ({"kind": Doubt.GONE}, False),
    ],
)
def test_the_word_of_staff_holds_for_the_very_same_answer(
    store: Store, changes: dict[str, object], stays: bool
) -> None:
    """Also when it is said while a crawl is under way."""
    store.held_back.save([ANSWER])
    assert store.held_back.accept(Doubt.TEXT, "p") == 1
    store.held_back.save([replace(ANSWER, **changes)])  # type: ignore[arg-type]
    (answer,) = store.held_back.of("p")
    assert (answer.accepted_at is not None) is stays
