"""What looking through everything that is kept has found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click

MOST_LINES = 20
"""Of a part, for people. A guess: what still fits a screen."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was stored."""

    part: str
    """`store`, `files`, `past_queries`, `index`, `duplicates` or `suggestions`."""
    says: str
    """A Chinese sentence; what to do stands in it."""
    mended: bool = False


@dataclass(slots=True)
class Looked:
    """How much was looked at."""

    rows: int = 0
    files: int = 0
    awaited: int = 0
    """Files that are known to be missing, and that the next crawl fetches."""


class DamageLines:
    """Prints damages as they are found, of each part some."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    def print(self, damage: Damage) -> None:
        """A line, unless there are too many."""
        self._found[damage.part] += 1
        if self._found[damage.part] <= MOST_LINES:
            click.echo(damage.says)

    def left_out(self) -> int:
        """How many were not printed."""
        return sum(max(0, count - MOST_LINES) for count in self._found.values())


def print_verified(looked: Looked, damages: Sequence[Damage], left_out: int) -> None:
    """How much was looked at, and how it stands now."""
    if left_out:
        click.echo(f"另有 {left_out} 处没有列出，用 --json 查看。")
    mended = sum(damage.mended for damage in damages)
    found = f"发现 {len(damages)} 处损坏，已修复 {mended} 处" if damages else "没有发现损坏"
    click.echo(f"已检查数据库 {looked.rows} 行、文件 {looked.files} 份：{found}。")
    if looked.awaited:
        click.echo(f"{looked.awaited} 份文件以前已损坏或缺失，等待下次 gongkai crawl 重新下载。")


def verified_json(looked: Looked, damages: Sequence[Damage]) -> dict[str, Any]:
    """The shape of `gongkai verify --json`."""
    sound = all(damage.mended for damage in damages)
    return {"sound": sound, **asdict(looked), "damages": [asdict(damage) for damage in damages]}
