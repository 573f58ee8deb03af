"""Messages on a pipe, each with its length before it; and errors as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from corpus.errors import GongkaiError

LENGTH_BYTES = 8

LONGEST = 1 << 32
"""Bytes that are believed to come; a process that says more is out of its mind. A guess."""


def send(pipe: IO[bytes], message: bytes) -> None:
    """Raises OSError when the other side is gone."""
    pipe.write(len(message).to_bytes(LENGTH_BYTES, "little"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """The next message. Raises EOFError when the other side is gone."""
    length = int.from_bytes(_exactly(pipe, LENGTH_BYTES), "little")
    if length > LONGEST:
        raise EOFError
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


def error_to_json(error: GongkaiError) -> dict[str, Any]:
    """Its kind, its sentence and its plain fields."""
    fields = {name: value for name, value in vars(error).items() if isinstance(value, str | int | None)}
    return {"kind": type(error).__name__, "sentence": str(error), "fields": fields}


def error_from_json(said: dict[str, Any]) -> GongkaiError:
    """The same error; a plain GongkaiError where its kind is not known here."""
    kinds = {kind.__name__: kind for kind in _kinds(GongkaiError)}
    kind = kinds.get(said["kind"], GongkaiError)
    error = kind.__new__(kind, said["sentence"])
    vars(error).update(said["fields"])
    return error


def _kinds(kind: type[GongkaiError]) -> Iterator[type[GongkaiError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)
