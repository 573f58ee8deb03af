"""What staff may do."""

from __future__ import annotations

from enum import Enum


class Role(str, Enum):
    """Of an account; who administers may all that an editor may."""

    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {Role.EDITOR: "编辑", Role.ADMINISTRATOR: "管理员"}
"""As people read and type them."""
