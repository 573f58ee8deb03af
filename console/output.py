"""What the command prints as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import click


def print_json(value: Any) -> None:
    """One JSON value on one line; dates in ISO form."""
    click.echo(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"not JSON: {value!r}")
