"""Whoosh's own searcher over our segments: the same statistics, and the same ranking by words."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers_indexing import made_documents
from whoosh import index
from whoosh.query import Or
from whoosh.query import Term as WhooshTerm
from whoosh.scoring import BM25F, WeightingModel

from corpus.config import Config
from corpus.web_settings import SearchSettings
from indexer.engines import EngineRequest, IndexedDocument
from indexer.engines.contract import idf
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.codec import WORDS
from indexer.engines.whoosh.ranking import K1, B
from indexer.query import Any, Term
from indexer.text import fingerprint


class SameIdf(BM25F):  # type: ignore[misc]
    """Whoosh's BM25 with our form of idf, which is never negative."""

    def idf(self, searcher: object, fieldname: str, text: str) -> float:
        reader = searcher.reader()  # type: ignore[attr-defined]
        return idf(reader.doc_frequency(fieldname, text), reader.doc_count())


def test_whooshs_searcher_ranks_our_segments_as_we_do(tmp_path: Path) -> None:
    assert issubclass(SameIdf, WeightingModel)
    config = Config(data=tmp_path, search=SearchSettings(title_weight=1.0))
    engine = WhooshEngine(config, fingerprint(config.index))
    documents = [
        IndexedDocument(number, "", document.text + document.title)
        for number, document in enumerate(made_documents(100), 1)
    ]
    for part in (documents[:90], documents[90:]):
        with engine.writer(rebuild=False, store="") as writer:
            writer.add(part)
            writer.commit(1)
    words = ("公园", "渔业", "通知", "第")
    ours = engine.reader().search(EngineRequest(Any(tuple(map(Term, words))), limit=20))
    folder = next(config.index_path.glob("g-*"))
    with index.open_dir(str(folder)).searcher(weighting=SameIdf(B=B, K1=K1)) as searcher:
        theirs = searcher.search(Or([WhooshTerm(WORDS, word) for word in words]), limit=None)
        scores = {hit["id"]: hit.score for hit in theirs}
        assert len(list(searcher.reader().lexicon(WORDS))) > 10
    assert engine.status().segments == 2
    assert len(scores) == ours.total
    assert ours.scores == pytest.approx([scores[number] for number in ours.ids], rel=1e-4)
