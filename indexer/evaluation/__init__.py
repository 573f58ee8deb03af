"""How good the search is, by questions with judged answers; needs the extra `evaluate`."""

from indexer.evaluation.evaluate import Evaluation, evaluate, write_run

__all__ = ["Evaluation", "evaluate", "write_run"]
