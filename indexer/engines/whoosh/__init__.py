"""The engine that keeps its segments with Whoosh and ranks them with NumPy."""

from indexer.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
