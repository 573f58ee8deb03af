"""What the images keep, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("file", ["deploy/Containerfile", "offline/Containerfile"])
def test_an_image_keeps_its_data_in_its_volume_and_brings_a_configuration(file: str) -> None:
    said = (HOUSE / file).read_text(encoding="utf-8")
    named = dict(re.findall(r"(GONGKAI_\w+)=(\S+)", said))
    assert f"VOLUME {named['GONGKAI_DATA']}\n" in said
    folder = str(Path(named["GONGKAI_CONFIG"]).parent)
    assert re.search(
        rf"^(?:RUN|\s+&&) .*(?:config\.toml|install\.py) {folder}(?:/config\.toml)?\s", said, re.M
    )
