"""Which folders are shared, what is said of each in the store, and where their files lie in the bucket."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from corpus.bucket import BucketFiles
from corpus.config import Config
from corpus.files import digest_of
from corpus.limits import BUCKET
from corpus.store import Store
from corpus.store.shared_texts import TextName
from indexer.errors import IndexBroken
from indexer.segments.current import CURRENT, Stamp, stamp_of

FOLDER = "derived"
"""In the bucket, beside pages and attachments: what can be made again."""

KEPT = ("*.arrays", CURRENT)
"""Files of a shared folder, those last that say which of the others count."""

FOLLOWED = "FOLLOWED"
"""In a folder: digest of the note that it was brought to, or, with MADE before it, that was left of it."""

MADE = "made "


@dataclass(frozen=True, slots=True)
class Note:
    """What a folder consists of."""

    files: dict[str, str] = field(default_factory=dict)
    """By name, in the order in which they are to be written: their SHA-256."""
    former: tuple[str, ...] = ()
    """Digests of the files before these: somebody may be fetching them."""


def shared(config: Config) -> dict[TextName, Path]:
    """The folders by their names in the store; none where machines share no bucket."""
    if not config.files.url.startswith(BUCKET):
        return {}
    folders: dict[TextName, Path] = {
        "suggestions": config.suggestions_path,
        "duplicates": config.duplicates_path,
    }
    return folders | ({"meaning": config.meaning_path} if config.search.meaning != "off" else {})


def bucket_of(config: Config) -> BucketFiles:
    """Where their files lie. Raises ConfigError."""
    parts = urlsplit(config.files.url)
    return BucketFiles(
        urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{FOLDER}")), config.files_path
    )


def note_of(store: Store, name: TextName) -> tuple[Note, str]:
    """What was left last, and the digest of that; an empty digest where nothing was.

    Raises IndexBroken, StoreError.
    """
    text = store.shared_texts.get(name)
    if not text:
        return Note(), ""
    try:
        said = json.loads(text)
        return Note(dict(said["files"]), tuple(said["former"])), _digest(text)
    except (ValueError, KeyError, TypeError) as error:
        raise IndexBroken(f"数据库里没有写明 {name} 由哪些文件组成") from error


def leave(store: Store, name: TextName, note: Note) -> str:
    """Have the others follow; the digest of what was left. Raises StoreError."""
    text = json.dumps(asdict(note))
    store.shared_texts.leave(name, text)
    return _digest(text)


def stamps_of(folder: Path) -> dict[str, Stamp | None]:
    """By name, what changes whenever a file does: it costs no reading."""
    return {path.name: stamp_of(path) for path in _kept(folder)}


def files_in(folder: Path) -> dict[str, str]:
    """Of `Note`, as a folder is now; another process may be changing it. Raises OSError."""
    found = {}
    for path in _kept(folder):
        with path.open("rb") as stream:
            found[path.name] = digest_of(stream)
    return found


def _kept(folder: Path) -> list[Path]:
    return [path for kind in KEPT for path in sorted(folder.glob(kind))]


def _digest(text: str) -> str:
    return digest_of(BytesIO(text.encode()))
