"""Identity numbers, bank cards and mobile numbers: what looks like one and passes its own check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from corpus.lazy_regex import lazy_regex
from corpus.privacy.spans import Span

APART = "[ \u00a0\u3000-]?"
"""What may stand between the groups in which people write figures; elsewhere it parts cells of a table."""

_FIGURES = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
"""Full-width figures, one for one."""

_LONG = lazy_regex(rf"[0-9０-９]{{4}}{APART}[0-9０-９]{{3}}")
"""Stands in every number that is looked for, and is soon found not to stand in a text."""

PROVINCES = frozenset(
    (
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
        83,
    )
)
"""The first two figures of an identity number (GB/T 2260; 83 since 2018 for residents from Taiwan)."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
"""The eighteenth figure by the sum of the others (GB 11643-1999, ISO 7064 MOD 11-2)."""

_IDENTITY = lazy_regex(
    rf"(?<![0-9A-Za-z.])[1-8][0-9]{{5}}{APART}[0-9]{{4}}{APART}[0-9]{{4}}{APART}[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = lazy_regex(
    rf"(?<![0-9A-Za-z.])(?:\+?86{APART})?"
    r"(?P<own>1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])"
    rf"{APART}[0-9]{{4}}{APART}[0-9]{{4}})(?![0-9A-Za-z]|\.[0-9]|[万亿]?元)"
)
"""Prefixes that the ministry has given out to mobile networks; none of them begins a landline."""

CONTACT_BEFORE = 120
"""Characters before a number in which it is said whom it calls. A guess: three names with their numbers."""

_CONTACT = lazy_regex("联系人|报名电话|招聘电话|预约电话|订餐|客服|代理机构|采购单位|招标人")
"""Who is to be called is said with it."""
_CONTACT_BEHIND = lazy_regex("[，,、；;（( \u3000\t]*联系人")
_NUMBER_OF = "联系方式|联系电话"
_BUYING = lazy_regex("采购|招标|投标|中标|成交|供应商")
_BODYS_CONTACT = lazy_regex(
    "(?:公司|办公室|窗口|大厅|政府|中心|医院|法院|学校|派出所|事务所|委员会|居委会|村委会|[局厅])"
    rf"[^，,、；;：:\t]{{0,10}}(?:{_NUMBER_OF})"
)
"""Persons have a 联系电话, too: it has to be said to be a body's."""
_NAMED_BEFORE = lazy_regex(r"[^：:\t]{0,20}联系人[：:]")
_SENTENCE = lazy_regex("[。；！？]")
_LABELS = lazy_regex("联系|电话|手机|号码|方式|移动|固定|办公|微信|同号|传真|[或及和]|[^\u4e00-\u9fff]")
"""All that a line holds which goes on with the line before."""
_SUBJECT = lazy_regex(
    "申请人|当事人|被告|原告|户主|学生|家长|监护人|受益人|领取人|收款人|举报人|投诉人|患者|死者|家属|姓名|身份证|身份号码"
    "|本人|低保(?!中心|办|科)|家庭(?!农场|医生)|特困|五保|低收入|贫困户|脱贫户|困难群众|救助对象|优抚对象|孤儿|亲属|配偶"
    "|残疾(?!人联合会)|村民(?!委员会)|居民(?!委员会|医保|养老|基本)|住户|业主(?!委员会|单位)|职工|工作单位|紧急联系"
)
"""Somebody of whom a document tells: whose number is nobody's to call."""

_CARD = lazy_regex(
    rf"(?<![0-9A-Za-z.])[3-9][0-9]{{3}}(?:{APART}[0-9]{{4}}){{2}}{APART}[0-9]{{3,4}}(?:{APART}[0-9]{{1,3}})?"
    r"(?![0-9A-Za-z]|\.[0-9])"
)

_LONG_RUN = lazy_regex(r"(?<![0-9])[0-9]{14,}[0-9Xx]")
"""A number so long that it may be somebody's."""

BEFORE = 24
"""Characters before a number in which it is said what it is. A guess."""

OF_AN_OFFICE = lazy_regex(
    r"(?:咨询|监督|举报|投诉|服务|值班|热线|办公|传真|客服|邮编|编号|文号|批号|证号|案号)[^，。；\n0-9]{0,10}$"
)
"""What is meant to be read by everybody, or is no telephone."""

_IN_DOCUMENT_NUMBER = lazy_regex(
    r"(?:[〔\[【](?:19|20)[0-9]{2}年?[〕\]】][ \u3000]*字?第?"
    r"|[\u4e00-\u9fff]字第?|第|〔|\[|№|No\.)[ \u3000]*$"
)
"""What stands before the figures of a document number."""

NO_PERSONS = lazy_regex(
    r"(?:信用代码|机构代码|项目代码|项目编号|招标编号|采购编号|合同编号|备案号|索引号)[：: \u3000]*$"
)
"""What an identity number is not, whatever its check figure says."""

_CARD_SAID = lazy_regex("卡号|账号|帐号|账户|帐户|开户|银行|信用社")
_PAID_INTO = lazy_regex(
    "对公|基本户|专户|财政|保证金|非税|收款账[号户]|收款单位|缴[款费]|捐[赠款]|案款|单位名称"
)
"""An account into which the public pays, and which has to be published for that."""

_BANK = "(?:工商|农业|建设|交通|邮政储蓄|招商|民生|光大|中信|兴业|华夏|平安)银行|农村信用|农村商业|农商"
_HOLDER = lazy_regex(
    r"(?:开户名称?|户名|账户名称?|帐户名称?|收款人|收款单位|单位名称|开户单位)[：:\s]*"
    r"(?P<name>[\u4e00-\u9fff（）()]{2,}?)"
    r"(?=开户|[账帐][号户]|卡号|银行[：:账帐卡]"
    rf"|(?<!中国)(?:中国)?(?:{_BANK})|[^\u4e00-\u9fff（）()]|$)"
)
"""The name ends where a form without spaces goes on with the bank or the account."""
_BODY = lazy_regex(
    "公司|中心|政府|学校|医院|基金|专户|总工会|合作社|供销社|委会|[局厅委站馆厂店]$|[支分]行$"
    "|.{3}[处所室部院校队]$|.{4}[科社会]$"
)
"""How bodies are called; names of persons end with 科, 社 and 会, too, but are shorter."""

_IN_BRACKETS = lazy_regex("[（(].*")

HOLDER_BEFORE = 100
"""Characters before a card in which its holder is named. A guess: room for a bank's name and two labels."""

UNION_PAY, UNION_PAY_LENGTHS = ("62", "9558"), (16, 19)
"""How cards begin that are issued in China, and how many figures most have; others must be said to be one."""


def may_hold_number(text: str) -> bool:
    """Whether figures stand in it in such a row as every number has that is looked for."""
    return bool(_LONG.search(text))


def long_numbers(text: str) -> Iterator[Span]:
    """What may be a card or an identity number with a slip in it, or one of the old fifteen figures."""
    plain = with_figures(text)
    for form in (_IDENTITY, _CARD, _LONG_RUN):
        for found in form.finditer(plain):
            yield found.span()


def identity_numbers(text: str) -> Iterator[Span]:
    """Eighteen figures with a province, a day of birth and the right check figure."""
    plain = with_figures(text)
    for found in _IDENTITY.finditer(plain):
        said = plain[max(0, found.start() - BEFORE) : found.start()]
        if is_identity_number(bare(found[0])) and not NO_PERSONS.search(said):
            yield found.span()


def is_identity_number(number: str) -> bool:
    """Whether eighteen characters are one."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(figure) for weight, figure in zip(WEIGHTS, number, strict=False))
    right = CHECKS[total % 11] == number[17]
    return right and int(number[:2]) in PROVINCES and date(1900, 1, 1) <= born <= date.today()


def bank_cards(text: str) -> Iterator[Span]:
    """Numbers of cards that pass Luhn's check, accounts of bodies left out."""
    plain = with_figures(text)
    for found in _CARD.finditer(plain):
        number, said = bare(found[0]), plain[max(0, found.start() - BEFORE) : found.start()]
        usual = number.startswith(UNION_PAY) and len(number) in UNION_PAY_LENGTHS
        if (
            (usual or _CARD_SAID.search(said))
            and passes_luhn(number)
            and not _of_a_body(plain, found.start())
        ):
            yield found.span()


def _of_a_body(text: str, start: int) -> bool:
    """Whether the account that begins there is a body's: by who holds it, or else by what it is for."""
    holders = _HOLDER.findall(text[max(0, start - HOLDER_BEFORE) : start])
    said = text[max(0, start - BEFORE) : start]
    return bool(
        _BODY.search(_IN_BRACKETS.sub("", holders[-1]))
        if holders
        else _PAID_INTO.search(said) or "公司" in said
    )


def passes_luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B; never for one figure over and over."""
    doubled = [int(figure) * (1 + place % 2) for place, figure in enumerate(reversed(number))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0 and len(set(number)) > 2


def mobile_numbers(text: str) -> Iterator[tuple[Span, bool]]:
    """Mobile numbers, those left out that are said to be an office's, and whether each is given to be called.

    That is one which is named in one breath with 联系人 and the like.
    """
    plain = with_figures(text)
    for found in _MOBILE.finditer(plain):
        said = plain[max(0, found.start() - BEFORE) : found.start()]
        if not OF_AN_OFFICE.search(said) and not _IN_DOCUMENT_NUMBER.search(said):
            yield found.span("own"), _to_be_called(plain, *found.span())


def _to_be_called(text: str, start: int, end: int) -> bool:
    """Told from the line so far, its last sentence; where it is but a label, from what stands before, too."""
    first = max(0, start - CONTACT_BEFORE)
    begin = text.rfind("\n", first, start) + 1 or first
    line = text[begin:start]
    said = _SENTENCE.split(line)[-1]
    if _SUBJECT.search(said):
        return False
    if _CONTACT.search(said) or _BODYS_CONTACT.search(said) or _CONTACT_BEHIND.match(text, end):
        return True
    if re.search(_NUMBER_OF, said) and _BUYING.search(said):
        return True
    return not _LABELS.sub("", line) and _called_before(text, begin, line)


def _called_before(text: str, begin: int, line: str) -> bool:
    """Whether lines before say whom a number calls that has a line to itself."""
    end = max(0, begin - 1)
    first = max(0, end - CONTACT_BEFORE)
    former = text[text.rfind("\n", first, end) + 1 or first : end]
    if _NAMED_BEFORE.match(former):
        return not _SUBJECT.search(former)
    section = text[max(0, begin - CONTACT_BEFORE) : begin]
    bought = re.search(_NUMBER_OF, line) and _BUYING.search(section)
    return bool(bought) and not _SUBJECT.search(section)


@lru_cache(maxsize=1)
def with_figures(text: str) -> str:
    """A text with plain figures, once for all that is looked for; nothing where no number can stand in it."""
    return text.translate(_FIGURES) if may_hold_number(text) else ""


def bare(number: str) -> str:
    """Its figures, without what parts them."""
    return "".join(char for char in number.upper() if char.isalnum())
