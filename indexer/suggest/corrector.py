"""Mends slips in a query where the collection's own wording is far likelier; a right query is not touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from corpus.lazy_regex import lazy_regex
from indexer.engines import EngineReader
from indexer.query.filler import FILLER
from indexer.segments.array_writer import Array
from indexer.suggest.beside import Beside
from indexer.suggest.characters import Codes, codes, text_of
from indexer.suggest.confusions import Confusions
from indexer.suggest.edits import AROUND, WIDTH, Edits, edits, rows
from indexer.suggest.evidence import Belief, Evidence
from indexer.suggest.language_model import LanguageModel, Logs
from indexer.suggest.ordinals import mended_ordinals
from indexer.suggest.sounds import Sounds
from indexer.suggest.vocabulary import Vocabulary
from indexer.text import normalise_line

GAINS = {"sound": 3.0, "near": 5.0, "look": 4.5, "swapped": 2.5, "missing": 4.0, "other": 8.0, "extra": 6.0}
"""How much likelier (in logarithms) a run must become by undoing each kind of slip: the fewer ways to
undo one, the less. Tuned on 1,500 injected errors and 2,660 right queries."""

SENTENCE = 2.5
"""What an edit must gain beyond that in a whole sentence: the public's own wording is right in ways that no
official document shows. Without it 1.3 of 100 right queries were touched rather than 0.6."""

MOST_MENDED = 3
"""Slips mended in one run. A guess."""

MOST_TRIED = 24
"""The likeliest edits that are looked at. A guess."""

LONGEST_RUN = 40
"""Characters of a run that is looked at; longer ones are pasted paragraphs. A guess."""

MOST_RUNS = 16
"""Runs of one query that are looked at, each some 10 ms where it stands nowhere: of 963 questions of the
public none has more than 14."""

LONGEST_PHRASE = 12
"""Characters of a run that is looked for in documents before it is doubted; a longer one, which hardly ever
stands in any, is looked for where an edit would change it. A guess."""

LEAST_CHARACTERS = 20
"""Times that a character must occur to be put into a query. A guess."""

_CHINESE = lazy_regex(r"[\u4e00-\u9fff]{2,}")
_SAID = "|".join(sorted((word for word in FILLER if len(word) > 1), key=len, reverse=True))
_SENTENCE = lazy_regex("[，。；？！,;?!]|[吗呢吧]$")
_MEASURED = "[罚扣判拘补赔退奖交缴收发领报减免涨降休放](?=多少|多久|多长|几)"
_ASKING = lazy_regex(f"(是?(?:{_SAID})[是的]?|{_MEASURED}|[吗呢吧啊么嘛]$)")
"""What stands about a term in a question: no part of it, and not to be changed, as 罚 in 邮政罚多少钱."""


class Corrector:
    """Weighs every way to undo a slip by one state of the model. For several threads."""

    def __init__(self, tables: Mapping[str, Array], sounds: Sounds) -> None:
        self._model = LanguageModel(tables)
        self._words = Vocabulary(tables)
        self._confusions = Confusions(tables, self._model.common(LEAST_CHARACTERS), sounds)

    def correct(self, query: str, reader: EngineReader) -> str | None:
        """The query, mended, or None; what stands in a document of the reader as it is, is right."""
        owed = SENTENCE if _SENTENCE.search(query) else 0.0
        runs = [run for run in _CHINESE.findall(query) if len(run) <= LONGEST_RUN][:MOST_RUNS]
        plain = {run: normalise_line(run) for run in runs}
        short = [run for run in plain if len(run) <= LONGEST_PHRASE]
        standing = reader.standing([plain[run] for run in short])
        right = {run for run, stands in zip(short, standing, strict=True) if stands}
        mend = _Mending(self._model, self._words, self._confusions, reader, owed)

        def mended(found: re.Match[str]) -> str:
            run = found.group()
            if run in right or run not in plain:
                return run
            usual = plain[run]
            better = mend.between_asking(mended_ordinals(usual))
            changed = better != usual and (len(run) <= LONGEST_PHRASE or not reader.standing([usual])[0])
            return better if changed else run

        better = _CHINESE.sub(mended, query)
        return better if better != query else None


class _Mending:
    """The mending of one query."""

    def __init__(
        self,
        model: LanguageModel,
        words: Vocabulary,
        confusions: Confusions,
        reader: EngineReader,
        owed: float,
    ) -> None:
        """`owed`: what an edit must gain beyond the least."""
        self._model = model
        self._beside = Beside(model)
        self._words = words
        self._confusions = confusions
        self._evidence = Evidence(model, words, reader.segmenter.cut)
        self._reader = reader
        self._owed = owed

    def between_asking(self, text: str) -> str:
        """A run, mended between the words of a question."""
        parts = enumerate(_ASKING.split(text))
        return "".join(part if number % 2 else self._mended(part) for number, part in parts)

    def _mended(self, text: str) -> str:
        for _ in range(MOST_MENDED):
            better = self._better(text) if len(text) > 1 and text not in self._words else None
            if better is None:
                break
            text = better
        return text

    def _better(self, text: str) -> str | None:
        """The run after the edit that is believed and makes it likelier by the most."""
        for better, wanted in self._believable(text):
            if all(self._reader.standing(wanted)):
                return better
        return None

    def _believable(self, text: str) -> Iterator[tuple[str, list[str]]]:
        """What the run may become, the likeliest first, each with what must stand in a document: at least
        the words that the edit makes, since one that stands nowhere leads nowhere.
        """
        run = codes(text)
        for gain, edit, choice in self._likelier(run):
            better = np.concatenate((run[: edit.start], edit.instead[choice], run[edit.end :]))
            belief = self._evidence.weigh(better, edit, text, gain)
            if belief is Belief.HELD:
                yield text_of(better), self._evidence.made(better, edit)
            elif belief is Belief.WHERE_IT_STANDS:
                yield text_of(better), [text_of(better)]

    def _likelier(self, run: Codes) -> Iterator[tuple[float, Edits, int]]:
        """Edits that gain what they must, the largest gain first, each with one of its choices."""
        # In a sentence none of the others is believed.
        found = edits(run, self._beside, self._confusions, other=not self._owed)
        if not found:
            return
        counts = np.array([len(edit.instead) for edit in found])
        dues = np.array([GAINS[edit.kind] + self._owed for edit in found], dtype=np.float32)
        least = np.repeat(self._before(run, found) + dues, counts)
        gains = self._model.log_probability(rows(run, found), AROUND, least) - least
        ends = np.cumsum(counts)
        for best in (-gains).argsort()[:MOST_TRIED].tolist():
            if gains[best] <= 0:
                return
            number = int(ends.searchsorted(best, side="right"))
            yield float(gains[best]), found[number], best - int(ends[number] - counts[number])

    def _before(self, run: Codes, found: list[Edits]) -> Logs:
        """The log probability of what each edit changes, as it stands in the run."""
        each = np.append(self._model.each(run), np.zeros(WIDTH, np.float32))
        starts = np.array([edit.start for edit in found])
        ends = np.array([edit.end for edit in found]) + AROUND
        before: Logs = np.zeros(len(found), dtype=np.float32)
        for place in range(WIDTH - AROUND):
            before += np.where(starts + place < ends, each[starts + place], np.float32(0))
        return before
