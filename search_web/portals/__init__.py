"""Portals and columns, as administrators add, change and pause them."""
