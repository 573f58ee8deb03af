"""The file of portals, written as the page does it where one machine is alone."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.config import Config
from corpus.portal_settings import PortalSettings
from corpus.portals_file import made, put_in_place


def write(config: Config, portals: Sequence[PortalSettings], said: str, expected: str) -> None:
    put_in_place(config.portals_path, made(config, portals, said, expected))
