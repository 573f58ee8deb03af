"""Pages as portals have them: tables that are a text, labels in brackets, bodies named beside the day."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

TEXT = (
    "<p>为优化营商环境，现就有关事项公告如下，请相关单位遵照执行。</p><p>一、备案实行全程网上办理，不再提交纸质材料。</p>"
    "<p>二、本公告自发布之日起实施，由本机关负责解释。</p>"
)
FIRST, LAST = "为优化营商环境", "负责解释。"


def test_a_short_table_is_a_text_with_tools_below_it() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (
            ("案件名称", "某公司未采取扬尘措施案"),
            ("处罚内容", "罚款贰万元"),
            ("处罚机关", "某局"),
        )
    )
    page = read(
        "<div class='c_r'><div class='c_tit'>某环罚字〔2023〕15号行政处罚决定书</div>"
        "<div>发布时间：2023-06-06 点击：12</div>"
        f"<div><table>{rows}</table></div><div><a>【打印此页】</a><a>【关闭窗口】</a></div></div>"
    )
    assert page.text.split("\n")[0] == "案件名称\t某公司未采取扬尘措施案"
    assert page.text.endswith("处罚机关\t某局")


def test_labels_in_brackets_are_no_text_and_headings_in_brackets_are() -> None:
    labels = "".join(
        f"<li><span>【{label}】</span><span>{value}</span></li>"
        for label, value in (
            ("法规类型", "规范性文件"),
            ("文　　号", "公告〔2022〕36号"),
            ("发布日期", "2022-04-22"),
        )
    )
    page = read(
        f"<div><h2>某海关关于调整备案方式的公告</h2><div><ul>{labels}</ul><div>{TEXT}</div></div></div>"
    )
    assert page.text.startswith(FIRST)
    assert (page.document_number, page.published_on) == ("公告〔2022〕36号", date(2022, 4, 22))
    boxed = "".join(f"<p>【{kind}】{kind}应当保存三年。</p>" for kind in ("账簿", "凭证", "报表"))
    assert read(f"<div><h2>某县会计档案管理办法</h2><div>{boxed}{TEXT}</div></div>").text.startswith(
        "【账簿】"
    )


def test_the_body_and_the_day_below_a_heading_are_no_text() -> None:
    page = read(
        f"<div><h1>某市2023年统计公报</h1><div>某市统计局　　2024年3月28日</div><div>{TEXT}</div>"
        "<div>来源：综合科</div></div>"
    )
    assert (page.published_on, page.agency) == (date(2024, 3, 28), "某市统计局")
    assert page.text.startswith(FIRST)


def test_a_page_that_is_called_by_its_body_keeps_the_title_of_its_document() -> None:
    page = read(
        "<div><div class='tt'>关于某市第三人民医院暂停门诊服务的通告</div>"
        f"<div>发布时间：2022-9-30 人气：321</div><div>{TEXT}"
        "<div>某市第三人民医院</div><div>2022年9月29日</div></div></div>",
        "<title>某市第三人民医院</title>",
    )
    assert page.title == "关于某市第三人民医院暂停门诊服务的通告"


def test_the_day_within_a_heading_and_a_link_to_the_original_are_neither_title_nor_text() -> None:
    page = read(
        "<div><h2>某区关于成立领导小组的通知<small>（2022年06月06日）</small></h2><p>来源：区政府办</p>"
        f"<div>原文链接：<a href='2.html'>某市停车泊位管理办法</a></div><div>{TEXT}</div></div>"
    )
    assert page.title == "某区关于成立领导小组的通知"
    assert page.text.startswith(FIRST)
    assert page.text.endswith(LAST)


def test_the_day_that_a_machine_writes_within_a_heading_is_none_of_it_whatever_stands_below() -> None:
    heading = "某市人民政府关于修改《某市建筑垃圾处理管理规定》的决定"
    page = read(
        "<ul><li><span>信息索取号：</span><span>AA0102000-2023-006</span></li>"
        "<li><span>文件编号：</span><span>某市人民政府令第3号</span></li></ul>"
        f"<h2 id='title'>{heading}<small class='when'>（2023年06月01日）</small></h2>"
        f"<div class='article-content'>{TEXT}</div>",
        f"<title>{heading}_政府规章_某市人民政府</title>",
    )
    assert (page.title, page.index_number) == (heading, "AA0102000-2023-006")
    assert page.published_on == date(2023, 6, 1)
    assert page.text.startswith(FIRST)


@pytest.mark.parametrize(
    "keeper", ["某省人大常委会办公厅主办", "某市人民政府网站管理中心", "某县人民政府版权所有"]
)
def test_who_keeps_the_site_below_the_tools_of_a_short_page_is_no_text(keeper: str) -> None:
    page = read(
        "<table><tr><td align='center'><b>某省人民代表大会常务委员会公告</b></td></tr>"
        "<tr><td align='center'>2021年11月30日 09:26　来源：某省人大</td></tr>"
        f"<tr><td><p>{FIRST}</p><p>{LAST}</p></td></tr>"
        "<tr><td>责任编辑：赵某 <a href='javascript:window.close()'>关闭本页</a></td></tr></table>"
        f"<div align='center'>{keeper}</div>"
    )
    assert page.text.endswith(LAST)


def test_who_signs_below_a_label_of_files_stays() -> None:
    page = read(
        f"<div><h1>关于做好春耕工作的通知</h1><div><p>{FIRST}</p><p>附件：</p><p>某市人民政府信息中心</p></div></div>"
    )
    assert page.text.endswith("某市人民政府信息中心")


def test_a_letter_is_called_by_its_subject() -> None:
    rows = (
        "<tr><th>标题</th><td>关于路灯不亮的问题</td></tr>"
        "<tr><th>内容</th><td>路灯已有半个月不亮，请尽快解决。</td></tr>"
    )
    page = read(
        f"<div><h2>信件内容</h2><table>{rows}</table></div>{TEXT}", "<title>信件内容_某市人民政府</title>"
    )
    assert page.title == "关于路灯不亮的问题"


@pytest.mark.parametrize(
    "below",
    [
        "<p>免责声明：本网转载信息目的在于传递更多信息，如有侵权请联系我们删除。</p>",
        "<div><b>推荐阅读</b><ul><li><a href='1.html'>全市经济形势分析会召开</a></li></ul></div>",
        "<div><p>网友评论</p><p>文明上网，理性发言，共有 0 条评论</p></div>",
        "<div><p>您对本页面的内容是否满意？</p><p>满意　基本满意　不满意</p><p>提交</p></div>",
        "<p>作者：李明</p><p>监制：陈刚</p>",
        "<p>本文网址：http://www.example.test/xw/1.html</p>",
        "<p>阅读 1024</p><p>赞 12　在看 3</p>",
        "<p>[<a href='#'>返回上页</a>] [<a>打印</a>]</p><p>某市某局主办　建议使用1024*768分辨率浏览</p>",
    ],
)
def test_what_portals_put_below_a_text_is_no_text(below: str) -> None:
    page = f"<div class='wp'><div>某市召开推进会</div><div>2022-05-19</div><div>{TEXT}{below}</div></div>"
    assert read(page, "<title>某市召开推进会</title>").text.endswith(LAST)


@pytest.mark.parametrize(
    "last",
    [
        "推荐阅读书目见附表",
        "本活动由某市总工会主办",
        "您对本次招聘工作是否满意",
        "网上报名系统昼夜开放，建议使用谷歌浏览器登录",
        "文明上网，从你我做起！",
        "免责声明：因不可抗力造成的损失，组织者不承担责任。",
        "作者：应当是在校学生，每人限投一件作品，须注明学校和指导老师的姓名以及联系电话",
    ],
)
def test_last_lines_that_read_alike_are_text(last: str) -> None:
    page = (
        f"<div class='wp'><div>某市召开推进会</div><div>2022-05-19</div><div>{TEXT}<p>{last}</p></div></div>"
    )
    assert read(page, "<title>某市召开推进会</title>").text.endswith(last)


def test_the_day_counts_where_the_text_begins_with_its_heading_again() -> None:
    again = f"<div><p><b>某市召开推进会</b></p>{TEXT}</div>"
    page = f"<div class='a'><div>某市召开推进会</div><div>2022-05-19</div>{again}</div>"
    assert read(page, "<title>某市召开推进会</title>").published_on == date(2022, 5, 19)


def test_the_day_of_machines_below_a_heading_is_no_text_and_a_document_s_own_day_is() -> None:
    stamped = read(
        "<div class='w'><p>走基层</p><h1>某市文化惠民</h1><h2>——某市纪实</h2>"
        f"<i>2023-05-03 08:12</i><i>记者 王某</i>{TEXT}</div>"
    )
    assert stamped.published_on == date(2023, 5, 3)
    assert stamped.text.startswith(FIRST)
    leaf = read(f"<div class='d'><b>20</b>2023-06<h3>某中心放假安排的通知</h3>{TEXT}</div>")
    assert leaf.published_on == date(2023, 6, 20)
    assert leaf.text.startswith(FIRST)
    named = read(
        "<div><span>某海事局</span>&nbsp;<span>2022/8/4 15:03:00</span>&nbsp;"
        f"<span>点击：87</span><div>{TEXT}</div></div>",
        "<title>某局开展安全检查</title>",
    )
    assert (named.published_on, named.agency) == (date(2022, 8, 4), "某海事局")
    assert named.text.startswith(FIRST)
    own = read(f"<div class='w'><h1>关于停水的公告</h1><p>2021-2025</p><p>12</p>{TEXT}</div>")
    assert own.text.startswith("2021-2025\n12\n")


def test_the_number_above_a_heading_is_the_document_s_and_a_linked_one_is_not() -> None:
    heading = "<p class='title'>某市人民政府关于张某任职的通知</p><p>2021-09-06</p>"
    assert read(f"<p>某政任〔2021〕7号</p>{heading}<div>{TEXT}</div>").document_number == "某政任〔2021〕7号"
    linked = f"<p><a href='1.html'>某政任〔2021〕7号</a></p>{heading}<div>{TEXT}</div>"
    assert read(linked).document_number is None


def test_a_title_that_begins_with_the_name_of_its_site_stays_whole() -> None:
    name = "某市不动产登记中心"
    page = read(f"<div><p>位置</p><div>{TEXT}</div></div>", f"<title>{name}放假安排 | {name}</title>")
    assert page.title.startswith(f"{name}放假安排")


def test_a_box_of_a_heading_that_holds_the_dateline_too_gives_the_heading_alone() -> None:
    box = "<h3>闪耀的启明灯</h3><h4></h4><p><span>信息来源： </span><span>发布日期：2022-11-20</span></p>"
    head = "<title>闪耀的启明灯-某市第一初级中学</title>"
    page = read(f"<div class='art-tit'>{box}</div><div>{TEXT}</div>", head)
    assert (page.title, page.published_on) == ("闪耀的启明灯", date(2022, 11, 20))


def test_the_number_of_an_order_counts_with_its_day_behind_it() -> None:
    page = read(
        f"<h1>某种考试规则</h1><p>2021-04-20</p><div><p>某某部令2020年第11号 2020年7月6日</p>{TEXT}</div>"
    )
    assert page.document_number == "某某部令2020年第11号"


def test_a_page_of_pictures_called_by_a_name_of_two_characters_keeps_it() -> None:
    head = "<title>张昕-某市第一初级中学</title>"
    page = read(
        "<h2>某某风采</h2><div class='art-tit'><h3>张昕</h3><p><span>发布日期：2023-02-13</span></p></div>"
        "<div class='art-body'><p><img src='1.jpg'></p><p><img src='2.jpg'></p></div>",
        head,
    )
    assert (page.title, page.published_on) == ("张昕", date(2023, 2, 13))


def test_a_document_called_by_the_name_of_a_body_behind_those_of_the_site_keeps_it() -> None:
    page = read(
        f"<div><p>某某艺术馆</p><div>{TEXT}</div></div>",
        "<title>某市人民政府门户网站-某市博物馆-某某艺术馆</title>",
    )
    assert page.title.endswith("某某艺术馆")


def test_how_to_print_is_text_and_a_tool_that_prints_is_none() -> None:
    how = (
        f"{TEXT}<p>打印方法：</p><p>从报名网站进入系统，下载准考证。</p><p>某某办公室</p><p>2018年9月1日</p>"
    )
    page = read(f"<h1>准考证打印通知</h1><p>发布时间：2018-09-02</p><div>{how}<p>打印本页</p></div>")
    assert page.text.endswith("打印方法：\n从报名网站进入系统，下载准考证。\n某某办公室\n2018年9月1日")


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("<p>某市水务局</p>", "某市水务局"),
        ("<p>某某学院学生科</p><p>2020年10月22日</p>", "某某学院学生科"),
        ("<p>入围的单位：</p><p>某市水务局</p>", None),
        ("<p>咨询单位：某市水务局</p>", None),
        ("<p>县教育局</p>", "县教育局"),
        ("<p>某县人民政府 某县水务局</p>", "某县人民政府；某县水务局"),
        ("<p>某某学院三楼会议室</p><p>2020年10月22日</p>", None),
        ("<p>做新时代的好干部</p>", None),
        ("<p>以人民为中心</p>", None),
        ("<p>高效办成一件事 一网通办</p>", None),
        ("<p>建设美丽城区新格局</p>", None),
        ("<p>扫码关注某市图书馆</p>", None),
        ("<p>联系单位 某市水务局</p>", None),
        ("<p>摄影 李四 某县融媒体中心</p>", None),
    ],
)
def test_the_body_below_the_last_sentence_signs_without_a_day_too(last: str, agency: str | None) -> None:
    page = read(f"<h1>停水的说明</h1><p>2020-10-22</p><div>{TEXT}{last}</div>")
    assert page.agency == agency
