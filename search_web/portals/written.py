"""The portals as administrators write them: read, and put in the place of what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.portal_faults import portal_faults
from corpus.portal_settings import PortalSettings
from corpus.portals_file import PortalsChanged, made, merged, own_portals, version, written
from corpus.shared_portals import writing
from corpus.store import Store
from search_web.shared.errors import Refused


def here(config: Config) -> set[str]:
    """The names of those that are written here, whether config.toml has them too or not."""
    try:
        return {portal.name for portal in written(config.portals_path)}
    except GongkaiError:
        # Then what was read last counts.
        return {portal.name for portal in config.portal if portal not in own_portals(config)}


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
        """Write one, in the place of its former self, unless config.toml says the same. Raises Refused."""
        kept = {one.name: one for one in self._written()} | {portal.name: portal}
        if portal in own_portals(self.config):
            del kept[portal.name]
        self.save(list(kept.values()), said)

    def drop(self, name: str, said: str) -> None:
        """Write the others alone. Raises Refused."""
        self.save([one for one in self._written() if one.name != name], said)

    def restore(self, portals: Sequence[PortalSettings], said: str) -> None:
        """Write what was there once, if config.toml still bears it. Raises Refused."""
        for fault in portal_faults(merged(own_portals(self.config), portals)):
            raise Refused(409, f"这个旧版与现在的 config.toml 合在一起有误，没有恢复：{fault}")
        self.save(portals, said)

    def save(self, portals: Sequence[PortalSettings], said: str) -> None:
        """Raises Refused."""
        try:
            make = partial(made, self.config, portals, f"{self.who}：{said}", self.mark)
            writing(self.config, self.store, make)
        except GongkaiError as error:
            raise Refused(409, str(error)) from error

    def _written(self) -> tuple[PortalSettings, ...]:
        try:
            return written(self.config.portals_path)
        except GongkaiError as error:
            raise Refused(409, str(error)) from error
