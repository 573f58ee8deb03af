"""Documents that no list names any more: are they still there?"""

from __future__ import annotations

from corpus.addresses import identity
from crawler.walk.run import Run


def recheck(run: Run) -> None:
    """Visit the portal's stored documents that this run did not come across."""
    for url in run.store.addresses(run.portal.name):
        if identity(url) not in run.seen:
            held = run.store.by_url(url)
            run.document(url, None, held.document.column if held else None)
