"""What was published by mistake is found, shown masked, and what is meant for everybody is left alone."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from commands import gongkai
from commands.personal_check import slice_of
from corpus.config import CrawlSettings
from corpus.privacy import CaughtUp, PersonalKind, catch_up, keeping, personal_data, rows
from corpus.privacy.keeping import MOST
from corpus.privacy.personal import may_hold
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import PersonalFilter, Store, Verdict

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
        ("身份证号：110101800101123", PersonalKind.IDENTITY),
        ("李四，女，110101800101123，城关镇", PersonalKind.IDENTITY),
        ("姓名\t身份证号\t金额\n李四\t110101800101123\t500\n张三\t无\t500", PersonalKind.IDENTITY),
        ("李四 1１0101 800101 123 （男）", PersonalKind.IDENTITY),
        ("营业执照、身份证号110101800101123", PersonalKind.IDENTITY),
        ("李四（1980）13812345678", PersonalKind.MOBILE),
        ("申请人电话13812345678。", PersonalKind.MOBILE),
        ("电话：张三 138-1234-5678", PersonalKind.MOBILE),
        ("联系人：张三 138-1234-5678", PersonalKind.CONTACT),
        ("联系人：韦女士\n电话：13412345678", PersonalKind.CONTACT),
        ("请本人带身份证来办。联系电话：23130072，13912345678，联系人郑敏", PersonalKind.CONTACT),
        ("申请人李四，联系电话13812345678", PersonalKind.MOBILE),
        ("家庭联系方式：13812345678", PersonalKind.MOBILE),
        ("李四 联系电话：13812345678", PersonalKind.MOBILE),
        ("低保对象 李四 联系电话 13812345678", PersonalKind.MOBILE),
        ("残疾居民李四联系人：王五 13812345678", PersonalKind.MOBILE),
        ("联系人：王五\n低保户李四 13912345678", PersonalKind.MOBILE),
        ("联系人：王五\n李四 13912345678", PersonalKind.MOBILE),
        ("特困供养公示\n李四\n联系电话：13912345678", PersonalKind.MOBILE),
        ("云岭县教育局联系电话：13812345678", PersonalKind.CONTACT),
        ("采购人信息\n名称：云岭县教育局\n联系方式：13812345678", PersonalKind.CONTACT),
        ("姓名\t电话\n李四\t13812345678", PersonalKind.MOBILE),
        ("户名：李四\n开户行：云岭县农村信用社\n账号：6222021234567890128", PersonalKind.CARD),
        ("户名：张三开户银行：工商银行，账号6222021234567890128", PersonalKind.CARD),
        ("户名：张三中国建设银行云岭支行账号6222021234567890128", PersonalKind.CARD),
        ("户名：王社会，账号：6222021234567890128", PersonalKind.CARD),
        ("+86 19912345678", PersonalKind.MOBILE),
        ("补贴卡号 6222 0212 3456 7890 128", PersonalKind.CARD),
        ("当事人：李四，男，住河南省郑州市金水区文化路12号3号楼2单元501室。", PersonalKind.ADDRESS),
        ("姓名：李四\n家庭住址：云岭县清溪镇河东村三组15号", PersonalKind.ADDRESS),
        ("低保户李四，现住云岭县清溪镇幸福小区3栋2单元501", PersonalKind.ADDRESS),
        ("申请人：李四，住云岭县清溪镇幸福小区3栋501，五口人", PersonalKind.ADDRESS),
    ],
)
def test_what_tells_of_a_person_is_found(text: str, kind: PersonalKind) -> None:
    assert kinds(text) == [kind]
    assert may_hold(text)


def test_texts_in_which_nothing_can_stand_are_not_read_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    whole = keeping.readable
    monkeypatch.setattr(keeping, "readable", lambda store, some: (read.extend(some), whole(store, some))[1])
    text = "李四，联系电话13812345678。"
    store.put(Document("http://a.test/1", "通知", text="请于2026年3月1日前报送，电话另行通知。"))
    store.put(Document("http://a.test/2", "公示", text=text))
    store.put(
        Document(
            "http://a.test/3", "公示", text="见附件。", attachments=(Attachment("http://a.test/f", "f"),)
        )
    )
    assert (catch_up(store).looked, read) == (3, [2, 3])
    store.put(Document("http://a.test/2", "公示", text="公示期已满。"))
    assert (waiting(store), catch_up(store).looked, waiting(store), read) == ([2], 1, [], [2, 3])


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
        "文件〔2020〕13812345678号",
        "云卫放证字（2021）第13812345678号",
        "云食药监证字13812345678号",
        "110101800101123",
        "注册号：110101800101123，经营者李四，男",
        "字号\t注册号\t经营者\n李四便利店\t110101800101123\t李四",
        "身份证号：110101801301123",
        "姓名\t性别\t准考证号\n李四\t女\t142101010102315",
        "李四，女，考号：142101010102315",
        "身份证号：990101800101123",
        "总投资13812345678.50元，其中13812345678元",
        "12345678901",
        "缺考 132 520201 1113",
        "http://example.gov.cn/13812345678a.html",
        "收款单位：云岭县财政局，开户行：建设银行，账号：6222021234567890128",
        "卡号 6222021234567890129",
        "户名：云岭县教育局\n开户行：中国建设银行股份有限公司云岭支行\n账号：6222021234567890128",
        "户名：云岭县教育局（本级）开户银行：工商银行，账号6222021234567890128",
        "户名：中国建设银行云岭支行，账号6222021234567890128",
        "户名：云岭县慈善总会，账号6222021234567890128",
        "收款账号：6222021234567890128",
        "请将保证金汇至账号 6222021234567890128",
        f"项目代码：{PERSON}",
        f"统一社会信用代码：{PERSON}",
        "当事人：云岭县某某餐饮有限公司，住所：云岭县文化路12号",
        "李四，男，向住房和城乡建设局申请，文化路12号",
        "申请人：云岭县某某餐饮有限公司，住所：云岭县文化路3栋2单元501",
        "申请人：云岭县阳光幼儿园，住所：云岭县文化路12号",
        "申请人：李四，住云岭县幸福小区3号楼2023年建成",
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


def test_long_numbers_beside_it_cannot_be_read_either() -> None:
    wrong = PERSON[:-1] + ("7" if PERSON[-1] != "7" else "5")
    runs = (wrong, "110101800101123", "6222021000112230000", "1101018００１０１123")
    apart = ("6222 0210 0011 2230 000", "6222-0210-0011-2231", f"{wrong[:6]} {wrong[6:14]} {wrong[14:]}")
    for beside in (*runs, *apart):
        (found,) = personal_data(f"张三，电话13812345678，号码{beside}，已核对")
        assert beside[5:-5] not in found.around
        assert beside[:3] + "***" in found.around
    (found,) = personal_data("2020 2021 2022 2023\n13812345678")
    assert "2020 2021 2022 2023" in found.around, "figures of a table are none"


def put(store: Store, place: int, text: str = "无", **fields: object) -> None:
    store.put(Document(f"https://a.example.gov.cn/{place}", "名单公示", text, **fields))  # type: ignore[arg-type]


def waiting(store: Store) -> list[int]:
    return store.personal_findings.documents(PersonalFilter(), 0, 9)


@pytest.mark.any_database
def test_only_what_came_is_gone_through_and_a_finding_goes_with_its_text(store: Store) -> None:
    file = Attachment("https://a.example.gov.cn/a.docx", "名单.docx", sha256="a" * 64)
    put(store, 1, attachments=(file,))
    put(store, 2, f"通知\n王某某{PERSON}")
    put(store, 3, "联系人：王某某 13812345678")
    assert (catch_up(store).looked, waiting(store)) == (3, [2])
    store.file_texts.put(AttachmentText("a" * 64, Reading.TEXT, f"王某某\t{PERSON}\t13812345678"), 1)
    assert (catch_up(store).looked, waiting(store)) == (1, [2, 1])
    (place,) = store.personal_findings.of([1])[1]
    assert (place.file, place.place) == ("a" * 64, "名单.docx")
    assert [(one["kind"], one["where"]) for one in place.found] == [
        ("identity", "第 1 行"),
        ("mobile", "第 1 行"),
    ]
    put(store, 2, "通知\n王某某")
    store.withdraw("https://a.example.gov.cn/1")
    assert (catch_up(store).looked, waiting(store)) == (2, [])
    assert catch_up(store).looked == 0


def test_a_file_without_a_name_is_not_shown_as_the_text(store: Store) -> None:
    put(store, 1, attachments=(Attachment("https://a.example.gov.cn/a.docx", "", sha256="a" * 64),))
    store.file_texts.put(AttachmentText("a" * 64, Reading.TEXT, f"王某某\t{PERSON}"), 1)
    catch_up(store)
    (row,) = rows(store, PersonalFilter())
    assert row["where"] == "附件，第 1 行"


def test_a_mark_stands_for_the_very_text_that_it_was_made_for(store: Store) -> None:
    kept = store.personal_findings
    put(store, 1, f"王某某{PERSON}")
    catch_up(store)
    (first,) = kept.of([1])[1]
    assert kept.mark(1, [first.digest], Verdict.MISTAKEN, "zhangsan")
    assert (waiting(store), kept.count(PersonalFilter(looked=True))) == ([], 1)
    put(store, 1, f"王某某{PERSON}，李某某")
    catch_up(store)
    assert waiting(store) == [1]
    assert not kept.mark(1, [first.digest], Verdict.DEALT, "zhangsan")
    put(store, 1, f"王某某{PERSON}")
    catch_up(store)
    assert waiting(store) == []
    assert kept.mark(1, [first.digest], None, "zhangsan")
    assert waiting(store) == [1]


def test_a_word_about_a_text_leaves_what_was_said_of_others(store: Store) -> None:
    kept, file = store.personal_findings, Attachment("http://a.example/1.doc", "名单", "a" * 64)
    store.put(Document("http://a.example/1", "公示", f"王某某{PERSON}", attachments=(file,)))
    catch_up(store)
    (first,) = kept.of([1])[1]
    assert kept.mark(1, [first.digest], Verdict.HANDED_ON, "zhangsan", [first.digest])
    store.file_texts.put(AttachmentText("a" * 64, Reading.TEXT, f"李某某{PERSON}"), 1)
    catch_up(store)
    both = [place.digest for place in kept.of([1])[1]]
    (other,) = set(both) - {first.digest}
    assert kept.mark(1, both, Verdict.MISTAKEN, "lisi", [other])
    assert not kept.mark(1, both, Verdict.DEALT, "wangwu", [other])
    said = {place.digest: place.mark and (place.mark.verdict, place.mark.by) for place in kept.of([1])[1]}
    assert said == {first.digest: (Verdict.HANDED_ON, "zhangsan"), other: (Verdict.MISTAKEN, "lisi")}
    assert kept.mark(1, both, Verdict.DEALT, "wangwu")
    assert {place.mark and place.mark.by for place in kept.of([1])[1]} == {"wangwu"}


def test_a_scan_ends_in_time_and_goes_on_where_it_was(store: Store) -> None:
    for place in range(3):
        put(store, place, f"王某某{PERSON}")
    assert catch_up(store, 0.0) == CaughtUp(0, 0, 3)
    assert catch_up(store, 60.0) == CaughtUp(3, 3, 0)


def test_a_queue_is_left_in_time_and_nothing_of_it_is_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(3):
        file = Attachment(f"https://a.example.gov.cn/{place}.docx", "名单.docx", sha256=f"{place}" * 64)
        put(store, place, attachments=(file,))
    catch_up(store)
    for place in (0, 1, 2, 0):
        text = AttachmentText(f"{place}" * 64, Reading.TEXT, f"王某某\t{PERSON}")
        store.file_texts.put(text, place + 1)
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "monotonic", iter([0.0, 0.0, 0.0, 9.0, 9.0, 9.0]).__next__)
        assert catch_up(store, 1.0) == CaughtUp(1, 1, 3)
    assert catch_up(store).left == 0
    assert waiting(store) == [3, 2, 1]


def test_a_worker_looks_for_less_than_leases_are_good_for() -> None:
    crawl = CrawlSettings(lease_seconds=12.0, portals_at_once=4)
    assert slice_of(crawl) * 4 < 12.0 / 3


@pytest.mark.any_database
def test_the_command_lists_them_masked(store: Store, data, tmp_path) -> None:  # type: ignore[no-untyped-def]
    store.put(Document("https://a.example.gov.cn/2", "通知", f"王某某{PERSON}"))
    output = tmp_path / "核对.csv"
    done = CliRunner().invoke(gongkai, ["--data", str(data), "scan", "--output", str(output)])
    assert "1 份文件有疑似个人信息：身份证号码 1 处" in done.output
    listed = output.read_text(encoding="utf-8-sig")
    assert "110*************38" in listed
    assert PERSON not in listed
    since = CliRunner().invoke(gongkai, ["--data", str(data), "scan", "--since", "2999-01-01"])
    assert (since.exit_code, "更早的还有 1 份没有核对" in since.output) == (0, True)


def test_of_a_long_list_some_of_each_kind_are_kept_and_the_rest_counted(store: Store) -> None:
    put(store, 1, "\n".join(["王某某13812345678"] * (MOST + 7) + [f"李某某{PERSON}"]))
    catch_up(store)
    listed = list(rows(store, PersonalFilter()))
    assert len(listed) == MOST + 2
    assert [row["where"] for row in listed[MOST - 1 : MOST + 1]] == [
        f"正文，第 {MOST} 段",
        f"正文，第 {MOST + 8} 段",
    ]
    assert listed[-1]["masked"] == "另有 7 处"


def test_only_texts_that_are_asked_for_are_listed(store: Store) -> None:
    file = Attachment("https://a.example.gov.cn/a.docx", "名单", sha256="a" * 64)
    put(store, 1, f"王某某{PERSON}", attachments=(file,))
    put(store, 2, "联系人：王某某 13812345678")
    store.file_texts.put(AttachmentText("a" * 64, Reading.TEXT, f"王某某\t{PERSON}"), 1)
    catch_up(store)
    own = store.personal_findings.of([1])[1][0]
    store.personal_findings.mark(1, [own.digest], Verdict.DEALT, "zhangsan")
    assert [row["where"] for row in rows(store, PersonalFilter())] == ["附件《名单》，第 1 行"]
    everything = [
        (row["number"], row["kind"]) for row in rows(store, PersonalFilter(looked=None, waits=False))
    ]
    assert everything == [("2", "手机号码（联系用）"), ("1", "身份证号码"), ("1", "身份证号码")]
