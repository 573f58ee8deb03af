"""What leads from one document to others: its reading, its successor, what it names, what is like it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.config import Config
from corpus.records import Document
from corpus.store import open_store
from indexer.building import build
from indexer.query import Node, Words
from indexer.related import Relations
from indexer.related.titles import explains, subject
from indexer.searching import open_searcher
from indexer.text import normalise_line

SITE = "http://www.example.test"
RULES = "青石县公共租赁住房管理办法"
HOUSING, SCHOOLS = "青石县住房和城乡建设局", "青石县教育局"
NUMBER = "项目编号：QSCG-2024-015。"
DOCUMENTS = [
    ("rules", f"青石县人民政府关于印发《{RULES}》的通知", HOUSING, "2024-03-01",
     "公共租赁住房的申请、轮候和退出适用本办法。《青石县廉租住房管理办法》（青政发〔2009〕3号）同时废止。"),
    ("reading", f"《{RULES}》政策解读", HOUSING, "2024-03-05", "申请公共租赁住房要什么条件，排多久。"),
    ("picture", f"一图读懂{RULES}", HOUSING, "2024-03-06", "图片。"),
    ("short name", "公共租赁住房管理办法十问十答", HOUSING, "2024-03-07", "怎样轮候。"),
    ("elsewhere", "《红石县公共租赁住房管理办法》政策解读", "红石县住建局", "2024-04-05", "红石县的规定。"),
    ("old", "青石县廉租住房管理办法", HOUSING, "2009-05-01", "廉租住房的申请和退出适用本办法。"),
    ("opinion", "青石县教育局关于进一步规范校外培训的实施意见", SCHOOLS, "2023-06-01",
     "根据《中华人民共和国民办教育促进法》和《没有收录的办法》，制定本意见。"),
    ("asked", "关于进一步规范校外培训的问答", SCHOOLS, "2023-06-09", "培训机构怎样收费。"),
    ("law", "中华人民共和国民办教育促进法", None, "2018-12-29", "民办教育事业属于公益性事业。"),
    ("older law", "中华人民共和国民办教育促进法", None, "2002-12-28", "民办教育事业是社会主义教育事业。"),
    ("training", "关于校外培训收费监管的公告", SCHOOLS, "2023-09-01", "校外培训预收费存入专用账户。"),
    ("notice", f"关于《{RULES}》的更正公告", HOUSING, "2024-03-20", "第三条中的“十年”应为“二十年”。"),
    ("tender", "青石县中心校课桌椅采购项目招标公告", SCHOOLS, "2024-05-01", f"{NUMBER}预算六万元。"),
    ("result", "青石县中心校课桌椅采购项目中标公告", SCHOOLS, "2024-05-20", f"{NUMBER}中标人：某公司。"),
    ("change", "变更公告", SCHOOLS, "2024-05-09", f"{NUMBER}开标时间变更为五月二十日。"),
    ("answers", "青石县中心校课桌椅采购项目澄清函", SCHOOLS, "2024-05-08", f"{NUMBER}投标文件须加盖公章。"),
    ("fire", "森林防火期野外用火管理规定", "青石县人民政府", "2022-10-01", "禁止在林区烧荒。"),
    ("flood", "青石县防汛抗旱应急预案", "青石县水利局", "2024-06-01", "县水利局统一指挥。"),
    ("flood read", "防汛抗旱应急预案解读", "青石县人民政府", "2024-06-03", "汛期怎样转移。"),
    ("wells", "青石县人民政府关于印发农村供水管理办法的通知", HOUSING, "2024-07-01", "水费按表收取。"),
    ("wells asked", "县住建局发言人就农村供水管理办法出台答记者提问", HOUSING, "2024-07-02", "怎样按表。"),
    ("wells rules", "农村供水管理办法实施细则解读", HOUSING, "2024-07-03", "细则怎样规定。"),
    ("readings", "青石县政府文件解读工作办法", "青石县人民政府", "2024-08-01", "文件和解读一起公布。"),
    ("readings read", "《青石县政府文件解读工作办法》政策图解", "青石县人民政府", "2024-08-02", "图片。"),
    ("trees", "青石县古树名木保护办法", "青石县人民政府", "2020-09-01", "古树名木挂牌保护。"),
    ("trees drawn", "青石县古树名木保护办法（图解）", "青石县人民政府", "2020-09-03", "图片：怎样挂牌。"),
    ("trees draft", "青石县古树名木保护办法（修订草案）", "青石县人民政府", "2024-09-03", "草案征求意见。"),
    ("lamps", "青石县路灯管理办法", "青石县人民政府", "2020-09-01", "路灯由县里照管。"),
    ("lamps now", "青石县路灯管理办法（2024年修订）", "青石县人民政府", "2024-09-03", "路灯由镇里照管。"),
    ("light", "青石县城市照明方案", "青石县人民政府", "2024-09-05",
     "依照《青石县路灯管理办法》和《青石县古树名木保护办法》。"),
    ("flood town", "防汛抗旱应急预案图解", "白石镇人民政府", "2024-06-04", "本镇怎样值守。"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """For each document, by what it is called here, what stands in which relation to it."""
    config = Config(data=tmp_path_factory.mktemp("related"))
    with open_store(config.store_url) as store:
        for name, title, agency, day, text in DOCUMENTS:
            portal = None if name == "elsewhere" else "青石县"
            url, on = f"{SITE}/{name}.html", date.fromisoformat(day)
            store.put(Document(url=url, title=title, text=text, agency=agency, issued_on=on, portal=portal))
        build(store, config)
        searcher = open_searcher(store, config)
        names = {f"{SITE}/{name}.html": name for name, *_ in DOCUMENTS}
        relations = (
            *("successors", "originals", "explanations", "named", "alike"),
            *("corrected_by", "corrects", "predecessors"),
        )

        def of(name: str) -> dict[str, list[str]]:
            related = searcher.related(store.by_url(f"{SITE}/{name}.html"))
            return {one: [names[it.document.url] for it in getattr(related, one)] for one in relations}

        return {name: of(name) for name, *_ in DOCUMENTS}


def test_a_policy_leads_to_what_explains_it_and_back(found: dict[str, dict[str, list[str]]]) -> None:
    assert set(found["rules"]["explanations"]) == {"reading", "picture", "short name"}
    assert found["reading"]["originals"] == found["picture"]["originals"] == ["rules"]
    assert found["short name"]["originals"] == ["rules"]
    assert found["flood"]["explanations"] == ["flood read"]
    assert found["opinion"]["explanations"] == ["asked"]
    assert found["asked"]["originals"] == ["opinion"]


def test_what_explains_is_told_by_the_whole_name_of_what_it_explains(
    found: dict[str, dict[str, list[str]]],
) -> None:
    assert found["wells"]["explanations"] == ["wells asked"]
    assert found["wells asked"]["originals"] == ["wells"]
    assert found["wells rules"]["originals"] == []


def test_a_policy_about_readings_is_no_reading(found: dict[str, dict[str, list[str]]]) -> None:
    assert found["readings"]["explanations"] == ["readings read"]
    assert found["readings read"]["originals"] == ["readings"]


def test_a_reading_or_a_draft_under_the_name_of_a_policy_is_no_later_version_of_it(
    found: dict[str, dict[str, list[str]]],
) -> None:
    assert found["trees"]["successors"] == []
    assert found["trees"]["explanations"] == ["trees drawn"]
    assert found["trees drawn"]["originals"] == ["trees"]
    assert found["light"]["named"] == ["lamps now", "trees"]


@pytest.mark.parametrize(
    ("title", "explaining"),
    [
        ("县教育局局长解读义务教育入学办法", True),
        ("市住建局有关负责同志解读住房租赁补贴发放办法", True),
        ("一图解读《青石县义务教育入学办法》", True),
        ("青石县农村宅基地审批办法20问", True),
        ("《青石县森林防火条例》释义", True),
        ("青石县义务教育入学办法解读来了", True),
        ("青石县人民政府办公室关于做好重大政策解读工作的意见", False),
        ("青石县人民政府政策解读工作管理办法", False),
        ("青石县政府办公室文件解读发布管理办法", False),
        ("青石县教育局解读义务教育招生入学办法", True),
        ("青石县行政复议咨询问答平台使用规定", False),
        ("关于组织收看“政策解读”视频会议的通知", False),
        ("青石县部门预算编制说明书审查规范", False),
    ],
)
def test_what_explains_is_told_from_what_is_about_explaining(title: str, explaining: bool) -> None:
    assert explains(Document(url=SITE, title=title, text="")) is explaining


def test_what_explains_another_countys_rules_is_not_taken_for_ours(
    found: dict[str, dict[str, list[str]]],
) -> None:
    assert found["elsewhere"]["originals"] == []


def test_what_is_over_leads_to_what_ended_it(found: dict[str, dict[str, list[str]]]) -> None:
    assert found["old"]["successors"] == ["rules"]
    assert found["older law"]["successors"] == ["law"]
    assert found["rules"]["successors"] == found["law"]["successors"] == []


def test_laws_and_policies_named_in_the_text_lead_to_the_version_in_force(
    found: dict[str, dict[str, list[str]]],
) -> None:
    assert found["opinion"]["named"] == ["law"]
    assert found["rules"]["named"] == ["old"]


def test_documents_about_the_same_are_alike_and_others_are_not(
    found: dict[str, dict[str, list[str]]],
) -> None:
    assert "training" in found["opinion"]["alike"]
    assert "fire" not in found["opinion"]["alike"]
    told = [name for some in found["opinion"].values() for name in some]
    assert len(told) == len(set(told))
    assert "opinion" not in told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《关于加强河道采砂管理的通知》政策解读", "云岭县人民政府办公室关于加强河道采砂管理的通知"),
        ("【图解】关于加强河道采砂管理的实施意见", "云岭县关于加强河道采砂管理的实施意见"),
        (
            "《云岭县城乡居民养老保险实施细则（试行）》问答",
            "关于印发《云岭县城乡居民养老保险实施细则》的通知",
        ),
        ("一图看懂：云岭县“十四五”规划", "云岭县“十四五”规划"),
        ("云岭县农房建设管理办法答记者问", "云岭县农房建设管理办法"),
        ("云岭县农房建设管理办法解读之二", "云岭县农房建设管理办法"),
        ("云岭县农房建设管理办法系列解读（三）", "云岭县农房建设管理办法"),
        ("“云岭县农房建设管理办法”政策问答", "云岭县农房建设管理办法"),
        ("关于云岭县农房建设管理办法的政策解读", "云岭县农房建设管理办法"),
        ("县住建局负责人就云岭县农房建设管理办法有关问题答记者问", "云岭县农房建设管理办法"),
        ("云岭县农房建设管理办法解读", "云岭县人民政府关于印发云岭县农房建设管理办法的通知"),
        ("县住建局关于云岭县农房建设管理办法的解读", "云岭县农房建设管理办法"),
        ("云岭县农房建设管理办法（试行）解读", "云岭县农房建设管理办法（试行）"),
        ("云岭县农房建设管理办法（试行）（政策解读）", "云岭县农房建设管理办法（试行）"),
        ("政策解读（云岭县农房建设管理办法）", "云岭县农房建设管理办法"),
        ("一图读懂丨云岭县农房建设管理办法", "云岭县农房建设管理办法"),
        ("云岭县就业创业补贴办法答记者问", "云岭县就业创业补贴办法"),
        ("残疾人异地就医结算办法答记者问", "残疾人异地就医结算办法"),
        ("青石县残疾人就业补贴办法解读材料", "青石县残疾人就业补贴办法"),
        ("青石县餐厨垃圾管理办法（图解）", "青石县餐厨垃圾管理办法"),
        ("一图速览青石县大病保险实施办法", "青石县大病保险实施办法"),
        ("青石县义务教育入学办法热点问答", "青石县义务教育入学办法"),
        ("失业保险基金统筹办法常见问题解答", "失业保险基金统筹办法"),
        ("青石县惠农补贴一卡通办法明白纸", "青石县惠农补贴一卡通办法"),
        ("县就业中心负责人就学前教育管理办法答记者问", "学前教育管理办法"),
    ],
)
def test_titles_that_explain_have_the_subject_of_what_they_explain(one: str, other: str) -> None:
    assert subject(normalise_line(one)) == subject(normalise_line(other)) != ""


def test_what_was_found_once_is_remembered_and_what_was_withdrawn_since_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(data=tmp_path)
    with open_store(config.store_url) as store:
        for name, title, *_ in DOCUMENTS[:3]:
            store.put(Document(url=f"{SITE}/{name}.html", title=title, text="公共租赁住房"))
        build(store, config)
        searcher, rules = open_searcher(store, config), store.by_url(f"{SITE}/rules.html")
        assert len(searcher.related(rules).explanations) == 2
        monkeypatch.setattr("indexer.searching.search.relations", None)
        assert len(searcher.related(rules).explanations) == 2

        store.withdraw(f"{SITE}/picture.html")

        assert [one.document.title for one in searcher.related(rules).explanations] == [DOCUMENTS[1][1]]


def test_what_is_alike_is_asked_for_without_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Node] = []

    def related(reader: object, store: object, stored: object, title: Node, near: object) -> Relations:
        asked.append(title)
        return Relations()

    monkeypatch.setattr("indexer.searching.search.relations", related)
    config = Config(data=tmp_path)
    with open_store(config.store_url) as store:
        store.put(
            Document(url=f"{SITE}/a.html", title="青石县人民政府关于印发青石县防汛预案的通知", text="汛期。")
        )
        build(store, config)
        open_searcher(store, config).related(store.by_url(f"{SITE}/a.html"))
    assert isinstance(asked[0], Words)
    assert asked[0].text == "防汛预案"


def test_a_notice_and_what_it_corrects_lead_to_each_other(found: dict[str, dict[str, list[str]]]) -> None:
    assert (found["rules"]["corrected_by"], found["notice"]["corrects"]) == (["notice"], ["rules"])
    assert (found["tender"]["corrected_by"], found["change"]["corrects"]) == (
        ["answers", "change"],
        ["tender"],
    )
    assert found["answers"]["corrects"] == ["tender"]
    others = set(found) - {"rules", "notice", "tender", "change", "answers"}
    assert [one for one in others if found[one]["corrected_by"] or found[one]["corrects"]] == []
