"""A merge takes the memory of a window, however many postings there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from indexer.engines.whoosh.contents import writing_contents
from indexer.engines.whoosh.counts import CountsWriter
from indexer.engines.whoosh.merge import PLAIN_COLUMNS
from indexer.engines.whoosh.segment_format import CATEGORIES, DOCUMENT, PLACE, WORD_COUNTS
from indexer.engines.whoosh.term_lists import WordListWriter, write_numbers
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import ArrayWriter, writing_arrays

DOCUMENTS, TERMS, SEGMENTS = 5_000, 800, 3
ALLOWED = 16
"""MB beside what the process holds when it begins; the merged postings have more than three times as many."""

MERGE = """
import resource, sys
from pathlib import Path
import numpy as np
from indexer.engines.whoosh import merge_terms
from indexer.engines.whoosh.merge import merge
from indexer.engines.whoosh.merge_source import sources
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import writing_arrays
*paths, target, allowed = sys.argv[1:]
merge_terms.WINDOW = 1 << 16
opened = [ArrayFile(Path(path)) for path in paths]
alive = [np.arange(arrays.length("ids")) % 7 != 0 for arrays in opened]
lines = Path("/proc/self/status").read_text().splitlines()
own = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData"))
limit = own + int(allowed) * 1_000_000
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
with writing_arrays(Path(target)) as writer:
    merge(writer, sources(list(zip(opened, alive))))
mapped = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("RssFile")]
print(int(mapped[0].split()[1]) // 1024)
"""


def write_segment(writer: ArrayWriter) -> None:
    """Every term stands in every document."""
    with writing_contents(writer) as contents:
        contents.append(b"x" for _ in range(DOCUMENTS))
    for name in PLAIN_COLUMNS:
        writer.add(name, np.zeros(DOCUMENTS, dtype=np.int64))
    for name in CATEGORIES:
        writer.add(name, np.zeros(DOCUMENTS, dtype=np.int32))
        writer.note(name, [])
    writer.add("cited.works", np.zeros(0, dtype=np.uint64))
    writer.add("cited.docs", np.zeros(0, dtype=DOCUMENT))
    writer.add("placed.names", np.zeros(0, dtype=np.uint64))
    writer.add("placed.docs", np.zeros(0, dtype=DOCUMENT))
    docs = np.tile(np.arange(DOCUMENTS, dtype=DOCUMENT), TERMS)
    offsets = (np.arange(TERMS + 1) * DOCUMENTS).astype(PLACE)
    words = WordListWriter(writer, "word")
    words.append([b"%08d" % number for number in range(TERMS)])
    words.finish()
    for name in WORD_COUNTS:
        counts = CountsWriter(writer, f"word.{name}", len(docs), len(docs) if name == "text" else 0)
        counts.append((docs % 258 if name == "text" else docs * 0).astype(np.uint16))
        counts.finish()
    write_numbers(writer, "pair.terms", np.arange(TERMS, dtype=np.uint64))
    writer.add("pair.counts", (docs % 251).astype(np.uint8))
    for name in ("word", "pair"):
        writer.add(f"{name}.docs", docs)
        writer.add(f"{name}.offsets", offsets)


def test_postings_of_several_times_the_memory_are_merged(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.arrays" for number in range(SEGMENTS)]
    for path in paths:
        with writing_arrays(path) as writer:
            write_segment(writer)
    target = tmp_path / "merged.arrays"
    command = [sys.executable, "-c", MERGE, *map(str, [*paths, target, ALLOWED])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    merged = ArrayFile(target)
    merged.check()
    living = np.flatnonzero(np.arange(DOCUMENTS) % 7)
    for name in ("word", "pair"):
        assert merged.length(f"{name}.docs") == SEGMENTS * len(living) * TERMS
        last = merged.part(f"{name}.docs", slice(-SEGMENTS * len(living), None))
        assert np.array_equal(last, np.arange(SEGMENTS * len(living)))
    counts = merged.part("pair.counts", slice(0, len(living)))
    assert np.array_equal(counts, living % 251)
    assert sum(merged[name].nbytes for name in merged if "." in name) > 3_500_000 * ALLOWED
    assert int(done.stdout) < 100
