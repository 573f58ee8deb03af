"""Bundles: what comes out elsewhere is what went in, and nothing altered goes in."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from databases import config_at, forget

from corpus.bundles import (
    BundleNotMade,
    BundleRefused,
    KeyUnusable,
    LoadReport,
    Part,
    create_bundle,
    load_bundle,
    make_keys,
    read_bundle,
)
from corpus.clock import now
from corpus.files import FileStore
from corpus.progress import untold
from corpus.records import Attachment, AttachmentText, Disagreement, Document, FieldOrigin, Reading
from corpus.store import PageReading, Store, Taken, open_store

FORM = "附件的内容".encode() * 50
NOTICE = Document(
    url="http://a.test/notice?" + "长" * 3000,
    title="关于高龄津贴的通知",
    text="正文\n第二段",
    agency="民政局",
    issued_on=date(2023, 5, 1),
    keywords=("津贴",),
    portal="a",
    column="通知公告",
    html="<p>正文</p>",
    disagreements=(Disagreement("title", "一", "二"),),
)


@pytest.fixture
def kept(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "kept")


@pytest.fixture
def filled(store: Store, kept: FileStore) -> Store:
    form, page = kept.put(FORM), kept.put(b"<html>")
    notice = replace(NOTICE, attachments=(Attachment("http://a.test/f", "申请表", form, None, len(FORM)),))
    store.put(notice, page)
    store.put(replace(notice, text="又一段"), kept.put(b"<html>2"))
    store.put_many([replace(NOTICE, url=f"http://a.test/{number}") for number in range(5)])
    store.put(replace(NOTICE, url="http://a.test/b/3", title="搬走了"), None, (), left="http://a.test/3")
    store.withdraw("http://a.test/4")
    store.file_texts.put(AttachmentText(form, Reading.TEXT, "附件", 1, 1), 1)
    return store


class Elsewhere:
    """Another machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.store = open_store(config_at(folder).store_url)
        self.files = FileStore(folder / "files")

    def load(self, bundle: Path, key: Path | None = None) -> LoadReport:
        return load_bundle(self.store, self.files, bundle, key=key)


@pytest.fixture
def elsewhere(database: str, tmp_path: Path) -> Iterator[Elsewhere]:
    there = Elsewhere(tmp_path / "elsewhere")
    yield there
    there.store.close()
    forget(there.folder)


def held(store: Store) -> dict[str, tuple[object, ...]]:
    """All that a store holds of its documents, but its own numbers."""
    found: dict[str, tuple[object, ...]] = {}
    for stored in store.changes_since(0):
        texts = store.file_texts.get(
            file.sha256 for file in stored.document.attachments if file.sha256 is not None
        )
        found[stored.document.url] = (
            replace(stored, id=0, revision=0), store.versions(stored.id), texts
        )  # fmt: skip
    return found


def test_what_is_loaded_is_the_same_record_by_record(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    report = create_bundle(filled, kept, tmp_path / "bundle")
    loaded = elsewhere.load(tmp_path / "bundle")
    assert (report.files, report.missing) == (3, 0)
    assert loaded.taken == {Taken.NEW: 6}
    assert held(elsewhere.store) == held(filled)
    assert sorted(elsewhere.files.digests()) == sorted(kept.digests())
    moved = elsewhere.store.by_url("http://a.test/3")
    assert moved is not None
    assert moved.document.title == "搬走了"


def test_to_load_it_again_changes_nothing(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    create_bundle(filled, kept, tmp_path / "bundle")
    elsewhere.load(tmp_path / "bundle")
    revision = elsewhere.store.last_revision()
    again = elsewhere.load(tmp_path / "bundle")
    assert again.loaded_before
    assert again.taken == {Taken.SAME: 6}
    assert elsewhere.store.last_revision() == revision


def test_loading_goes_on_where_it_was_interrupted(
    filled: Store,
    kept: FileStore,
    elsewhere: Elsewhere,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    create_bundle(filled, kept, tmp_path / "bundle")
    monkeypatch.setattr("corpus.bundles.loading.BATCH", 2)

    def interrupt(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_bundle(elsewhere.store, elsewhere.files, tmp_path / "bundle", loading=interrupt)
    assert elsewhere.load(tmp_path / "bundle").taken == {Taken.SAME: 4, Taken.NEW: 2}
    assert held(elsewhere.store) == held(filled)


def test_an_increment_follows_on_the_last_bundle_and_on_no_other(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    first = create_bundle(filled, kept, tmp_path / "1").contents.until
    filled.put(replace(NOTICE, url="http://a.test/1", text="改了"))
    second = create_bundle(filled, kept, tmp_path / "2", since=first).contents.until
    filled.put(replace(NOTICE, url="http://a.test/new"))
    filled.withdraw("http://a.test/2")
    create_bundle(filled, kept, tmp_path / "3", since=second)
    with pytest.raises(BundleRefused, match="完整的数据包"):
        elsewhere.load(tmp_path / "2")
    elsewhere.load(tmp_path / "1")
    with pytest.raises(BundleRefused, match=f"从修订 {first} 到修订 {second}"):
        elsewhere.load(tmp_path / "3")
    assert elsewhere.store.by_url("http://a.test/new") is None
    elsewhere.load(tmp_path / "2")
    elsewhere.load(tmp_path / "3")
    assert held(elsewhere.store) == held(filled)


def test_a_document_that_moved_moves_elsewhere_too(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    until = create_bundle(filled, kept, tmp_path / "1").contents.until
    elsewhere.load(tmp_path / "1")
    filled.put(replace(NOTICE, url="http://a.test/b/1"), None, (), left="http://a.test/1")
    create_bundle(filled, kept, tmp_path / "2", since=until)
    elsewhere.load(tmp_path / "2")
    assert held(elsewhere.store) == held(filled)


def test_a_part_holds_its_documents_and_tells_of_those_that_left_it(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    part = Part(columns=("政策",), agencies=("民政局",))
    filled.put(replace(NOTICE, url="http://a.test/p", column="政策"))
    filled.put(replace(NOTICE, url="http://a.test/q", column="政策", agency="水利局"))
    until = create_bundle(filled, kept, tmp_path / "1", part=part).contents.until
    elsewhere.load(tmp_path / "1")
    assert list(held(elsewhere.store)) == ["http://a.test/p"]
    filled.refile({"http://a.test/p": "通知公告"})
    create_bundle(filled, kept, tmp_path / "2", part=part, since=until)
    assert elsewhere.load(tmp_path / "2").left == 1
    left = elsewhere.store.by_url("http://a.test/p")
    assert left is not None
    assert left.withdrawn_at is not None


def test_a_document_that_moves_from_one_part_to_another_is_there_whichever_is_loaded_first(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    first, second = Part(columns=("通知公告",)), Part(columns=("政策",))
    filled.put_many([replace(NOTICE, url=f"http://a.test/p{number}", column="政策") for number in range(2)])
    for name, part in (("1", first), ("2", second)):
        until = create_bundle(filled, kept, tmp_path / name, part=part).contents.until
        elsewhere.load(tmp_path / name)
    moved = {"http://a.test/0": "政策", "http://a.test/p0": "通知公告"}
    filled.refile(moved)
    for name, part in (("3", first), ("4", second)):
        create_bundle(filled, kept, tmp_path / name, part=part, since=until)
        elsewhere.load(tmp_path / name)
    there, here = held(elsewhere.store), held(filled)
    assert [there[url] for url in moved] == [here[url] for url in moved]


def test_what_changed_later_where_it_is_loaded_stays(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    create_bundle(filled, kept, tmp_path / "bundle")
    own = replace(NOTICE, url="http://a.test/1", text="本地采集的")
    elsewhere.store.put(own)
    assert elsewhere.load(tmp_path / "bundle").taken == {Taken.NEW: 5, Taken.LATER_HERE: 1}
    here = elsewhere.store.by_url("http://a.test/1")
    assert here is not None
    assert here.document == own


def test_a_content_of_its_own_goes_into_the_history(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    own = replace(NOTICE, url="http://a.test/1", text="本地采集的")
    elsewhere.store.put(own)
    filled.put(replace(NOTICE, url="http://a.test/1", text="后来改的"))
    create_bundle(filled, kept, tmp_path / "bundle")
    elsewhere.load(tmp_path / "bundle")
    here = elsewhere.store.by_url("http://a.test/1")
    assert here is not None
    assert [version.document.text for version in elsewhere.store.versions(here.id)] == [
        "后来改的",
        "本地采集的",
    ]


@pytest.mark.any_database
def test_every_flipped_byte_is_refused_and_its_file_named(
    filled: Store, kept: FileStore, tmp_path: Path
) -> None:
    secret = tmp_path / "key"
    make_keys(secret)
    bundle = tmp_path / "bundle"
    create_bundle(filled, kept, bundle, key=secret)
    paths = [path for path in sorted(bundle.rglob("*")) if path.is_file() and path.stat().st_size]
    chance = random.Random(11)
    for number in range(200):
        path = paths[number % len(paths)]
        sound = path.read_bytes()
        place = chance.randrange(len(sound))
        flipped = sound[place] ^ chance.randrange(1, 256)
        path.write_bytes(sound[:place] + bytes([flipped]) + sound[place + 1 :])
        with pytest.raises(BundleRefused) as refused:
            read_bundle(bundle, None, untold)
        assert refused.value.file, f"byte {place} of {path.name}"
        path.write_bytes(sound)
    assert read_bundle(bundle, None, untold).files == len([*bundle.glob("data/**/*.*"), *kept.digests()])


@pytest.mark.any_database
def test_what_is_refused_writes_nothing(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle"
    create_bundle(filled, kept, bundle)
    (bundle / "data" / "more.txt").write_text("多出来的")
    with pytest.raises(BundleRefused, match=r"data/more\.txt 不是数据包的内容"):
        elsewhere.load(bundle)
    (bundle / "data" / "more.txt").unlink()
    (bundle / "data" / "left.jsonl").unlink()
    with pytest.raises(BundleRefused, match=r"data/left\.jsonl 缺失"):
        elsewhere.load(bundle)
    shutil.rmtree(bundle)
    with pytest.raises(BundleRefused, match=r"没有 bagit\.txt"):
        elsewhere.load(bundle)
    assert elsewhere.store.last_revision() == 0
    assert not list(elsewhere.files.digests())


def _resealed(bundle: Path, *, manifest: bool = True) -> None:
    """As somebody leaves it who alters a bundle without a signature, and knows how one is made."""

    def digest(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    payload = sorted(path for path in (bundle / "data").rglob("*") if path.is_file())
    lines = [f"{digest(path)}  {path.relative_to(bundle)}\n" for path in payload]
    if manifest:
        (bundle / "manifest-sha256.txt").write_text("".join(lines))
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    (bundle / "tagmanifest-sha256.txt").write_text("".join(f"{digest(bundle / tag)} {tag}\n" for tag in tags))


@pytest.mark.any_database
@pytest.mark.parametrize(
    "file", ["data/files", "data/files/zz", "data/documents.jsonl", "bag-info.txt", "data"]
)
def test_a_link_in_a_bundle_is_refused_by_its_name(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path, file: str
) -> None:
    bundle, target = tmp_path / "bundle", tmp_path / "target"
    create_bundle(filled, kept, bundle)
    if (bundle / file).exists():
        (bundle / file).rename(target)
    else:
        target.mkdir()
        (target / "more").write_text("多出来的")
    (bundle / file).symlink_to(target)
    with pytest.raises(BundleRefused, match=f"{file} 是链接"):
        elsewhere.load(bundle)
    assert not list(elsewhere.files.digests())


@pytest.mark.any_database
@pytest.mark.parametrize("tag", ["bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_what_is_missing_is_said_to_be(filled: Store, kept: FileStore, tmp_path: Path, tag: str) -> None:
    create_bundle(filled, kept, tmp_path / "bundle")
    (tmp_path / "bundle" / tag).unlink()
    with pytest.raises(BundleRefused, match=f"其中的 {tag} 缺失"):
        read_bundle(tmp_path / "bundle", None, untold)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("sound", "altered"),
    [
        ('{"content"', '["content"'),
        ('"title": "关于高龄津贴的通知"', '"title": 7'),
        ('"title": "关于高龄津贴的通知"', '"name": "题"'),
        ('"title": "关于高龄津贴的通知"', '"title": "\\ud800"'),
        ('"title": "关于高龄津贴的通知"', '"title": ' + "[" * 100_000),
        ('"changed_at": "2', '"changed_at": "x'),
        ('"page_sha256": "', '"page_sha256": "../../../'),
        ('"sha256": "', '"sha256": "../'),
        ("\n", '\n{"content": {}}\n'),
        ('{"content"', '{"content'),
    ],
)
def test_a_record_that_no_store_could_take_on_is_refused_before_anything_is_written(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path, sound: str, altered: str
) -> None:
    create_bundle(filled, kept, tmp_path / "bundle")
    records = tmp_path / "bundle" / "data" / "documents.jsonl"
    text = records.read_text("utf-8")
    assert sound in text
    records.write_text(text.replace(sound, altered, 1), "utf-8")
    _resealed(tmp_path / "bundle")
    with pytest.raises(BundleRefused, match=r"data/documents\.jsonl 第 \d 行"):
        elsewhere.load(tmp_path / "bundle")
    assert elsewhere.store.last_revision() == 0
    assert not list(elsewhere.files.digests())


@pytest.mark.any_database
def test_a_bundle_with_fewer_records_than_it_says_or_a_file_of_another_name_is_refused(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    create_bundle(filled, kept, tmp_path / "bundle")
    file = next((tmp_path / "bundle" / "data" / "files").glob("*/*"))
    file.rename(file.with_name("f" * 62))
    _resealed(tmp_path / "bundle")
    with pytest.raises(BundleRefused, match=f"{'f' * 62} 不是它的名称所说的内容"):
        elsewhere.load(tmp_path / "bundle")
    file.with_name("f" * 62).rename(file)
    (tmp_path / "bundle" / "data" / "left.jsonl").write_text('{"url": "http://a.test/1"}\n')
    _resealed(tmp_path / "bundle")
    with pytest.raises(BundleRefused, match=r"data/left\.jsonl 第 1 行"):
        elsewhere.load(tmp_path / "bundle")
    (tmp_path / "bundle" / "data" / "left.jsonl").write_text("")
    (tmp_path / "bundle" / "data" / "documents.jsonl").write_text("")
    _resealed(tmp_path / "bundle")
    with pytest.raises(BundleRefused, match=r"data/documents\.jsonl 第 1 行"):
        elsewhere.load(tmp_path / "bundle")
    (tmp_path / "bundle" / "data" / "left.jsonl").unlink()
    _resealed(tmp_path / "bundle")
    with pytest.raises(BundleRefused, match=r"data/left\.jsonl 缺失"):
        elsewhere.load(tmp_path / "bundle")
    assert not list(elsewhere.files.digests())


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("file", "sound", "altered", "named"),
    [
        ("bag-info.txt", b"Gongkai-Since: 0", b"\xff\xfe", "bag-info.txt"),
        ("bag-info.txt", b"Gongkai-Since: 0", b"Gongkai-Since: 0\nGongkai-Signed-By: no key", "bag-info.txt"),
        ("manifest-sha256.txt", b"data/", b"\xff\xfe", "manifest-sha256.txt"),
        ("manifest-sha256.txt", b"data/", b"../../data/", "manifest-sha256.txt"),
        ("manifest-sha256.txt", b"data/", b"/data/", "manifest-sha256.txt"),
    ],
)
def test_tags_that_cannot_be_read_are_refused_by_their_names(
    filled: Store, kept: FileStore, tmp_path: Path, file: str, sound: bytes, altered: bytes, named: str
) -> None:
    bundle = tmp_path / "bundle"
    create_bundle(filled, kept, bundle)
    tag = bundle / file
    tag.write_bytes(tag.read_bytes().replace(sound, altered, 1))
    if b"Signed" in altered:
        (bundle / "tagmanifest-sha256.txt.sig").touch()
    _resealed(bundle, manifest=file != "manifest-sha256.txt")
    with pytest.raises(BundleRefused, match=named):
        read_bundle(bundle, None, untold)


def test_what_was_read_from_its_page_need_not_be_read_again_where_it_is_loaded(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    origin = FieldOrigin("title", "标题", 0.9)
    filled.page_readings.keep({NOTICE.url: PageReading(7, 0.5, (origin,))})
    create_bundle(filled, kept, tmp_path / "bundle")
    elsewhere.load(tmp_path / "bundle")
    assert elsewhere.store.page_readings.count_older(7) == 0
    assert [one.origins for one in elsewhere.store.page_readings.worst()] == [(origin,)]


@pytest.mark.any_database
def test_with_a_key_only_its_holders_bundles_are_taken_on(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    ours, others = make_keys(tmp_path / "ours"), make_keys(tmp_path / "others")
    create_bundle(filled, kept, tmp_path / "signed", key=tmp_path / "ours")
    create_bundle(filled, kept, tmp_path / "unsigned")
    for bundle, key, reason in (("signed", others, "另一个密钥"), ("unsigned", ours, "没有签名")):
        with pytest.raises(BundleRefused, match=reason):
            elsewhere.load(tmp_path / bundle, key)
    with pytest.raises(KeyUnusable, match="公钥"):
        elsewhere.load(tmp_path / "signed", tmp_path / "ours")
    assert elsewhere.load(tmp_path / "signed", ours).taken == {Taken.NEW: 6}
    with pytest.raises(KeyUnusable, match="已经存在"):
        make_keys(tmp_path / "ours")


@pytest.mark.any_database
def test_it_is_made_without_what_the_store_lost_and_says_so(
    filled: Store, kept: FileStore, tmp_path: Path
) -> None:
    kept.path(next(kept.digests())).write_bytes(b"damaged")
    assert create_bundle(filled, kept, tmp_path / "bundle").missing == 1
    with pytest.raises(BundleNotMade, match="已经存在"):
        create_bundle(filled, kept, tmp_path / "bundle")
    with pytest.raises(BundleNotMade, match="没有修订"):
        create_bundle(filled, kept, tmp_path / "other", since=999)
    for part, reason in ((Part(("通知",)), "没有栏目“通知”"), (Part((), ("民政局", "民证局")), "“民证局”")):
        with pytest.raises(BundleNotMade, match=reason):
            create_bundle(filled, kept, tmp_path / "other", part=part)
    late = create_bundle(filled, kept, tmp_path / "other", part=Part(("通知",)), since=filled.last_revision())
    assert late.contents.documents == 0


@pytest.mark.any_database
def test_its_page_lists_documents_for_people(filled: Store, kept: FileStore, tmp_path: Path) -> None:
    filled.put(replace(NOTICE, url="http://a.test/x", title="<b>题</b>"))
    create_bundle(filled, kept, tmp_path / "bundle", sender="云岭县政务服务中心")
    page = (tmp_path / "bundle" / "data" / "index.html").read_text("utf-8")
    assert "云岭县政务服务中心" in page
    assert "&lt;b&gt;题&lt;/b&gt;" in page
    assert page.count("申请表</a>") == 1
    assert "http://a.test/4" not in page


@pytest.mark.any_database
def test_a_late_increment_does_not_withdraw_what_returned(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    create_bundle(filled, kept, tmp_path / "1")
    elsewhere.load(tmp_path / "1")
    assert not elsewhere.store.mirroring.take_out("http://a.test/1", now() - timedelta(days=1))
    assert elsewhere.store.mirroring.take_out("http://a.test/1", now() + timedelta(days=1))


@pytest.mark.any_database
def test_what_a_machine_read_here_stays_where_the_source_read_nothing(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    form = kept.put(FORM)
    filled.file_texts.put(AttachmentText(form, Reading.NO_TEXT, "", 1, 1), 1)
    until = create_bundle(filled, kept, tmp_path / "1").contents.until
    elsewhere.load(tmp_path / "1")
    read_here = AttachmentText(form, Reading.RECOGNISED, "机器读出的", 1, 1)
    elsewhere.store.recognition.finish([read_here], "engine")
    stored = filled.by_url(NOTICE.url)
    assert stored is not None
    filled.put(replace(stored.document, summary="摘要"))
    create_bundle(filled, kept, tmp_path / "2", since=until)
    elsewhere.load(tmp_path / "2")
    assert elsewhere.store.file_texts.get([form]) == {form: read_here}


@pytest.mark.any_database
def test_what_a_machine_read_at_the_source_outlives_another_reading(
    filled: Store, kept: FileStore, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    form = kept.put(FORM)
    filled.recognition.finish([AttachmentText(form, Reading.RECOGNISED, "机器读出的", 1, 1)], "engine")
    create_bundle(filled, kept, tmp_path / "1")
    elsewhere.load(tmp_path / "1")
    elsewhere.store.file_texts.put(AttachmentText(form, Reading.NO_TEXT, "", 1, 2))
    assert elsewhere.store.file_texts.get([form])[form].text == "机器读出的"
