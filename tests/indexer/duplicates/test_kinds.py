from __future__ import annotations

import pytest

from indexer.duplicates.kinds import relate
from indexer.duplicates.model import Kind
from indexer.duplicates.prepared import prepare
from indexer.duplicates.texts import Relation, Text
from indexer.duplicates.titles import first_title, matters_apart, plain_title, titles_apart
from indexer.duplicates.trim import trim

NOTICE = (
    "为做好城区供热准备工作，经研究，现将{year}年供热有关事项通告如下：\n"
    "一、供热时间为{year}年11月{day}日至次年3月{day}日，室内温度不低于{warm}度。\n"
    "二、供热面积共{area}平方米，涉及居民{homes}户，由{place}热力公司负责。\n"
    "三、居民对供热质量有意见的，可以向{place}城市管理局反映，值班人员应当当日答复。\n"
    "四、擅自改动供热设施的，由城市管理部门责令恢复原状。"
)
FACTS = {"year": 2022, "day": 15, "warm": 18, "area": 81200, "homes": 966, "place": "云岭县"}
TITLE = "关于做好城区供热工作的通告"


def text(raw: str, title: str | None = TITLE, agency: str | None = None, number: str | None = None) -> Text:
    plain = plain_title(title)
    whole = trim(prepare(raw), plain)
    return Text(whole, whole, title, plain, agency, number)


def kind(ours: Text, theirs: Text) -> Kind | None:
    relation: Relation | None = relate(ours, theirs)
    return relation.kind if relation else None


def filled(**facts: object) -> str:
    return NOTICE.format(**FACTS | facts)


def test_another_year_under_the_same_title_is_a_series() -> None:
    other = filled(year=2023, day=10, area=90450, homes=1203)
    assert kind(text(other), text(filled())) is Kind.SERIES


def test_another_place_is_a_series_though_no_number_differs() -> None:
    assert kind(text(filled(place="松山县")), text(filled())) is Kind.SERIES


def test_one_other_figure_is_a_revision() -> None:
    assert kind(text(filled(warm=20)), text(filled())) is Kind.REVISED


@pytest.mark.parametrize("place", [1, 5])
def test_a_short_notice_with_a_sentence_more_is_revised(place: int) -> None:
    lines = filled().split("\n")
    lines.insert(place, "物业服务人应当提前张贴告示并配合入户检查。")
    assert kind(text("\n".join(lines)), text(filled())) is Kind.REVISED


def test_agencies_of_two_places_lower_what_a_series_needs() -> None:
    other = filled(area=90450, homes=1203, warm=20).replace("二、供热", "二、计划供热")
    theirs = text(filled(), agency="云岭县城市管理局")
    assert kind(text(other, agency="松山县城市管理局"), theirs) is Kind.SERIES


def test_a_frame_longer_than_the_notice_makes_no_difference() -> None:
    frame = ("首页 > 政务公开 > 正文", TITLE, "来源：市大数据中心 浏览次数：8812次", "字号：A+ A A-")
    below = (
        "相关链接",
        "云岭县养犬管理办法",
        "云岭县殡葬管理办法",
        "版权所有：云岭县人民政府 网站标识码：4412",
    )
    page = "\n".join((*frame, filled(), *below))
    assert kind(text(page), text(filled())) is Kind.SAME


def test_page_numbers_between_broken_lines_make_no_difference() -> None:
    flat = filled().replace("\n", "")
    lines = [flat[at : at + 30] for at in range(0, len(flat), 30)]
    assert kind(text("\n— 1 —\n".join(lines)), text(filled())) is Kind.SAME


def test_an_amendment_is_not_what_it_amends() -> None:
    quoted = "一、将第二条修改为：“" + "".join(filled().split("\n")[1:3]) + "”\n本决定自公布之日起施行。"
    amending = text(quoted, f"关于修改《{TITLE}》的决定")
    assert kind(amending, text(filled())) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云岭县公租房公示（2023年第2批）", "云岭县公租房公示（2023年第1批）"),
        ("云岭县养犬管理办法", "松山县养犬管理办法"),
        ("关于审理承揽合同案件的解释（一）", "关于审理承揽合同案件的解释（二）"),
        ("关于转发《养犬管理办法》的通知", "关于转发《渔船检验规则》的通知"),
    ],
)
def test_titles_of_one_form_name_what_differs(one: str, other: str) -> None:
    assert titles_apart(one, other)


def test_titles_of_two_editions_are_not_apart() -> None:
    assert not titles_apart("云岭县养犬管理办法", "云岭县养犬管理办法（2019年修正）")


def test_titles_name_two_matters_that_their_texts_are_about() -> None:
    dogs, boats = "养犬人应当登记养犬。", "渔船所有人应当登记渔船。"
    assert matters_apart("养犬登记办法", "渔船登记办法", dogs, boats)
    assert not matters_apart("养犬登记办法", "渔船登记办法", dogs, dogs)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("首页 > 正文\n关于停止供水的通告\n因管道检修，停止供水。", "关于停止供水的通告"),
        ("第一章 总则\n第一条 为了加强管理，制定本办法。", None),
        ("因管道检修，停止供水。", None),
    ],
)
def test_the_title_is_read_from_the_first_line(raw: str, title: str | None) -> None:
    assert first_title(raw) == title
