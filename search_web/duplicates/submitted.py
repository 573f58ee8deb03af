"""What somebody hands in to be looked for among the documents: a text, an address, a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from corpus import addresses
from corpus.errors import GongkaiError
from corpus.lazy_regex import lazy_regex
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.duplicates import Posting
from search_web.shared.errors import Refused
from search_web.shared.services import ReadFile
from search_web.shared.template_filters import size

MOST_CHARACTERS = 1_000_000
"""Characters of a text that are looked at: far more than the longest law has. A guess."""

MOST_TEXT_BYTES = 24 << 20
"""Bytes of a form without its file that are read, so that a text too long is shown again. A guess."""

OUR_DOCUMENT = lazy_regex(r"/(?:staff/)?document/([0-9]{1,18})/?")
"""Our own page of a document."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A posting, and the document it is where it was named by its address."""

    posting: Posting
    stored: StoredDocument | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """How a file that is handed in is read."""

    read_file: ReadFile | None
    """None where uploads are not offered."""
    most_bytes: int

    def posting(self, file: FileStorage) -> Posting:
        """The posting that a file makes. Raises Refused."""
        if self.read_file is None:
            raise Refused(422, "本站没有开通上传。请直接粘贴正文。")
        content = file.stream.read(self.most_bytes + 1)
        if len(content) > self.most_bytes:
            raise Refused(413, self.too_large)
        try:
            return Posting.of(self.read_file(content, file.filename or "文件"))
        except GongkaiError as error:
            raise Refused(422, str(error)) from error

    @property
    def too_large(self) -> str:
        """What to do about a file that is not read."""
        return f"上传的文件太大，最大 {size(self.most_bytes)}。请只上传需要查重的那一份，或直接粘贴正文。"


def from_form(request: Request, store: Store, upload: Upload) -> Submitted:
    """The one text, address or file of a form. Raises Refused."""
    allow(request, upload.most_bytes)
    try:
        fields, files = request.form, request.files
    except RequestEntityTooLarge as error:
        raise Refused(413, upload.too_large) from error
    text, url, file = fields.get("text", ""), fields.get("url", "").strip(), files.get("file")
    handed_in = [bool(text.strip()), bool(url), bool(file and file.filename)]
    if sum(handed_in) > 1:
        raise Refused(400, "粘贴正文、填写网址、上传文件三种方式只能用一种。请清空其余的再查重。")
    if url:
        return from_address(url, request.host, store)
    posting = upload.posting(file) if file and file.filename else Posting(text)
    return Submitted(fit(_with_fields(posting, fields)))


def allow(request: Request, most_bytes: int) -> None:
    """Let a form bring a whole text and a file of so many bytes."""
    request.max_form_memory_size = MOST_TEXT_BYTES
    request.max_content_length = most_bytes + MOST_TEXT_BYTES


def form_values(request: Request) -> Mapping[str, str]:
    """What a person wrote into the form, to be shown again; nothing where it is too long to be read."""
    try:
        return request.values
    except RequestEntityTooLarge:
        return {}


def from_address(url: str, our_host: str, store: Store) -> Submitted:
    """A document that is held, by its own address or that of our page. Raises Refused."""
    stored = store.by_url(url)
    if stored is None and addresses.fault(url):
        raise Refused(400, "网址不正确。请填写完整的网址，以 http:// 或 https:// 开头。")
    stored = stored or _held(url, our_host, store)
    if stored is None:
        raise Refused(422, "本站没有收录这个网址。请核对网址；还没有收录的网页，请粘贴正文或上传文件。")
    document = stored.document
    if not document.text.strip():
        raise Refused(422, "这个网页没有正文，只有附件。请上传附件，或直接粘贴正文。")
    return Submitted(fit(Posting.of(document)), stored)


def from_json(said: Any) -> Posting:
    """The object that a publishing system sends. Raises Refused."""
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise Refused(400, "请提交 JSON 对象，其中 text 是需要查重的正文。")
    for name in ("title", "document_number", "agency", "issued_on"):
        if not isinstance(said.get(name), str | None):
            raise Refused(400, f"{name} 应当是字符串。请改正后重试。")
    # JSON can hold halves of characters, which no text can.
    text = said["text"].encode("utf-8", "ignore").decode()
    return fit(_with_fields(Posting(text), said))


def fit(posting: Posting) -> Posting:
    """The posting if it has a text that is not too long. Raises Refused."""
    if not posting.text.strip():
        raise Refused(400, "没有可以查重的文字。请粘贴正文、填写网址或上传文件。")
    if len(posting.text) > MOST_CHARACTERS:
        raise Refused(413, too_long())
    return posting


def too_long() -> str:
    """What to do about a text that is not looked at."""
    most = MOST_CHARACTERS // 10_000
    return f"文字太长，最多 {most} 万字。请只提交需要查重的那一份文件的正文。"


def _with_fields(posting: Posting, said: Mapping[str, Any]) -> Posting:
    """With what is said beside the text; it goes before what the text's own page says."""
    day = str(said.get("issued_on") or "").strip()
    try:
        issued_on = date.fromisoformat(day) if day else posting.issued_on
    except ValueError as error:
        raise Refused(400, "成文日期不正确。请写成 2024-03-11 的样子。") from error
    named = {name: str(said.get(name) or "").strip() for name in ("title", "document_number", "agency")}
    given: dict[str, Any] = {name: value for name, value in named.items() if value}
    return replace(posting, issued_on=issued_on, **given)


def _held(url: str, our_host: str, store: Store) -> StoredDocument | None:
    parts = urlsplit(url)
    ours = OUR_DOCUMENT.fullmatch(parts.path)
    if ours and parts.netloc.lower() == our_host.lower():
        return store.get(int(ours[1]))
    bare = parts._replace(fragment="").geturl()
    other = {"http": "https", "https": "http"}[parts.scheme]
    spellings = (bare, parts._replace(fragment="", scheme=other).geturl())
    return next((stored for one in dict.fromkeys(spellings) if (stored := store.by_url(one))), None)
