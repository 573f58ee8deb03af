"""A small county's disclosed documents: varied on purpose, some of them hostile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from databases import config_at

from corpus.config import Config, IndexSettings
from corpus.files import FileStore
from corpus.records import Attachment, Document
from corpus.store import open_store
from indexer.building import build

SITE = "http://www.example.test"

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HOSTILE_NAME = '附件"二"\r\nSet-Cookie: a=b; ../../etc/passwd'
PAGE = b"<!doctype html><script>alert(1)</script>"

SUBJECTS = (
    (
        "关于提高城乡居民基础养老金标准的通知",
        "社会保障",
        "青石县人力资源和社会保障局",
        "政策文件",
        "从今年一月起，城乡居民基础养老金标准每人每月提高十五元。已经领取待遇的人员由经办机构直接补发，不需要本人申请。",
    ),
    (
        "关于做好农村低保对象认定工作的实施意见",
        "民政、扶贫、救灾",
        "青石县民政局",
        "政策文件",
        "共同生活的家庭成员人均收入低于当地低保标准的，可以向户籍所在地乡镇人民政府提出申请。乡镇应当在二十个工作日内入户核查。",
    ),
    (
        "小学一年级新生入学登记办法",
        "教育",
        "青石县教育局",
        "公告公示",
        "年满六周岁的适龄儿童，由监护人持户口簿和不动产权证书到片区学校登记。随迁子女凭居住证登记，与本地儿童同等对待。",
    ),
    (
        "公共租赁住房申请条件与轮候规则",
        "城乡建设、环境保护",
        "青石县住房和城乡建设局",
        "办事指南",
        "申请家庭人均住房面积不足十五平方米且无自有住房的，可以申请公共租赁住房。轮候满三年仍未配租的，发给租赁补贴。",
    ),
    (
        "农机购置补贴资金公示",
        "农业、林业、水利",
        "青石县农业农村局",
        "公告公示",
        "本批补贴对象共八十二户，补贴资金六十四万元。公示期七日，有异议的请向县农业农村局反映。",
    ),
    (
        "医疗保险异地就医直接结算须知",
        "卫生、体育",
        "青石县医疗保障局",
        "办事指南",
        "跨省住院前应当办理备案。备案后在联网医院住院，出院时只付个人负担部分，报销比例按参保地政策执行。",
    ),
    (
        "森林防火期野外用火管理规定",
        "农业、林业、水利",
        "青石县人民政府",
        "政策文件",
        "每年十月至次年五月为森林防火期。防火期内禁止在林区烧荒、燃放烟花爆竹；违反规定的，处二百元以上三千元以下罚款。",
    ),
    (
        "食品安全监督抽检信息",
        "市场监管、安全生产监管",
        "青石县市场监督管理局",
        "公告公示",
        "本期抽检食品一百二十批次，合格一百一十八批次。不合格食品已经下架封存，生产者被立案调查。",
    ),
    (
        "县级部门预算编制说明",
        "财政、金融、审计",
        "青石县财政局",
        "财政信息",
        "部门收支全部纳入预算，三公经费只减不增。预算经县人民代表大会批准后二十日内向社会公开。",
    ),
)
"""Title, topic, agency, column and text; each is varied over four years."""


def ordinary() -> list[Document]:
    """Thirty-six documents: nine subjects in four years."""
    return [_ordinary(place, year) for year in (2020, 2021, 2023, 2024) for place in range(len(SUBJECTS))]


def _ordinary(place: int, year: int) -> Document:
    title, topic, agency, column, text = SUBJECTS[place]
    return Document(
        url=f"{SITE}/{year}/{place}.html",
        title=f"{title}（{year}年）",
        text="\n".join(
            (
                "各乡镇人民政府，县政府各部门：",
                text,
                "一、适用范围",
                f"本文件自{year}年起在全县施行。",
                agency,
                f"{year}年3月{place + 1}日",
            )
        ),
        index_number=f"01423{place}349/{year}-{place:05d}",
        document_number=f"青政发〔{year}〕{place + 1}号" if column == "政策文件" else None,
        agency=agency,
        issued_on=date(year, 3, place + 1),
        published_on=date(year, 3, place + 2),
        topic=topic,
        validity="有效",
        summary=text[:20] if place % 2 else None,
        column=column,
        portal="qingshi",
    )


HOSTILE = Document(
    url="javascript:alert(document.domain)",
    title="<script>alert('标题')</script>关于\"引号\"&符号的通知",
    text="正文里也有 <script>alert('正文')</script> 和 <img src=x onerror=alert(1)>，应当原样显示。",
    agency="<b>某局</b>",
    column="<i>栏目</i>",
    topic='主题"><script>alert(2)</script>',
    attachments=(Attachment(url="javascript:alert(3)", title="<u>坏附件</u>"),),
)


def with_attachments(files: FileStore) -> Document:
    """A repealed document with a wide table and files of several kinds and hostile names."""
    return Document(
        url=f"{SITE}/2019/tables.html",
        title="青石县人民政府办公室关于印发《青石县城市规划区国有土地上房屋征收与补偿实施细则》《青石县被征收房屋室内装饰装修价值评估参考标准》的通知",
        text=(
            "现将补偿标准印发给你们，请遵照执行。\n\n"
            "序号\t区域\t房屋用途\t结构\t补偿单价（元每平方米）\t临时安置费（元每月）\t搬迁费（元每次）\t备注\n"
            "1\t老城区东片\t住宅\t砖混\t5200\t1200\t1000\t按证载面积计算\n"
            "2\t老城区西片\t商业\t框架\t8800\t\t2000\t\n"
            "青石县人民政府办公室\n二〇一九年五月六日"
        ),
        index_number="014230001/2019-00007",
        document_number="青政办发〔2019〕7号",
        agency="青石县人民政府办公室",
        issued_on=date(2019, 5, 6),
        published_on=date(2019, 5, 8),
        topic="城乡建设、环境保护",
        validity="已废止",
        keywords=("房屋征收", "补偿"),
        column="政策文件",
        attachments=(
            Attachment(f"{SITE}/a.pdf", "补偿标准.pdf", files.put(PDF), "application/pdf", len(PDF)),
            Attachment(
                f"{SITE}/b", '附件"二"\r\nSet-Cookie: a=b; ../../etc/passwd', files.put(PAGE), "text/html", 41
            ),
            Attachment(f"{SITE}/c.docx", "申请表"),
        ),
    )


def everything(files: FileStore) -> list[Document]:
    """All of them; 39 with a document that says next to nothing."""
    return [
        *ordinary(),
        HOSTILE,
        with_attachments(files),
        Document(url=f"{SITE}/bare.html", title="停水公告"),
    ]


def settings(folder: Path) -> Config:
    """Settings for a small index, built in one process."""
    return config_at(folder, index=IndexSettings(processes=1, segmenter="jieba"))


def fill(config: Config) -> None:
    """Store and index the documents."""
    with open_store(config.store_url) as store:
        store.put_many(everything(FileStore(config.files_path)))
        build(store, config)
