"""What the cluster keeps open for who reads a state of an index; closed when nobody does any more."""

from __future__ import annotations

import weakref
from collections import deque
from contextlib import suppress

from indexer.engines.opensearch.cluster import LOOK_PATIENCE, Cluster
from indexer.errors import IndexFault

KEEP_ALIVE = "10m"
"""How long the cluster keeps one that nobody asks; longer than a person reads a page. A guess."""


class PointInTime:
    """Closed some time after it is forgotten: whoever forgets it need not wait for the cluster."""

    def __init__(self, points: PointsInTime, name: str) -> None:
        self.name = name
        # All are closed before what closes them goes.
        self._points = points


class PointsInTime:
    """Of one cluster, for several threads."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._forgotten: deque[str] = deque()
        # At the end of the process, too: then first those that are still read.
        weakref.finalize(self, _close, cluster, self._forgotten)

    def open(self, index: str) -> PointInTime:
        """Of what the index holds now."""
        path = f"/{index}/_search/point_in_time"
        opened = PointInTime(self, str(self._cluster.promptly("POST", path, keep_alive=KEEP_ALIVE)["pit_id"]))
        weakref.finalize(opened, self._forgotten.append, opened.name)
        return opened

    def close_forgotten(self) -> None:
        """Tell the cluster of those that nobody reads any more."""
        _close(self._cluster, self._forgotten)


def _close(cluster: Cluster, forgotten: deque[str]) -> None:
    names = [forgotten.popleft() for _ in range(len(forgotten))]
    if names:
        # One that is not closed now ends by itself.
        with suppress(IndexFault):
            cluster.promptly("DELETE", "/_search/point_in_time", {"pit_id": names}, LOOK_PATIENCE)
