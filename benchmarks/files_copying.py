"""Files copied into a bucket, one at a time and several: how long that takes.

The bucket is moto's server, a process of its own on this machine; each call takes `--wait` ms longer, as it
does over a network. Each number of files at once begins with an empty bucket. Example:

    python benchmarks/files_copying.py --files 400 --kilobytes 70 --at-once 1 8 16
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from _machines import ENVIRONMENT
from _ports import free_port

from corpus.bucket import BucketFiles
from corpus.file_copying import AT_ONCE, copy_files
from corpus.files import FileStore


class FarClient:
    """The functions of a client, each of which takes longer."""

    def __init__(self, client: Any, wait: float) -> None:
        self._client = client
        self._wait = wait

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def later(*values: Any) -> Any:
            sleep(self._wait)
            return getattr(self._client, name)(*values)

        return later


class FarBucket(BucketFiles):
    """A bucket that is not on this machine."""

    def __init__(self, url: str, near: Path, wait: float) -> None:
        super().__init__(url, near)
        self._bucket = FarClient(self._bucket, wait)


@contextmanager
def object_store() -> Iterator[str]:
    """The address of a server that speaks S3."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if server.poll() is not None:
                raise SystemExit(
                    f"moto's server ended with {server.returncode}: is its extra `server` installed?"
                )
            sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def copied(folder: FileStore, there: FileStore, at_once: int) -> tuple[float, float]:
    """Seconds, and seconds of a processor of this process."""
    began, worked = perf_counter(), os.times()
    done = copy_files(folder, there, lambda done, total: None, at_once)
    seconds, ended = perf_counter() - began, os.times()
    assert done.written == len(list(folder.digests())) == len(list(there.digests()))
    return seconds, ended.user + ended.system - worked.user - worked.system


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--kilobytes", type=int, default=70, help="of each file")
    parser.add_argument("--wait", type=float, default=10.0, help="ms that a call takes longer")
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, AT_ONCE])
    options = parser.parse_args()
    os.environ |= ENVIRONMENT
    with tempfile.TemporaryDirectory() as place, object_store() as server:
        folder = FileStore(Path(place) / "here")
        for _ in range(options.files):
            folder.put(os.urandom(options.kilobytes * 1_000))
        for at_once in options.at_once:
            name = f"at-once-{at_once}"
            urllib.request.urlopen(urllib.request.Request(f"{server}/{name}", method="PUT")).close()
            url = f"s3://{name}/files?endpoint={server}"
            there = FarBucket(url, Path(place) / name, options.wait / 1000)
            seconds, working = copied(folder, there, at_once)
            print(f"{at_once} at once: {seconds:.1f} s, {working:.1f} s of a processor", flush=True)


if __name__ == "__main__":
    main()
