"""How many failures of each kind benchmarks/failures.py goes on for."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from failures import MOST_ROUNDS, wanted

KINDS = ("worker", "database", "bucket")


def test_rounds_go_on_until_each_kind_has_failed_so_often() -> None:
    each = Namespace(each=2, rounds=1, kinds=KINDS)
    assert wanted(each, 5, Counter()) == ["worker", "database", "bucket"]
    assert wanted(each, 5, Counter(worker=2, database=1, bucket=3)) == ["database"]
    assert wanted(each, 5, Counter(dict.fromkeys(KINDS, 2))) == []
    assert wanted(each, MOST_ROUNDS * 2, Counter()) == [], "what never fails must not go on for ever"


def test_rounds_are_counted_where_failures_are_not() -> None:
    rounds = Namespace(each=None, rounds=3, kinds=KINDS)
    assert wanted(rounds, 2, Counter(dict.fromkeys(KINDS, 9))) == list(KINDS)
    assert wanted(rounds, 3, Counter()) == []
