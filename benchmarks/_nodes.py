"""Nodes of OpenSearch that make one cluster on this machine, each a process that may be killed."""

from __future__ import annotations

import os
import signal
import string
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep

from _ports import free_port

START = Path(__file__).resolve().parents[1] / "tests" / "opensearch" / "start.sh"


ANY_DISK = ("cluster.routing.allocation.disk.threshold_enabled=false",)
"""The disk of a machine that tests may be nearly full."""


class Nodes:
    """Started from tests/opensearch, without k-NN; they keep what they have in a folder."""

    def __init__(
        self, folder: Path, number: int = 3, heap: str = "384m", settings: Sequence[str] = ANY_DISK
    ) -> None:
        self.names = string.ascii_lowercase[:number]
        self._folder = folder
        self._heap = heap
        self._settings = settings
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._http = {name: free_port() for name in self.names}
        self._transport = {name: free_port() for name in self.names}
        for name in self.names:
            self.start(name, first=True)
        for name in self.names:
            self.wait(name)

    @property
    def urls(self) -> str:
        """As a configuration names them."""
        return ",".join(f"http://127.0.0.1:{port}" for port in self._http.values())

    def start(self, name: str, first: bool = False) -> None:
        """One, which finds the others."""
        seeds = ",".join(f"127.0.0.1:{port}" for port in self._transport.values())
        settings = [
            f"node.name={name}",
            "network.host=127.0.0.1",
            f"http.port={self._http[name]}",
            f"transport.port={self._transport[name]}",
            f"discovery.seed_hosts={seeds}",
            *self._settings,
            *([f"cluster.initial_cluster_manager_nodes={','.join(self.names)}"] if first else []),
        ]
        with (self._folder / f"{name}.log").open("wb") as log:
            command = [str(START), str(self._folder / name), *settings]
            environment = os.environ | {"HEAP": self._heap, "WITHOUT": "opensearch-knn"}
            self._running[name] = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=environment
            )

    def wait(self, name: str) -> None:
        """Until it answers."""
        while b"\nstarted" not in (self._folder / f"{name}.log").read_bytes():
            if self._running[name].poll() is not None:
                raise SystemExit((self._folder / f"{name}.log").read_text())
            sleep(0.5)

    def kill(self, name: str) -> None:
        """At once."""
        self._running[name].send_signal(signal.SIGKILL)
        self._running[name].wait()

    def end(self) -> None:
        """All."""
        for name in self._running:
            with suppress(ProcessLookupError):
                self.kill(name)
