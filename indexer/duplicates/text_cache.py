"""Texts ready for comparison: sentences that stand in very many documents are set aside."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from corpus.records import Document, StoredDocument
from indexer.duplicates.model import Posting
from indexer.duplicates.prepared import LEAST_SENTENCE, Prepared, hash_text, prepare
from indexer.duplicates.tables import Tables
from indexer.duplicates.texts import Text
from indexer.duplicates.titles import plain_title
from indexer.duplicates.trim import trim
from indexer.intake import Documents

LEAST_CHARACTERS = 30
"""Characters without punctuation below which a text says too little to be told from others. A guess."""

LEAST_CHINESE = 0.2
"""Share of Chinese characters below which a text is in another language. A guess."""

COMMON = 60
"""Documents from which a sentence is a form's or a frame's, and weighs nothing."""

CACHED_CHARACTERS = 1_000_000
"""Of the texts kept ready, some 100 bytes each with their shingles and objects: 100 MB a process."""

Ready = tuple[StoredDocument, Text]


class Texts:
    """Makes texts ready, and keeps those of documents that were asked for last."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._tables = Tables(())
        self._ready: OrderedDict[int, Ready] = OrderedDict()
        self._characters = 0

    def follow(self, tables: Tables) -> None:
        """Count sentences in other tables from now on."""
        self._tables = tables
        self._ready.clear()
        self._characters = 0

    def compared(
        self, texts: Sequence[Prepared], titles: Sequence[str | None], of: Sequence[Posting | Document]
    ) -> list[Text]:
        """Texts as they are compared, with the titles and the sources that they have."""
        plain = [plain_title(title) for title in titles]
        whole = [trim(text, title) for text, title in zip(texts, plain, strict=True)]
        return [
            Text(text, bare, title, short, source.agency, source.document_number)
            for text, bare, title, short, source in zip(
                whole, self._bare(whole), titles, plain, of, strict=True
            )
        ]

    def current(self, numbers: Sequence[int]) -> list[Ready]:
        """Documents as they are in the store now; unknown ids are left out."""
        stored = self._documents(numbers)
        for one in stored:
            if one.id in self._ready and self._ready[one.id][0].revision != one.revision:
                self._forget(one.id)
        self._add([one for one in stored if one.id not in self._ready])
        return [self._ready[one.id] for one in stored]

    def held(self, numbers: Sequence[int]) -> dict[int, Ready]:
        """The same, but those kept ready are not read again: what changed meanwhile is compared later."""
        missing = [number for number in numbers if number not in self._ready]
        self._add(self._documents(missing))
        known = [number for number in numbers if number in self._ready]
        for number in known:
            self._ready.move_to_end(number)
        return {number: self._ready[number] for number in known}

    def trim(self) -> None:
        """Let go of what was not asked for longest, beyond what may be kept."""
        while self._characters > CACHED_CHARACTERS:
            self._forget(next(iter(self._ready)))

    def _forget(self, number: int) -> None:
        self._characters -= self._ready.pop(number)[1].whole.size

    def _add(self, stored: Sequence[StoredDocument]) -> None:
        texts = [prepare(one.document.text) for one in stored]
        documents = [one.document for one in stored]
        compared = self.compared(texts, [document.title for document in documents], documents)
        for one, text in zip(stored, compared, strict=True):
            slim = replace(one, document=replace(one.document, html=None)) if one.document.html else one
            self._ready[one.id] = slim, text
            self._characters += text.whole.size

    def _bare(self, texts: Sequence[Prepared]) -> Iterator[Prepared]:
        """The texts without the sentences of forms and frames, unless they are made of them."""
        lines = {line for text in texts for line in text.masked if len(line) >= LEAST_SENTENCE}
        hashes = {hash_text(line): line for line in lines}
        keys = np.array(sorted(hashes), np.uint64)
        often = keys[self._tables.locate("line", keys).total > COMMON]
        common = {hashes[int(key)] for key in often}
        for text in texts:
            bare = text if common.isdisjoint(text.masked) else text.without(common)
            yield bare if bare.size >= LEAST_CHARACTERS else text


def comparable(text: Prepared) -> bool:
    """Whether a text says enough, and in a language that is compared."""
    return text.size >= LEAST_CHARACTERS and text.chinese >= LEAST_CHINESE
