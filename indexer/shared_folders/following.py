"""Brings the folders beside the index of a machine that serves to what the indexing machine left."""

from __future__ import annotations

import logging
from pathlib import Path
from platform import node
from threading import Event, Thread

from corpus.atomic_file import remove_partial, write_whole
from corpus.bucket import BucketFiles
from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.store import Store
from corpus.store.shared_texts import TextName
from indexer.errors import IndexBusy
from indexer.segments.disk_errors import disk_faults
from indexer.segments.suspicion import Suspicion
from indexer.shared_folders.notes import FOLLOWED, MADE, Note, bucket_of, files_in, note_of, shared

_log = logging.getLogger(__name__)

EVERY = 30.0
"""Seconds between two looks. A guess."""

FINISH_SECONDS = 5.0
"""For a fetch that goes on when the process ends. A guess."""


class Following:
    """Follows as long as it is not closed, in a thread of its own; faults are logged and tried again."""

    def __init__(self, store: Store, config: Config, every: float = EVERY) -> None:
        """Does nothing where machines share no bucket."""
        self._store, self._config, self._every = store, config, every
        self._ended = Event()
        self._thread: Thread | None = None
        if shared(config):
            self._thread = Thread(target=self._follow, name="shared folders", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """What is being fetched when its time is over is fetched by the next process."""
        self._ended.set()
        if self._thread:
            self._thread.join(FINISH_SECONDS)

    def _follow(self) -> None:
        while True:
            try:
                follow(self._store, self._config)
            except GongkaiError as error:
                _log.warning("the folders beside the index cannot be followed: %s", error)
            if self._ended.wait(self._every):
                return


def follow(store: Store, config: Config) -> int:
    """How many folders were brought to what was left last, or mended where somebody met damage.

    CURRENT is written last: until then readers go on with what they have. What another process of this
    machine is fetching is left to it. Raises FilesUnreachable, FileLost, IndexFault, ConfigError, StoreError.
    """
    return sum(_followed(store, config, name, folder) for name, folder in shared(config).items())


def _followed(store: Store, config: Config, name: TextName, folder: Path) -> bool:
    note, digest = note_of(store, name)
    suspicion = Suspicion(folder)
    with disk_faults():
        here = _brought_to(folder)
    made_here = here == f"{MADE}{digest}"
    if not digest or made_here or (here == digest and suspicion.word() is None):
        return False
    try:
        with store.lock(f"follow {node()} {folder.resolve()}", IndexBusy()), disk_faults():
            _fetch(bucket_of(config), note, folder)
            write_whole(folder / FOLLOWED, digest.encode())
            suspicion.clear()
    except IndexBusy:
        return False
    return True


def _brought_to(folder: Path) -> str:
    try:
        return (folder / FOLLOWED).read_text(errors="replace")
    except FileNotFoundError:
        return ""


def _fetch(bucket: BucketFiles, note: Note, folder: Path) -> None:
    """Bring the files of a folder to what is noted; those that are the same stay. Raises OSError too."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_partial(folder)
    here = files_in(folder)
    for name, digest in note.files.items():
        if here.get(name) != digest:
            bucket.bring(digest, folder / name)
    for name in here.keys() - note.files.keys():
        (folder / name).unlink(missing_ok=True)
