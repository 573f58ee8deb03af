"""Files that came in place of held ones, judged at the end: one that came for several may be none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus.clock import now
from corpus.records import Doubt, HeldBack
from crawler.pages.errors import FileForSeveral, FileNotChecked
from crawler.walk.attaching import Replacement
from crawler.walk.run import Run
from crawler.walk.settling import ENOUGH_DAYS, Why, days

WHY = "几个附件的地址给出了同一个文件"
"""Why a file is held back, as a Chinese sentence without its end."""

UNCHECKED = Why.CUT_OFF.value
"""The same of one that came before the portal went away."""


def replace_files(run: Run, asks: bool = True, cut_off: bool = False) -> None:
    """Take on the files that came in place of held ones; one for several as late as other doubts.

    Their documents are stored now, once; a run that ends before this leaves them due. So does one that was
    cut off as the portal went away, until their files came before such an end on later days, too.
    """
    taken: dict[str, list[Replacement]] = defaultdict(list)
    doubted: dict[str, list[Replacement]] = {WHY: [], UNCHECKED: []}
    for alike in run.attaching.replacements():
        several = len({one.file.url for one in alike}) > 1 and len({one.held for one in alike}) > 1
        for one in alike:
            if (several or _came_elsewhere(run, one)) and not _is_believed(run, one):
                doubted[WHY].append(one)
            elif cut_off and not _is_believed(run, one, whatever=not several):
                doubted[UNCHECKED].append(one)
            else:
                taken[one.document].append(one)
    for why, replacements in doubted.items():
        _hold_back(run, why, replacements)
    answered = set(run.attaching.answered)
    unsettled = {one.file.url for some in doubted.values() for one in some}
    due = {one.document for one in doubted[UNCHECKED]}
    for url in run.recorder.unfinished:
        if url in due:
            continue
        document = run.recorder.unfinished.get(url)
        files = {one.file.url for one in taken[url]}
        if _finish(run, url, taken[url]):
            run.reception.stored(document.arrival.asked)
            answered |= files | ({document.arrival.asked} & run.reception.recovered)
        else:
            unsettled |= files
    run.store.held_back.forget((answered - unsettled) & run.reception.remembered.keys())


def _finish(run: Run, url: str, replacements: Sequence[Replacement]) -> bool:
    """Store a document with what is taken on for it; False where that could not be done."""
    with run.mishaps.caught(url):
        change = run.recorder.finish(url, replacements)
        if change is not None:
            run.tally.stored(url, change)
        return True
    return False


def _known(run: Run, one: Replacement, whatever: bool = False) -> HeldBack | None:
    """What former runs held back there: the very file or, where none could be checked in time, `whatever`."""
    known = run.reception.remembered.get(one.file.url)
    if known is None or known.kind is not Doubt.TEXT:
        return None
    same = known.digest == one.file.sha256 or (whatever and known.why == f"{UNCHECKED}。")
    return known if same else None


def _came_elsewhere(run: Run, one: Replacement) -> bool:
    """Whether former runs held it back at another address, which still waits."""
    sound = run.attaching.answered | run.reception.recovered
    return any(
        other.digest == one.file.sha256 and other.url != one.file.url and other.url not in sound
        for other in run.reception.remembered.values()
    )


def _is_believed(run: Run, one: Replacement, whatever: bool = False) -> bool:
    known = _known(run, one, whatever)
    late = known is not None and (known.accepted_at is not None or days(known) >= ENOUGH_DAYS)
    return run.word.changes or late


def _hold_back(run: Run, why: str, doubted: Sequence[Replacement]) -> None:
    """What is stored stays; the next run asks again."""
    answers: dict[str, HeldBack] = {}
    for one in doubted:
        url, known = one.file.url, _known(run, one, whatever=why is UNCHECKED)
        first, seen = (known.first_seen_at, days(known)) if known else (now(), 1)
        answers[url] = HeldBack(
            url,
            run.portal.name,
            Doubt.TEXT,
            one.file.title,
            str(one.file.sha256),
            f"{why}。",
            first,
            now(),
            seen,
        )
        unchecked = why is UNCHECKED
        run.mishaps.tell(url, (FileNotChecked if unchecked else FileForSeveral)(url, run.portal.name))
    run.store.held_back.save(list(answers.values()))
    run.tally.held_back += len(answers)
