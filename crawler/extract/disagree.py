"""Where a page contradicts itself: what was not believed is kept beside what was."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.records import Disagreement, Document
from crawler.extract import numbers
from crawler.extract.labels import Labels
from crawler.pages import dates
from crawler.pages.markup import dense

TAG, LABEL = "网页标签", "页面标注"


def disagreements(document: Document, meta: dict[str, str], shown: Labels) -> tuple[Disagreement, ...]:
    """Dates, numbers, title and agency that the page's tags and labels give otherwise."""
    found = dict.fromkeys(
        (*_days(document, meta, shown), *_texts(document, meta), *_numbers(document, shown))
    )
    return tuple(found)


def _days(document: Document, meta: dict[str, str], shown: Labels) -> Iterator[Disagreement]:
    tagged = dates.parse(meta.get("pubdate", ""))
    if tagged and document.published_on and tagged != document.published_on:
        yield Disagreement("published_on", tagged.isoformat(), TAG)
    for field in ("published_on", "issued_on"):
        for label, value in shown.values.get(field, []):
            day = dates.parse(value)
            if day and "更新" not in label and day != getattr(document, field):
                yield Disagreement(field, day.isoformat(), LABEL)


def _texts(document: Document, meta: dict[str, str]) -> Iterator[Disagreement]:
    tagged, title = meta.get("articletitle", ""), dense(document.title)
    if tagged and dense(tagged) not in title and title not in dense(tagged):
        yield Disagreement("title", tagged, TAG)


def _numbers(document: Document, shown: Labels) -> Iterator[Disagreement]:
    for field, read in (("index_number", numbers.index_number), ("document_number", numbers.labelled)):
        believed = getattr(document, field)
        for _, value in shown.values.get(field, []):
            number = read(value)
            if number and believed and number != believed:
                yield Disagreement(field, number, LABEL)
