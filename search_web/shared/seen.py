"""Whether somebody else changed what a form shows since it was shown: the form carries its mark."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

BUSY = "没有保存：此刻别人正在保存。您填写的还在下面，请稍等几秒，再保存一次。"
"""Where two save at the same moment."""


def mark_of(texts: Mapping[Any, str]) -> str:
    """What tells these texts, by their names, from others."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]
