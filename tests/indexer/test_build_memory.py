"""Words, their merges and duplicates take the memory of a window, however many postings there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from helpers_indexing import ROOT

from corpus.config import Config, IndexSettings
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from indexer.segments.array_file import ArrayFile

DOCUMENTS = 3_500
MEMORY = 16
"""`index.memory_mb`: the least."""
ALLOWED = 50
"""MB for each process, beside what the one that builds holds after a first few documents."""

BUILD = """
import random, resource, sys
from pathlib import Path
from corpus.config import Config, IndexSettings
from corpus.records import Document
from corpus.store import open_store
from indexer import duplicates
from indexer.building.filling import fill
from indexer.duplicates import tables
from indexer.engines.open import open_engine
from indexer.engines.whoosh import merge_terms
from indexer.intake import Spool

FEW, BATCH, LENGTH = 100, 500, 3_000
CHARACTERS = [chr(0x4E00 + 37 * number) for number in range(100)]
folder, documents, allowed, memory = Path(sys.argv[1]), *map(int, sys.argv[2:])
config = Config(data=folder, index=IndexSettings(processes=1, memory_mb=memory))
# The windows as much smaller as the collection is.
tables.MERGED_AT_ONCE >>= 3
merge_terms.WINDOW >>= 3
sys.modules["indexer.duplicates.update"].AT_ONCE >>= 3


def put(store, first, end):
    for start in range(first, end, BATCH):
        store.put_many(map(document, range(start, min(start + BATCH, end))))


def document(number):
    text = "".join(random.Random(number).choices(CHARACTERS, k=LENGTH))
    return Document(url=f"http://portal.test/{number}", title=f"第{number}号", text=text)


def build(store):
    with Spool() as spool:
        duplicates.update(store, config, None, spool)
        with open_engine(config).writer(rebuild=False, store=store.identity) as writer:
            fill(writer, store, spool, lambda done, total: None)


with open_store(config.store_url) as store:
    put(store, 0, FEW)
    build(store)
    put(store, FEW, documents)
    lines = Path("/proc/self/status").read_text().splitlines()
    own = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData"))
    limit = own + allowed * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    build(store)
"""

pytestmark = pytest.mark.slow


def test_a_build_whose_postings_take_several_times_the_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(tmp_path), *map(str, (DOCUMENTS, ALLOWED, MEMORY))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    [merged] = map(ArrayFile, (tmp_path / "index").rglob("*.arrays"))
    postings = merged.length("pair.docs")
    assert 8 * postings > 1_400_000 * ALLOWED
    assert merged.path.stat().st_size > 2_000_000 * MEMORY
    with open_store(config(tmp_path).store_url) as store:
        found = open_searcher(store, config(tmp_path)).search(SearchRequest(limit=0))
        assert (found.total, len(list(store.duplicates.copies(range(1, DOCUMENTS))))) == (DOCUMENTS, 0)


def config(folder: Path) -> Config:
    return Config(data=folder, index=IndexSettings(processes=1, memory_mb=MEMORY))
