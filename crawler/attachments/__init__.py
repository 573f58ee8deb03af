"""Text out of attachments: one format a module, bytes in and lines out, in a process that may crash."""

from crawler.attachments.page_pictures import PagePictures
from crawler.attachments.reader import READER, AttachmentReader

__all__ = ["READER", "AttachmentReader", "PagePictures"]
