"""Documents that no list names any more: are they still there?"""

from __future__ import annotations

from crawler.pages.addresses import identity
from crawler.walk.run import AHEAD, Run


def recheck(run: Run) -> None:
    """Visit the portal's stored documents that this run did not come across."""
    run.memory.flush()
    unvisited = run.store.visits.unvisited(run.portal.name, run.started_at)
    left = [url for url in unvisited if identity(url) not in run.seen]
    for start in range(0, len(left), AHEAD):
        batch = left[start : start + AHEAD]
        run.recall(batch)
        for url in batch:
            held = run.memory.of(url).document
            if identity(url) not in run.seen:
                run.document(url, None, held.column if held else None)
