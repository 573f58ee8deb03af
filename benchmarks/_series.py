"""A law as a template for another place: names of places and agencies and figures exchanged."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from _pools import POOLS
from _sentences import renumbered, sentences

from corpus.records import Document

PLACE = re.compile(r"^([\u4e00-\u9fff]{2,4}?)(市|省)")
AGENCIES = {
    "城市管理": "综合行政执法",
    "规划资源": "自然资源和规划",
    "市容环境卫生": "城市管理",
    "建设": "住房和城乡建设",
    "环境保护": "生态环境",
    "农业": "农业农村",
    "卫生": "卫生健康",
    "质量技术监督": "市场监督管理",
    "工商行政管理": "市场监督管理",
    "民防": "人民防空",
    "旅游": "文化和旅游",
}
RENUMBERED = 0.9
"""How many of the sentences with figures have others elsewhere. A guess."""


def elsewhere(law: Document, chance: random.Random) -> Document | None:
    """The law as another place would have copied it; None where it would be the same."""
    named = PLACE.match(law.title)
    if not named:
        return None
    old, rank = named.groups()
    new = chance.choice([place for place in POOLS[rank] if place != old])
    pairs = {old: new, **{f"{a}部门": f"{b}部门" for a, b in AGENCIES.items()}}
    pairs |= {f"{a}主管部门": f"{b}主管部门" for a, b in AGENCIES.items()}
    rule = re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True))))
    text = "".join(
        renumbered(piece, chance) if chance.random() < RENUMBERED else piece for piece in sentences(law.text)
    )
    text = rule.sub(lambda found: pairs[found.group()], text)
    if text == law.text:
        return None
    return replace(
        law,
        url=f"{law.url}:elsewhere",
        title=law.title.replace(old, new),
        text=text,
        issued_on=None,
    )
