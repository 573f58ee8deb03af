"""Making a backup while everything else goes on."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import select

from corpus.atomic_file import sync_folder
from corpus.backup import snapshots
from corpus.backup.snapshots import Manifest, Snapshot
from corpus.config import Config
from corpus.disk_faults import fault_of
from corpus.errors import BackupFailed, FileLost
from corpus.file_place import open_files
from corpus.files import FileStore
from corpus.progress import Progress
from corpus.store import database, open_own_store, schema

LOCK = ".lock"

NO_LINKS = (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS)
"""What systems say where a file can have no further name: FAT, some shares, or as many as there may be."""


@dataclass(slots=True)
class BackupReport:
    """What was kept."""

    snapshot: Snapshot
    revision: int
    files: int = 0
    """All that the backup holds."""
    copied: int = 0
    """Those that no backup had before."""
    lost: int = 0
    """Those that are damaged here, and that no backup has."""
    removed: int = 0
    """Old backups that were removed."""


def make_backup(
    config: Config,
    folder: Path,
    *,
    settings: Sequence[Path] = (),
    keep_days: int | None = None,
    whole: bool = False,
    now: datetime,
    progress: Progress,
) -> BackupReport:
    """Keep the store as of one revision, and its files, in a new folder below `folder`.

    A file that the backup before has is not copied again: it is the same one (a hard link); with `whole` it
    is compared first. `settings` are files that are put beside it. Backups older than `keep_days` go.
    Raises ConfigError, StoreError, BackupFailed.
    """
    try:
        with _alone(folder):
            before = snapshots.snapshots(folder)
            made = snapshots.begin(folder, now)
            kind, (revision, identity) = _save_database(config, made)
            _save_beside(config, made, settings)
            report = BackupReport(Snapshot(made), revision)
            former = _Former(before[-1:], whole)
            _save_files(config, made, former, report, progress)
            report.copied += former.copied
            contents = Manifest(
                program=version("gongkai"),
                kind=kind,
                identity=identity,
                revision=revision,
                files=report.files,
                digests=snapshots.digests_in(made),
                number=snapshots.next_number(folder),
            )
            report.snapshot = snapshots.seal(made, contents)
            sync_folder(folder)
            if keep_days is not None:
                report.removed = snapshots.drop_old(folder, now, keep_days)
            return report
    except OSError as error:
        raise fault_of(error, folder) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("wb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed(f"另一个进程正在往 {folder} 里备份，请等它结束") from None
        yield


def _save_database(config: Config, made: Path) -> tuple[str, tuple[int, str]]:
    """Its kind, and the revision and identity of what was kept."""
    with open_own_store(config):
        pass
    engine = database.connect(config.store_url)
    try:
        with database.transaction(engine, writes=False) as connection:
            columns = schema.revision.c
            revision, identity = connection.execute(select(columns.value, columns.identity)).one()
            database.save(connection, made / snapshots.DATABASE)
    finally:
        engine.dispose()
    (made / snapshots.DATABASE).chmod(0o600)
    return engine.dialect.name, (int(revision), str(identity))


def _save_beside(config: Config, made: Path, settings: Iterable[Path]) -> None:
    if config.past_query_key_path.is_file():
        shutil.copy2(config.past_query_key_path, made / snapshots.KEY)
    for path in (path for path in settings if path.is_file()):
        (made / snapshots.SETTINGS).mkdir(mode=0o700, exist_ok=True)
        shutil.copy2(path, made / snapshots.SETTINGS / path.name)


class _Former:
    """The files of the backup before, if there is one."""

    def __init__(self, last: Sequence[Snapshot], whole: bool) -> None:
        self._store = last[0].file_store if last else None
        self._whole = whole
        self.copied = 0
        """Files that could not be linked."""

    def give(self, sha256: str, into: FileStore) -> bool:
        """Whether it had the file, which stands in both from now on; a copy where there are no hard links."""
        if self._store is None or not self._store.is_there(sha256):
            return False
        if self._whole and not self._store.matches(sha256):
            return False
        into.path(sha256).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self._store.path(sha256), into.path(sha256))
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            return self._copy(self._store, sha256, into)
        return True

    def _copy(self, store: FileStore, sha256: str, into: FileStore) -> bool:
        try:
            into.put(store.get(sha256))
        except FileLost:
            return False
        self.copied += 1
        return True


def _save_files(
    config: Config, made: Path, former: _Former, report: BackupReport, progress: Progress
) -> None:
    """After the database: whatever it names was there before its row was, and never changes."""
    source, target = open_files(config), FileStore(made / snapshots.FILES)
    digests = sorted(source.digests())
    with (made / snapshots.LIST).open("w", encoding="ascii") as names:
        for number, sha256 in enumerate(digests, 1):
            if former.give(sha256, target) or _copy(source, target, sha256, report):
                names.write(sha256 + "\n")
                report.files += 1
            progress(number, len(digests))
        names.flush()
        os.fsync(names.fileno())


def _copy(source: FileStore, target: FileStore, sha256: str, report: BackupReport) -> bool:
    try:
        target.put(source.get(sha256))
    except FileLost:
        report.lost += 1
        return False
    report.copied += 1
    return True
