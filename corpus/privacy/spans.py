"""Places in a text."""

Span = tuple[int, int]
"""Where something begins, and where it has ended."""
