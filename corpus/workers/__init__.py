"""Processes of this program that work for another."""
