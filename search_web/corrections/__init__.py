"""Staff correct what a document is catalogued by: one, or many at once."""
