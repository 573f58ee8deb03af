"""Figures for the yearly report on disclosure (国办公开办函〔2021〕30号), as far as documents tell them."""

from corpus.annual.figures import FIGURES, Figures, Scope, figures
from corpus.annual.form import pasted, write_form

__all__ = ["FIGURES", "Figures", "Scope", "figures", "pasted", "write_form"]
