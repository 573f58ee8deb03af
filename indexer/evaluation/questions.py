"""Questions and judged answers as files: tab-separated questions, TREC qrels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import JudgementsBroken


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its name."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well a document answers a question; 0 is not at all."""

    question: str
    url: str
    relevance: int


def read_questions(path: Path) -> Iterator[Question]:
    """`id<TAB>question`, a question a line. Raises JudgementsBroken."""
    for number, line in _lines(path):
        name, tab, text = line.partition("\t")
        if not tab or not name.strip() or not text.strip():
            raise JudgementsBroken(f"{path} 第 {number} 行应当是：编号、制表符、问题")
        yield Question(name.strip(), text.strip())


def read_judgements(path: Path) -> Iterator[Judgement]:
    """TREC qrels, `id 0 url 1`. Raises JudgementsBroken."""
    for number, line in _lines(path):
        parts = line.split()
        if len(parts) != 4 or not parts[3].lstrip("-").isdecimal():
            raise JudgementsBroken(f"{path} 第 {number} 行应当是：编号 0 网址 1")
        yield Judgement(parts[0], parts[2], int(parts[3]))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsBroken(f"{path} 读不出来，应当是 UTF-8 的文本文件") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())
