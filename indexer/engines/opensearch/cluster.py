"""The line to the cluster: where it is, and what its silence and its refusals mean."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NotConnected
from opensearchpy.exceptions import ConnectionTimeout, NotFoundError, OpenSearchException, TransportError
from urllib3 import Timeout

from indexer.engines.opensearch.silence import Silence
from indexer.errors import IndexFault, IndexIncomplete, IndexReadOnly, IndexUnreachable

Json = dict[str, Any]

DEFAULT_NODE = "http://127.0.0.1:9200"
"""Where no address is configured."""

DEFAULT_NAME = "gongkai"
"""Of the alias, where the address names none."""

PATIENCE = 30
"""Seconds until an answer counts as missing to who builds. A guess."""

SEARCH_PATIENCE = 10
"""Likewise to who searches. A guess."""

LOOK_PATIENCE = 3
"""Likewise of what takes no time: which state is current. A guess."""

CONNECTING = 2
"""Seconds until a node counts as away that does not even take a connection. A guess."""

AT_ONCE = 16
"""Connections to a node that are kept for the next request. A guess."""

SLOW = 1
"""Seconds: a failure that took longer is a silence."""

BUILDING_PATIENCE = 300
"""Likewise of what takes long in a large index: a bulk, a refresh. A guess."""

BLOCKED = ("cluster_block_exception", "index_create_block_exception")
"""How it says that it takes nothing more, its disks being nearly full."""

SEARCH_FAILED = "search_phase_execution_exception"
"""With 500: a node that had a part of what is searched went away."""


class Cluster:
    """A client for several threads; each call raises IndexUnreachable, IndexReadOnly or IndexFault."""

    def __init__(self, url: str) -> None:
        """`url`: `http://host:9200/name`, several nodes with commas; the name is that of the alias."""
        nodes = (url or DEFAULT_NODE).split(",")
        self.name = urlsplit(nodes[-1]).path.strip("/") or DEFAULT_NAME
        hosts = [node.removesuffix(urlsplit(node).path) for node in nodes]
        # It warns of every answer that is not 200, which we tell ourselves.
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)
        # A node that is silent is passed over for a while where there are others.
        several = len(hosts) > 1
        self._client = OpenSearch(
            hosts,
            timeout=PATIENCE,
            max_retries=3,
            retry_on_timeout=several,
            retry_on_status=(502, 504),
            pool_maxsize=AT_ONCE,
        )
        self._silence = Silence()

    def ask(
        self,
        method: str,
        path: str,
        body: Json | str | None = None,
        patience: int | None = None,
        **params: Any,
    ) -> Json:
        """One request, answered. `params` go into the address."""
        patience = patience or PATIENCE
        waiting = Timeout(connect=CONNECTING, read=patience)
        with _understood(patience):
            answer = self._client.transport.perform_request(
                method, path, params={**params, "request_timeout": waiting}, body=body
            )
        return answer if isinstance(answer, dict) else {"answer": answer}

    def promptly(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        patience: int | None = None,
        **params: Any,
    ) -> Json:
        """Likewise for somebody who waits: for a while after the cluster was silent it is not asked."""
        self._silence.check()
        began = monotonic()
        try:
            answer = self.ask(method, path, body, patience or SEARCH_PATIENCE, **params)
        except IndexUnreachable as error:
            if monotonic() - began >= SLOW and not isinstance(error, StateGone | IndexIncomplete):
                self._silence.begin(error.detail)
            else:
                self._silence.end()
            raise
        self._silence.end()
        return answer

    def search(self, pit: str, body: Json, keep_alive: str) -> Json:
        """All shards answer or none. Raises IndexIncomplete, StateGone."""
        body = {**body, "pit": {"id": pit, "keep_alive": keep_alive}}
        return self.promptly("POST", "/_search", body, allow_partial_search_results="false")


class StateGone(IndexUnreachable):
    """What was asked of is not there (any more): an index, a view of it."""


@contextmanager
def _understood(patience: int) -> Iterator[None]:
    """Raises what a person understands."""
    try:
        yield
    except ConnectionTimeout as error:
        raise IndexUnreachable(f"{patience} 秒内没有回答") from error
    except NotConnected as error:
        raise IndexUnreachable("无法连接") from error
    except NotFoundError as error:
        raise StateGone(str(error.error)) from error
    except TransportError as error:
        raise _fault(error) from error
    except OpenSearchException as error:
        raise IndexUnreachable("回答无法读懂") from error


def is_blocked(said: str) -> bool:
    """Whether it is for its disks that it refuses."""
    return any(word in said for word in BLOCKED)


def _fault(error: TransportError) -> IndexFault:
    status, said = error.status_code, str(error.error)
    if is_blocked(said):
        return IndexReadOnly()
    if status == 503 or (status == 500 and SEARCH_FAILED in said):
        return IndexIncomplete()
    if status == 429:
        return IndexUnreachable("太忙，拒绝了请求")
    if status in (401, 403):
        return IndexUnreachable("用户名或口令不对，或没有权限")
    if status in (502, 504):
        return IndexUnreachable("中间的代理没有等到回答")
    return IndexFault(f"检索引擎拒绝了请求（{status} {said}）")
