"""Office's files behind the password that every Excel knows ([MS-OFFCRYPTO]), by msoffcrypto-tool."""

from __future__ import annotations

import io

from crawler.attachments.budget import Encrypted

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - no secret: it stands in the format's specification


def unlocked(body: bytes) -> bytes:
    """The file as it was before. Raises Encrypted where another password is needed."""
    # Brings all of OpenSSL with it: loaded when a file asks for it.
    import msoffcrypto
    import msoffcrypto.exceptions as faults

    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(body))
        office.load_key(password=DEFAULT_PASSWORD)
        office.decrypt(plain)
    except (
        faults.InvalidKeyError, faults.DecryptionError, faults.FileFormatError,
        faults.ParseError, OSError, ValueError, KeyError, IndexError, AttributeError, TypeError,
        AssertionError,
    ) as error:  # fmt: skip
        raise Encrypted from error
    return plain.getvalue()
