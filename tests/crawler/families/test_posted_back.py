"""Lists that go on by a form of their own, behind links, buttons, pictures and boxes of page numbers."""

from __future__ import annotations

import pytest

from crawler.families import read
from crawler.pages.page import Page

DEMANDED = (
    "javascript:WebForm_DoPostBackWithOptions("
    'new WebForm_PostBackOptions("lb", "", true, "", "", false, true))'
)
BOX = '<select name="p" onchange="{}"><option selected>1</option><option>2</option></select>'
ROWS = (
    '<ul><li><a href="t1.html">关于春季植树的通知</a>2024-03-11</li>'
    '<li><a href="t2.html">关于道路施工的公告</a>2024-03-10</li></ul>'
)
STATE = '<input type="hidden" name="__VIEWSTATE" value="s"><input type="submit" name="find" value="搜索">'
TURNS = {
    '<input type="submit" name="prev" value="上一页"><input type="submit" name="next" value="下一页">': {
        "next": "下一页"
    },
    '<input type="image" name="go" src="n.gif" alt="下一页">': {"go.x": "1", "go.y": "1"},
    '<button name="b" value="2">下一页</button>': {"b": "2"},
    '<input type="button" value="下一页" onclick="__doPostBack(\'n\',\'\')">': {
        "__EVENTTARGET": "n",
        "__EVENTARGUMENT": "",
    },
    f"<a href='{DEMANDED}'>下一页</a>": {"__EVENTTARGET": "lb", "__EVENTARGUMENT": ""},
    BOX.format("javascript:setTimeout('__doPostBack(\\'p\\',\\'\\')', 0)"): {"p": "2", "__EVENTTARGET": "p"},
    BOX.format("__doPostBack('p','')"): {"p": "2", "__EVENTTARGET": "p"},
}


@pytest.mark.parametrize("turn", TURNS)
def test_what_leads_on_is_sent_with_the_form(turn: str) -> None:
    wanted = TURNS[turn]
    sent = dict(read(page(turn)).form)
    assert sent.pop("__VIEWSTATE") == "s"
    assert "find" not in sent
    assert {name: said for name, said in sent.items() if name in wanted} == wanted


@pytest.mark.parametrize(
    "turn",
    [
        '<input type="submit" name="next" value="下一页" disabled>',
        '<input type="reset" value="下一页">',
        '<input type="submit" name="next" value="查询">',
    ],
)
def test_a_button_that_leads_nowhere_is_left_alone(turn: str) -> None:
    assert read(page(turn)).next is None


def test_a_form_that_is_not_posted_is_asked_for_by_its_address() -> None:
    fields = '<input type="hidden" name="page" value="2"><input type="submit" value="下一页">'
    html = f'<form action="l.php">{fields}{ROWS}</form>'
    found = read(Page.parse(html.encode(), "http://a.test/x/l.php"))
    assert (found.next, found.form) == ("http://a.test/x/l.php?page=2", ())


def test_a_field_whose_name_has_a_dot_is_set_by_a_function_of_the_page() -> None:
    body = 'var f=document.forms[0];f.elements["pager.no"].value=n;f.submit();'
    turns = f"<script>function go(n){{{body}}}</script>"
    field = '<input type="hidden" name="pager.no" value="1">'
    html = (
        f'{turns}<form method="post" action="l.do">{field}{ROWS}</form><a href="#" onclick="go(2)">下一页</a>'
    )
    assert dict(read(Page.parse(html.encode(), "http://a.test/x/l.do")).form) == {"pager.no": "2"}


def page(turn: str) -> Page:
    return Page.parse(
        f'<form method="post" action="l.aspx">{STATE}{ROWS}{turn}</form>'.encode(), "http://a.test/l.aspx"
    )
