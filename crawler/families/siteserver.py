"""SiteServer CMS: channels/<id>_<n>.html and contents/<channel>/<id>.html."""

import re

from crawler.families._marked import Marked

SITESERVER = Marked(
    name="siteserver",
    marks=("publishmentSystemID", "publishmentSystemId", "/sitefiles/assets/", "/SiteFiles/", "<stl:"),
    addresses=re.compile(r"/channels/\d+(?:_\d+)?\.html|/contents/\d+/\d+\.html"),
)
