"""The wheels that a package needs with its extras, fetched as the lock pins them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from offline.lock import Lock, Pin, Target, applies

ONLY_SOURCE = frozenset({"bagit", "jieba"})
"""Published without a wheel: built here, of Python alone, from the source that the lock pins."""


class Wheels:
    """A folder of the wheels for one Python on one kind of machine; what is there is not fetched again."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self._folder, self._lock = folder, lock
        folder.mkdir(parents=True, exist_ok=True)

    def needed(self, product: Path, extras: Iterable[str], target: Target) -> dict[Pin, Path]:
        """The wheels of all that the product and pip need, found level by level in what each asks for."""
        held: dict[Pin, Path] = {}
        seen: set[tuple[str, frozenset[str]]] = set()
        wanted = [*_asks(product, frozenset(extras), target), Requirement("pip")]
        while wanted:
            new = [each for each in wanted if (each.name, frozenset(each.extras)) not in seen]
            seen |= {(each.name, frozenset(each.extras)) for each in new}
            pins = {each: self._lock.pin(each.name, target) for each in new}
            self._fetch(set(pins.values()), target)
            held |= {pin: self._wheel(pin) for pin in pins.values()}
            wanted = [
                asked for each in new for asked in _asks(held[pins[each]], frozenset(each.extras), target)
            ]
        return held

    def _wheel(self, pin: Pin) -> Path:
        return next(path for path in self._folder.glob("*.whl") if _is(path, pin))

    def _fetch(self, pins: Iterable[Pin], target: Target) -> None:
        missing = [pin for pin in pins if not any(_is(path, pin) for path in self._folder.glob("*.whl"))]
        built = [pin for pin in missing if pin.name in ONLY_SOURCE]
        self._pip("wheel", built, [])
        self._pip("download", [pin for pin in missing if pin not in built], target.pip_options)

    def _pip(self, command: str, pins: list[Pin], options: list[str]) -> None:
        if not pins:
            return
        with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
            listed.writelines(requirement_line(pin.name, pin.version, "", pin.digests) for pin in pins)
            listed.flush()
            pip = [sys.executable, "-m", "pip", command, "--quiet", "--no-deps", "--require-hashes"]
            subprocess.run([*pip, "--requirement", listed.name, *options], cwd=self._folder, check=True)


def requirement_line(name: str, version: str, marker: str, digests: Iterable[str]) -> str:
    """A line of a file of requirements, for pip's --require-hashes."""
    condition = f" ; {marker}" if marker else ""
    return f"{name}=={version}{condition}{''.join(f' --hash=sha256:{digest}' for digest in digests)}\n"


def _is(path: Path, pin: Pin) -> bool:
    name, version, _, _ = parse_wheel_filename(path.name)
    return (name, str(version)) == (pin.name, pin.version)


def _asks(wheel: Path, extras: frozenset[str], target: Target) -> list[Requirement]:
    """What a wheel says that it needs there."""
    with ZipFile(wheel) as packed:
        metadata = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(packed.read(metadata).decode("utf-8"))
    asked = [Requirement(line) for line in headers.get_all("Requires-Dist", [])]
    return [each for each in asked if applies(each, target, extras)]
