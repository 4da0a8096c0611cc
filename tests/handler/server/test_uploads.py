"""Files on their way to a folder store: through the real `serve`, straight and by a proxy, whatever they hold."""

import hashlib
import json
import random
import tracemalloc
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from handler.server.uploads import OwnForms, take_uploads
from handler.stores import CHUNK, Store, open_store
from handler.stores.folder import FolderStore
from handler.stores.folder.presigned import Forms
from schema.validation.attachments import LARGEST
from tests.support.files import file_of, key_of, noise
from tests.support.filings import Down
from tests.support.http.multipart import BOUNDARY, encode_form, send_form
from tests.support.http.proxy import serve_proxy
from tests.support.http.served import Served, serve
from tests.support.s3.s3_server import S3Server

SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"
READ = 64 * 1024
"""Bytes that Werkzeug reads of a form at once."""
SIZES = st.one_of(
    st.integers(1, 2000),
    st.builds(lambda pieces, beside: pieces * READ + beside, st.integers(1, 40), st.integers(-700, 700)),
    st.integers(1, 3_000_000),
)
BOUNDARIES = st.text("0123456789abcdefXYZ-", min_size=1, max_size=70).filter(lambda text: text.strip("-"))
MADE = ("random", "without line ends", "line ends", "almost boundaries")
"""What a content is made of."""


def content(size: int, seed: int, made: str, boundary: str) -> bytes:
    """`size` bytes, the same for the same seed, without the boundary."""
    dice = random.Random(seed)  # noqa: S311  # no secret
    match made:
        case "line ends":
            return bytes(dice.choices(b"\r\n-", k=size))
        case "almost boundaries":
            near = f"\r\n--{boundary[:-1]}".encode()
            return (dice.randbytes(dice.randrange(READ)) + near * (size // len(near) + 1))[:size]
        case "without line ends":
            return dice.randbytes(size).translate(bytes.maketrans(b"\r\n", b"  "))
    return dice.randbytes(size)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture(scope="module", params=["straight", "by a proxy"])
def address(request: pytest.FixtureRequest, server: Served) -> Iterator[str]:
    if request.param == "straight":
        yield server.address
        return
    with serve_proxy(server.port) as port:
        yield f"http://127.0.0.1:{port}"


def upload(address: str, data: bytes, boundary: str = BOUNDARY) -> int:
    """Announces and sends a file as the page does; the status of the sending."""
    file = file_of(data)
    told = {"unit": "鄞州区", "sha256": file.sha256, "size": str(file.size), "name": "活动总结.pdf"}
    request = urllib.request.Request(
        f"{address}/api/2021/attachments", json.dumps(told).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        form = json.load(answer)
    return send_form(f"{address}{form['url']}", form["fields"], data, boundary)


@pytest.mark.programs
@settings(max_examples=40)
@given(SIZES, st.integers(0, 2**32), st.sampled_from(MADE), BOUNDARIES)
@example(1, 0, "random", BOUNDARY)
@example(100_000, 1, "random", BOUNDARY)
@example(150_000, 2, "random", BOUNDARY)
@example(1_000_000, 3, "random", BOUNDARY)
@example(LARGEST, 4, "random", BOUNDARY)
@example(LARGEST, 5, "without line ends", BOUNDARY)
def test_a_file_of_any_size_and_content_is_stored_as_it_is(
    address: str, server: Served, size: int, seed: int, made: str, boundary: str
) -> None:
    data = content(size, seed, made, boundary)

    assert upload(address, data, boundary) == 204
    assert (server.folder / "var/store" / key_of(data)).read_bytes() == data


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each sort, as `serve` has it: browsers send their files to the site."""
    if request.param == "folder":
        return OwnForms(FolderStore(tmp_path / "store"), Forms.of(SECRET))
    return OwnForms(open_store(f"s3://{request.getfixturevalue('bucket')}/p"), Forms.of(SECRET))


def test_a_file_is_never_whole_in_memory(tmp_path: Path, files: Store) -> None:
    data = content(LARGEST, 6, "random", BOUNDARY)
    file = file_of(data)
    form = files.presign(key_of(data), size=file.size, media=file.type, sha256=file.sha256)
    media, body = encode_form(form.fields, data)
    (tmp_path / "body").write_bytes(body)
    del body

    client = Client(take_uploads(lambda *_: [], files))

    with (tmp_path / "body").open("rb") as sent:
        length = (tmp_path / "body").stat().st_size
        tracemalloc.start()
        response = client.post(form.url, input_stream=sent, content_type=media, content_length=length)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert response.status_code == 204
    assert hashlib.sha256(b"".join(files.stream(key_of(data)))).hexdigest() == file.sha256
    assert most < 4 * CHUNK
    assert list(files.sizes("attachments/")) == [(key_of(data), file.size)]
    assert list(files.list("")) == [key_of(data)]


@pytest.mark.s3
@pytest.mark.parametrize("uploads", ["origin", "store"])
def test_a_clerks_pc_needs_a_way_to_the_bucket_only_where_that_is_asked_for(
    tmp_path: Path, bucket: str, s3_server: S3Server, uploads: str
) -> None:
    keys = {"AWS_ACCESS_KEY_ID": s3_server.access_key, "AWS_SECRET_ACCESS_KEY": s3_server.secret_key}
    arguments = ("--store", f"s3://{bucket}", "--uploads", uploads)
    environment = {**keys, "AWS_ENDPOINT_URL_S3": s3_server.endpoint}
    with serve(tmp_path, *arguments, environment=environment, measured=uploads == "store") as served:
        page = urllib.request.urlopen(f"{served.address}/2021/").read().decode()
        data = noise(200_000)
        status = upload(served.address, data) if uploads == "origin" else 0

    assert (s3_server.endpoint in page) is (uploads == "store")
    if uploads == "origin":
        assert status == 204
        assert open_store(f"s3://{bucket}").read(key_of(data)) == data


def test_what_sends_its_files_elsewhere_takes_none_here() -> None:
    def site(*_: object) -> list[bytes]:
        return []

    assert take_uploads(site, Down()) is site


@pytest.mark.unmeasured
def test_a_form_survives_a_restart_and_another_process_takes_it(tmp_path: Path) -> None:
    """Whoever has pressed “上传” when the server restarts, or meets a second server, is not sent back."""
    data = noise(1000)
    file = file_of(data)

    def send(secret: str, into: Path) -> int:
        form = OwnForms(FolderStore(into), Forms.of(SECRET)).presign(
            key_of(data), size=file.size, media=file.type, sha256=file.sha256
        )
        after = OwnForms(FolderStore(into), Forms.of(secret))
        media, body = encode_form(form.fields, data)
        client = Client(take_uploads(lambda *_: [], after))
        return client.post("/api/uploads", data=body, content_type=media).status_code

    assert send(SECRET, tmp_path / "same") == 204
    assert send(f"{SECRET}2", tmp_path / "other") == 403
