"""What goes into an archive for machines without a network, and what its installer takes."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pip
import pytest

from offline.build import carry
from offline.install import sha256
from offline.lock import Lock, Target
from offline.wheels import Wheels, requirement_line

ROOT = Path(__file__).resolve().parents[2]
HERE = "{}.{}".format(*sys.version_info[:2])


def wheel(folder: Path, name: str, *asks: str, version: str = "1.0") -> Path:
    """A package that says its name when it is run."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    known = f"{name}-{version}.dist-info"
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"]
    lines += [f"Requires-Dist: {each}\n" for each in asks]
    with ZipFile(path, "w") as packed:
        packed.writestr(f"{name}/__main__.py", f"print({name!r})\n")
        packed.writestr(f"{known}/METADATA", "".join(lines))
        packed.writestr(f"{known}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{known}/RECORD", "")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An unpacked archive of one small package, for this machine."""
    root = tmp_path / "archive"
    wheels = root / "wheels"
    wheels.mkdir(parents=True)
    package = wheel(wheels, "gongkai")
    (root / "requirements.txt").write_text(requirement_line("gongkai", "1.0", "", [sha256(package)]))
    (root / "made-for.json").write_text(json.dumps({"machine": platform.machine(), "pythons": [HERE]}))
    with ZipFile(wheels / "pip-1-py3-none-any.whl", "w", ZIP_STORED) as packed:
        installed = Path(pip.__file__).parent
        for path in installed.rglob("*"):
            if path.suffix != ".pyc":
                packed.write(path, path.relative_to(installed.parent))
    carry(ROOT, root)
    return root


def installed(archive: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(archive / "install.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_archive_is_installed_and_again_with_the_configuration_kept(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "opt"
    folder.mkdir()
    (folder / "config.toml").write_text("# ours")
    ran = installed(archive, folder)
    assert ran.returncode == 0, ran.stderr
    said = subprocess.run([folder / ".venv/bin/python", "-Im", "gongkai"], capture_output=True, text=True)
    assert said.stdout == "gongkai\n"
    assert (folder / "config.toml").read_text() == "# ours"
    assert (folder / "docs/offline.md").is_file()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "wheels/gongkai-1.0-py3-none-any.whl",
            b"another",
            "文件 wheels/gongkai-1.0-py3-none-any.whl 与打包时不同",
        ),
        ("requirements.txt", b"gongkai\n", "文件 requirements.txt 与打包时不同"),
        ("docs/offline.md", None, "缺少文件 docs/offline.md"),
        ("made-for.json", b'{"machine": "vax", "pythons": ["%b"]}' % HERE.encode(), "这个安装包用于 vax"),
        ("made-for.json", b'{"machine": "vax", "pythons": ["9.9"]}', "需要 Python 9.9 之一"),
    ],
)
def test_what_is_not_as_packed_or_not_for_this_machine_is_refused(
    archive: Path, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    (archive / name).unlink() if content is None else (archive / name).write_bytes(content)
    ran = installed(archive, tmp_path / "opt")
    assert ran.returncode == 1
    assert says in ran.stderr
    assert not (tmp_path / "opt").exists()


def test_the_wheels_are_those_that_the_extras_and_the_python_need(tmp_path: Path) -> None:
    held, made = tmp_path / "held", tmp_path / "made"
    for folder in (held, made):
        folder.mkdir()
    asks = (
        'a[more]; extra == "chosen"',
        'b; python_version < "3.11"',
        'c; platform_machine == "vax"',
        'd; extra == "x"',
    )
    product = wheel(made, "gongkai", *asks)
    wheel(held, "a", 'e; extra == "more"', "gone; sys_platform == 'win32'")
    for name in ("b", "c", "d", "e", "pip"):
        wheel(held, name)
    wheel(held, "e", version="2.0")
    pins = [f"{name}==1.0 --hash=sha256:{'0' * 64}\n" for name in ("a", "b", "c", "d", "pip")]
    pins += [
        f'e=={version}.0 ; python_version {sign} "3.12" --hash=sha256:{"0" * 64}\n'
        for version, sign in ((1, "<"), (2, ">="))
    ]
    (tmp_path / "a.lock").write_text("".join(pins))
    wheels = Wheels(held, Lock([tmp_path / "a.lock"]))

    def needed(python: str, machine: str) -> set[str]:
        found = wheels.needed(product, ["chosen"], Target(python, 0, machine)).values()
        return {"-".join(path.name.split("-")[:2]) for path in found}

    assert needed("3.10", "x86_64") == {"a-1.0", "b-1.0", "e-1.0", "pip-1.0"}
    assert needed("3.13", "vax") == {"a-1.0", "c-1.0", "e-2.0", "pip-1.0"}
