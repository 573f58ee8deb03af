"""The configuration of what runs for long: portals that are written in the browser meanwhile are in it."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeAlias

from corpus.config import Config
from corpus.errors import ConfigError
from corpus.portals_file import with_written

_Stamp: TypeAlias = tuple[int, int, int] | None


class CurrentConfig:
    """Looks at the file of portals whenever it is asked, and reads it when it is another one.

    While that cannot be read, what was read last counts.
    """

    def __init__(self, config: Config) -> None:
        self._last: tuple[_Stamp, Config] = (None, config)

    def get(self) -> Config:
        """As it is now."""
        seen, config = self._last
        stamp = self._stamp(config)
        if stamp != seen:
            with suppress(ConfigError):
                config = with_written(config)
                self._last = (stamp, config)
        return config

    @staticmethod
    def _stamp(config: Config) -> _Stamp:
        try:
            state = config.portals_path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino
