"""Words of pages that portals send in place of documents: maintenance, errors, waiting rooms, checks."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from crawler.pages.markup import dense

LONGEST = 600
"""Characters; what such a page says is short. A guess (the longest seen has 180)."""

_THING = r"(?:系统|网站|本站|站点|平台|服务器?|数据库|网络|程序|页面|网页|内容|资源|信息|文件)"
_TITLE = lazy_regex(
    rf"^{_THING}?(?:正在|例行|临时|暂停|停机|割接)*(?:维护|升级|检修|调整|改版|建设|服务|关闭|访问)中?(?:公告|通知|通告|提示|说明|页面)?$"
    rf"|^{_THING}?(?:出错|错误|异常|繁忙|故障|不可用|无法访问|不存在|未找到|找不到|已?删除|丢失|失效)(?:了|啦|页面?|提示|信息)*$"
    r"|出错[了啦]|无法访问此|请稍[候后等]|正在加载|正在跳转|访问(?:受限|异常|被拒|出错|人数)|排队|友情提示|温馨提示|系统提示|提示信息"
    r"|安全(?:检查|检测|验证)|浏览器(?:检查|检测|环境)|(?:^|\D)(?:40[0-9]|50[0-9])(?:\D|$)"
    r"|notfound|forbidden|badgateway|unavailable|timed?out|^error|exception|maintenance|underconstruction",
    re.IGNORECASE,
)
_TEXT = lazy_regex(
    rf"(?:正在|进行|例行|临时|计划).{{0,12}}(?:维护|升级|检修|割接|改造).{{0,80}}(?:稍后|恢复|不便|谅解|暂停)"
    rf"|{_THING}.{{0,8}}(?:连接失败|连接超时|连接池|出错|错误|异常|繁忙|故障|宕机|不可用)"
    rf"|(?:您|你)?(?:访问|请求|查看|浏览|查找|要找|打开)的?(?:这个)?{_THING}.{{0,12}}(?:不存在|找不到|未找到|已被?删除|已被?移除|丢失|无法|暂时)"
    r"|稍[后候等]片?刻?.{0,4}(?:再试|重试|访问|刷新|再来)|(?:暂停|停止|中断)(?:对外)?.{0,6}服务|暂时?(?:无法|不能|停止)(?:提供|访问|打开|显示)"
    r"|(?:检查|检测|验证|确认).{0,6}(?:浏览器|访客|访问者|人机|运行环境)|(?:秒|即将|自动)[后内]?.{0,6}(?:跳转|刷新|返回首页)"
    r"|(?:开启|启用|打开|支持).{0,6}(?:javascript|cookie|脚本)|(?:访问|在线|当前).{0,4}(?:人数|请求|用户).{0,4}过[多大]"
    r"|系统管理员|错误代码|错误编号|requestid|stacktrace|nginx|apache|tomcat|notfound|badgateway|serviceunavailable",
    re.IGNORECASE,
)


def is_notice(title: str, text: str) -> bool:
    """Whether a page of this title and text looks like a notice; a document may do so by right."""
    said = dense(text)
    return len(said) <= LONGEST and bool(_TITLE.search(dense(title)) or _TEXT.search(said))
