"""Documents that have to do with one another: copies, a revision, an extract, next year's edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from databases import config_at

import indexer.duplicates
from corpus.config import Config, IndexSettings
from corpus.portal_settings import PortalSettings
from corpus.records import Document
from corpus.store import Store, open_store
from indexer.building import build

COUNTY = "http://www.qingshi.example.test"
CITY = "http://www.hecheng.example.test"

PARAGRAPHS = (
    "各乡镇人民政府，县政府各部门：",
    "为进一步规范我县农村集中供水工程的建设和管护，保障农村居民饮水安全，根据《中华人民共和国水法》和省有关规定，结合我县实际，现就有关事项通知如下。",
    "一、明确管护责任",
    "县水务局负责全县农村集中供水工程的行业管理和业务指导；乡镇人民政府对本辖区供水工程的安全运行负总责；村民委员会协助做好巡查、报修和水费收缴。",
    "二、加强水质检测",
    "日供水一千吨以上的工程应当设立化验室，每日检测出厂水的浑浊度、余氯和菌落总数。其余工程由县农村饮水安全检测中心每季度检测一次，检测结果在村务公开栏公布。",
    "三、合理确定水价",
    "农村供水实行有偿使用。水价由供水成本、费用、税金和合理利润构成，由县发展和改革局会同县水务局核定。对特困供养人员、低保对象，每户每月免收五吨水费。",
    "四、落实管护经费",
    "县财政每年安排农村供水工程维修养护资金，用于管网更新、设备检修和水质检测。资金实行专账管理，任何单位和个人不得挤占、挪用。",
    "五、严格监督考核",
    "县政府将农村供水工程管护纳入乡镇年度考核。因管护不力造成停水超过四十八小时，或者发生水质安全事故的，依法依规追究有关人员责任。",
    "青石县人民政府办公室",
    "2023年5月18日",
)
TEXT = "\n".join(PARAGRAPHS)
TITLE = "关于加强农村集中供水工程管护工作的通知"
NUMBER = "青政办发〔2023〕21号"
AGENCY = "青石县人民政府办公室"

WRAPPED = f"来源：青石县人民政府网 发布时间：2023-06-02 浏览次数：318\n{TEXT}\n打印本页 关闭窗口"
REVISED = TEXT.replace("每季度检测一次", "每两个月检测一次").replace("免收五吨水费", "免收八吨水费")
FORM = (
    "根据《青石县高龄津贴发放办法》，经本人申请、村（社区）初审、乡镇复核，现将{year}年第{batch}批高龄津贴拟发放对象予以公示。\n"
    "本批拟发放对象共{count}人，其中八十至八十九周岁{young}人，每人每月一百元；九十周岁以上{old}人，每人每月二百元。\n"
    "公示期自{year}年{month}月1日起至{year}年{month}月7日止。公示期内如有异议，请以书面形式向青石县民政局养老服务股反映，电话0123-4567890。\n"
    "反映情况应当实事求是，以单位名义反映的应当加盖公章，以个人名义反映的应当署真实姓名和联系方式，以便核实和回复。\n"
    "青石县民政局\n{year}年{month}月1日"
)


def edition(year: int, batch: str, month: int, count: int) -> str:
    """A public notice from a form that is filled in several times a year."""
    return FORM.format(year=year, batch=batch, month=month, count=count, young=count - 9, old=9)


ORIGINAL = Document(
    url=f"{COUNTY}/zwgk/2023/21.html",
    title=TITLE,
    text=TEXT,
    index_number="014230001/2023-00021",
    document_number=NUMBER,
    agency=AGENCY,
    issued_on=date(2023, 5, 18),
    published_on=date(2023, 5, 20),
    topic="农业、林业、水利",
    column="政策文件",
    portal="qingshi",
)

DOCUMENTS = (
    ORIGINAL,
    replace(
        ORIGINAL,
        url=f"{COUNTY}/tzgg/318.html",
        text=WRAPPED,
        index_number=None,
        document_number=None,
        topic=None,
        published_on=date(2023, 6, 2),
        column="通知公告",
    ),
    replace(
        ORIGINAL,
        url=f"{CITY}/zcwj/55.html",
        index_number=None,
        published_on=date(2023, 6, 9),
        column="县区文件",
        portal="hecheng",
    ),
    replace(
        ORIGINAL,
        url=f"{COUNTY}/zwgk/2024/8.html",
        title=TITLE + "（修订）",
        text=REVISED,
        document_number="青政办发〔2024〕8号",
        index_number="014230001/2024-00008",
        issued_on=date(2024, 3, 11),
        published_on=date(2024, 3, 12),
    ),
    Document(
        url=f"{COUNTY}/gs/2022-3.html",
        title="2022年第三批高龄津贴拟发放对象公示",
        text=edition(2022, "三", 9, 61),
        agency="青石县民政局",
        issued_on=date(2022, 9, 1),
        published_on=date(2022, 9, 1),
        column="公告公示",
        portal="qingshi",
    ),
    Document(
        url=f"{CITY}/other.html",
        title="关于开展企业吸纳就业补贴申报的公告",
        text="企业招用毕业年度高校毕业生并签订一年以上劳动合同的，按每人一千元给予一次性吸纳就业补贴。申报企业应当依法缴纳社会保险费，"
        "并通过政务服务网提交营业执照、人员花名册和工资发放凭证。受理机构应当在十个工作日内完成审核并公示。",
        agency="河城市人力资源和社会保障局",
        issued_on=date(2024, 4, 2),
        published_on=date(2024, 4, 3),
        column="通知公告",
        portal="hecheng",
    ),
)


def settings(folder: Path) -> Config:
    """Settings for two portals and a small index, built in one process."""
    return config_at(
        folder,
        index=IndexSettings(processes=1, segmenter="jieba"),
        portal=(
            PortalSettings("qingshi", f"{COUNTY}/", title="青石县人民政府", agency="青石县人民政府"),
            PortalSettings("hecheng", f"{CITY}/", title="河城市人民政府", agency="河城市人民政府"),
        ),
    )


def fill(config: Config) -> None:
    """Store, index and compare the documents."""
    with open_store(config.store_url) as store:
        store.put_many(DOCUMENTS)
        bring_up_to_date(store, config)


def bring_up_to_date(store: Store, config: Config) -> None:
    """Index and compare what changed."""
    build(store, config)
    indexer.duplicates.update(store, config)
