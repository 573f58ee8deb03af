"""The documents of a page of results, with what shows why they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from corpus.catalogue import ended
from corpus.errors import GongkaiError, RowUnreadable
from corpus.records import Attachment, AttachmentText, Document, Reading, StoredDocument
from corpus.store import Store
from corpus.unseen import without_unseen
from indexer.engines import EngineResults
from indexer.errors import IndexOutdated
from indexer.meaning import LONGEST_PASSAGE
from indexer.searching.answers import Highlighted, Hit
from indexer.searching.asked import Asked
from indexer.searching.passages import Marker, marker
from indexer.searching.written import Written
from indexer.text import normalise_each, normalise_lines
from indexer.text.jurisdictions import edition_key, said_over
from indexer.text.taking_effect import takes_effect

LITTLE = 0.3
"""Of what a query's terms tell: where the best passage by words has less, that by meaning is shown. Of 888
times that a question's law was among the first ten of 46 whole ones, the passage is in the right article 278
times by words alone, 280 at 0.2, 285 at 0.3, 263 at 0.4, 208 always by meaning."""


@dataclass(frozen=True, slots=True)
class _Passage:
    shown: Highlighted
    place: int = 0
    attachment: Attachment | None = None
    recognised: bool = False


def make_hits(
    store: Store,
    results: EngineResults,
    weights: Mapping[str, float],
    length: int,
    starts: Mapping[int, int],
    asked: Sequence[Asked] = (),
    cut: Callable[[str], list[str]] = str.split,
) -> tuple[Hit, ...]:
    """Hits in the order of the results; passages of about `length` characters, none at 0.

    `weights`: the terms to mark, and how much each tells; `starts`: where the passage begins that means most
    what was asked, shown of what its words hardly tell; `asked`: what a hit may lack, `cut`: how
    texts are cut into words. What was withdrawn since the build is left out.
    Raises RowUnreadable, IndexOutdated where the store does not have one: it never forgets any.
    """
    wanted = [*results.ids, *(number for copies in results.copies for number in copies)]
    wanted += filter(None, results.later)
    known = {stored.id: stored for stored in store.documents(wanted)}
    if lost := set(wanted) - known.keys():
        raise _without(min(lost), store, results)
    held = {number: stored for number, stored in known.items() if stored.withdrawn_at is None}
    marks = marker(tuple(weights))
    found = [held[number].document for number in results.ids if number in held]
    files = [file.sha256 for document in found for file in document.attachments if file.sha256]
    texts = store.file_texts.get(files) if length and files else {}
    lacking = _lacking(found, asked, cut)
    effects = _effects(results, held)
    hits: list[Hit] = []
    told = zip_longest(results.ids, results.scores, results.copies, results.later)
    for number, score, copies, later in told:
        if (stored := held.get(number)) is not None:
            document = stored.document
            alone = number in results.by_meaning
            if not length:
                passage = _Passage(())
            elif alone:
                passage = _meant_passage(marks, document, weights, starts.get(number, 0), length)
            else:
                passage = _passage(marks, document, texts, weights, length, starts.get(number))
            hits.append(
                Hit(
                    id=number,
                    document=stored,
                    title=marks.mark(without_unseen(document.title)),
                    snippet=passage.shown,
                    score=score,
                    attachment=passage.attachment,
                    recognised=passage.recognised,
                    place=passage.place,
                    copies=_held(copies, held),
                    by_meaning=alone,
                    lacking=lacking[len(hits)],
                    later=held.get(later or 0),
                    effect=effects.get(number),
                    later_effect=effects.get(later or 0),
                )
            )
    return tuple(_with_namesakes(hits))


def _with_namesakes(hits: Sequence[Hit]) -> Iterator[Hit]:
    """With those that are called the same and of which none is known to be the later one."""
    called: dict[tuple[str, str | None], list[Hit]] = {}
    titles = normalise_lines([hit.document.document.title for hit in hits])
    for hit, title in zip(hits, titles, strict=True):
        document = hit.document.document
        told = hit.later is not None or ended(document.validity or "") or said_over(title)
        if not told and (name := edition_key(title)):
            called.setdefault((name, document.agency), []).append(hit)
    alike = {hit.id: group for group in called.values() for hit in group if len(group) > 1}
    for hit in hits:
        day = hit.document.document.dated_on
        others = [one.document for one in alike.get(hit.id, ()) if one.id != hit.id]
        untold = tuple(one for one in others if one.document.dated_on in (day, None) or day is None)
        yield replace(hit, namesakes=untold) if untold else hit


def _without(number: int, store: Store, results: EngineResults) -> GongkaiError:
    """What it means that the store does not have a document of the index."""
    if results.revision > store.last_revision():
        return IndexOutdated("数据库比索引旧，可能从备份恢复过")
    return RowUnreadable("数据库里没有它的记录", f"第 {number} 号文件")


def _effects(results: EngineResults, held: Mapping[int, StoredDocument]) -> dict[int, date | None]:
    """From which day each of those versions of one law holds that are dated alike."""
    told = {
        number: held[number].document
        for pair in zip(results.ids, results.later, strict=False)
        if held.keys() >= set(pair) and len({held[number].document.dated_on for number in pair}) == 1
        for number in pair
    }
    texts = normalise_each([document.text for document in told.values()])
    return {
        number: takes_effect(text, document.dated_on)
        for (number, document), text in zip(told.items(), texts, strict=True)
    }


def _lacking(
    documents: Sequence[Document], asked: Sequence[Asked], cut: Callable[[str], list[str]]
) -> list[tuple[str, ...]]:
    """What each of the documents lacks; of one with files that is not known."""
    if not asked:
        return [()] * len(documents)
    texts = [Written(text, cut) for text in normalise_each([_whole(document) for document in documents])]
    return [
        tuple(dict.fromkeys(word.told for word in asked if not _has(one, text, word)))
        if not one.attachments
        else ()
        for one, text in zip(documents, texts, strict=True)
    ]


def _whole(document: Document) -> str:
    if document.attachments:
        return ""
    return f"{document.title}\n{document.document_number or ''}\n{document.text}"


def _has(document: Document, text: Written, word: Asked) -> bool:
    return word.stands_in(text) or bool(word.agencies and not word.agencies.isdisjoint(document.agencies))


def _held(numbers: tuple[int, ...], held: Mapping[int, StoredDocument]) -> tuple[StoredDocument, ...]:
    return tuple(held[number] for number in numbers if number in held)


def _meant_passage(
    marks: Marker, document: Document, weights: Mapping[str, float], start: int, length: int
) -> _Passage:
    """Of the passage that means most what was asked, what has most of the words."""
    place = start + marks.best(document.text[start : start + LONGEST_PASSAGE], weights, length).start
    return _Passage(marks.passage(document.text, place, length), place)


def _passage(
    marks: Marker,
    document: Document,
    texts: Mapping[str, AttachmentText],
    weights: Mapping[str, float],
    length: int,
    meant: int | None,
) -> _Passage:
    """The best passage of the document and its files; its own text where they tell the same.

    `meant`: where the passage begins that means most what was asked, shown where the best has LITTLE.
    """
    text, source, machine = document.text, None, False
    best = marks.best(text, weights, length)
    for file in document.attachments:
        held = texts.get(file.sha256 or "")
        told = marks.best(held.text, weights, length) if held and held.text else None
        if held and told and (told.weight > best.weight or not text):
            text, source, best = held.text, file, told
            machine = held.reading is Reading.RECOGNISED
    if meant is not None and best.weight < LITTLE * sum(weights.values()):
        return _meant_passage(marks, document, weights, meant, length)
    return _Passage(marks.passage(text, best.start, length), 0 if source else best.start, source, machine)
