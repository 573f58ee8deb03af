"""Pages of further makes: each rule with a page that it must leave as it is."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

TITLE = "关于做好老旧小区改造工作的通知"
TEXT = (
    "<p>为进一步做好辖区内老旧小区改造工作，现将有关事项通知如下：</p>"
    "<p>一、各街道要落实属地责任，按月报送进度，不得拖延，遇有困难及时向县住房和城乡建设局反映。</p>"
    "<p>二、各单位要加强宣传，听取居民意见，做到一小区一方案，并在开工前公示七个工作日。</p>"
    "<p>三、本通知自印发之日起施行，有效期三年。</p>"
)
LAST = "有效期三年。"


def article(below: str = "", *, above: str = "<div>2022-11-03</div>", name: str = "sp_text") -> str:
    return f"<div class='sp_right'><h1>{TITLE}</h1>{above}<div class='{name}'>{TEXT}</div>{below}</div>"


def test_a_heading_says_more_than_the_name_in_the_head() -> None:
    whole = "云岭县2023年拟录用公务员公示（第二批）"
    body = f"<div><h2>{whole}</h2><p>来源：县人社局 日期：2023年08月15日</p><div>{TEXT}</div></div>"
    assert read(body, "<title>拟录用公务员公示-云岭人社</title>").title == whole


@pytest.mark.parametrize("other", [f"《{TITLE}》解读", f"{TITLE}政策问答", "改造工作的通知"])
def test_a_heading_of_another_document_takes_no_title(other: str) -> None:
    body = f"<div class='t'>{TITLE}</div><div>2022-11-03</div><div class='c'>{TEXT}</div><h2>{other}</h2>"
    assert read(f"<div>{body}</div>", f"<title>{TITLE}</title>").title == TITLE


def test_a_penalty_is_called_by_its_number_rather_than_by_its_column() -> None:
    number = "云市监处罚〔2023〕45号"
    body = f"<div><h1>{number}</h1><div>发布时间：2023-09-01</div><div>{TEXT}</div></div>"
    assert read(body, "<title>行政处罚信息公示-云岭县市场监督管理局</title>").title == number


def test_a_page_that_has_no_other_name_keeps_that_of_its_column() -> None:
    body = f"<div><div>发布时间：2023-09-01</div><div>{TEXT}</div></div>"
    assert read(body, "<title>行政处罚信息公示</title>").title == "行政处罚信息公示"


def test_a_day_in_words_stands_beside_the_body_s_name() -> None:
    page = read(article(above="<div class='ly'>二〇二三年六月十八日　　云岭县档案馆</div>"))
    assert (page.published_on, page.agency) == (date(2023, 6, 18), "云岭县档案馆")
    assert page.text.startswith("为进一步做好")


def test_a_sentence_that_begins_with_a_day_in_words_is_none() -> None:
    above = "<div>二〇二三年六月十八日 云岭县召开会议，部署有关工作。</div>"
    assert read(article(above=above)).published_on is None


def test_who_published_and_when_stands_at_the_foot_of_a_text() -> None:
    foot = "<div class='sp_foot'>发布单位：云岭县林业局　　发布日期：2021年12月30日　　访问量：99</div>"
    page = read(article(foot, above=""))
    assert (page.published_on, page.agency) == (date(2021, 12, 30), "云岭县林业局")
    assert page.text.endswith(LAST)


@pytest.mark.parametrize(
    "said",
    [
        "主办：云岭县人民政府 更新时间：2024-03-01 访问量：99",
        "更新时间：2024-03-01 访问量：99",
        "发布单位：云岭县大数据中心 电话：0871-1234567 更新时间：2024-03-01",
    ],
)
def test_the_foot_of_a_site_dates_no_document(said: str) -> None:
    page = read(f"{article(above='')}<div class='foot'><p>{said}</p></div>")
    assert page.published_on is None


def test_related_policies_below_a_text_are_no_text() -> None:
    links = "<ul><li><a href='/1.html'>云岭县住房公积金管理办法</a></li></ul>"
    box = f"<div><h3>相关政策文件</h3>{links}</div><div><h3>相关解读</h3>{links}</div>"
    page = read(f"<div><h1>{TITLE}</h1><div>2022-11-03</div><div class='con_n'>{TEXT}{box}</div></div>")
    assert page.text.endswith(LAST)


def test_a_section_on_related_policies_is_text() -> None:
    own = "<p>相关政策</p><p>符合条件的家庭可申请补助，具体标准另行公布。</p>"
    page = read(f"<div><h1>{TITLE}</h1><div>2022-11-03</div><div class='con_n'>{TEXT}{own}</div></div>")
    assert page.text.endswith("具体标准另行公布。")


def test_a_line_that_offers_a_file_is_no_text_and_one_about_a_file_is() -> None:
    offered = "<p>附件下载：<a href='/u/20180307.rar'>20180307.rar</a></p>"
    page = read(f"<div><h1>{TITLE}</h1><div class='con_n'>{TEXT}{offered}</div></div>")
    assert (page.text.endswith(LAST), len(page.attachments)) == (True, 1)
    said = "附件下载：登录云岭县政务服务网后在个人中心下载。"
    page = read(f"<div><h1>{TITLE}</h1><div class='con_n'>{TEXT}<p>{said}</p></div></div>")
    assert page.text.endswith(said)


def test_popular_downloads_belong_to_no_document() -> None:
    popular = "<div><h3>热点文件下载</h3><ul><li><a href='/d/form.doc'>申请表.doc</a></li></ul></div>"
    own = "<p><a href='/u/a.doc'>任务分解表.doc</a></p>"
    page = read(article(popular).replace(TEXT, TEXT + own))
    assert [file.title for file in page.attachments] == ["任务分解表.doc"]


def test_the_text_of_a_trading_centre_ends_before_its_files() -> None:
    file = "<div class='ewb-att'><p>附件：</p><a href='/f/1.pdf'>招标文件.pdf</a></div>"
    page = read(
        f"<div class='ewb-article'><h3>{TITLE}</h3><div class='ewb-sources'>【信息时间：2024-03-04】</div>"
        f"<div class='ewb-article-info'><h4>一、项目情况</h4><p>预算金额：120万元</p><h4>二、联系方式</h4>"
        f"<p>采购人：云岭县第一中学</p><p>满足政府采购法第二十二条规定。</p></div>{file}</div>"
    )
    assert page.text.endswith("第二十二条规定。")
    assert [attached.title for attached in page.attachments] == ["招标文件.pdf"]


PAIRS = (
    ("索引号", "530100/2024-00031"),
    ("公开日期", "2024-05-17"),
    ("发文机关", "云岭县住房和城乡建设局"),
    ("文号", "云住建规〔2024〕2号"),
)


def test_labels_and_values_in_turn_are_no_text() -> None:
    grid = "".join(f"<div>{label}</div><div>{value}</div>" for label, value in PAIRS)
    page = read(f"<div><div>{grid}</div><div>{TITLE}</div><div>{TEXT}</div></div>", f"<title>{TITLE}</title>")
    assert (page.text.startswith("为进一步做好"), page.text.endswith(LAST)) == (True, True)
    assert (page.index_number, page.document_number) == ("530100/2024-00031", "云住建规〔2024〕2号")
    assert (page.published_on, page.agency) == (date(2024, 5, 17), "云岭县住房和城乡建设局")


def test_headings_of_one_word_take_no_paragraph_with_them() -> None:
    first = "节约用水，人人有责，各单位应当采取多种形式开展宣传。"
    own = f"<p>主题</p><p>{first}</p><p>标签</p><p>每户领取一枚。</p><p>日期</p><p>三月二十二日起发放。</p>"
    page = read(f"<div><h1>{TITLE}</h1><div>2022-11-03</div><div class='sp_text'>{own}{TEXT}</div></div>")
    assert page.text.removeprefix("主题\n").startswith(first)


@pytest.mark.parametrize(
    "below",
    [
        "<div>本文是否对您有帮助？<a>有帮助</a><a>没帮助</a></div>",
        "<div><a>下载PDF</a><a>打印</a></div>",
    ],
)
def test_what_is_asked_and_offered_below_a_text_is_no_text(below: str) -> None:
    page = read(f"<div><h1>{TITLE}</h1><div>2022-11-03</div><div class='con_n'>{TEXT}{below}</div></div>")
    assert page.text.endswith(LAST)


@pytest.mark.parametrize(
    "last",
    ["本文对您的企业申报补助有用，请认真阅读并按要求准备材料，逾期不候。", "（责任编辑：王某）"],
)
def test_last_lines_that_sound_alike_are_text(last: str) -> None:
    page = read(
        f"<div><h1>{TITLE}</h1><div>2022-11-03</div><div class='con_n'>{TEXT}<p>{last}</p></div></div>"
    )
    assert page.text.endswith(last)


def test_the_body_stands_in_brackets_beside_the_day() -> None:
    above = "<div><span>[ 2022-12-01 ]</span><span>[ 云岭县司法局 ]</span></div>"
    assert read(article(above=above)).agency == "云岭县司法局"
    assert read(article(above=above.replace("云岭县司法局", "法治云岭"))).agency is None


@pytest.mark.parametrize("state", ["<font color='green'>[文件获取中]</font>", "【已结束】"])
def test_how_far_a_tender_got_is_no_part_of_its_title(state: str) -> None:
    body = f"<div><h3>{TITLE}{state}</h3><div>发布时间：2023-09-01</div><div>{TEXT}</div></div>"
    assert read(body).title == TITLE


def test_a_title_that_ends_like_the_name_of_a_column_is_whole_where_a_heading_says_so() -> None:
    whole = "石湾镇公交首末站竞争性磋商公告-001"
    body = f"<div><h3>{whole}</h3><div>发布时间：2023-09-01</div><div>{TEXT}</div></div>"
    assert read(body, f"<title>{whole}</title>").title == whole


def test_a_page_that_is_called_by_a_centre_has_the_heading_for_its_title() -> None:
    body = f"<div class='hd'>{TITLE}</div><div>信息时间：2023/09/01</div><iframe src='/a.html'></iframe>"
    assert read(body, "<title>云岭县公共资源交易中心</title>").title == TITLE


def test_a_document_within_the_page_has_a_head_that_is_no_text() -> None:
    inner = f"<html><head><title>招标公告</title><style>p{{}}</style></head><body>{TEXT}</body></html>"
    assert read(article().replace(TEXT, inner)).text.startswith("为进一步做好")


@pytest.mark.parametrize("hidden", ["class='tab hidden'", "class=hide", "hidden"])
def test_what_is_hidden_by_a_name_or_an_attribute_is_no_text(hidden: str) -> None:
    page = read(
        f"<div><h1>{TITLE}</h1><p>2023-09-01</p><div>{TEXT}<p {hidden}>开标记录尚未公布。</p></div></div>"
    )
    assert page.text.endswith(LAST)


def test_a_part_in_a_frame_keeps_its_first_line() -> None:
    assert read(f"<p>各有关单位：</p>{TEXT}").text.startswith("各有关单位：")
