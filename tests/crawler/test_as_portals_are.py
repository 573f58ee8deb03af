"""What portals do that no standard foresees: frames, types that say nothing, names in headers, sign-ins."""

from __future__ import annotations

import pytest
from small_portal import Portal, article

pytestmark = pytest.mark.any_database

HEAD = "<title>关于第2号防汛工作的通知</title><h1>关于第2号防汛工作的通知</h1><div>发布日期：2024-03-03</div>"
SIGN_IN = "<title>统一身份认证</title><form><input name=u><input type=password name=p></form>"
GONE = "<title>提示信息</title><p>对不起，您访问的页面不存在或已被删除。</p>"


def test_an_article_in_a_frame_of_the_same_site_is_its_text(portal: Portal) -> None:
    portal.server.page("/tzgg/2.html", f"{HEAD}<iframe src='/tzgg/frame_2.html' width='100%'></iframe>")
    portal.server.page("/tzgg/frame_2.html", "<p>各乡镇应当备足防汛物资，及时报告险情。</p>" * 3)
    assert not portal.crawl().problems
    document = portal.documents()["/tzgg/2.html"]
    assert document.title == "关于第2号防汛工作的通知"
    assert document.text.startswith("各乡镇应当备足防汛物资")


def test_a_page_sent_as_octets_is_a_page(portal: Portal) -> None:
    portal.server.page("/tzgg/2.html", article(2), Content_Type="application/octet-stream")
    portal.crawl()
    assert portal.documents()["/tzgg/2.html"].text.startswith("为做好本县防汛抗旱工作")


def test_a_file_that_only_the_header_names_is_called_so(portal: Portal) -> None:
    portal.server.page("/tzgg/2.html", article(2, extra='<a href="/download.jsp?id=7">点击下载</a>'))
    name = "防汛物资清单.doc".encode("gbk").decode("latin-1")
    headers = {"Content_Type": "application/msword", "Content_Disposition": f'attachment; filename="{name}"'}
    portal.server.page("/download.jsp", b"PK", **headers)
    portal.crawl()
    (file,) = portal.documents()["/tzgg/2.html"].attachments
    assert file.title == "防汛物资清单.doc"


@pytest.mark.parametrize(("came", "said"), [(SIGN_IN, "要求登录"), (GONE, "不存在或已删除")])
def test_a_page_that_bars_the_way_is_told_as_that(portal: Portal, came: str, said: str) -> None:
    portal.columns = (("通知公告", "tzgg/index.html"), ("内部文件", "nbwj/index.html"))
    portal.server.page("/nbwj/index.html", came)
    reason = portal.reasons(portal.crawl())["/nbwj/index.html"]
    assert said in reason
    assert "改版" not in reason
