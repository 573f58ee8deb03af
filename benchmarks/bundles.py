"""A bundle of many documents: made, verified, loaded elsewhere and compared record by record; then damaged.

The documents are articles of law, each with a page, one in ten with an attachment. Of the bundle single bits
are turned, in files drawn by lot by their sizes: verifying must refuse each, and name the file. Example:

    python benchmarks/bundles.py --documents 10000 --flips 200
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from time import perf_counter

from _data import DATA, documents

from corpus.bundles import BundleRefused, create_bundle, load_bundle, read_bundle
from corpus.files import FileStore
from corpus.progress import untold
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import Store, open_store

SEED = 13

ATTACHED = 10
"""One in so many documents has a file."""

BATCH = 500
"""Documents stored and compared together."""


def fill(store: Store, files: FileStore, made: Iterator[Document]) -> int:
    """Store the documents with their pages and files; how many."""
    count = 0
    while batch := list(islice(made, BATCH)):
        page = files.put(f"<html><title>{batch[0].title}</title>".encode())
        store.put_many([_attached(store, files, one, count + n) for n, one in enumerate(batch)], page)
        count += len(batch)
    return count


def _attached(store: Store, files: FileStore, document: Document, number: int) -> Document:
    if number % ATTACHED:
        return document
    content = f"附件\n{document.title}\n{document.text}".encode()
    digest = files.put(content)
    store.file_texts.put(AttachmentText(digest, Reading.TEXT, content.decode(), 1, 1))
    return replace(
        document, attachments=(Attachment(f"{document.url}/a.txt", "附件.txt", digest, None, len(content)),)
    )


def differing(here: Store, there: Store) -> int:
    """Documents that are not the same in every field, in their history and in the texts of their files."""
    found = 0
    for stored in here.changes_since(0):
        other = there.by_url(stored.document.url)
        same = other is not None and replace(other, id=0, revision=0) == replace(stored, id=0, revision=0)
        if other is not None and same:
            digests = [file.sha256 for file in stored.document.attachments if file.sha256]
            same = here.versions(stored.id) == there.versions(other.id)
            same = same and here.file_texts.get(digests) == there.file_texts.get(digests)
        found += not same
    return found


def unrefused(bundle: Path, flips: int) -> int:
    """How many of so many turned bits were not refused with the name of their file."""
    chance = random.Random(SEED)
    paths = sorted(path for path in bundle.rglob("*") if path.is_file() and path.stat().st_size)
    sizes = [path.stat().st_size for path in paths]
    return sum(not _refused(bundle, path, chance) for path in chance.choices(paths, sizes, k=flips))


def _refused(bundle: Path, path: Path, chance: random.Random) -> bool:
    place, bit = chance.randrange(path.stat().st_size), 1 << chance.randrange(8)
    _turn(path, place, bit)
    try:
        read_bundle(bundle, None, untold)
    except BundleRefused as refused:
        return path.name in str(refused)
    finally:
        _turn(path, place, bit)
    return False


def _turn(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        (byte,) = stream.read(1)
        stream.seek(place)
        stream.write(bytes([byte ^ bit]))


def main() -> None:
    """Measure and print; ends with 1 where anything differs, or damage passes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here, there = (FileStore(folder / side / "files") for side in ("here", "there"))
        with (
            open_store(f"sqlite:///{folder / 'here.db'}") as ours,
            open_store(f"sqlite:///{folder / 'there.db'}") as theirs,
        ):
            count = fill(ours, here, documents(options.data, options.documents))
            times = [perf_counter()]
            report = create_bundle(ours, here, folder / "bundle")
            times.append(perf_counter())
            read_bundle(folder / "bundle", None, untold)
            times.append(perf_counter())
            load_bundle(theirs, there, folder / "bundle")
            times.append(perf_counter())
            wrong = differing(ours, theirs) + len(set(here.digests()) ^ set(there.digests()))
        passed = unrefused(folder / "bundle", options.flips)
    made, verified, loaded = (end - begin for begin, end in pairwise(times))
    print(
        f"{count} documents, {report.files} files: made in {made:.1f} s, verified in {verified:.1f} s,",
        end=" ",
    )
    print(
        f"loaded in {loaded:.1f} s; {wrong} differ; {options.flips - passed} of {options.flips} flips refused"
    )
    sys.exit(1 if wrong or passed else 0)


if __name__ == "__main__":
    main()
