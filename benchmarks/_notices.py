"""Notices that agencies publish year after year by one form: filled in for a place, a year and a batch."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from corpus.records import Document

FORMS = Path(__file__).with_name("notices.txt")
PLACES = (
    "安宁县 白石市 长林县 丹河区 东浦县 枫桥市 高阳区 古田县 海宁区 横山县 和平县 红岩区 虎林县 吉水县 江北区 金沙县 "
    "景山区 九江县 兰溪市 临泉县 龙门县 罗山县 绿春县 梅岭县 南屏县 宁远县 平乐县 浦江县 青田县 清河县 泉山区 沙坪区 "
    "上林县 石门县 双峰县 顺昌县 松阳县 太湖县 天台县 桐乡市 万宁市 武功县 西丰县 襄城县 新安县 兴隆县 宣化区 雁山区 "
    "永安市 玉泉区 云和县 枣阳市 章丘区 正定县 竹山县 紫阳县"
).split()
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文海红玉兰云飞鹏宇浩然子涵欣怡晨曦博"
TRADES = "机械 建材 食品 纺织 化工 电子 水利工程 市政建设 环保科技 农业发展 医药 物流 新能源 塑业 印务 检测技术".split()
BRANDS = "宏达 兴盛 鑫源 恒信 天成 华泰 瑞丰 永固 万通 盛世 金辉 东升 海纳 立新 众合 德润 嘉禾 启明 锦程 佳美".split()
PRODUCTS = "豆腐干 挂面 食用植物油 白酒 糕点 腌菜 鲜鸡蛋 韭菜 矿泉水 酱油 火腿肠 米粉 蜂蜜 茶叶 塑料管材 水泥制品".split()
ITEMS = "菌落总数 大肠菌群 过氧化值 苯甲酸 山梨酸 铝的残留量 毒死蜱 甜蜜素".split()
ROADS = "人民路 建设路 解放大道 中山路 滨河路 文化路 站前街 迎宾大道 工业路 学府路 朝阳街 新华路 环城东路 龙泉路".split()
SCHOOLS = "实验小学 第一小学 第二小学 城关中学 第三中学 育才学校 希望小学 城南小学 城北中学 滨江学校".split()
KEPT_LINES = 0.6
"""How many of the lines that not every place has. A guess."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Which notice: the form, the place, and the edition."""

    form: int
    place: str
    year: int
    batch: int
    seed: int

    @property
    def url(self) -> str:
        """An address of its own."""
        return f"urn:notice:{self.form}:{self.place}:{self.year}:{self.batch}"

    def next(self) -> Notice:
        """The next edition of the same form by the same agency: next year's."""
        return replace(self, year=self.year + 1)

    def elsewhere(self, place: str) -> Notice:
        """The same form in another place."""
        return replace(self, place=place)


@cache
def forms() -> list[tuple[str, str, list[str]]]:
    """Name of the agency, title and lines of each form."""
    found: list[tuple[str, str, list[str]]] = []
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            agency, title = line[3:].split(" | ")
            found.append((agency, title, []))
        elif not line.startswith("#"):
            found[-1][2].append(line)
    return found


def render(notice: Notice) -> Document:
    """The notice as a document."""
    bureau, title, lines = forms()[notice.form]
    habit = random.Random(f"{notice.seed}:{notice.form}:{notice.place}")
    kept = [line.lstrip("?") for line in lines if line[0] != "?" or habit.random() < KEPT_LINES]
    facts = Facts(notice, notice.place + bureau, habit)
    text = "\n\n".join(facts.fill(line) for line in kept)
    day = facts.day
    return Document(
        url=notice.url,
        title=facts.fill(title),
        text=text,
        agency=facts.agency,
        document_number=facts.number if notice.form % 3 == 0 else None,
        issued_on=day,
        published_on=day,
        column="公告公示",
    )


class Facts:
    """What is filled in: what an agency keeps over the years, and what changes with each edition."""

    def __init__(self, notice: Notice, agency: str, habit: random.Random) -> None:
        """Draws the start of the edition's dates; the rest when it is asked for."""
        self.agency = agency
        self._habit = habit
        self._chance = random.Random(f"{notice.seed}:{notice.url}")
        self.day = date(notice.year, 1, 4) + timedelta(self._chance.randrange(330))
        self.number = f"{notice.place[0]}{agency[-3]}发〔{notice.year}〕{self._chance.randint(2, 180)}号"
        home = random.Random(f"{notice.place}:{notice.form}")
        self._known = {
            "place": notice.place,
            "agency": agency,
            "year": str(notice.year),
            "batch": str(notice.batch),
            "phone": f"0{home.randint(310, 999)}-{home.randint(2000000, 8999999)}",
            "phone2": f"0{home.randint(310, 999)}-{home.randint(2000000, 8999999)}",
            "address": f"{notice.place}{home.choice(ROADS)}{home.randint(1, 399)}号",
        }

    def fill(self, line: str) -> str:
        """The line with every slot filled; a slot named twice holds the same."""
        return re.sub(r"\{(\w+)\}", lambda slot: self._of(slot.group(1)), line)

    def _of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._draw(name.rstrip("0123456789"))
        return self._known[name]

    def _draw(self, sort: str) -> str:
        chance = self._chance
        if sort in ("day", "date"):
            self.day += timedelta(chance.randint(1, 12))
            return f"{self.day.year}年{self.day.month}月{self.day.day}日"
        if sort == "company":
            return (
                chance.choice(PLACES)[:2] + chance.choice(BRANDS) + chance.choice(TRADES) + "有限公司"
            )
        if sort == "name":
            return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2)))
        if sort == "money":
            return f"{chance.uniform(10, 9000):.{chance.randint(0, 2)}f}"
        if sort == "area":
            return str(chance.randint(3000, 90000))
        if sort == "plot":
            return f"{self.day.year}-{chance.randint(1, 90)}"
        if sort == "n":
            return str(chance.choice((chance.randint(2, 20), chance.randint(20, 900))))
        return chance.choice({"product": PRODUCTS, "item": ITEMS, "road": ROADS, "school": SCHOOLS}[sort])
