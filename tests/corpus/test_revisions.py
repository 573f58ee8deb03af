"""The revision moves with a document's content, metadata and state; what is only indexed again is queued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.records import AttachmentText, Change, Disagreement, Document, Reading, StoredDocument
from corpus.store import MarkState, Pair, Store

NOTICE = Document("http://a.test/1", "关于高龄津贴的通知", "第一段\n第二段", portal="a", html="<p>第一段</p>")
COPY = replace(NOTICE, url="http://b.test/1", portal="b")
SAME = Pair(1, 2, "same", 1.0, 1.0, None, "相同")


@pytest.fixture
def held(store: Store) -> Store:
    store.put_many([NOTICE, COPY])
    return store


def notice(store: Store) -> StoredDocument:
    stored = store.by_url(NOTICE.url)
    assert stored is not None
    return stored


def fold(store: Store) -> None:
    assert store.duplicates.replace([1, 2], [SAME]) == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.put(replace(NOTICE, text="另一段")),
        lambda store: store.put(replace(NOTICE, agency="云岭县人民政府")),
        lambda store: store.put(replace(NOTICE, column="政策文件")),
        lambda store: store.withdraw(NOTICE.url),
    ],
)
def test_content_metadata_and_state_move_the_revision_and_the_time(
    held: Store, change: Callable[[Store], object]
) -> None:
    before = notice(held)
    change(held)
    after = notice(held)
    assert after.revision == before.revision + 2 == held.last_revision()
    assert after.changed_at > before.changed_at


@pytest.mark.parametrize("again", [NOTICE, replace(NOTICE, text="另一段")])
def test_a_return_moves_both_and_a_withdrawal_leaves_the_version_its_time(
    held: Store, again: Document
) -> None:
    first = notice(held)
    held.withdraw(NOTICE.url)
    gone = notice(held)
    assert gone.withdrawn_at == gone.changed_at > first.changed_at
    assert gone.recorded_at == first.recorded_at == first.changed_at
    assert held.put(again) is Change.RETURNED
    back = notice(held)
    assert (back.withdrawn_at, back.revision) == (None, gone.revision + 1)
    assert back.changed_at > gone.changed_at
    recorded = [version.recorded_at for version in held.versions(back.id)]
    assert recorded == ([first.recorded_at] if again == NOTICE else [back.changed_at, first.recorded_at])


@pytest.mark.parametrize(
    "same",
    [
        lambda store: store.put(NOTICE),
        lambda store: store.put(replace(NOTICE, html="<p>第一段</p><p>第二段</p>")),
        lambda store: store.put(replace(NOTICE, disagreements=(Disagreement("agency", "某局", "正文"),))),
        lambda store: store.withdraw("http://a.test/unknown"),
        lambda store: store.file_texts.put(AttachmentText("ab" * 32, Reading.TEXT, "表格"), 1),
        lambda store: store.duplicates.mark([(NOTICE.url, COPY.url)], MarkState.DISTINCT, "王"),
        lambda store: store.duplicates.clear(),
        lambda store: store.indexing.done(2, store.indexing.queued()),
        fold,
    ],
)
def test_nothing_else_moves_the_revision_or_the_time(held: Store, same: Callable[[Store], object]) -> None:
    before = notice(held)
    same(held)
    after = notice(held)
    assert (after.revision, after.changed_at) == (before.revision, before.changed_at)
    assert held.last_revision() == 2
    assert list(held.changes_since(2)) == []


def test_how_a_page_shows_what_it_says_follows_it_without_a_version(held: Store) -> None:
    shown = replace(NOTICE, disagreements=(Disagreement("agency", "某局", "正文"),))
    assert held.put(shown) is Change.UNCHANGED
    assert notice(held).document == shown
    assert notice(held).version == 1


def test_what_folds_otherwise_is_queued_and_so_is_what_no_longer_does(held: Store) -> None:
    fold(held)
    assert held.indexing.queued().numbers == (1, 2)
    held.indexing.done(2, held.indexing.queued())
    held.duplicates.mark([(NOTICE.url, COPY.url)], MarkState.HANDLED, "王")
    assert held.indexing.queued().numbers == ()
    held.duplicates.mark([(NOTICE.url, COPY.url)], MarkState.DISTINCT, "王")
    assert held.indexing.queued().numbers == (1, 2)
    held.indexing.done(2, held.indexing.queued())
    held.duplicates.unmark([(NOTICE.url, COPY.url)])
    held.indexing.done(2, held.indexing.queued())
    held.duplicates.clear()
    assert held.indexing.queued().numbers == (1, 2)


def test_the_text_of_a_file_queues_the_document_it_was_read_for(held: Store) -> None:
    held.file_texts.put(AttachmentText("ab" * 32, Reading.TEXT, "表格"))
    assert held.indexing.queued().numbers == ()
    held.file_texts.put(AttachmentText("ab" * 32, Reading.TEXT, "新表格"), 2)
    assert held.indexing.queued().numbers == (2,)


def test_what_is_queued_while_the_index_is_built_stays(held: Store) -> None:
    held.indexing.queue([1])
    taken = held.indexing.queued()
    held.indexing.queue([1, 2])
    held.indexing.done(2, taken)
    assert held.indexing.queued().numbers == (1, 2)
    held.indexing.done(2, held.indexing.queued())
    held.indexing.queue([2])
    held.indexing.done(2, taken)
    assert held.indexing.queued().numbers == (2,)


def test_waiting_counts_each_document_once(held: Store) -> None:
    assert (held.indexing.reached(), held.indexing.waiting(0)) == (0, 2)
    held.indexing.queue([1, 1])
    assert held.indexing.waiting(0) == 2
    held.indexing.done(2, held.indexing.queued())
    assert (held.indexing.reached(), held.indexing.waiting(2)) == (2, 0)
    held.indexing.queue([1, 2])
    held.put(replace(NOTICE, title="改"))
    assert held.indexing.waiting(2) == 2
