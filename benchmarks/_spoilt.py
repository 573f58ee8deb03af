"""A made collection, and what a disk may do to each of its files: seeded, so that a case can be had again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from corpus.clock import now
from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.staff import Origin, Role, enter_by_link, make_link
from corpus.store import Account, Store
from corpus.web_settings import StaffSettings

PLACES = ("云岭", "青山", "白河", "金沙", "临江", "石门", "东湖", "南屏")
OFFICES = (
    "民政局",
    "水利局",
    "教育局",
    "财政局",
    "卫生健康局",
    "自然资源局",
    "应急管理局",
    "人力资源和社会保障局",
)
SUBJECTS = (
    "防汛抗旱", "高龄津贴", "义务教育招生", "城乡居民养老保险", "医疗救助", "土地征收", "危房改造",
    "安全生产检查",
    "创业担保贷款", "饮用水水源保护", "残疾人补贴", "公共卫生服务", "农村公路养护",
    "政府采购", "行政处罚", "就业见习",
)  # fmt: skip
GENRES = ("通知", "公告", "意见", "办法")
SENTENCES = (
    "各有关单位要高度重视{}工作，明确责任分工", "{}的申请人应当如实提交材料", "对{}中发现的问题要限期整改",
    "{}所需经费由同级财政预算安排", "本部门负责{}的组织实施和监督", "违反规定的，依照{}的有关条款处理",
    "乡镇人民政府应当做好{}的宣传和解释", "{}的结果应当及时向社会公布，接受监督", "办理{}不得收取任何费用",
    "受理{}申请后应当在二十个工作日内作出决定", "{}的补助标准根据实际情况适时调整", "建立{}的信息共享机制",
)  # fmt: skip
ATTACHED = 20
"""Every so many documents have a file."""
COPIED = 25
"""Every so many documents say what the one before says."""
SKIPPED = ("LOCK", "-shm", "-wal", ".lock")
"""How the names of files end that hold nothing to be read back."""

Damage = Callable[[bytes], bytes | None]
"""What becomes of a file; None where it is gone."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file, or some, and what is done to each."""

    paths: tuple[Path, ...]
    """Within the data folder."""
    kind: str
    what: str
    """The kind of damage, and where."""
    damage: Damage

    def __str__(self) -> str:
        named = str(self.paths[0]) if len(self.paths) == 1 else f"{len(self.paths)} files"
        return f"{named}: {self.what}"

    def do(self, data: Path) -> None:
        """Damage them."""
        for path in (data / path for path in self.paths):
            after = self.damage(path.read_bytes())
            path.unlink()
            if after is not None:
                path.write_bytes(after)


def documents(count: int, seed: int) -> list[Document]:
    """So many of offices and subjects; none is like another but the copies."""
    chosen, made = random.Random(seed), list[Document]()
    for number in range(1, count + 1):
        place, office, subject = (chosen.choice(of) for of in (PLACES, OFFICES, SUBJECTS))
        day = date(2015, 1, 5) + timedelta(days=chosen.randrange(3500))
        parts = [one.format(chosen.choice(SUBJECTS)) for one in chosen.sample(SENTENCES, 6)]
        document = Document(
            f"http://{number}.example.gov.cn/{number}.html",
            f"{place}县{office}关于做好{day.year}年{_name(chosen, 3)}{subject}工作的{chosen.choice(GENRES)}",
            text="\n".join(f"{part}（{number}—{_name(chosen, 12)}）。" for part in parts),
            agency=f"{place}县{office}",
            document_number=f"{place[0]}政发〔{day.year}〕{number}号",
            published_on=day,
            column=subject,
            portal=place,
        )
        if number % COPIED == 0:
            document = replace(document, title=made[-1].title, text=made[-1].text)
        made.append(document)
    return made


def _name(chosen: random.Random, length: int) -> str:
    """Of characters that seldom stand together: what is alike would be compared at length."""
    return "".join(chr(chosen.randrange(0x4E00, 0x9000)) for _ in range(length))


def put(store: Store, files: FileStore, made: Sequence[Document]) -> None:
    """Store them, every so many with a page and a file that was read; again, as a crawl would bring them."""
    with_files = []
    for number, document in enumerate(made, 1):
        if number % ATTACHED == 0:
            body = f"%PDF-1.4 {document.url}".encode() * 20
            held = Attachment(f"{document.url}.pdf", "申请表", files.put(body), "application/pdf", len(body))
            document = replace(document, attachments=(held,))
            store.file_texts.put(AttachmentText(str(held.sha256), Reading.TEXT, f"附表{number}号", 1, 1))
        with_files.append(document)
    for start in range(0, len(made), 1000):
        store.put_many(with_files[start : start + 1000])


def sign_in(store: Store) -> str:
    """What the cookie of a browser holds in which an administrator is signed in."""
    account = Account("zhangsan", Role.ADMINISTRATOR.value, now())
    store.accounts.add(account)
    return enter_by_link(store, StaffSettings(), make_link(store, account, "损坏试验"), Origin("")).secret


def restore(sound: Path, data: Path) -> None:
    """Put the sound folder in the place of what was damaged: as links, but for what is written to."""
    shutil.rmtree(data)
    shutil.copytree(sound, data, copy_function=lambda one, other: _link(Path(one), Path(other), sound))


def _link(one: Path, other: Path, sound: Path) -> None:
    if one.parent == sound or one.name.endswith(SKIPPED):
        shutil.copy2(one, other)
    else:
        other.hardlink_to(one)


def states(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each file."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (state.st_size, state.st_mtime_ns) for path, state in found.items()}


def cases(data: Path, places: int, seed: int) -> Iterator[Case]:
    """Every kind of damage to every file, flips and cuts at so many places; to all raw files at once, too."""
    chosen = random.Random(seed)
    held = sorted(path.relative_to(data) for path in data.rglob("*") if path.is_file())
    held = [path for path in held if not path.name.endswith(SKIPPED)]
    raw = [path for path in held if len(path.parts) == 3 and path.parts[0] == "files"]
    yield from _damages(tuple(raw), min((data / path).stat().st_size for path in raw), places, chosen)
    for path in [*(path for path in held if path not in raw), *chosen.sample(raw, min(places, len(raw)))]:
        yield from _damages((path,), (data / path).stat().st_size, places, chosen)


def _damages(paths: tuple[Path, ...], size: int, places: int, chosen: random.Random) -> Iterator[Case]:
    yield Case(paths, "removed", "removed", lambda _: None)
    yield Case(paths, "emptied", "emptied", lambda _: b"")
    for _ in range(places if size else 0):
        place, bit, left = chosen.randrange(size), chosen.randrange(8), chosen.randrange(size)
        yield Case(paths, "flipped", f"bit {bit} of byte {place} flipped", _flipping(place, bit))
        yield Case(paths, "cut", f"cut to {left} bytes", _cutting(left))


def _flipping(place: int, bit: int) -> Damage:
    return lambda content: content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def _cutting(left: int) -> Damage:
    return lambda content: content[:left]
