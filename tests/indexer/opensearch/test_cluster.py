"""What an engine on other machines has beside: silence that ends, older writes, builds that go on."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace

import pytest
from cut_line import CutLine
from engine_contract import DOCUMENTS, fill, ids, phrase, search
from opensearch_node import VARIABLE

from corpus.config import Config
from indexer.engines import Engine, EngineRequest, IndexedDocument, Near
from indexer.engines.open import open_engine
from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.generations import Generation, Generations
from indexer.engines.opensearch.terms import TermCounts, term
from indexer.engines.opensearch.view import STRIDE
from indexer.errors import IndexIncomplete, IndexReadOnly, IndexUnreachable
from indexer.query import All, Any, Body, Everything, First, Node, Not, Phrase, Related, Term, Words

LONG_HERE = "公园 市民 桥梁 渔民 船只 补贴 财政 门票 价格 物价 部门 检修 期间 开放 城市 覆盖 日期 说明"
LONG_THERE = "养老 住房 道路 交通 车辆 环境 保护 水利 农业 林业 工业 商业 旅游 文化 体育 卫生 民政 公安"


@pytest.fixture
def engine(far: Config) -> Engine:
    opened = open_engine(far)
    fill(opened, DOCUMENTS)
    return opened


def test_a_line_that_was_cut_and_mended_is_used_again_without_a_restart(
    engine: Engine, line: CutLine
) -> None:
    assert ids(engine, Term("公园")) == {1, 3, 5}
    line.cut()
    with pytest.raises(IndexUnreachable, match="无法连接"):
        search(engine, Term("公园"))
    line.mend()
    assert ids(engine, Term("公园")) == {1, 3, 5}
    assert engine.status().problem is None


def test_a_cluster_that_is_too_slow_is_not_waited_for_for_ever(
    engine: Engine, line: CutLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.cluster.SEARCH_PATIENCE", 1)
    reader = engine.reader()
    line.stall()
    with pytest.raises(IndexUnreachable, match="1 秒内没有回答"):
        reader.search(EngineRequest())


def test_a_silent_cluster_holds_nobody_for_long_and_is_asked_again_by_itself(
    engine: Engine, line: CutLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.cluster.LOOK_PATIENCE", 1)
    monkeypatch.setattr("indexer.engines.opensearch.generations.LOOK_PATIENCE", 1)
    monkeypatch.setattr("indexer.engines.opensearch.cluster.SEARCH_PATIENCE", 1)
    monkeypatch.setattr("indexer.engines.opensearch.silence.REST", 3.0)

    def took(_: int) -> float:
        began = monotonic()
        with pytest.raises(IndexUnreachable, match="秒内没有回答"):
            search(engine, Term("公园"))
        return monotonic() - began

    assert ids(engine, Term("公园")) == {1, 3, 5}
    line.stall()
    sleep(1)
    with ThreadPoolExecutor(8) as pool:
        # No one waits for another's silence to end before their own begins.
        assert max(pool.map(took, range(8))) < 2.9
        assert max(pool.map(took, range(40))) < 0.5
    line.stalled = False
    deadline = monotonic() + 30
    while monotonic() < deadline:
        try:
            assert ids(engine, Term("公园")) == {1, 3, 5}
            return
        except IndexUnreachable:
            sleep(0.1)
    pytest.fail("it was never asked again")


def test_what_the_cluster_keeps_open_for_readers_is_closed(
    engine: Engine, far: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opensearchpy import OpenSearch

    name = far.index.url.rpartition("/")[2]

    def kept_open() -> int:
        with OpenSearch(os.environ[VARIABLE]) as node:
            stats = node.indices.stats(index=f"{name}-*", metric="search")
        return int(stats["_all"]["total"]["search"]["point_in_time_current"])

    assert ids(engine, Term("公园")) == {1, 3, 5}
    before = engine.reader()
    fill(engine, [replace(DOCUMENTS[0], id=9)], revision=6)
    assert ids(engine, Term("公园")) == {1, 3, 5, 9}
    assert before.search(EngineRequest(Term("公园"))).total == 3
    assert kept_open() == 2
    del before
    for revision in (7, 8):
        fill(engine, [replace(DOCUMENTS[0], id=revision + 3)], revision=revision)
        assert ids(engine, Everything()) >= {revision + 3}
    assert kept_open() == 1
    program = (
        "import pickle, sys; from indexer.engines.open import open_engine; "
        "reader = open_engine(pickle.loads(bytes.fromhex(sys.argv[1]))).reader(); print(reader.revision)"
    )
    command = [sys.executable, "-c", program, pickle.dumps(far).hex()]
    assert subprocess.check_output(command, text=True).strip() == "8"
    assert kept_open() == 1, "a program that ends leaves none"


def test_a_part_that_is_away_is_told_and_no_part_of_a_result_is_shown(engine: Engine, far: Config) -> None:
    from opensearchpy import OpenSearch

    name = far.index.url.rpartition("/")[2]
    with OpenSearch(os.environ[VARIABLE]) as node:
        ((index, own),) = node.indices.get_mapping(index=name).items()
        nowhere = {"number_of_replicas": 0, "index.routing.allocation.require._name": "nowhere"}
        meta = own["mappings"]["_meta"] | {"state": "red"}
        body = {"settings": nowhere, "mappings": {"_meta": meta}, "aliases": {name: {}}}
        node.indices.create(index=f"{name}-red", body=body, params={"wait_for_active_shards": "0"})
        node.indices.delete_alias(index=index, name=name)
    with pytest.raises(IndexIncomplete, match="缺少一部分索引"):
        open_engine(far).reader()
    assert "缺少一部分索引" in (engine.status().problem or "")
    assert engine.status().away


def test_an_older_write_never_takes_the_place_of_a_newer_one(engine: Engine) -> None:
    new, old = (IndexedDocument(2, "题", text, revision=n) for n, text in ((9, "隧道"), (7, "桥梁")))
    fill(engine, [new, old], revision=9)
    assert ids(engine, Term("隧道")) == {2}
    with engine.writer(rebuild=False, store="") as writer:
        writer.remove([2], 8)
        writer.commit(9)
    assert ids(engine, Term("隧道")) == {2}


def test_a_new_index_that_was_not_finished_is_gone_on_with(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.writer.NOTED", 1)
    with engine.writer(rebuild=True, store="") as writer:
        writer.add([IndexedDocument(1, "题", "隧道", revision=3)])
        writer.given(3)
    assert ids(engine, Everything()) == {1, 2, 3, 4, 5}
    with engine.writer(rebuild=True, store="") as writer:
        assert writer.revision == 3
        writer.add([IndexedDocument(2, "题", "隧道", revision=4)])
        writer.commit(4)
    assert ids(engine, Term("隧道")) == ids(engine, Everything()) == {1, 2}


def test_pages_go_on_however_far(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.engines.opensearch.view.STRIDE", 2)
    pages = [search(engine, Everything(), sort="issued_oldest", offset=n, limit=2).ids for n in range(6)]
    assert pages == [(3, 4), (4, 1), (1, 2), (2, 5), (5,), ()]


@pytest.mark.parametrize("shards", [1, 3])
def test_pages_go_on_beyond_what_the_cluster_gives_at_once(far: Config, shards: int) -> None:
    engine = open_engine(replace(far, index=replace(far.index, shards=shards)))
    count = STRIDE + 20
    fill(engine, [IndexedDocument(n, "通知", "公园", day=n) for n in range(1, count + 1)])
    request = EngineRequest(Term("公园"), sort="issued_oldest", offset=STRIDE - 2, limit=5)
    found = engine.reader().search(request)
    assert (found.total, found.ids) == (count, tuple(range(STRIDE - 1, STRIDE + 4)))


def test_a_page_of_a_former_index_is_answered_after_another_took_its_place(engine: Engine) -> None:
    before = engine.reader()
    with engine.writer(rebuild=True, store="") as writer:
        writer.add(DOCUMENTS[:1])
        writer.commit(6)
    assert before.search(EngineRequest(Term("公园"))).total == 3
    assert ids(engine, Term("公园")) == {1}


def test_a_full_disk_is_told_and_what_is_there_is_searched_on(engine: Engine, far: Config) -> None:
    from opensearchpy import OpenSearch

    name = far.index.url.rpartition("/")[2]
    with OpenSearch(os.environ[VARIABLE]) as node:
        blocked = "index.blocks.read_only_allow_delete"
        node.indices.put_settings(index=name, body={blocked: True})
        with pytest.raises(IndexReadOnly, match=r"磁盘将满.*清理磁盘"):
            fill(engine, [replace(DOCUMENTS[0], id=9)], revision=6)
        assert ids(engine, Term("公园")) == {1, 3, 5}
        node.indices.put_settings(index=name, body={blocked: None})
    fill(engine, [replace(DOCUMENTS[0], id=9)], revision=6)
    assert ids(engine, Term("公园")) == {1, 3, 5, 9}


def rebuild(engine: Engine, documents: Sequence[IndexedDocument], revision: int) -> None:
    with engine.writer(rebuild=True, store="") as writer:
        writer.add(documents)
        writer.commit(revision)


def test_disks_too_full_for_a_new_index_are_told_as_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a node answers: the block is that of its whole cluster, so no test may set it."""
    refused = pytest.importorskip("opensearchpy").exceptions.AuthorizationException

    def refuse(*_: object, **__: object) -> None:
        reason = {"type": "index_create_block_exception", "reason": "blocked by: [FORBIDDEN/10/cluster ...]"}
        raise refused(403, reason["type"], {"error": {"root_cause": [reason], **reason}})

    monkeypatch.setattr("opensearchpy.Transport.perform_request", refuse)
    with pytest.raises(IndexReadOnly, match=r"磁盘将满.*清理磁盘"):
        Cluster("").ask("PUT", "/x")


def test_a_build_killed_when_its_index_was_whole_is_gone_on_with(
    engine: Engine, far: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(cluster: Cluster, method: str, path: str, *more: object, **params: object) -> object:
        if path == "/_aliases":
            raise Killed
        return ask(cluster, method, path, *more, **params)  # type: ignore[arg-type]

    ask = Cluster.ask
    with monkeypatch.context() as patched:
        patched.setattr(Cluster, "ask", kill)
        with pytest.raises(Killed):
            rebuild(engine, [IndexedDocument(1, "题", "隧道", revision=6)], 6)
    assert ids(engine, Everything()) == {1, 2, 3, 4, 5}
    with engine.writer(rebuild=True, store="") as writer:
        assert writer.revision == 6
        writer.commit(6)
    assert ids(engine, Everything()) == ids(engine, Term("隧道")) == {1}
    # And what has had its turn is not gone on with.
    with engine.writer(rebuild=True, store="") as writer:
        assert writer.revision == 0
        writer.add(DOCUMENTS)
        writer.commit(7)
    with engine.writer(rebuild=True, store="") as writer:
        assert writer.revision == 0


def test_an_index_that_was_shown_by_somebody_killed_right_then_is_not_gone_on_with(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(self: Generations, generation: Generation) -> None:
        if generation.built_at and not generation.waiting:
            raise Killed
        note(self, generation)

    note = Generations.note
    with monkeypatch.context() as patched:
        patched.setattr(Generations, "note", kill)
        with pytest.raises(Killed):
            rebuild(engine, DOCUMENTS[:2], 6)
    assert ids(engine, Everything()) == {1, 2}
    for count in (3, 4):
        with engine.writer(rebuild=True, store="") as writer:
            assert writer.revision == 0
            writer.add(DOCUMENTS[:count])
            writer.commit(7)
        assert ids(engine, Everything()) == set(range(1, count + 1))


def test_a_count_that_another_thread_forgets_is_told_all_the_same() -> None:
    class Forgetful(dict[str, int]):
        def __setitem__(self, key: str, value: int) -> None:
            """As where another thread has begun anew since."""

        def update(self, *_: object, **__: object) -> None:
            """Likewise."""

    counted = SimpleNamespace(counts=lambda queries: [3] * len(queries))
    assert TermCounts(counted, Forgetful()).count(term("word", "公园")) == 3  # type: ignore[arg-type]


def test_other_words_are_a_reason_to_build_anew(engine: Engine, far: Config) -> None:
    heavier = replace(far, search=replace(far.search, title_weight=3.0))
    assert "标题的权重" in (open_engine(heavier).rebuild_reason() or "")
    assert engine.rebuild_reason() is None


def test_scores_are_those_of_the_embedded_engine(engine: Engine, tmp_path: Path) -> None:
    embedded = open_engine(Config(data=tmp_path / "embedded"))
    fill(embedded, DOCUMENTS)
    long = IndexedDocument(
        8, "公园说明", "公园。" + "渔民领取补贴，凭证免费进入。" * 40, attached="城市公园 " * 30
    )
    for one in (engine, embedded):
        fill(one, [long, replace(long, id=7, text=long.text * 3)], revision=6)
        with one.writer(rebuild=False, store="") as writer:
            writer.remove([4])
            writer.commit(7)
    for node in (Words(("公园", "免费", "渔民"), "公园免费渔民"), Any((phrase("领取补贴"), Term("通知")))):
        found, expected = search(engine, node), search(embedded, node)
        assert found.ids == expected.ids
        assert found.scores == pytest.approx(expected.scores, rel=1e-4)


LAW, COUNTY, STATE_BODY = "第一条 为了规范公司，制定本法。", "云岭县文物局", "全国人大常委会"
NAMED = tuple(
    IndexedDocument(n, title, text, {"agency": agency}, day, copy_of=6 if n in (5, 6) else 0, revision=1)
    for n, (title, text, agency, day) in enumerate(
        (
            ("中华人民共和国公司法", LAW, STATE_BODY, 10),
            ("中华人民共和国公司法", f"{LAW}第二条 新增。", STATE_BODY, 20),
            ("公司法宣传活动", "公司法 公司法 宣传公司法。", "云岭县司法局", 15),
            ("云岭县人民法院工作报告", "人民法院审理各类案件。", "云岭县人民法院", 12),
            ("绩效自评表", "见附件。", COUNTY, 0),
            ("绩效自评表", "见附件。", f"{COUNTY}；云岭县水利局", 0),
            ("税", "税。", "云岭县税务局", 0),
            ("关于纳税申报的公告", "请申报纳税，纳税后开具凭证。", "云岭县税务局", 0),
            ("白水县公园管理办法", "公园 公园 公园每日开放，白水县公园免费。", None, 9),
            ("河道清淤报告", "其他事项。" * 30 + "河道清淤疏浚。", None, 0),
            ("云岭县养蜂条例", "养蜂。本条例自2024年3月1日起施行。", COUNTY, 30),
            ("云岭县养蜂条例", "养蜂登记。本条例自公布之日起施行。", COUNTY, 30),
        ),
        1,
    )
)
ASKED: tuple[Node, ...] = (
    Words(("公司法",), "公司法"),
    Words(("法院", "案件"), "法院案件"),
    Words(("税",), "税"),
    Words(("文物局", "绩效"), "文物局 绩效", bodies=(Body((COUNTY,), frozenset({"文物局"})),)),
    Words(("公园", "白水县"), "白水县公园"),
    Words(("公园", "免费"), "公园免费", frozenset({"公园"})),
    Words(("河道", "清淤", "疏浚"), "河道清淤疏浚"),
    Words(("交税",), "交税", None, (Related(("纳税",), "纳税", frozenset({"交税"}), 0.5, leads=True),)),
    Words(("司法",), "司法", None, (Related(("公司法",), "公司法", frozenset({"司法"}), 0.99, exact=True),)),
    Words(("法园",), "法园开"),
    Words(("养蜂", "条例"), "养蜂条例"),
    Words(("白水县", "渔业"), "白水县\n渔业", placed=frozenset({"白水县"})),
    Words(("白水县", "纳税"), "白水县纳税", placed=frozenset({"白水县"})),
    Words(("公园", "费"), "公园费", frozenset({"公园"}), lone=frozenset({"费"})),
    Words(("税", "公园", "免费"), "公园免费税", frozenset({"公园", "免费"}), lone=frozenset({"税"})),
    Phrase("公司法", title_only=True, unless=("宣传", "公园")),
    All((Words(("公司法",), "公司法"), Not(Term("宣传")))),
    First(Term("公告"), Words(("纳税", "公园"), "纳税公园")),
)


def test_names_places_and_versions_count_as_in_the_embedded_engine(engine: Engine, tmp_path: Path) -> None:
    embedded = open_engine(Config(data=tmp_path / "embedded"))
    near = Near("别的", (3, 9, 1), (4.0, 2.0, 1.0), 2)
    for writing in (NAMED, (replace(NAMED[1], day=5, revision=2),)):
        for one in (engine, embedded):
            with one.writer(rebuild=writing is NAMED, store="") as writer:
                writer.add(writing)
                writer.commit(2)
        for node in ASKED:
            for more in ({}, {"near": near}):
                found, expected = search(engine, node, **more), search(embedded, node, **more)
                assert found.scores == pytest.approx(expected.scores, rel=1e-4)
                assert replace(found, scores=()) == replace(expected, scores=())
    assert set(search(engine, ASKED[0]).later) == {0, 1}
    bees = search(engine, Words(("养蜂", "条例"), "养蜂条例"))
    assert (bees.ids, bees.later) == ((11, 12), (0, 11))


def test_another_way_to_say_a_long_text_is_asked_for_once(far: Config) -> None:
    """One for each word of the text would be more clauses than the cluster takes."""
    here, there = (tuple(text.split()) for text in (LONG_HERE, LONG_THERE))
    texts = (f"{LONG_HERE} {LONG_THERE}", LONG_HERE, LONG_THERE, "云岭")
    engine = open_engine(far)
    fill(engine, [IndexedDocument(number, "件", text) for number, text in enumerate(texts, 1)])
    otherwise = Related(there, LONG_THERE, frozenset(here), 1.0, leads=True)
    found = search(engine, Words(here, LONG_HERE, related=(otherwise,)))
    assert (set(found.ids), found.degree) == ({1, 2, 3}, "all")


def test_what_is_counted_once_is_not_asked_for_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a few words there is most to count: within longer ones, standing together, all of them."""
    reader, requests = engine.reader(), list[dict[str, object]]()

    def search(cluster: Cluster, pit: str, body: dict[str, object], keep_alive: str) -> object:
        requests.append(body)
        return asked(cluster, pit, body, keep_alive)

    asked = Cluster.search
    reader.search(EngineRequest(Words(("桥梁",), "桥梁")))
    monkeypatch.setattr(Cluster, "search", search)
    few = Words(("公园", "免费", "门票"), "公园免费\n门票")
    assert reader.search(EngineRequest(few)).whole == 1
    assert len(requests) <= 4
    assert reader.search(EngineRequest(few, offset=1)).whole == 1
    assert len(requests) <= 6
    for _ in range(2):
        assert reader.standing(["公园免费", "免费公园"]) == [False, False]
    assert len(requests) <= 7


def test_a_page_is_the_same_however_many_copies_stand_before_it(
    far: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(far)
    copies = [IndexedDocument(n, "公园", "公园 公园", day=n, copy_of=1) for n in range(1, 7)]
    others = [IndexedDocument(n, "件", "公园" + "城市" * n, day=n) for n in range(7, 12)]
    fill(engine, [*copies, *others])
    expected = (1, 7, 8, 9, 10, 11)
    for sizes in ((100, 20), (2, 1), (4, 0), (1, 6)):
        for name, size in zip(("FIRST_ONES", "SPARE"), sizes, strict=True):
            monkeypatch.setattr(f"indexer.engines.opensearch.pages.{name}", size)
        pages = [search(engine, Term("公园"), offset=n, limit=2).ids for n in range(0, 8, 2)]
        assert sum(pages, ()) == expected
        late = [
            search(engine, Term("公园"), sort="issued_oldest", offset=n, limit=2).ids for n in range(0, 8, 2)
        ]
        assert sum(late, ()) == expected
        for sort in ("relevance", "issued_oldest"):
            assert search(engine, Term("公园"), sort=sort, limit=50).ids == expected
            assert search(engine, Term("公园"), sort=sort, offset=5, limit=50).ids == expected[5:]
