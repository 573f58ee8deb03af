"""Pulls published items from portals into the store: fetch speaks HTTP, extract reads, crawl joins them."""

from crawler.check import ColumnCheck, check
from crawler.crawl import crawl, crawl_all, fetch
from crawler.errors import CrawlError, LayoutChanged, UnknownFamily
from crawler.extract import classify, extract, links, read_list
from crawler.fetch import Stopped
from crawler.page import Page
from crawler.probe import MOST_PAGES, FoundColumn, Probed, probe
from crawler.report import CrawlEvent, CrawlReport, Problem

__all__ = [
    "MOST_PAGES",
    "ColumnCheck",
    "CrawlError",
    "CrawlEvent",
    "CrawlReport",
    "FoundColumn",
    "LayoutChanged",
    "Page",
    "Probed",
    "Problem",
    "Stopped",
    "UnknownFamily",
    "check",
    "classify",
    "crawl",
    "crawl_all",
    "extract",
    "fetch",
    "links",
    "probe",
    "read_list",
]
