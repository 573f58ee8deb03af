"""The one place that knows the engine: RapidOCR with the models that its package brings."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from rapidocr import RapidOCR
from rapidocr.main import RapidOCRError

from crawler.recognition.boxes import Box, Picture


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of text that was found and not read yet."""

    crop: Picture
    """Cut out of the picture; what stands is laid on its left side."""
    width: float
    height: float
    """As it lies in the picture."""
    is_over: bool
    """Whether the crop looks as if it stood on its head."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where there is text in a picture."""

    picture: Picture
    pieces: Sequence[Strip] = ()
    steps: tuple[Any, ...] = ()
    """What the engine goes on with."""


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

    def find(self, picture: Picture) -> Found:
        """The pieces of text in a picture, in no order."""
        small, scale = self._engine.preprocess_img(picture)
        places: Any
        try:
            crops, places = self._engine.detect_and_crop(small, scale)
        except RapidOCRError:
            return Found(picture)
        signs: Any
        lying, signs = self._engine.cls_and_rotate(crops)
        pieces = [
            Strip(
                crop, float(np.hypot(*(box[1] - box[0]))), float(np.hypot(*(box[3] - box[0]))), sign == "180"
            )
            for crop, box, (sign, _) in zip(crops, places.boxes, signs.cls_res, strict=True)
        ]
        return Found(picture, pieces, (scale, places, signs, lying, crops))

    def read(self, found: Found) -> list[Box]:
        """The texts of the pieces that were found."""
        if not found.pieces:
            return []
        scale, places, signs, lying, crops = found.steps
        texts: Any = self._surer(self._engine.recognize_txt(lying), found.pieces)
        said: Any = self._engine.build_final_output(found.picture, places, signs, texts, crops, scale)
        if said.boxes is None:
            return []
        pieces = zip(said.boxes, said.txts, said.scores, strict=True)
        return [
            Box(tuple((float(x), float(y)) for x, y in corners), str(text), float(score))
            for corners, text, score in pieces
        ]

    def _surer(self, texts: Any, pieces: Sequence[Strip]) -> Any:
        """The texts; what was turned over is read as it lies too, and the surer reading stays."""
        txts, scores = list(texts.txts), list(texts.scores)
        for place, piece in enumerate(pieces):
            if piece.is_over:
                as_it_lies: Any = self._engine.recognize_txt([piece.crop])
                if as_it_lies.scores[0] > scores[place]:
                    txts[place], scores[place] = as_it_lies.txts[0], as_it_lies.scores[0]
        return replace(texts, txts=tuple(txts), scores=tuple(scores))

    def sure(self, crop: Picture) -> float:
        """How sure a line would be, read as it lies, from 0 to 1."""
        return float(self._engine.recognize_txt([crop]).scores[0])
