"""A document's own words that are not what it says now: its beginning alone, or what it said before."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from operator import eq

from corpus.lazy_regex import lazy_regex
from corpus.records import Document
from crawler.pages.markup import dense
from crawler.walk.sameness import is_called, says_exactly

TORN = 10
"""Characters at the end of a page that breaks off which are no text: half a tag, say. A guess."""

ENDS = (b"</html", b"</body")

LONGEST_WALL = 100
"""Characters of a demand to sign in. A guess."""

_REST = "(?:[本该此]文)?(?:全文|全部|更多|完整|剩余|其余|余下|正文|内容|详情|原文|文章|[。！!，,）)]|$)"
"""What a demand to sign in is about; a document tells to sign in for marks, seats and forms."""

_WALL = lazy_regex(
    rf"(?:登[录陆]|注册|认证|关注|扫码).{{0,16}}(?:后|即可|才能|方可).{{0,6}}(?:查看|阅读|浏览|显示|获取){_REST}"
    r"|(?:查看|阅读|浏览|获取|解锁)(?:全文|全部|更多|完整|剩余|其余).{0,12}(?:登[录陆]|注册|认证|关注|扫码)"
)
"""A demand to do something before the rest is shown."""

_SIGN_IN = "(?:登[录陆]|注册|认证|关注|扫码)"
_WHOLE = "(?:[本该此]文)?(?:全文|全部|更多|完整|剩余|其余|余下|正文|原文)(?:部分)?(?:内容|正文|文章)?"

_WALL_ALONE = lazy_regex(
    rf"{_SIGN_IN}[^,，。;；]{{0,4}}(?:后|即可|才能|方可)[^,，。;；]{{0,4}}(?:查看|阅读|浏览|显示|获取){_WHOLE}(?:[。！!，,）)]|$)"
    rf"|(?:查看|阅读|浏览|获取|解锁){_WHOLE}[,，]?(?:您)?[请需须应]?(?:您)?[先要]?{_SIGN_IN}(?:[/或、]{_SIGN_IN})?(?:后|[。！!，,）)]|$)"
)
"""The same where nothing is known of the rest: one that says where to sign in may be all that there is."""


def is_cut_off(body: bytes, came: Document, held: Document) -> bool:
    """Whether a page breaks off before its end, and lacks of the document what stood behind that."""
    if has_end(body):
        return False
    said, before = dense(came.text), dense(held.text)
    if not before.startswith(said[: max(len(said) - TORN, 0)]):
        return False
    files = {file.url for file in came.attachments}
    return len(said) < len(before) or files < {file.url for file in held.attachments}


def is_behind_wall(came: Document, held: Document) -> bool:
    """Whether the document's beginning came at the most, and that the rest is for those who sign in."""
    said, before = dense(came.text), dense(held.text)
    same = len(list(takewhile(bool, map(eq, said, before))))
    if same == len(before) or len(said) - same > LONGEST_WALL or came.attachments:
        return False
    return bool(_WALL.search(said, same)) and not _WALL.search(before)


def ends_at_wall(came: Document) -> bool:
    """Whether a new document ends with a demand to sign in for the rest."""
    return not came.attachments and bool(_WALL_ALONE.search(dense(came.text)[-LONGEST_WALL:]))


def has_end(body: bytes) -> bool:
    """Whether a page has the tag at its end, which some portals leave out."""
    lower = body.lower()
    return any(end in lower for end in ENDS)


def is_as_before(came: Document, held: Document, former: Iterable[Document]) -> bool:
    """Whether a document says again exactly what it said before its present text."""
    if says_exactly(came, held):
        return False
    return any(says_exactly(came, one) and is_called(came.title, one.title) for one in former)
