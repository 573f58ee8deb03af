"""Which OpenSearch tests/opensearch/start.sh starts, and with which of the JDKs that are there."""

from __future__ import annotations

import os
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
