"""A scanner of the bureau's own between the upload and the store: what it finds is not kept, and neither is what it cannot see."""

import io
import sys
from pathlib import Path

import pytest
from werkzeug.test import Client

import build
from handler.server import scan
from handler.server.scan import scanner
from handler.server.uploads import OwnForms, take_uploads
from handler.stores import StoreError
from handler.stores.folder import FolderStore
from handler.stores.folder.presigned import Forms
from schema.errors import UserError
from tests.support.files import file_of, key_of
from tests.support.http.multipart import encode_form

FINDS = f"""{sys.executable} -c "import sys; sys.exit(b'virus' in sys.stdin.buffer.read())" """
EARLY = f"{sys.executable} -c pass"
SAMPLE = b"harmless"


def made(command: str) -> scan.Scan:
    return scanner(command, io.BytesIO(SAMPLE))


@pytest.mark.unmeasured
def test_it_says_what_the_command_says() -> None:
    look = made(FINDS)

    assert look(io.BytesIO(b"minutes of a meeting"))
    assert not look(io.BytesIO(b"a virus" + b"." * 300_000))


def test_a_command_may_have_seen_enough_before_the_end() -> None:
    assert made(EARLY)(io.BytesIO(b"." * 3_000_000))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "没有命令"),
        (" ", "没有命令"),
        ("clamdscan 'a", "引号不成对"),
        ("/no-such-scanner -", "/no-such-scanner，状态 No such file or directory"),
        (f"{sys.executable} -c 'raise SystemExit(2)'", "状态 2"),
        (f"{sys.executable} -c 'raise SystemExit(1)'", "对一个无害的文件也以状态 1 结束"),
    ],
)
def test_one_that_does_not_work_is_told_at_the_start(command: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        made(command)


def test_one_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    look = made(
        f"""{sys.executable} -c "import sys, time; time.sleep(9 * (b'hang' in sys.stdin.buffer.read()))" """
    )
    monkeypatch.setattr(scan, "PATIENCE", 0.2)

    with pytest.raises(StoreError, match="状态 -9"):
        look(io.BytesIO(b"hang"))


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"%PDF-1.7 minutes", 204, ""),
        (b"%PDF-1.7 virus", 422, "病毒扫描在这个文件里发现了问题，没有接收"),
        (b"%PDF-1.7 unseen", 503, "附件未上传成功"),
    ],
)
def test_what_is_found_is_not_stored(tmp_path: Path, content: bytes, status: int, said: str) -> None:
    def look(file: object) -> bool:
        data = file.read()  # type: ignore[attr-defined]  # a file
        if b"unseen" in data:
            raise StoreError("away")
        return b"virus" not in data

    folder = FolderStore(tmp_path)
    store = OwnForms(folder, Forms(), look)
    file = file_of(content)
    form = store.presign(key_of(content), size=file.size, media=file.type, sha256=file.sha256)
    media, body = encode_form(form.fields, content)

    answer = Client(take_uploads(lambda *_: [], store)).post(form.url, data=body, content_type=media)

    assert (answer.status_code, said in answer.text) == (status, True)
    assert list(folder.list("")) == ([key_of(content)] if status == 204 else [])
    if status == 204:
        assert folder.read(key_of(content)) == content


def test_what_goes_past_the_server_cannot_be_scanned(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["serve", "--port", "0", "--store", "s3://bucket/p", "--uploads", "store", "--scan"]

    assert build.main(arguments) == 1
    assert "不要与 --uploads store 同用" in capsys.readouterr().err
