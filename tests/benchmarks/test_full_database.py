"""What the commands of a full disk said, where one said nothing at all."""

from __future__ import annotations

import full_database


class Silent(full_database.Machine):
    def __init__(self) -> None:
        pass

    def runs(self, *words: str) -> int:
        return 1

    def said(self) -> str:
        return ""


def test_a_command_that_fails_in_silence_is_wrong() -> None:
    assert full_database._commands(Silent()) == 4
