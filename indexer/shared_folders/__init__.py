"""The folders beside the index, from the machine that makes them to those that serve, through the bucket."""

from indexer.shared_folders.following import Following, follow
from indexer.shared_folders.publishing import publish

__all__ = ["Following", "follow", "publish"]
