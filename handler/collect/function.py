"""The collect function: the merged data for a holder of the bureau key, as JSON, CSV, Excel or Word."""

import gzip
import hmac
import logging
import re
from dataclasses import dataclass, replace

from handler.collect.collection import TooLargeError
from handler.collect.exports import EXPORTS
from handler.collect.merge import merge
from handler.http.message import (
    RefusedError,
    Request,
    Responder,
    Response,
    problem_response,
    respond,
    store_failed,
)
from handler.records.fetch import read_all, read_sizes
from handler.stores import Store, StoreError
from schema.loading.catalogue import Catalogue

COLLECTION = re.compile(r".*/api/([0-9]{4})/collection(?:\.(json|csv|xlsx|docx))?")
SHORTEST_KEY = 32
"""Bytes."""
_LOG = logging.getLogger("handler.collect")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """key: the bureau's secret. Raises ValueError when it is shorter than SHORTEST_KEY."""

    catalogue: Catalogue
    key: str

    def __post_init__(self) -> None:
        if len(self.key.encode()) < SHORTEST_KEY:
            raise ValueError(f"the bureau key must have at least {SHORTEST_KEY} bytes")


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""

    def answer(request: Request) -> Response:
        try:
            return _collect(settings, store, request)
        except RefusedError as error:
            return problem_response(error.refusal)
        except StoreError as error:
            _LOG.error("store failed: %s", error)
            return problem_response(store_failed("存储暂时不可用，请稍后再试。"))

    return answer


def _collect(settings: Settings, store: Store, request: Request) -> Response:
    found = COLLECTION.fullmatch(request.path)
    survey = settings.catalogue.get(found[1]) if found else None
    if not found or not survey:
        raise RefusedError(
            404, "not_found", "没有这个地址。汇总在 /api/年份/collection.json、.csv、.xlsx 或 .docx。"
        )
    if request.method not in ("GET", "HEAD"):
        raise RefusedError(405, "method", "这个地址只接受 GET。", Allow="GET, HEAD")
    _authorise(settings.key, request.headers.get("authorization", ""))
    extension = found[2] or "json"
    export, edition = EXPORTS[extension], survey.edition.id
    try:
        body = export.write(merge(survey, read_all(store, edition), read_sizes(store, edition)))
    except TooLargeError as error:
        raise RefusedError(406, "too_large", str(error)) from error
    name = {"Content-Disposition": f'attachment; filename="collected-{survey.edition.id}.{extension}"'}
    response = respond(200, export.media, body, name)
    return response if export.packed else _compress(request, response)


def _authorise(key: str, header: str) -> None:
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), key.encode()):
        return
    challenge = {"WWW-Authenticate": 'Bearer realm="collection"'}
    raise RefusedError(401, "key", "需要市局密钥：Authorization: Bearer 密钥。", **challenge)


def _compress(request: Request, response: Response) -> Response:
    """A collection of thousands of units outgrows what a platform carries unless it is compressed."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    headers = {**response.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(response, headers=headers, body=gzip.compress(response.body, mtime=0))
