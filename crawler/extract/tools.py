"""The tools that portals print around a text: 打印, 字号, 分享, 收藏 … as lines of nothing else."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex

_WORDS = """
    文章字体 字体大小 字体 字号 大字 中字 小字 默认 超大 大 中 小 打印本页 打印此页 打印文章 我要打印 打印
    打印此文 告诉好友 挑错
    关闭窗口 关闭本页 关闭此页 关闭页面 关闭 返回顶部 返回列表 返回首页 返回上一页 返回上页 返回上级 返回
    回到顶部 返回目录 返回栏目
    首页 收藏本页 加入收藏 我要收藏 收藏 推荐给好友 推荐 分享到 分享至 分享 转发 微信好友 微信朋友圈 朋友圈
    微信 新浪微博 腾讯微博 微博 QQ空间 QQ好友 QQ 复制链接 更多 语音播报 语音朗读 朗读 播报 播放 暂停 停止
    听全文 内容纠错 网站纠错 我要纠错 纠错 我要评论 发表评论 评论 点赞 顶一下 踩一下 视频 图片 音频
    下载PDF PDF下载 下载PDF版 下载Word Word下载 下载WORD版 导出PDF 导出Word
    下载文字版 下载图片版 下载全文 下载 文字版 图片版 手机版 电脑版 放大 缩小 视力保护色 保护视力色 视力保护
    我要提意见 我要留言 我要咨询 我要参与 提交意见 发表意见 查看意见
    文件正文 文件原文 政策原文 政策解读 附件下载 相关附件
    无障碍阅读 无障碍 长者模式 适老版 关怀版 扫一扫 添加收藏 T A A+ A- T+ T-
"""
_WORD = "|".join(sorted(map(re.escape, _WORDS.split()), key=len, reverse=True))
_TOOL = lazy_regex(rf"(?:{_WORD})(?:[(（]\d{{0,6}}[)）])?")
_BETWEEN = lazy_regex(r"[\s|｜【】\[\]〖〗:：·>»<«＞＜/、]+")
_LOADING = lazy_regex(
    r"(?:视频|音频|图片|数据|内容|页面)?(?:正在)?加载中?[，,.…。\s]*(?:请稍[候后等])?[.…。\s]*|(?:您的?|当前)浏览器不支持.{0,30}"
)
"""What stands in the place of a film or a table until it is there."""


LONGEST = 80
"""Characters of a line of tools. A guess."""


def is_tools(line: str) -> bool:
    """Whether a line is tools alone."""
    if len(line) > LONGEST:
        return False
    if _LOADING.fullmatch(line):
        return True
    rest, times = _TOOL.subn("", line)
    return times > 0 and not _BETWEEN.sub("", rest)
