"""Records of another store: whatever is altered in one, it is refused, or taken on whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from functools import reduce
from operator import getitem
from typing import Any

import pytest

from corpus.records import (
    DERIVED_FIELDS,
    Attachment,
    AttachmentText,
    Disagreement,
    Document,
    FieldOrigin,
    Reading,
)
from corpus.store import PageReading, Store, Taken, check_left, check_portable
from corpus.store.rows import document_from

FILE, PAGE = "ab" * 32, "cd" * 32
URL = "http://a.test/notice"
NOTICE = Document(
    url=URL,
    title="关于高龄津贴的通知",
    text="正文",
    summary="摘要",
    issued_on=date(2023, 5, 1),
    keywords=("津贴",),
    attachments=(Attachment("http://a.test/f", "申请表", FILE, "application/pdf", 7),),
    html="<p>正文</p>",
    disagreements=(Disagreement("title", "一", "二"),),
)

NESTED: list[Any] = []
for _ in range(5000):
    NESTED = [NESTED]

VALUES = (
    *(None, True, 7, -1, 2**31, 10**19, 0.5, float("nan"), float("inf")),
    *("", "x", "\ud800", "a\0b", "长" * 400, "2023-05-01", "20230501", "ab" * 40),
    *("2023-05-01T08:00:00", "2023-05-01T08:00:00+00:00", "0001-01-01T00:00:00+14:00"),
    *([], {}, [7], [None], ["\ud800"], [["a\0b"]], {"a": "\ud800"}, {"\0": 1}, NESTED),
)


@pytest.fixture
def record(store: Store) -> dict[str, Any]:
    """One with something of everything."""
    store.put(replace(NOTICE, url=f"{URL}-before"), PAGE)
    store.put(NOTICE, PAGE, (), left=f"{URL}-before")
    store.put(replace(NOTICE, text="又一段"), PAGE)
    store.page_readings.keep({URL: PageReading(3, 0.5, (FieldOrigin("title", "标题", 1.0),))})
    store.file_texts.put(AttachmentText(FILE, Reading.RECOGNISED, "附件", 1, 1))
    (mirrored,) = store.mirroring.going_out(0, store.last_revision())
    return mirrored.record


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value within a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*above, key)
        yield from places(part, (*above, key))


def fits(check: Callable[[dict[str, Any]], None], record: dict[str, Any]) -> bool:
    try:
        check(record)
    except ValueError:
        return False
    return True


def altered(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """With each value in the place of each, each left out or there twice; under addresses of their own."""
    for way in places(record):
        for number in range(-2, len(VALUES)):
            made = deepcopy(record)
            made["content"]["url"] = f"{URL}/{way}/{number}"
            *above, last = way
            holder = reduce(getitem, above, made)
            if number >= 0:
                holder[last] = VALUES[number]
            elif number == -1:
                del holder[last]
            elif isinstance(holder, list):
                holder.append(holder[last])
            else:
                holder[f"{last} more"] = 1
            yield made


def test_what_is_altered_in_a_record_is_refused_or_taken_on_whole(
    store: Store, record: dict[str, Any]
) -> None:
    check_portable(record)
    every = list(altered(record))
    fitting = [made for made in every if fits(check_portable, made)]
    assert len(every) > 2 * len(fitting) > 200
    taken = store.mirroring.take(fitting)
    assert taken.count(Taken.NEW) > 100
    stored = {one.document.url: one for one in store.changes_since(0)}
    for made in (made for made, what in zip(fitting, taken, strict=True) if what is Taken.NEW):
        found = stored[made["content"]["url"]]
        assert not found.damaged, found.document.url
        held = {field: made[field] for field in DERIVED_FIELDS}
        assert found.document == document_from(made["content"] | held)
        shown = [former for former in made["former"] if not former["mistaken"]]
        assert len(store.versions(found.id)) == len(shown) + 1, found.document.url
        files = {text["sha256"] for text in made["texts"]}
        assert store.file_texts.get(files).keys() == files


@pytest.mark.any_database
def test_an_address_that_left_is_text_and_a_time(store: Store) -> None:
    left = {"url": URL, "left_at": "2023-05-01T08:00:00+00:00"}
    check_left(left)
    for name in ("url", "left_at", "more"):
        for value in VALUES:
            made: dict[str, Any] = left | {name: value}
            if not fits(check_left, made):
                continue
            assert name == "url" or value == left["left_at"]
            assert store.mirroring.take_out(made["url"], datetime.fromisoformat(made["left_at"])) is False
