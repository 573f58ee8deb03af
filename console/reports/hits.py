"""The results of a search."""

from __future__ import annotations

import click

from indexer import Highlighted, SearchResponse

MARK_COLOUR = "yellow"


def print_hits(query: str, response: SearchResponse) -> None:
    """The results, the words that matched in colour where the terminal has it."""
    if response.corrected:
        why = f"“{query}”可能有误" if response.found_typed else f"没有找到“{query}”"
        click.echo(f"{why}，以下是“{response.meant}”的结果；加 --exact 仍按原来的文字检索。")
    elif response.meant:
        click.echo(f"您要找的是不是：{response.meant}")
    if response.related:
        click.echo(f"同时检索了：{'、'.join(response.related)}")
    for note in response.notes:
        click.echo(note)
    click.echo(f"共 {response.total} 份，用时 {response.milliseconds:.0f} 毫秒")
    for number, hit in enumerate(response.hits, 1):
        document = hit.document.document
        facts = (document.document_number, document.agency, document.dated_on, document.column)
        near = "意思相近" if hit.by_meaning else None
        click.echo(f"\n{number}. {_coloured(hit.title)}")
        click.echo("   " + " · ".join(str(fact) for fact in (*facts, near) if fact))
        read = "（机器识别，可能有误）" if hit.recognised else ""
        source = f"附件《{hit.attachment.title}》{read}：" if hit.attachment else ""
        click.echo(f"   {source}{_coloured(hit.snippet)}")
        click.echo(click.style(f"   {document.url}", dim=True))
    if not response.total:
        click.echo("没有找到。请换一个说法、减少词语，或去掉引号和减号。")


def _coloured(text: Highlighted) -> str:
    return "".join(click.style(f.text, fg=MARK_COLOUR, bold=True) if f.marked else f.text for f in text)
