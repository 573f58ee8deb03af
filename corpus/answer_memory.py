"""Answers kept while what they were made from stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
A = TypeVar("A")


class AnswerMemory(Generic[K, A]):
    """The most recently used answers of one state; another state begins anew. For several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._state: Hashable = None
        self._answers: OrderedDict[K, A] = OrderedDict()

    def get(
        self, state: Hashable, key: K, make: Callable[[], A], lasting: Callable[[A], bool] = lambda _: True
    ) -> A:
        """The answer for `key`, made when it is not here, and kept where it is `lasting`."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._answers.clear()
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            if state == self._state and lasting(answer):
                self._answers[key] = answer
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return answer
