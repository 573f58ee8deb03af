"""How the `gongkai` command speaks: progress, errors and usage in Chinese."""

from console.group import ChineseGroup
from console.progress import Progress

__all__ = ["ChineseGroup", "Progress"]
