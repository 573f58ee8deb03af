"""Archives from which Gongkai is installed without a network, one for each kind of machine: `make offline`.

An archive holds the wheels of the lock files that the chosen extras need, for every Python that Gongkai runs
on, pip, Gongkai's own wheel as it is committed, the documentation, the installer and a container file. A file
that no lock names, or names with another digest, does not get in.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from offline.install import MADE_FOR, SUMS, sha256
from offline.lock import Lock, Pin, Target
from offline.wheels import Wheels, requirement_line

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent
LOCKS = [HOUSE / "requirements" / f"{name}.lock" for name in ("runtime", "dev", "offline")]
MACHINES = ("x86_64", "aarch64")
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
PATCHES = (0, 99)
"""Some pins hold up to a third figure of Python's version: the first and the last stand for all."""
CARRIED = ("docs", "config.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE")


def main() -> None:
    """Builds what the command line names, and says what it is."""
    parser = argparse.ArgumentParser(prog="python -m offline.build", description=__doc__)
    parser.add_argument("--machine", nargs="+", choices=MACHINES, default=MACHINES)
    parser.add_argument("--extras", nargs="*", default=[], help="extras of pyproject.toml")
    parser.add_argument("--python", nargs="+", choices=PYTHONS, default=PYTHONS)
    parser.add_argument("--output", type=Path, default=HOUSE / "dist")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-offline-") as folder:
        source = committed(Path(folder) / "source")
        product = built(source, Path(folder))
        for machine in options.machine:
            root = Path(folder) / f"gongkai-{product.name.split('-')[1]}-linux-{machine}"
            targets = [Target(python, patch, machine) for python in options.python for patch in PATCHES]
            gather(product, options.extras, targets, root)
            made_for = {"machine": machine, "pythons": list(options.python)}
            (root / MADE_FOR).write_text(json.dumps(made_for), encoding="utf-8")
            carry(source, root)
            print(pack(root, options.output))


def committed(folder: Path) -> Path:
    """A copy of what is committed: nothing else gets into an archive."""
    folder.mkdir()
    archive = ["git", "-C", str(HOUSE), "archive", "HEAD"]
    with subprocess.Popen(archive, stdout=subprocess.PIPE) as process:
        subprocess.run(["tar", "-x", "-C", str(folder)], stdin=process.stdout, check=True)
    return folder


def built(source: Path, folder: Path) -> Path:
    """Gongkai's own wheel."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*command, str(folder), str(source)], check=True)
    return next(folder.glob("gongkai-*.whl"))


def gather(product: Path, extras: Iterable[str], targets: Iterable[Target], root: Path) -> None:
    """Lays the wheels into an archive's folder, and the requirements that pip holds them to."""
    wheels = root / "wheels"
    wheels.mkdir(parents=True)
    lock, files = Lock(LOCKS), dict[Pin, set[Path]]()
    for target in targets:
        fetched = Wheels(HOUSE / "build" / "offline" / target.machine / target.python, lock)
        for pin, path in fetched.needed(product, extras, target).items():
            files.setdefault(pin, set()).add(Path(shutil.copy(path, wheels)))
    shutil.copy(product, wheels)
    name, version = product.name.split("-")[:2]
    asked = f"[{','.join(extras)}]" if extras else ""
    lines = [
        requirement_line(pin.name, pin.version, pin.marker, sorted(map(sha256, paths)))
        for pin, paths in files.items()
    ]
    lines += [requirement_line(name + asked, version, "", [sha256(product)])]
    (root / "requirements.txt").write_text("".join(sorted(lines)))


def carry(source: Path, root: Path) -> None:
    """Lays in what is no wheel, and the digests of all."""
    for name in CARRIED:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, root / name)
    for name in ("install.py", "Containerfile"):
        shutil.copy(source / HERE.name / name, root)
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    (root / SUMS).write_text("".join(f"{sha256(path)}  {path.relative_to(root)}\n" for path in paths))


def pack(root: Path, output: Path) -> str:
    """The archive, not compressed again, and its digest as files; what to tell of them."""
    archive = output / f"{root.name}.tar"
    with tarfile.open(archive, "w") as packed:
        packed.add(root, arcname=root.name, filter=_of_nobody)
    digest = sha256(archive)
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n")
    return f"{archive}  {archive.stat().st_size / 1e6:.0f} MB  sha256 {digest}"


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    main()
