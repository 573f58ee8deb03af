from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any, cast

import numpy as np
import pytest
from engine_contract import fill, search
from meaning_stand_in import ASKED, FISHING, LITTER, PARKS, WIDTH, StandIn, refresh, take_place

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from corpus.web_settings import SearchSettings
from indexer import Searcher, SearchRequest, SearchResponse, open_searcher, plain
from indexer.building import build, faults
from indexer.engines import IndexedDocument, Near
from indexer.engines.open import open_engine
from indexer.engines.whoosh.matching import match
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.words import Match
from indexer.errors import IndexFault, IndexUnreachable, MeaningUnavailable
from indexer.meaning import Meanings, files, lists, making, meanings, model, open_meanings, readings, vectors
from indexer.meaning.files import MeaningFolder, MeaningState, Rows, whole_numbers
from indexer.meaning.passages import LONGEST, passages
from indexer.meaning.pieces import Pieces
from indexer.meaning.vectors import Nearest, Vectors
from indexer.query import Node, ParsedQuery, Words, parse
from indexer.query.weights import MEANT, MEANT_FARTHEST
from indexer.searching.meant import meant_by
from indexer.segments.array_writer import Array


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.store_url) as opened:
        opened.put_many([LITTER, FISHING, PARKS])
        build(opened, config)
        yield opened


def known(config: Config) -> list[int]:
    folder = MeaningFolder(config.meaning_path)
    state = folder.current()
    assert state is not None
    found = Vectors(folder, state).nearest(StandIn().query(ASKED), 100)
    return sorted(found.documents.tolist())


def test_a_text_is_cut_into_its_likeliest_pieces() -> None:
    scores = {"\u2581": -3.0, "罚": -5.0, "款": -5.0, "罚款": -6.0, "\u2581罚": -9.0}
    pieces = Pieces({piece: row for row, piece in enumerate(scores, 3)}, list(scores.values()), 2)
    assert pieces.cut(" 罚款\n 额") == [3, 6, 3, 2]
    assert pieces.cut("") == [3]


def test_the_pieces_are_held_once() -> None:
    numbers = {f"\u2581{number:x}垃圾分类": number for number in range(3, 20_003)}
    tracemalloc.start()
    try:
        pieces = Pieces(numbers, [-1.0] * len(numbers), 2)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert pieces.cut("3垃圾分类") == [3]
    assert held < 50 * len(numbers)


def test_passages_hold_the_whole_text_and_end_with_sentences() -> None:
    text = "乱扔垃圾的处以罚款。" * 100
    found = list(passages("条例", text))
    assert [one.start for one in found][:2] == [0, LONGEST // 10 * 10]
    assert all(one.written.endswith("。") and len(one.written) <= LONGEST + 3 for one in found)
    assert "".join(one.written.partition("\n")[2] for one in found) == text
    assert [one.written for one in passages("标题", "")] == ["标题\n"]


def test_only_what_is_new_is_read_by_the_model(store: Store, config: Config) -> None:
    stand_in = StandIn()
    refresh(store, config, stand_in)
    assert len(stand_in.read) == 3
    stand_in.read.clear()
    refresh(store, config, stand_in)
    moved = Document(url="http://b.test/1", title=LITTER.title, text=LITTER.text)
    store.put_many([moved, Document(url=PARKS.url, title=PARKS.title, text="公园收费。")])
    refresh(store, config, stand_in)
    assert stand_in.read == ["公园办法\n公园收费。"]
    assert known(config) == [1, 2, 3, 4]


@pytest.mark.parametrize("few", [2, 3])
def test_few_passages_are_looked_through_here_and_of_many_the_engine_is_asked(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    class Kept:
        asked = 0

        def state(self) -> str:
            return "whole"

        def nearest(self, vector: Array, count: int) -> tuple[Array, Array]:
            self.asked += 1
            raise IndexUnreachable

        def of(self, document: int) -> Array | None:
            self.asked += 1
            raise IndexUnreachable

    refresh(store, config, StandIn())
    take_place(monkeypatch)
    monkeypatch.setattr(meanings, "FEW", few)
    kept = Kept()
    of_all = meanings.Meanings(config.meaning_path, kept)  # type: ignore[arg-type]
    for found in (of_all.nearest(ASKED, 10, 3), of_all.like(1, 10)):
        assert found is not None
        assert sorted(found.documents.tolist()) == [1, 2, 3]
    assert kept.asked == (2 if few < 3 else 0)


def test_an_engine_whose_documents_are_all_gone_knows_none(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Emptied:
        def state(self) -> str:
            return "whole"

        def nearest(self, vector: Array, count: int) -> tuple[Array, Array]:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)

    refresh(store, config, StandIn())
    take_place(monkeypatch)
    monkeypatch.setattr(meanings, "FEW", 0)
    for one in (LITTER, FISHING, PARKS):
        store.withdraw(one.url)
    refresh(store, config, StandIn())
    of_all = meanings.Meanings(config.meaning_path, Emptied())  # type: ignore[arg-type]
    assert meant_by(of_all, Words((), ASKED), ASKED) is None
    folder = MeaningFolder(config.meaning_path)
    state = folder.current()
    assert state is not None
    assert not len(Vectors(folder, state).nearest(StandIn().query(ASKED), 10).documents)


def test_what_is_withdrawn_is_no_longer_known(store: Store, config: Config) -> None:
    refresh(store, config, StandIn())
    store.withdraw(FISHING.url)
    refresh(store, config, StandIn())
    assert known(config) == [1, 3]


def test_a_run_that_ends_half_way_is_gone_on_with(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 1)

    class Interrupted(StandIn):
        def embed(self, batches: Iterable[Sequence[str]]) -> Iterator[Array]:
            for batch in batches:
                if self.read:
                    raise KeyboardInterrupt
                yield self.passages(batch)

    first, second = Interrupted(), StandIn()
    with pytest.raises(KeyboardInterrupt):
        refresh(store, config, first)
    refresh(store, config, second)
    assert len(first.read) == 1
    assert len(second.read) == 2
    assert known(config) == [1, 2, 3]


def test_the_nearest_are_those_that_a_look_at_every_vector_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "CONTENDERS", 700)
    monkeypatch.setattr(files, "CODED", 300)
    chance = np.random.default_rng(1)
    made = chance.normal(size=(1_000, WIDTH)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    folder, state = MeaningFolder(tmp_path), MeaningState("made", "")
    folder.switch(state)
    for start in range(0, 1_000, 90):
        part = made[start : start + 90]
        numbers = np.arange(start, start + len(part), dtype=np.int64)
        zeros = np.zeros(len(part), np.int32)
        rows = Rows(numbers, zeros, numbers.astype(np.uint64), *whole_numbers(part))
        state = folder.commit(state, rows, numbers, start + 1)
    gone = np.array([2_000], dtype=np.int64)
    none = numbers[:0]
    empty = Rows(none, zeros[:0], none.astype(np.uint64), *whole_numbers(part[:0]))
    state = folder.commit(state, empty, gone, 1_001)
    assert len(state.segments) < 8
    asked = made[17] + made[500]
    asked /= np.linalg.norm(asked)
    found = Vectors(folder, state).nearest(asked, 10)
    exact = made @ asked
    assert found.documents.tolist() == np.argsort(-exact)[:10].tolist()
    assert found.cosines == pytest.approx(np.sort(exact)[::-1][:10], abs=0.01)


def test_which_of_equally_near_documents_are_found_does_not_depend_on_where_they_stand() -> None:
    chance = np.random.default_rng(5)
    for _ in range(20):
        numbers = chance.permutation(60)
        best = vectors._best(numbers, np.full(60, 0.5, dtype=np.float32), 8, 10)
        assert numbers[best].tolist() == list(range(8))


def kept(folder: MeaningFolder, made: Array) -> MeaningState:
    """Vectors of as many documents, in one file."""
    numbers = np.arange(len(made), dtype=np.int64)
    rows = Rows(numbers, np.zeros(len(made), np.int32), numbers.astype(np.uint64), *whole_numbers(made))
    folder.switch(MeaningState("made", ""))
    return folder.commit(MeaningState("made", ""), rows, numbers, len(made))


def clusters() -> tuple[Array, Array]:
    """Middles of length 1, and 100 vectors near each, one after another of each."""
    chance = np.random.default_rng(3)
    middles = chance.normal(size=(40, WIDTH))
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    made = np.tile(middles, (100, 1)) + chance.normal(scale=0.02, size=(4_000, WIDTH))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return middles.astype(np.float32), made.astype(np.float32)


def test_only_the_lists_nearest_to_a_query_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("ROWS", 100), ("LEAST_LISTED", 1_000), ("AT_A_TIME", 1_500)):
        monkeypatch.setattr(lists, name, value)
    for name, amount in (("PROBED", 0.1), ("PROBED_LEAST", 200), ("CONTENDERS", 150)):
        monkeypatch.setattr(vectors, name, amount)
    middles, made = clusters()
    folder = MeaningFolder(tmp_path)
    held = Vectors(folder, kept(folder, made))
    looked: list[int] = []

    def counted(segment: files.VectorFile, rows: Array, query: Array) -> Array:
        looked.append(len(rows))
        return apart(segment, rows, query)

    apart = vectors._apart
    monkeypatch.setattr(vectors, "_apart", counted)
    for number, middle in enumerate(middles):
        found = held.nearest(middle, 50).documents
        assert set((found % len(middles)).tolist()) == {number}
    assert 400 <= np.mean(looked) < 1_000


def test_lists_of_what_is_gone_count_for_nothing_of_what_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (lists, files):
        monkeypatch.setattr(module, "LEAST_LISTED", 1_000)
    for name, amount in (("PROBED", 0.01), ("PROBED_LEAST", 50), ("CONTENDERS", 40)):
        monkeypatch.setattr(vectors, name, amount)
    middles, made = clusters()
    folder = MeaningFolder(tmp_path)
    state = kept(folder, made)
    near = np.argsort(-(made @ middles[7]))[:1_000]
    nothing = folder.segment(state.segments[0]).rows(near[:0])
    later = folder.commit(state, nothing, np.sort(near), len(made))
    assert len(later.segments) == 2
    found = Vectors(folder, later).nearest(middles[7], 10).documents
    assert len(found) == 10
    assert not np.isin(found, near).any()


def test_a_file_of_an_earlier_release_is_looked_through_whole_and_put_into_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "CONTENDERS", 500)
    middles, made = clusters()
    folder = MeaningFolder(tmp_path)
    earlier = kept(folder, made)
    assert folder.segment(earlier.segments[0]).lists is None
    found = Vectors(folder, earlier).nearest(middles[7], 50)
    for module in (lists, files):
        monkeypatch.setattr(module, "LEAST_LISTED", 1_000)
    later = folder.renewed(earlier)
    assert folder.current() == later != earlier
    of_file = folder.segment(later.segments[0]).lists
    assert of_file is not None
    assert of_file.ends[-1] == len(made)
    assert folder.renewed(later) == later
    again = Vectors(folder, later).nearest(middles[7], 50)
    assert again.documents.tolist() == found.documents.tolist()
    assert again.cosines == pytest.approx(found.cosines)


def test_who_asks_what_is_being_read_waits_for_that(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store, config, StandIn())
    take_place(monkeypatch)
    go_on, read = Event(), []

    def slowly(self: StandIn, text: str) -> Array:
        read.append(text)
        assert go_on.wait(timeout=30)
        return self.passages([text])[0]

    monkeypatch.setattr(StandIn, "query", slowly)
    asked = open_meanings(store, config)
    asked.read(ASKED)
    asked.read(ASKED)
    with ThreadPoolExecutor() as pool:
        found = pool.submit(asked.nearest, ASKED, 3, 3)
        go_on.set()
        assert found.result() is not None
    assert read == [ASKED]


def out_of_memory(*_: object) -> Array:
    raise MemoryError


def test_a_reading_that_failed_is_tried_again(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store, config, StandIn())
    take_place(monkeypatch)
    asked = open_meanings(store, config)

    with monkeypatch.context() as failing:
        failing.setattr(StandIn, "query", out_of_memory)
        asked.read(ASKED)
        with pytest.raises(MemoryError):
            asked.nearest(ASKED, 3, 3)
    assert asked.nearest(ASKED, 3, 3) is not None


def test_a_reading_that_failed_before_anybody_asked_is_tried_again(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store, config, StandIn())
    take_place(monkeypatch)
    asked, failed = open_meanings(store, config), Event()

    with monkeypatch.context() as failing:
        failing.setattr(StandIn, "query", lambda *_: (failed.set(), out_of_memory()))
        asked.read(ASKED)
        assert failed.wait(timeout=30)
        asked._readings._threads.shutdown()
    asked._readings._threads = ThreadPoolExecutor()
    assert asked.nearest(ASKED, 3, 3) is not None


def test_nothing_is_read_ahead_while_many_are_being_read(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store, config, StandIn())
    take_place(monkeypatch)
    go_on, read = Event(), set()

    def slowly(self: StandIn, text: str) -> Array:
        read.add(text)
        assert go_on.wait(timeout=30)
        return self.passages([text])[0]

    monkeypatch.setattr(StandIn, "query", slowly)
    asked = open_meanings(store, config)
    for number in range(readings.AHEAD + 9):
        asked.read(f"{ASKED}{number}")
    go_on.set()
    assert asked.nearest(ASKED, 3, 3) is not None
    assert read == {ASKED, *(f"{ASKED}{number}" for number in range(readings.AHEAD))}


def test_of_passages_whose_signs_are_equally_far_no_more_are_compared_than_of_others() -> None:
    assert vectors._least(np.array([3, 1, 3, 3, 0, 3]), 3).tolist() == [0, 1, 4]
    assert vectors._least(np.array([3, 1]), 3).tolist() == [0, 1]


@pytest.fixture
def searcher(store: Store, config: Config, monkeypatch: pytest.MonkeyPatch) -> Searcher:
    refresh(store, config, StandIn())
    take_place(monkeypatch)
    return open_searcher(store, config)


def titles(response: SearchResponse) -> list[str]:
    return [plain(hit.title) for hit in response.hits]


def test_what_means_the_same_is_found_and_says_so(searcher: Searcher) -> None:
    response = searcher.search(SearchRequest(ASKED))
    assert response.meaning
    assert titles(response)[0] == LITTER.title
    assert response.hits[0].by_meaning
    assert plain(response.hits[0].snippet) == LITTER.text
    assert response.joined == sum(hit.by_meaning for hit in response.hits) == 2
    assert response.total == 3


def test_where_words_hardly_tell_the_passage_that_means_most_is_shown(
    searcher: Searcher, store: Store, config: Config
) -> None:
    said = "在街上的广告牌须登记。" + "其他事项另有安排。" * 34
    wanted = "乱扔烟蒂的，由城管部门处罚。"
    store.put(Document(url="http://a.test/5", title="市容细则", text=f"{said}\n{wanted}"))
    build(store, config)
    refresh(store, config, StandIn())
    asked = open_searcher(store, config)
    by_meaning, by_words = (
        next(hit for hit in found.hits if hit.document.document.url.endswith("5"))
        for found in (asked.search(SearchRequest(ASKED)), asked.search(SearchRequest("在街上的广告牌")))
    )
    assert not by_meaning.by_meaning
    assert wanted.partition("，")[0] in plain(by_meaning.snippet)
    assert by_meaning.place == len(said) + 1
    assert plain(by_words.snippet).startswith("在街上的广告牌")


def test_a_query_is_read_while_its_words_are_matched(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched, waited = Event(), []

    def matching(snapshot: Snapshot, node: Node) -> Match:
        found = match(snapshot, node)
        matched.set()
        return found

    def read_later(self: StandIn, text: str) -> Array:
        waited.append(matched.wait(timeout=30))
        return self.passages([text])[0]

    monkeypatch.setattr("indexer.engines.whoosh.answer.match", matching)
    monkeypatch.setattr(StandIn, "query", read_later)
    assert titles(searcher.search(SearchRequest(ASKED)))[0] == LITTER.title
    assert waited == [True]


def test_a_query_is_read_while_it_is_parsed(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    read, waited = Event(), []

    def reading(self: StandIn, text: str) -> Array:
        read.set()
        return self.passages([text])[0]

    def parsing(*given: Any, **how: Any) -> ParsedQuery:
        waited.append(read.wait(timeout=30))
        return parse(*given, **how)

    monkeypatch.setattr(StandIn, "query", reading)
    monkeypatch.setattr("indexer.searching.search.parse", parsing)
    assert titles(searcher.search(SearchRequest(ASKED)))[0] == LITTER.title
    assert waited == [True]


@pytest.mark.parametrize("query", ["丢烟头", "title:烟头 街上丢", "烟头 OR 街上丢的"])
def test_a_query_that_is_left_to_its_words_looks_through_no_vectors(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(Vectors, "nearest", lambda *_: pytest.fail("looked through"))
    assert not searcher.search(SearchRequest(query)).meaning


@pytest.mark.parametrize("query", [f'"{ASKED}"', f"title:{ASKED}", f"标题：{ASKED}"])
def test_exact_phrases_and_fields_are_not_read(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    read: list[str] = []

    def reading(self: StandIn, text: str) -> Callable[[], Array]:
        read.append(text)
        return lambda: self.query(text)

    monkeypatch.setattr(StandIn, "reading", reading)
    assert not searcher.search(SearchRequest(query)).meaning
    assert read == []


def test_an_answer_that_is_remembered_asks_for_no_meaning(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = searcher.search(SearchRequest(ASKED))
    monkeypatch.setattr(Vectors, "nearest", lambda *_: pytest.fail("looked through again"))
    assert replace(searcher.search(SearchRequest(ASKED)), milliseconds=0) == replace(first, milliseconds=0)


@pytest.mark.parametrize("missing", ["vectors", "model", "runtime"])
def test_an_answer_of_the_words_is_remembered_where_nothing_is_known_of_meaning(
    searcher: Searcher, config: Config, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing == "vectors":
        shutil.rmtree(config.meaning_path)
    elif missing == "runtime":
        monkeypatch.setattr(meanings, "is_installed", lambda: False)
    else:
        monkeypatch.setattr(meanings, "Encoder", unavailable)
    first = searcher.search(SearchRequest(ASKED))
    assert not first.meaning
    monkeypatch.setattr("indexer.engines.whoosh.answer.match", lambda *_: pytest.fail("matched again"))
    assert titles(searcher.search(SearchRequest(ASKED))) == titles(first)


def unavailable(path: Path) -> StandIn:
    raise MeaningUnavailable("broken")


def test_in_haste_what_means_the_same_is_looked_for_only_where_the_words_find_nothing(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as reading:
        reading.setattr(StandIn, "query", lambda *_: pytest.fail("read in haste"))
        found = searcher.search(SearchRequest(ASKED, hurried=True))
    assert titles(found) == [PARKS.title]
    assert "meaning" in found.left_out
    assert any("没有找意思相近的文件" in note for note in found.notes)
    alone = searcher.search(SearchRequest("烟头可不可以丢到街上", hurried=True))
    assert titles(alone)[0] == LITTER.title
    assert not alone.left_out


def test_of_a_few_words_what_has_all_goes_before_what_is_nearer(tmp_path: Path) -> None:
    engine = open_engine(Config(data=tmp_path))
    whole = IndexedDocument(1, "水务简报", "其他事项。" * 40 + "泵房。改造。扩容。")
    nearest = IndexedDocument(2, "泵房改造", "泵房改造，泵房改造。")
    fill(engine, [whole, nearest])
    near, words = Near("别的", (2,), (90.0,), 1), ("泵房", "改造", "扩容")
    few, question = Words(words, "泵房改造\n扩容"), Words((*words, "怎么"), "", frozenset(words))
    assert search(engine, few, near).ids == (1, 2)
    assert search(engine, question, near).ids == (2, 1)


def test_without_meaning_all_is_as_the_words_have_it(
    searcher: Searcher, store: Store, config: Config
) -> None:
    off = Config(data=config.data, search=SearchSettings(meaning="off"))
    words = searcher.search(SearchRequest(ASKED, meaning=False))
    assert titles(words) == titles(open_searcher(store, off).search(SearchRequest(ASKED))) == [PARKS.title]
    assert (words.meaning, words.joined, words.total) == (False, 0, 1)


def test_a_query_that_knows_what_it_wants_is_left_alone(searcher: Searcher) -> None:
    for query in (
        *('"公园免费开放"', "title:公园办法", "水库规定", "烟头", "烟头罚款多少钱 -公园"),
        *("国发〔2019〕5号", "title:条例 在街上丢烟头要罚款多少"),
    ):
        by_words = searcher.search(SearchRequest(query, meaning=False))
        response = searcher.search(SearchRequest(query))
        assert [hit.id for hit in response.hits] == [hit.id for hit in by_words.hits], query
        assert response.total == by_words.total


def test_a_question_that_begins_with_a_year_is_compared_by_meaning(searcher: Searcher) -> None:
    assert titles(searcher.search(SearchRequest(f"2024年{ASKED}")))[0] == LITTER.title


def test_only_what_is_close_is_about_the_same(
    searcher: Searcher, store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Document(url="http://a.test/4", title="水库规定 停车", text="水库停车场的水库规定。")
    store.put(beside)
    build(store, config)
    fishing, parks = store.by_url(FISHING.url), store.by_url(PARKS.url)
    assert fishing
    assert parks

    def like(self: Meanings, document: int, count: int) -> Nearest:
        cosines = np.array([1, 0.94, 0.925], dtype=np.float32)
        return Nearest(np.array([fishing.id, parks.id, 4]), cosines, np.zeros(3, dtype=np.int32))

    monkeypatch.setattr(Meanings, "like", like)
    assert [one.id for one in searcher.related(fishing).alike] == [parks.id]


class Known:
    """Documents at these cosines from whatever is asked."""

    def __init__(self, *cosines: float) -> None:
        self._cosines = np.array(cosines, dtype=np.float32)

    def nearest(self, query: str, count: int, passages: int) -> Nearest:
        numbers = np.arange(1, len(self._cosines) + 1)
        return Nearest(numbers, self._cosines, np.zeros(len(numbers), dtype=np.int32))


@pytest.mark.parametrize("least", [0.86, 0.5])
def test_what_is_far_from_the_nearest_is_not_near(least: float) -> None:
    meant = meant_by(cast(Meanings, Known(0.92, 0.9, least)), Words((), ASKED), ASKED)
    assert meant is not None
    of_all = min(0.92 - least, MEANT_FARTHEST)
    assert meant.near.nearness == pytest.approx((MEANT * of_all, MEANT * (of_all - 0.02), 0), abs=0.01)


def test_vectors_count_only_when_every_document_had_its_turn(
    searcher: Searcher, store: Store, config: Config
) -> None:
    folder = MeaningFolder(config.meaning_path)
    folder.switch(MeaningState(model.NAME, store.identity))
    assert not open_searcher(store, config).search(SearchRequest(ASKED)).meaning


def test_damage_is_told_mended_and_never_an_answer(searcher: Searcher, store: Store, config: Config) -> None:
    path = next(config.meaning_path.glob("vectors-*.arrays"))
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    status = searcher.status()
    assert [part for part, _ in faults(store, config, status, thorough=True)] == ["meaning"]
    assert titles(open_searcher(store, config).search(SearchRequest(ASKED))) == [PARKS.title]
    refresh(store, config, StandIn())
    assert list(faults(store, config, status, thorough=True)) == []


def test_a_passing_fault_on_opening_is_not_remembered(
    searcher: Searcher, store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(MeaningFolder, "segment", lambda *_: _raise(IndexFault("打开的文件太多")))
        asked = open_searcher(store, config)
        assert not asked.search(SearchRequest(ASKED)).meaning
    assert asked.search(SearchRequest(ASKED)).meaning


def test_a_model_that_cannot_run_leaves_the_words(
    searcher: Searcher, store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def fails(path: Path) -> model.Model:
        tried.append(path)
        raise MeaningUnavailable("onnxruntime 不能用")

    monkeypatch.setattr("indexer.meaning.meanings.Encoder", fails)
    asked = open_searcher(store, config)
    for _ in range(2):
        assert titles(asked.search(SearchRequest(ASKED))) == [PARKS.title]
    assert len(tried) == 1


def test_files_that_tell_mostly_of_what_is_gone_are_written_anew(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    for edition in range(6):
        for at, text in enumerate((f"第{edition}版。", f"公告{edition}。")):
            store.put(Document(url=f"http://c.test/{at}", title="表", text=text))
        refresh(store, config, StandIn())
    folder = MeaningFolder(config.meaning_path)
    state = folder.current()
    assert state is not None
    assert sum(state.sizes) <= 2 * len(known(config))
    assert len(list(config.meaning_path.glob("vectors-*"))) == len(state.segments)


def test_what_a_run_on_a_full_disk_left_goes_with_the_next(store: Store, config: Config) -> None:
    refresh(store, config, StandIn())
    left = config.meaning_path / "vectors-0123456789abcdef.arrays"
    left.write_bytes(b"half")
    refresh(store, config, StandIn())
    assert not left.exists()


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.model
def test_the_model_finds_what_other_words_say(store: Store, config: Config) -> None:
    for package in (model.PACKAGE, model.RUNTIME, "onnx"):
        pytest.importorskip(package, reason="the extra `meaning` is not installed", exc_type=ImportError)
    making.refresh(store, config, lambda done, total: None)
    response = open_searcher(store, config).search(SearchRequest("随地丢香烟会被罚钱吗？"))
    assert response.hits[0].document.document.url == LITTER.url
    assert response.hits[0].by_meaning
    path = MeaningFolder(config.meaning_path).model_path()
    assert held_of(path) < path.stat().st_size / 4


def held_of(path: Path) -> int:
    """Bytes of a mapped file that are in this process's memory."""
    told = Path("/proc/self/smaps").read_text().split(f"{path}\n")[1:]
    return sum(int(one.partition("Rss:")[2].split()[0]) for one in told) * 1024
