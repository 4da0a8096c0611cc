"""Where the local origin takes a file by a form that it has signed itself, as S3 does for a bucket.

A clerk's PC then needs no way to the store, and the store no rule that lets browsers in.
"""

import hashlib
import io
import logging
from collections.abc import Iterable
from typing import IO
from wsgiref.types import StartResponse

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from handler.http.message import SECURITY
from handler.server.scan import Scan, unscanned
from handler.server.wsgi import Application, Environ
from handler.stores import CHUNK, FileStore, Store, StoreError, Upload
from handler.stores.folder import FolderStore
from handler.stores.folder.presigned import UPLOADS, FormError, Forms, Policy
from schema.validation.attachments import LARGEST

_LOG = logging.getLogger("handler.uploads")
_AROUND = 64 * 1024
"""Bytes of a form beside its file."""
_FOUND = (
    "病毒扫描在这个文件里发现了问题，没有接收。请换一台电脑查毒，重新做好文件再传；有疑问的，请联系收表机关。"
)
_TOO_LARGE = f"文件超过 {LARGEST >> 20} MB，没有接收。请压缩，或分成几个文件。"


class _Upload(Request):
    """Werkzeug puts the file on the disk as it comes.

    It holds against `max_form_memory_size` all that it has in hand, a file's bytes too: the 64 kB that it reads at
    once, and what is left of those before, which is as long as the boundary wherever a line ends there.
    """

    max_content_length = LARGEST + _AROUND
    max_form_memory_size = 4 * 64 * 1024
    max_form_parts = 16


class OwnForms:
    """A store whose upload forms are this origin's; whatever else is asked, the store itself answers."""

    def __init__(self, store: FileStore, forms: Forms, scan: Scan = unscanned) -> None:
        self.forms = forms
        self.scan = scan
        self.at_once = store.at_once
        self.create = store.create
        self.create_from = store.create_from
        self.read = store.read
        self.stream = store.stream
        self.list = store.list
        self.sizes = store.sizes

    def presign(self, key: str, *, size: int, media: str, sha256: str) -> Upload:
        return self.forms.make(Policy(key=key, size=size, media=media, sha256=sha256))


def take_uploads(site: Application, store: Store) -> Application:
    """The site, and on it the address that takes uploads into `store`, if its forms are to be sent here."""

    if not isinstance(store, FolderStore | OwnForms):
        return site
    takes = store

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").endswith(UPLOADS):
            return site(environ, start_response)
        with _Upload(environ) as request:  # it closes the file, which may lie on the disk
            return _answer(takes, request)(environ, start_response)

    return application


def _answer(store: FolderStore | OwnForms, request: Request) -> Response:
    """204 for what is stored, or was already; else why it is not (Chinese)."""
    try:
        _store(store, request)
    except FormError as error:
        return _refusal(error.status, str(error))
    except StoreError as error:
        _LOG.error("store failed: %s", error)
        return _refusal(503, "系统暂时无法保存（存储服务故障），附件未上传成功。请稍后点“重试”。")
    except RequestEntityTooLarge:
        return _refusal(413, _TOO_LARGE)
    return Response(status=204)


def _store(store: FolderStore | OwnForms, request: Request) -> None:
    if request.method != "POST":
        raise FormError(405, "这个地址只接受 POST。")
    policy = store.forms.check(request.form)
    sent = request.files.get("file")
    file = sent.stream if sent else io.BytesIO()
    _check(policy, file)
    if isinstance(store, OwnForms) and not store.scan(file):
        raise FormError(422, _FOUND)
    file.seek(0)
    store.create_from(policy.key, file, policy.media)


def _check(policy: Policy, file: IO[bytes]) -> None:
    """Return, the file at its beginning, if it is the one that the form is for. Raises FormError (400)."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    if size != policy.size:
        raise FormError(400, "上传的文件大小与所选的不一致，可能没有传完。请重试。")
    if digest.hexdigest() != policy.sha256:
        raise FormError(400, "上传的内容与所选的文件不一致。请重试。")
    file.seek(0)


def _refusal(status: int, sentence: str) -> Response:
    allowed = {"Allow": "POST"} if status == 405 else {}
    return Response(
        f"{sentence}\n", status, {"Content-Type": "text/plain; charset=utf-8", **SECURITY, **allowed}
    )
