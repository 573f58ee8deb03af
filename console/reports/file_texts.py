"""The text of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.records import AttachmentText, Reading
from crawler import FileText

SAID = {
    Reading.TEXT: "",
    Reading.RECOGNISED: "机器识别，可能有误",
    Reading.NO_TEXT: "里面只有图片，没有文字；扫描件请加 --ocr",
    Reading.EMPTY: "文件是空的，里面没有内容",
    Reading.ENCRYPTED: "文件加了密码",
    Reading.UNSUPPORTED: "不认识这种文件",
    Reading.BROKEN: "文件已损坏，没有读出来或只读出了前面的部分",
    Reading.LIMIT: "文件太大或太复杂，没有读出来或只读出了前面的部分",
}


def file_json(path: Path, found: FileText) -> dict[str, Any]:
    """Format, pages, engine, confidence, what was left out, and the text."""
    text = found.text
    return {
        "file": str(path),
        "format": found.format,
        "reading": text.reading.value,
        "pages": text.pages,
        "hidden": text.hidden,
        "engine": found.engine,
        "confidence": found.confidence,
        "scans": len(text.scans),
        "left_out": _left_out(text) if text.reading is not Reading.RECOGNISED else "",
        "text": text.text,
    }


def print_file(path: Path, found: FileText) -> None:
    """The text on standard output, what is to be said of it on the other."""
    if said := _left_out(found.text):
        click.echo(f"{path}：{said}。", err=True)
    if found.text.hidden:
        click.echo(f"{path}：有 {found.text.hidden} 处隐藏的行、列、工作表或幻灯片，没有读。", err=True)
    if found.text.text:
        click.echo(found.text.text)


def _left_out(text: AttachmentText) -> str:
    if text.scans and text.reading is Reading.TEXT:
        return f"其中 {len(text.scans)} 页或图只是图片，没有读；请加 --ocr"
    return SAID[text.reading]
