"""How good the search is, by questions with judged answers."""

from indexer.evaluation.evaluate import Evaluation, evaluate, write_run

__all__ = ["Evaluation", "evaluate", "write_run"]
