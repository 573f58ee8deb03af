"""New documents that the portal has at other addresses, too: did they leave those for good?"""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.links import own_address
from crawler.walk.reception import Newcomer
from crawler.walk.run import Run, read_page
from crawler.walk.settling import take_on


def ask_where_they_were(run: Run) -> None:
    """Visit the addresses of documents that say the same as new ones; what did not come from there is new."""
    while run.reception.newcomers:
        newcomer = run.reception.newcomers.pop()
        if not any(_is_left(run, url, newcomer) for url in newcomer.namesakes):
            take_on(run, newcomer.arrival)


def _is_left(run: Run, url: str, newcomer: Newcomer) -> bool:
    with run.mishaps.caught(url):
        return _leads_to(run, url, newcomer)
    return False


def _leads_to(run: Run, url: str, newcomer: Newcomer) -> bool:
    """Whether the document there moved to the newcomer's address; then it was stored so."""
    known, arrival = run.memory.of(url), newcomer.arrival
    if known.document is None or run.was_read(known.page):
        return False
    visit = run.fetch(url)
    if visit is None:
        return False
    page = read_page(visit)
    if visit.landed is None and page is not None and own_address(page) == arrival.visit.url:
        # What is there still answers, and says that its place is elsewhere now.
        visit = replace(visit, landed=replace(visit.state, url=arrival.visit.url))
    landed = visit.landed.url if visit.landed else None
    if landed in (arrival.visit.url, arrival.visit.landed and arrival.visit.landed.url) and landed:
        run.record(visit, page, arrival.entry, arrival.column)
        return True
    run.record(visit, page, None, known.document.column)
    return False
