"""New documents that the portal has at other addresses, too: did they leave those for good?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.addresses import normal
from corpus.records import Document, StoredDocument
from crawler.extract import extract, is_notice, pictures_in_text
from crawler.pages.links import own_address, redirect
from crawler.pages.page import Page
from crawler.walk.arrivals import Case, Newcomer
from crawler.walk.likeness import digest
from crawler.walk.run import Run
from crawler.walk.sameness import is_nearly_all
from crawler.walk.settling import MANY, take_on
from crawler.walk.visit import Visit, read_page


def ask_where_they_were(run: Run) -> None:
    """Visit the addresses of documents that say the same as new ones; what did not come from there is new.

    But for what says one thing, perhaps, under many titles: that waits until all has come.
    """
    _ask(run, asks=True, cut_off=False)


def judge_newcomers(run: Run, asks: bool = True, cut_off: bool = False) -> None:
    """The same when all has come; what says one thing under many titles waits, and the rest is new.

    It is the very same text, or nearly the same where that is half of all that came to all columns. Where
    the portal went away (`cut_off`), nothing is asked, and they wait as what else is doubtful.
    """
    _ask(run, asks, cut_off)
    unmoved, run.reception.unmoved = run.reception.unmoved, []
    alike: dict[tuple[str, ...], list[Newcomer]] = defaultdict(list)
    for newcomer in unmoved:
        key = (newcomer.says, *_pictures(run, newcomer))
        alike[key].append(newcomer)
    came = run.tally.documents + len(unmoved)
    for newcomers in alike.values():
        most = 2 * len(newcomers) >= came and not run.only
        is_night = most or _say_the_very_same(newcomers)
        if is_night and len({newcomer.called for newcomer in newcomers}) + 1 >= MANY:
            _doubt(run, newcomers)
        else:
            for newcomer in newcomers:
                _take_on(run, newcomer, cut_off)


def _ask(run: Run, asks: bool, cut_off: bool) -> None:
    reception = run.reception
    while reception.newcomers:
        newcomer = reception.newcomers.pop()
        if asks and _was_elsewhere(run, newcomer):
            continue
        if newcomer.says and not run.word.changes:
            reception.unmoved.append(newcomer)
        else:
            _take_on(run, newcomer, cut_off)


def _say_the_very_same(newcomers: Sequence[Newcomer]) -> bool:
    """To the letter. Where they vary a little they may be a column's: a bad night shows them everywhere."""
    return all(newcomer.itself in ("", newcomer.says) for newcomer in newcomers)


def _take_on(run: Run, newcomer: Newcomer, cut_off: bool) -> None:
    if not cut_off:
        take_on(run, newcomer.arrival)
        return
    # The page may differ a little every night: what counts is on how many it was listed.
    arrival = newcomer.arrival
    voice = run.reception.crowd.add_file(arrival.asked, digest(f"new at {arrival.asked}"))
    run.reception.wait(Case(arrival, voice, newcomer.title, held=False, notice=False))


def _doubt(run: Run, newcomers: Sequence[Newcomer]) -> None:
    """Have many addresses wait that say one thing, each called otherwise, and the one that came first."""
    some = newcomers[0]
    first = run.store.by_url(some.namesakes[0])
    doubted = [(newcomer.arrival, newcomer.itself or newcomer.says) for newcomer in newcomers]
    if first and _came_now(run, first) and not _is_called_so(run, first.document, some):
        run.tally.withdrawn += run.store.withdraw(first.document.url)
        itself = digest("".join(first.document.text.split())) if some.itself else some.says
        doubted.append((replace(some.arrival, asked=first.document.url), itself))
    for arrival, said in doubted:
        voice = run.reception.crowd.add_file(arrival.asked, said)
        run.reception.wait(Case(arrival, voice, some.title, held=False, notice=False, repeats=True))


def _came_now(run: Run, first: StoredDocument) -> bool:
    """Whether what is stored there was not published before this run, which perhaps goes on with another."""
    new = first.version == 1 and first.recorded_at >= run.started_at
    return new or first.document.url in run.reception.arrived


def _pictures(run: Run, newcomer: Newcomer) -> tuple[str, ...]:
    """What tells documents of one sentence apart that their lists call as they call themselves."""
    if newcomer.arrival.visit.url in run.reception.misnamed:
        return ()
    _, page = _came(run, newcomer)
    if page is None:
        return ()
    came = extract(page)
    return () if is_notice(came.title, came.text) else pictures_in_text(page)


def _is_called_so(run: Run, first: Document, some: Newcomer) -> bool:
    """Whether what all show is the document of the first address, and its list calls it so."""
    return first.title == some.title and first.url not in run.reception.misnamed


def _was_elsewhere(run: Run, newcomer: Newcomer) -> bool:
    """Whether it left another address; where asking comes to nothing, it is a newcomer still."""
    try:
        return any(_is_left(run, url, newcomer) for url in newcomer.namesakes)
    except BaseException:
        run.reception.newcomers.append(newcomer)
        raise


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
        return _is_gone(run, url, newcomer)
    page = read_page(visit)
    there = arrival.visit.url
    if visit.landed is None and page is not None:
        if normal(redirect(page) or "") == there:
            return _is_there(run, url, newcomer)
        if there in (own_address(page), normal(visit.final_url)):
            # Lists name the new address alone, and the old one says the same, be it for the time being.
            visit = replace(visit, landed=replace(visit.state, url=there))
    landed = visit.landed.url if visit.landed else None
    if landed in (there, arrival.visit.landed and arrival.visit.landed.url) and landed:
        run.record(visit, page, arrival.entry, arrival.column)
        return True
    run.record(visit, page, None, known.document.column)
    return False


def _is_gone(run: Run, url: str, newcomer: Newcomer) -> bool:
    """Whether nothing is there any more, and the newcomer says what was: then that is found again."""
    if run.memory.of(url).page.missing_since is None:
        return False
    stored, (_, page) = run.store.by_url(url), _came(run, newcomer)
    if stored is None or page is None or not is_nearly_all(extract(page), stored.document):
        return False
    run.is_elsewhere(url)
    return _is_there(run, url, newcomer)


def _is_there(run: Run, url: str, newcomer: Newcomer) -> bool:
    """Store the document of one address as what came at the newcomer's."""
    visit, page = _came(run, newcomer)
    state = replace(visit.state, url=url, sha256=None, etag=None, last_modified=None)
    run.record(
        replace(visit, url=url, state=state, landed=visit.state),
        page,
        newcomer.arrival.entry,
        newcomer.arrival.column,
    )
    return True


def _came(run: Run, newcomer: Newcomer) -> tuple[Visit, Page | None]:
    visit = run.visitor.again(newcomer.arrival.visit)
    return visit, read_page(visit)
