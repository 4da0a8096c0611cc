"""Tencent's store, on a stub that answers as its documents say; nobody has run it on the real service yet."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from handler.commands.check_store import UnsafeStoreError, check_store
from handler.server.uploads import OwnForms
from handler.stores import FileStore, MissingError, NotAllowedError, StoreError, open_store, upload_origin
from handler.stores.presigned import Forms
from tests.support.http.vendor_buckets import Bucket, serve_cos

KEY = "submissions/2021/330212/A.json"
ADDRESS = "cos://forms-125/p"
Opened = Callable[[Bucket], FileStore]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens the store at a bucket."""
    for name, value in {
        "TENCENTCLOUD_REGION": "ap-shanghai",
        "TENCENTCLOUD_SECRET_ID": "id",
        "TENCENTCLOUD_SECRET_KEY": "only-for-tests-on-loopback",
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as stack:

        def at(bucket: Bucket) -> FileStore:
            monkeypatch.setenv("COS_DOMAIN", stack.enter_context(serve_cos(bucket)))
            return open_store(ADDRESS)

        yield at


def test_it_keeps_what_every_store_keeps(opened: Opened) -> None:
    bucket = Bucket()
    store = opened(bucket)

    check_store(store, ADDRESS)
    assert store.create(KEY, b"{}")
    assert not store.create(KEY, b"other")
    assert store.read(KEY) == b"{}"
    assert store.create_from("attachments/2021/330212/a", io.BytesIO(b"%PDF"), "application/pdf")
    assert bucket.media["p/attachments/2021/330212/a"] == "application/pdf"


def test_a_list_is_whole_and_in_order_past_one_page(opened: Opened) -> None:
    store = opened(Bucket(page=2))
    keys = [f"submissions/2021/{unit}/甲&乙.json" for unit in range(5)]
    for key in reversed(keys):
        store.create(key, b"12345")

    assert list(store.sizes("submissions/2021/")) == [(key, 5) for key in keys]
    assert list(store.list("submissions/2021/3")) == [keys[3]]


@pytest.mark.parametrize("versioning", ["Enabled", "Suspended"])
def test_a_bucket_that_is_or_was_versioned_is_refused(opened: Opened, versioning: str) -> None:
    with pytest.raises(StoreError, match="开着或开过版本控制"):
        opened(Bucket(versioning=versioning))


def test_where_that_may_not_be_asked_the_probe_finds_it_out(opened: Opened) -> None:
    store = opened(Bucket(versioning="Suspended", refused_looks=(403, "AccessDenied")))

    with pytest.raises(UnsafeStoreError):
        check_store(store, ADDRESS)


@pytest.mark.parametrize(
    ("refusal", "error", "said"),
    [
        ((403, "AccessDenied"), NotAllowedError, "无权访问 cos://forms-125/p/"),
        ((404, "NoSuchBucket"), StoreError, "没有这个桶"),
        ((403, "SignatureDoesNotMatch"), StoreError, "访问密钥不对"),
        ((400, "SomethingNew"), StoreError, "未能办理（SomethingNew）"),
    ],
)
def test_what_it_refuses_is_said_in_words(
    opened: Opened, refusal: tuple[int, str], error: type[StoreError], said: str
) -> None:
    bucket = Bucket()
    store = opened(bucket)
    bucket.refusal = refusal

    for call in (
        lambda: store.create(KEY, b""),
        lambda: store.read(KEY),
        lambda: list(store.list("")),
    ):
        with pytest.raises(error, match=said):
            call()


def test_a_refusal_at_the_start_is_no_missing_permission(opened: Opened) -> None:
    with pytest.raises(StoreError, match="没有这个桶"):
        opened(Bucket(refusal=(404, "NoSuchBucket")))


@pytest.mark.parametrize("page", ["<html><body>portal login</body></html>", "<html><br>portal login"])
def test_a_portals_page_is_no_store(opened: Opened, page: str) -> None:
    """Well-formed as XML or not: it has written nothing, and is no list of nothing."""
    bucket = Bucket()
    store = opened(bucket)
    bucket.portal = page

    for call in (lambda: store.create(KEY, b""), lambda: store.read(KEY)):
        with pytest.raises(StoreError, match="没有答复这个对象，可能是登录页"):
            call()
    with pytest.raises(StoreError, match="可能是登录页"):
        list(store.list(""))


def test_what_is_not_there_is_missing(opened: Opened) -> None:
    with pytest.raises(MissingError):
        opened(Bucket()).read(KEY)


def test_where_nothing_answers_that_is_said(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(Bucket())
    monkeypatch.setenv("COS_DOMAIN", "http://127.0.0.1:1")

    with pytest.raises(StoreError, match="连不上 cos://forms-125/p/"):
        open_store(ADDRESS)


def test_what_is_not_set_is_asked_for(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(Bucket())

    for name in ("TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_REGION"):
        monkeypatch.delenv(name)
        with pytest.raises(
            StoreError, match=f"请设 {name}|请设 TENCENTCLOUD_REGION、TENCENTCLOUD_SECRET_KEY"
        ):
            open_store(ADDRESS)
    with pytest.raises(StoreError, match="没有桶名"):
        open_store("cos:///p")


def test_a_roles_credentials_change_while_the_server_runs(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket()
    store = opened(bucket)
    for token in ("first", "second"):
        monkeypatch.setenv("TENCENTCLOUD_TOKEN", token)
        store.create(KEY, b"{}")

    assert bucket.tokens == ["", "first", "second"]


@pytest.mark.parametrize(
    ("address", "library"), [("cos://b/p", "cos-python-sdk-v5"), ("oss://b/p", "alibabacloud-oss-v2")]
)
def test_a_library_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, address: str, library: str
) -> None:
    for name in ("cos", "oss"):
        monkeypatch.setitem(sys.modules, f"handler.stores.vendors.{name}", None)

    with pytest.raises(StoreError, match=f"要先装厂商的库：pip install {library}"):
        open_store(address)


def test_attachments_go_through_the_site(opened: Opened) -> None:
    store = opened(Bucket())

    assert upload_origin(OwnForms(store, Forms())) == ""
    with pytest.raises(StoreError, match="附件请经本站传"):
        upload_origin(store)
