"""English editions, old templates, letters and regulations: each rule with what it must leave as it is."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

ENGLISH = (
    "<p>The parks, covering 86 hectares, will be open to the public free of charge, said the bureau.</p>"
    "<p>To further facilitate residents, the gates will be open from six in the morning.</p>"
)
TEXT = (
    "<p>为了规范政务数据共享工作，推动数据资源开发利用，制定本办法，并由县数据局负责组织实施。</p>"
    "<p>各单位应当按照职责分工，落实数据共享责任，及时更新目录，不得拒绝合理的共享需求。</p>"
)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Updated: March 5, 2024 &nbsp; Source: Hushan Daily", "Hushan Daily"),
        ("Release time: 05-Mar-2024 10:21 | Views: 120", None),
        ("Published on: Tue., 5 Mar. 2024", None),
        ("english.example.gov.cn | Tuesday, March 5th, 2024 | Xinhua", None),
        ("By Li Ming | Hushan Daily | Mar 5, 2024", None),
        ("(chinadaily.com.cn) Updated: 2024-03-05 Print", None),
    ],
)
def test_a_dateline_in_english_is_read_and_is_no_text(line: str, source: str | None) -> None:
    page = read(f"<div><h1>Hushan to build parks</h1><div>{line}</div><div>{ENGLISH}</div></div>")
    assert (page.title, page.published_on, page.source) == ("Hushan to build parks", date(2024, 3, 5), source)
    assert page.text.startswith("The parks")


@pytest.mark.parametrize("said", ["may 3, 1999 candidates apply", "Candidate: none", "Marching 5, 2024"])
def test_words_that_only_look_like_english_days_or_labels_are_text(said: str) -> None:
    page = read(f"<div><h1>Hushan to build parks</h1><div>{ENGLISH}<p>{said}</p></div></div>")
    assert page.published_on is None
    assert page.text.endswith(said)


def test_an_old_page_says_when_its_article_was_added() -> None:
    line = "作者：林业局 加入时间：2004-11-26 点击次数：231"
    cells = ("<b>我县退耕还林工程通过验收</b>", line, TEXT)
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    assert read(f"<table>{rows}</table>").published_on == date(2004, 11, 26)


@pytest.mark.parametrize(
    "opened", ["（2021年4月6日云州省人民政府令第312号公布", "(云州省人民政府令第312号发布"]
)
def test_a_regulation_has_the_number_of_the_order_that_made_it_known(opened: str) -> None:
    below = f"{opened}　自2021年6月1日起施行）"
    page = read(f"<h1>云州省数据共享管理办法</h1><div>{below}</div><div class=art>{TEXT}</div>")
    assert page.document_number == "云州省人民政府令第312号"


def test_an_order_that_a_text_cites_is_not_its_number() -> None:
    cited = TEXT + "<p>（依据国务院令第711号公布的条例）</p>"
    assert read(f"<h1>数据共享管理工作的说明</h1><div class=art>{cited}</div>").document_number is None


def test_the_head_of_official_paper_is_no_title() -> None:
    page = read(
        "<div><div align=center><font size=6>云湖区人民政府文件</font></div>"
        "<div align=center>云政发〔2023〕6号</div>"
        f"<div align=center><b>云湖区人民政府<br>关于公布第五批名录的通知</b></div>{TEXT}</div>"
    )
    assert (page.title.replace(" ", ""), page.document_number) == (
        "云湖区人民政府关于公布第五批名录的通知",
        "云政发〔2023〕6号",
    )


def test_a_letter_in_a_table_of_labels_has_a_text() -> None:
    rows = {
        "信件标题": "关于停车难的问题",
        "来信时间": "2023-05-06",
        "信件内容": "我们小区停车位严重不足，请予解决。",
        "答复单位": "县城市管理局",
        "答复内容": "来信收悉。我局已规划新增停车位60个，预计年底建成。",
    }
    cells = "".join(f"<tr><td>{label}：</td><td>{said}</td></tr>" for label, said in rows.items())
    page = read(f"<table>{cells}</table>")
    assert page.title == "关于停车难的问题"
    assert "停车位严重不足" in page.text
    assert page.text.endswith("预计年底建成。")


def test_a_heading_that_only_a_label_names_above_is_no_text() -> None:
    name = "关于印发《补贴实施方案》的通知"
    labels = f"<dl><dt>文号</dt><dd>云农〔2021〕4号</dd><dt>信息名称</dt><dd>{name}</dd></dl>"
    body = f"<div class=wenzhang><p align=center><b>{name}</b></p>{TEXT}</div>"
    assert read(labels + body).text.startswith("为了规范")


def test_blanks_behind_an_agency_are_no_part_of_it() -> None:
    line = "发布日期：2024-02-28 | 发布机构：云岭县人社局 | 阅读：3012"
    assert read(f"<h1>招聘公告</h1><div>{line}</div><div class=con>{TEXT}</div>").agency == "云岭县人社局"


def test_a_ministry_of_three_characters_signs() -> None:
    page = read(f"<h1>关于印发办法的通知</h1><div class=my_nr>{TEXT}<p>财政部</p><p>2023年4月3日</p></div>")
    assert (page.agency, page.issued_on) == ("财政部", date(2023, 4, 3))


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("海滨市市场监督管理局公告（2024年第8号）", "海滨市市场监督管理局"),
        ("海滨市教育局通告", "海滨市教育局"),
        ("停电公告", None),
    ],
)
def test_what_a_body_makes_known_in_its_name_is_its_own(heading: str, agency: str | None) -> None:
    assert read(f"<h1>{heading}</h1><div>2024-03-18</div><div class=zwnr>{TEXT}</div>").agency == agency


def test_a_time_within_the_head_of_an_article_is_its_day() -> None:
    head = "<header><h1>体育中心免费开放公告</h1><time>June 30, 2024</time></header>"
    page = read(f"<main><article>{head}{TEXT}</article></main>")
    assert (page.published_on, page.text[:4]) == (date(2024, 6, 30), "为了规范")


def test_the_line_of_a_newspaper_s_page_is_no_text() -> None:
    page = read(
        f"<div><h1>改革让企业轻装上阵</h1><div>海滨日报 2022-05-30 第01版</div><div>{TEXT}</div></div>"
    )
    assert (page.published_on, page.text[:4]) == (date(2022, 5, 30), "为了规范")


@pytest.mark.parametrize(
    "below", ["信息来源：县民政局　审核：赵六　录入：钱七　日期：2024-01-31", "<a href='#'>我要提意见</a>"]
)
def test_labels_and_offers_below_a_text_are_no_text(below: str) -> None:
    page = read(f"<div class=q><div>市领导到社区走访慰问</div><div>{TEXT}</div><div>{below}</div></div>")
    assert page.text.endswith("共享需求。")


@pytest.mark.parametrize(
    "last", ["来源说明：本表数据由各单位报送。", "（责任编辑：系统管理员）", "日期另行通知。"]
)
def test_last_lines_that_are_like_labels_are_text(last: str) -> None:
    page = read(f"<div class=q><h1>数据共享工作</h1><div>{TEXT}<p>{last}</p></div></div>")
    assert page.text.endswith(last)


def test_a_day_alone_above_a_heading_goes_before_the_day_of_the_last_touch() -> None:
    body = f"<div><div>2018年06月12日</div><div class=tt>关于实施差别电价的通知</div><div>{TEXT}</div></div>"
    assert read(body, "<meta name=PubDate content=2025-01-01>").published_on == date(2018, 6, 12)
