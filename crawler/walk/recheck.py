"""Documents that no list names any more: are they still there?"""

from __future__ import annotations

from corpus.addresses import identity
from crawler.walk.run import Run


def recheck(run: Run) -> None:
    """Visit the portal's stored documents that this run did not come across."""
    for found in run.memory.unvisited(run.portal.name, run.started_at):
        run.recorder.expect(found)
        for one in found:
            if identity(one.page.url) not in run.seen:
                run.document(one.page.url, None, one.document.column if one.document else None)
