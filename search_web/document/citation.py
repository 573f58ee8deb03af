"""How a document is quoted, and its text as a file."""

from __future__ import annotations

from datetime import date

from corpus.records import Document


def citation(document: Document, address: str, retrieved: date) -> str:
    """《标题》（文号），机构，日期。网址（检索日期），without what the document does not say."""
    number = f"（{document.document_number}）" if document.document_number else ""
    day = document.issued_on or document.published_on
    facts = [f"《{document.title}》{number}", document.agency, day.isoformat() if day else None]
    return f"{'，'.join(fact for fact in facts if fact)}。{address}（{retrieved.isoformat()} 检索）"


def as_text(document: Document, address: str, retrieved: date) -> str:
    """Title, text, and where it is from, for a file of plain text."""
    lines = [document.title, "", document.text, "", citation(document, address, retrieved)]
    if document.url.startswith("http"):
        lines.append(f"原文：{document.url}")
    return "\n".join(lines) + "\n"
