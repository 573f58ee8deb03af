"""Every file of a data folder is flipped, cut, emptied and removed: is it ever answered wrongly in silence?

A collection is made, searched, and every page of it asked for; then again after each damage: to one file,
and to all raw files together, of which then each is asked for. An answer is the sound one, or it says in a
sentence what is wrong; no command shows a traceback; and what the sentences say mends it: `gongkai index`,
`gongkai verify --repair`, the crawl that follows, or the backup of the database. With `--meaning` (and the
extra), what documents mean is part of it; each mending of that takes long. Where two cases of one kind in
one file were answered and told the same in every word, the second is not mended again, unless
`--mend-each`. Example:

    python benchmarks/damage.py --documents 5000 --places 6 --seed 1 --minutes 40
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from _spoilt import ATTACHED, Case, cases, documents, put, restore, sign_in, states
from click.testing import CliRunner
from jinja2 import FileSystemBytecodeCache

from commands import gongkai
from corpus.config_file import load_config
from corpus.files import FileStore
from corpus.records import Document
from corpus.store import open_store
from search_web import create_app
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE

QUERIES = (
    "防汛", "高龄津贴", "义务教育招生", "养老保险", "医疗救助", "土地征收", "危房改造", "安全生产",
    "担保贷款", "水源保护", "残疾人补贴", "公共卫生", "公路养护", "政府采购", "行政处罚", "就业见习",
    "云岭县", "青山县 水利局", "2020年 通知", '"应当如实提交材料"', "文号:云政发 OR 补贴", "标题:办法 津贴",
    "津贴 -公告",
    "二十个工作日", "财政局 意见 2018", "附表40号", "云政发〔2019〕", "没有这样的文字", "", "招生 日期:2021",
)  # fmt: skip
HELPED = ("fangxun", "高玲津贴", "老人到了年纪能领多少补贴", "孩子上小学要带哪些材料报名")
"""Asked in letters, with a slip and by what is meant: what helps with these may be missing, where the status
says so."""
TYPED = ("fx", "高龄", "yanglao")
SETTINGS = """data = "data"
[staff]
session_hours = 168
idle_minutes = 1440
[index]
processes = 1
[search]
meaning = "{}"
"""
PAGES = (
    "/", "/catalogue", "/catalogue?page=3", "/catalogue/export.csv", "/guide", "/robots.txt",
    "/staff/inspection", "/staff/duplicates", *(f"/document/{n}" for n in (1, 20, 25, 26, 40)),
    "/staff/document/20", "/search?q=防汛", "/search?q=津贴&year=2020",
)  # fmt: skip
COUNTED = ("/staff/inspection",)
"""Figures over columns of all documents, none of which is read whole: `verify` alone tells of damage."""
STATES = ("/staff", "/healthz")
"""They tell of the moment, and of what is wrong."""
SERVED = (410, 500, 503)
"""Statuses of an answer that says in a sentence what is wrong."""
UNEXPECTED = "unexpected error"
"""So begins what is logged where a page stands for a traceback."""
OF_THE_MOMENT = re.compile(
    r'"took_ms": ?[\d.]+|[\d.]+ ?(毫秒|秒)|<wbr>'
    r'|<p class="notice">后继文件.*?</p>'
    r'|<section class="after" aria-labelledby="(?:explanations|originals|named|alike)">.*?</section>'
    r"|\n\s*",
    re.DOTALL,
)
"""With what the index tells of other documents beside one: a page that lacks it is none the less whole."""

Answers = Mapping[str, tuple[int, str]]
"""Status and text, by the address or the command."""


class Verdict(NamedTuple):
    """What came of a case."""

    noticed: bool
    mended: bool
    """Whether what the sentences name was done, and judged."""
    faults: list[str]


class Unexpected(logging.Handler):
    """What was logged of errors that nobody foresaw."""

    def __init__(self) -> None:
        super().__init__()
        self._met: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Of these alone, what was raised."""
        if record.msg.startswith(UNEXPECTED) and record.exc_info:
            self._met.append(repr(record.exc_info[1]))

    def taken(self) -> str:
        """As a person would see it; nothing where all is well."""
        met, self._met = self._met, []
        return f"Traceback {met}" if met else ""


class Sweep:
    """A collection in a folder, its sound copy beside it, and what it answers."""

    def __init__(self, folder: Path, count: int, seed: int, meaning: bool, mend_each: bool) -> None:
        self._mend_each = mend_each
        self._mended: set[tuple[object, ...]] = set()
        """File, kind of damage and all that was answered and told of it: that was mended already."""
        self._unexpected = Unexpected()
        logging.basicConfig(handlers=[self._unexpected], level=logging.ERROR)
        self._templates = FileSystemBytecodeCache(str(folder))
        self._file = folder / "config.toml"
        self._file.write_text(SETTINGS.format("auto" if meaning else "off"), encoding="utf-8")
        self.config = load_config(self._file)
        self._backup = folder / "sound"
        self._left: list[str] = []
        self._made: list[Document] = documents(count, seed)
        with open_store(self.config.store_url) as store:
            put(store, FileStore(self.config.files_path), self._made)
            self._cookie = sign_in(store)
            held = list(store.documents(range(ATTACHED, count + 1, ATTACHED)))
        self._files = [
            f"/document/{one.id}/attachment/{file.sha256}/a.pdf"
            for one in held
            for file in one.document.attachments
        ]
        self._command("index")
        self._answers()  # makes the key of past queries
        self._command("status")
        shutil.copytree(self.config.data, self._backup)
        self._untouched = states(self._backup)
        sound, again = self._answers(self._files), self._answers(self._files)
        self._sound = {name: answer for name, answer in sound.items() if again[name] == answer}
        for name in STATES:
            self._sound.pop(name, None)
        if changing := sound.keys() - self._sound.keys() - {*STATES}:
            print("not the same twice, left out:", *sorted(changing))

    def cases(self, places: int, seed: int) -> list[Case]:
        """What is to be tried."""
        return list(cases(self._backup, places, seed))

    def check_copy(self) -> None:
        """Raises RuntimeError where something wrote into a file that ought never to change."""
        if states(self._backup) != self._untouched:
            raise RuntimeError("the sound copy was written to: what was found is worth nothing")

    def judge(self, case: Case) -> Verdict:
        """Damage, ask, mend as it is told, ask again."""
        restore(self._backup, self.config.data)
        case.do(self.config.data)
        answers = self._answers(self._files if len(case.paths) > 1 else self._files[:1])
        status, verified = self._command("status", "--json"), self._command("verify", "--json")
        faults = [
            f"{name}: {answers[name][1][:300]!r}" for name in self._wrong(answers, status[0], verified[0])
        ]
        faults += [f"{name}: {text[:300]}" for name, (_, text) in _tracebacks(status, verified)]
        told = " ".join(text for code, text in (*answers.values(), status, verified) if code in (1, *SERVED))
        known = (case.paths, case.kind, frozenset(answers.items()), status, verified)
        if faults or not told or known in self._mended:
            return Verdict(bool(told), False, faults)
        faults = self._mend(told)
        if not faults and not self._mend_each:
            self._mended.add(known)
        return Verdict(True, True, faults)

    def _mend(self, told: str) -> list[str]:
        """Do what the sentences say, from the mildest on, until all is as it was."""
        said = []
        for named, remedy in (
            (r"gongkai index(?! --new)", self._index),
            (r"下次采集时会重新下载", self._crawl),
            (r"gongkai verify --repair", self._repair),
            (r"备份恢复", self._restore),
        ):
            if re.search(named, told):
                _, text = remedy()
                said.append(text)
                if "Traceback" in text:
                    return [text[:300]]
                if self._is_sound():
                    return []
        return [f"not mended: {self._left[:5]} {told[:300]} -> {' '.join(said)[-300:]}"]

    def _index(self) -> tuple[int, str]:
        return self._command("index")

    def _repair(self) -> tuple[int, str]:
        """And the crawl that brings again what was set aside."""
        code, text = self._command("verify", "--repair")
        return (code, text) if code else self._crawl()

    def _crawl(self) -> tuple[int, str]:
        """What one would bring."""
        with open_store(self.config.store_url) as store:
            put(store, FileStore(self.config.files_path), self._made)
        return self._index()

    def _restore(self) -> tuple[int, str]:
        for path in self.config.data.glob("gongkai.db*"):
            path.unlink()
        shutil.copy(self._backup / "gongkai.db", self.config.data)
        return self._command("index")

    def _is_sound(self) -> bool:
        if self._command("verify")[0]:
            self._left = ["verify"]
            return False
        answers = self._answers(self._files[:1])
        self._left = [name for name, answer in answers.items() if self._sound.get(name, answer) != answer]
        return not self._left

    def _wrong(self, answers: Answers, status: int, verified: int) -> list[str]:
        """Answers that differ and do not say why."""
        helped = {*HELPED, *TYPED}
        broken = [name for name in STATES if "Traceback" in answers[name][1]]
        return broken + [
            name
            for name, answer in answers.items()
            if self._sound.get(name, answer) != answer
            and not _says_so(answer)
            and not (status == 1 and name in helped)
            and not (verified == 1 and name in COUNTED)
        ]

    def _answers(self, files: Sequence[str] = ()) -> Answers:
        """To every question, for every page and some files; one answer for all where no interface begins."""
        try:
            app = create_app(self.config)
        except Exception as error:  # noqa: BLE001  (what it raises is what is looked for)
            names = [*QUERIES, *HELPED, *TYPED, *PAGES, *files, *STATES]
            return dict.fromkeys(names, (503, str(error) if "请" in str(error) else f"Traceback {error!r}"))
        app.jinja_env.bytecode_cache = self._templates
        client, answers = app.test_client(), {}
        client.set_cookie(COOKIE, self._cookie)
        asked = {name: f"/api/v1/search?{urlencode({'q': name})}" for name in (*QUERIES, *HELPED)}
        asked |= {name: f"/api/v1/suggest?{urlencode({'q': name})}" for name in TYPED}
        asked |= {name: name for name in (*PAGES, *files, *STATES)}
        for name, address in asked.items():
            with client.get(address) as answer:
                text = OF_THE_MOMENT.sub("", answer.get_data(as_text=True))
                answers[name] = answer.status_code, self._unexpected.taken() or text
        app.extensions[EXTENSION].close()
        return answers

    def _command(self, *arguments: str) -> tuple[int, str]:
        """Its status, and what it printed; a traceback where it met what it was not made for."""
        done = CliRunner().invoke(gongkai, ["--config", str(self._file), *arguments])
        broke = done.exception is not None and not isinstance(done.exception, SystemExit)
        return done.exit_code, f"Traceback {done.exception!r}" if broke else done.output


def _says_so(answer: tuple[int, str]) -> bool:
    return answer[0] in SERVED and "请" in answer[1] and "Traceback" not in answer[1]


def _tracebacks(*results: tuple[int, str]) -> list[tuple[str, tuple[int, str]]]:
    return [("command", result) for result in results if "Traceback" in result[1]]


def sweep(options: argparse.Namespace, folder: Path) -> int:
    """Print each failure and the counts; how many failures there were."""
    made = Sweep(folder, options.documents, options.seed, options.meaning, options.mend_each)
    every = made.cases(options.places, options.seed)
    todo = [case for case in every if any(word in str(case) for word in options.only or [""])]
    kinds, failed = Counter[str](), 0
    until = time.monotonic() + options.minutes * 60 if options.minutes else None
    if until:
        random.Random(options.seed).shuffle(todo)
    for number, case in enumerate(todo, 1):
        if until and time.monotonic() > until:
            break
        print(f"{number} of {len(todo)}: {case}", file=sys.stderr, flush=True)
        noticed, mended, faults = made.judge(case)
        kinds["noticed" if noticed else "without effect"] += 1
        kinds["mended"] += mended and not faults
        failed += bool(faults)
        for fault in faults[:3]:
            print(f"FAILED {case}: {fault}", flush=True)
    counts = json.dumps(kinds, ensure_ascii=False)
    of = f"{options.documents} documents, seed {options.seed}"
    done = kinds["noticed"] + kinds["without effect"]
    print(f"{done} cases of damage to {of}: {counts}, failed: {failed}")
    made.check_copy()
    return failed


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--places", type=int, default=6, help="flips and cuts of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--meaning", action="store_true", help="make vectors, too")
    parser.add_argument("--minutes", type=float, help="begin no case later: of all cases some by chance")
    parser.add_argument("--mend-each", action="store_true", help="also what was told the same before")
    parser.add_argument("--only", action="append", help="files with this in their path")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(bool(sweep(options, Path(folder))))


if __name__ == "__main__":
    main()
