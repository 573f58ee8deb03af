"""Answers are made once while their state stays, and only so many are kept."""

from __future__ import annotations

from functools import partial

from corpus.answer_memory import AnswerMemory


class Made:
    """Makes answers, and knows which it made."""

    def __init__(self) -> None:
        self.of: list[str] = []
        self.kept: AnswerMemory[str, None] = AnswerMemory(2)

    def ask(self, state: str, *keys: str) -> None:
        for key in keys:
            self.kept.get(state, key, partial(self.of.append, state + key))


def test_an_answer_is_made_once_while_the_state_stays() -> None:
    made = Made()
    made.ask("a", "水价", "水价")
    made.ask("b", "水价", "水价")
    assert made.of == ["a水价", "b水价"]


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    made = Made()
    made.ask("", "一", "二", "一", "三", "一", "二")
    assert made.of == ["一", "二", "三", "二"]
