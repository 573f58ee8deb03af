"""Why a counterpart was named: one Chinese sentence with the figures."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.duplicates.changed_figures import ChangedFigure, changed_figures
from indexer.duplicates.changed_rows import ChangedRow, changed_rows
from indexer.duplicates.model import Kind, Side
from indexer.duplicates.texts import Relation

MOST_NAMED = 3
"""Changed figures that are named; the others are counted. A guess."""

PARTS = (Kind.EXTRACT, Kind.FORWARDS)
"""Kinds in which one text stands in the other: what the other has more is no difference."""

COMPARED = (Kind.SAME, Kind.REVISED, Kind.REWRITTEN, *PARTS)
"""Kinds in which a changed figure changes what a document says: in a series it tells two documents apart."""

CORRECTING: dict[Side, str] = {
    "posting": "按标题，本文更正的是这份文件，但没有改动。",
    "counterpart": "按标题，这份文件更正的是本文，但没有改动。",
}
"""What is told besides of texts that are the same, by which of them corrects the other."""


def reason(relation: Relation, ours: str = "", theirs: str = "") -> str:
    """As staff read it; “本文” is the posting, whose text is `ours`. Changed figures come first."""
    differences = _differences(relation, ours, theirs)
    correcting = CORRECTING[relation.corrects] if relation.corrects and relation.kind is Kind.SAME else ""
    return f"{differences}{_reason(relation, as_it_stands=not differences)}{correcting}"


def _differences(relation: Relation, ours: str, theirs: str) -> str:
    """Figures and rows that were changed; nothing where the texts are not the same or not both there."""
    kind = relation.printed or relation.kind
    if kind not in COMPARED or not relation.containment:
        return ""
    changed, rows = changed_figures(ours, theirs), changed_rows(ours, theirs)
    if kind in PARTS:
        rows = [row for row in rows if None not in (row.ours, row.theirs)]
    return f"{_figures(changed) if changed else ''}{_rows(rows) if rows else ''}"


def _figures(changed: Sequence[ChangedFigure]) -> str:
    named = "；".join(
        f"{'表中“' + one.where + '”一行' if one.row else '“' + one.where + '”后'}，"
        f"这份文件是 {one.theirs}，本文是 {one.ours}"
        for one in changed[:MOST_NAMED]
    )
    more = f"；等 {len(changed)} 处" if len(changed) > MOST_NAMED else ""
    return f"数字不同：{named}{more}。"


def _rows(changed: Sequence[ChangedRow]) -> str:
    named = "；".join(
        f"“{one.name}”一行，这份文件写{_cell(one.theirs)}，本文写{_cell(one.ours)}"
        if one.ours is not None and one.theirs is not None
        else f"{'这份文件' if one.ours is None else '本文'}多“{one.name}”一行"
        for one in changed[:MOST_NAMED]
    )
    more = f"；等 {len(changed)} 行" if len(changed) > MOST_NAMED else ""
    return f"表格不同：{named}{more}。"


def _cell(said: str) -> str:
    return f"“{said}”" if said else "（空）"


def _reason(relation: Relation, *, as_it_stands: bool) -> str:
    """What kind it is; `as_it_stands` is a part in which nothing was changed."""
    alike, part = _percent(relation.similarity), _percent(relation.containment)
    where = {"counterpart": "本文在这份文件之中", "posting": "这份文件在本文之中"}
    says = {
        Kind.SAME: f"正文相同（相似度 {alike}），差别只在网页外框或空白。",
        Kind.REVISED: f"部分语句有增删或改动：相似度 {alike}，较短一方的 {part} 见于另一方。",
        Kind.REWRITTEN: f"语句逐一对应，但措辞不同：相似度 {alike}。",
        Kind.SERIES: f"同一格式的另一份文件，不是重复：{relation.apart.why}；相似度 {alike}。",
    }
    if relation.kind in says:
        return says[relation.kind]
    if relation.kind is Kind.CORRECTS:
        one, other = ("本文", "这份文件") if relation.corrects == "posting" else ("这份文件", "本文")
        texts = f"改动后重印了正文（相似度 {alike}）" if relation.printed else "两份的正文不同"
        return f"{one}是更正一类的公告，标题里写明了{other}，{texts}：不是重复，可以照常发布。"
    side = where[relation.contained_in or "posting"]
    stands = f"其 {part} 原样出现" if as_it_stands else f"除上述不同外，其 {part} 见于另一方"
    if relation.kind is Kind.FORWARDS and not relation.containment:
        if relation.contained_in == "posting":
            return "本文是转发、印发通知：书名号里写的是这份文件的标题，没有附正文。"
        return "这份文件是转发、印发通知：书名号里写的是本文的标题，没有附正文。"
    if relation.kind is Kind.FORWARDS:
        return f"一方转发或印发另一方：{side}，{stands}，另有转发、印发的话。"
    return f"一方是另一方的一部分：{side}，{stands}。"


def _percent(share: float) -> str:
    return "100%" if share >= 1 else f"{min(share, 0.999):.1%}"
