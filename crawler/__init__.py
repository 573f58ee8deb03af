"""Pulls published items from portals into the store: fetch speaks HTTP, extract reads, crawl joins them."""

from crawler.crawl import crawl, fetch
from crawler.errors import CrawlError, LayoutChanged, UnknownFamily
from crawler.extract import classify, extract, links, read_list
from crawler.page import Page
from crawler.report import CrawlEvent, CrawlReport, Problem

__all__ = [
    "CrawlError",
    "CrawlEvent",
    "CrawlReport",
    "LayoutChanged",
    "Page",
    "Problem",
    "UnknownFamily",
    "classify",
    "crawl",
    "extract",
    "fetch",
    "links",
    "read_list",
]
