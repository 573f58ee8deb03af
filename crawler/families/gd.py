"""Guangdong's unified platform: post_<id>.html, page n is index_n, absolute links in #page_div."""

import re

from crawler.families._marked import Marked

GD = Marked(
    name="gd",
    marks=("/content/post_", "/content/mpost_", "/gkmlpt/", "NFCMS"),
    addresses=re.compile(r"/m?post_\d+\.html|/gkmlpt/"),
    total=re.compile(r"class=\"last\"[^>]*href=\"[^\"]*index_(\d+)\.html"),
)
