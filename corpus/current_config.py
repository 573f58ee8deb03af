"""The configuration of what runs for long: portals that are written in the browser meanwhile are in it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import TypeAlias

from corpus.config import Config
from corpus.errors import ConfigError, GongkaiError
from corpus.portals_file import with_written

AGAIN_SECONDS = 5.0
"""After which a file that could not be read is read again. A guess."""

FOLLOW_SECONDS = 30.0
"""After which it is looked whether another machine left another file. A guess."""

_log = logging.getLogger(__name__)

_Stamp: TypeAlias = tuple[int, int, int] | None


class CurrentConfig:
    """Looks at the file of portals whenever it is asked, and reads it when it is another one.

    While that cannot be read, what was read last counts.
    """

    def __init__(self, config: Config, follow: Callable[[], None]) -> None:
        """`follow` brings what another machine wrote. Raises GongkaiError."""
        self._follow = follow
        self._looked = -FOLLOW_SECONDS
        self._told = ""
        """Why they could not be followed when it was last looked: that is told once, not each time."""
        self._last: tuple[_Stamp, Config] = (None, config)
        self._failed: tuple[_Stamp, float] = (None, 0.0)
        """The file that could not be read, and when."""

    def get(self) -> Config:
        """As it is now."""
        if monotonic() - self._looked >= FOLLOW_SECONDS:
            self._looked = monotonic()
            self._look()
        seen, config = self._last
        stamp = self._stamp(config)
        failed, when = self._failed
        if stamp == seen or (stamp == failed and monotonic() - when < AGAIN_SECONDS):
            return config
        try:
            config = with_written(config)
            self._last = (stamp, config)
        except ConfigError:
            self._failed = (stamp, monotonic())
        return config

    def _look(self) -> None:
        try:
            self._follow()
            problem = ""
        except GongkaiError as error:
            problem = str(error)
        if problem and problem != self._told:
            _log.warning("portals of other machines cannot be followed: %s", problem)
        self._told = problem

    @staticmethod
    def _stamp(config: Config) -> _Stamp:
        try:
            state = config.portals_path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino
