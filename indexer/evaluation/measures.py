"""The measures of TREC over rankings and judgements, by ir-measures (extra `evaluate`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, R, nDCG

from indexer.evaluation.questions import Judgement

DEPTH = 100
"""Documents of a ranking: what Recall@100 needs."""

MEASURES = {
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "recall@100": R @ DEPTH,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One document of a ranking."""

    question: str
    url: str
    rank: int
    score: float


def quality(judgements: Iterable[Judgement], run: Iterable[Ranked]) -> dict[str, float]:
    """The mean of each measure over the judged questions, a share from 0 to 1."""
    judged = [ir_measures.Qrel(one.question, one.url, one.relevance) for one in judgements]
    # By rank, since documents folded into a hit share its score.
    scored = [ir_measures.ScoredDoc(one.question, one.url, float(DEPTH - one.rank)) for one in run]
    values = ir_measures.calc_aggregate(list(MEASURES.values()), judged, scored)
    return {name: round(float(values[measure]), 4) for name, measure in MEASURES.items()}
