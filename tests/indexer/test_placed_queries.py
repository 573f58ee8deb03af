"""What a query asks for at a place, by its plain word, or by the name of a law; and what its hits lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from helpers_indexing import ask

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer import SearchRequest, open_searcher, plain
from indexer.building import build
from indexer.engines.contract import matters, shares
from indexer.query import Words
from indexer.query.filler import measured
from indexer.query.framing import norm
from indexer.query.placed_words import placed_words
from indexer.query.together import compound, lone_characters, named_in_one
from indexer.query.weights import SHARES
from indexer.searching.asked import asked_of
from indexer.searching.written import Written
from indexer.text import normalise_line
from indexer.text.jurisdictions import edition_key, jurisdiction, places, without_places

OTHERS = tuple(Document(f"u:{n}", f"第{n}号简报", f"简报{n}，其他工作。") for n in range(60))
LAW = "第一条 为了规范屠宰，保证质量，制定本办法。" + "屠宰场应当登记畜禽来源、数量和检疫证明号。" * 30


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.store_url) as opened:
        yield opened


def found(store: Store, config: Config, query: str, files: Sequence[Document]) -> list[str]:
    store.put_many([*files, *OTHERS])
    build(store, config)
    return [hit.document.document.url for hit in open_searcher(store, config).search(asked(query)).hits]


def asked(query: str) -> SearchRequest:
    return SearchRequest(query, meaning=False)


def test_a_text_that_has_the_words_of_an_official_term_apart_does_not_have_it(
    store: Store, config: Config
) -> None:
    apart = "公共场所应当明码标价。租赁合同载明租金标准。住房用途不得改变。租赁和住房的租金标准另行公布。"
    files = (
        Document("u:apart", "房屋租赁条例", apart * 3),
        Document("u:term", "云岭县公共租赁住房管理办法", "第一条 公共租赁住房按月交纳租金。"),
    )
    store.put_many([*files, *OTHERS])
    build(store, config)
    response = open_searcher(store, config).search(asked("公租房租金标准"))
    lacking = {hit.document.document.url: hit.lacking for hit in response.hits}
    assert response.whole == 0
    assert (lacking["u:apart"], lacking["u:term"]) == (("公租房",), ("标准",))


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("国务院办公厅关于开展城镇小区配套幼儿园治理工作的通知", []),
        ("老旧小区改造办法", []),
        ("县城市政设施办法", []),
        ("海绵城市建设办法", []),
        ("村庄和集镇规划建设管理条例", []),
        ("历史文化名城名镇名村保护条例", []),
        ("经济技术开发区土地办法", []),
        ("民族乡行政工作条例", []),
        ("云岭县城市绿化办法", ["云岭", "云岭县"]),
        ("新乡市供水条例", ["新乡", "新乡市"]),
        ("盐城市城市绿化条例", ["盐城", "盐城市"]),
        ("成都市市容条例", ["成都", "成都市"]),
        ("特色小镇和重点镇建设办法", []),
        ("饮用水水源保护区污染防治办法", []),
        ("沿街门市管理办法", []),
        ("农村集市管理办法", []),
        ("卫生城市评选办法", []),
        ("全市区排水办法", []),
        ("青石市民政局", ["青石", "青石市"]),
        ("青石市政府投资办法", ["青石", "青石市"]),
        ("青石市民营经济条例", ["青石", "青石市"]),
        ("青石市民宿管理办法", ["青石", "青石市"]),
        ("青石市民办学校管理办法", ["青石", "青石市"]),
        ("青石市民用建筑节能条例", ["青石", "青石市"]),
        ("青石市民生实事清单", ["青石", "青石市"]),
        ("青石市民卡管理办法", []),
        ("青石市民生活指南", []),
        ("青石市民办事指南", []),
        ("农村集市政务公开办法", []),
        ("责任区划分办法", []),
        ("核心区管理办法", []),
        ("申报省历史文化名城办法", []),
        ("未经县级以上主管部门批准", []),
        ("江门市供水条例", ["江门", "江门市"]),
        ("玉门市供水条例", ["玉门", "玉门市"]),
        ("辛集市市容条例", ["辛集", "辛集市"]),
        ("图们市口岸办法", ["图们", "图们市"]),
        ("共青城市绿化条例", ["共青城", "共青城市"]),
        ("合作市牧业条例", ["合作", "合作市"]),
        ("景洪市旅游条例", ["景洪", "景洪市"]),
        ("洪山区物业办法", ["洪山", "洪山区"]),
        ("名山区茶叶办法", ["名山", "名山区"]),
        ("新和县林业办法", ["新和", "新和县"]),
        ("水城县煤矿办法", ["水城", "水城县"]),
        ("荆州市沙市区绿化办法", ["沙市", "沙市区", "荆州", "荆州市"]),
        ("津市市供水办法", ["津市", "津市市"]),
        ("梅县区茶叶办法", ["梅县", "梅县区"]),
        ("杭锦旗草原办法", ["杭锦", "杭锦旗"]),
        ("锡林郭勒盟草原条例", ["锡林郭勒", "锡林郭勒盟"]),
        ("内蒙古自治区兴安盟草原办法", ["兴安", "兴安盟", "内蒙古"]),
        ("全州县畜牧办法", ["全州", "全州县"]),
        ("中共云岭县委关于防汛的通知", ["云岭", "云岭县"]),
        ("江南省云岭县教育局", ["云岭", "云岭县", "江南", "江南省"]),
        ("泰山风景名胜区条例", ["泰山风景名胜", "泰山风景名胜区"]),
        ("青岛市市北区物业办法", ["市北", "市北区", "青岛", "青岛市"]),
        ("忠县柑橘扶持办法", ["忠县"]),
        ("重庆市忠县柑橘扶持办法", ["忠县", "重庆"]),
        ("忠县市场监督管理局", ["忠县"]),
        ("忠县城市绿化办法", ["忠县"]),
        ("和县人民政府", ["和县"]),
        ("青石市和县级机关", ["青石", "青石市"]),
        ("古县、景县对口协作办法", ["古县"]),
        ("建县七十周年活动方案", []),
        ("以县为单位推进医改", []),
        ("新县城建设办法", []),
        ("富县强民办法", []),
        ("全县柑橘扶持办法", []),
        ("邻县柑橘扶持办法", []),
        ("王某诉江南省云岭县自然资源局案", []),
        ("配合青石县做好工作", []),
        ("国家及江南省组织的竞赛", []),
        ("宁波杭州湾大桥办法", []),
        ("江南省风景名胜区条例", ["江南", "江南省"]),
    ],
)
def test_a_place_has_a_name_and_is_no_kind_of_place(title: str, whose: list[str]) -> None:
    assert sorted(places(title, "")) == whose


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("北京市市民卡管理办法", "市民卡管理办法"),
        ("北京市民卡管理办法", "市民卡管理办法"),
        ("北京市民用机场条例", "民用机场条例"),
        ("北京市消防条例", "消防条例"),
        ("江苏省级财政资金办法", "省级财政资金办法"),
        ("江苏省财政资金办法", "财政资金办法"),
    ],
)
def test_a_title_without_its_place_begins_with_a_word(title: str, left: str) -> None:
    assert without_places(title) == left


@pytest.mark.parametrize(
    ("remark", "is_version"),
    [
        ("市人大常委会审议通过", True),
        ("2020年修订", True),
        ("已废止", True),
        ("审议稿", False),
        ("讨论稿", False),
        ("草案", False),
    ],
)
def test_a_draft_is_no_version_of_a_law_and_what_was_passed_is(remark: str, is_version: bool) -> None:
    title = normalise_line(f"青石市养犬条例（{remark}）")
    assert (edition_key(title) == edition_key("青石市养犬条例")) is is_version


def test_papers_of_no_place_are_nobodys_or_the_states() -> None:
    assert jurisdiction("老旧小区改造指导意见") == ""
    assert jurisdiction("国务院办公厅关于开展城镇小区配套幼儿园治理工作的通知") == "国家"


def test_the_words_of_a_place_are_told_from_what_is_asked_for_there() -> None:
    assert placed_words("青石县\n献血", ("青石", "县", "献血")) == ({"青石"}, {"县"})
    assert placed_words("上海养犬", ("上海", "养犬")) == ({"上海"}, set())
    assert placed_words("县城供水", ("县城", "供水")) == (set(), set())
    assert placed_words("青石县县志", ("青石", "县", "县志")) == ({"青石"}, set())
    node = Words(("青石", "献血"), "青石县\n献血", placed=frozenset({"青石"}))
    assert matters(node) == ("献血",)
    assert matters(Words(("青石",), "青石县", placed=frozenset({"青石"}))) == ()
    assert shares(node, {"青石": 9.0, "献血": 3.0}) == pytest.approx({"青石": 9 / 19, "献血": 10 / 19})
    assert shares(node, {"青石": 9.0, "献血": 3.0})["青石"] < SHARES["most"]
    assert shares(Words(("甲", "乙"), "甲乙"), {"甲": 1.0, "乙": 3.0}) == {"甲": 0.25, "乙": 0.75}


@pytest.mark.parametrize("query", ["青石县 献血", "青石县献血", "青石县怎么献血"])
def test_a_paper_that_only_has_the_place_goes_behind_the_law(
    store: Store, config: Config, query: str
) -> None:
    floods = Document("u:floods", "青石县关于防汛工作的通知", "青石县各乡镇做好防汛。青石县防汛指挥部。")
    law = Document("u:law", "中华人民共和国献血法", "第一条 为了保证临床用血，国家实行无偿献血制度。" * 9)
    urls = found(store, config, query, [floods, law])
    assert urls.index("u:law") < urls.index("u:floods")


def test_a_paper_of_the_place_goes_before_the_law_and_that_before_other_places(
    store: Store, config: Config
) -> None:
    own = Document("u:own", "青石县献血条例", "本县实行献血。" + "其余从略，另行规定。" * 9)
    law = Document("u:law", "中华人民共和国献血法", "国家实行无偿献血制度，献血光荣。" * 3)
    other = Document("u:other", "白水县献血条例", "献血，献血，献血。", agency="白水县卫生局")
    assert found(store, config, "青石县 献血", [other, law, own])[:3] == ["u:own", "u:law", "u:other"]


@pytest.mark.parametrize("query", ["寿星钱怎么领", "寿星钱怎么申请", "云岭县寿星钱"])
def test_the_official_term_leads_beside_what_is_to_be_done_and_where(
    store: Store, config: Config, query: str
) -> None:
    own = config.data / "own.txt"
    own.write_text("高龄津贴: 寿星钱", encoding="utf-8")
    config = replace(config, search=replace(config.search, thesaurus=str(own)))
    files = [
        Document("u:titled", "云岭县高龄津贴发放办法", "本办法适用于八十岁以上的人。" * 20),
        Document("u:told", "会议纪要", "领，领，申请，申请。高龄津贴。"),
        Document("u:place", "云岭县会议纪要", "云岭县，高龄津贴，云岭县。", agency="云岭县档案馆"),
    ]
    assert found(store, config, query, files)[0] == "u:titled"


@pytest.mark.parametrize(
    "query",
    ["畜禽屠宰管理办法还有效吗", "畜禽屠宰管理办法", "江南省畜禽屠宰管理办法", "畜禽屠宰管理办法 江南"],
)
def test_a_law_by_its_name_goes_before_the_decision_that_repealed_it(
    store: Store, config: Config, query: str
) -> None:
    decision = "江南省人民政府关于废止《江南省畜禽屠宰管理办法》的决定"
    files = [
        Document("u:law", "江南省畜禽屠宰管理办法", LAW, issued_on=date(2010, 1, 1), validity="废止"),
        Document("u:end", decision, f"{decision}。自公布之日起施行。", issued_on=date(2020, 1, 1)),
    ]
    files = [replace(one, agency="江南省人民政府") for one in files]
    files.append(Document("u:there", "白水市简报", "其他工作。", agency="白水市档案馆"))
    assert found(store, config, query, files)[:2] == ["u:law", "u:end"]


def test_a_name_of_a_law_is_told_from_what_speaks_of_one() -> None:
    assert norm("畜禽屠宰管理办法") == "畜禽屠宰管理办法"
    for text in ("关于废止畜禽屠宰管理办法", "合法", "公司规定", "公园\n管理办法", "献血法解读"):
        assert norm(text) == ""


def test_what_is_lacking_is_told_as_people_say_it(store: Store, config: Config) -> None:
    file = Document("u:one", "养殖项目公告", "养殖项目，链条。" * 3)
    store.put_many([file, *OTHERS])
    build(store, config)
    lacking = {
        query: ask(store, config, query, meaning=False).hits[0].lacking
        for query in ("养殖 区块链", "区块链养殖", "养殖 3，480万元", "青石县 养殖", "养殖取", "养殖 御窑厂")
    }
    assert lacking == {
        "养殖 区块链": ("区块链",),
        "区块链养殖": ("区块链",),
        "养殖 3，480万元": ("3480万元",),
        "青石县 养殖": ("青石县",),
        "养殖取": (),
        "养殖 御窑厂": ("御窑厂",),
    }


def test_what_has_all_but_a_single_character_is_not_called_a_part(store: Store, config: Config) -> None:
    store.put_many([Document("u:one", "独生子女须知", "独生子女父母每年领取一次。"), *OTHERS])
    build(store, config)
    response = ask(store, config, "独生子女费", expand=False, meaning=False)
    assert (response.total, response.whole, response.degree, response.notes) == (1, 1, "all", ())


def test_a_place_of_the_collection_is_told_as_lacking_and_not_counted_as_had(
    store: Store, config: Config
) -> None:
    here = Document("u:here", "公安局须知", "养犬应当登记。", agency="青石市公安局")
    there = Document("u:there", "公安局须知", "养犬应当登记，每年一次。", agency="白水市公安局")
    store.put_many([here, there, *OTHERS])
    build(store, config)
    response = ask(store, config, "青石养犬", meaning=False)
    lacking = {hit.document.document.url: hit.lacking for hit in response.hits}
    assert lacking == {"u:here": (), "u:there": ("青石",)}
    assert (response.total, response.whole) == (2, 1)
    assert response.notes == ("以下也列出没有提到“青石”的文件。",)
    response = ask(store, config, "青石养犬登记 每年", meaning=False)
    assert (response.whole, len(response.notes)) == (0, 1)
    assert response.notes[0].startswith("没有文件同时含有全部检索词")
    response = ask(store, config, "白水火箭", meaning=False)
    assert [hit.lacking for hit in response.hits] == [("火箭",)]


def test_a_place_beside_an_operator_has_the_papers_of_its_agencies(store: Store, config: Config) -> None:
    here = Document("u:here", "公安局须知", "养犬应当登记。", agency="青石市公安局")
    named = Document("u:named", "养犬须知", "青石的养犬人应当登记。", agency="省公安厅")
    there = Document("u:there", "公安局须知", "养犬应当登记。", agency="白水市公安局")
    assert set(found(store, config, "青石 AND 养犬", [here, named, there])) == {"u:here", "u:named"}


def test_what_shows_nothing_is_not_shown_in_the_title_of_a_hit(store: Store, config: Config) -> None:
    store.put_many([Document("u:one", "养\u200b犬登\u00ad记办法", "养犬应当登记。"), *OTHERS])
    build(store, config)
    assert plain(ask(store, config, "养犬登记").hits[0].title) == "养犬登记办法"


@pytest.mark.parametrize("query", ["青石县 邮政", "青石县邮政", "上海 邮政"])
def test_what_is_titled_by_it_at_the_place_goes_before_what_only_tells_of_it(
    store: Store, config: Config, query: str
) -> None:
    own = "上海市邮政条例" if "上海" in query else "青石县邮政条例"
    place = own.removesuffix("邮政条例")
    files = [
        Document("u:own", own, "第一条 本条例适用于本地。" + "其余从略，另行规定。" * 9),
        Document("u:told", f"{place}关于商业的意见", "邮政，邮政。" * 9, agency=f"{place}人民政府"),
        Document("u:law", "中华人民共和国邮政法", "国家保护邮政，邮政，邮政。" * 3),
    ]
    assert found(store, config, query, files)[0] == "u:own"


def test_parts_between_blanks_name_what_is_wanted_however_many_words_they_are(
    store: Store, config: Config
) -> None:
    whole = Document("u:whole", "绩效目标申报表", "见附件。", agency="青石县供销社")
    part = Document("u:part", "供销社章程", "供销社，供销社，供销社绩效。" * 9)
    assert found(store, config, "供销社 绩效目标申报表", [part, whole])[0] == "u:whole"


def test_the_term_here_for_a_word_of_elsewhere_is_looked_for_too(store: Store, config: Config) -> None:
    files = [
        Document("u:meter", "出租汽车计价器检定", "按期检定。"),
        Document("u:other", "出租汽车客运条例", "出租汽车，出租车。" * 9),
    ]
    assert found(store, config, "計程車計價器", files)[:2] == ["u:meter", "u:other"]
    lacking = [hit.lacking for hit in ask(store, config, "計程車計價器", meaning=False).hits[:2]]
    assert lacking == [(), ("计价器",)]


@pytest.mark.parametrize("query", ["PM10 监测", "PM-10 监测", "pm 10监测"])
def test_letters_with_a_figure_that_documents_have_are_no_pinyin(
    store: Store, config: Config, query: str
) -> None:
    files = [Document("u:dust", "PM10点位", "PM10监测。"), Document("u:sale", "拍卖公告", "拍卖，拍卖。")]
    assert found(store, config, query, files)[0] == "u:dust"
    assert ask(store, config, query, meaning=False).meant is None


def test_single_characters_are_asked_for_only_where_they_were_typed_apart() -> None:
    assert lone_characters("户厕补多少", ("户厕", "补")) == {"补"}
    assert lone_characters("户厕\n补", ("户厕", "补")) == set()
    assert lone_characters("税", ("税",)) == set()
    assert lone_characters("泵闸养护费", ("泵", "闸", "养护", "费")) == {"费"}
    assert measured("火化一次多少钱，几个人") == {"钱", "人"}


@pytest.mark.parametrize(
    ("part", "pieces", "one"),
    [
        ("区块链", ["区块", "链"], "区块链"),
        ("社保交", ["社保", "交"], ""),
        ("青石县", ["青石", "县"], ""),
        ("网络吗", ["网络", "吗"], ""),
        ("户厕改造", ["户厕", "改造"], ""),
    ],
)
def test_a_word_with_one_character_more_is_one(part: str, pieces: list[str], one: str) -> None:
    assert compound(part, pieces) == one


def test_a_name_that_is_cut_into_characters_is_one() -> None:
    assert named_in_one("道真", ["道", "真"]) == ["道真"]
    assert named_in_one("道吗", ["道", "吗"]) == ["道", "吗"]
    assert named_in_one("道真稳岗", ["道", "真", "稳岗"]) == ["道", "真", "稳岗"]


@pytest.mark.parametrize(
    "query", ["卖假药", "区块链养猪", "道真 稳岗", "gb/t 19001 认证", "采集点 备案", "黑 网吧"]
)
def test_what_is_told_to_be_lacking_agrees_with_what_is_counted(
    store: Store, config: Config, query: str
) -> None:
    files = [
        Document("u:w1", "假药买卖", "买卖假药，网吧黑名单。黑网吧。"),
        Document("u:w2", "区块划分", "链条，区块，养猪。区块链养猪。"),
        Document("u:w3", "道真公示", "稳岗，道真。点位采集，备案。"),
        Document("u:w4", "GB/T 19001-2016", "认证。采集点备案。"),
        Document("u:w5", "产品认证", "认证，道路，真实。采集，备案，重点。"),
        Document("u:w6", "网吧管理", "网吧，黑，假药。"),
        Document("u:w7", "养殖", "养猪，稳岗。"),
    ]
    store.put_many([*files, *OTHERS])
    build(store, config)
    response = ask(store, config, query, meaning=False, limit=100)
    whole = [hit for hit in response.hits if not hit.lacking]
    if response.degree != "all":
        assert len(whole) == response.whole
        assert any("不多" in note for note in response.notes) == bool(whole)


def test_words_of_elsewhere_that_stand_side_by_side_lead_to_the_terms_here(
    store: Store, config: Config
) -> None:
    files = [
        Document("u:bus", "公共汽车移动电话支付试点", "公共汽车移动电话支付。"),
        Document("u:pay", "支付办法", "支付，支付，行动。"),
    ]
    assert found(store, config, "巴士行動電話支付", files)[0] == "u:bus"


@pytest.mark.parametrize("query", ["费自治区", "州自治区", "怎么自治区", "今年市", "怎么旗 吗", "青石县"])
def test_every_query_has_words_that_tell(store: Store, config: Config, query: str) -> None:
    file = Document("u:fees", "收费目录", "青石县今年怎么收费，州市、各旗和自治区的费。")
    assert found(store, config, query, [file]) == ["u:fees"]


def test_what_no_document_has_as_one_word_is_none(store: Store, config: Config) -> None:
    files = [
        Document("u:pets", "宠物须知", "不得携带猫、狗等动物。"),
        Document("u:homes", "小区物业管理办法", "物业管理，业主大会。"),
    ]
    store.put_many([*files, *OTHERS])
    build(store, config)
    for query, url in (("猫狗", "u:pets"), ("物业法", "u:homes")):
        response = ask(store, config, query, meaning=False)
        assert [(hit.document.document.url, hit.lacking) for hit in response.hits] == [(url, ())]
        assert response.whole == 1


def test_the_official_term_is_found_by_part_of_a_word_with_one_character_more(
    store: Store, config: Config
) -> None:
    own = config.data / "own.txt"
    own.write_text("高龄津贴: 寿星", encoding="utf-8")
    config = replace(config, search=replace(config.search, thesaurus=str(own)))
    files = [Document("u:term", "高龄津贴发放", "高龄津贴。"), Document("u:said", "寿星法", "寿星法。")]
    assert sorted(found(store, config, "寿星法", files)) == ["u:said", "u:term"]


def test_what_stands_otherwise_in_the_query_is_told_as_it_is_looked_for() -> None:
    node = Words(("a100", "100"), "a 100%")
    assert [one.told for one in asked_of(node)] == ["a100", "100"]


def test_long_texts_that_nothing_parts_are_soon_looked_through() -> None:
    cut: list[int] = []
    before = process_time()
    assert not Written("a1" * 200_000, str.split).has("a")
    assert process_time() - before < 2
    Written("补贴" * 20_000, lambda run: cut.append(len(run)) or [run]).has("补")
    assert max(cut) <= 500
