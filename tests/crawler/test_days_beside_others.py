"""The day of publication beside days of other things: until when a paper holds, when it was written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from made_page import read

DAY = date(2021, 3, 6)
HEADING = "清河县林业局关于做好春季造林工作的通知"
TEXT = (
    "<div class='content'><p>各乡镇林业站：</p>"
    "<p>为做好今年春季造林工作，现将有关事项通知如下，请认真执行。</p>"
    "<p>一、抓紧整地，备足苗木，保证质量。</p><p>清河县林业局</p><p>2021年3月2日</p></div>"
)
HEAD = f"<title>{HEADING}</title><meta name='PubDate' content='2024-01-09'>"


def rows(*pairs: tuple[str, str]) -> str:
    """A table of metadata."""
    return "<table>" + "".join(f"<tr><td>{a}：</td><td>{b}</td></tr>" for a, b in pairs) + "</table>"


@pytest.mark.parametrize(
    "until", ["信息时效期", "时效期", "有效期至", "文件失效日期", "截止日期", "到期时间"]
)
def test_until_when_a_paper_holds_is_no_day_of_publication(until: str) -> None:
    table = rows(("索引号", "A01/2021-00012"), ("公布时间", "2021-03-06"), (until, "2026-07-01"))
    assert read(f"{table}<h1>{HEADING}</h1>{TEXT}", HEAD).published_on == DAY
    alone = rows(("索引号", "A01/2021-00012"), (until, "2026-07-01"))
    page = read(f"<h1>{HEADING}</h1>{alone}{TEXT}", f"<title>{HEADING}</title>")
    assert page.published_on is None


def test_a_day_far_ahead_is_none_of_publication() -> None:
    ahead = date.today() + timedelta(days=200)
    page = read(
        f"<h1>{HEADING}</h1><p>{ahead}</p><p>发布时间：2021-03-06</p>{TEXT}", f"<title>{HEADING}</title>"
    )
    assert page.published_on == DAY
    soon = date.today() + timedelta(days=3)
    near = read(f"<h1>{HEADING}</h1><p>发布时间：{soon}</p>{TEXT}", f"<title>{HEADING}</title>")
    assert near.published_on == soon


@pytest.mark.parametrize("label", ["本文发布于", "文章发布于", "本文发表于"])
def test_a_text_says_below_when_it_was_published(label: str) -> None:
    foot = f"<p align=right>【{label}：2021-3-6 8:41:05　点击次数：317 】</p>"
    page = read(f"<h1>{HEADING}</h1>{TEXT}{foot}", f"<title>{HEADING}</title>")
    assert (page.published_on, page.issued_on) == (DAY, date(2021, 3, 2))


def test_what_was_sent_after_it_was_written_was_published_then() -> None:
    table = rows(("索引号", "A01/2021-00012"), ("成文日期", "2021-03-02"), ("发文日期", "2021-03-06"))
    page = read(f"{table}<h1>{HEADING}</h1>{TEXT}", HEAD)
    assert (page.published_on, page.issued_on) == (DAY, date(2021, 3, 2))


def test_a_day_of_publication_goes_before_that_of_sending() -> None:
    dated = (("成文日期", "2021-03-02"), ("发文日期", "2021-03-04"), ("发布日期", "2021-03-06"))
    assert read(f"{rows(*dated)}<h1>{HEADING}</h1>{TEXT}", HEAD).published_on == DAY


@pytest.mark.parametrize(
    "string",
    [
        "'2021-03-06 09:05'.substring(0,10)",
        '"2021-03-06 09:05".substr( 0, 10 )',
        '"2021-03-06 09:05:11" . slice(0,10)',
        "'[2021-03-06]'.substring(1, 11)",
        "'x 2021-03-06'.substring(2)",
        "'2021-03-06 09:05'.split(' ')[0]",
        "'2021-03-06T09:05'.split( \"T\" ) [0]",
    ],
)
def test_a_script_writes_a_part_of_a_string(string: str) -> None:
    day = f"<span>发布时间：<script>document.write({string});</script></span>"
    line = f"<div>{day}<span>来源：县林业局</span></div>"
    page = read(f"<h1>{HEADING}</h1>{line}{TEXT}", f"<title>{HEADING}</title>")
    assert page.published_on == DAY
