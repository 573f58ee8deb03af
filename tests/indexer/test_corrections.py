"""What a person may have meant: slips are mended, right queries are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.config import Config
from corpus.records import Document
from corpus.store import open_store
from indexer import Searcher, SearchRequest, open_searcher
from indexer.building import build
from indexer.suggest.completion import Completion

SENTENCES = (
    "职工发生事故伤害，所在单位应当提出工伤认定申请，并提交劳动合同的复印件。",
    "建设工程的消防设计审查由住房和城乡建设主管部门负责。",
    "房屋所有权人应当依法办理不动产登记，登记机构应当及时核发权属证书。",
    "申请最低生活保障的家庭，由乡镇人民政府审核，县级人民政府民政部门审批。",
    "用人单位应当为劳动者缴纳社会保险费，并按月支付劳动报酬。",
    "国有土地上房屋征收与补偿，应当遵循决策民主、程序正当、结果公开的原则。",
    "中华人民共和国道路交通安全法规定，机动车驾驶人应当依法取得机动车驾驶证。",
    "行政机关应当主动公开政府信息，并编制政府信息公开指南和政府信息公开目录。",
    "公租房的租金由市人民政府核定，公租房保障对象应当按时缴纳租金。",
    "人民法院依法判处刑罚的，应当公开宣告。",
)
STANDS = "县级人民政府民政部们审批低保家庭"
"""A slip that a document has."""
FRAGMENT = "未经查处判决不得执行刑罚"
"""What a slip makes of a word, and the word beside it, stand here apart."""
COPIES = 12
"""Documents with each sentence: words of single ones are not offered."""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    config = Config(data=tmp_path_factory.mktemp("corrections"))
    with open_store(config.store_url) as store:
        documents = [
            Document(url=f"http://e.test/{place}/{copy}", title=f"第{copy}号问答", text=sentence)
            for place, sentence in enumerate(SENTENCES)
            for copy in range(COPIES)
        ]
        documents.append(Document(url="http://e.test/slip", title="来信", text=f"{STANDS}。"))
        documents += (
            Document(url=f"http://e.test/fragment/{copy}", title="来信", text=f"{FRAGMENT}。")
            for copy in range(COPIES)
        )
        store.put_many(documents)
        build(store, config)
        yield open_searcher(store, config)


def meant(searcher: Searcher, query: str) -> str | None:
    return searcher.search(SearchRequest(query)).meant


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("工商认定", "工伤认定"),
        ("公祖房申请办法", "公租房申请办法"),
        ("工伤人定", "工伤认定"),
        ("不动产登及", "不动产登记"),
        ("最低生活保樟", "最低生活保障"),
        ("劳动台同", "劳动合同"),
        ("社会保俭费", "社会保险费"),
        ("工认伤定", "工伤认定"),
        ("道路通交安全法", "道路交通安全法"),
        ("最低活保障", "最低生活保障"),
        ("政信息公开指南", "政府信息公开指南"),
        ("政府信息公公开指南", "政府信息公开指南"),
        ("公祖房租金", "公租房租金"),
        ("道路交通安全法第五七条", "道路交通安全法第五十七条"),
    ],
    ids=["sound", "rejoined", "one sound", "end", "look", "look alike", "look in a word", "swapped",
         "swapped in a title", "missing", "missing in front", "doubled", "rejoined twice",
         "of an article"],
)  # fmt: skip
def test_a_slip_is_mended(searcher: Searcher, typed: str, right: str) -> None:
    assert meant(searcher, typed) == right


def test_a_slip_is_doubted_though_documents_have_all_that_it_left_and_it_stays_the_question(
    searcher: Searcher,
) -> None:
    found = searcher.search(SearchRequest("处判刑罚"))
    assert (found.degree, found.meant, found.corrected) == ("all", "判处刑罚", False)
    assert meant(searcher, "执行刑罚") is None
    assert meant(searcher, "处判刑罚 OR 执行刑罚") is None


@pytest.mark.parametrize("form", ["{}怎么申请", "什么是{}", "请问{}吗？", "{} 指南"])
def test_a_slip_within_a_question_leaves_the_rest_as_it_was_typed(searcher: Searcher, form: str) -> None:
    assert meant(searcher, form.format("工商认定")) == form.format("工伤认定")


@pytest.mark.parametrize(
    "query",
    [
        "工伤认定",
        "工伤认定怎么申请",
        "劳动合同到期了老板不续签怎么办",
        "我被公司开除了，能不能要求赔偿？",
        "请问 房产证 丢了 去哪里补办",
        "孩子上小学需要哪些材料",
        "工商注册",
        "国发2019 5号",
        "title:工商认定",
        '"工商认定"',
        "-工商认定",
        "ppp项目",
        "微信群里骂人违法吗",
        "醉驾",
        "lao dong he tong work",
    ],
)
def test_a_right_query_is_left_alone(searcher: Searcher, query: str) -> None:
    assert meant(searcher, query) is None


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("gongshangrending", "工伤认定"),
        ("gsrd", "工伤认定"),
        ("gong1 shang1 ren4 ding4", "工伤认定"),
        ("gong1shang1ren4ding4", "工伤认定"),
        ("zfxxgk", "政府信息公开"),
        ("zfxxgk 指南", "政府信息公开 指南"),
        ("ZFXXGK", "政府信息公开"),
        ("gognshangrending", "工伤认定"),
        ("gongshangremding", "工伤认定"),
        ("laodong hetonng", "劳动合同"),
        ("gong shang ren ding lao dong he tong", "工伤认定 劳动合同"),
        ("lao dong he tong nian", "劳动合同 nian"),
    ],
)
def test_letters_are_read_as_pinyin(searcher: Searcher, typed: str, right: str) -> None:
    assert meant(searcher, typed) == right


@pytest.mark.parametrize("typed", ["made in xingfa", "the zulin report"])
def test_short_words_in_a_sentence_of_another_language_are_no_pinyin(searcher: Searcher, typed: str) -> None:
    assert searcher.suggestions.meant(searcher._engine.reader(), typed) is None


def test_a_beginning_that_is_missing_is_told_by_what_stands_behind_it(searcher: Searcher) -> None:
    typed = "中人民共和国道路交通安全法"
    assert searcher.suggestions.meant(searcher._engine.reader(), typed) == f"中华{typed[1:]}"


def test_a_long_text_that_stands_in_a_document_is_right(searcher: Searcher) -> None:
    assert meant(searcher, f"外星 {STANDS}") is None
    assert meant(searcher, f"外星 {STANDS}的") == f"外星 {STANDS}的".replace("部们", "部门")


def test_capitals_that_stand_for_themselves_are_no_pinyin(searcher: Searcher) -> None:
    assert (meant(searcher, "GSR"), meant(searcher, "gsr")) == (None, "工伤认定")


def test_a_correction_answers_by_itself_only_when_nothing_was_found(searcher: Searcher) -> None:
    found = searcher.search(SearchRequest("zfxxgk"))
    assert (found.corrected, found.found_typed) == (True, False)
    assert found.total == COPIES


def test_a_slip_in_a_name_is_mended_though_a_document_has_what_it_left(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    law = "中华人民共和国道路交通安全法"
    documents = [
        Document(f"u:{n}", f"第{n}号问答", f"{law}规定，道路交通安全应当保障。") for n in range(COPIES)
    ]
    documents.append(Document("u:law", law, "第一条 为了维护道路交通秩序，制定本法。"))
    scattered = "中华人民共和国的道路交通。道路。交通。安会法。"
    documents.append(Document("u:scattered", "来信", scattered))
    with open_store(config.store_url) as store:
        store.put_many(documents)
        build(store, config)
        found = open_searcher(store, config).search(SearchRequest("中华人民共和国道路交通安会法"))
        assert (found.meant, found.corrected, found.found_typed) == (law, True, True)
        assert found.hits[0].document.document.url == "u:law"


def test_in_haste_a_query_that_finds_something_is_not_checked_and_that_is_said(searcher: Searcher) -> None:
    found = searcher.search(SearchRequest("处判刑罚", hurried=True))
    assert found.meant is None
    assert "检索的人较多，这次没有检查检索词里有没有错别字。" in found.notes
    assert found.left_out == ("slips",)
    none = searcher.search(SearchRequest("zfxxgk", hurried=True))
    assert none.corrected
    assert not none.left_out + searcher.search(SearchRequest("处判刑罚")).left_out


def test_words_can_be_taken_as_they_are_typed(searcher: Searcher) -> None:
    found = searcher.search(SearchRequest("zfxxgk", exact=True))
    assert (found.total, found.meant, found.corrected) == (0, None, False)


def test_an_empty_index_mends_nothing(config: Config) -> None:
    with open_store(config.store_url) as store:
        build(store, config)
        assert open_searcher(store, config).search(SearchRequest("工商认定")).meant is None


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("gongshangrending OR laodonghetong", "工伤认定 OR 劳动合同"),
        ("GongShangRenDing Qvv号", "工伤认定 Qvv号"),
        ("title:laodong gongshangrending", "title:laodong 工伤认定"),
        ("gongshangrending report gongshi", "工伤认定 report gongshi"),
        ("gong shang ren ding gdp", "工伤认定 gdp"),
        ("title：laodong gongshangrending", "title：laodong 工伤认定"),
    ],
)
def test_what_is_no_pinyin_stays_as_typed_beside_it(searcher: Searcher, typed: str, right: str) -> None:
    assert searcher.suggestions.meant(searcher._engine.reader(), typed) == right


@pytest.mark.parametrize("query", ["an" * 149, " ".join(["an" * 20] * 7), "a" * 299, "zhang " * 49])
def test_a_heap_of_letters_is_not_tried_slip_by_slip(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    looked_up: list[str] = []

    def spelt(self: Completion, letters: str) -> None:
        looked_up.append(letters)

    monkeypatch.setattr(Completion, "spelt", spelt)
    searcher.search(SearchRequest(query))
    assert len(looked_up) <= 2 * len(query.split()) + 2


def _meant_among(folder: Path, sentence: str, query: str) -> str | None:
    """What a query is taken for where many documents have a sentence."""
    config = Config(data=folder)
    documents = [Document(f"u:{n}", f"第{n}号问答", sentence) for n in range(2 * COPIES)]
    with open_store(config.store_url) as store:
        store.put_many(documents)
        build(store, config)
        searcher = open_searcher(store, config)
        return searcher.suggestions.meant(searcher._engine.reader(), query)


@pytest.mark.parametrize(
    ("sentence", "typed", "right"),
    [
        ("邮政法规定，邮政企业应当加强邮政服务。", "邮政罚多少钱", None),
        ("邮政法规定，邮政企业应当加强邮政服务。", "邮政罚规定", "邮政法规定"),
        ("扶养人应当照顾孩子，供养人应当供养老人的孩子。", "没人养的孩子", None),
        ("由公安、通信部门保障基站，公安负责。", "5GA基站", None),
        ("由公安、通信部门保障基站，公安负责。", "ga 基站", "公安 基站"),
        ("最低工资由人民政府公布，社会共治的标准另行公布。", "zuidi gongzhi biaozhun", "最低工资 标准"),
    ],
    ids=["a deed that is measured", "a slip", "nobody", "beside a figure", "pinyin", "words of several"],
)
def test_what_is_right_in_a_question_of_the_public_stays(
    tmp_path: Path, sentence: str, typed: str, right: str | None
) -> None:
    assert _meant_among(tmp_path, sentence, typed) == right


def test_letters_are_read_as_a_part_of_a_title_that_came_lately(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    with open_store(config.store_url) as store:
        documents = (Document(f"u:{n}", f"第{n}号问答", sentence) for n, sentence in enumerate(SENTENCES))
        store.put_many(list(documents))
        build(store, config)
        store.put_many([Document("u:tea", "青石县白茶产业发展扶持办法", "新建茶园的，给予奖励。")])
        build(store, config)
        found = open_searcher(store, config).search(SearchRequest("baicha"))
        assert (found.meant, found.corrected, found.total) == ("白茶", True, 1)
