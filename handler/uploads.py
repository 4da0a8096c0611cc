"""Where the local origin takes a file by the form that a folder store has signed, as S3 does for a bucket."""

import hashlib
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from handler.messages import SECURITY
from handler.stores import StoreError
from handler.stores.folder import FolderStore
from handler.stores.forms import UPLOADS, FormError, Policy
from handler.wsgi import Application, Environ
from schema.attachments import LARGEST

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

_LOG = logging.getLogger("handler.uploads")
_AROUND = 64 * 1024
"""Bytes of a form beside its file."""


class _Upload(Request):
    max_content_length = LARGEST + _AROUND
    max_form_memory_size = _AROUND


def take_uploads(site: Application, store: FolderStore) -> Application:
    """The site, and on it the address that takes uploads into `store`."""

    def application(environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") != UPLOADS:
            return site(environ, start_response)
        with _Upload(environ) as request:  # it closes the file, which may lie on the disk
            return _answer(store, request)(environ, start_response)

    return application


def _answer(store: FolderStore, request: Request) -> Response:
    """204 for what is stored, or was already; else why it is not (Chinese)."""
    try:
        _store(store, request)
    except FormError as error:
        return _refusal(error.status, str(error))
    except StoreError as error:
        _LOG.error("store failed: %s", error)
        return _refusal(503, "市局的存储暂时不可用，附件没有传成。请稍后点“重试”。")
    except HTTPException as error:
        return _refusal(error.code or 400, "上传的内容不完整或太大。请重试。")
    return Response(status=204)


def _store(store: FolderStore, request: Request) -> None:
    if request.method != "POST":
        raise FormError(405, "这个地址只接受 POST。")
    policy = store.forms.check(request.form)
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    _check(policy, data)
    store.create(policy.key, data)


def _check(policy: Policy, data: bytes) -> None:
    if len(data) != policy.size:
        raise FormError(400, "上传的文件大小与所选的不一致，可能没有传完。请重试。")
    if hashlib.sha256(data).hexdigest() != policy.sha256:
        raise FormError(400, "上传的内容与所选的文件不一致。请重试。")


def _refusal(status: int, sentence: str) -> Response:
    allowed = {"Allow": "POST"} if status == 405 else {}
    return Response(
        f"{sentence}\n", status, {"Content-Type": "text/plain; charset=utf-8", **SECURITY, **allowed}
    )
