"""The search: the home page, the results, their filters."""
