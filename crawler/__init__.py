"""Pulls published items from portals into the store: fetch speaks HTTP, extract reads, crawl joins them."""

from crawler.attachments import PagePictures
from crawler.extract import classify, explained, extract, read_list
from crawler.fetch import Stopped
from crawler.file_text import FileText, file_text
from crawler.handed_in import read_file
from crawler.ordered import Orders
from crawler.pages.errors import CrawlError, LayoutChanged, UnknownFamily
from crawler.pages.folded import FoldedAddress, folded
from crawler.pages.links import links
from crawler.pages.page import Page
from crawler.walk.check import ColumnCheck, check
from crawler.walk.crawl import crawl, crawl_all, fetch
from crawler.walk.probe import MOST_PAGES, FailedPage, FoundColumn, Probed, probe
from crawler.walk.report import CrawlEvent, CrawlReport, Problem
from crawler.walk.rereading import Reread, reread
from crawler.walk.run import Word
from crawler.walk.working import Worker

__all__ = [
    "MOST_PAGES",
    "ColumnCheck",
    "CrawlError",
    "CrawlEvent",
    "CrawlReport",
    "FailedPage",
    "FileText",
    "FoldedAddress",
    "FoundColumn",
    "LayoutChanged",
    "Orders",
    "Page",
    "PagePictures",
    "Probed",
    "Problem",
    "Reread",
    "Stopped",
    "UnknownFamily",
    "Word",
    "Worker",
    "check",
    "classify",
    "crawl",
    "crawl_all",
    "explained",
    "extract",
    "fetch",
    "file_text",
    "folded",
    "links",
    "probe",
    "read_file",
    "read_list",
    "reread",
]
