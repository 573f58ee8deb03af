"""Edits of sentences: numbers changed, clauses added and dropped, sentences reworded, moved, replaced."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from _synonyms import exchanged

PIECE = re.compile(r"[^。；！？\n]+[。；！？]?[”’）」]?|\n+")
SHORTEST = 6
"""A shorter piece is a heading or a number, no sentence."""
DIGITS = "一二三四五六七八九"
ADDED_CLAUSES = (
    "，具体办法由市人民政府另行制定",
    "，并自收到之日起十五个工作日内书面告知当事人",
    "，国家另有规定的从其规定",
    "，但是法律、行政法规另有规定的除外",
    "，相关情况应当及时向社会公布",
    "，必要时可以邀请专家和公众代表参加论证",
    "，所需经费列入本级财政预算",
    "，情节严重的依法追究责任",
)
ADDED_SENTENCES = (
    "鼓励社会力量通过捐赠、资助、志愿服务等方式参与前款规定的活动。",
    "有关部门应当在每年第一季度公布上一年度的实施情况，接受社会监督。",
    "前款所称重大事项的范围和认定标准，由主管部门会同财政部门另行规定。",
    "当事人对处理决定不服的，可以自收到决定书之日起六十日内申请行政复议。",
    "推行数字化管理，实现部门之间信息互联互通、数据共享。",
    "经济开发区、风景名胜区管理机构参照执行。",
    "任何单位和个人不得截留、挤占、挪用专项资金。",
    "因不可抗力不能按期完成的，应当及时说明理由，并可以延期一次。",
)
WAYS = {"number": 3, "add": 2, "drop": 2, "clause": 3, "reword": 3, "move": 1, "replace": 2}
"""How often each way of editing is drawn. A guess."""


def sentences(text: str) -> list[str]:
    """The text in pieces; joined they are the text again."""
    return PIECE.findall(text)


def edited(text: str, share: float, foreign: Sequence[str], chance: random.Random) -> str:
    """The text with this share of its sentences edited, one at least. `foreign`: sentences of other texts."""
    pieces = sentences(text)
    places = [place for place, piece in enumerate(pieces) if len(piece.strip()) >= SHORTEST]
    count = max(1, round(share * len(places)))
    ways, weights = list(WAYS), [weight * chance.choice((0, 1, 1, 3)) for weight in WAYS.values()]
    if not sum(weights[1:]):
        weights[3] = 1
    for place in sorted(chance.sample(places, min(count, len(places))), reverse=True):
        way = chance.choices(ways, weights)[0]
        _edit(pieces, place, way, foreign, chance)
    made = "".join(pieces)
    return made if made != text else text.replace(pieces[places[-1]], chance.choice(ADDED_SENTENCES))


def _edit(pieces: list[str], place: int, way: str, foreign: Sequence[str], chance: random.Random) -> None:
    piece = pieces[place]
    if way == "drop" and len(pieces) > 1:
        del pieces[place]
    elif way == "move" and len(pieces) > 2:
        del pieces[place]
        pieces.insert(chance.randrange(len(pieces) + 1), piece)
    elif way == "replace":
        pieces[place] = chance.choice(foreign)
    elif way == "add":
        pieces[place] = piece + chance.choice((*ADDED_SENTENCES, *foreign[:8]))
    elif way == "number" and re.search(r"\d|[一二三四五六七八九十]", _after_heading(piece)):
        pieces[place] = renumbered(piece, chance)
    elif way == "reword":
        pieces[place] = exchanged(piece, 0.5, chance)
    else:
        pieces[place] = _clause(piece, chance)
    if place < len(pieces) and pieces[place] == piece and way not in ("drop", "move"):
        pieces[place] = _clause(piece, chance)


def _after_heading(sentence: str) -> str:
    return re.sub(r"^\s*第[一二三四五六七八九十百零]+[条章款]", "", sentence)


def renumbered(sentence: str, chance: random.Random) -> str:
    """Every number in the sentence another one; the number of the article stays."""
    body = _after_heading(sentence)
    head = sentence[: len(sentence) - len(body)]
    body = re.sub(r"\d", lambda digit: _other(digit.group(), "123456789", chance), body)
    body = re.sub(
        r"[一二三四五六七八九](?=[十百千万]|[年月日个倍元人名次章条项]|百分)|(?<=[十百千])[一二三四五六七八九]",
        lambda digit: _other(digit.group(), DIGITS, chance),
        body,
    )
    return head + body


def _other(digit: str, among: str, chance: random.Random) -> str:
    return chance.choice([one for one in among if one != digit])


def _clause(sentence: str, chance: random.Random) -> str:
    """A clause added, dropped, or moved within the sentence."""
    clauses = sentence.split("，")
    way = chance.randrange(3)
    if way == 0 and len(clauses) > 1:
        del clauses[chance.randrange(1, len(clauses))]
        made = "，".join(clauses)
        return made if made.endswith(("。", "；")) else made + sentence[-1]
    if way == 1 and len(clauses) > 2:
        end = sentence[-1]
        clauses[-1] = clauses[-1][:-1]
        chance.shuffle(clauses)
        made = "，".join(clauses) + end
        if made != sentence:
            return made
    return sentence[:-1] + chance.choice(ADDED_CLAUSES) + sentence[-1]
