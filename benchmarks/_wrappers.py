"""What a portal, an editor and a clipboard put around a text and do to its paragraphs and characters."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from textwrap import wrap as fold

from _pools import POOLS

BREADCRUMBS = (
    "首页 > 政务公开 > 政策文件 > 正文",
    "当前位置：首页 >> 信息公开 >> 法定主动公开内容 >> 规范性文件",
    "您所在的位置：网站首页 / 政府信息公开 / 公示公告 / 详情",
    "无障碍浏览 | 长者助手 | 智能问答 | 登录\n"
    "首页 走进我们 政务公开 办事服务 互动交流 专题专栏\n请输入关键字 搜索",
    "",
)
TOP_LINES = (
    "来源：{source}",
    "发布时间：{day} {time}",
    "信息来源：{source} 发布日期：{day}",
    "【字体：大 中 小】",
    "字号：A+ A A-",
    "打印本页 关闭窗口",
    "浏览次数：{count}次",
    "分享到：微信 微博 QQ空间",
    "作者：{name} 责任编辑：{name} 审核：{name}",
    "索 引 号：{code}/{year}-{count} 主题分类：综合政务",
    "有效性：有效",
    "日期：{day} 点击量：{count} 保护视力色：",
)
BOTTOM_LINES = (
    "扫一扫在手机打开当前页",
    "【打印】【关闭】【收藏】",
    "分享到：",
    "上一篇：{other}\n下一篇：{other}",
    "上一条：没有了\n下一条：{other}",
    "相关文档：\n{other}\n{other}\n{other}",
    "相关链接\n· {other}\n· {other}\n· {other}\n· {other}\n· {other}",
    "（责任编辑：{name}）",
    "我要纠错",
    "您是第 {count} 位访问者",
    "附件下载：\n1.{other}.docx",
)
FOOTERS = (
    "主办：{source} 承办：{source}信息中心\n网站标识码：{code} 京ICP备{count}号 京公网安备 {code}号\n"
    "联系电话：010-{count} 网站地图 关于我们",
    "版权所有：{source} 未经授权不得转载\n"
    "Copyright © {year} All Rights Reserved\n"
    "建议使用1366×768以上分辨率、IE9.0以上版本浏览器",
    "网站声明 | 联系我们 | 网站地图 | 政府网站找错\n"
    "{source}主办 技术支持：{source}大数据局\n邮编：{code} 传真：0571-{count}",
    "",
)
TO_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(ord("0"), ord("9") + 1)})
TO_NARROW = str.maketrans("，；：（）", ",;:()")
LINE_WIDTHS = (28, 35, 40)
"""Characters in a line of a page of A4, as text comes out of a PDF."""


def wrapped(text: str, title: str, others: Sequence[str], chance: random.Random) -> str:
    """The text as it comes when a whole page of a portal is copied."""
    fill = _Filler(others, chance)
    lines = [chance.choice(BREADCRUMBS), title if chance.random() < 0.8 else ""]
    lines += chance.sample(TOP_LINES, chance.randint(2, 5)) if chance.random() < 0.95 else []
    lines += [text]
    lines += chance.sample(BOTTOM_LINES, chance.randint(1, 4))
    lines.append(chance.choice(FOOTERS))
    return "\n".join(line if line is text else fill(line) for line in lines if line)


class _Filler:
    """Puts names, dates and titles of other documents into a line of a portal."""

    def __init__(self, others: Sequence[str], chance: random.Random) -> None:
        self._others, self._chance = others, chance

    def __call__(self, line: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda slot: self._of(slot.group(1)), line)

    def _of(self, slot: str) -> str:
        chance = self._chance
        year = chance.randint(2009, 2025)
        drawn = {
            "source": chance.choice(POOLS["sources"]),
            "day": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "time": f"{chance.randint(8, 18):02}:{chance.randint(0, 59):02}",
            "count": str(chance.randint(100, 99_999_999)),
            "name": chance.choice(POOLS["editors"]),
            "code": str(chance.randint(1_000_000, 9_999_999)),
            "year": str(year),
            "other": chance.choice(self._others),
        }
        return drawn[slot]


def reflowed(text: str, chance: random.Random) -> str:
    """The same characters in other paragraphs, widths and blanks; sometimes nothing changes."""
    ways = (_indented, _joined, _printed, _wide, _narrow, _spaced, _split)
    for way in chance.sample(ways, chance.randint(0, 3)):
        text = way(text, chance)
    return text


def _indented(text: str, chance: random.Random) -> str:
    blank = chance.choice(("　　", "    ", "\u00a0\u00a0\u00a0\u00a0", "\t"))
    return "\n".join(blank + line.strip() for line in text.splitlines() if line.strip())


def _joined(text: str, chance: random.Random) -> str:
    joint = chance.choice(("", " ", "　　"))
    return joint.join(line.strip() for line in text.splitlines() if line.strip())


def _printed(text: str, chance: random.Random) -> str:
    """Lines of a printed page, with the page's number between."""
    width, numbered = chance.choice(LINE_WIDTHS), chance.random() < 0.5
    lines = [row for line in text.splitlines() for row in fold("　　" + line, width)]
    page = chance.randint(25, 40)
    if not numbered:
        return "\n".join(lines)
    pages = ["\n".join(lines[start : start + page]) for start in range(0, len(lines), page)]
    return "\n".join(f"{leaf}\n— {number} —" for number, leaf in enumerate(pages, 1))


def _wide(text: str, _: random.Random) -> str:
    return text.translate(TO_WIDE)


def _narrow(text: str, _: random.Random) -> str:
    return text.translate(TO_NARROW)


def _spaced(text: str, chance: random.Random) -> str:
    """Blanks around the numbers of articles and amounts, as editors put them."""
    blank = chance.choice((" ", "\u3000", "\u200b"))
    return re.sub(
        r"(第[一二三四五六七八九十百]+条)\s*",
        rf"\1{blank}{blank}",
        re.sub(r"(\d+)", rf"{blank}\1{blank}", text),
    )


def _split(text: str, chance: random.Random) -> str:
    """A new paragraph after some of the sentences."""
    return re.sub("。", lambda _: "。\n" if chance.random() < 0.4 else "。", text)
