"""Text out of pictures by machine: pages of scans, photographs, pictures in documents (extra `ocr`)."""

from crawler.recognition.queue import Recognised, engine_name, is_installed, recognise_waiting, whole
from crawler.recognition.reader import PageReader

__all__ = ["PageReader", "Recognised", "engine_name", "is_installed", "recognise_waiting", "whole"]
