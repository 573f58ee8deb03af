"""What came back for an address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer, or the word that nothing changed."""

    url: str
    """Where it came from in the end, after redirects."""
    requested_url: str
    status: int
    """2xx, or 304."""
    body: bytes
    """Decompressed; empty for 304."""
    content_type: str | None = None
    """The whole header, with its charset."""
    etag: str | None = None
    last_modified: str | None = None
    file_name: str | None = None
    """That Content-Disposition gives it."""
    moved: bool = False
    """Whether it is at `url` for good: each redirect that led there says so."""

    own_url: str | None = None
    """That its headers give as its own (RFC 6596), as it stands there."""
    age: float = 0.0
    """Seconds for which a cache had it (RFC 9111, 5.1)."""

    @property
    def not_modified(self) -> bool:
        """Whether the portal says that what we hold is still right."""
        return self.status == 304

    @property
    def media_type(self) -> str | None:
        """The type alone, as `application/pdf`."""
        return (self.content_type or "").partition(";")[0].strip().lower() or None
