"""Rules that hold for both stores, and what each does when its ground gives way."""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber

from handler.stores import CHUNK, MissingError, NotAllowedError, Store, StoreError, folder, open_store, s3
from handler.stores.folder import FolderStore
from handler.stores.s3 import S3Store
from tests.support.files import noise
from tests.support.measuring import outside
from tests.support.s3.ceph import PACKAGES, check_programs, serve_ceph
from tests.support.s3.s3_server import S3Server, S3ServerError
from tests.support.s3.seaweed import serve_seaweed
from tests.support.s3.sessions import share

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

KEY = "submissions/2021/330212/A.json"
RACERS = 16


def test_what_is_created_is_read_as_it_was(store: Store) -> None:
    data = bytes(range(256)) + "填报单位\r\n\0".encode() + noise(200_000)

    assert store.create(KEY, data) is True
    assert store.read(KEY) == data


def test_an_object_may_be_empty(store: Store) -> None:
    assert store.create(KEY, b"") is True
    assert store.read(KEY) == b""


def test_a_second_create_says_so_and_changes_nothing(store: Store) -> None:
    store.create(KEY, b"first")

    assert store.create(KEY, b"second") is False
    assert store.read(KEY) == b"first"
    assert list(store.list("")) == [KEY]


@pytest.mark.unmeasured
def test_of_sixteen_that_race_for_a_name_exactly_one_wins(store: Store) -> None:
    with ThreadPoolExecutor(RACERS) as pool:
        for race in range(5):
            key = f"submissions/2021/330212/{race}.json"
            won = list(pool.map(lambda n, key=key: store.create(key, b"%d" % n), range(RACERS)))

            assert sorted(won) == [False] * (RACERS - 1) + [True]
            assert store.read(key) == b"%d" % won.index(True)


def test_reading_what_is_not_there_raises_missing(store: Store) -> None:
    with pytest.raises(MissingError):
        store.read(KEY)


def test_a_list_is_sorted_and_honours_its_prefix(store: Store) -> None:
    names = [
        "submissions/2021/b/2.json",
        "submissions/2021/B/1.json",
        "submissions/2021/a/10.json",
        "submissions/2021/a/9.json",
        "submissions/20210/x/1.json",
        "submissions/2022/a/1.json",
        "attachments/2021/a/1.pdf",
    ]
    for name in names:
        store.create(name, b"{}")

    assert list(store.list("")) == sorted(names)
    assert list(store.list("submissions/2021/")) == [
        "submissions/2021/B/1.json",
        "submissions/2021/a/10.json",
        "submissions/2021/a/9.json",
        "submissions/2021/b/2.json",
    ]
    assert list(store.list("submissions/2021/a/1")) == ["submissions/2021/a/10.json"]
    assert list(store.list("submissions/1999/")) == []


@pytest.fixture
def pages_of_ten(s3_session: boto3.Session) -> Iterator[list[object]]:
    """What the server is asked for, ten names at a time: of itself it gives a thousand."""
    asked: list[object] = []

    def ask_for_ten(params: dict[str, object], **_: object) -> None:
        params["MaxKeys"] = 10
        asked.append(params)

    s3_session.events.register("provide-client-params.s3.ListObjectsV2", ask_for_ten)
    yield asked
    s3_session.events.unregister("provide-client-params.s3.ListObjectsV2", ask_for_ten)


def test_a_list_is_complete_past_one_page(pages_of_ten: list[object], store: Store) -> None:
    names = [f"submissions/2021/{number:04}/A.json" for number in range(35)]
    for name in names:
        assert store.create(name, b"{}")

    assert list(store.list("submissions/2021/")) == names
    assert len(pages_of_ten) == (4 if isinstance(store, S3Store) else 0)


def test_an_address_is_a_bucket_or_a_folder(tmp_path: Path, bucket: str) -> None:
    for address in (f"s3://{bucket}", f"s3://{bucket}/", f"s3://{bucket}/a/b/", str(tmp_path / "new")):
        store = open_store(address)
        store.create(KEY, address.encode())

        assert list(store.list(""))[-1] == KEY
    assert open_store(f"s3://{bucket}/a/b").read(KEY) == f"s3://{bucket}/a/b/".encode()
    assert list(open_store(f"s3://{bucket}").list("")) == [f"a/b/{KEY}", KEY]


@pytest.mark.parametrize(
    "address", ["s3:/bucket", "S3://bucket", "s3:bucket", "gs://bucket", "https://bucket.example"]
)
def test_a_bucket_that_is_written_otherwise_is_no_folder_of_that_name(address: str) -> None:
    with pytest.raises(StoreError, match="不是存放填报的地方，应写成 s3://桶"):
        open_store(address)


# S3


def test_a_name_is_taken_once_in_a_versioned_bucket_too(s3_client: "S3Client", bucket: str) -> None:
    s3_client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    store = S3Store.at(f"s3://{bucket}")

    assert [store.create(KEY, b"first"), store.create(KEY, b"second")] == [True, False]
    assert store.read(KEY) == b"first"


def test_an_address_without_a_bucket_is_refused() -> None:
    with pytest.raises(StoreError, match="没有桶名"):
        open_store("s3:///prefix")


@pytest.mark.usefixtures("s3_settings")
def test_an_endpoint_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "not an address")

    with pytest.raises(StoreError, match=r"^连不上 s3://bucket"):
        open_store("s3://bucket")


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "访问密钥不对，请核对{}（SignatureDoesNotMatch）"),
        ({"AWS_ACCESS_KEY_ID": "unknown"}, "访问密钥不对，请核对{}（InvalidAccessKeyId）"),
        (
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""},
            "没有访问密钥，请设{}（NoCredentialsError）",
        ),
    ],
)
def test_wrong_credentials_are_named_as_the_cause(
    bucket: str, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], cause: str
) -> None:
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    share(monkeypatch, None)
    store = S3Store.at(f"s3://{bucket}/p")

    for call in _calls(store):
        with pytest.raises(StoreError) as caught:
            call()
        named = " AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY"
        assert str(caught.value) == f"s3://{bucket}/p/：{cause.format(named)}"


def test_a_store_without_its_bucket_is_an_error_and_not_an_empty_one(bucket: str) -> None:
    for call in _calls(S3Store.at(f"s3://{bucket}-gone/p")):
        with pytest.raises(StoreError, match="NoSuchBucket"):
            call()


@pytest.mark.usefixtures("s3_settings")
def test_a_server_that_is_down_is_an_error_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
    store = S3Store.at("s3://bucket/p")
    started = time.monotonic()

    with pytest.raises(StoreError, match=r"^连不上 s3://bucket/p/（EndpointConnectionError）$"):
        store.create(KEY, b"{}")

    assert time.monotonic() - started < 10


@pytest.mark.usefixtures("s3_settings")
def test_a_server_that_stays_silent_is_an_error_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "_CONFIG", s3._CONFIG.merge(Config(read_timeout=0.1)))  # noqa: SLF001  # 4 s thrice is long
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{listener.getsockname()[1]}")
        store = S3Store.at("s3://bucket/p")

        with pytest.raises(StoreError, match=r"（ReadTimeoutError）$"):
            store.create(KEY, b"{}")


@pytest.mark.usefixtures("s3_settings")
def test_an_answer_cut_short_is_an_error_and_not_half_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{listener.getsockname()[1]}")
        served = pool.submit(cut_short)
        with pytest.raises(StoreError, match=r"^连不上 s3://bucket/p/"):
            S3Store.at("s3://bucket/p").read(KEY)
        served.result()


def test_a_store_on_this_machine_is_asked_itself_whatever_proxy_is_named(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    store = S3Store.at(f"s3://{bucket}/p")

    assert store.create(KEY, b"{}") is True
    assert store.read(KEY) == b"{}"


@pytest.mark.usefixtures("s3_settings")
def test_a_store_elsewhere_is_asked_through_the_proxy_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer() -> bytes:
        connection, _ = listener.accept()
        with connection:
            asked = connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        return asked

    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://store.example")
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{listener.getsockname()[1]}")
        served = pool.submit(answer)
        assert S3Store.at("s3://bucket/p").read(KEY) == b"{}"
        assert served.result().startswith(b"GET http://store.example/bucket/p/submissions/")


@pytest.mark.usefixtures("s3_settings")
def test_a_role_that_may_not_is_told_from_a_server_that_cannot() -> None:
    with closing(boto3.client("s3")) as client, Stubber(client) as stub:
        for method in ("put_object", "get_object", "list_objects_v2"):
            stub.add_client_error(method, "AccessDenied", http_status_code=403)

        for call in _calls(S3Store(client, "bucket", "p/")):
            with pytest.raises(NotAllowedError) as caught:
                call()
            assert str(caught.value) == "无权访问 s3://bucket/p/（AccessDenied）"


@pytest.mark.usefixtures("s3_settings")
@pytest.mark.parametrize(
    ("answers", "created"),
    [(["ConditionalRequestConflict"], True), (["OperationAborted", "PreconditionFailed"], False)],
)
def test_a_create_that_met_another_writer_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, answers: list[str], created: bool
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    expected = {
        "Bucket": "bucket",
        "Key": f"p/{KEY}",
        "Body": b"{}",
        "ContentType": "application/json",
        "IfNoneMatch": "*",
    }
    with closing(boto3.client("s3")) as client, Stubber(client) as stub:
        for code in answers:
            stub.add_client_error("put_object", code, http_status_code=409, expected_params=expected)
        if created:
            stub.add_response("put_object", {"ETag": '"x"'}, expected)

        assert S3Store(client, "bucket", "p/").create(KEY, b"{}") is created
        stub.assert_no_pending_responses()
    assert pauses == [0.05]


@pytest.mark.usefixtures("s3_settings")
def test_a_create_that_always_meets_another_writer_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    with closing(boto3.client("s3")) as client, Stubber(client) as stub:
        for _ in range(5):
            stub.add_client_error("put_object", "ConditionalRequestConflict", http_status_code=409)

        with pytest.raises(StoreError, match=r"^s3://bucket/p/ 繁忙"):
            S3Store(client, "bucket", "p/").create(KEY, b"{}")
    assert sum(pauses) < 2


# Folder


@pytest.mark.unmeasured
@pytest.mark.programs
def test_a_kill_at_any_moment_leaves_whole_objects_only(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from handler.stores.folder import FolderStore\n"
        "store = FolderStore(sys.argv[1])\n"
        "for number in range(1_000_000):\n"
        "    store.create(f'{sys.argv[2]}/{number % 7}/{number}', b'%d;' % number * 20_000)\n"
        "    print(number, flush=True)\n"
    )
    acknowledged = []
    for run in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), str(run)],
            stdout=subprocess.PIPE,
            text=True,
            env=outside(),  # who is killed tells nothing of what it has reached
        )
        with writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(0.003 * run)
            writer.send_signal(signal.SIGKILL)
            lines = writer.stdout.read().splitlines(keepends=True)
        finished = [0, *(int(line) for line in lines if line.endswith("\n"))]
        acknowledged += [f"{run}/{number % 7}/{number}" for number in finished]
    store = FolderStore(tmp_path)

    listed = list(store.list(""))

    assert set(acknowledged) <= set(listed)
    for key in listed:
        number = int(key.rpartition("/")[2])
        assert store.read(key) == b"%d;" % number * 20_000
        assert store.create(key, b"again") is False


def test_a_leftover_of_a_killed_writer_is_not_listed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.create(KEY, b"{}")
    (tmp_path / "submissions/2021/330212/.unfinished-0123456789abcdef").write_bytes(b"{")

    assert list(store.list("submissions/2021/")) == [KEY]


def test_a_create_leaves_nothing_beside_its_object(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.create(KEY, b"first")
    store.create(KEY, b"second")

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["A.json"]


def test_a_folder_that_is_not_there_is_an_error_and_not_an_empty_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有文件夹"):
        FolderStore(tmp_path / "none").list("")


def test_what_is_stored_is_for_its_owner_alone_to_read(tmp_path: Path) -> None:
    """Names and telephone numbers; whoever runs it may have the usual umask."""
    before = os.umask(0o022)
    try:
        store = FolderStore(tmp_path / "var" / "store")
        store.create(KEY, b"{}")
        store.create_from("attachments/2021/330212/a", io.BytesIO(b"12"), "application/pdf")
    finally:
        os.umask(before)

    made = [store.root, *store.root.rglob("*")]
    assert len(made) == 9
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o755


def test_pieces_that_break_off_leave_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise RuntimeError
            return super().read(size)

    store = FolderStore(tmp_path)
    with pytest.raises(RuntimeError):
        store.create_from(KEY, Broken(b"1" * (CHUNK + 1)), "application/pdf")

    assert list(store.list("")) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_root_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = FolderStore(tmp_path / "file")

    for call, message in zip(_calls(store), ("写不进文件夹", "读不出文件夹", "没有文件夹"), strict=True):
        with pytest.raises(StoreError, match=message):
            call()


def test_a_folder_that_refuses_to_be_listed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(StoreError, match="：Permission denied"):
        FolderStore(tmp_path).list("")


def test_what_is_gone_since_it_was_listed_has_no_size(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.create(KEY, b"{}")
    sizes = store.sizes("")
    (tmp_path / KEY).unlink()

    with pytest.raises(MissingError, match=KEY):
        list(sizes)


def test_a_new_unit_costs_no_more_than_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(folder, "_sync_folder", synced.append)
    root, store = tmp_path / "store", FolderStore(tmp_path / "store")

    def create(unit: str, name: str) -> list[Path]:
        synced.clear()
        store.create(f"submissions/2021/{unit}/{name}.json", b"{}")
        return [each.relative_to(tmp_path) for each in synced]

    above = [Path(), Path("store"), Path("store/submissions"), Path("store/submissions/2021")]
    assert create("1", "A") == [*above, Path("store/submissions/2021/1")]
    assert create("2", "A") == [above[-1], Path("store/submissions/2021/2")]
    assert create("2", "B") == [Path("store/submissions/2021/2")]
    shutil.rmtree(root / "submissions")
    assert create("2", "C") == [*above[1:], Path("store/submissions/2021/2")]
    (root / "submissions/2021/3").mkdir()  # by another process, which may not have made it durable yet
    assert create("3", "A") == [above[-1], Path("store/submissions/2021/3")]


@pytest.mark.parametrize("function", ["link", "open", "fsync"])
def test_a_folder_that_refuses_to_be_written_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    store = FolderStore(tmp_path / "store")
    with monkeypatch.context() as patched:
        patched.setattr(os, function, refuse)
        with pytest.raises(StoreError) as caught:
            store.create(KEY, b"{}")

    assert str(caught.value) == f"写不进文件夹 {tmp_path / 'store'}：Permission denied"
    assert [path for path in tmp_path.rglob(".unfinished*") if path.is_file()] == []


@pytest.mark.parametrize(
    "key", ["../x", "a/../../x", "/etc/x", "a//x", "./x", "", "a/", "..\\x", "C:x", "C:/x", "a/C:\\x"]
)
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path, key: str) -> None:
    store = FolderStore(tmp_path / "store")
    (tmp_path / "store").mkdir()

    with pytest.raises(StoreError, match="不能作为文件名"):
        store.create(key, b"{}")
    with pytest.raises(StoreError, match="不能作为文件名"):
        store.read(key)
    assert [path.name for path in tmp_path.rglob("*")] == ["store"]


@pytest.mark.parametrize("prefix", ["../", "/etc/", "a/../../"])
def test_a_list_does_not_leave_the_folder(tmp_path: Path, prefix: str) -> None:
    with pytest.raises(StoreError, match="不能作为文件名"):
        FolderStore(tmp_path).list(prefix)


def test_a_platform_that_cannot_open_folders_still_stores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    store = FolderStore(tmp_path / "store")

    assert store.create(KEY, b"{}") is True
    assert store.read(KEY) == b"{}"


# The server the tests themselves stand on


def test_missing_programs_are_named_with_the_packages_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(S3ServerError) as caught:
        check_programs()

    assert set(PACKAGES.values()) <= set(str(caught.value).replace(".", " ").split())
    assert "apt-get install" in str(caught.value)


@pytest.mark.s3
@pytest.mark.parametrize("serve", [serve_seaweed, pytest.param(serve_ceph, marks=pytest.mark.ceph)])
def test_a_server_that_does_not_start_leaves_nothing_behind(
    serve: Callable[[], AbstractContextManager[S3Server]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tempfile.mkdtemp(dir=tmp_path)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_: folder)
    for module in ("s3_server", "ceph"):
        monkeypatch.setattr(f"tests.support.s3.{module}.PATIENCE", 0.0)

    with pytest.raises(S3ServerError), serve():
        pass

    assert not Path(folder).exists()


def test_the_server_refuses_a_wrong_secret(s3_server: S3Server, bucket: str) -> None:
    """A mock would let it pass, and then no test here would prove anything."""
    wrong = boto3.client(
        "s3",
        endpoint_url=s3_server.endpoint,
        aws_access_key_id=s3_server.access_key,
        aws_secret_access_key="wrong",
    )
    with closing(wrong), pytest.raises(wrong.exceptions.ClientError, match="SignatureDoesNotMatch"):
        wrong.list_objects_v2(Bucket=bucket)


def _calls(store: Store) -> list[Callable[[], object]]:
    """Each method once, in the order create, read, list."""
    return [partial(store.create, KEY, b"{}"), partial(store.read, KEY), lambda: list(store.list(""))]
