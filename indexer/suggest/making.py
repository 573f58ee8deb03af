"""Makes the files that suggestions come from, in `gongkai index`, when its commit is done."""

from __future__ import annotations

import hashlib
import math
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import version

from corpus.config import Config
from corpus.lazy_regex import lazy_regex
from corpus.store import Store
from indexer.engines import Engine, EngineReader
from indexer.errors import IndexBroken, IndexBusy
from indexer.query import Thesaurus, open_thesaurus
from indexer.segments.array_writer import Array
from indexer.suggest.completion_tables import CompletionEntry, completion_tables
from indexer.suggest.files import BaseNote, RecentNote, SuggestionFiles
from indexer.suggest.look_alikes import LOOK_ALIKES, look_tables
from indexer.suggest.neighbour_counts import count
from indexer.suggest.pinyin import sound_tables
from indexer.suggest.sounds import Sounds
from indexer.suggest.vocabulary import frequent, vocabulary_tables, weighted
from indexer.text import as_word, normalise

SAMPLE = 30_000_000
"""Characters of the collection whose neighbours are counted, evenly of its documents."""

WORD_SAMPLE = 6_000_000
"""Characters that are cut into words, to count those: three seconds, or forty without rjieba."""

MOST_TITLES = 300_000
"""Titles that completion offers: some 1 KB of memory each while its tables are made. Of more those of many
documents are taken, and the latest of the others."""

CHANGED = 0.05
"""Share of documents that changed since the base was made from which it is made anew: until then nothing is
known of those few but their titles and agencies. A guess."""

TERM_WEIGHT = 5.0
"""Of a term of the thesaurus, as if 150 documents were called so. A guess: people look for terms first."""

TERM_OCCURRENCES = 20
"""What a term of the thesaurus counts as in the model: as a common word of jieba's dictionary. A guess."""

WORD_WEIGHT = 0.5
"""Of the logarithm of a word's documents: words alone are worth less than titles. A guess."""

_NUMBERED = lazy_regex(r"第[一二三四五六七八九十百千零〇\d]+[条章节款]$")
"""An article of a law: the law is offered once, not its hundred articles."""


def refresh(store: Store, config: Config, engine: Engine) -> None:
    """Bring the files to this state of the index; nothing to do where they are whole and belong to it.

    Raises IndexBusy, IndexDiskFull, IndexFault, ThesaurusBroken; what was written before stays.
    """
    files = SuggestionFiles(config.suggestions_path)
    thesaurus = open_thesaurus(config.search.thesaurus)
    with store.lock("suggestions", IndexBusy()):
        found = _fitting(files, store, thesaurus)
        if found is None:
            base, sounds = _write_base(files, store, thesaurus, engine.reader()), Sounds(sound_tables())
        else:
            base, sounds = found[0], Sounds(found[1])
            if _belongs(files, base, engine):
                return
        note, tables = _recent(store, base, engine, sounds)
        files.write_recent(note, tables)


def _fitting(
    files: SuggestionFiles, store: Store, thesaurus: Thesaurus
) -> tuple[BaseNote, Mapping[str, Array]] | None:
    """The base and its tables, where it can be gone on with."""
    try:
        found = files.base()
    except IndexBroken:
        return None
    if found is None or found[0].material != _material(store, thesaurus):
        return None
    base = found[0]
    ahead = base.revision > store.last_revision()
    return None if ahead or store.changes_count(base.revision) > CHANGED * base.documents else found


def _belongs(files: SuggestionFiles, base: BaseNote, engine: Engine) -> bool:
    """Whether the recent file goes with the base and this state of the index."""
    try:
        found = files.recent()
    except IndexBroken:
        return False
    return found is not None and (found[0].base, found[0].state) == (base.made, engine.state())


def _write_base(files: SuggestionFiles, store: Store, thesaurus: Thesaurus, reader: EngineReader) -> BaseNote:
    documents = store.totals().documents
    words = _words(store, reader, documents)
    terms = (TERM_OCCURRENCES, [entry.official for entry in thesaurus.entries])
    model = count(store.wording.texts(SAMPLE), (*weighted(), terms))
    entries = _entries(store, thesaurus, words, reader)
    tables = {
        **sound_tables(),
        **look_tables(),
        **model,
        **vocabulary_tables(words, thesaurus),
        **completion_tables(entries, Sounds(sound_tables())),
    }
    base = BaseNote(secrets.token_hex(8), _material(store, thesaurus), reader.revision, documents)
    files.write_base(base, tables)
    return base


def _words(store: Store, reader: EngineReader, documents: int) -> Counter[str]:
    """Words, and how many of the documents have each, as a sample tells."""
    pieces: Counter[str] = Counter()
    sampled = 0
    for text in store.wording.texts(WORD_SAMPLE):
        pieces.update(set(reader.segmenter.cut(normalise(text))))
        sampled += 1
    share = documents / max(1, sampled)
    counted = ((as_word(piece), round(count * share)) for piece, count in pieces.items())
    return Counter({word: count for word, count in counted if len(word) > 1})


def _entries(
    store: Store, thesaurus: Thesaurus, words: Counter[str], reader: EngineReader
) -> Iterator[CompletionEntry]:
    yield from _named(store.wording.titles(MOST_TITLES), store.wording.values("agency"))
    for word, documents in frequent(words):
        yield CompletionEntry(word, WORD_WEIGHT * math.log(documents + 1))
    standing = reader.standing([entry.official for entry in thesaurus.entries])
    for entry, stands in zip(thesaurus.entries, standing, strict=True):
        if stands:
            yield CompletionEntry(entry.shown, TERM_WEIGHT)


def _recent(
    store: Store, base: BaseNote, engine: Engine, sounds: Sounds
) -> tuple[RecentNote, Mapping[str, Array]]:
    """What the base lacks, and which of its titles no document has any more."""
    withdrawn = sorted({_stem(title) for title in store.wording.withdrawn_titles(base.revision)})
    # To open the index takes longer, the larger it is.
    reader = engine.reader() if withdrawn else None
    standing = reader.standing(withdrawn) if reader else []
    gone = tuple(title for title, stands in zip(withdrawn, standing, strict=True) if not stands)
    entries = _named(
        store.wording.titles(MOST_TITLES, base.revision), store.wording.values("agency", base.revision)
    )
    note = RecentNote(base.made, reader.state if reader else engine.state(), gone)
    return note, completion_tables(entries, sounds)


def _named(titles: list[tuple[str, int]], agencies: list[tuple[str, int]]) -> Iterator[CompletionEntry]:
    """Titles and agencies, each weighed by its documents."""
    counts: Counter[str] = Counter()
    for title, documents in titles:
        counts[_stem(title)] += documents
    for name, documents in (*counts.items(), *agencies):
        if len(name) > 1:
            yield CompletionEntry(name, math.log(documents + 1))


def _stem(title: str) -> str:
    return _NUMBERED.sub("", title).strip()


def _material(store: Store, thesaurus: Thesaurus) -> str:
    """Changes with what a base is made from beside the documents."""
    packages = [(name, version(name)) for name in ("jieba", "pypinyin")]
    told = repr((store.identity, packages, thesaurus.entries, LOOK_ALIKES.read_text(encoding="utf-8")))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
