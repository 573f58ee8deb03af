"""Pulls published items from portals into the store: fetch speaks HTTP, extract reads, crawl joins them."""

from crawler.crawl import crawl, crawl_all, fetch
from crawler.errors import CrawlError, LayoutChanged, UnknownFamily
from crawler.extract import classify, extract, links, read_list
from crawler.fetch import Stopped
from crawler.page import Page
from crawler.report import CrawlEvent, CrawlReport, Problem

__all__ = [
    "CrawlError",
    "CrawlEvent",
    "CrawlReport",
    "LayoutChanged",
    "Page",
    "Problem",
    "Stopped",
    "UnknownFamily",
    "classify",
    "crawl",
    "crawl_all",
    "extract",
    "fetch",
    "links",
    "read_list",
]
