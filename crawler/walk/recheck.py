"""Documents that no list names any more: are they still there?"""

from __future__ import annotations

from corpus.addresses import identity
from corpus.store import Remembered
from crawler.walk.run import Run


def recheck(run: Run) -> None:
    """Visit the portal's stored documents that this run did not come across."""
    for found in run.memory.unvisited(run.portal.name, run.started_at):
        run.attaching.expect(found)
        for one in found:
            if identity(one.page.url) not in run.seen or _was_passed_over(run, one):
                run.document(one.page.url, None, one.document.column if one.document else None)


def _was_passed_over(run: Run, one: Remembered) -> bool:
    """Whether only another spelling of its address was visited, with https for http, and it is due itself."""
    fetched_at = one.page.fetched_at
    before = fetched_at is None or fetched_at < run.started_at
    url = one.page.url
    asked = url in run.reception.waiting or run.attaching.replaces(url)
    return before and not asked and one.document is not None and run.is_due(one.page, one.document)
