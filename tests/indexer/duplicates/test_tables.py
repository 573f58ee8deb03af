"""Keys in tables: merged a few rows at a time, and looked up for a bounded number of documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from indexer.duplicates import candidates, tables
from indexer.duplicates.signatures import LOOKED_UP, TABLES, Signature, joined
from indexer.duplicates.tables import Tables, merge_segments, write_segment
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array

KEYS = 400
UNKNOWN = np.array([-1], np.int64)


def signature(chance: np.random.Generator) -> Signature:
    return Signature(*(np.unique(chance.integers(0, KEYS, 20)).astype(np.uint64) for _ in range(7)))


def with_shingles(shingles: list[int]) -> Signature:
    nothing = np.zeros(0, np.uint64)
    own = np.array(sorted(shingles), np.uint64)
    return Signature(nothing, nothing, nothing, own, nothing, nothing, nothing)


def held(opened: Tables, table: str) -> dict[int, set[int]]:
    """The keys of each document."""
    found = opened.find(table, np.arange(KEYS, dtype=np.uint64), KEYS)
    keys: dict[int, set[int]] = {}
    for key, number in zip(found.keys.tolist(), found.documents.tolist(), strict=True):
        keys.setdefault(number, set()).add(key)
    return keys


def written(path: Path, made: Mapping[int, Signature]) -> Tables:
    write_segment(path, made, made)
    return Tables([path])


def reads(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The most rows that were read at once of each array of keys and of documents."""
    most: dict[str, int] = {}
    whole, part = ArrayFile.__getitem__, ArrayFile.part

    def kept(name: str, found: Array) -> Array:
        if name.endswith((".hashes", ".docs")):
            most[name] = max(most.get(name, 0), len(found))
        return found

    monkeypatch.setattr(ArrayFile, "__getitem__", lambda file, name: kept(name, whole(file, name)))
    monkeypatch.setattr(ArrayFile, "part", lambda file, name, where: kept(name, part(file, name, where)))
    return most


def test_merging_a_few_rows_at_a_time_keeps_what_each_document_has_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MERGED_AT_ONCE", 70)
    monkeypatch.setattr(tables, "BLOCK", 16)
    read = reads(monkeypatch)
    chance, now, paths = np.random.default_rng(3), dict[int, Signature](), []
    for number in range(4):
        made = {int(one): signature(chance) for one in chance.choice(60, 20, replace=False)}
        withdrawn = [number, number + 20]
        now = {one: keys for one, keys in (now | made).items() if one in made or one not in withdrawn}
        paths.append(tmp_path / f"{number}.arrays")
        write_segment(paths[-1], made, {*made, *withdrawn})
    wanted = {name: {one: set(getattr(keys, name).tolist()) for one, keys in now.items()} for name in TABLES}
    newer, whole = tmp_path / "newer.arrays", tmp_path / "whole.arrays"
    merge_segments(newer, Tables(paths).segments[2:], keep_gone=True)
    merge_segments(whole, Tables([*paths[:2], newer]).segments, keep_gone=False)
    assert 0 < max(read.values()) <= tables.MERGED_AT_ONCE
    for merged in (Tables([*paths[:2], newer]), Tables([whole])):
        assert {name: held(merged, name) for name in TABLES} == wanted
    assert sorted(Tables([whole]).segments[0].ids.tolist()) == sorted(now)


def test_what_few_have_is_looked_up_first_and_stands_for_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {number: with_shingles([*range(50), 100 + number]) for number in range(1, 41)}
    alike = with_shingles([*range(50), *range(200, 210)])
    opened = written(tmp_path / "0.arrays", form | {50: alike})
    keys = {name: joined([alike], name) for name in LOOKED_UP}
    (everything,) = candidates.candidates(opened, keys, UNKNOWN)
    assert everything[0] == 50
    assert len(everything) == candidates.CANDIDATES
    monkeypatch.setattr(candidates, "MOST_MEETINGS", 10)
    assert candidates.candidates(opened, keys, UNKNOWN) == [[50]]
