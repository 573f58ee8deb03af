"""How well pages are read by machine: a PDF with its true text, drawn clean, degraded, under seals, turned.

Its text in two columns and the text around a seal are drawn with Noto Sans CJK (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import math
import sys
import time
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from crawler.recognition import page
from crawler.recognition.engine import Engine
from crawler.recognition.pictures import pages

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "attachments"
SEED = 20_260_101
"""Of noise and of where seals stand."""

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
AROUND = "临江市人民政府办公室★公章"
"""The text around a seal."""

COLUMNS = ((110, 120), (870, 120))
"""Where the two columns of a page of A4 begin at 200 dpi, in pixels."""

SIGNS, ROWS = 20, 30
"""Characters of a line of a column, and its lines."""


def main() -> int:
    """Print the share of wrong characters and the processor time a page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pdf", type=Path, default=DATA / "govdoc_cn_397.pdf")
    options.add_argument("--text", type=Path, default=DATA / "govdoc_cn_397.txt")
    options.add_argument("--pages", type=int, default=2)
    options.add_argument("--dpi", type=int, nargs="+", default=[200])
    options.add_argument("--only", nargs="+", choices=[*CHANGES, "columns"], default=[*CHANGES, "columns"])
    chosen = options.parse_args()
    if not chosen.pdf.is_file():
        print(f"no PDF at {chosen.pdf}", file=sys.stderr)
        return 2
    engine = Engine()
    truth = flat(chosen.text.read_text("utf-8"))
    for dpi in chosen.dpi:
        for name, change in CHANGES.items():
            if name not in chosen.only:
                continue
            began = time.process_time()
            said = flat("".join(read(engine, chosen.pdf, dpi, chosen.pages, change)))
            seconds = (time.process_time() - began) / chosen.pages
            print(
                f"{dpi} dpi {name:9} {errors(said, truth):6.2%} wrong, {seconds:5.1f} s of CPU a page",
                flush=True,
            )
    if "columns" in chosen.only and FONT.is_file():
        picture, drawn = columns(truth)
        wrong = errors(flat(text(engine, picture)), drawn)
        print(f"200 dpi {'columns':9} {wrong:6.2%} wrong", flush=True)
    return 0


def columns(truth: str) -> tuple[np.ndarray, str]:
    """A page of two columns, and what it says."""
    image = Image.new("RGB", (1654, 2339), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 32)
    rows = [truth[at : at + SIGNS] for at in range(0, SIGNS * ROWS * 2, SIGNS)]
    for number, row in enumerate(filter(None, rows)):
        left, top = COLUMNS[number // ROWS]
        draw.text((left, top + number % ROWS * 60), row, "black", font)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), "".join(rows)


def read(engine: Engine, pdf: Path, dpi: int, most: int, change) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The text of each page, drawn and changed."""
    random = np.random.default_rng(SEED)
    for picture in islice(pages(pdf.read_bytes(), dpi), most):
        drawn = np.ascontiguousarray(change(picture, random))
        yield text(engine, drawn)


def text(engine: Engine, picture: np.ndarray) -> str:
    """What a page says, a line a line."""
    return "\n".join(line.text for line in page.read(engine, picture).lines)


def flat(text: str) -> str:
    """Letters, numerals and characters alone."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def errors(said: str, truth: str) -> float:
    """Characters read otherwise or not at all, as a share of the part of the true text that was drawn."""
    blocks = SequenceMatcher(None, said, truth, autojunk=False).get_matching_blocks()
    right = sum(block.size for block in blocks)
    long = [block for block in blocks if block.size > 3]
    drawn = long[-1].b + long[-1].size - long[0].b if long else len(truth)
    return max(len(said), drawn, right) / max(drawn, 1) - right / max(drawn, 1)


def degraded(picture, random):  # type: ignore[no-untyped-def]
    """Turned by a degree, blurred, noisy and pale, as a copy of a copy."""
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    turned = image.rotate(random.uniform(-1.2, 1.2), fillcolor="white", resample=Image.Resampling.BICUBIC)
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8))).astype(np.float32)
    noisy = blurred * 0.8 + 40 + random.normal(0, 12, blurred.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)[:, :, ::-1]


def sealed(picture, random):  # type: ignore[no-untyped-def]
    """A round red seal with a star and a ring of marks over the text."""
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1])).convert("RGBA")
    cover = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(cover)
    radius = image.width // 8
    x, y = random.uniform(0.4, 0.6) * image.width, random.uniform(0.4, 0.6) * image.height
    red, wide = (220, 30, 30, 200), max(radius // 18, 3)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=wide)
    draw.polygon([_around(x, y, radius * (0.14 if at % 2 else 0.35), at / 10) for at in range(10)], fill=red)
    for at in range(24):
        a, b = _around(x, y, radius * 0.8, at / 24)
        draw.rectangle((a - wide * 2, b - wide * 2, a + wide * 2, b + wide * 2), outline=red, width=wide // 2)
    return np.asarray(Image.alpha_composite(image, cover).convert("RGB"))[:, :, ::-1]


def inscribed(picture, random):  # type: ignore[no-untyped-def]
    """The same with text around it, as seals have it, each sign turned to the middle."""
    under = sealed(picture, random)  # type: ignore[no-untyped-call]
    image = Image.fromarray(np.ascontiguousarray(under[:, :, ::-1])).convert("RGBA")
    radius = image.width // 8
    again = np.random.default_rng(SEED)
    x, y = again.uniform(0.4, 0.6) * image.width, again.uniform(0.4, 0.6) * image.height
    font = ImageFont.truetype(FONT, radius // 4) if FONT.is_file() else ImageFont.load_default(radius // 4)
    for at, sign in enumerate(AROUND):
        turn = (at - (len(AROUND) - 1) / 2) / (len(AROUND) * 1.3)
        tile = Image.new("RGBA", (radius // 3, radius // 3), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((0, 0), sign, (220, 30, 30, 220), font)
        turned = tile.rotate(-360 * turn, resample=Image.Resampling.BICUBIC)
        a, b = _around(x, y, radius * 0.8, turn)
        image.alpha_composite(turned, (int(a - radius / 6), int(b - radius / 6)))
    return np.asarray(image.convert("RGB"))[:, :, ::-1]


def _turned(quarters: int):  # type: ignore[no-untyped-def]
    return lambda picture, random: np.rot90(picture, quarters)


def _around(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    return x + radius * math.sin(2 * math.pi * turn), y - radius * math.cos(2 * math.pi * turn)


CHANGES = {
    "clean": lambda picture, random: picture,
    "degraded": degraded,
    "sealed": sealed,
    "inscribed": inscribed,
    "left": _turned(1),
    "over": _turned(2),
    "right": _turned(3),
}

if __name__ == "__main__":
    sys.exit(main())
