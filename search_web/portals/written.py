"""The portals as administrators write them: read, and put in the place of what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.portal_settings import PortalSettings
from corpus.portals_file import PortalsChanged, version, write, written
from corpus.store import Store
from search_web.shared.errors import Refused


def own(config: Config) -> tuple[PortalSettings, ...]:
    """Those of config.toml."""
    return config.portal if config.own_portal is None else config.own_portal


@dataclass(frozen=True, slots=True)
class Writing:
    """One change, by somebody to whom the file was shown as it was at `mark`."""

    store: Store
    config: Config
    who: str
    mark: str

    def refuse_stale(self) -> None:
        """Raises Refused where somebody else wrote meanwhile."""
        try:
            stale = version(self.config) != self.mark
        except GongkaiError as error:
            raise Refused(409, str(error)) from error
        if stale:
            raise Refused(409, str(PortalsChanged()))

    def put(self, portal: PortalSettings, said: str) -> None:
        """Write one, in the place of its former self. Raises Refused."""
        kept = {one.name: one for one in self._written()} | {portal.name: portal}
        self.save(list(kept.values()), said)

    def drop(self, name: str, said: str) -> None:
        """Write the others alone. Raises Refused."""
        self.save([one for one in self._written() if one.name != name], said)

    def save(self, portals: Sequence[PortalSettings], said: str) -> None:
        """Raises Refused."""
        try:
            with self.store.lock("portals", PortalsChanged()):
                write(self.config, portals, f"{self.who}：{said}", self.mark)
        except GongkaiError as error:
            raise Refused(409, str(error)) from error

    def _written(self) -> tuple[PortalSettings, ...]:
        try:
            return written(self.config.portals_path)
        except GongkaiError as error:
            raise Refused(409, str(error)) from error
