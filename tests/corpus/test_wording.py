"""What the collection is worded like, as suggestions read it."""

from __future__ import annotations

from corpus.records import Document
from corpus.store import Store
from corpus.store.wording import LONGEST_TEXT

DOCUMENTS = 4


def test_long_texts_count_only_as_far_as_they_are_read(store: Store) -> None:
    long = "政" * (3 * LONGEST_TEXT)
    store.put_many([Document(url=f"http://e.test/{n}", title=f"{n}号", text=long) for n in range(DOCUMENTS)])
    texts = list(store.wording.texts(DOCUMENTS * LONGEST_TEXT + 1))
    assert len(texts) == DOCUMENTS
    assert {text.count("政") for text in texts} == {LONGEST_TEXT}
