"""What developers need of a page at which the program itself failed: a ZIP file each, by a short number."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import traceback
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.atomic_file import OWNER, write_whole
from corpus.clock import now
from corpus.disk_faults import fault_of
from corpus.errors import GongkaiError

MOST_REPORTS = 200
"""Reports that are kept; of more, the oldest go. A guess."""

MOST_BYTES = 20_000_000
"""Of a page that are kept: as much as the crawler reads of one. A guess."""

DIGITS = 8
"""Of a digest, which are a report's number: people read them out on the telephone."""

_FACTS, _TRACE, _PAGE = "report.json", "traceback.txt", "page.bin"


class NoSuchReport(GongkaiError):
    """No report has this number; carries number."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"没有编号为 {number} 的错误报告。请运行 gongkai status 查看现有的编号。")


@dataclass(frozen=True, slots=True)
class BugReport:
    """At which page the program failed, and how."""

    number: str
    portal: str
    url: str
    seen_at: str
    """ISO 8601, UTC."""
    error: str
    """The kind of exception and its words."""
    where: str
    """File and line of the program in which it was raised."""


class BugReports:
    """A folder of reports. The same failure at the same page has one number, however often it comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, portal: str, url: str, error: Exception, page: bytes) -> BugReport:
        """Write a report with the bytes of the page. Raises StoreFull, StoreReadOnly, StoreError."""
        innermost = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(innermost.filename).name}:{innermost.lineno}"
        said = "".join(traceback.format_exception_only(error)).strip()
        report = BugReport("", portal, url, now().isoformat(), said, where)
        report = replace(report, number=_number(report))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(report.number), _packed(report, error, page[:MOST_BYTES]), OWNER)
            for old in self._newest_first()[MOST_REPORTS:]:
                old.unlink(missing_ok=True)
        except OSError as fault:
            raise fault_of(fault, self._folder) from fault
        return report

    def read(self, number: str) -> bytes:
        """The ZIP file. Raises NoSuchReport."""
        if not number.isalnum():
            raise NoSuchReport(number)
        try:
            return self._path(number).read_bytes()
        except OSError as error:
            raise NoSuchReport(number) from error

    def all(self) -> Iterator[BugReport]:
        """Those that can be read, the latest first."""
        for path in self._newest_first():
            try:
                with zipfile.ZipFile(path) as packed:
                    yield BugReport(**json.loads(packed.read(_FACTS)))
            except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile):
                continue

    def _path(self, number: str) -> Path:
        return self._folder / f"{number}.zip"

    def _newest_first(self) -> list[Path]:
        found = [(path.stat().st_mtime_ns, path) for path in self._folder.glob("*.zip")]
        return [path for _, path in sorted(found, reverse=True)]


def _number(report: BugReport) -> str:
    told = "\n".join((report.portal, report.url, report.error, report.where))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def _packed(report: BugReport, error: Exception, page: bytes) -> bytes:
    whole = io.BytesIO()
    trace = "".join(traceback.format_exception(error))
    system = f"Python {platform.python_version()}, {platform.platform()}\n"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_FACTS, json.dumps(asdict(report), ensure_ascii=False, indent=2))
        packed.writestr(_TRACE, (system + trace).encode("utf-8", "replace"))
        packed.writestr(_PAGE, page)
    return whole.getvalue()
