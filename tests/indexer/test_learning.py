from __future__ import annotations

import json
import lzma
import random
import re
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from helpers_indexing import ask, made_documents

from corpus.config import Config, IndexSettings
from corpus.records import Document
from corpus.store import Store
from indexer.building import build
from indexer.building.learning import learn
from indexer.engines import EngineRequest
from indexer.engines.open import open_engine
from indexer.query import Term
from indexer.text import normalise, open_segmenter, weigh
from indexer.text.collocations import collocations
from indexer.text.lexicon import lexicon
from indexer.text.segment import Jieba, RJieba

SUBJECTS = re.findall("..", "公园桥梁渔民学校医院道路市场河流农田工厂图书车辆税款合同档案补贴门票房屋")
VERBS = re.findall("..", "开放检修申请公布征收登记批准停用修缮移交退还评审招标验收巡查清退补办公示")


def sentence(chance: random.Random) -> str:
    return (
        f"{chance.choice(SUBJECTS)}{chance.choice(VERBS)}后{chance.choice(VERBS)}{chance.choice(SUBJECTS)}。"
    )


@pytest.fixture
def collection(store: Store) -> Store:
    """A collection with a place, a programme and a work that no dictionary has."""
    chance = random.Random(3)
    for number in range(60):
        told = [sentence(chance) for _ in range(40)]
        told += [f"{chance.choice(SUBJECTS)}旺畲通{chance.choice(VERBS)}{number}次。"]
        told += ["依照《渡口法》和《渡口办法》。"]
        store.put(
            Document(
                url=f"http://portal.test/{number}",
                title=f"第{number}号",
                text="\n".join(told),
                agency="赤槐县人民政府",
            )
        )
    return store


def having(config: Config, word: str) -> int:
    """Documents in which it is a word."""
    return open_engine(config).reader().search(EngineRequest(Term(word), fold=False)).total


def words_file(config: Config) -> Path:
    (path,) = config.index_path.glob("*/words-*.txt")
    return path


def test_places_works_and_what_stands_together_are_learned(collection: Store, config: Config) -> None:
    learned = learn(collection, config.index)
    assert {"赤槐县", "渡口法", "旺畲通"} <= set(learned)
    assert "渡口办法" not in learned
    assert list(learned) == sorted(set(learned))


def test_every_learned_word_is_cut_as_one(collection: Store, config: Config) -> None:
    learned = learn(collection, config.index)
    ours = open_segmenter(config.index, weigh(config.index, learned))
    assert [word for word in learned if ours.cut(word) != [word]] == []


def test_a_small_collection_learns_nothing(store: Store, config: Config) -> None:
    store.put_many(made_documents(20))
    assert learn(store, config.index) == ()
    build(store, config)
    kept = words_file(config).read_text(encoding="utf-8").splitlines()
    assert [line.partition(" ")[0] for line in kept] == list(lexicon(""))


def test_learned_words_find_what_they_name(collection: Store, config: Config) -> None:
    build(collection, config)
    assert having(config, "旺畲通") == having(config, "渡口法") == 60
    assert "旺畲通" in ask(collection, config, "旺畲通").terms
    assert ask(collection, config, "旺畲通").total == 60


def test_a_build_goes_on_with_the_words_of_its_index(collection: Store, config: Config) -> None:
    build(collection, config)
    kept = words_file(config).read_bytes()
    collection.put(Document(url="http://portal.test/new", title="新", text="旺畲通建成。"))
    report = build(collection, config)
    assert (report.indexed, report.rebuilt) == (1, False)
    assert words_file(config).read_bytes() == kept
    assert having(config, "旺畲通") == 61
    assert having(config, "畲通") == 0
    assert open_engine(config).status().problem is None


def test_a_rebuild_learns_anew(collection: Store, config: Config) -> None:
    build(collection, config)
    former = words_file(config)
    for number in range(60):
        collection.withdraw(f"http://portal.test/{number}")
    collection.put_many(made_documents(5))
    build(collection, config, rebuild=True)
    assert not former.exists()
    assert "旺畲通" not in words_file(config).read_text(encoding="utf-8")


def test_an_index_is_cut_by_its_own_words_whatever_the_dictionary_says_by_now(
    collection: Store, config: Config, tmp_path: Path
) -> None:
    dictionary = tmp_path / "words.txt"
    dictionary.write_text("渡口开放\n旺畲通公园 3\n", encoding="utf-8")
    config = replace(config, index=replace(config.index, user_dictionary=str(dictionary)))
    build(collection, config)
    dictionary.write_text("", encoding="utf-8")
    cut = open_engine(config).reader().segmenter.cut
    assert [cut(word) for word in ("渡口开放", "旺畲通公园", "旺畲通")] == [
        ["渡口开放"],
        ["旺畲通公园"],
        ["旺畲通"],
    ]
    assert "词典已更换" in (open_engine(config).rebuild_reason() or "")


def test_what_answers_reads_no_frequencies_of_jieba(collection: Store, config: Config) -> None:
    pytest.importorskip("rjieba")
    build(collection, config)
    program = (
        "import sys; from pathlib import Path; from corpus.config import Config;"
        "from indexer.engines.open import open_engine;"
        "segmenter = open_engine(Config(data=Path(sys.argv[1]))).reader().segmenter;"
        "print(segmenter.cut('旺畲通'), 'jieba' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program, config.data], stdout=subprocess.PIPE, check=True)
    assert said.stdout.decode().split() == ["['旺畲通']", "False"]


@pytest.mark.parametrize("content", [None, b"", "鲲鹏".encode()])
def test_damaged_words_are_told_and_the_next_build_mends_them(
    collection: Store, config: Config, content: bytes | None
) -> None:
    build(collection, config)
    path = words_file(config)
    kept = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert "请" in (open_engine(config).status().problem or "")
    report = build(collection, config)
    assert report.rebuilt
    assert path.name in (report.reason or "")
    assert words_file(config).read_bytes() == kept


def test_every_process_cuts_by_the_learned_words(collection: Store, tmp_path: Path) -> None:
    config = Config(data=tmp_path, index=IndexSettings(processes=2, memory_mb=1))
    chance = random.Random(5)
    for number in range(100, 160):
        text = "\n".join(sentence(chance) for _ in range(400))
        collection.put(Document(url=f"http://portal.test/{number}", title="长", text=text + "旺畲通。"))
    build(collection, config)
    assert having(config, "旺畲通") == 120


def test_what_stands_in_longer_runs_or_by_chance_is_no_word() -> None:
    chance = random.Random(2)
    texts = [[chance.choice(SUBJECTS), chance.choice(VERBS), "。"] for _ in range(3000)]
    for _ in range(40):
        texts.append([chance.choice(SUBJECTS), "旺", "畲通", chance.choice(VERBS)])
        texts.append([chance.choice(SUBJECTS), "应当", "依法", chance.choice(VERBS)])
    assert list(collocations(texts)) == ["旺畲通"]


def test_rjieba_cuts_by_learned_words_as_jieba_does(law_data: Path, config: Config, store: Store) -> None:
    pytest.importorskip("rjieba")
    with lzma.open(law_data / "laws.jsonl.xz", "rt", encoding="utf-8") as lines:
        laws = [json.loads(line) for line in islice(lines, 40)]
    for law in laws:
        agency = "赤槐县人民政府"
        store.put(Document(url=law["url"], title=law["title"], text=agency + law["text"], agency=agency))
    words = lexicon("", learn(store, config.index))
    assert len(words) > len(lexicon(""))
    ours, fast = Jieba(words), RJieba(words)
    for law in laws[:10]:
        text = normalise(f"赤槐县人民政府{law['text']}")
        assert fast.cut(text) == ours.cut(text)
