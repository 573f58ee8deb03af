"""The one place that knows the engine: RapidOCR with the models that its package brings."""

from __future__ import annotations

import logging
from typing import Any

from rapidocr import RapidOCR

from crawler.recognition.boxes import Box, Picture


class Engine:
    """Loads the models once: about 0.5 GB."""

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        self._engine = RapidOCR(
            params={
                "Global.log_level": "error",
                # Memory grows with the batch; the text is the same.
                "Rec.rec_batch_num": 1,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, picture: Picture) -> list[Box]:
        """The pieces of text in a picture, in no order."""
        found: Any = self._engine(picture)
        if found.boxes is None:
            return []
        pieces = zip(found.boxes, found.txts, found.scores, strict=True)
        return [
            Box(tuple((float(x), float(y)) for x, y in corners), str(text), float(score))
            for corners, text, score in pieces
        ]
