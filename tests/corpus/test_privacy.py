"""What was published by mistake is found, shown masked, and what is meant for everybody is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from commands import gongkai
from corpus.privacy import PersonalKind, personal_data, scan
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import Store

PERSON = "110101199003070038"
"""Made up: the check figure is right, nobody is meant."""


def kinds(text: str) -> list[PersonalKind]:
    return [one.kind for one in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"王某某，身份证号{PERSON}，", PersonalKind.IDENTITY),
        ("身份证 １１０１０１１９９００３０７００３８", PersonalKind.IDENTITY),
        ("110101 19900307 0038", PersonalKind.IDENTITY),
        ("11010519491231002x", PersonalKind.IDENTITY),
        ("申请人电话13812345678。", PersonalKind.MOBILE),
        ("联系人：张三 138-1234-5678", PersonalKind.MOBILE),
        ("+86 19912345678", PersonalKind.MOBILE),
        ("补贴卡号 6222 0212 3456 7890 128", PersonalKind.CARD),
        ("当事人：李四，男，住河南省郑州市金水区文化路12号3号楼2单元501室。", PersonalKind.ADDRESS),
        ("姓名：李四\n家庭住址：云岭县清溪镇河东村三组15号", PersonalKind.ADDRESS),
    ],
)
def test_what_tells_of_a_person_is_found(text: str, kind: PersonalKind) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：91110108MA01234567",
        "11010119900307003X",
        "110101199013070038",
        "索引号：110101199003070038001/2023-00012",
        "办公电话：0371-65901234",
        "监督举报电话：13812345678",
        "第13812345678号",
        "总投资13812345678.50元，其中13812345678元",
        "12345678901",
        "缺考 132 520201 1113",
        "http://example.gov.cn/13812345678a.html",
        "收款单位：云岭县财政局，开户行：建设银行，账号：6222021234567890128",
        "卡号 6222021234567890129",
        "当事人：云岭县某某餐饮有限公司，住所：云岭县文化路12号",
        "李四，男，向住房和城乡建设局申请，文化路12号",
        "国办公开办函〔2021〕30号",
    ],
)
def test_what_is_meant_for_everybody_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_nothing_of_it_can_be_read_where_it_is_shown() -> None:
    text = f"张三，男，身份证{PERSON}，电话13812345678，住云岭县清溪镇河东路12号3号楼501室"
    found = personal_data(text)
    assert {one.kind for one in found} == {PersonalKind.IDENTITY, PersonalKind.MOBILE, PersonalKind.ADDRESS}
    shown = " ".join(one.masked + one.around for one in found)
    for secret in (PERSON[6:14], "1234567", "501"):
        assert secret not in shown
    assert found[0].masked == "110*************38"


def test_texts_and_files_are_gone_through_and_only_what_is_new(store: Store) -> None:
    file = Attachment("https://a.example.gov.cn/a.docx", "名单.docx", sha256="a" * 64)
    store.put(Document("https://a.example.gov.cn/1", "名单公示", "无", attachments=(file,)))
    store.put(Document("https://a.example.gov.cn/2", "通知", f"王某某{PERSON}"))
    store.put(Document("https://a.example.gov.cn/3", "通知", f"王某某{PERSON}"))
    store.withdraw("https://a.example.gov.cn/3")
    store.file_texts.put(AttachmentText("a" * 64, Reading.TEXT, f"王某某\t{PERSON}\t13812345678"))
    looked: list[int] = []
    places = list(scan(store, looked=looked.append))
    assert [(place.document.document.title, place.file, len(place.found)) for place in places] == [
        ("名单公示", file, 2),
        ("通知", None, 1),
    ]
    assert looked == [2]
    now = datetime.now(UTC)
    assert len(list(scan(store, now - timedelta(days=1)))) == 2
    assert not list(scan(store, now + timedelta(days=1)))


@pytest.mark.any_database
def test_the_command_lists_them_masked(store: Store, data, tmp_path) -> None:  # type: ignore[no-untyped-def]
    store.put(Document("https://a.example.gov.cn/2", "通知", f"王某某{PERSON}"))
    output = tmp_path / "核对.csv"
    done = CliRunner().invoke(gongkai, ["--data", str(data), "scan", "--output", str(output)])
    assert "1 份文件有疑似个人信息：身份证号码 1 处" in done.output
    listed = output.read_text(encoding="utf-8-sig")
    assert "110*************38" in listed
    assert PERSON not in listed
