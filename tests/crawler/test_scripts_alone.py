"""Pages that show nothing and have scripts: a check of visitors, or a site that scripts make now."""

from __future__ import annotations

from small_portal import Portal

SHELL = (
    '<html><head><title></title></head><body><div id="app"></div><script src="/a.js"></script></body></html>'
)


def test_it_is_told_that_nothing_but_scripts_came_and_all_is_kept(portal: Portal) -> None:
    portal.crawl()
    kept = {path: document.text for path, document in portal.documents().items()}
    for path in ("/tzgg/index.html", *(f"/tzgg/{n}.html" for n in range(1, 7))):
        portal.server.page(path, SHELL)
    report = portal.crawl(max_recheck_days=0, full_read_days=0)
    assert any("验证" in problem.reason and "脚本" in problem.reason for problem in report.problems)
    assert {path: document.text for path, document in portal.documents().items()} == kept
