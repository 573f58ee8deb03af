"""SiteServer CMS: channels/<id>_<n>.html and contents/<channel>/<id>.html."""

from corpus.lazy_regex import lazy_regex
from crawler.families._marked import Marked

SITESERVER = Marked(
    name="siteserver",
    marks=("publishmentSystemID", "publishmentSystemId", "/sitefiles/assets/", "/SiteFiles/", "<stl:"),
    addresses=lazy_regex(r"/channels/\d+(?:_\d+)?\.html|/contents/\d+/\d+\.html"),
)
