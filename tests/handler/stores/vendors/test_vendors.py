"""Aliyun's store and Tencent's, on stubs that answer as their documents say; nobody has run them on the real services yet."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import NamedTuple

import pytest

from handler.commands.check import UnsafeStoreError, check_store
from handler.server.uploads import OwnForms
from handler.stores import FileStore, MissingError, NotAllowedError, StoreError, open_store, upload_origin
from handler.stores.folder.presigned import Forms
from tests.support.http.vendor_buckets import Bucket, serve_cos, serve_oss

KEY = "submissions/2021/330212/A.json"
SECRET = "only-for-tests-on-loopback"


class Vendor(NamedTuple):
    """address: of a store; own: what names the bucket's own address, as `token` does a role's."""

    address: str
    serve: Callable[[Bucket], AbstractContextManager[str]]
    settings: dict[str, str]
    own: str
    token: str
    library: str


OSS = Vendor(
    "oss://bucket/p",
    serve_oss,
    {"OSS_REGION": "cn-hangzhou", "OSS_ACCESS_KEY_ID": "id", "OSS_ACCESS_KEY_SECRET": SECRET},
    "OSS_ENDPOINT",
    "OSS_SESSION_TOKEN",
    "alibabacloud-oss-v2",
)
COS = Vendor(
    "cos://forms-125/p",
    serve_cos,
    {"TENCENTCLOUD_REGION": "ap-shanghai", "TENCENTCLOUD_SECRET_ID": "id", "TENCENTCLOUD_SECRET_KEY": SECRET},
    "COS_DOMAIN",
    "TENCENTCLOUD_TOKEN",
    "cos-python-sdk-v5",
)
Opened = Callable[[Bucket], FileStore]


@pytest.fixture(params=[OSS, COS], ids=["oss", "cos"])
def vendor(request: pytest.FixtureRequest) -> Vendor:
    chosen: Vendor = request.param
    return chosen


@pytest.fixture
def opened(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens the store at a bucket."""
    for name, value in {**vendor.settings, "NO_PROXY": "127.0.0.1"}.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as stack:

        def at(bucket: Bucket) -> FileStore:
            monkeypatch.setenv(vendor.own, stack.enter_context(vendor.serve(bucket)))
            return open_store(vendor.address)

        yield at


def test_it_keeps_what_every_store_keeps(vendor: Vendor, opened: Opened) -> None:
    bucket = Bucket()
    store = opened(bucket)

    check_store(store, vendor.address)
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


def test_where_that_may_not_be_asked_the_probe_finds_it_out(vendor: Vendor, opened: Opened) -> None:
    store = opened(Bucket(versioning="Suspended", refused_looks=(403, "AccessDenied")))

    with pytest.raises(UnsafeStoreError):
        check_store(store, vendor.address)


@pytest.mark.parametrize(
    ("refusal", "error", "said"),
    [
        ((403, "AccessDenied"), NotAllowedError, "无权访问 {}/"),
        ((404, "NoSuchBucket"), StoreError, "没有这个桶"),
        ((403, "SignatureDoesNotMatch"), StoreError, "访问密钥不对"),
        ((400, "SomethingNew"), StoreError, "未能办理（SomethingNew）"),
    ],
)
def test_what_it_refuses_is_said_in_words(
    vendor: Vendor, opened: Opened, refusal: tuple[int, str], error: type[StoreError], said: str
) -> None:
    bucket = Bucket()
    store = opened(bucket)
    bucket.refusal = refusal

    for call in (
        lambda: store.create(KEY, b""),
        lambda: store.read(KEY),
        lambda: list(store.list("")),
    ):
        with pytest.raises(error, match=said.format(vendor.address)):
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


def test_where_nothing_answers_that_is_said(
    vendor: Vendor, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(Bucket())
    monkeypatch.setenv(vendor.own, "http://127.0.0.1:1")

    with pytest.raises(StoreError, match=f"连不上 {vendor.address}/"):
        open_store(vendor.address)


def test_what_is_not_set_is_asked_for(
    vendor: Vendor, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(Bucket())

    for name in vendor.settings:
        monkeypatch.delenv(name)
    with pytest.raises(StoreError, match=f"请设 {'、'.join(vendor.settings)}"):
        open_store(vendor.address)
    with pytest.raises(StoreError, match="没有桶名"):
        open_store(f"{vendor.address[:6]}/p")


def test_a_roles_credentials_change_while_the_server_runs(
    vendor: Vendor, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket()
    store = opened(bucket)
    for token in ("first", "second"):
        monkeypatch.setenv(vendor.token, token)
        store.create(KEY, b"{}")

    assert bucket.tokens == ["", "first", "second"]


def test_a_library_that_is_not_installed_is_named(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cos", "oss"):
        monkeypatch.setitem(sys.modules, f"handler.stores.vendors.{name}", None)

    with pytest.raises(StoreError, match=f"要先装厂商的库：pip install {vendor.library}"):
        open_store(vendor.address)


def test_attachments_go_through_the_site(opened: Opened) -> None:
    store = opened(Bucket())

    assert upload_origin(OwnForms(store, Forms())) == ""
    with pytest.raises(StoreError, match="附件请经本站传"):
        upload_origin(store)
