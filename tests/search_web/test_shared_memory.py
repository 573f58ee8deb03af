"""Memory that several processes share: what is in it is whole, and whoever dies over it harms nobody."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from search_web.shared import shared_memory
from search_web.shared.shared_memory import NAME_BYTES, STEP, SharedMemory

ENTRIES = 16
CONTENT = 100
"""Bytes of what the tests keep; with its head 3 steps."""

MOST = STEP * (3 * ENTRIES + 1)


@pytest.fixture
def file() -> Iterator[int]:
    with tempfile.TemporaryFile() as file:
        yield file.fileno()


def name(number: int) -> bytes:
    return number.to_bytes(NAME_BYTES, "big")


def content(number: int, size: int = CONTENT) -> bytes:
    return bytes([number % 251]) * size


def held(memory: SharedMemory, *numbers: int) -> list[int]:
    return [number for number in numbers if memory.get(name(number)) is not None]


def test_what_one_puts_the_others_get_and_the_newest_of_a_name(file: int) -> None:
    one, other = SharedMemory(file, MOST), SharedMemory(file, MOST)
    assert other.get(name(1)) is None
    one.put(name(1), b"first")
    found = other.get(name(1))
    assert found is not None
    assert found.content == b"first"
    found.notes["seen"] = True
    other.put(name(1), b"second")
    later = SharedMemory(file, MOST)
    for memory in (one, other, later):
        newest = memory.get(name(1))
        assert newest is not None
        assert (newest.content, newest.notes) == (b"second", {})


def test_the_oldest_go_unless_they_were_asked_for() -> None:
    memory = SharedMemory(-1, MOST)
    for number in range(1, ENTRIES + 1):
        memory.put(name(number), content(number))
    assert held(memory, 1) == [1]
    for number in range(ENTRIES + 1, 2 * ENTRIES):
        memory.put(name(number), content(number))
    # What 1 was written again in place of is 2.
    assert held(memory, *range(1, 2 * ENTRIES)) == [1, *range(ENTRIES + 1, 2 * ENTRIES)]
    memory.put(name(99), bytes(MOST))
    assert held(memory, 99, 1) == [1], "what has no room is not kept, and nothing goes for it"
    assert SharedMemory(-1, 0).get(name(1)) is None


def test_it_holds_what_was_put_whatever_the_lengths(file: int) -> None:
    chance = Random(1)
    memories = [SharedMemory(file, MOST) for _ in range(3)]
    put: dict[int, bytes] = {}
    found = 0
    for _ in range(3_000):
        number = chance.randrange(20)
        put[number] = content(chance.randrange(251), chance.randrange(4 * STEP))
        chance.choice(memories).put(name(number), put[number])
        asked = chance.randrange(20)
        entry = chance.choice(memories).get(name(asked))
        found += entry is not None
        assert entry is None or entry.content == put[asked]
    assert found > 1_000


class Killed(Exception):
    """Stands for SIGKILL."""


class Dying:
    """Memory whose writer dies after so many bytes."""

    def __init__(self, memory: Any, left: int) -> None:
        self._memory = memory
        self._left = left

    def __getitem__(self, place: slice) -> Any:
        return self._memory[place]

    def __setitem__(self, place: slice, said: bytes) -> None:
        start = place.start or 0
        done = said[: self._left]
        self._memory[start : start + len(done)] = done
        self._left -= len(done)
        if len(done) < len(said):
            raise Killed


def test_a_writer_that_dies_at_any_byte_leaves_only_what_is_whole() -> None:
    left = 0
    while True:
        with tempfile.TemporaryFile() as opened:
            file = opened.fileno()
            writer, reader = SharedMemory(file, MOST), SharedMemory(file, MOST)
            for number in range(ENTRIES + 5):
                writer.put(name(number), content(number))
            assert held(reader, ENTRIES + 4)
            writer._memory = Dying(writer._memory, left)
            try:
                # It reaches over the end of the room: a filling entry is written, too.
                writer.put(name(8), content(88, MOST - STEP * 40))
                alive = True
            except Killed:
                alive = False
            for memory in (reader, SharedMemory(file, MOST)):
                for number in range(ENTRIES + 5):
                    entry = memory.get(name(number))
                    right = (
                        {content(number), content(88, MOST - STEP * 40)} if number == 8 else {content(number)}
                    )
                    assert entry is None or entry.content in right, (left, number)
            reader.put(name(77), content(77))
            assert held(SharedMemory(file, MOST), 77) == [77], left
            assert held(reader, 77) == [77], left
        if alive:
            break
        left += 1
    assert left > MOST - STEP * 40


def test_bytes_that_changed_are_no_content(file: int) -> None:
    memory = SharedMemory(file, MOST)
    memory.put(name(1), content(1))
    for place in range(2 * STEP, 2 * STEP + CONTENT):
        memory._memory[place] ^= 1
        assert held(memory, 1) == []
        memory._memory[place] ^= 1
    assert held(memory, 1) == [1]


WRITING = """
import sys
sys.path.insert(0, sys.argv[3])
from shared_memory import NAME_BYTES, SharedMemory
memory, number = SharedMemory(int(sys.argv[1]), int(sys.argv[2])), 0
while True:
    number += 1
    memory.put((number % 40).to_bytes(NAME_BYTES, "big"), bytes([number % 40]) * (500 + number % 7 * 900))
    if number == 50:
        print(flush=True)
"""

LARGE = 100_000


def begun(file: int) -> subprocess.Popen[bytes]:
    # Alone, without all of the interface, it begins at once.
    folder = str(Path(shared_memory.__file__).parent)
    process = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(file), str(LARGE), folder],
        stdout=subprocess.PIPE,
        pass_fds=(file,),
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.mark.slow
def test_killed_processes_leave_no_lock_and_nothing_false(file: int) -> None:
    chance = Random(2)
    memory = SharedMemory(file, LARGE)
    found = 0
    for _ in range(8):
        with begun(file) as one, begun(file) as other:
            late = time.monotonic() + chance.random() / 5
            while time.monotonic() < late:
                number = chance.randrange(40)
                if entry := memory.get(name(number)):
                    assert set(entry.content) == {number}
                    found += 1
            for process in (one, other):
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
        memory.put(name(99), b"after")
        assert held(memory, 99) == [99]
    assert found > 100


@pytest.mark.slow
def test_one_that_holds_still_over_it_keeps_nobody_waiting(file: int) -> None:
    memory = SharedMemory(file, LARGE)
    with begun(file) as process:
        try:
            late = time.monotonic() + 20
            while True:
                assert time.monotonic() < late, "it holds no lock while it writes"
                os.kill(process.pid, signal.SIGSTOP)
                os.waitid(os.P_PID, process.pid, os.WSTOPPED)
                try:
                    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    break
                fcntl.lockf(file, fcntl.LOCK_UN)
                os.kill(process.pid, signal.SIGCONT)
                time.sleep(0.001)
            memory.put(name(99), b"while it writes")
            assert held(memory, 99) == []
        finally:
            process.kill()
    memory.put(name(99), b"afterwards")
    assert held(memory, 99) == [99]
