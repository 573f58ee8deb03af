"""Figures for the annual report, for staff."""
