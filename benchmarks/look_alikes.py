"""Makes indexer/data/look_alikes.txt anew: which characters look alike, by comparing their pictures.

Every character of GB 2312 is drawn in a sans and a serif face; two look alike when their pictures, a little
blurred, correlate. Needs Pillow and the Noto CJK fonts (Debian: fonts-noto-cjk), and two minutes.

    python benchmarks/look_alikes.py > indexer/data/look_alikes.txt
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/opentype/noto")
FACES = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc")
SIMPLIFIED = 2
"""The face for simplified characters within a collection of Noto fonts."""

SIDE = 40
BLUR = 1.2
"""Pixels, of 40: strokes a little apart are still the same to the eye."""

ALIKE = 0.62
"""Correlation from which two characters are taken for each other: 己已, 未末, 侯候 lie above. A guess."""

MOST = 16
"""Look-alikes kept of one character, the most alike first."""


def characters() -> str:
    """GB 2312: 6,763 characters, the common ones and the rarer ones."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def pictures(every: str, face: str) -> np.ndarray:
    """A row for each character, of mean 0 and length 1."""
    font = ImageFont.truetype(str(FONTS / face), SIDE - 4, index=SIMPLIFIED)
    rows = []
    for character in every:
        picture = Image.new("L", (SIDE, SIDE))
        ImageDraw.Draw(picture).text((SIDE / 2, SIDE / 2), character, 255, font, "mm")
        blurred = picture.filter(ImageFilter.GaussianBlur(BLUR))
        rows.append(np.asarray(blurred, dtype=np.float32)[::2, ::2].ravel())
    drawn = np.stack(rows)
    drawn -= drawn.mean(axis=1, keepdims=True)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def main() -> None:
    """Print a line for each character that has look-alikes: itself, then they."""
    every = characters()
    drawn = [pictures(every, face) for face in FACES]
    for place, character in enumerate(every):
        alike = sum(faces @ faces[place] for faces in drawn) / len(drawn)
        alike[place] = -1
        best = np.argsort(-alike)[:MOST]
        near = "".join(every[other] for other in best if alike[other] >= ALIKE)
        if near:
            print(character + near)


if __name__ == "__main__":
    main()
