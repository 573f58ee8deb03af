"""How good and how fast the search is."""

from __future__ import annotations

import click

from indexer.evaluation import Evaluation


def print_evaluation(found: Evaluation) -> None:
    """Quality and speed, a figure a line."""
    click.echo(f"问题 {found.queries} 个；评判的答案中有 {found.judged} 份在库中。")
    for name, value in found.figures.items():
        click.echo(f"{name:12}{value:>10.2f}" if name.endswith("_ms") else f"{name:12}{value:>10.4f}")
