"""博达 VSB: info/<tree>/<id>.htm, further pages at <list>/<n>.htm counting down, dynamic list.jsp."""

from corpus.lazy_regex import lazy_regex
from crawler.families._marked import Marked

VSB = Marked(
    name="vsb",
    marks=("vsb_content", "v_news_content", "_simple_list_gotopage_fun", "wbtreeid=", "/system/resource/js/"),
    addresses=lazy_regex(r"/info/\d+/\d+\.html?|urltype=(?:news\.NewsContentUrl|tree\.TreeTempUrl)"),
    total=lazy_regex(r"_simple_list_gotopage_fun\(\s*(\d{1,6})"),
)
