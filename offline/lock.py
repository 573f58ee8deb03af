"""What the lock files pin, and for which machines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MANYLINUX = ("_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "2014", "_2_12", "2010", "_2_5", "1")
"""What glibc 2.28 runs: Debian 10, RHEL 8 and what is made of them."""


@dataclass(frozen=True)
class Target:
    """A Python on a kind of machine, for which markers and wheels are chosen."""

    python: str
    patch: int
    machine: str

    @property
    def environment(self) -> dict[str, str]:
        """What markers are evaluated in."""
        linux = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"}
        python = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
        full = f"{self.python}.{self.patch}"
        versions = {
            "python_version": self.python,
            "python_full_version": full,
            "implementation_version": full,
        }
        here = {name: str(value) for name, value in default_environment().items()}
        return here | linux | python | versions | {"platform_machine": self.machine, "extra": ""}

    @property
    def pip_options(self) -> list[str]:
        """Makes pip choose wheels for it, whatever it runs on itself."""
        platforms = [f"--platform=manylinux{version}_{self.machine}" for version in MANYLINUX]
        python = f"--python-version={self.python}.{self.patch}"
        return ["--only-binary=:all:", python, "--implementation=cp", *platforms]


@dataclass(frozen=True)
class Pin:
    """A package at the version that a lock file names, with the SHA-256 of each file that may be it."""

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]

    @property
    def requirement(self) -> Requirement:
        """As a package asks for it."""
        return Requirement(f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else ""))


class Lock:
    """The pins of several lock files; where two name a package, the first counts."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._pins: dict[str, list[Pin]] = {}
        for path in paths:
            found: dict[str, list[Pin]] = {}
            for pin in _pins(path.read_text(encoding="utf-8")):
                found.setdefault(pin.name, []).append(pin)
            self._pins = found | self._pins

    def pin(self, name: str, target: Target) -> Pin:
        """The one that a package has there. KeyError where no lock file names it for that target."""
        for pin in self._pins[canonicalize_name(name)]:
            if applies(pin.requirement, target):
                return pin
        raise KeyError(f"{name} is pinned, but not for {target}")


def applies(requirement: Requirement, target: Target, extras: Iterable[str] = ()) -> bool:
    """Whether a requirement counts there, of a package that is wanted with these extras."""
    marker, environment = requirement.marker, target.environment
    return marker is None or any(marker.evaluate(environment | {"extra": extra}) for extra in ("", *extras))


def _pins(text: str) -> Iterable[Pin]:
    for line in text.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line.partition(" --hash")[0])
            version = str(requirement.specifier).removeprefix("==")
            digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
            name, marker = canonicalize_name(requirement.name), str(requirement.marker or "")
            yield Pin(name, version, marker, digests)
