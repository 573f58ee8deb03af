"""博达 VSB: info/<tree>/<id>.htm, further pages at <list>/<n>.htm counting down, dynamic list.jsp."""

import re

from crawler.families._marked import Marked

VSB = Marked(
    name="vsb",
    marks=("vsb_content", "v_news_content", "_simple_list_gotopage_fun", "wbtreeid=", "/system/resource/js/"),
    addresses=re.compile(r"/info/\d+/\d+\.html?|urltype=(?:news\.NewsContentUrl|tree\.TreeTempUrl)"),
    total=re.compile(r"_simple_list_gotopage_fun\(\s*(\d{1,6})"),
)
