"""SiteServer CMS: channels/<id>_<n>.html and contents/<channel>/<id>.html."""

import re

from crawler.families._marked import Marked

SITESERVER = Marked(
    name="siteserver",
    marks=re.compile(r"\bpublishmentSystemID\b|/sitefiles/assets/|<stl:", re.IGNORECASE),
    addresses=re.compile(r"/channels/\d+(?:_\d+)?\.html|/contents/\d+/\d+\.html"),
)
