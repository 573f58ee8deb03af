"""Links out of the interface, and what a file is called."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from corpus.addresses import SCHEMES, parts_of
from corpus.fields import NAMES
from corpus.records import Attachment

KIND_CHARACTERS = 5
"""Longest suffix that is taken for a kind of file: .docx, .xhtml."""

KINDS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/ofd": "ofd",
    "application/zip": "zip",
    "image/jpeg": "jpg",
    "image/png": "png",
}
"""Suffixes of the media types in which bodies disclose, for files whose names have none."""

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""Of the tables that can be taken away; the charset of text is added where it is sent."""

PROGRAMS = ("action", "asp", "aspx", "cgi", "do", "jsp", "php")
"""Suffixes of addresses that send a file of another kind."""


def outside(url: str | None) -> str | None:
    """The address if a page may link to it: only http and https, never a script."""
    if not url or any(char <= " " or char == "\x7f" for char in url):
        return None
    parts = parts_of(url)
    return url if parts.scheme in SCHEMES and parts.netloc else None


def host(url: str) -> str:
    """The site an address belongs to, for people."""
    return parts_of(url).hostname or ""


def kind(attachment: Attachment) -> str:
    """`pdf`, `docx` …; empty when neither the name, the portal nor the address says."""
    declared = (attachment.media_type or "").partition(";")[0].strip().lower()
    by_address = _suffix(unquote(parts_of(attachment.url).path))
    return _suffix(attachment.title) or KINDS.get(declared) or ("" if by_address in PROGRAMS else by_address)


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name.strip()).suffix.lstrip(".").lower()
    return suffix if suffix.isascii() and suffix.isalnum() and len(suffix) <= KIND_CHARACTERS else ""


def safe_name(title: str) -> str:
    """A title without anything that a path or a header could trip over; may be empty."""
    name = "".join("_" if char in '/\\:*?"<>|;' else char for char in title if char.isprintable())
    return name.strip(" .")


def file_name(attachment: Attachment) -> str:
    """A name to save the file under, without anything that a path or a header could trip over."""
    title = safe_name(attachment.title) or NAMES["attachments"]
    suffix = kind(attachment)
    named = not suffix or title.lower().endswith("." + suffix)
    return title if named else f"{title}.{suffix}"
