"""How well `extract` and `read_list` read saved pages that have an answer key."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

from corpus.records import Document
from crawler.extract import extract, read_list
from crawler.pages.page import Page

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "pages"
FLOORS = Path(__file__).with_name("floors.toml")
ENDS = 30
"""Characters of a body's beginning and end that the key holds."""

Scores = dict[str, list[bool]]
Misses = list[str]


def main() -> int:
    """Print the table; non-zero when a floor is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--verbose", action="store_true", help="list every miss")
    options.add_argument("--floors", action="store_true", help="fail if a floor in floors.toml is not met")
    chosen = options.parse_args()
    if not chosen.data.is_dir():
        print(f"no saved pages at {chosen.data}", file=sys.stderr)
        return 2
    scores, misses = measure(chosen.data)
    _print_table(scores)
    print(f"speed: {pages_per_second(chosen.data):.0f} detail pages/s on one core")
    if chosen.verbose:
        print("\n".join(misses))
    return _check_floors(scores) if chosen.floors else 0


def measure(data: Path) -> tuple[dict[str, Scores], Misses]:
    """Field to right/wrong for each family ("all" too), and a line for every miss."""
    scores: dict[str, Scores] = defaultdict(lambda: defaultdict(list))
    misses: Misses = []
    for file, family, field, right, said, wanted in (*_details(data), *_lists(data)):
        for group in ("all", family):
            scores[group][field].append(right)
        if not right:
            misses.append(f"{file}: {field}: {said!r}, key {wanted!r}")
    return scores, misses


def _details(data: Path):  # type: ignore[no-untyped-def]
    for key in _keys(data / "details.jsonl"):
        document = extract(_page(data, key))
        for field, said, wanted, right in compare(document, key):
            yield key["file"], document.family, field, right, said, wanted


def compare(document: Document, key: dict) -> list[tuple[str, object, object, bool]]:  # type: ignore[type-arg]
    """Each field as (name, said, wanted, right)."""
    text = _flat(document.text)
    compared: list[tuple[str, object, object, bool]] = [
        _equal("title", document.title, key["title"]),
        _equal("published", document.published_on and document.published_on.isoformat(), key["pub_date"]),
        _equal("agency", document.agency, key["agency"]),
        _equal("document_number", document.document_number, key["doc_no"]),
        _equal("index_number", document.index_number, key["index_no"]),
        _equal("topic", document.topic, key["topic"]),
        _equal("source", document.source, key["source"]),
        _equal("attachments", len(document.attachments), key["attachments"]),
    ]
    if key["body_first30"]:
        begin, end = _flat(key["body_first30"]), _flat(key["body_last30"])
        compared.append(("body_begin", text[:ENDS], begin, text[:ENDS] == begin))
        compared.append(("body_end", text[-ENDS:], end, text[-ENDS:] == end))
        size = key["body_chars"]
        compared.append(("body_size", len(text), size, abs(len(text) - size) <= max(10, size * 0.03)))
    return compared


def _lists(data: Path):  # type: ignore[no-untyped-def]
    for key in _keys(data / "lists.jsonl"):
        page = _page(data, key)
        said = read_list(page)
        first, last = said.entries[:1], said.entries[-1:]
        live = [item for item in (key["first"], key["last"]) if item and "javascript" not in item[1]]
        dead = page.html.count("javascript:;") > 0 and len(said.entries) < key["items"]
        pairs = [("list_count", len(said.entries), key["items"], len(said.entries) == key["items"] or dead)]
        for name, item, got in (("list_first", key["first"], first), ("list_last", key["last"], last)):
            if item in live:
                entry = got[0] if got else None
                shown = entry and (entry.title, entry.url, str(entry.published_on))
                pairs.append((name, shown, item, bool(entry) and _same_entry(page, entry, item)))
        wanted = page.absolute(key["next_page"]) if key["next_page"] else None
        pairs.append(("list_next", said.next, wanted, said.next == wanted))
        if key["total_pages"]:
            pairs.append(("list_pages", said.pages, key["total_pages"], said.pages == key["total_pages"]))
        for field, got, want, right in pairs:
            yield key["file"], said.family, field, right, got, want


def _same_entry(page: Page, entry, item) -> bool:  # type: ignore[no-untyped-def]
    titled = _flat(item[0]).startswith(_flat(entry.title))
    return titled and entry.url == page.absolute(item[1]) and str(entry.published_on) == item[2]


def _equal(field: str, said: object, wanted: object) -> tuple[str, object, object, bool]:
    return field, said, wanted, _flat(said) == _flat(wanted)


def _flat(value: object) -> str:
    """Text without white space, widths and styles of brackets."""
    text = re.sub(
        r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", str(value if value is not None else ""))
    )
    return text.translate(str.maketrans({"[": "〔", "]": "〕", "；": ";", "∶": ":"}))


def _keys(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _page(data: Path, key: dict) -> Page:  # type: ignore[type-arg]
    url = (key["url"] or f"http://portal.example/{key['file']}").replace(" (inferred)", "")
    return Page.parse((data / key["file"]).read_bytes(), url)


def pages_per_second(data: Path) -> float:
    """Detail pages from bytes to record in a second."""
    keys = _keys(data / "details.jsonl")
    bodies = [((data / key["file"]).read_bytes(), key["url"] or "http://portal.example/") for key in keys]
    start = time.perf_counter()
    for content, url in bodies:
        extract(Page.parse(content, url))
    return len(bodies) / (time.perf_counter() - start)


def _print_table(scores: dict[str, Scores]) -> None:
    fields = list(dict.fromkeys(field for group in scores.values() for field in group))
    families = ["all", *sorted(family for family in scores if family != "all")]
    print(f"{'':16}" + "".join(f"{family:>12}" for family in families))
    for field in fields:
        cells = (scores[family].get(field, []) for family in families)
        print(f"{field:16}" + "".join(f"{_share(cell):>12}" for cell in cells))


def _share(cell: list[bool]) -> str:
    return f"{100 * sum(cell) / len(cell):.0f}% {sum(cell)}/{len(cell)}" if cell else ""


def _check_floors(scores: dict[str, Scores]) -> int:
    floors = tomllib.loads(FLOORS.read_text("utf-8"))["extraction"]
    failed = 0
    for field, floor in floors.items():
        results = scores["all"][field]
        share = 100 * sum(results) / len(results) if results else 0
        if share < floor:
            print(f"below its floor: {field} {share:.1f} % < {floor} %", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
