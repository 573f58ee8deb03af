"""What a folder of backups holds: one folder each, named by the second (UTC) in which it was begun.

20240301T023000Z/
    backup.json       what it is of, and the digests of the three below
    database          the store: a SQLite file, or what pg_dump writes (custom format)
    files.txt         the SHA-256 of every file, one a line
    past-queries.key  the secret of the counts of past queries
    files/            raw pages and attachments by SHA-256; of the backup before, the same (hard links)
    settings/         config.toml and the word lists that it names, for people to look at
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from itertools import count, pairwise
from pathlib import Path

from corpus.atomic_file import write_whole
from corpus.errors import BackupFailed
from corpus.files import FileStore, digest_of, is_digest

STAMP = "%Y%m%dT%H%M%SZ"
INCOMPLETE = ".incomplete-"
DATABASE, KEY, LIST, FILES, SETTINGS = "database", "past-queries.key", "files.txt", "files", "settings"
MANIFEST = "backup.json"
LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    program: str
    """The version of Gongkai that made it."""
    kind: str
    """Of the database: `sqlite` or `postgresql`."""
    identity: str
    """Of the store."""
    revision: int
    """Of the store, which is held as of this one."""
    files: int
    digests: dict[str, str]
    """SHA-256 of what stands beside it, by its name."""
    number: int = 0
    """Greater than those of all backups before it: clocks jump. 0 where it is not known."""
    layout: int = LAYOUT


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup, whole."""

    path: Path

    @property
    def made_at(self) -> datetime:
        """When it was begun."""
        return datetime.strptime(self.path.name, STAMP).replace(tzinfo=timezone.utc)

    @property
    def file_store(self) -> FileStore:
        """Its raw pages and attachments."""
        return FileStore(self.path / FILES)

    def contents(self) -> Manifest:
        """Raises BackupFailed where it says nothing that can be read."""
        try:
            contents = Manifest(**json.loads((self.path / MANIFEST).read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise BackupFailed(f"备份 {self.path} 中的 {MANIFEST} 读不出来，请换一个备份") from error
        if contents.layout != LAYOUT:
            raise BackupFailed(f"备份 {self.path} 由更新版本的程序写成，请先升级本程序")
        return contents

    def check(self) -> Manifest:
        """Compare everything but the files, which are compared when they are read. Raises BackupFailed."""
        contents = self.contents()
        for name, digest in contents.digests.items():
            if _digest(self.path / name) != digest:
                raise BackupFailed(f"备份 {self.path} 中的 {name} 已损坏或缺失，请换一个备份")
        return contents

    def file_digests(self) -> Iterator[str]:
        """What its files are called."""
        with (self.path / LIST).open(encoding="ascii") as lines:
            yield from (line.strip() for line in lines if is_digest(line.strip()))


def snapshots(folder: Path) -> list[Snapshot]:
    """The backups of a folder that are whole, the one made last at the end, whatever its clock said."""
    return [one for _, one in _numbered(folder)]


def next_number(folder: Path) -> int:
    """For the next backup."""
    return max((number for number, _ in _numbered(folder)), default=0) + 1


def _numbered(folder: Path) -> list[tuple[int, Snapshot]]:
    """In the order in which they were made; one that cannot be read counts with the one named before it."""
    found: list[tuple[int, Snapshot]] = []
    for path in sorted(folder.glob("*Z")):
        if (path / MANIFEST).is_file():
            one, number = Snapshot(path), found[-1][0] if found else 0
            with suppress(BackupFailed):
                number = one.contents().number
            found.append((number, one))
    return sorted(found, key=lambda each: each[0])


def begin(folder: Path, now: datetime) -> Path:
    """A folder for the next one, in which nothing is yet; what was interrupted is removed.

    Named by the next free second: one may have been made in this very one.
    """
    for left in folder.glob(INCOMPLETE + "*"):
        shutil.rmtree(left)
    moments = (now.astimezone(timezone.utc) + timedelta(seconds=more) for more in count())
    name = next(name for moment in moments if not (folder / (name := moment.strftime(STAMP))).exists())
    made = folder / (INCOMPLETE + name)
    made.mkdir(mode=0o700, parents=True)
    return made


def seal(made: Path, contents: Manifest) -> Snapshot:
    """From now on it is a backup."""
    write_whole(made / MANIFEST, json.dumps(asdict(contents), indent=2, sort_keys=True).encode())
    return Snapshot(made.rename(made.with_name(made.name.removeprefix(INCOMPLETE))))


def digests_in(made: Path) -> dict[str, str]:
    """Of what a backup is besides its files, by name."""
    return {name: digest for name in (DATABASE, KEY, LIST) if (digest := _digest(made / name))}


def drop_old(folder: Path, now: datetime, keep_days: int) -> int:
    """Remove what is older, and never the last one; how many went.

    Counted from the backup before the last one where that is earlier: a clock that runs ahead once, or a
    machine that was off for long, must not cost all others at once. One that is dated in the future is as
    old as the next one.
    """
    every = snapshots(folder)
    if len(every) > 1:
        now = min(now, every[-2].made_at)
    old = [
        one
        for one, after in pairwise(every)
        if now - (one if one.made_at <= now else after).made_at > timedelta(days=keep_days)
    ]
    for one in old:
        # First what makes it one: killed in between, the rest is no backup.
        gone = one.path.rename(one.path.with_name(INCOMPLETE + one.path.name))
        shutil.rmtree(gone)
    return len(old)


def _digest(path: Path) -> str:
    """Empty where there is no such file."""
    try:
        with path.open("rb") as stream:
            return digest_of(stream)
    except OSError:
        return ""
