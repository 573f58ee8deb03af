"""Whether two documents without a text are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import Attachment, Document
from crawler.walk.sameness import shows_exactly

URL = "http://portal.example/view?id=1"
TITLE = "云岭县城镇体系规划图"
FILE = Attachment(url="http://portal.example/1.pdf", title="规划图.pdf")
PICTURE = Document(URL, TITLE, "", html='<img src="1.png">')
FILES = Document(URL, TITLE, "", attachments=(FILE,))


@pytest.mark.parametrize("shown", [PICTURE, FILES])
def test_what_shows_the_same_pictures_or_files_is_one(shown: Document) -> None:
    assert shows_exactly(shown, replace(shown, url=f"{URL}&print=1"))
    assert not shows_exactly(shown, replace(shown, title="云岭县土地利用规划图"))
    assert not shows_exactly(shown, replace(shown, text="图纸说明。"))


def test_other_pictures_other_files_or_nothing_at_all_tell_of_no_likeness() -> None:
    other = replace(FILE, url="http://portal.example/2.pdf")
    assert not shows_exactly(PICTURE, replace(PICTURE, html='<img src="2.png">'))
    assert not shows_exactly(FILES, replace(FILES, attachments=(other,)))
    assert not shows_exactly(Document(URL, TITLE, ""), Document(f"{URL}&print=1", TITLE, ""))
