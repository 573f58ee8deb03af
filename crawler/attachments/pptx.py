"""PPTX (ECMA-376, PresentationML): the slides in their order, their shapes, tables and SmartArt."""

from __future__ import annotations

from typing import Any

from crawler.attachments.budget import Budget, Unreadable
from crawler.attachments.container import child, children, descend, local
from crawler.attachments.package import Package
from crawler.attachments.smartart import paragraph_text, texts

_TURNING = frozenset(("dt", "sldNum", "ftr", "hdr"))
"""Placeholders that repeat on every slide."""


def read(package: Package, budget: Budget) -> None:
    """Slides that are shown; notes of the speaker are left out."""
    main = package.main()
    relations = package.relations(main)
    for entry in children(child(package.xml(main), "sldIdLst"), "sldId"):
        name = next((said for key, said in entry.attrib.items() if key.endswith("}id")), "")
        relation = relations.get(name)
        if relation is None or relation.target not in package:
            continue
        budget.page()
        try:
            _slide(package, relation.target, budget)
        except Unreadable:
            budget.damaged = budget.damaged or not budget.within


def _slide(package: Package, part: str, budget: Budget) -> None:
    root = package.xml(part)
    if root.get("show") in ("0", "false"):
        budget.hidden += 1
        return
    relations = package.relations(part)
    for tree in descend(root, "spTree"):
        for shape in tree:
            _shape(shape, package, {name: one.target for name, one in relations.items()}, budget)


def _shape(element: Any, package: Package, targets: dict[str, str], budget: Budget) -> None:
    kind = local(element)
    if kind == "Fallback" or (kind == "sp" and _is_turning(element)):
        return
    budget.step()
    if kind == "p":
        budget.line(paragraph_text(element))
    elif kind == "tr":
        cells = (
            " ".join(paragraph_text(one) for one in descend(cell, "p")) for cell in children(element, "tc")
        )
        budget.row(cells)
    elif kind == "relIds":
        name = next((said for key, said in element.attrib.items() if key.endswith("}dm")), "")
        if targets.get(name, "") in package:
            for text in texts(package.xml(targets[name])):
                budget.line(text)
    else:
        for one in element:
            _shape(one, package, targets, budget)


def _is_turning(shape: Any) -> bool:
    return any(place.get("type") in _TURNING for place in descend(child(shape, "nvSpPr"), "ph"))
