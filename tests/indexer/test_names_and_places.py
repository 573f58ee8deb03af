"""What a query names, and what is in force: laws by short names, agencies, places, parts of compounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from helpers_indexing import ask

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer import SearchResponse
from indexer.building import build
from indexer.engines.contract import added, body_worth, place_names
from indexer.query import Related, Thesaurus, Words, law_names, numerals, parse
from indexer.query.agencies import Agencies
from indexer.query.collection_names import Known
from indexer.query.other_names import former_names
from indexer.query.places import Places
from indexer.query.thesaurus import ThesaurusEntry, open_thesaurus
from indexer.text import Segmenter
from indexer.text.taking_effect import takes_effect

LAW = "第一条 为了规范公司的组织和行为，保护公司、股东和债权人的合法权益，制定本法。"
FILES = (
    Document("u:law", "中华人民共和国公司法", LAW, agency="全国人大常委会", issued_on=date(2018, 10, 26)),
    Document(
        "u:law2", "中华人民共和国公司法", LAW + "\n第二条 新增。", agency="全国人大常委会",
        issued_on=date(2023, 12, 29),
    ),
    *(
        Document(
            f"u:bees{place}", "云岭县养蜂管理条例", f"第一条 为了管理养蜂，制定本条例。{said}",
            agency="云岭县人大常委会", issued_on=date(1997, 5, 2),
        )
        for place, said in enumerate((
            "第二条 本条例自公布之日起施行。",
            "第二条 蜂场登记。第三条 本条例自2024年3月1日起施行。",
            "第二条 蜂场备案。第三条 本條例自 二○○八 年 十 月 一 日 起實施。",
        ))
    ),
    *(
        Document(
            f"u:{name}", "云岭县养蚕管理条例", f"第一条 {name}。第二条 本条例第九条自2024年3月1日起施行。",
            agency="云岭县人大常委会", issued_on=date(1997, 5, 2),
        )
        for name in ("one", "other")
    ),
    Document("u:draft", "公司法（修订草案征求意见稿）", "公司法 公司法 公司法修改。", agency="云岭县司法局"),
    Document("u:talk", "公司法公司法公司法宣传活动", "公司法 公司法 宣传公司法。", agency="云岭县司法局"),
    Document("u:fgw", "国家发展改革委关于电价的通知", "电价按照本通知执行。", agency="国家发展改革委"),
    Document(
        "u:xfgw", "云岭县发展和改革局关于粮价的通知", "粮价由发展和改革局公布。", agency="云岭县发展和改革局"
    ),
    Document("u:court", "云岭县人民法院工作报告", "人民法院审理各类案件。", agency="云岭县人民法院"),
    Document("u:field", "绩效自评表", "见附件。", agency="云岭县文物局"),
    Document("u:field2", "绩效自评表", "见附件。", agency="云岭县水利局"),
    Document("u:tax", "税", "税。", agency="云岭县税务局"),
    Document("u:tax2", "关于纳税申报的公告", "请在月底前申报纳税。", agency="云岭县税务局"),
    Document("u:here", "云岭县公园管理办法", "云岭县各公园每日开放。", agency="云岭县住建局"),
    Document("u:there", "白水县公园管理办法", "公园 公园 公园每日开放，白水县公园免费。"),
    Document("u:typed", "关于春季工作的报告", "其他事项。" * 80 + "河道清淤疏浚。" + "其余从略。" * 80),
    Document("u:parts", "河道与清淤", "河道。清淤。疏浚。工作。河道。清淤。"),
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Config]]:
    config = Config(data=tmp_path_factory.mktemp("names"))
    with open_store(config.store_url) as store:
        store.put_many(FILES)
        build(store, config)
        yield store, config


def versions(response: SearchResponse) -> dict[str, tuple[str, date | None, date | None]]:
    """For each hit the version that took its place, and from when both hold."""
    return {
        hit.document.document.url: (
            hit.later.document.url if hit.later else "", hit.effect, hit.later_effect,
        )
        for hit in response.hits
    }  # fmt: skip


@pytest.mark.parametrize("query", ["“公司法”", '"公司法"', "「中华人民共和国公司法」"])
def test_a_law_by_its_name_in_quotes_goes_before_what_only_has_the_name(
    library: tuple[Store, Config], query: str
) -> None:
    found = [hit.document.document.url for hit in ask(*library, query).hits]
    assert found[:2] == ["u:law2", "u:law"]
    assert set(found) - {"u:law", "u:law2"} == ({"u:talk", "u:draft"} if "中华" not in query else set())


def urls(response: SearchResponse) -> list[str]:
    return [hit.document.document.url for hit in response.hits]


def test_a_law_by_its_short_name_is_that_law_in_the_version_in_force(library: tuple[Store, Config]) -> None:
    response = ask(*library, "公司法")
    assert urls(response)[:2] == ["u:law2", "u:law"]
    later = response.hits[1].later
    assert later is not None
    assert later.document.url == "u:law2"
    assert response.hits[0].later is None


def test_versions_dated_alike_are_told_apart_by_the_day_they_take_effect(
    library: tuple[Store, Config],
) -> None:
    response = ask(*library, "云岭县养蜂管理条例")
    newest = date(2024, 3, 1)
    assert urls(response)[0] == "u:bees1"
    told = versions(response)
    assert told["u:bees1"] == ("", newest, None)
    assert told["u:bees2"] == ("u:bees1", date(2008, 10, 1), newest)
    assert told["u:bees0"] == ("u:bees1", date(1997, 5, 2), newest)


def test_what_no_day_tells_apart_is_no_version_of_the_other(library: tuple[Store, Config]) -> None:
    response = ask(*library, "云岭县养蚕管理条例")
    told = versions(response)
    assert told["u:one"] == told["u:other"] == ("", None, None)
    namesakes = {
        hit.document.document.url: [one.document.url for one in hit.namesakes] for hit in response.hits
    }
    assert (namesakes["u:one"], namesakes["u:other"]) == (["u:other"], ["u:one"])
    bees = ask(*library, "云岭县养蜂管理条例").hits
    assert not any(hit.namesakes for hit in bees if "养蜂" in hit.document.document.title)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第九条 本法自2024年7月1日起施行。", date(2024, 7, 1)),
        ("本实施细则自二〇一九年十二月三十一日起正式实施", date(2019, 12, 31)),
        ("本条例自二00八年十月一日起实行。", date(2008, 10, 1)),
        ("本法自1986年10月1日施行。", date(1986, 10, 1)),
        ("本规定自发布之日起执行。1988年8月2日的规定同时废止。", date(1997, 5, 2)),
        ("本办法第三条自2024年7月1日起施行。", None),
        ("本决定自2024年13月41日起施行。", None),
        ("本次活动自2024年7月1日起报名。", None),
        ("本公司所在地自1998年起施行减税。", None),
    ],
)
def test_a_text_says_from_when_it_holds(text: str, day: date | None) -> None:
    assert takes_effect(text, date(1997, 5, 2)) == day


@pytest.mark.parametrize("query", ["发改委", "国家发改委 电价", "发展改革委 电价"])
def test_an_agency_is_found_by_the_names_people_use(library: tuple[Store, Config], query: str) -> None:
    assert "u:fgw" in urls(ask(*library, query))[:2]


def test_the_agency_in_its_field_alone_is_found(library: tuple[Store, Config]) -> None:
    assert urls(ask(*library, "文物局 绩效自评表"))[0] == "u:field"


def test_what_contains_a_word_within_another_is_found_and_counted(library: tuple[Store, Config]) -> None:
    assert "u:court" in urls(ask(*library, "法院"))


def test_one_character_finds_every_document_that_has_it(library: tuple[Store, Config]) -> None:
    assert {"u:tax", "u:tax2"} <= set(urls(ask(*library, "税")))


def test_a_place_that_the_query_names_leads(library: tuple[Store, Config]) -> None:
    assert urls(ask(*library, "云岭县 公园"))[0] == "u:here"


def test_what_stands_as_it_was_typed_goes_before_its_parts(library: tuple[Store, Config]) -> None:
    assert urls(ask(*library, "河道清淤疏浚"))[0] == "u:typed"


def test_what_a_hit_lacks_is_told_and_whole_matches_are_counted(library: tuple[Store, Config]) -> None:
    response = ask(*library, "电价 公园")
    assert response.whole == 0
    assert response.total > 0
    assert all(hit.lacking for hit in response.hits)
    assert "没有文件同时含有全部检索词" in response.notes[0]


def test_a_hit_does_not_lack_what_it_says_otherwise_or_is_of(library: tuple[Store, Config]) -> None:
    said = ask(*library, "发改委 粮价 公园")
    lacking = {hit.document.document.url: hit.lacking for hit in said.hits}
    assert lacking["u:xfgw"] == ("公园",)
    of = ask(*library, "文物局 自评表 公园")
    lacking = {hit.document.document.url: hit.lacking for hit in of.hits}
    assert lacking["u:field"] == ("公园",)
    assert lacking["u:field2"] == ("文物局", "公园")


def test_a_title_that_says_it_otherwise_goes_before_a_text_that_says_it_as_typed(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = (
        Document("u:titled", "国家医疗保障局关于跨省结算的通知", "现就有关事项通知如下。" * 12),
        Document(
            "u:text", "新措一览", "医保局会同医院。" + "现就有关事项说明如下。" * 4 + "医保局跨省结算。"
        ),
        *(Document(f"u:{n}", f"第{n}号简报", "其他工作。") for n in range(30)),
    )
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert urls(ask(store, config, "医保局 跨省结算"))[0] == "u:titled"


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("省卫健委 托育", ("江南省卫生健康委员会",)),
        ("云岭县卫健局 托育", ("云岭县卫生健康局",)),
        ("云岭卫健局", ("云岭县卫生健康局",)),
        ("卫生健康局", ("云岭县卫生健康局", "白水县卫生健康局")),
    ],
)
def test_an_agency_is_that_of_the_place_or_the_level_before_its_name(
    query: str, meant: tuple[str, ...]
) -> None:
    agencies = Agencies(
        ["江南省卫生健康委员会", "东海市卫生健康委员会", "云岭县卫生健康局", "白水县卫生健康局"]
    )
    assert [names for _, names in agencies.spoken_of(query)] == [meant]


HELD = (
    "江南省教育厅",
    "上海市教育局",
    "云岭县教育局",
    "中共云岭县纪律检查委员会",
    "江南省东海市白水区教育局",
)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("北京市教育局", ()),
        ("昆山教育局", ()),
        ("昆山云岭县教育局", ()),
        ("东海市教育局", ()),
        ("云岭县公安局", ()),
        ("云岭教育局", ("云岭县教育局",)),
        ("东海白水区教育局", ("江南省东海市白水区教育局",)),
        ("江南教育厅", ("江南省教育厅",)),
        ("市教育局", ("上海市教育局",)),
        ("省教育局", ()),
        ("云岭县纪委", ("中共云岭县纪律检查委员会",)),
        ("中共云岭县纪委", ("中共云岭县纪律检查委员会",)),
        ("县纪委", ("中共云岭县纪律检查委员会",)),
    ],
)
def test_a_value_names_an_agency_of_its_own_place_alone(said: str, named: tuple[str, ...]) -> None:
    assert Agencies(HELD).named(said) == named


ZONED = (
    "云岭县教育局",
    "教育部",
    "云岭县高新技术产业开发区管理委员会",
    "云岭县高新技术产业开发区教育局",
    "上海市教育局",
    "江南省东海市白水区教育局",
    "恩施土家族苗族自治州公安局",
    "广西壮族自治区教育厅",
    "滨海市云州区卫生局",
)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("江南省云岭县教育局", ("云岭县教育局",)),
        ("云南云岭县教育局", ("云岭县教育局",)),
        ("国家教育部", ("教育部",)),
        ("高新区管委会", ("云岭县高新技术产业开发区管理委员会",)),
        ("云岭县高新区管委会", ("云岭县高新技术产业开发区管理委员会",)),
        ("江南省云岭县高新区管委会", ("云岭县高新技术产业开发区管理委员会",)),
        ("云岭县管委会", ("云岭县高新技术产业开发区管理委员会",)),
        ("云岭高新区教育局", ("云岭县高新技术产业开发区教育局",)),
        ("恩施州公安局", ("恩施土家族苗族自治州公安局",)),
        ("广西教育厅", ("广西壮族自治区教育厅",)),
        ("滨海云州区卫生局", ("滨海市云州区卫生局",)),
        ("江南省滨海市云州区卫生局", ("滨海市云州区卫生局",)),
        ("北京市云州区卫生局", ()),
        ("昆山云岭县教育局", ()),
        ("昆山市管委会", ()),
        ("昆山市高新区管委会", ()),
        ("北京市教育局", ()),
        ("江南省上海市教育局", ()),
        ("江南省教育局", ()),
        ("东海市教育局", ()),
        ("国家云岭县教育局", ()),
    ],
)
def test_a_value_names_an_agency_within_its_province_and_by_a_shortened_place(
    said: str, named: tuple[str, ...]
) -> None:
    assert Agencies(ZONED).named(said) == named


def test_the_level_of_an_agency_is_no_end_of_a_places_name() -> None:
    agencies = Agencies(HELD)
    for text in ("北京市教育局 招生", "招生 北京市教育局"):
        assert len(agencies.spoken_of(text)[0][1]) == 3
    for text in ("市教育局", "招生 市教育局", "去市教育局", "本市教育局"):
        assert agencies.spoken_of(text) == [("教育局", ("上海市教育局",))]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("投诉市教育局", "上海市教育局"),
        ("举报市教育局", "上海市教育局"),
        ("联系县教育局电话", "云岭县教育局"),
        ("上海市和县教育局", "云岭县教育局"),
        ("咨询县人社局", "云岭县人力资源和社会保障局"),
        ("北京市教育局", None),
        ("招生 北京市教育局", None),
        ("和县教育局", None),
        ("昆山市教育局", None),
        ("巫山县教育局", None),
        ("南京市和县教育局", None),
    ],
)
def test_in_a_running_text_a_level_stands_alone_where_no_place_ends(
    segmenter: Segmenter, query: str, meant: str | None
) -> None:
    names = ("上海市教育局", "云岭县教育局", "云岭县人力资源和社会保障局", "上海市人力资源和社会保障局")
    node = parse(query, segmenter, Thesaurus(()), Known(agencies=Agencies(names))).node
    assert isinstance(node, Words)
    assert [len(body.names) for body in node.bodies] == [1 if meant else 2]
    assert not meant or node.bodies[0].names == (meant,)


OFFICES = (
    Document("u:own", "关于饮片抽检的通告", "抽检不合格三批次。", agency="江南省药品监督管理局"),
    Document("u:sent", "关于信用监管规范的通知", "省药监局、各处室：请执行。", agency="江南省市场监督管理局"),
    Document("u:green", "关于绿化的通知", "里程按季通报。", agency="江南省交通运输厅"),
    Document("u:ended", "关于废止省交通厅旧办法的决定", "省交通厅的旧办法废止。", agency="江南省人民政府"),
    *(Document(f"u:{n}", f"第{n}号公告", "省里的公告。", agency="江南省人民政府") for n in range(20)),
)


NONE = Thesaurus(())
LEADS = Thesaurus([ThesaurusEntry("养犬", "养犬", ("养狗",))])


@pytest.mark.parametrize("query", ["养狗", "养狗规定", "养狗有什么规定"])
def test_a_plain_word_leads_to_its_official_term_beside_words_that_say_nothing(
    segmenter: Segmenter, query: str
) -> None:
    node = parse(query, segmenter, LEADS).node
    assert isinstance(node, Words)
    assert [one.leads for one in node.related if one.text == "养犬"] == [True]


@pytest.mark.parametrize("query", ["养狗 罚款", "云岭县养狗", "养狗场", "养狗场怎么办"])
def test_a_plain_word_beside_others_leads_to_nothing(segmenter: Segmenter, query: str) -> None:
    node = parse(query, segmenter, LEADS, Known(places=Places(["云岭县教育局"]))).node
    assert isinstance(node, Words)
    assert not any(one.leads for one in node.related)


SAID = Thesaurus(
    [
        ThesaurusEntry("饲养动物", "饲养动物", ("狗咬人",)),
        ThesaurusEntry("共同债务", "共同债务", ("老公欠的钱",)),
        ThesaurusEntry("公积金提取", "公积金提取", ("取公积金",)),
        ThesaurusEntry("转学", "转学", ("换学校",)),
        ThesaurusEntry("就业服务", "就业服务", ("找工作",)),
        ThesaurusEntry("体罚", "体罚", ("老师打学生",)),
        ThesaurusEntry("解除劳动合同", "解除劳动合同", ("被公司开了",)),
    ]
)


@pytest.mark.parametrize(
    ("query", "added"),
    [
        ("狗把人咬了谁赔", ["饲养动物"]),
        ("人被狗咬", ["饲养动物"]),
        ("老公赌博欠了钱", ["共同债务"]),
        ("公积金怎么取", ["公积金提取"]),
        ("公司把我开了", ["解除劳动合同"]),
        ("学校换老师", []),
        ("工作受伤找谁", []),
        ("学生打老师", []),
        ("公司不给开证明", []),
        ("狗粮厂招人，工人咬定老板欠薪", []),
        ("狗咬饲养动物的人", []),
    ],
)
def test_what_people_say_is_known_with_small_words_between(
    segmenter: Segmenter, query: str, added: list[str]
) -> None:
    assert list(parse(query, segmenter, SAID).related) == added


@pytest.mark.parametrize(
    ("query", "named"), [("沪 献血", True), ("沪献血办法", True), ("上海沪剧", False), ("献血沪", False)]
)
def test_a_province_by_its_one_character_is_that_place(segmenter: Segmenter, query: str, named: bool) -> None:
    node = parse(query, segmenter, NONE).node
    assert isinstance(node, Words)
    assert ("上海" in [way.text for way in node.related]) == named


COMMON = open_thesaurus("", "机动车: 铁皮车*, 小轿子\n机动车停放: 铁皮车＊")


@pytest.mark.parametrize(
    ("query", "added"),
    [
        ("铁皮车", []),
        ("铁皮车怎么办", []),
        ("铁皮车 驾驶", ["机动车", "机动车停放"]),
        ("小轿子", ["机动车"]),
    ],
)
def test_a_word_that_documents_use_themselves_is_all_that_is_meant_by_it_alone(
    segmenter: Segmenter, query: str, added: list[str]
) -> None:
    assert list(parse(query, segmenter, COMMON).related) == added


PLAIN = Thesaurus(
    [ThesaurusEntry("遗嘱", "遗嘱", ("立遗嘱",)), ThesaurusEntry("劳动合同", "劳动合同", ("不签劳动合同",))]
)


@pytest.mark.parametrize(
    ("query", "added"), [("立遗嘱", ["遗嘱"]), ("怎么立遗嘱", ["遗嘱"]), ("公司不签劳动合同罚款多少", [])]
)
def test_an_official_term_within_its_plain_word_leads_where_nothing_else_is_asked_for(
    segmenter: Segmenter, query: str, added: list[str]
) -> None:
    assert list(parse(query, segmenter, PLAIN).related) == added


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("离婚冷静期", "撤回离婚登记申请"),
        ("城管打人", "行政执法人员"),
        ("涨价", "价格调整"),
        ("起诉离婚", "准予离婚"),
        ("驾照扣分", "道路交通安全违法行为记分"),
        ("死亡销户", "注销户口"),
        ("高速免费", "高速公路"),
        ("楼上漏水", "相邻关系"),
        ("轮椅补贴", "残疾人辅助器具"),
        ("自贸区", "自由贸易试验区"),
        ("人工降雨", "人工影响天气"),
    ],
)
def test_what_people_say_leads_to_what_documents_call_it(segmenter: Segmenter, said: str, term: str) -> None:
    node = parse(said, segmenter, open_thesaurus("")).node
    assert isinstance(node, Words)
    assert term in [one.text for one in node.related if one.leads]


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("乱涨价", "价格"),
        ("养狗", "饲养动物"),
        ("高速铁路安全", "高速公路"),
        ("经济高速发展", "高速公路"),
        ("彩票奖金缴税", "夫妻共同财产"),
        ("老年痴呆筛查", "被监护人"),
        ("安全生产事故责任认定", "道路交通事故认定"),
        ("食堂承包合同", "土地承包合同"),
    ],
)
def test_a_plain_word_leads_to_nothing_wider_or_of_one_case(
    segmenter: Segmenter, said: str, term: str
) -> None:
    assert term not in parse(said, segmenter, open_thesaurus("")).related


def test_what_a_term_leads_to_is_of_places_where_nothing_of_the_state_is_titled_so(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = [
        *(Document(f"u:{n}", f"{n}市烟花爆竹规定", "燃放的，应当遵守。") for n in ("青石", "白水")),
        *(Document(f"u:{n}", f"中华人民共和国第{n}号鞭炮法", "烟花爆竹。鞭炮。" * 5) for n in range(2)),
        Document("u:petitions", "中华人民共和国信访条例", "信访事项。"),
        Document("u:city", "青石市信访条例", "信访事项，信访事项。"),
        *(Document(f"u:{n}", f"第{n}号公告", "其他事项。") for n in range(2, 20)),
    ]
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert set(urls(ask(store, config, "鞭炮"))[:2]) == {"u:青石", "u:白水"}
        assert urls(ask(store, config, "上访"))[:2] == ["u:petitions", "u:city"]


def test_a_leading_term_titles_within_longer_words_too(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = [
        Document("u:titled", "信访条例", "信访事项应当受理。"),
        Document("u:repeated", "关于接待上访群众的规定", "信访、信访，上访。" * 4),
        *(Document(f"u:{n}", f"第{n}号信访条例公告", "其他事项。") for n in range(3)),
        *(Document(f"u:{n}", f"第{n}号公告", "其他事项。") for n in range(3, 20)),
    ]
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert urls(ask(store, config, "上访"))[0] == "u:titled"


def test_the_states_papers_go_before_those_of_other_places_than_the_one_asked_for(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    text = "献血的公民应当年满十八周岁。"
    files = [
        Document("u:there", "白水县献血办法", text),
        Document("u:state", "中华人民共和国献血法", text * 3),
        Document("u:here", "青石县献血办法", text),
        *(Document(f"u:{n}", f"第{n}号公告", "其他事项。") for n in range(20)),
    ]
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        found = urls(ask(store, config, "青石县 献血", limit=50))
        assert found[0] == "u:here"
        assert found.index("u:state") < found.index("u:there")
        of_many_words = urls(ask(store, config, "青石 献血的公民应当年满十八周岁"))
        assert of_many_words.index("u:here") < of_many_words.index("u:state")


def test_a_name_across_two_is_no_place() -> None:
    assert {"上海", "海南"} & place_names(Words((), "上海南路停车")) == {"上海"}


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ("1680万元", {"16800000元"}),
        ("16800000元", {"1680万元"}),
        ("1.68亿元", {"16800万元", "168000000元"}),
        ("12345678元", set()),
        ("5000000元", set()),
    ],
)
def test_a_sum_of_money_is_looked_for_in_other_units(said: str, ways: set[str]) -> None:
    found = {way for _, way in numerals.otherwise(said)}
    assert ways <= found
    assert ways or not found


def test_a_sum_that_is_told_in_one_unit_only_leaves_other_numerals_their_turn() -> None:
    found = list(numerals.otherwise("罚款200元以上2000元以下、拘留10日以上15日以下"))
    assert {("10日", "十日"), ("15日", "十五日")} <= set(found)
    assert ("3个月", "三个月") in numerals.otherwise("1680万元、1690万元、1710万元，3个月")


@pytest.mark.parametrize(("query", "named"), [("公安局", True), ("县公安局", True), ("公安局长", False)])
def test_an_agency_is_all_that_is_asked_for_where_nothing_follows_its_name(
    segmenter: Segmenter, query: str, named: bool
) -> None:
    known = Known(agencies=Agencies(["云岭县公安局"]))
    node = parse(query, segmenter, LEADS, known).node
    assert isinstance(node, Words)
    assert [body_worth(node, body, 0.0) > 0 for body in node.bodies] == [named]


@pytest.mark.parametrize(("query", "first"), [("省药监局", "u:own"), ("省交通厅 绿化", "u:green")])
def test_the_level_before_an_agency_is_part_of_its_name(tmp_path: Path, query: str, first: str) -> None:
    config = Config(data=tmp_path)
    with open_store(config.store_url) as store:
        store.put_many(OFFICES)
        build(store, config)
        assert urls(ask(store, config, query))[0] == first


def test_a_field_with_an_agency_of_a_place_that_the_collection_lacks_is_told(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = [Document(f"u:{agency}", "招生简章", "招生。", agency=agency) for agency in HELD[:3]]
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        for agency in ("北京市教育局", "昆山教育局"):
            found = ask(store, config, f"机构:{agency} 招生")
            assert (found.total, found.notes[0][:12]) == (3, f"没有与“{agency}”相符的发文机关"[:12])
            excluded = ask(store, config, f"招生 -机构:{agency}")
            assert excluded.total == 3
            assert f"没有与“{agency}”相符的发文机关，没有排除任何文件。" in excluded.notes
        assert urls(ask(store, config, "机构:市教育局 招生")) == ["u:上海市教育局"]


def test_of_a_few_words_what_has_all_goes_before_what_repeats_one(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = (
        Document("u:lift", "关于电梯维保的公告", "电梯应当维保。", agency="云岭县市场监督管理局"),
        Document(
            "u:many", "市场监督管理局关于市场监督管理局名称的通知", "市场监督管理局。" * 9,
            agency="东海市市场监督管理局",
        ),
        *(Document(f"u:{n}", f"第{n}号简报", "其他工作。") for n in range(60)),
    )  # fmt: skip
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert urls(ask(store, config, "市监局 电梯"))[0] == "u:lift"
        assert urls(ask(store, config, "机构:市监局 电梯")) == ["u:lift"]


def test_of_words_with_blanks_those_that_were_typed_together_are_looked_for_so(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = (
        Document("u:together", "东海市安全生产条例", "本市的安全生产适用本条例。"),
        Document("u:apart", "东海风物保护条例", "东海，东海。安全。生产。东海的安全，东海的生产。"),
        *(Document(f"u:{n}", f"第{n}号简报", "其他工作。") for n in range(60)),
    )
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert urls(ask(store, config, "东海 安全生产"))[0] == "u:together"


def test_names_of_one_agency_count_their_words_once() -> None:
    ways = [
        Related((*words, "局"), "".join(words) + "局", frozenset(["市监局"]), 0.99)
        for words in (("市场", "监督"), ("市场", "监管"))
    ]
    node = Words(("市监局", "电梯"), "市监局\n电梯", related=tuple(ways))
    assert [new for _, new, _ in added(node)] == [["市场", "监督", "局"], ["监管"]]


def test_what_was_added_can_be_switched_off(library: tuple[Store, Config]) -> None:
    assert ask(*library, "公司法", expand=False).related == ()


def test_a_name_of_an_agency_that_stands_in_no_text_is_not_taken_for_a_slip(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = [
        Document(f"u:{name}{title}", title, "见附件。", agency=f"云岭县{name}")
        for name in ("农机局", "公路局", "党校")
        for title in ("部门决算表", "岗位职责")
    ]
    with open_store(config.store_url) as store:
        store.put_many([*files, Document("u:other", "农机具补贴", "农机具补贴办法。农机具。")])
        build(store, config)
        assert urls(ask(store, config, "农机局 部门决算表"))[0] == "u:农机局部门决算表"
        assert urls(ask(store, config, "岗位职责 党校"))[0] == "u:党校岗位职责"


def test_what_a_query_would_be_called_now_counts_as_typed(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = (
        Document("u:now", "夷陵区柑橘细则", "柑橘入库，按本细则执行。"),
        Document("u:there", "云岭县柑橘细则", "柑橘细则。" * 6),
        Document("u:usb", "禁用U盘通知", "各单位禁用U盘。"),
        Document("u:list", "禁用汇总", "禁用。" * 6 + "U盘"),
    )
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert urls(ask(store, config, "宜昌县柑橘细则"))[0] == "u:now"
        assert urls(ask(store, config, "禁用隨身碟"))[0] == "u:usb"


@pytest.mark.parametrize("query", ["普洱市古茶树", "普洱 古茶树", "思茅市古茶树", "思茅古茶树"])
def test_a_place_is_found_by_its_former_name_and_its_present_one(tmp_path: Path, query: str) -> None:
    config = Config(data=tmp_path)
    files = (
        Document("u:now", "普洱市古茶树认养细则", "普洱市各县区组织古茶树认养。"),
        Document("u:then", "思茅市古茶树登记细则", "思茅市各县组织古茶树登记。"),
        Document("u:there", "云岭县古茶树细则", "古茶树细则。" * 6),
    )
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        found = ask(store, config, query)
    assert set(urls(found)[:2]) == {"u:now", "u:then"}
    assert found.whole == 2


@pytest.mark.parametrize(
    ("query", "words", "former"),
    [
        ("普洱茶价格", ["普洱茶", "价格"], []),
        ("江陵城区公交", ["江陵", "城区", "公交"], []),
        ("浦东新区养老", ["浦东新区", "养老"], ["南汇县", "川沙县", "南汇区"]),
        ("襄阳公交", ["襄阳", "公交"], ["襄樊市"]),
    ],
)
def test_former_names_are_those_of_places_that_the_text_names(
    query: str, words: list[str], former: list[str]
) -> None:
    assert [way for _, way in former_names(query, words)] == former


SPOKEN = (
    Document("u:civil", "中华人民共和国民事诉讼法", "第一条 民事诉讼的任务是保护当事人行使诉讼权利。"),
    Document("u:week", "民诉法宣传周活动方案", "各单位学习民诉法，宣传民诉法。民诉法知识竞赛。"),
    Document("u:rules", "民事诉讼费用缓交办法", "民事诉讼的当事人可以申请缓交。"),
    Document("u:buyers", "中华人民共和国消费者权益保护法", "第一条 保护消费者的合法权益。"),
    Document("u:holiday", "关于取消法定节假日加班的通知", "取消法定节假日加班。"),
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("民诉法", "u:civil"),
        ("新民诉法的任务", "u:civil"),
        ("消法", "u:buyers"),
        ("消保法 权益", "u:buyers"),
        ("消费者权益保障法", "u:buyers"),
        ("取消法定节假日", "u:holiday"),
    ],
)
def test_a_law_is_found_by_the_name_people_use(tmp_path: Path, query: str, first: str) -> None:
    config = Config(data=tmp_path)
    with open_store(config.store_url) as store:
        store.put_many(SPOKEN)
        build(store, config)
        assert urls(ask(store, config, query))[0] == first


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("燃气条例", "城镇燃气管理条例"),
        ("新的燃气条例", "城镇燃气管理条例"),
        ("上海市燃气条例", ""),
        ("交通法", "道路交通安全法"),
        ("国防交通法", ""),
    ],
)
def test_a_short_name_is_no_part_of_the_name_of_another_law(text: str, way: str) -> None:
    assert any(way in instead for _, instead in law_names.other_names(text)) == bool(way)


@pytest.mark.parametrize("text", ["取消法定节假日", "消法律师", "代表法院", "采购法规", "民事诉讼法"])
def test_other_words_hold_no_name_of_a_law(text: str) -> None:
    assert law_names.other_names(text) == []


def test_a_figure_with_its_unit_and_the_number_of_a_standard_are_found_whole(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    files = (
        Document("u:2000", "水泵要求", "功率2000W以上。"),
        Document("u:1800", "水泵功率", "功率1800W以上，功率另定。"),
        Document("u:standard", "标准汇编", "执行 T/CSAE 53 的规定。"),
        Document("u:scattered", "年报", "2024 年 T 型台，CSAE 会员 53 人，2024 年 53 项。"),
        *(Document(f"u:{n}", f"第{n}号简报", "其他工作。") for n in range(9)),
    )
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert urls(ask(store, config, "2000 W")) == ["u:2000"]
        assert urls(ask(store, config, "功率 2000 W"))[0] == "u:2000"
        assert urls(ask(store, config, "2024 T/CSAE 53"))[0] == "u:standard"
