"""Generated documents with numbers as public bodies give them, and the spellings people use for them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from corpus.records import Document

ISSUERS = (
    "国发", "国办发", "国函", "国办函", "人社部发", "财税", "财建", "教基", "建房规", "发改价格", "民发",
    "国卫医发", "自然资规", "农办经", "税总发", "银发", "证监发", "市监稽", "鲁政发", "鲁政办发", "浙政发",
    "京政办发", "沪府办", "沪府发", "粤府办", "川府发", "深府规", "杭政办函", "临政发", "临政办字",
    "高新管发", "X政发", "X府办",
)  # fmt: skip
"""Beginnings of real document numbers; some are the end of others (政发, 政办发), as in life. X: a county
whose name was taken out of a copied portal."""

YEARS = range(2008, 2025)
SERIALS = 60
"""Few, so that most serials of a year are given out by several issuers."""
CITED = 3
"""Numbers of others in a body, at most."""

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

SPELLINGS: dict[str, Callable[[str], str]] = {
    "〔〕": lambda number: number,
    "[]": lambda number: number.replace("〔", "[").replace("〕", "]"),
    "（）": lambda number: number.replace("〔", "（").replace("〕", "）"),
    "【】 without 号": lambda number: number.replace("〔", "【").replace("〕", "】").removesuffix("号"),
    "blanks": lambda number: number.replace("〔", " ").replace("〕", " "),
    "full-width digits": lambda number: number.translate(FULL_WIDTH),
}
"""国发〔2019〕5号 as people type it."""


def numbered(count: int, articles: list[Document], chance: random.Random) -> list[Document]:
    """Documents with a number and an index number each; no two have the same."""
    every = [
        (issuer, year, serial) for issuer in ISSUERS for year in YEARS for serial in range(1, SERIALS + 1)
    ]
    chosen = chance.sample(every, count)
    numbers = [f"{issuer}〔{year}〕{serial}号" for issuer, year, serial in chosen]
    return [_document(place, numbers, year, articles, chance) for place, (_, year, _) in enumerate(chosen, 1)]


def _document(
    place: int, numbers: list[str], year: int, articles: list[Document], chance: random.Random
) -> Document:
    """A notice that passes on or cites others."""
    number, cited = numbers[place - 1], chance.sample(numbers, chance.randint(0, CITED))
    subject = chance.choice(articles)
    citing = "".join(f"《{subject.title}》（{other}）" for other in cited)
    about = f"转发{cited[0]}文件" if cited and chance.random() < 1 / 4 else f"印发{subject.title}"
    return Document(
        url=f"http://numbers.example/{place}.html",
        title=f"关于{about}的通知",
        text=f"{number}\n根据{citing or '有关规定'}，现将有关事项通知如下。\n{subject.text}",
        document_number=number,
        index_number=f"{chance.randrange(10**8):08}0/{year}-{place:05}",
        issued_on=date(year, chance.randint(1, 12), chance.randint(1, 28)),
        column="政策文件",
    )
