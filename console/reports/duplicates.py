"""What was found of a posting, as text for a person."""

from __future__ import annotations

from collections.abc import Sequence

import click

from indexer.duplicates import NAMES, NO_DUPLICATES, Counterpart, Kind


def print_counterparts(found: Sequence[Counterpart]) -> None:
    """What is there already, best first; the rest of a series apart from it."""
    likely = [one for one in found if one.kind not in NO_DUPLICATES]
    corrections = [one for one in found if one.kind is Kind.CORRECTS]
    series = [one for one in found if one.kind is Kind.SERIES]
    click.echo(f"找到 {len(likely)} 份内容重复或相近的文件。" if likely else "没有找到重复的文件。")
    for number, one in enumerate(likely, 1):
        click.echo(f"\n{number}. 【{NAMES[one.kind]}】{one.title}")
        _print_facts(one)
    for one in corrections:
        click.echo(f"\n【{NAMES[one.kind]}】{one.title}")
        _print_facts(one)
    if series:
        click.echo(f"\n另有 {len(series)} 份同类文件，格式相同，但年度、批次或地方不同，不算重复：")
        for one in series:
            click.echo(f"\n- {one.title}")
            _print_facts(one)


def _print_facts(one: Counterpart) -> None:
    click.echo(f"   {one.reason}")
    click.echo(click.style(f"   {one.url}", dim=True))
