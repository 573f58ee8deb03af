"""The labels portals print before metadata, as words; matching them is `labels`."""

from __future__ import annotations

from itertools import product

_FIELDS = {
    "index_number": """
        索引号 索取号 信息索取号 信息索引 信息索引号 索引编号 索引码 公开索引号
    """,
    "document_number": """
        文号 发文字号 发文号 公文文号 文件编号 文件号 公文字号 文件文号 发文文号 文件字号 发文编号
        公文编号 发布文号
    """,
    "published_on": """
        发布日期 发布时间 公开日期 发布于 公开时间 上网日期 上网时间 发稿时间 发表时间 公布日期
        信息时间 日期 时间 更新时间 更新日期 信息发布时间 信息发布日期 文章发布时间 录入时间 添加时间
        上传时间 网上发布日期 信息提供日期 发文发布日期 发布日 加入时间 加入日期 发表日期 发稿日期 添加日期
        date time updated updatetime updatedate lastupdated published publishedon posted
        releasetime releasedate issuedate 上载日期 上载时间 挂网日期
        挂网时间 上传日期 答复时间 回复时间 答复日期 回复日期 公告日期 公告时间
        访谈时间 直播时间 发布 发表 公示日期 公布时间
        本文发布于 本文发表于 本文发布时间 文章发布于 信息发布于
    """,
    "issued_on": """
        成文日期 生成日期 发文日期 制发日期 印发日期 签发日期 形成日期 成文时间 发文时间 产生日期
        印发时间 落款日期 成稿日期
    """,
    "agency": """
        发布机构 发文机关 发布机关 发文单位 发布单位 发文机构 制发机关 公开机构 公开单位 责任部门
        公开责任部门 发布部门 发文部门 制定机关 印发机关 公开主体 所属机构 发文 信息公开机构
        公开部门 制发单位 办文单位 信息所属单位
        供稿单位 发布主体 答复单位 回复单位 答复部门 回复部门 答复机构 回复机构 答复机关
    """,
    "office": """
        机构分类
    """,
    "author": """
        作者 发布人 发布者
    """,
    "source": """
        source 来源 信息来源 文章来源 稿件来源 来源单位 内容来源 稿源 文章出处 出处 来自
        来源于 消息来源 来源部门 来源网站 供稿
    """,
    "topic": """
        主题分类 分类 主题类别 信息分类 主题类型 主题
    """,
    "genre": """
        体裁分类 体裁 文种 公文种类 体裁类别 公文类型 公文体裁 文件种类
    """,
    "validity": """
        有效性 信息有效性 效力状态 时效性 时效 文件状态 是否有效 有效状态 文件时效 时效状态 效力 效力状况
    """,
    "keywords": """
        主题词 关键词 关键字 标签
    """,
    "summary": """
        内容概述 内容摘要 内容概要 内容简介 信息概述 概述 内容提要
    """,
    "title": """
        名称 标题 信息名称 文件名称 公文名称 信息标题 公文标题 信件标题 来信标题 信件主题 来信主题
        咨询标题 留言标题 咨询主题 留言主题 文章标题 公告标题 访谈主题
    """,
}
# English labels stand in small letters and without blanks.
LABELS: dict[str, tuple[str, ...]] = {field: tuple(words.split()) for field, words in _FIELDS.items()}
"""The labels seen for each field; one that means two things stands where it is likelier."""

_OTHER_LABELS_WORDS = """
    公开方式 公开时限 公开范围 公开类别 公开形式 公开程序 服务对象 组配分类 服务对象分类
    实施日期 失效日期 生效日期 生效时间 废止日期 废止时间 执行日期 有效期 统一编号 信息类别 信息格式
    语种 区域 浏览次数 浏览量 访问量 访问次数 点击量 点击数 点击率 阅读次数 阅读量 阅读 浏览 点击
    字体 字号 字体大小 编辑 责任编辑 责编 审核 审核人 打印 分享 分享到 视力保护色 视力保护
    保护视力色 大小 附件 附件下载 相关附件 相关文件 相关解读 信息编码 记录形式 载体类型 备注
    备注/文号 著录日期 受理单位 公开属性 公开依据 编号 登记号 有效期限 当前位置 您的位置 所在位置
    栏目 所属栏目 收藏 朗读 二维码 点击次数 记者 通讯员 录入人 录入者 录入 校对 有效期至
    信息员 信息审核 审签 审签人 签发 签发人
    views clicks hits author editor fontsize
    信息时效期 时效期 失效时间 到期时间 到期日期 实施时间
    施行日期 施行时间 公告编号 法规类型 内容类别 效力说明 统一登记号 登记编号 公开载体 载体形式
    网友 提问人 提问时间 留言人 留言时间 咨询人 咨询时间 来信时间 写信时间 投诉时间
    评论 评论数 人气 围观 点赞 查看次数 文件下载
    写信人 来信人 信件编号 来信编号 信件类别 来信类型 信件类型 受理部门 受理时间 受理状态 办理状态
    机构分类 行业分类 公开类型 文件类型 文件类别 所属主题 发布渠道
"""
_RECORD_FIELDS = {
    "title": "行政许可决定文书名称 行政处罚决定文书名称 许可决定文书名称 案件名称 处罚名称",
    "document_number": """
        行政许可决定文书号 行政许可决定书文号 许可决定文书号 行政处罚决定文书号 行政处罚决定书文号
        处罚文书号 许可文书号 行政处罚文书号 行政许可文书号 决定文书号 处罚决定书号 文书号
        处罚决定文书号 处罚决定书文号 决定书文号 行政许可决定书编号 行政处罚决定书编号
    """,
    "published_on": "公示日期",
}
_DECIDED = (("", "作出"), ("", "行政"), ("处罚", "许可"), ("", "决定"), ("", "的"))
"""What stands before who or when in the labels of a record: 作出行政处罚决定的机关名称."""

_BODIES = ("机关", "机构", "部门", "机关名称", "机构名称", "部门名称")
_UNITS = ("单位", "单位名称")
"""Bodies only where they decide: 处罚单位 may be who was punished."""

RECORDS = (
    {label: field for field, labels in _RECORD_FIELDS.items() for label in labels.split()}
    | {"".join(words): "agency" for words in product(*_DECIDED, _BODIES)}
    | {"".join(words): "agency" for words in product(*_DECIDED, _UNITS) if {"作出", "决定"} & {*words}}
    | {"".join(words): "issued_on" for words in product(*_DECIDED, ("日期", "时间"))}
    | {"决定机关": "agency"}
)
"""Labels of the record of a permission or a penalty and the field that each says: its table is the text."""

_BESIDE_RECORDS_WORDS = """
    行政相对人 行政相对人名称 相对人名称 当事人 当事人名称 被处罚人 被处罚单位 被处罚对象 被许可人 申请人
    许可内容 处罚内容 处罚种类 处罚类别 处罚结果 处罚依据 处罚事由 违法事实 违法行为类型 违法依据 许可类别
    许可类型 审批类别 许可证书名称 许可编号 许可事项 项目名称 统一社会信用代码 法定代表人 法人代表 负责人
"""
BESIDE_RECORDS = frozenset(_BESIDE_RECORDS_WORDS.split())
"""Labels of a record that say no field."""

OTHER_LABELS = tuple(_OTHER_LABELS_WORDS.split())
"""Labels that no field takes, but that end the value before them."""

DATELINE = frozenset(LABELS["published_on"]) | frozenset(LABELS["source"]) | {"作者", "浏览次数", "点击次数"}
"""Labels of the line under a heading."""
