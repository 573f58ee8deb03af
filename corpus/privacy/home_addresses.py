"""Where persons live, to the door: an address after the name of a person, and not that of a body."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy_regex import lazy_regex
from corpus.privacy.spans import Span

_HOME = lazy_regex(
    r"(?:家庭住址|家庭地址|户籍所在地|户籍地址|户籍地|现住址|现住|家住|住址|住所地|住所|住)"
    r"[：:于在为是]?[ \u3000]*"
    r"(?P<where>(?!房|宅|院|户)[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9０-９（）()#－—–-]{3,58}"
    r"(?:(?:[0-9０-９A-Za-z]+|[一二三四五六七八九十]+)(?:室|户|号(?![楼院线文令])|单元(?![0-9０-９]))"
    r"|[0-9０-９A-Za-z](?:栋|幢|座|号楼|单元)[0-9０-９]{3,4}(?![0-9０-９室户号年平㎡])))"
)
"""An address is one only as far as a door."""

BEFORE = 90
"""Characters before an address in which it is said whose it is. A guess: a party's line of a decision."""

_PERSON = lazy_regex(
    "姓名|[，,、；;\\s（(][男女][，,、；;\\s）)]|身份证|公民身份|出生|[一-鿿]{2,4}[（(][男女]|居民|村民"
    "|户主|低保户|五保户|特困人员|家长"
    "|申请人(?![：:\\s]*[一-鿿（）()]{2,30}(?:经营部|超市|幼儿园|银行|[支分]行|农场|村委会|居委会|商行|工作室))"
)
_BODY = lazy_regex(
    "公司|法定代表人|负责人|经营者|字号|统一社会信用代码|厂|店|中心|合作社|单位|医院|学校|局|委员会|政府"
)


def may_hold_address(text: str) -> bool:
    """Whether an address stands in it, whosever."""
    return bool(_HOME.search(text))


def home_addresses(text: str) -> Iterator[Span]:
    """The addresses themselves."""
    for found in _HOME.finditer(text):
        first = max(0, found.start() - BEFORE)
        line = text.rfind("\n", first, found.start()) + 1
        # A table may have the name in the line before.
        line = text.rfind("\n", first, max(0, line - 1)) + 1
        said = text[max(line, first) : found.start()]
        persons = [one.end() for one in _PERSON.finditer(said + " ")]
        bodies = [one.end() for one in _BODY.finditer(said)]
        if persons and max(persons) > max(bodies, default=0):
            yield found.span("where")
