"""Goes through what came since the last time, in bounds of time, and keeps what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from corpus.errors import RowUnreadable, StoreBusy
from corpus.fields import NAMES
from corpus.privacy.personal import (
    PUBLISHED_ON_PURPOSE,
    PersonalData,
    PersonalKind,
    covered,
    may_hold,
    personal_data,
)
from corpus.privacy.readable import readable
from corpus.privacy.table import UNNAMED
from corpus.records import Attachment, AttachmentText, StoredDocument
from corpus.store import PersonalPlace, Store, own_text

RULES = 5
"""To be raised when other things are found: then everything is gone through again."""

BATCH = 200
"""Documents that are kept in one transaction. A guess."""


MOST = 50
"""Things of one kind that are kept of a text, the rest counted. A guess: enough to judge it by."""


class ScanBusy(StoreBusy):
    """Another process is going through them."""

    problem = "另一个进程正在查找误公开的个人信息。请等它结束后重试。"


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What a run came to."""

    looked: int
    """Documents that were gone through."""
    found: int
    """Those of them in which something stands that staff have to look at."""
    left: int
    """Documents for which there was no time."""


def catch_up(
    store: Store, seconds: float | None = None, looked: Callable[[int], None] = lambda _: None
) -> CaughtUp:
    """Go through documents that changed, and those of whose files a text came, since this was last done.

    `seconds`: after that it ends, and goes on where it was the next time. Raises ScanBusy, StoreError.
    """
    until = monotonic() + seconds if seconds is not None else None
    count = found = 0
    with store.lock("personal data", ScanBusy()):
        for done, more in _runs(store, until):
            count, found = count + done, found + more
            looked(count)
        left = store.changes_count(store.personal_findings.reached(RULES))
        return CaughtUp(count, found, left + len(store.personal_findings.queued(BATCH)))


def _runs(store: Store, until: float | None) -> Iterator[tuple[int, int]]:
    """How many were gone through together, and in how many something waits; kept as they are given."""
    kept = store.personal_findings
    reached = kept.reached(RULES)
    while not _late(until) and (changed := kept.changed(reached, BATCH)):
        done, places, reached = _look(store, changed, until)
        kept.keep(done, places, reached=(reached, RULES))
        yield len(done), _waiting(places)
    while not _late(until) and (queued := kept.queued(BATCH)):
        done, places, taken = _look(store, queued, until)
        kept.keep(done, places, taken=taken)
        yield len(done), _waiting(places)


def _look(
    store: Store, wanted: dict[int, int], until: float | None
) -> tuple[list[int], list[PersonalPlace], int]:
    """Those for which there was time, at least one, what stands in them, and how far that is.

    `wanted`: documents in the order of what tells how far it is. One that cannot be read is passed over.
    """
    doubtful = _doubtful(store, wanted)
    some = readable(store, doubtful)
    unread = set(doubtful).difference(one.id for one in some)
    names = {file.sha256 for one in some for file in one.document.attachments if file.sha256}
    texts, places = store.file_texts.get(names), list[PersonalPlace]()
    passed, reached = list(wanted), max(wanted.values())
    for number, stored in enumerate(some):
        if number and _late(until):
            passed, reached = passed[: passed.index(stored.id)], wanted[stored.id] - 1
            break
        places += places_in(stored, texts)
    return [one for one in passed if one not in unread], places, reached


def _doubtful(store: Store, wanted: Iterable[int]) -> list[int]:
    """Those in which anything may stand: few. They alone are read whole."""
    try:
        texts = store.personal_findings.own_texts(wanted)
    except RowUnreadable:
        return list(wanted)
    return [one for one in wanted if one not in texts or may_hold(texts[one])]


def places_in(stored: StoredDocument, texts: dict[str, AttachmentText]) -> list[PersonalPlace]:
    """In a document that is up: its own text and those of its files in which something stands, each once."""
    if stored.withdrawn_at is not None:
        return []
    document = stored.document
    read: list[tuple[Attachment | None, str]] = [(None, own_text(document.title, document.text))]
    for file in document.attachments:
        known = texts.get(file.sha256 or "")
        read.append((file, f"{file.title}\n{known.text if known else ''}"))
    found = {}
    for where, text in reversed(read):
        if data := personal_data(text):
            place = _place(stored.id, where, text, data)
            found[place.digest] = place
    return list(found.values())


def _place(number: int, file: Attachment | None, text: str, data: list[PersonalData]) -> PersonalPlace:
    kept = tuple(_kept(text, data, file is not None))
    return PersonalPlace(
        number,
        sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        file.sha256 if file else None,
        (covered(file.title).strip() or UNNAMED) if file else "",
        kept,
        any(one.kind not in PUBLISHED_ON_PURPOSE for one in data),
        more=len(data) - len(kept),
    )


def _kept(text: str, data: list[PersonalData], in_file: bool) -> Iterator[dict[str, str]]:
    """The first ones of each kind; `data` in the order of the text."""
    line = at = 0
    counts = Counter[PersonalKind]()
    for one in data:
        line, at = line + text.count("\n", at, one.start), one.start
        counts[one.kind] += 1
        if counts[one.kind] <= MOST:
            yield {
                "kind": one.kind.code,
                "where": _where(line, in_file),
                "masked": one.masked,
                "around": one.around,
            }


def _where(line: int, in_file: bool) -> str:
    """`line`: 0 for the title, or what the file is called."""
    if not line:
        return "文件名" if in_file else NAMES["title"]
    return f"第 {line} 行" if in_file else f"第 {line} 段"


def _waiting(places: list[PersonalPlace]) -> int:
    return len({one.document for one in places if one.waits})


def _late(until: float | None) -> bool:
    return until is not None and monotonic() >= until
