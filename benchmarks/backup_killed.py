"""`gongkai backup` and `gongkai restore` killed at any moment: is anything lost, does the next one work?

A collection is backed up and restored elsewhere, over and over, each killed (SIGKILL) after a time drawn by
lot from what a whole run takes; documents are put in between, so that no backup is like the last. After a
kill the command is run to its end, and what was restored is compared, record by record and file by file, with
what was held. Example:

    python benchmarks/backup_killed.py --rounds 50
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from _spoilt import documents

from corpus.backup import snapshots
from corpus.config import Config
from corpus.files import FileStore
from corpus.store import open_own_store

ROOT = Path(__file__).resolve().parents[1]
AT_ONCE = 20
"""Documents put in before each backup."""

Held = dict[int, tuple[str, bytes]]
"""Title and raw page, by revision."""


def run(data: Path, *arguments: object, killed_after: float | None = None) -> float:
    """Seconds that it took; RuntimeError where it ended badly without being killed."""
    command = [sys.executable, "-m", "gongkai", "--data", data, *map(str, arguments)]
    began = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        said, _ = process.communicate(timeout=killed_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{command}: {said.decode()}")
    return perf_counter() - began


def put(config: Config, round_: int) -> None:
    """More documents, each with a raw page."""
    files = FileStore(config.files_path)
    with open_own_store(config) as store:
        for number, document in enumerate(documents(AT_ONCE, round_)):
            page = f"{round_} {number} {document.title}".encode()
            store.put(document, files.put(page))


def held(config: Config) -> Held:
    """All that there is."""
    files = FileStore(config.files_path)
    with open_own_store(config) as store:
        changes = store.changes_since(0)
        return {one.revision: (one.document.title, files.get(str(one.page_sha256))) for one in changes}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=50, help="each kills a backup and a restore")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen, wrong = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        here, there, kept = (Path(folder) / name for name in ("here", "there", "backup"))
        whole = 0.0
        for round_ in range(options.rounds):
            put(Config(data=here), round_)
            before = held(Config(data=here))
            shutil.rmtree(there, ignore_errors=True)
            run(here, "backup", kept, "--keep", 0, killed_after=chosen.uniform(0.2, whole) if whole else None)
            whole = max(whole, run(here, "backup", kept, "--keep", 0))
            run(there, "restore", kept, killed_after=chosen.uniform(0.2, whole))
            run(there, "restore", kept, "--replace")
            last = snapshots(kept)[-1].contents().revision
            if held(Config(data=there)) != before or last != max(before):
                wrong += 1
                print(f"round {round_}: what was restored is not what was held", flush=True)
            print(f"{round_ + 1} of {options.rounds}", file=sys.stderr)
    print(f"{options.rounds} backups and {options.rounds} restores killed: {wrong} rounds with a loss")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
