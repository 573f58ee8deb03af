"""Files of documents that others come in place of: each its own is taken on, one for all is not."""

from __future__ import annotations

from small_portal import Portal, article


def with_files(portal: Portal, bodies: dict[int, str]) -> None:
    """Each document has a file, which says so."""
    for number, words in bodies.items():
        portal.server.page(
            f"/tzgg/{number}.html", article(number, extra=f'<a href="/f/{number}.pdf">附件：登记表.pdf</a>')
        )
        body = f"%PDF-1.4 {words}".encode()
        portal.server.page(f"/f/{number}.pdf", body, Content_Type="application/pdf")


def held(portal: Portal) -> dict[str, str | None]:
    return {path: document.attachments[0].sha256 for path, document in portal.documents().items()}


def test_one_file_in_place_of_all_replaces_none_of_them(portal: Portal) -> None:
    with_files(portal, {number: f"form {number}" for number in range(1, 7)})
    portal.crawl()
    before = held(portal)
    with_files(portal, dict.fromkeys(range(1, 7), "come again tomorrow"))
    for _ in range(2):
        report = portal.crawl(max_recheck_days=0)
        assert held(portal) == before
        assert sum("同一个文件" in problem.reason for problem in report.problems) == 6
    with_files(portal, {number: f"form {number}" for number in range(1, 6)} | {6: "form 6, revised"})
    report = portal.crawl(max_recheck_days=0)
    assert (report.changed, report.unchanged) == (1, 5)
    assert {path for path, file in held(portal).items() if file != before[path]} == {"/tzgg/6.html"}


def test_one_file_that_stood_at_two_addresses_is_replaced_at_both(portal: Portal) -> None:
    with_files(portal, dict.fromkeys((1, 2), "a form") | {number: f"form {number}" for number in range(3, 7)})
    portal.crawl()
    before = held(portal)
    with_files(portal, dict.fromkeys((1, 2), "a form, revised"))
    assert portal.crawl(max_recheck_days=0).changed == 2
    assert {path for path, file in held(portal).items() if file != before[path]} == {
        "/tzgg/1.html",
        "/tzgg/2.html",
    }


def test_no_page_replaces_a_file(portal: Portal) -> None:
    with_files(portal, {number: f"form {number}" for number in range(1, 7)})
    portal.crawl()
    before = held(portal)
    portal.server.page("/f/6.pdf", b"\x00\x01 no file of any kind", Content_Type="application/pdf")
    report = portal.crawl(max_recheck_days=0)
    assert held(portal) == before
    assert "不再是文件" in portal.reasons(report)["/f/6.pdf"]
