"""What Word 6 and 95 wrote: bytes of a code page, in one run or in pieces, one or two to a character."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from compound_files import made_word95

from corpus.records import AttachmentText

Read = Callable[[bytes], AttachmentText]

TEXT = "云岭县广告管理办法ABC\r须经批准\r"
LINES = "云岭县广告管理办法ABC\n须经批准"
CHINA, AMERICA, LOCKED, WIDE = 0x804, 0x409, 0x0100, 0x1000


def double_bytes(text: str, encoding: str) -> bytes:
    """Two bytes a character, the second one first."""
    return b"".join(sign.encode(encoding)[::-1].ljust(2, b"\0") for sign in text)


@pytest.mark.parametrize("language", [CHINA, AMERICA])
@pytest.mark.parametrize("pieces", [1, 5])
@pytest.mark.parametrize("width", [1, 2])
def test_old_documents_are_read(language: int, pieces: int, width: int, read: Read) -> None:
    body = TEXT.encode("gbk") if width == 1 else double_bytes(TEXT, "gbk")
    flags = 0 if width == 1 else WIDE
    assert read(made_word95(body, language=language, flags=flags, pieces=pieces, width=width)).text == LINES


def test_two_bytes_may_be_unicode(read: Read) -> None:
    assert read(made_word95(TEXT.encode("utf-16-le"), flags=WIDE, width=2)).text == LINES


def test_what_a_higher_byte_says_of_letters_is_nothing(read: Read) -> None:
    assert read(made_word95(b"A\0\x92\x10B\x0f", flags=WIDE, width=2)).text == "A\u2019B"


def test_notes_of_an_old_document_follow_its_text(read: Read) -> None:
    assert read(made_word95("甲\x02\r".encode("gbk"), "\x02注\r".encode("gbk"))).text == "甲\n注"


def test_an_old_document_that_is_locked_is_told_as_that(read: Read) -> None:
    assert read(made_word95(b"HID", flags=LOCKED)).reading.value == "encrypted"
