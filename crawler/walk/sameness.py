"""Whether two documents are one, perhaps changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.lazy_regex import lazy_regex
from corpus.records import Document, Entry
from crawler.pages.markup import dense
from crawler.walk.likeness import is_related, name, pieces, same_title, shared, words

BARE = 200
"""Characters of a text up to which a page without a date, a number or a file may be anything. A guess."""

WHOLE_TITLE = 8
"""Characters from which a title that stands in another one is named there. A guess."""

NEARLY_ALL = 0.8
"""Share of the shorter text's pieces that the other has where both are one document. A guess."""

_OF_ANY_TITLE = lazy_regex(
    r"关于|印发|做好|开展|加强|进一步|有关|相关|情况|工作|事项|通知|公告|公示|通报|实施|方案|意见|办法|规定|的|\W"
)


def says_exactly(came: Document, held: Document) -> bool:
    """Whether two documents have one text; blanks do not count, and no text is none."""
    return bool(came.text) and "".join(came.text.split()) == "".join(held.text.split())


def shows_exactly(came: Document, held: Document) -> bool:
    """Whether two documents without a text have one title, the same pictures and files, and do have some."""
    return (
        not (came.text or held.text)
        and bool(came.html or came.attachments)
        and is_called(came.title, held.title)
        and came.html == held.html
        and _files(came) == _files(held)
    )


def is_one(came: Document, held: Document) -> bool:
    """Whether two texts that are related are one document, and not, say, the one that came after it."""
    if came.document_number and held.document_number and came.document_number != held.document_number:
        return False
    if says_exactly(came, held):
        return True
    return _same_day(came, held) and (is_called(came.title, held.title) or is_nearly_all(came, held))


def is_nearly_all(came: Document, held: Document) -> bool:
    """Whether the shorter of two texts stands in the other one, but for a little."""
    return shared(pieces(words(came.text)), pieces(words(held.text))) >= NEARLY_ALL


def is_called_as_listed(came: Document, entry: Entry) -> bool:
    """Whether a list has a document's title, perhaps cut short."""
    listed = name(entry.title)
    return bool(listed) and name(came.title).startswith(listed)


def is_called(title: str, other: str) -> bool:
    """Whether two titles have the same letters and digits."""
    return name(title) == name(other)


def continues(title: str, before: str) -> bool:
    """Whether a title is the one before or that with something added, such as 修订."""
    now, then = name(title), name(before)
    return now == then or (len(then) >= WHOLE_TITLE and then in now)


def belongs(came: Document, held: Iterable[Document]) -> bool:
    for before in held:
        if before.text.strip() and came.text.strip():
            if is_related(came.text, before.text):
                return True
        elif same_title(came.title, before.title) or _files(came) & _files(before):
            return True
    return False


def _same_day(one: Document, other: Document) -> bool:
    """Whether two documents may be of one day: reports that come every week have one title."""
    return one.dated_on is None or other.dated_on is None or one.dated_on == other.dated_on


def _files(document: Document) -> set[str]:
    return {file.url for file in document.attachments}


def names_nothing(title: str, text: str) -> bool:
    """Whether a text has no word of its title, but for those that most titles have."""
    parts = _OF_ANY_TITLE.split(dense(title))
    pairs = {part[place : place + 2] for part in parts for place in range(len(part) - 1)}
    said = dense(text)
    return bool(pairs) and not any(pair in said for pair in pairs)


def is_bare(document: Document) -> bool:
    told: Sequence[object] = (
        document.published_on,
        document.index_number,
        document.document_number,
        document.attachments,
    )
    return not any(told) and len(document.text) <= BARE
