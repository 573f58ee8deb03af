"""What can go wrong, as a small tree.

    GongkaiError              every error a person may meet; str() is one sentence in Chinese with what to do
    ├── ConfigError           config.toml cannot be used
    │   ├── ConfigUnreadable  the file as a whole: missing, not UTF-8, not TOML; carries path
    │   └── UnknownKey        a key that does not exist; carries the nearest known one
    ├── StoreError            the record store cannot do what was asked
    │   ├── StoreFull         the disk is full
    │   ├── StoreBusy         another process holds the write lock for too long
    │   ├── StoreReadOnly     the folder cannot be written: what needs no writing goes on
    │   ├── StoreUnfinished   nor can it be read, before what was interrupted is brought to its end
    │   ├── StoreUnreadable   damaged, not a store, or written by a newer Gongkai
    │   │   ├── RowUnreadable a record that is not as it was written; carries what, reason
    │   │   └── StoreLost     not the one that the index, the duplicates and the files belong to
    │   ├── CopyRefused       the other database is none that a store can be copied to; carries detail
    │   ├── BackupFailed      it cannot be backed up, or not restored from there; carries detail
    │   │   └── RestoreBrokeOff its files were brought back, its database was not
    │   ├── StoreUnreachable  the server does not answer, or does not let us in
    │   ├── DriverMissing     the package that speaks to this kind of database is not installed
    │   ├── FilesUnreachable  the bucket of files does not answer, or does not let us in
    │   ├── FileLost          a stored file is missing or damaged; carries sha256
    │   ├── DocumentLost      a stored document is damaged; carries number
    │   └── SecretUnusable    the key of past queries is empty or cut: anyone can try words against the counts
    ├── OutOfMemory           the system gives no more memory
    └── RecordError           a record of an import that is not a document; carries line and reason

The crawler and the indexer hang their own branches below GongkaiError.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

Where: TypeAlias = tuple[str | int, ...]
"""The way to a value of a configuration: keys, and numbers within lists."""


SHOWN = 12
"""Characters of a digest that tell files apart for people. A guess."""


def dotted(where: Where) -> str:
    """A value's key as a person writes it."""
    return ".".join(step for step in where if isinstance(step, str))


class GongkaiError(Exception):
    """An error that is shown to a person as one sentence in Chinese."""


class ConfigError(GongkaiError):
    """The configuration cannot be used."""

    line: int | None = None
    """Of the file, once that is known."""

    def __init__(self, where: str | Where, problem: str) -> None:
        self.where = tuple(where.split(".")) if isinstance(where, str) else where
        self.key = dotted(self.where)
        self.problem = problem
        super().__init__(where, problem)

    def __str__(self) -> str:
        place = f"（第 {self.line} 行）" if self.line else " "
        return f"配置项 {self.key}{place}{self.problem}"


class ConfigUnreadable(ConfigError):
    """The file as a whole cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__((), problem)

    def __str__(self) -> str:
        return f"配置文件 {self.path} {self.problem}"


class UnknownKey(ConfigError):
    """A key the configuration does not have."""

    def __init__(self, where: Where, nearest: str | None) -> None:
        self.nearest = nearest
        hint = f"，是否想写 {nearest}？" if nearest else "，请对照 docs/configuration.md 改正。"
        super().__init__(where, f"不存在{hint}")


class StoreError(GongkaiError):
    """The record store cannot do what was asked."""

    problem = "数据库操作失败：{detail}。请检查数据目录后重试。"

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(self.problem.format(detail=detail))


class StoreFull(StoreError):
    """The disk that holds the store or the files is full."""

    problem = "磁盘空间不足，未能写入；已保存的内容不受影响。请清理磁盘后重新运行。"


class StoreBusy(StoreError):
    """Another process is writing."""

    problem = "另一个进程正在写入数据库。请等它结束后重试。"


class StoreReadOnly(StoreError):
    """The folder of the store or of the files cannot be written."""

    problem = "{detail} 不能写入；检索和浏览不受影响。请检查文件夹的权限，或磁盘是否挂成了只读。"


class StoreUnfinished(StoreError):
    """The writing that was interrupted can be brought to its end only where it can be written."""

    problem = "上一次写入没有收尾，而 {detail} 不能写入，数据库暂时打不开。请恢复写入权限或清理磁盘后重试。"


class StoreUnreadable(StoreError):
    """The file is damaged, not a store, or newer than this program."""

    problem = "数据库无法读取：{detail}。请从备份恢复，或升级本程序后重试。"


class RowUnreadable(StoreUnreadable):
    """What stands in the database was not written so."""

    problem = (
        "数据库中的{detail}。请运行 gongkai verify --repair；它修复不了的，"
        "请从备份恢复数据库，做法见 docs/operations.md。"
    )

    def __init__(self, reason: str, what: str = "一条记录") -> None:
        self.what = what
        self.reason = reason
        super().__init__(f"{what}读不出来（{reason}）")


class StoreLost(StoreUnreadable):
    """Another store than the one that what lies beside it was made from: gone and made anew, or elsewhere."""

    problem = (
        "现在的数据库不是{detail}所属的那一个：原来的可能已丢失，或者配置项 store.url 指向了别处。"
        "请从备份恢复数据库，或改正配置；确实要换用现在这个数据库，请运行 gongkai index --new。"
    )


class StoreUnreachable(StoreError):
    """The database server does not answer, or does not let us in."""

    problem = "连不上数据库 {detail}。请检查数据库服务是否在运行，配置项 store.url 是否正确。"


class FilesUnreachable(StoreError):
    """The bucket of files does not answer, or does not let us in."""

    problem = "连不上存放文件的 {detail}。请检查对象存储是否在运行，配置项 files.url 和访问密钥是否正确。"


class CopyRefused(StoreError):
    """The database that a store was to be copied to cannot take it."""

    problem = "不能复制到目标数据库：{detail}。"


class BackupFailed(StoreError):
    """A backup that could not be made, or is none that could be restored."""

    problem = "{detail}。什么也没有改动。"


class RestoreBrokeOff(BackupFailed):
    """The database could not be brought back, after the files were."""

    problem = "{detail}。数据库没有改动（只多了原始网页和附件）。排除原因后请重新运行 gongkai restore。"


class DriverMissing(StoreError):
    """The package that speaks to PostgreSQL is an extra."""

    problem = "没有安装 PostgreSQL 的驱动程序。请运行 pip install 'gongkai[postgres]' 后重试。"


class FileLost(StoreError):
    """A stored file is missing, or is not what was stored."""

    problem = "本站保存的这份文件（{detail}）已损坏或缺失。请先到原网站查看；下次采集时会重新下载。"

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"{sha256[:SHOWN]}…")


class DocumentLost(StoreError):
    """A stored document is not what was stored, and waits to be fetched again."""

    problem = "本站保存的第 {detail} 号文件已损坏。请先到原网站查看；下次采集时会重新收录。"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(number))


class SecretUnusable(StoreError):
    """The file of the key of past queries does not hold a key."""

    problem = (
        "过往检索词的密钥文件 {detail} 是空的或不完整，用它记下的次数形同公开。"
        "检索服务再次计数时会换上新密钥并清除以前的次数，也可以运行 gongkai verify --repair。"
    )


class OutOfMemory(GongkaiError):
    """The system gives no more memory."""

    def __init__(self) -> None:
        super().__init__(
            "内存不足，没有做完；已保存的内容完好。请关闭别的程序，或调小配置项 index.memory_mb、"
            "search.cache_mb 后重试。"
        )


class RecordError(GongkaiError):
    """A record that is not a document."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(f"第 {line} 行：{reason}" if line else reason)
