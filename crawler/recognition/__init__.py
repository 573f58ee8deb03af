"""Text out of pictures by machine: pages of scans, photographs, pictures in documents (extra `ocr`)."""

from crawler.recognition.queue import (
    MOST_FAILED,
    Recognised,
    engine_name,
    is_installed,
    recognise_waiting,
    whole,
)
from crawler.recognition.reader import PageReader
from crawler.recognition.weaving import woven

__all__ = [
    "MOST_FAILED",
    "PageReader",
    "Recognised",
    "engine_name",
    "is_installed",
    "recognise_waiting",
    "whole",
    "woven",
]
