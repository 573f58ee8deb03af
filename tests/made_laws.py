"""Laws, their articles and questions about them, made by forms: files as the benchmarks read them."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

NUMERALS = "一二三四五六七八九"
KINDS = ("条例", "管理办法", "若干规定")
POOLS = {
    name: words
    for name, *words in map(
        str.split, Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()[1:]
    )
}
FORMS = (
    "为了加强{matter}工作，维护公众的合法权益，根据有关法律、行政法规的规定，结合本地实际，制定本{kind}。",
    "本{kind}适用于本行政区域内的{matter}以及相关的监督管理活动。",
    "{office}主管部门负责{matter}的监督管理工作，{other}部门按照各自职责做好相关工作。",
    "{person}应当在{number}个工作日内向{office}主管部门提交{thing}。",
    "{person}不得伪造、变造{thing}，并且对其真实性负责。",
    "{office}部门应当自收到{thing}之日起{number}日内作出决定，并书面告知{person}。",
    "违反本{kind}规定，{person}未按照要求提供{thing}的，由{office}主管部门责令限期改正，"
    "处{number}百元以上{more}千元以下的罚款。",
    "鼓励{person}依法参与{matter}，对做出突出贡献的给予表彰和奖励。",
    "{person}对处理决定不服的，可以依法申请行政复议或者提起行政诉讼。",
    "{office}主管部门应当会同{other}部门编制{thing}，报本级人民政府批准后组织实施。",
    "{matter}所需经费列入本级财政预算，专款专用，每{number}年评估一次。",
    "{person}和{second}应当建立{thing}，保存期限不少于{number}年。",
    "任何单位和个人有权举报违反{matter}规定的行为，{office}部门应当及时处理。",
    "市、县人民政府应当加强对{matter}工作的领导，协调解决其中的重大问题。",
    "{office}主管部门可以委托{person}开展{thing}的有关工作，但是应当加强指导和检查。",
    "{second}因{matter}需要占用公共场所的，应当事先征得{other}部门同意，期限不得超过{number}日。",
)
ARTICLES = 16

Law = tuple[str, str, list[str]]
"""Address, title, articles."""


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens - 1]) + "十" * (tens > 0) + NUMERALS[ones - 1] * (ones > 0)


def laws(count: int) -> Iterator[Law]:
    """So many laws of places, the same on every run; at most 8,820."""
    names = [
        (kind, place, matter)
        for kind, (place, matter) in product(KINDS, product(POOLS["city"], POOLS["matter"]))
    ]
    random.Random(1).shuffle(names)
    for number, (kind, place, matter) in enumerate(names[:count]):
        chance = random.Random(f"law {number}")
        articles = []
        for form in (*FORMS[:3], *chance.choices(FORMS[3:], k=ARTICLES - 3)):
            office, other = chance.sample(POOLS["office"], 2)
            person, second = chance.sample(POOLS["person"], 2)
            article = form.format(
                kind=kind[-2:],
                matter=matter,
                office=office,
                other=other,
                person=person,
                second=second,
                thing=matter[:2] + chance.choice(POOLS["thing"]),
                number=numeral(chance.randint(2, 90)),
                more=numeral(chance.randint(2, 90)),
            )
            articles.append(article)
        yield f"urn:law:{number}", f"{place}{matter}{kind}", articles


def write(folder: Path, count: int) -> None:
    """`laws.jsonl.xz`, `articles.jsonl.xz`, and `questions.dev` with the articles that answer."""
    asked, judged, articles = [], [], []
    with lzma.open(folder / "laws.jsonl.xz", "wt", encoding="utf-8", preset=0) as file:
        for url, title, texts in laws(count):
            numbered = [f"第{numeral(place)}条" for place in range(1, len(texts) + 1)]
            whole = "\n\n".join(f"{name} {text}" for name, text in zip(numbered, texts, strict=True))
            file.write(_line(url=url, title=title, text=whole))
            for name, text in zip(numbered, texts, strict=True):
                address = f"{url}:{name}"
                articles.append(_line(url=address, title=title + name, text=text, issued_on="2011-11-17"))
            asked.append(f"q{len(asked)}\t{title.removesuffix('若干规定')}由谁负责？\n")
            judged.append(f"q{len(judged)} 0 {url}:第三条 1\n")
    with lzma.open(folder / "articles.jsonl.xz", "wt", encoding="utf-8", preset=0) as file:
        file.writelines(articles)
    (folder / "questions.dev.tsv").write_text("".join(asked), encoding="utf-8")
    (folder / "questions.dev.qrels").write_text("".join(judged), encoding="utf-8")


def _line(**record: str) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
