"""What staff correct stays, whatever crawls bring, and goes when it is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.records import Change, Document
from corpus.store import Store

PAGE = Document(
    "http://a.test/1", "通知", "文", agency="办公室", topic="其他", issued_on=date(2024, 3, 1), portal="a"
)


def held(store: Store) -> Document:
    stored = store.get(1)
    assert stored is not None
    return stored.document


def test_a_correction_is_a_new_version_that_crawls_do_not_take_back(store: Store) -> None:
    store.put(PAGE)
    assert store.corrections.correct([1, 99], {"agency": "民政局", "issued_on": "2024-02-03"}, "王芳") == 1
    assert (held(store).agency, held(store).issued_on) == ("民政局", date(2024, 2, 3))
    corrected = store.get(1)
    assert corrected is not None
    assert (corrected.version, corrected.revision) == (2, 2)
    assert store.put(PAGE) is Change.UNCHANGED
    store.put(replace(PAGE, text="新文", agency="县政府办公室"))
    assert (held(store).text, held(store).agency) == ("新文", "民政局")
    kept = store.corrections.of(1)["agency"]
    assert (kept.value, kept.page_value, kept.by) == ("民政局", "县政府办公室", "王芳")


def test_it_goes_along_when_the_document_moves(store: Store) -> None:
    store.put(PAGE)
    store.corrections.correct([1], {"topic": "民政"}, "王芳")
    store.put(replace(PAGE, url="http://a.test/2"), left=PAGE.url)
    assert (held(store).url, held(store).topic) == ("http://a.test/2", "民政")


def test_undone_the_page_is_believed_again(store: Store) -> None:
    store.put(PAGE)
    store.corrections.correct([1], {"agency": "民政局", "topic": ""}, "王芳")
    assert held(store).topic is None
    store.put(replace(PAGE, agency="县政府办公室"))
    assert store.corrections.undo(1, "agency")
    assert not store.corrections.undo(1, "agency")
    assert held(store).agency == "县政府办公室"
    (left,) = store.corrections.all()
    assert left.field == "topic"
    assert [store.corrections.holds(by, left.at) for by in ("王芳", "李明")] == [True, False]
    store.corrections.correct([1], {"topic": "其他"}, "王芳")
    assert store.corrections.count() == 0


def test_what_is_withdrawn_stays_withdrawn(store: Store) -> None:
    store.put(PAGE)
    store.withdraw(PAGE.url)
    assert store.corrections.correct([1], {"agency": "民政局"}, "王芳") == 0
    with pytest.raises(ValueError, match="day is out of range"):
        store.corrections.correct([1], {"issued_on": "2024-02-31"}, "王芳")


def test_the_page_is_compared_as_it_says_it(store: Store) -> None:
    store.put(PAGE)
    store.corrections.correct([1], {"agency": "民政局"}, "王芳")
    stored = store.get(1)
    assert stored is not None
    assert store.corrections.taken_off(stored) == PAGE
