"""The third and fourth tables of the form of 国办公开办函〔2021〕30号: the office fills them in by hand."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

THIRD_TITLE, FOURTH_TITLE = "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"

_CHECK = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_LEGAL = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_NEW, _LEFT = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
_DONE, _NEXT = "三、本年度办理结果", "四、结转下年度继续办理"
RESULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        (
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)
"""Of 本年度办理结果: each with its rows, or a row itself."""

NAMES_WIDTH, PEOPLE = 3, 7
"""Columns that name a row of the third table, and columns of figures behind them."""

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def write_third(sheet: Worksheet) -> None:
    """Three rows of heads, then the rows with their numbers; every figure is left open."""
    last = NAMES_WIDTH + PEOPLE
    _put(sheet, _CHECK, 1, 1, 3, NAMES_WIDTH)
    _put(sheet, "申请人情况", 1, NAMES_WIDTH + 1, 1, last)
    _put(sheet, "自然人", 2, NAMES_WIDTH + 1, 3, NAMES_WIDTH + 1)
    _put(sheet, "法人或其他组织", 2, NAMES_WIDTH + 2, 2, last - 1)
    for column, name in enumerate(_LEGAL, NAMES_WIDTH + 2):
        _put(sheet, name, 3, column)
    _put(sheet, "总计", 2, last, 3, last)
    for row, name in enumerate((_NEW, _LEFT), 4):
        _put(sheet, name, row, 1, row, NAMES_WIDTH)
    begins = row = 6
    for name, parts in RESULTS:
        _put(sheet, name, row, 2, row + max(len(parts), 1) - 1, 2 if parts else NAMES_WIDTH)
        for place, part in enumerate(parts, row):
            _put(sheet, part, place, NAMES_WIDTH)
        row += max(len(parts), 1)
    _put(sheet, _DONE, begins, 1, row - 1, 1)
    _put(sheet, _NEXT, row, 1, row, NAMES_WIDTH)
    sheet.cell(row, last)


def write_fourth(sheet: Worksheet) -> None:
    """Three rows of heads, and one row of figures, left open."""
    wide = len(OUTCOMES)
    _put(sheet, "行政复议", 1, 1, 2, wide)
    _put(sheet, "行政诉讼", 1, wide + 1, 1, 3 * wide)
    _put(sheet, "未经复议直接起诉", 2, wide + 1, 2, 2 * wide)
    _put(sheet, "复议后起诉", 2, 2 * wide + 1, 2, 3 * wide)
    for column, name in enumerate(OUTCOMES * 3, 1):
        _put(sheet, name, 3, column)
    sheet.cell(4, 3 * wide)


def _put(sheet: Worksheet, text: str, row: int, column: int, last_row: int = 0, last_column: int = 0) -> None:
    """A cell, merged as far as the last one."""
    sheet.cell(row, column, text)
    if last_row > row or last_column > column:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=last_row or row, end_column=last_column or column
        )
