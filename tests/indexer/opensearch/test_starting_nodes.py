"""Which OpenSearch tests/opensearch/start.sh starts, and with which of the JDKs that are there."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[2] / "opensearch" / "start.sh"


@pytest.mark.parametrize(
    ("there", "wanted", "chosen"),
    [
        ((17, 25), "", ("3.5.0", 25)),
        ((17, 25), "2.19.6", ("2.19.6", 17)),
        ((17, 21, 25), "2.19.6", ("2.19.6", 21)),
        ((17, 21, 25), "3.4.0", ("3.4.0", 25)),
        ((17,), "", ("2.19.6", 17)),
        ((17,), "3.5.0", None),
        ((25,), "2.19.6", None),
        ((11,), "", None),
    ],
)
def test_the_jdk_is_one_that_runs_the_version(
    there: tuple[int, ...], wanted: str, chosen: tuple[str, int] | None, tmp_path: Path
) -> None:
    for release in there:
        compiler = tmp_path / f"jdk-{release}" / "bin" / "javac"
        compiler.parent.mkdir(parents=True)
        compiler.write_text(f"#!/bin/sh\necho javac {release}.0.1\n")
        compiler.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "JVMS": str(tmp_path), "TELL": "1", "OPENSEARCH": wanted}
    ran = subprocess.run([START], env=environment, capture_output=True, text=True, check=False)
    if chosen is None:
        assert ran.returncode == 1
        assert "no JDK here that runs OpenSearch" in ran.stderr
    else:
        version, release = chosen
        assert ran.stdout.split() == [version, str(tmp_path / f"jdk-{release}")]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder like that of `start.sh`, where all is built, and a JDK whose node says that it started."""
    folder = tmp_path / "opensearch"
    jars = folder / "build" / "3.5.0" / "jars"
    jars.mkdir(parents=True)
    for name in ("pom.xml", "TestNode.java"):
        (folder / name).write_text("")
        os.utime(folder / name, (1, 1))
    (jars.parent / "testnode.jar").write_text("")
    sums = []
    for name in ("B.jar", "a.jar"):
        (jars / name).write_text(name)
        sums.append(f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n")
    (folder / "3.5.0.sha256").write_text("".join(sums))
    shutil.copy(START, folder)
    for name, said in (("javac", "javac 25"), ("java", "started")):
        program = tmp_path / "jvms" / "jdk-25" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\necho {said}\n")
        program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "starts"),
    [("a.jar", "a.jar", True), ("a.jar", "b.jar", False), ("a.jar", None, False), ("c.jar", "c.jar", False)],
    ids=["as-listed", "another", "missing", "one-more"],
)
def test_a_node_starts_from_the_listed_jars_alone(
    built: Path, name: str, content: str | None, starts: bool
) -> None:
    jar = built / "build" / "3.5.0" / "jars" / name
    if content is None:
        jar.unlink()
    else:
        jar.write_text(content)
    ran = started(built)
    assert (ran.returncode, ran.stdout) == ((0, "started\n") if starts else (1, ""))
    assert ("nothing was started" in ran.stderr) is not starts


def test_no_node_starts_of_a_version_whose_jars_are_not_listed(built: Path) -> None:
    (built / "3.5.0.sha256").unlink()
    ran = started(built)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "3.5.0.sha256" in ran.stderr


def started(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "JVMS": str(folder.parent / "jvms")}
    return subprocess.run(
        [folder / "start.sh", "node"], env=environment, capture_output=True, text=True, check=False
    )
