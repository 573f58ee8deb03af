"""Books before Excel 97 behind the password that every Excel knows ([MS-OFFCRYPTO], 2.3.7)."""

from __future__ import annotations

import struct

from crawler.attachments import biff
from crawler.attachments.locked import DEFAULT_PASSWORD

PLAIN = (*biff.BOFS, biff.FILEPASS, 0xE1)
"""Records that are never locked: beginnings, the lock itself, and what says how menus are written."""
PLACE = 4
"""Bytes of the record of a sheet that say where it begins, and are not locked."""
KEY = 16
"""Bytes after which the key begins again."""
NOTHING = struct.pack("<H", 0xFFFF)
_TURNED = bytes((sign >> 5 | sign << 3) & 0xFF for sign in range(256))


def unlocked(stream: bytes) -> bytes | None:
    """The records as they were before; None where another password is needed."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR  # loaded when a file asks for it

    body, key = bytearray(), b""
    for record in biff.records(stream):
        for at, part in enumerate(record.parts):
            kind = biff.CONTINUE if at else record.kind
            start = len(body) + 4
            head = struct.pack("<HH", kind, len(part))
            if kind == biff.FILEPASS:
                if not DocumentXOR.verifypw(DEFAULT_PASSWORD, struct.unpack_from("<2H", part)[1]):
                    return None
                key = bytes(DocumentXOR.create_xor_array_method1(DEFAULT_PASSWORD))
                head = NOTHING + head[2:]
            elif key and kind not in PLAIN:
                begin = PLACE if kind == biff.BOUNDSHEET else 0
                part = part[:begin] + _plain(part[begin:], key, start + begin + len(part))
            body += head + part
    return bytes(body)


def _plain(part: bytes, key: bytes, turn: int) -> bytes:
    begun = key[turn % KEY :] + key[: turn % KEY]
    repeated = (begun * (len(part) // KEY + 1))[: len(part)]
    both = int.from_bytes(part, "big") ^ int.from_bytes(repeated, "big")
    return both.to_bytes(len(part), "big").translate(_TURNED)
