"""Figures for Prometheus, of all processes that serve together, at an address of their own."""

from search_web.metrics.counts import Counts, shared_file
from search_web.metrics.measuring import Measuring
from search_web.metrics.server import MetricsServer

__all__ = ["Counts", "Measuring", "MetricsServer", "shared_file"]
