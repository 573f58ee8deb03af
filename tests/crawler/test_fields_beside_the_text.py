"""Numbers, agencies and files of pages of many makes: of letters that forward, orders, scripts, offices."""

from __future__ import annotations

import time
from datetime import date

import pytest

from corpus.records import Document, agencies_of
from crawler.extract import extract
from crawler.extract.forwarding import letter
from crawler.pages.page import Page

TEXT = (
    "<p>为进一步规范管理，切实维护人民群众合法权益，现就有关事项通知如下。</p>"
    "<p>一、加强组织领导，压实工作责任，确保各项任务落到实处。</p>"
    "<p>二、强化督促检查，对工作不力的单位予以通报。</p>"
)


def page(title: str, above: str, body: str, behind: str = "", head: str = "") -> Document:
    markup = (
        f"<html><head><title>{title}</title>{head}</head><body>{above}<h1>{title}</h1>"
        f"<div class='nr'>{body}</div>{behind}</body></html>"
    )
    return extract(Page.parse(markup.encode(), "http://portal.example/zwgk/1.html"))


FORWARDED = (
    "<p>省教育厅关于做好寒假工作的通知</p><p>皖教秘〔2020〕1号</p><p>各市教育局：</p>"
    f"{TEXT}<p>安徽省教育厅</p><p>2020年1月2日</p>"
)
LETTER = (
    "<p>灵教字〔2020〕2号</p><p>各学校：</p><p>现将《省教育厅关于做好寒假工作的通知》（皖教秘〔2020〕1号）"
    "转发给你们，请认真贯彻执行。</p><p>灵泉县教育局</p><p>2020年1月6日</p>"
)


def test_who_forwards_a_paper_has_a_number_and_signs() -> None:
    document = page("转发省教育厅关于做好寒假工作的通知", "", LETTER + FORWARDED)
    assert (document.document_number, document.agency) == ("灵教字〔2020〕2号", "灵泉县教育局")


def test_a_paper_that_is_only_shown_has_no_number_of_the_page() -> None:
    shown = page(
        "转发省教育厅关于做好寒假工作的通知", "", f"<p>皖教秘〔2020〕1号</p><p>各市教育局：</p>{TEXT}"
    )
    assert shown.document_number is None


def test_an_order_is_of_the_body_that_it_names() -> None:
    body = (
        "<p>中华人民共和国交通运输部令</p><p>2022年第12号</p><p>《管理规定》已经第8次部务会议通过，现予公布。</p>"
        f"<p>部长 李某某</p><p>2022年4月29日</p>{TEXT}"
    )
    document = page("公路水运工程监理企业资质管理规定", "", body)
    assert document.document_number == "中华人民共和国交通运输部令2022年第12号"
    assert document.agency == "中华人民共和国交通运输部"


@pytest.mark.parametrize("name", ["科研处", "政府办", "教科室"])
def test_offices_of_three_characters_sign(name: str) -> None:
    assert (
        page("关于申报项目的通知", "", f"<p>各学院：</p>{TEXT}<p>{name}</p><p>2023年3月6日</p>").agency
        == name
    )
    assert page(f"{name}关于申报项目的通知", "", f"<p>各学院：</p>{TEXT}").agency == name


@pytest.mark.parametrize("name", ["办公室", "本单位", "有关处"])
def test_what_names_no_body_does_not(name: str) -> None:
    assert (
        page("关于申报项目的通知", "", f"<p>各学院：</p>{TEXT}<p>{name}</p><p>2023年3月6日</p>").agency
        is None
    )


def test_the_printer_of_a_paper_does_not_sign_it() -> None:
    printed = "<p>某县人力资源网办公室2018年3月9日印发</p>"
    alone = page("关于印发工作要点的通知", "", f"<p>各乡镇：</p>{TEXT}{printed}")
    assert (alone.agency, alone.issued_on) == (None, date(2018, 3, 9))
    signed = page("关于印发工作要点的通知", "", f"{TEXT}<p>某县人民政府</p><p>2018年3月6日</p>{printed}")
    assert (signed.agency, signed.issued_on) == ("某县人民政府", date(2018, 3, 6))


def test_the_office_that_files_a_paper_counts_behind_the_body_that_issues_it() -> None:
    filed = "<p>索引号：000019713O04/2020-00087</p><p>机构分类：运输服务司</p>"
    signed = page("关于加强客运管理的通知", filed, f"<p>各厅：</p>{TEXT}<p>交通运输部</p><p>2020年7月2日</p>")
    assert signed.agency == "交通运输部"
    assert page("关于加强客运管理的通知", filed, f"<p>各厅：</p>{TEXT}").agency == "运输服务司"


def test_a_body_is_an_author_and_a_person_is_not() -> None:
    for author, agency in (("教务处", "教务处"), ("张三", None), ("发起人、毕业于重庆大学", None)):
        told = f"<div>作者：{author} 发布时间：2023-03-01</div>"
        assert page("寒假放假安排", told, TEXT).agency == agency
    told = "<div>来源：新华社 作者：教务处</div>"
    assert page("寒假放假安排", told, TEXT).agency is None


def test_the_state_is_no_part_of_the_name_of_its_ministry() -> None:
    body = f"{TEXT}<p>农业农村部</p><p>2019年11月19日</p>"
    assert page("中华人民共和国农业农村部公告 第236号", "", body).agency == "农业农村部"


def test_a_paper_that_a_newspaper_prints_in_full_is_of_those_who_issued_it() -> None:
    title = "中共中央办公厅 国务院办公厅印发《关于推动养老服务高质量发展的意见》"
    told = "<div>来源：新华社 发布时间：2024-01-15</div>"
    printed = page(title, told, f"<p>新华社北京电 近日，意见印发，全文如下。</p>{TEXT}")
    assert agencies_of(printed.agency) == ("中共中央办公厅", "国务院办公厅")
    assert page(title.replace("关于", ""), told, f"<p>新华社北京电 近日，意见印发。</p>{TEXT}").agency is None


def test_numbers_are_read_in_the_forms_that_bodies_give_them() -> None:
    together = page("办法的通知", "", f"<p>舟粮〔2020〕22号　舟财企〔2020〕15号</p><p>各区：</p>{TEXT}")
    assert together.document_number == "舟粮〔2020〕22号"
    told = page("某某市税务局通告（2023年第4号）", "", TEXT)
    assert told.document_number == "某某市税务局通告2023年第4号"
    bracketed = page(
        "许可", "<table><tr><td>文号</td><td>（芜）卫医许字〔2022〕第31号</td></tr></table>", TEXT
    )
    assert bracketed.document_number == "（芜）卫医许字〔2022〕31号"
    record = "<table><tr><th>处罚文书号</th><td>安卫医罚〔2020〕5号</td></tr></table>"
    assert page("关于某医院违法执业案的处罚公示", "", record).document_number == "安卫医罚〔2020〕5号"


def test_an_index_number_may_have_a_year_behind_its_body_and_is_no_document_number() -> None:
    table = "<table><tr><td>索引号</td><td>{}</td></tr></table>"
    assert page("决定", table.format("商政办〔2020〕-03-0007"), TEXT).index_number == "商政办〔2020〕-03-0007"
    assert page("决定", table.format("商政办〔2020〕7号"), TEXT).index_number is None


def test_a_value_that_a_script_writes_is_read_behind_its_label() -> None:
    told = "<div><span>文号：<script>document.write('宁政发〔2021〕15号')</script></span></div>"
    assert page("实施意见", told, TEXT).document_number == "宁政发〔2021〕15号"


def test_files_that_a_script_lists_or_fetches_are_found() -> None:
    listed = (
        '<script>var fjs=[{"name":"名单.xls","url":"/f/a1.xls"},'
        '{"name":"证书.doc","url":"/f/a2.doc"}];</script>'
    )
    found = page("关于公布名单的通知", "", TEXT, listed).attachments
    assert [(file.title, file.url) for file in found] == [
        ("名单.xls", "http://portal.example/f/a1.xls"),
        ("证书.doc", "http://portal.example/f/a2.doc"),
    ]
    menu = '<script>var menus=[{"name":"指南.doc","url":"/f/zn.doc"}];</script>'
    assert page("关于公布名单的通知", "", TEXT, menu).attachments == ()
    fetched = "<p><a href='javascript:void(0)' onclick=\"down('/oss/download?uuid=AB12')\">{}</a></p>"
    found = page("公开招标公告", "", TEXT, fetched.format("招标文件.pdf")).attachments
    assert [file.url for file in found] == ["http://portal.example/oss/download?uuid=AB12"]
    assert page("公开招标公告", "", TEXT, fetched.format("返回")).attachments == ()


def test_files_of_the_site_are_none_of_a_page_that_has_no_element_for_its_text() -> None:
    markup = (
        "<html><body><div class='nav'><a href='/f/guide.pdf'>公开指南</a></div><h1>2023年部门预算公开</h1>"
        "<div class='c'></div><ul><li><a href='/u/1.pdf'>1.部门预算.pdf</a>（1.2MB）</li></ul>"
        "<div><h3>常用下载</h3><ul><li><a href='/f/sqb.doc'>申请表.doc</a></li></ul></div></body></html>"
    )
    found = extract(Page.parse(markup.encode(), "http://portal.example/1.html")).attachments
    assert [file.url for file in found] == ["http://portal.example/u/1.pdf"]


def test_old_numbers_have_their_year_of_two_digits_first() -> None:
    document = page("关于若干税收问题的通知", "", f"<p>（88）财税外字第12号</p><p>各税务局：</p>{TEXT}")
    assert document.document_number == "（88）财税外字第12号"


def test_agencies_keep_their_other_names_and_both_lines() -> None:
    table = "<table><tr><td>发布机构：</td><td>{}</td></tr></table>"
    assert page("规定", table.format("市政府办公室（市外办）"), TEXT).agency == "市政府办公室（市外办）"
    assert page("规定", table.format("（市外办）"), TEXT).agency == "市外办"
    broken = f"{TEXT}<p>某某经济技术开发区</p><p>管理委员会</p><p>2021年9月9日</p>"
    assert page("关于成立专班的通知", "", broken).agency == "某某经济技术开发区管理委员会"


def test_the_office_of_a_body_sends_in_where_nothing_names_the_body() -> None:
    told = "<div>文章来源：食品监管科 添加日期：2023-05-22</div>"
    assert page("抽检情况", told, TEXT).agency == "食品监管科"
    site = '<meta name="SiteName" content="平江县市场监督管理局">'
    assert page("抽检情况", told, TEXT, head=site).agency == "平江县市场监督管理局"


def test_agencies_are_told_from_what_stands_beside_them() -> None:
    table = "<table><tr><td>发文单位</td><td>市公安局、市交通运输局等</td></tr></table>"
    assert agencies_of(page("通知", table, TEXT).agency) == ("市公安局", "市交通运输局")
    glued = "<p>索引号：F0001-2023-00012信息分类：其他 发布机构：区司法局发文日期：2023-05-06</p>"
    told = page("公告", glued, TEXT)
    assert (told.agency, told.index_number) == ("区司法局", "F0001-2023-00012")
    office = "<p>信息来源：市统计局-综合科 发布时间：2023-04-20</p>"
    assert page("一季度经济运行情况", office, TEXT).agency == "市统计局"
    sealed = f"{TEXT}<p>平川县水利局（盖章）</p><p>2023年5月6日</p>"
    assert page("关于水库泄洪的通告", "", sealed).agency == "平川县水利局"


def test_files_that_dead_links_tell_of_are_found() -> None:
    held = "<div><a data-href='/u/1.xlsx' href='javascript:;'>结果1.xlsx</a></div>"
    found = page("关于公布结果的公告", "", TEXT, held).attachments
    assert [file.url for file in found] == ["http://portal.example/u/1.xlsx"]


def test_a_colon_may_stand_in_a_cell_of_its_own() -> None:
    table = (
        "<table><tr><td>索引号</td><td>：</td><td>542100/2022-00123</td></tr>"
        "<tr><td>发文机关</td><td>：</td><td>昌南市人民政府</td>"
        "<td>文号</td><td>：</td><td>昌政发〔2022〕12号</td></tr></table>"
    )
    told = page("关于加强管理的通知", table, TEXT)
    assert (told.index_number, told.agency) == ("542100/2022-00123", "昌南市人民政府")
    assert told.document_number == "昌政发〔2022〕12号"


def test_a_body_posts_and_a_person_does_not() -> None:
    for name, agency in (("平川市消防救援支队", "平川市消防救援支队"), ("admin", None), ("张三", None)):
        assert page("抽查结果", f"<div>发布者：{name}　发布时间：2023-01-01</div>", TEXT).agency == agency


def test_orders_are_counted_in_words_too() -> None:
    body = f"<p>第四十七号</p><p>《中华人民共和国档案法》已修订通过，现予公布。</p>{TEXT}"
    order = page("中华人民共和国主席令", "", body)
    assert (order.document_number, order.agency) == ("中华人民共和国主席令第四十七号", None)
    cited = page(
        "关于学习档案法的通知", "", f"<p>各单位：</p><p>根据主席令第四十七号，现通知如下。</p>{TEXT}"
    )
    assert cited.document_number is None


@pytest.mark.parametrize("below", ["会议室", "多好处", "开新局", "接待室"])
def test_rooms_and_words_of_three_characters_sign_nothing(below: str) -> None:
    document = page("关于召开座谈会的通知", "", f"{TEXT}<p>{below}</p><p>2020年1月6日</p>")
    assert document.agency is None


@pytest.mark.parametrize("named", ["bottom", "ft", "bottom-box"])
def test_files_in_the_lower_part_of_a_text_are_its_own(named: str) -> None:
    files = f"<div class='{named}'>附件：<a href='/f/1.pdf'>申报表.pdf</a></div>"
    assert len(page("关于申报项目的通知", "", TEXT, files).attachments) == 1


@pytest.mark.parametrize("named", ["bottom", "ft"])
def test_who_signs_in_the_lower_part_of_a_text_signs_it(named: str) -> None:
    signed = f"<div class='{named}'><p>灵泉县教育局</p><p>2020年1月6日</p></div>"
    assert page("关于申报项目的通知", "", TEXT + signed).agency == "灵泉县教育局"


def test_a_long_line_at_the_head_of_a_text_is_not_looked_through() -> None:
    begun = time.process_time()
    letter(["现" * 1_000_000])
    assert time.process_time() - begun < 0.5
