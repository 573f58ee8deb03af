"""Postings made from documents of a collection, each with the counterpart and the right kinds for it.

A text in which one sentence differs is `revised`, however long it is; only wrappers, white space, paragraphs
and the width of characters are nothing. Each posting of each sort has a stream of random numbers of its own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import _notices
from _laws import Collection
from _pools import PLACES
from _sentences import edited, sentences
from _series import elsewhere
from _synonyms import exchanged
from _wrappers import reflowed, wrapped

from corpus.records import Document

EXTRACTED, MOST_EXTRACTED = 0.4, 0.45
SYNONYMS = 0.15
WRAPPED = 0.25
"""How many of the edits other than reposts carry a portal's wrapper as well. A guess."""
SHORTEST_EXTRACTED = 600
"""Characters of a law that extracts are made of: below, 40 % is a sentence or two. A guess."""
GROUP = re.compile(r"\n+(?=第[一二三四五六七八九十百零]+条)")
COVERS = (
    "{to}：\n现将《{title}》转发给你们，请认真贯彻执行。\n{by}\n{day}\n{text}",
    "{to}：\n现将{whose}《{title}》转发给你们，请结合实际，认真抓好贯彻落实。执行中遇到的问题，请及时向我局反映。\n"
    "{by}\n{day}\n（此件公开发布）\n附件\n{title}\n{text}",
    "{to}：\n《{title}》已经市政府同意，现印发给你们，请认真组织实施。\n{by}\n{day}\n{title}\n{text}",
    "{to}：\n为便于学习掌握和遵照执行，现将《{title}》全文印发，请各单位组织学习宣传，并于月底前报送情况。\n"
    "附件：{title}\n{by}\n{day}\n{text}\n抄送：市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院。",
    "现将《{title}》予以公布，望遵照执行。\n{by}\n{day}\n{text}\n{by}办公室　{day}印发",
)
ADDRESSED = (
    "各区县人民政府，市直各部门",
    "各县（市、区）司法局",
    "机关各处室、直属各单位",
    "各乡镇人民政府、街道办事处",
)
SENDERS = ("临江市人民政府办公室", "东港县司法局", "西岭市住房和城乡建设局", "南湖区人民政府")
WHOSE = ("省人民政府办公厅", "市人大常委会", "上级有关部门", "")
FORWARDING_TITLES = ("关于转发《{}》的通知", "转发{}的通知", "关于印发《{}》的通知", "{}")


@dataclass(frozen=True, slots=True)
class Edited:
    """A posting with what is right to say of it."""

    posting: Document
    kinds: frozenset[str]
    """Right kinds for the counterpart; empty when nothing that stands is a duplicate of it."""
    counterpart: str | None = None
    stands: Document | None = None
    """To be put into the collection before the posting is checked: the counterpart, where it is made."""
    contained_in: str | None = None
    """In which of the two, `posting` or `counterpart`, the other stands; None where it is not judged."""


def make(sort: str, collection: Collection, count: int, seed: int) -> Iterator[Edited]:
    """`count` postings of the sort. Raises KeyError for a sort that is none of `SORTS`."""
    for number in range(count):
        yield SORTS[sort](collection, random.Random(f"{seed}:{sort}:{number}"), number)


def _posted(document: Document, text: str, kind: str, title: str | None = None) -> Edited:
    title = document.title if title is None else title
    posting = Document(url="urn:posting", title=title, text=text, agency=document.agency)
    return Edited(posting, frozenset({kind}), document.url)


def _perhaps_wrapped(text: str, title: str, collection: Collection, chance: random.Random) -> str:
    if chance.random() >= WRAPPED:
        return text
    return wrapped(reflowed(text, chance), title, _titles(collection), chance)


def _titles(collection: Collection) -> list[str]:
    return [law.title for law in collection.laws[:400]]


def _repost(collection: Collection, chance: random.Random, _: int) -> Edited:
    law = chance.choice(collection.laws)
    text = wrapped(reflowed(law.text, chance), law.title, _titles(collection), chance)
    return _posted(law, text, "same", chance.choice((law.title, law.title, "")))


def _edited(share: float) -> Callable[[Collection, random.Random, int], Edited]:
    def make_one(collection: Collection, chance: random.Random, _: int) -> Edited:
        law = chance.choice(collection.laws)
        text = edited(law.text, share, collection.foreign, chance)
        return _posted(law, _perhaps_wrapped(text, law.title, collection, chance), "revised")

    return make_one


def _notice(dressed: bool) -> Callable[[Collection, random.Random, int], Edited]:
    def make_one(collection: Collection, chance: random.Random, number: int) -> Edited:
        short = number % 2 and chance.choice(collection.cut_downs)
        document = short or _notices.render(chance.choice(collection.notices))
        text = reflowed(document.text, chance)
        if dressed:
            text = wrapped(text, document.title, _titles(collection), chance)
        return _posted(document, text, "same")

    return make_one


def _notice_edited(collection: Collection, chance: random.Random, _: int) -> Edited:
    """A sentence of words added to a short notice; its figures stay."""
    document = _notices.render(chance.choice(collection.notices))
    lines = document.text.split("\n\n")
    lines.insert(chance.randrange(1, len(lines) + 1), chance.choice(collection.foreign).strip())
    return _posted(document, "\n\n".join(lines), "revised")


def groups(text: str) -> list[str]:
    """Articles, or paragraphs or sentences where a text has no articles."""
    for parts in (GROUP.split(text), re.split(r"\n+", text), sentences(text)):
        if len(parts) >= 5:
            return parts
    return sentences(text)


def extracted(text: str, together: bool, chance: random.Random) -> str:
    """About 40 % of the text: sentences that follow one another, or single articles in their order."""
    parts = sentences(text) if together else groups(text)
    order = list(range(len(parts)))
    if together:
        start = chance.randrange(max(1, round(len(parts) * (1 - EXTRACTED))))
        order = order[start:] + order[:start][::-1]
    else:
        chance.shuffle(order)
    chosen: list[int] = []
    for place in order:
        length = sum(len(parts[one]) for one in (*chosen, place))
        if together or length <= MOST_EXTRACTED * len(text):
            chosen.append(place)
        if sum(len(parts[one]) for one in chosen) >= EXTRACTED * len(text):
            break
    return ("" if together else "\n").join(parts[place] for place in sorted(chosen)).strip()


def _extract(together: bool) -> Callable[[Collection, random.Random, int], Edited]:
    def make_one(collection: Collection, chance: random.Random, _: int) -> Edited:
        law = chance.choice([law for law in collection.laws if len(law.text) >= SHORTEST_EXTRACTED])
        text = _perhaps_wrapped(extracted(law.text, together, chance), law.title, collection, chance)
        title = chance.choice((law.title, f"{law.title}（节选）", f"{law.title}有关规定", ""))
        return replace(_posted(law, text, "extract", title), contained_in="counterpart")

    return make_one


def _extract_stands(collection: Collection, chance: random.Random, number: int) -> Edited:
    """What stands is the extract, what is posted the whole."""
    law = [law for law in collection.held[:200] if len(law.text) >= SHORTEST_EXTRACTED][number % 100]
    stands = replace(law, url=f"{law.url}:extract", text=extracted(law.text, bool(number % 2), chance))
    made = _posted(stands, law.text, "extract")
    return replace(made, stands=stands, contained_in="posting")


def forwarded(law: Document, chance: random.Random, text: str | None = None) -> Document:
    """A notice that forwards the law whole, or with another text (none at all) in its place."""
    body = chance.choice(COVERS).format(
        to=chance.choice(ADDRESSED),
        title=law.title,
        by=chance.choice(SENDERS),
        day=f"{chance.randint(2010, 2025)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
        whose=chance.choice(WHOSE),
        text=law.text if text is None else text,
    )
    title = chance.choice(FORWARDING_TITLES).format(law.title)
    return Document(url=f"{law.url}:forwarded", title=title, text=body)


def _forward(collection: Collection, chance: random.Random, _: int) -> Edited:
    law = chance.choice(collection.laws)
    made = forwarded(law, chance)
    text = _perhaps_wrapped(made.text, made.title, collection, chance)
    return _posted(law, text, "forwards", made.title)


def _forward_stands(collection: Collection, chance: random.Random, number: int) -> Edited:
    """What stands is the forwarding, what is posted the document."""
    law = collection.held[200 + number % 100]
    stands = forwarded(law, chance)
    return replace(_posted(stands, law.text, "forwards", law.title), stands=stands)


def _forward_bare(collection: Collection, chance: random.Random, _: int) -> Edited:
    """Only the covering notice, which names the document."""
    law = chance.choice(collection.laws)
    made = forwarded(law, chance, "")
    return _posted(law, made.text.strip(), "forwards", FORWARDING_TITLES[0].format(law.title))


def _synonyms(collection: Collection, chance: random.Random, _: int) -> Edited:
    law = chance.choice(collection.laws)
    text = exchanged(law.text, SYNONYMS, chance)
    return _posted(law, _perhaps_wrapped(text, law.title, collection, chance), "rewritten")


def _nothing(document: Document) -> Edited:
    posting = replace(document, url="urn:posting", column=None)
    return Edited(posting, frozenset())


def _next_edition(collection: Collection, chance: random.Random, _: int) -> Edited:
    return _nothing(_notices.render(chance.choice(collection.notices).next_edition()))


def _notice_elsewhere(collection: Collection, chance: random.Random, _: int) -> Edited:
    standing = {notice.place for notice in collection.notices}
    place = chance.choice([place for place in PLACES if place not in standing])
    return _nothing(_notices.render(chance.choice(collection.notices).elsewhere(place)))


def _law_elsewhere(collection: Collection, chance: random.Random, _: int) -> Edited:
    while True:
        made = elsewhere(chance.choice(collection.laws), chance)
        if made:
            return _nothing(made)


def _unrelated(collection: Collection, _: random.Random, number: int) -> Edited:
    """A law of another place that does not stand, where laws of its kind do."""
    spare = collection.held[300:]
    return _nothing(spare[number % len(spare)])


SORTS: dict[str, Callable[[Collection, random.Random, int], Edited]] = {
    "repost": _repost,
    "edited_1": _edited(0.01),
    "edited_5": _edited(0.05),
    "edited_20": _edited(0.2),
    "extract": _extract(True),
    "extract_articles": _extract(False),
    "extract_stands": _extract_stands,
    "notice": _notice(False),
    "notice_wrapped": _notice(True),
    "notice_edited": _notice_edited,
    "forward": _forward,
    "forward_stands": _forward_stands,
    "forward_bare": _forward_bare,
    "synonyms": _synonyms,
    "next_edition": _next_edition,
    "notice_elsewhere": _notice_elsewhere,
    "law_elsewhere": _law_elsewhere,
    "unrelated": _unrelated,
}
"""What is made, by name."""
