"""The bag of a bundle, as BagIt (RFC 8493) has it: sealed when made, believed only when nothing differs.

bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt  [tagmanifest-sha256.txt.sig]
data/index.html         for people
data/documents.jsonl    the records, in the order in which they changed
data/left.jsonl         addresses of what left the part that the bundle is of
data/files/ab/cdef…     raw pages and attachments, by SHA-256
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import bagit

from corpus.bundles.records import DOCUMENTS, LEFT, RecordUnusable, check_records
from corpus.bundles.signature import is_signed_by, public_key
from corpus.errors import GongkaiError
from corpus.files import digest_of
from corpus.lazy_regex import lazy_regex
from corpus.progress import Progress

FORMAT = 1
"""Of the records: one more where an older program would not understand them."""

SEAL = "tagmanifest-sha256.txt"
SIGNATURE = SEAL + ".sig"
PAYLOAD = "data"
FILES = "files"
NEEDED = (f"{PAYLOAD}/{DOCUMENTS}", f"{PAYLOAD}/{LEFT}")
SEALED = frozenset(("bagit.txt", "bag-info.txt", "manifest-sha256.txt"))
SEAL_LINE = lazy_regex(rb"([0-9a-f]{64}) ([a-z0-9.-]+)\n")
KEY = lazy_regex("[0-9a-f]{64}")

MOST_INFO = 100_000
"""Bytes of a file that tells of the bag; ours has under 1,000."""

logging.getLogger("bagit").setLevel(logging.CRITICAL)


class BundleRefused(GongkaiError):
    """A bundle is not as it was made, or cannot be taken on here; nothing was written."""

    def __init__(self, reason: str, file: str | None = None) -> None:
        self.file = file
        self.reason = reason
        where = f"其中的 {file} " if file else ""
        super().__init__(f"数据包不能使用，什么也没有写入：{where}{reason}")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle says that it holds."""

    source: str
    """Identity of the store that it comes from."""
    sender: str
    """Who made it, as people call them."""
    part: str
    """Of what it is, as JSON: columns and agencies; `{}` for everything."""
    since: int
    """It holds what changed after this revision of the source; 0: everything."""
    until: int
    documents: int


@dataclass(frozen=True, slots=True)
class SoundBundle:
    """What is known of a bundle of which nothing differs."""

    contents: Contents
    files: int
    signed_by: str | None
    """The key, in hexadecimal digits; None for one that is not signed."""


def seal(folder: Path, contents: Contents, signed_by: str | None) -> Path:
    """Make a bag of a folder of payload; the file that all checksums lead to."""
    info = {
        "Source-Organization": contents.sender,
        "Bag-Software-Agent": "Gongkai",
        "Gongkai-Format": str(FORMAT),
        "Gongkai-Source": contents.source,
        "Gongkai-Part": contents.part,
        "Gongkai-Since": str(contents.since),
        "Gongkai-Until": str(contents.until),
        "Gongkai-Documents": str(contents.documents),
    }
    if signed_by:
        info["Gongkai-Signed-By"] = signed_by
    bagit.make_bag(str(folder), info, checksums=["sha256"])
    return folder / SEAL


def read_bundle(folder: Path, key: Path | None, progress: Progress) -> SoundBundle:
    """Compare all that is in a bundle with its checksums, and its signature with a key where one is given.

    Raises BundleRefused, which names the file that differs; KeyUnusable.
    """
    wanted = public_key(key) if key else None
    try:
        _only_files(folder)
        info = _sealed_info(folder)
        signed_by = _signer(folder, info, wanted)
        contents = _contents(info)
        files = _compare_payload(folder, progress)
        check_records(folder / PAYLOAD, contents.documents)
        return SoundBundle(contents, files, signed_by)
    except RecordUnusable as error:
        reason = f"第 {error.line} 行不是能装入的记录。请重新取得数据包。"
        raise BundleRefused(reason, f"{PAYLOAD}/{error.file}") from error
    except OSError as error:
        file = Path(error.filename).name if error.filename else None
        raise BundleRefused(f"读不出来（{error.strerror}）。请重新取得数据包。", file) from error


def _only_files(folder: Path) -> None:
    """Nothing that leads elsewhere, or is no file."""
    if not (folder / "bagit.txt").exists():
        raise BundleRefused(f"{folder} 里没有 bagit.txt。请写数据包所在的文件夹。")
    for name in (*sorted(SEALED), SEAL):
        if not (folder / name).exists():
            raise BundleRefused("缺失。请重新取得数据包。", name)
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            name = str(path.relative_to(folder))
            raise BundleRefused("是链接或者设备，不是文件。请重新取得数据包。", name)


def _sealed_info(folder: Path) -> dict[str, str]:
    """The tags of the bag; what tells of it is compared byte by byte before anything of it is parsed."""
    sealed = _small(folder / SEAL)
    found = {name.decode(): digest.decode() for digest, name in SEAL_LINE.findall(sealed)}
    if SEAL_LINE.sub(b"", sealed) or found.keys() != SEALED or sealed.count(b"\n") != len(SEALED):
        raise BundleRefused("已被改动。请重新取得数据包。", SEAL)
    for name in sorted(SEALED):
        with (folder / name).open("rb") as stream:
            if digest_of(stream) != found[name]:
                raise BundleRefused(f"与 {SEAL} 中的校验值不符。请重新取得数据包。", name)
    for path in sorted(folder.iterdir()):
        if path.name not in {*SEALED, SEAL, SIGNATURE, PAYLOAD}:
            raise BundleRefused("不是数据包的内容。请把它移走，或重新取得数据包。", path.name)
    try:
        lines = (folder / "bag-info.txt").read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise _not_ours() from error
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def _signer(folder: Path, info: dict[str, str], wanted: bytes | None) -> str | None:
    signed_by = info.get("Gongkai-Signed-By")
    if (folder / SIGNATURE).exists() != bool(signed_by):
        raise BundleRefused("缺失，或者不是这个数据包的。请重新取得数据包。", SIGNATURE)
    if signed_by and not KEY.fullmatch(signed_by):
        raise _not_ours()
    if signed_by and not is_signed_by(
        bytes.fromhex(signed_by), _small(folder / SIGNATURE), _small(folder / SEAL)
    ):
        raise BundleRefused("与内容不符，数据包已被改动。请重新取得数据包。", SIGNATURE)
    if wanted is not None and signed_by != wanted.hex():
        reason = "是另一个密钥签名的" if signed_by else "没有签名"
        raise BundleRefused(f"它{reason}，不是所给公钥的持有者制作的。请向制作单位核实。")
    return signed_by


def _contents(info: dict[str, str]) -> Contents:
    try:
        if int(info["Gongkai-Format"]) > FORMAT:
            raise BundleRefused("它由更新的程序制作。请升级本程序后再装入。")
        return Contents(
            info["Gongkai-Source"],
            info["Source-Organization"],
            info["Gongkai-Part"],
            int(info["Gongkai-Since"]),
            int(info["Gongkai-Until"]),
            int(info["Gongkai-Documents"]),
        )
    except (KeyError, ValueError) as error:
        raise _not_ours() from error


def _not_ours() -> BundleRefused:
    return BundleRefused("没有说明内容，不是本程序制作的数据包。", "bag-info.txt")


def _compare_payload(folder: Path, progress: Progress) -> int:
    """How many files there are, each with the content that it was sealed with."""
    try:
        bag = bagit.Bag(str(folder))
        missing, unexpected = bag.compare_manifests_with_fs()
    except (bagit.BagError, UnicodeDecodeError) as error:
        raise BundleRefused("不合 BagIt 的规则。请重新取得数据包。", "manifest-sha256.txt") from error
    missing += [name for name in NEEDED if name not in bag.entries]
    for names, reason in ((missing, "缺失"), (unexpected, "不是数据包的内容")):
        if names:
            raise BundleRefused(f"{reason}。请重新取得数据包。", min(names))
    payload = sorted(name for name in bag.entries if name not in SEALED)
    for done, name in enumerate(payload, 1):
        with (folder / name).open("rb") as stream:
            if digest_of(stream) != bag.entries[name]["sha256"]:
                raise BundleRefused("与 manifest-sha256.txt 中的校验值不符。请重新取得数据包。", name)
        if not _is_named(name, bag.entries[name]["sha256"]):
            raise BundleRefused("不是它的名称所说的内容。请重新取得数据包。", name)
        progress(done, len(payload))
    return len(payload)


def _is_named(name: str, digest: str) -> bool:
    """Whether a page or an attachment bears its digest as its name."""
    folder = f"{PAYLOAD}/{FILES}/"
    return not name.startswith(folder) or name == f"{folder}{digest[:2]}/{digest[2:]}"


def _small(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_INFO)
