"""Files in both stores: read in pieces, listed with their sizes, uploaded by a signed form that binds what it may store."""

import base64
import hashlib
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from werkzeug.test import Client

from handler.server.uploads import take_uploads
from handler.server.wsgi import Environ
from handler.stores import CHUNK, FORM_SECONDS, MissingError, Store, StoreError, Upload, s3, upload_origin
from handler.stores.folder import FolderStore
from handler.stores.folder import presigned as forms
from handler.stores.folder.presigned import UPLOADS, FormError, Forms, Policy
from handler.stores.s3 import S3Store
from schema.validation.attachments import LARGEST
from tests.support.files import PDF, file_of, key_of, noise
from tests.support.http.multipart import encode_form, send_form
from tests.support.s3.sessions import share

KEY = key_of(PDF)
MEDIA = "application/pdf"
OTHER_KEY = "submissions/2021/330212/A.json"


def form_for(store: Store, data: bytes = PDF) -> Upload:
    file = file_of(data)
    return store.presign(key_of(data), size=file.size, media=file.type, sha256=file.sha256)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends a form where it says, as a browser does."""

    store: Store

    def __call__(self, form: Upload, data: bytes, **changes: str) -> int:
        fields = {**form.fields, **{name.replace("_", "-"): value for name, value in changes.items()}}
        if not isinstance(self.store, FolderStore):
            return send_form(form.url, fields, data)
        media, body = encode_form(fields, data)
        local = Client(take_uploads(_nowhere, self.store))
        return local.post(form.url, data=body, content_type=media).status_code


@pytest.fixture
def send(store: Store) -> Sender:
    return Sender(store)


def _nowhere(_environ: Environ, start_response: object) -> list[bytes]:
    start_response("404 Not Found", [])  # type: ignore[operator]  # the shape of WSGI
    return []


def test_a_file_is_read_in_pieces_and_listed_with_its_size(store: Store) -> None:
    data = noise(2 * CHUNK + 3)
    store.create(KEY, data)
    store.create("attachments/2022/x", b"1")

    pieces = list(store.stream(KEY))

    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= CHUNK
    assert list(store.sizes("attachments/2021/")) == [(KEY, len(data))]
    assert dict(store.sizes("attachments/")) == {KEY: len(data), "attachments/2022/x": 1}


def test_a_file_that_is_not_there_is_missing(store: Store) -> None:
    with pytest.raises(MissingError):
        list(store.stream(KEY))


def test_what_was_read_of_a_file_is_a_files_own_bytes_or_an_error(tmp_path: Path) -> None:
    (tmp_path / KEY).mkdir(parents=True)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")

    with pytest.raises(StoreError, match="不是普通文件"):
        list(FolderStore(tmp_path).stream(KEY))


def test_a_form_stores_its_file_and_the_same_again_is_harmless(store: Store, send: Sender) -> None:
    form = form_for(store)

    assert [send(form, PDF), send(form, PDF)] == [204, 204]
    assert list(store.sizes("")) == [(KEY, len(PDF))]
    assert b"".join(store.stream(KEY)) == PDF


@pytest.mark.parametrize("data", [PDF + b"x", PDF[:-1], b""])
def test_a_form_takes_no_other_size(store: Store, send: Sender, data: bytes) -> None:
    assert send(form_for(store), data) in (400, 403)
    assert list(store.sizes("")) == []


def test_a_form_takes_no_other_content_of_the_same_size(store: Store, send: Sender) -> None:
    assert send(form_for(store), PDF[:-1] + b"x") == 400
    assert list(store.sizes("")) == []


def test_a_form_carries_the_checksum_that_the_store_or_the_look_at_it_verifies(store: Store) -> None:
    sent = form_for(store).fields["x-amz-checksum-sha256"]

    assert base64.b64decode(sent) == hashlib.sha256(PDF).digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"key": OTHER_KEY},
        {"Content_Type": "text/html"},
        {"x_amz_checksum_sha256": base64.b64encode(b"0" * 32).decode()},
        {"x_amz_signature": "0" * 64},
        {"policy": ""},
    ],
)
def test_a_form_that_was_changed_stores_nothing(store: Store, send: Sender, changes: dict[str, str]) -> None:
    assert send(form_for(store), PDF, **changes) in (400, 403)
    assert list(store.sizes("")) == []


def test_a_form_is_void_after_its_time(store: Store, send: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (forms, s3):
        monkeypatch.setattr(module, "FORM_SECONDS", -1)
    monkeypatch.setattr(Forms.make, "__defaults__", (-1,))

    assert send(form_for(store), PDF) == 403
    assert FORM_SECONDS == 900
    assert list(store.sizes("")) == []


def test_a_store_says_where_its_forms_go(store: Store, request: pytest.FixtureRequest) -> None:
    endpoint = "" if isinstance(store, FolderStore) else request.getfixturevalue("s3_server").endpoint

    assert upload_origin(store) == endpoint


# S3


@pytest.mark.parametrize(
    ("region", "url"),
    [
        ("us-east-1", "https://bucket.s3.us-east-1.amazonaws.com/"),
        ("eu-west-1", "https://bucket.s3.eu-west-1.amazonaws.com/"),
        ("cn-north-1", "https://bucket.s3.cn-north-1.amazonaws.com.cn/"),
    ],
)
def test_on_aws_a_form_goes_to_the_buckets_own_region(region: str, url: str) -> None:
    client = boto3.client(
        "s3",
        config=s3._CONFIG,  # noqa: SLF001  # as S3Store.at
        region_name=region,
        aws_access_key_id="a",
        aws_secret_access_key="b",  # as S3Store.at
    )
    with closing(client):
        form = form_for(S3Store(client, "bucket", "some/prefix/"))

    assert form.url == url
    assert form.fields["key"] == f"some/prefix/{KEY}"
    assert form.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


def test_without_credentials_there_is_no_form(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "")
    share(monkeypatch, None)

    with pytest.raises(StoreError, match=r"^签不了 s3://.*没有可用的凭据$"):
        form_for(S3Store.at(f"s3://{bucket}"))


# A folder


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def test_a_form_of_a_folder_is_void_in_another_process(folder: FolderStore) -> None:
    with pytest.raises(FormError):
        FolderStore(folder.root).forms.check(form_for(folder).fields)


def test_a_form_of_a_folder_says_what_it_allows(folder: FolderStore) -> None:
    file = file_of(PDF)
    expected = Policy(key=KEY, size=len(PDF), media=MEDIA, sha256=file.sha256)

    assert folder.forms.check(form_for(folder).fields) == expected


def test_a_folders_form_refuses_another_content_of_the_same_size(folder: FolderStore) -> None:
    client = Client(take_uploads(_nowhere, folder))
    media, body = encode_form(form_for(folder).fields, PDF[:-1] + b"x")

    response = client.post(UPLOADS, data=body, content_type=media)

    assert (response.status_code, response.text) == (400, "上传的内容与所选的文件不一致。请重试。\n")
    assert not folder.root.exists()


@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        ("multipart/form-data", b"x", 403),
        ("multipart/form-data; boundary=b", b"--b\r\n", 403),
        ("application/json", b"{}", 403),
        ("multipart/form-data; boundary=b", noise(LARGEST + 64 * 1024 + 1), 413),
    ],
)
def test_what_is_no_form_is_refused(folder: FolderStore, media: str, body: bytes, status: int) -> None:
    response = Client(take_uploads(_nowhere, folder)).post(UPLOADS, data=body, content_type=media)

    too_large = "文件超过 20 MB，没有接收。请压缩，或分成几个文件。\n"
    assert response.status_code == status
    assert response.text == too_large if status == 413 else response.text.endswith("请重试。\n")


def test_a_form_without_its_file_is_refused(folder: FolderStore) -> None:
    response = Client(take_uploads(_nowhere, folder)).post(UPLOADS, data=dict(form_for(folder).fields))

    assert (response.status_code, response.text) == (
        400,
        "上传的文件大小与所选的不一致，可能没有传完。请重试。\n",
    )


def test_uploads_are_posted_and_other_addresses_are_the_sites(folder: FolderStore) -> None:
    client = Client(take_uploads(_nowhere, folder))

    refused = client.get(UPLOADS)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/2021/").status_code == 404


def test_a_store_that_cannot_be_written_says_so_and_only_the_log_says_where(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "store").write_bytes(b"")
    folder = FolderStore(tmp_path / "store")
    media, body = encode_form(form_for(folder).fields, PDF)

    response = Client(take_uploads(_nowhere, folder)).post(UPLOADS, data=body, content_type=media)

    assert response.status_code == 503
    assert response.text == "系统暂时无法保存（存储服务故障），附件未上传成功。请稍后点“重试”。\n"
    assert caplog.messages[0].startswith("store failed: 写不进文件夹")


def test_twenty_megabytes_go_through_the_local_form(folder: FolderStore) -> None:
    data = PDF + noise(LARGEST - len(PDF))
    media, body = encode_form(form_for(folder, data).fields, data)
    started = time.monotonic()

    response = Client(take_uploads(_nowhere, folder)).post(UPLOADS, data=body, content_type=media)

    assert response.status_code == 204
    assert dict(folder.sizes("")) == {key_of(data): LARGEST}
    assert time.monotonic() - started < 60
