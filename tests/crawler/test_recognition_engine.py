"""The real engine reads a real page, through a seal, too, within a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("rapidocr")

import json

from click.testing import CliRunner
from PIL import Image, ImageDraw

from commands import gongkai


@pytest.mark.model
def test_a_picture_is_read_by_the_command(tmp_path: Path, shared_data: Path) -> None:
    from crawler.recognition.pictures import pages

    pdf = shared_data / "attachments" / "govdoc_cn_397.pdf"
    drawn = next(pages(pdf.read_bytes(), 120))
    image = Image.fromarray(drawn[:, :, ::-1]).crop((0, 0, drawn.shape[1], drawn.shape[0] // 2))
    ImageDraw.Draw(image).ellipse((300, 250, 480, 430), outline=(220, 30, 30), width=6)
    file = tmp_path / "scan.png"
    image.save(file)
    arguments = ["--data", str(tmp_path), "text", str(file), "--ocr", "--json"]
    said = json.loads(CliRunner().invoke(gongkai, arguments).stdout)
    assert said["reading"] == "recognised"
    assert said["engine"].startswith("rapidocr 3.10")
    assert "关于加强个人所得税纳税信用建设的通知" in said["text"]
    assert said["confidence"] > 0.9
