"""Words of questions that say nothing of what is asked for: they count towards the score, never required."""

from __future__ import annotations

from collections.abc import Collection

from corpus.lazy_regex import lazy_regex

_WORDS = """
    怎么办 怎么 怎样 怎么样 如何 什么 啥 哪些 哪个 哪里 哪儿 哪 哪种 哪几 为什么 为何 多少 几 多久
    多长时间 何 何时 何种 吗 呢 吧 啊 呀 么 嘛 了 的 地 得 着 过 之 其 是 是否 是不是 有 有没有
    能不能 可不可以 会不会 要不要 能否 可否 应该 应当 应 该 需要 要 想 想要 请问 请 问 问一下 一下 咨询
    麻烦 谢谢 您好 你好 告诉 知道 我 我们 你 你们 您 他 她 它 他们 她们 它们 自己 咱 咱们 大家 谁 有人
    某 某人 这 那 这个 那个 这样 那样 这些 那些 这种 那种 这里 那里 在 和 与 及 或 或者 还是 并 而 但
    但是 不过 因为 所以 因此 由于 如果 假如 要是 的话 就 都 也 还 又 再 才 只 很 太 更 最 非常 比较
    已经 正在 曾经 会 能 能够 可以 可 被 把 将 让 给 对 对于 关于 从 向 到 为 为了 以 于 由 按 按照
    根据 比 等 等等 个 一个 一 上 下 中 里 内 外 后 前 时 时候 之后 之前 以后 以前 没 没有 没人 不 别
    规定 情况 问题 有关 相关 进行 属于 算 行 方面 方式 做 办 来 去 说 看 出现 发生 遇到 认为 觉得 具体
    怎么弄 咋办 咋 咋样 咋弄 怎么着 怎么回事 咋回事 如何办 能不 可不 行不行 好不好 有啥 啥时候 什么时候
    什么样 多大 多长 多少钱 想问 想知道 想了解 了解一下 求助 请教 帮忙 帮 大概 到底 究竟 而且 另外 目前 现在
    回来 回去 过来 过去 起来 出来 上去 下来 下去
    一次 一天 最多 最少 一共 总共 大约 左右 主要 一般 通常 分别 包括 是什么 今年 去年 前年
"""
FILLER = frozenset(_WORDS.split())

THINGS = frozenset(["规定", "情况", "问题"])
"""Those of them that are asked for where they are all that is typed beside a phrase: "低保" 规定."""

_DEEDS = """
    交 缴 补 办 领 取 查 退 报 转 算 换 考 用 开 申请 办理 申领 领取 提取 查询 缴纳 交纳 补缴 计算 登记 报名
    享受 更换 换领 补办 申报 注销 变更 转移 报考 使用 开具
"""
DEEDS = frozenset(_DEEDS.split())
"""What people want to do with what they ask for."""
HOW = frozenset(
    ["怎么", "怎样", "怎么样", "如何", "哪里", "哪儿", "多少", "什么", "流程", "手续", "条件", "材料"]
)
"""What shows that they ask how to do that."""


_MEASURED = lazy_regex("(?:多少|几)个?([钱元块天年月次岁分人亩])")


def measured(text: str) -> frozenset[str]:
    """What people ask how much or many of it is: 钱 in 火化一次多少钱, which tells nothing by itself."""
    return frozenset(found[1] for found in _MEASURED.finditer(text))


def deeds(words: Collection[str]) -> frozenset[str]:
    """What people want to do with what they ask for, beside 怎么: 五险一金怎么交 asks for 五险一金."""
    return frozenset() if HOW.isdisjoint(words) else HOW | DEEDS
