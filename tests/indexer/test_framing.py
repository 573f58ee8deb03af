"""What stands around the name of a law in a query, and numbers and multiples as people say them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from helpers_indexing import ask

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer.building import build
from indexer.query.framing import bare, standings
from indexer.query.numerals import otherwise
from indexer.query.pieces import MAX_CHARACTERS

FILES = (
    Document("u:blood", "中华人民共和国献血法", "第一条 为保证医疗临床用血需要，制定本法。"),
    Document("u:whole", "《献血法》解读", "献血法全文见附件，献血法最新版的全文、原文。献血法有效。"),
    Document("u:privacy", "中华人民共和国个人信息保护法", "第一条 为了保护个人信息权益，制定本法。"),
    Document("u:data", "个人资料库管理办法", "个人资料，个人资料，保护法规。"),
    Document("u:doctors", "中华人民共和国医师法", "第一条 保障医师合法权益。执业医师。"),
    Document("u:practice", "实施《中华人民共和国执业医师法》办法", "执业医师执业医师，执业医师注册。"),
    Document("u:old", "云岭县广告设置办法", "广告设置应当牢固。", validity="失效"),
    Document("u:new", "云岭县广告设施设置规定", "广告设施设置应当牢固，广告不得失色。", validity="有效"),
    Document(
        "u:order", "云岭县公文办理规定", "公文应当及时办理。", agency="云岭县人民政府",
        document_number="云岭县人民政府令第9号",
    ),
    Document("u:nine", "政府令汇编", "县政府令九号，政府令，9号。", agency="云岭县档案馆"),
    Document("u:number", "关于防汛的通知", "做好防汛。", document_number="云政发〔2012〕15号"),
    Document("u:wages", "关于工资的规定", "应当向劳动者每月支付二倍的工资。"),
    Document("u:pay", "工资发放办法", "工资，工资。双方约定工资。"),
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Config]]:
    config = Config(data=tmp_path_factory.mktemp("framing"))
    with open_store(config.store_url) as store:
        store.put_many(FILES)
        build(store, config)
        yield store, config


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("献血法全文", "u:blood"),
        ("献血法最新版 全文", "u:blood"),
        ("请问献血法还有效吗", "u:blood"),
        ("个人资料保护法", "u:privacy"),
        ("医师法", "u:doctors"),
        ("广告 失效", "u:old"),
        ("广告 现行有效", "u:new"),
        ("县政府令9号", "u:order"),
        ("云政发二〇一二 十五号", "u:number"),
        ("双倍工资", "u:wages"),
    ],
)
def test_what_is_meant_comes_first(library: tuple[Store, Config], query: str, first: str) -> None:
    assert ask(*library, query).hits[0].document.document.url == first


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("最新民法典", "民法典"),
        ("您好,我想问一下养犬管理规定", "养犬管理规定"),
        ("公司法\n全文", "公司法"),
        ("最新低保标准", "低保标准"),
        ("旧公司法", "公司法"),
        ("最新民法典\n冷静期", "民法典\n冷静期"),
        ("献血法是哪年实施的", "献血法"),
        ("食品安全法修订版下载", "食品安全法"),
        ("我想看公司法", "公司法"),
        ("旧的养犬管理办法", "养犬管理办法"),
        ("最新修订后的公司法", "公司法"),
        ("养犬管理规定还有效吗", "养犬管理规定"),
        ("献血法现行有效版本", "献血法"),
    ],
)
def test_the_name_alone_is_looked_for(query: str, name: str) -> None:
    assert bare(query) == name


@pytest.mark.parametrize(
    "query",
    [
        "查处车辆非法客运若干规定",
        "查询服务管理办法",
        "合同示范文本",
        "遗嘱有效吗",
        "全文",
        "最新",
        "最新房价",
        "旧货市场管理办法",
        "旧城改造规划",
        "现行犯处理办法",
        "搜查程序规定",
        "查看守所条例",
        "我想看病报销规定",
        "交通违法查询",
        "合同合法有效",
        "口头通知有效吗",
        "公司规定有效吗",
        "解除合同通知什么时候生效",
        "处罚决定生效",
        "法律全文检索系统",
    ],
)
def test_what_names_nothing_and_what_is_part_of_a_name_stays(query: str) -> None:
    assert bare(query) == query


def test_what_is_said_over_and_over_takes_no_time() -> None:
    for said in ("最新全文", "现行有效", "还", "旧的", "看看", " "):
        text = said * (MAX_CHARACTERS // len(said)) + "车"
        started = process_time()
        assert bare(text).endswith("车")
        assert process_time() - started < 0.5


def test_standing_is_asked_for_between_blanks_beside_something_else() -> None:
    assert standings("广告\n已废止") == {"已废止": "废止"}
    assert standings("失效") == standings("广告失效") == standings("遗嘱\n有效") == {}


def test_papers_that_ended_go_before_where_they_are_titled_by_what_is_asked_for(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    contract = "合同失效的，合同当事人应当返还财产。合同失效。"
    files = [
        Document("u:answer", "关于合同失效的解释", contract, validity="有效"),
        Document("u:ended", "采砂管理办法", "采砂应当订立合同，2019年失效。", validity="失效"),
        Document("u:year", "2019年工作计划", "2019年的计划，哪些失效，何时失效。", validity="有效"),
        *(Document(f"u:{n}", f"第{n}号简报", "其他事项。", validity="有效") for n in range(20)),
    ]
    with open_store(config.store_url) as store:
        store.put_many(files)
        build(store, config)
        assert ask(store, config, "合同 失效").hits[0].document.document.url == "u:answer"
        for query in ("采砂 失效", "2019年 失效"):
            assert ask(store, config, query).hits[0].document.document.url == "u:ended"


def test_papers_of_agencies_of_the_place_go_before_those_of_elsewhere(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    here = Document("u:here", "关于调整城乡低保标准的通知", "低保标准为七百三十元。", agency="西岭县民政局")
    word = "按照低保标准发放，低保标准另行公布。"
    others = [
        Document(f"u:{place}", f"{place}低保工作意见", word, agency=f"{place}民政局")
        for place in ("云岭县", "青石县", "白水县", "江北区", "临河市")
    ]
    rest = [Document(f"u:{n}", f"第{n}号简报", "其他工作。", agency="西岭县水利局") for n in range(9)]
    with open_store(config.store_url) as store:
        store.put_many([*others, here, *rest])
        build(store, config)
        assert ask(store, config, "西岭县 低保标准").hits[0].document.document.url == "u:here"


def test_twice_is_said_in_several_ways() -> None:
    assert {way for said, way in otherwise("双倍工资") if said == "双倍"} == {"二倍", "两倍", "2倍"}
    for more in ("十二倍", "三点二倍", "一百零二倍"):
        assert not any(said == "二倍" for said, _ in otherwise(more))
