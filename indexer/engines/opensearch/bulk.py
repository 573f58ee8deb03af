"""Many writes in one request, sent again where the cluster had no room for them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from indexer.engines.opensearch.cluster import BUILDING_PATIENCE, Cluster, is_blocked
from indexer.errors import BuildFailed, IndexReadOnly, IndexUnreachable

MOST_BYTES = 5_000_000
"""Of one request. A guess."""

PAUSES = (0.5, 1, 2, 4, 8, 16, 32)
"""Seconds between attempts while the cluster is busy or away for a moment. A guess."""

BUSY = 429
OLDER, GONE = 409, 404
"""A newer write was there, or nothing to delete: as it should be."""

Operation = tuple[str, ...]
"""The lines of one write."""


def put(number: int, source: dict[str, Any], version: int) -> Operation:
    """Write a document, unless a newer version of it is there."""
    return _action("index", number, version), json.dumps(source, ensure_ascii=False)


def take_out(number: int, version: int) -> Operation:
    """Delete a document, unless a newer version of it is there."""
    return (_action("delete", number, version),)


class Bulk:
    """Writes to one index, in order."""

    def __init__(self, cluster: Cluster, index: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._cluster = cluster
        self._index = index
        self._pause = pause
        self._waiting: list[Operation] = []
        self._bytes = 0

    def add(self, operations: Iterable[Operation]) -> None:
        """Sends what has gathered when it is enough for a request."""
        for operation in operations:
            self._waiting.append(operation)
            self._bytes += sum(map(len, operation)) * 3
            if self._bytes >= MOST_BYTES:
                self.flush()

    def flush(self) -> None:
        """Send all. Raises IndexUnreachable, IndexReadOnly, BuildFailed."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        for pause in (*PAUSES, None):
            if not waiting:
                return
            try:
                waiting = self._sent(waiting)
            except IndexUnreachable:
                if pause is None:
                    raise
            if waiting and pause is not None:
                self._pause(pause)
        if waiting:
            raise IndexUnreachable("太忙，一再拒绝写入")

    def _sent(self, operations: list[Operation]) -> list[Operation]:
        """Those that are to be sent again."""
        body = "".join(f"{line}\n" for operation in operations for line in operation)
        answer = self._cluster.ask("POST", f"/{self._index}/_bulk", body, BUILDING_PATIENCE)
        if not answer["errors"]:
            return []
        again = []
        for operation, item in zip(operations, answer["items"], strict=True):
            (result,) = item.values()
            if result["status"] == BUSY and not is_blocked(str(result)):
                again.append(operation)
            else:
                _check(result)
        return again


def _check(result: dict[str, Any]) -> None:
    if "error" not in result or result["status"] in (OLDER, GONE):
        return
    if is_blocked(str(result["error"])):
        raise IndexReadOnly
    raise BuildFailed(f"检索引擎没有收下第 {result['_id']} 号文件：{result['error'].get('reason', '')}")


def _action(kind: str, number: int, version: int) -> str:
    return json.dumps({kind: {"_id": str(number), "version": version, "version_type": "external_gte"}})
