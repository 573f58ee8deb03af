"""Lists in XML of no standard, as scripts fetch them and old systems write them."""

from __future__ import annotations

import time
from datetime import date

import pytest

from crawler.extract import read_list
from crawler.pages.page import Page

ADDRESS = "http://portal.example/zwgk/list.xml?page=1"


def read(xml: str, encoding: str = "utf-8") -> object:
    listed = read_list(Page.parse(xml.encode(encoding), ADDRESS, "text/xml"))
    return [(one.title, one.url, one.published_on) for one in listed.entries], listed.next, listed.pages


@pytest.mark.parametrize(
    ("row", "encoding"),
    [
        ("<item><title>{}</title><url>/a/{}.html</url><date>2024-03-01</date></item>", "utf-8"),
        ('<Info Title="{}" Href="/a/{}.html" PubTime="2024-03-01 09:00:00"/>', "gb18030"),
        ("<r><docTitle><![CDATA[{}]]></docTitle><url>/a/{}.html</url><fbrq>2024年3月1日</fbrq></r>", "utf-8"),
    ],
)  # fmt: skip
def test_records_of_elements_and_of_attributes_are_entries(row: str, encoding: str) -> None:
    titles = ("关于防汛工作的通知", "关于秋收工作的公告")
    rows = "".join(row.format(title, n) for n, title in enumerate(titles))
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    xml = f'{head}\n<list total="4" pages="2"><channel>{rows}</channel></list>'
    entries = [
        (title, f"http://portal.example/a/{n}.html", date(2024, 3, 1)) for n, title in enumerate(titles)
    ]
    assert read(xml, encoding) == (entries, ADDRESS.replace("page=1", "page=2"), 2)


def test_comments_above_a_root_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    for above in ("<!---->", "<??>"):
        assert read(above * 10_000 + "x") == ([], None, None)
    assert time.process_time() - begun < 5


WRAPPED = ("<my-page><ul>{}</ul></my-page>", "<root><record><![CDATA[<ul>{}</ul>]]></record></root>")


def test_a_page_of_the_web_in_xml_is_no_such_list() -> None:
    rows = "".join(f"<li><a href='/a/{n}.html'>关于第{n}号工作的通知</a>2024-03-01</li>" for n in range(3))
    for around in ("<?xml version='1.0'?><html><body><ul>{}</ul></body></html>", "<ul>{}</ul>", *WRAPPED):
        listed = read_list(Page.parse(around.format(rows).encode(), ADDRESS, "text/html"))
        assert (listed.family, len(listed.entries)) == ("generic", 3)


def test_a_sitemap_may_have_a_prefix_for_its_names() -> None:
    text = (
        '\ufeff<?xml version="1.0"?>\r\n<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<s:url><s:loc><![CDATA[http://a.test/1.html?a=1&b=2]]></s:loc></s:url></s:urlset>"
    )
    listed = read_list(Page.parse(text.encode(), "http://a.test/sitemap.xml"))
    assert (listed.family, [entry.url for entry in listed.entries]) == (
        "sitemap",
        ["http://a.test/1.html?a=1&b=2"],
    )
