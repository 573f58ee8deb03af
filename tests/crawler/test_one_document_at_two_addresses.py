"""A document that answers at two addresses is one document; files are asked for as often as pages."""

from __future__ import annotations

import pytest
from small_portal import Portal, article, listing

FORM = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.mark.any_database
@pytest.mark.parametrize("tail", ["/", "?from=list", "?b=2&a=1"])
def test_another_spelling_that_answers_with_the_same_is_no_other_document(portal: Portal, tail: str) -> None:
    portal.columns = (("通知公告", "tzgg/index.html"), ("最新公开", "new/index.html"))
    here = f"/tzgg/1.html{tail.replace('?b=2&a=1', '?a=1&b=2').replace('?from=list', '').replace('/', '')}"
    portal.server.page("/tzgg/index.html", listing([1]).replace("/tzgg/1.html", here))
    portal.server.page("/new/index.html", listing([1]).replace("/tzgg/1.html", f"/tzgg/1.html{tail}"))
    portal.server.page(here, article(1))
    portal.server.page(f"/tzgg/1.html{tail}", article(1))
    portal.crawl()
    assert list(portal.documents()) == [here]
    asked = len(portal.server.paths)
    portal.crawl()
    assert f"/tzgg/1.html{tail}" not in portal.server.paths[asked:]


@pytest.mark.any_database
@pytest.mark.parametrize("page", ["Default.aspx", "index.jsp", "index.php", "default.htm"])
def test_a_folder_and_the_page_that_it_answers_with_are_one_where_they_say_the_same(
    portal: Portal, page: str
) -> None:
    portal.columns = (("通知公告", "tzgg/index.html"), ("最新公开", "new/index.html"))
    there = {1: article(1), 2: article(2), 3: article(3)}
    for number in there:
        portal.server.page(f"/tzgg/{number}/", there[number])
        portal.server.page(f"/tzgg/{number}/{page}", there[number] if number < 3 else article(9))
    one = "".join(listing([1, 2, 3])).replace(".html", "/")
    portal.server.page("/tzgg/index.html", one)
    portal.server.page("/new/index.html", listing([1, 2, 3]).replace(".html", f"/{page}"))
    portal.crawl()
    folders = ["/tzgg/1/", "/tzgg/2/", "/tzgg/3/"]
    wanted = folders if page == "default.htm" else [*folders, f"/tzgg/3/{page}"]
    assert sorted(portal.documents()) == wanted
    portal.crawl()
    assert sorted(portal.documents()) == wanted


@pytest.mark.any_database
def test_another_spelling_with_another_document_is_one_of_its_own(portal: Portal) -> None:
    portal.server.page("/tzgg/index.html", listing([1, 2]).replace("/tzgg/2.html", "/tzgg/1.html?id=2"))
    portal.server.page("/tzgg/1.html?id=2", article(2))
    portal.crawl()
    assert len(portal.documents()) == 2


@pytest.mark.any_database
@pytest.mark.parametrize("said", ["markup", "header"])
def test_the_address_that_a_page_gives_as_its_own_is_the_documents(portal: Portal, said: str) -> None:
    portal.list(range(1, 3))
    own = f'<link rel="canonical" href="{portal.server.url}/art/1.html">'
    for path in ("/tzgg/1.html", "/art/1.html"):
        if said == "markup":
            portal.server.page(path, article(1).replace("<head>", f"<head>{own}"))
        else:
            portal.server.page(path, article(1), Link='</a>; rel=prev, </art/1.html>; rel="canonical"')
    portal.crawl()
    assert sorted(portal.documents()) == ["/art/1.html", "/tzgg/2.html"]
    assert portal.store.known([f"{portal.server.url}/tzgg/1.html"])


@pytest.mark.any_database
def test_an_address_that_answers_with_something_else_is_not_believed(portal: Portal) -> None:
    portal.list(range(1, 3))
    own = f'<link rel="canonical" href="{portal.server.url}/tzgg/2.html">'
    portal.server.page("/tzgg/1.html", article(1).replace("<head>", f"<head>{own}"))
    portal.crawl()
    assert sorted(portal.documents()) == ["/tzgg/1.html", "/tzgg/2.html"]


@pytest.mark.any_database
def test_a_move_that_only_the_page_itself_tells_is_one_change(portal: Portal) -> None:
    portal.list(range(1, 3))
    portal.crawl()
    own = f'<link rel="canonical" href="{portal.server.url}/art/1.html">'
    for path in ("/tzgg/1.html", "/art/1.html"):
        portal.server.page(path, article(1).replace("<head>", f"<head>{own}"))
    portal.server.page("/tzgg/index.html", listing([1, 2]).replace("/tzgg/1.html", "/art/1.html"))
    portal.crawl()
    assert sorted(portal.documents()) == ["/art/1.html", "/tzgg/2.html"]
    assert portal.store.totals().withdrawn == 0


@pytest.mark.any_database
def test_a_file_replaced_at_its_address_makes_a_version(portal: Portal) -> None:
    portal.list(range(1, 2))
    portal.server.page("/tzgg/1.html", article(1, extra='<a href="/f/form.pdf">申请表.pdf</a>'))
    portal.server.page("/f/form.pdf", FORM, content_type="application/pdf")
    portal.crawl()
    portal.server.page("/f/form.pdf", FORM + b"%2\n", content_type="application/pdf")
    assert portal.crawl().changed == 1
    stored = portal.store.by_url(f"{portal.server.url}/tzgg/1.html")
    assert stored is not None
    assert stored.version == 2
    assert stored.document.attachments[0].size == len(FORM) + 3


@pytest.mark.any_database
def test_the_other_spelling_leads_to_the_document(portal: Portal) -> None:
    portal.columns = (("通知公告", "tzgg/index.html"), ("最新公开", "new/index.html"))
    portal.list(range(1, 2))
    portal.server.page("/new/index.html", listing([1]).replace("/tzgg/1.html", "/tzgg/1.html?from=list"))
    portal.crawl()
    found = portal.store.by_url(f"{portal.server.url}/tzgg/1.html?from=list")
    assert found is not None
    assert found.document.url.endswith("/tzgg/1.html")


@pytest.mark.any_database
def test_a_page_that_asks_not_to_be_listed_is_taken_in_unless_that_is_heeded(portal: Portal) -> None:
    portal.list(range(1, 3))
    mark = '<head><meta name="robots" content="noindex, follow">'
    portal.server.page("/tzgg/1.html", article(1).replace("<head>", mark))
    report = portal.crawl(follow_noindex=True)
    assert list(portal.documents()) == ["/tzgg/2.html"]
    assert "follow_noindex" in portal.reasons(report)["/tzgg/1.html"]
    portal.crawl()
    assert len(portal.documents()) == 2


@pytest.mark.any_database
def test_the_second_part_of_an_article_is_not_folded_into_its_first(portal: Portal) -> None:
    """It has the same title and day, an address with one key more, and another text."""
    portal.list(range(1, 2))
    own = f'<link rel="canonical" href="{portal.server.url}/tzgg/1.html">'
    second = article(1, body="附表：各乡镇物资储备数量及责任人名单。" * 9).replace("<head>", f"<head>{own}")
    portal.server.page("/tzgg/1.html?page=2", second)
    listed = listing([1, 2, 3]).replace("/tzgg/2.html", "/tzgg/1.html?page=2")
    portal.server.page("/tzgg/index.html", listed.replace("第2号", "第1号"))
    portal.crawl()
    assert sorted(portal.documents()) == ["/tzgg/1.html", "/tzgg/1.html?page=2", "/tzgg/3.html"]


@pytest.mark.any_database
@pytest.mark.parametrize("notice", [b"<html><body>maintenance</body></html>", b"maintenance"])
def test_what_is_no_file_does_not_take_the_place_of_one(portal: Portal, notice: bytes) -> None:
    """Portals send a notice for a file as what they say of files: application/octet-stream."""
    portal.list(range(1, 2))
    portal.server.page("/tzgg/1.html", article(1, extra='<a href="/f/form.pdf">申请表.pdf</a>'))
    portal.server.page("/f/form.pdf", FORM, Content_Type="application/pdf")
    portal.crawl()
    held = portal.documents()["/tzgg/1.html"]
    portal.server.page("/f/form.pdf", notice, Content_Type="application/octet-stream")
    report = portal.crawl()
    assert report.changed == 0
    assert "原样保留" in portal.reasons(report)["/f/form.pdf"]
    assert portal.documents()["/tzgg/1.html"] == held
