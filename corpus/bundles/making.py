"""Bundles are made: records and files out of the store into a bag."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from corpus.bundles.bag import FILES, SIGNATURE, Contents, seal
from corpus.bundles.page import Page
from corpus.bundles.records import DOCUMENTS, LEFT
from corpus.bundles.signature import secret_key
from corpus.catalogue import Filters
from corpus.disk_faults import fault_of
from corpus.errors import FileLost, GongkaiError
from corpus.fields import NAMES
from corpus.files import FileStore
from corpus.progress import Progress, untold
from corpus.records import Document
from corpus.store import Mirrored, Store

UNFINISHED = ".part"
"""Ends the name of a bundle that is not whole: taken away by what ends this, or else by the next run."""


class BundleNotMade(GongkaiError):
    """A bundle cannot be made where it was wanted."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which documents go into a bundle; without names all do."""

    columns: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def holds(self, document: Document) -> bool:
        """Whether it is of this part."""
        in_column = not self.columns or document.column in self.columns
        return in_column and (not self.agencies or not set(self.agencies).isdisjoint(document.agencies))

    def __str__(self) -> str:
        named = {"agency": sorted(set(self.agencies)), "column": sorted(set(self.columns))}
        return json.dumps({key: names for key, names in named.items() if names}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What went into a bundle."""

    contents: Contents
    files: int
    missing: int
    """Files that the store has lost or never had whole: the bundle is without them."""
    damaged: int
    """Documents left out, since their portals are still to be asked for them again."""


def create_bundle(
    store: Store,
    files: FileStore,
    target: Path,
    *,
    part: Part | None = None,
    since: int = 0,
    sender: str = "",
    key: Path | None = None,
    progress: Progress = untold,
    sealing: Progress = untold,
) -> BundleReport:
    """Make a bundle of what changed after a revision, of everything or a part, as of one revision.

    Raises BundleNotMade, KeyUnusable, StoreError, RowUnreadable; then there is no folder at `target`.
    """
    signing = secret_key(key) if key else None
    if target.exists():
        raise BundleNotMade(f"{target} 已经存在。请写一个新的文件夹。")
    if since < 0 or since > store.last_revision():
        raise BundleNotMade(f"没有修订 {since}：现在到修订 {store.last_revision()}。请检查 --since。")
    if since == 0 and part:
        _refuse_unknown(store, part)
    work = target.with_name(target.name + UNFINISHED)
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        making = _Making(store, files, work, part or Part(), progress)
        contents = making.write(since, sender)
        signed_by = signing.public_key().public_bytes_raw().hex() if signing else None
        sealing(0, making.files)
        sealed = seal(work, contents, signed_by)
        sealing(making.files, making.files)
        if signing:
            (work / SIGNATURE).write_bytes(signing.sign(sealed.read_bytes()))
        work.rename(target)
    except OSError as error:
        raise fault_of(error, target.parent) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return BundleReport(contents, making.files, making.missing, store.mirroring.damaged())


def _refuse_unknown(store: Store, part: Part) -> None:
    """A name that nothing is published under is a slip, of which nobody hears in the reading room."""
    for key, names in (("column", part.columns), ("agency", part.agencies)):
        for name in names:
            if not store.catalogue_page(Filters(**{key: (name,)}), 0, 1)[0]:
                raise BundleNotMade(f"没有{NAMES[key]}“{name}”的文件。请检查 --{key}。")


class _Making:
    """Fills the folder of the payload."""

    def __init__(self, store: Store, files: FileStore, work: Path, part: Part, progress: Progress) -> None:
        self.files = self.missing = 0
        self._store = store
        self._kept = files
        self._work = work
        self._part = part
        self._progress = progress
        self._page = Page(files)
        self._seen: set[str] = set()

    def write(self, since: int, sender: str) -> Contents:
        until = self._store.last_revision()
        total = self._store.changes_count(since)
        documents = 0
        with (
            (self._work / DOCUMENTS).open("w", encoding="utf-8") as records,
            (self._work / LEFT).open("w", encoding="utf-8") as left,
        ):
            going_out = self._store.mirroring.going_out(since, until)
            for done, mirrored in enumerate(going_out, 1):
                if self._part.holds(mirrored.stored.document):
                    self._add(mirrored, records)
                    documents += 1
                elif self._was_in_it(mirrored):
                    moment = mirrored.stored.changed_at.isoformat()
                    _write(left, {"url": mirrored.stored.document.url, "left_at": moment})
                self._progress(done, total)
        contents = Contents(self._store.identity, sender, str(self._part), since, until, documents)
        (self._work / "index.html").write_text(self._page.html(contents), encoding="utf-8")
        return contents

    def _add(self, mirrored: Mirrored, records: IO[str]) -> None:
        record, stored = mirrored.record, mirrored.stored
        record["texts"] = [text for text in record["texts"] if text["sha256"] not in self._seen]
        for sha256 in _files_of(record):
            self._copy(sha256)
        if stored.withdrawn_at is None:
            self._page.add(stored.document)
        _write(records, record)

    def _copy(self, sha256: str) -> None:
        if sha256 in self._seen:
            return
        self._seen.add(sha256)
        target = self._work / FILES / sha256[:2] / sha256[2:]
        try:
            source = self._kept.sound_path(sha256)
        except FileLost:
            self.missing += 1
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        self.files += 1

    def _was_in_it(self, mirrored: Mirrored) -> bool:
        versions = self._store.versions(mirrored.stored.id)
        return any(self._part.holds(version.document) for version in versions)


def _files_of(record: dict[str, Any]) -> Iterator[str]:
    """Of its page and attachments, the former ones too."""
    former: Sequence[dict[str, Any]] = record["former"]
    for version in (record, *former):
        if version["page_sha256"]:
            yield version["page_sha256"]
        yield from (file["sha256"] for file in version["content"]["attachments"] if file["sha256"])


def _write(stream: IO[str], record: dict[str, Any]) -> None:
    stream.write(json.dumps(record, ensure_ascii=False) + "\n")
