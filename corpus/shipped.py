"""Files that come with the program and are no part of a package: the commented configuration, docs."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path

FOLDER = "share/gongkai"
"""Below the place where the package was installed (the scheme's `data`)."""

SOURCE = Path(__file__).parents[1]
"""The root of a checkout."""


def shipped(name: str) -> Path:
    """Where a file is that the package brought along, or of the checkout that it runs from.

    Raises FileNotFoundError.
    """
    wanted = f"{FOLDER}/{name}"
    for file in files("gongkai") or ():
        if file.as_posix().endswith(wanted):
            return Path(str(file.locate()))
    if (SOURCE / "pyproject.toml").is_file() and (SOURCE / name).is_file():
        return SOURCE / name
    raise FileNotFoundError(2, "not shipped", name)
