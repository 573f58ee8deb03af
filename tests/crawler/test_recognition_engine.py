"""The real engine reads a drawn page, turned and through a seal, too, within a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("rapidocr")

import json

import numpy as np
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from commands import gongkai
from crawler.recognition.engine import Engine

FONTS = "/usr/share/fonts"
TITLE = "关于加强个人所得税纳税信用建设的通知"
LINES = (
    "各省、自治区、直辖市和计划单列市发展改革委、税务局：",
    "为贯彻落实社会信用体系建设的要求，推动建立守信激励和失信惩戒机制，",
    "现就加强个人所得税纳税信用管理的有关事项通知如下。",
)


@pytest.mark.model
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_picture_is_read_by_the_command(tmp_path: Path, degrees: int) -> None:
    found = sorted(Path(FONTS).rglob("NotoSansCJK-Regular.ttc"))
    if not found:
        pytest.skip("no Chinese font here (Debian: fonts-noto-cjk)")
    image = Image.new("RGB", (1000, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.text((220, 40), TITLE, "black", ImageFont.truetype(found[0], 32))
    for number, line in enumerate(LINES):
        draw.text((50, 140 + 60 * number), line, "black", ImageFont.truetype(found[0], 24))
    draw.ellipse((300, 150, 480, 330), outline=(220, 30, 30), width=6)
    file = tmp_path / "scan.png"
    image.rotate(degrees, expand=True).save(file)
    arguments = ["--data", str(tmp_path), "text", str(file), "--ocr", "--json"]
    said = json.loads(CliRunner().invoke(gongkai, arguments).stdout)
    assert said["reading"] == "recognised"
    assert said["engine"].startswith("rapidocr 3.10")
    assert TITLE in said["text"]
    assert "个人所得税纳税信用管理的有关事项" in said["text"]
    assert said["text"].index(TITLE) < said["text"].index("个人所得税纳税信用管理的有关事项")
    assert said["confidence"] > 0.9


@pytest.mark.model
@pytest.mark.parametrize("really", [False, True])
def test_a_line_that_looks_upside_down_is_read_the_way_that_reads_better(
    really: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sorted(Path(FONTS).rglob("NotoSansCJK-Regular.ttc"))
    if not found:
        pytest.skip("no Chinese font here (Debian: fonts-noto-cjk)")
    image = Image.new("RGB", (1000, 120), "white")
    ImageDraw.Draw(image).text((50, 40), LINES[2], "black", ImageFont.truetype(found[0], 24))
    engine = Engine()
    classify = engine._engine.cls_and_rotate

    def taken_for_turned(crops: list[np.ndarray]) -> tuple[list[np.ndarray], object]:
        _, signs = classify(crops)
        signs.cls_res = [("180", 1.0)] * len(crops)
        return [np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops], signs

    monkeypatch.setattr(engine._engine, "cls_and_rotate", taken_for_turned)
    picture = np.asarray(image.rotate(180 if really else 0))[:, :, ::-1]
    [line] = engine.read(engine.find(np.ascontiguousarray(picture)))
    assert line.text == LINES[2]
