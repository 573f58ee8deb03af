from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_indexing import ask, made_documents
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.catalogue import Filters
from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer import Fragment, Searcher, SearchRequest, open_searcher
from indexer.building import build
from indexer.text import normalise, normalise_line

DOCUMENTS = 120


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Config, Searcher]]:
    config = Config(data=tmp_path_factory.mktemp("library"))
    with open_store(config.store_url) as store:
        store.put_many(made_documents(DOCUMENTS))
        build(store, config)
        yield store, config, open_searcher(store, config)


def shown(fragments: tuple[Fragment, ...]) -> str:
    return "".join(fragment.text for fragment in fragments)


def marked(fragments: tuple[Fragment, ...]) -> set[str]:
    return {fragment.text for fragment in fragments if fragment.marked}


@pytest.mark.parametrize("query", ["", "  ", "。，？！", "\x00\x07", '""', "-", "--- --", "“”", "\ud800"])
def test_a_query_of_nothing_lists_everything_newest_first(
    library: tuple[Store, Config, Searcher], query: str
) -> None:
    store, _, searcher = library
    response = searcher.search(SearchRequest(query, limit=DOCUMENTS))
    assert response.browsing
    assert response.total == DOCUMENTS
    assert [hit.id for hit in response.hits] == [stored.id for stored in store.catalogue()]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=80))
@example(query="公" * 10_000)
@example(query='"' * 10_000)
@example(query='"公园 -" - "开放')
@example(query="-公园 -开放")
@example(query="\ud800\udfff公园\x00")
@example(query="<script>alert(1)</script> %s {} \\ ' OR 1=1 --")
@example(query="https://portal.test/" + "a" * 900)
def test_anything_that_can_be_typed_is_answered(library: tuple[Store, Config, Searcher], query: str) -> None:
    response = library[2].search(SearchRequest(query))
    assert 0 <= response.total <= DOCUMENTS
    assert len(response.hits) == min(10, response.total)


def test_an_overlong_query_is_cut_and_that_is_said(library: tuple[Store, Config, Searcher]) -> None:
    assert library[2].search(SearchRequest("公园")).notes == ()
    assert "太长" in library[2].search(SearchRequest("公园" * 5000)).notes[0]
    assert library[2].search(SearchRequest("公园 " * 200 + "-公园")).total, "the last word is not read"


def test_absurd_pages_are_empty_pages(library: tuple[Store, Config, Searcher]) -> None:
    for offset, limit in ((10**9, 10), (-5, 0), (0, -1), (DOCUMENTS, 10)):
        response = library[2].search(SearchRequest("", offset=offset, limit=limit))
        assert response.total == DOCUMENTS
        assert response.hits == ()


def test_phrases_are_exactly_those_of_a_scan_of_all_texts(library: tuple[Store, Config, Searcher]) -> None:
    store, _, searcher = library
    documents = [stored.document for stored in store.catalogue()]
    chance = random.Random(3)
    for _ in range(200):
        text = chance.choice(documents).text
        start = chance.randrange(len(text) - 12)
        phrase = text[start : start + chance.randrange(1, 12)]
        if not any(character.isalnum() for character in phrase) or "\n" in phrase:
            continue
        wanted = normalise_line(phrase)
        expected = {
            document.url
            for document in documents
            if wanted in normalise(document.title) or wanted in normalise(document.text)
        }
        response = searcher.search(SearchRequest(f'"{phrase}"', limit=DOCUMENTS, snippets=False))
        assert response.total == len(expected)
        assert {hit.document.document.url for hit in response.hits} == expected


def test_excluded_words_never_appear(library: tuple[Store, Config, Searcher]) -> None:
    response = library[2].search(SearchRequest("公园 -渔业", limit=DOCUMENTS))
    assert response.hits
    assert not any("渔业" in hit.document.document.text for hit in response.hits)


def test_facets_say_which_values_are_chosen(library: tuple[Store, Config, Searcher]) -> None:
    response = library[2].search(SearchRequest("公园", Filters(agency=("云岭县",))))
    assert {count.value for count in response.facets["agency"] if count.selected} == {"云岭县"}
    chosen = next(count for count in response.facets["agency"] if count.selected)
    assert chosen.count == response.total
    assert sum(count.count for count in response.facets["column"]) == response.total


def test_titles_and_snippets_carry_marks_and_no_markup(store: Store, config: Config) -> None:
    text = (
        "第一条 <b>本办法</b>适用于全县。" * 20 + "渔民凭船只证书领取渔业补贴。" + "其他事项另行通知。" * 20
    )
    store.put(Document(url="http://portal.test/1", title="渔业补贴办法", text=text))
    build(store, config)
    hit = ask(store, config, "渔业补贴怎么领取").hits[0]
    assert shown(hit.title) == "渔业补贴办法"
    assert marked(hit.title) == {"渔业", "补贴"}
    assert {"渔业", "补贴", "领取"} <= marked(hit.snippet)
    assert len(shown(hit.snippet)) <= config.search.snippet_characters + 2


def test_browsing_shows_the_beginning(library: tuple[Store, Config, Searcher]) -> None:
    hit = library[2].search(SearchRequest("")).hits[0]
    beginning = hit.document.document.text.split("\n", maxsplit=1)[0]
    assert shown(hit.snippet).startswith(beginning)
    assert marked(hit.snippet) == set()


def test_without_snippets_only_titles_are_made(library: tuple[Store, Config, Searcher]) -> None:
    assert all(hit.snippet == () for hit in library[2].search(SearchRequest("公园", snippets=False)).hits)


def test_the_terms_of_a_response_mark_a_document(library: tuple[Store, Config, Searcher]) -> None:
    _, _, searcher = library
    response, terms = searcher.search(SearchRequest('公园 "渔业补贴"')), searcher.terms('公园 "渔业补贴"')
    assert set(response.terms) == set(terms) == {"公园", "渔业补贴"}
    assert marked(searcher.mark("公 园里没有渔业补贴", terms)) == {"公 园", "渔业补贴"}


@pytest.mark.parametrize("query", ["公\n园", '"公\r\n 园"'])
def test_a_line_that_breaks_within_a_query_is_nothing(
    library: tuple[Store, Config, Searcher], query: str
) -> None:
    _, _, searcher = library
    whole = "".join(query.split())
    found, expected = (searcher.search(SearchRequest(said, limit=DOCUMENTS)) for said in (query, whole))
    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
    assert found.total > 0
    assert searcher.terms(query) == searcher.terms(whole)


def test_a_document_number_finds_itself_first_in_any_spelling(store: Store, config: Config) -> None:
    numbers = [f"云政发〔2019〕{n}号" for n in range(1, 40)]
    store.put_many([Document(url=f"http://portal.test/{n}", title=n, text=f"{n} 通知") for n in numbers])
    build(store, config)
    for query in ("云政发〔2019〕5号", "云政发[2019]5号", "云政发（２０１９）5号", '"云政发【2019】5号"'):
        assert shown(ask(store, config, query).hits[0].title) == "云政发〔2019〕5号"


def test_an_open_searcher_follows_a_commit(store: Store, config: Config) -> None:
    store.put_many(made_documents(5))
    build(store, config)
    searcher = open_searcher(store, config)
    assert searcher.search(SearchRequest("隧道")).total == 0
    store.put(Document(url="http://portal.test/new", title="隧道通车"))
    build(store, config)
    response = searcher.search(SearchRequest("隧道"))
    assert (response.total, response.revision) == (1, store.last_revision())
    build(store, config, rebuild=True)
    assert searcher.search(SearchRequest("隧道")).total == 1


def test_a_searcher_opened_before_the_first_build_follows_it(store: Store, config: Config) -> None:
    searcher = open_searcher(store, config)
    store.put_many(made_documents(5))
    build(store, config)
    assert searcher.search(SearchRequest("")).total == 5


@pytest.mark.parametrize("victim", ["*.arrays", "*.toc", "CURRENT"])
def test_an_open_searcher_serves_the_last_good_state(store: Store, config: Config, victim: str) -> None:
    store.put_many(made_documents(5))
    build(store, config)
    searcher = open_searcher(store, config)
    searcher.search(SearchRequest(""))
    store.put_many(made_documents(50, seed=2))
    build(store, config)
    for path in config.index_path.rglob(victim):
        path.write_bytes(b"half a file")
    assert searcher.search(SearchRequest("")).total == 5
    build(store, config)
    assert searcher.search(SearchRequest("")).total == 55


RESPITE = 0.02
"""Seconds between two searches of a thread: without any the builds hardly get on."""


def test_threads_share_a_searcher_while_the_index_changes(
    store: Store, config: Config, tmp_path: Path
) -> None:
    store.put_many(made_documents(80))
    build(store, config)
    searcher = open_searcher(store, replace(config, search=replace(config.search, cache_mb=1)))
    queries = ["公园开放", '"渔业补贴"', "", "云岭县 -桥梁", "通知 公告"]
    faults: list[Exception] = []
    done = threading.Event()

    def reading(seed: int) -> None:
        chance = random.Random(seed)
        try:
            while not done.wait(RESPITE):
                response = searcher.search(SearchRequest(chance.choice(queries), limit=5))
                assert len(response.hits) <= 5
                assert response.total <= 80 + 4 * 10
        except Exception as fault:  # noqa: BLE001  (whatever it is, the test has to see it)
            faults.append(fault)

    threads = [threading.Thread(target=reading, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for seed in range(2, 6):
        store.put_many(made_documents(10, seed=seed))
        build(store, config, rebuild=seed % 3 == 0)
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert searcher.search(SearchRequest("")).total == 120
