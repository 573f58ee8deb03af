"""Tantivy through its Python binding: queries are built, not parsed; hits are read as users read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from _words import Text

try:
    import tantivy
except ImportError:
    tantivy = None


def write(folder: Path, texts: Iterable[Text]) -> None:
    """An index with one text field, positions included, as by default; its merges are waited for."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("url", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="whitespace")
    folder.mkdir(parents=True, exist_ok=True)
    writer = tantivy.Index(builder.build(), path=str(folder)).writer()
    for url, text in texts:
        writer.add_document(tantivy.Document(url=url, text=text))
    writer.commit()
    writer.wait_merging_threads()


def opened(folder: Path, count: bool = True) -> Callable[[list[str]], list[str]]:
    """Any of the words, by its BM25. It counts what it finds unless told otherwise, as we do."""
    index = tantivy.Index.open(str(folder))
    searcher, schema = index.searcher(), index.schema
    query, should = tantivy.Query, tantivy.Occur.Should

    def search(words: list[str]) -> list[str]:
        terms = [(should, query.term_query(schema, "text", word, "freq")) for word in words]
        found = searcher.search(query.boolean_query(terms), limit=10, count=count)
        return [searcher.doc(address)["url"][0] for _, address in found.hits]

    return search
