"""The process that makes vectors, behind everything else that the machine has to do."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.workers import serve
from indexer.meaning.model import Encoder

KINDNESS = 15
"""How far it stands back: a search that comes meanwhile is answered first."""


def answers(path: Path) -> Callable[[Sequence[str]], tuple[int, str]]:
    """The width, and the vectors of the texts: float32 in base 64."""
    os.nice(KINDNESS)
    encoder = Encoder(path)

    def embed(texts: Sequence[str]) -> tuple[int, str]:
        return encoder.width, base64.b64encode(encoder.passages(texts).tobytes()).decode()

    return embed


if __name__ == "__main__":
    serve(answers)
