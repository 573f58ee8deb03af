"""Backups: the store as of one revision with the files that it names, and the way back."""

from corpus.backup.making import BackupReport, make_backup
from corpus.backup.restoring import RestoreReport, restore_backup
from corpus.backup.snapshots import Snapshot, snapshots

__all__ = [
    "BackupReport",
    "RestoreReport",
    "Snapshot",
    "make_backup",
    "restore_backup",
    "snapshots",
]
