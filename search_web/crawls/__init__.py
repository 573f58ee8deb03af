"""Crawls: what became of them, and a button that begins one."""
