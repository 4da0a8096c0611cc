"""The collect function: the merged data for a holder of the bureau key, as JSON or CSV."""

import gzip
import hmac
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handler.collect.document import to_json
from handler.collect.merge import Collection, merge
from handler.collect.reading import read_all, read_sizes
from handler.collect.table import to_csv
from handler.messages import RefusedError, Request, Responder, Response, problem_response, respond
from handler.stores import Store, StoreError
from schema.catalogue import Catalogue

COLLECTION = re.compile(r".*/api/([0-9]{4})/collection(?:\.(json|csv))?")
SHORTEST_KEY = 32
"""Bytes."""
EXPORTS: Mapping[str, tuple[str, Callable[[Collection], bytes]]] = {
    "json": ("application/json; charset=utf-8", to_json),
    "csv": ("text/csv; charset=utf-8", to_csv),
}
"""File extension → media type and how the collection is written in it."""
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
            return _compress(request, _collect(settings, store, request))
        except RefusedError as error:
            return problem_response(error.refusal)
        except StoreError as error:
            _LOG.error("store failed: %s", error)
            failed = RefusedError(
                503, "store_unavailable", "存储暂时不可用，请稍后再试。", **{"Retry-After": "5"}
            )
            return problem_response(failed.refusal)

    return answer


def _collect(settings: Settings, store: Store, request: Request) -> Response:
    found = COLLECTION.fullmatch(request.path)
    survey = settings.catalogue.get(found[1]) if found else None
    if not found or not survey:
        raise RefusedError(404, "not_found", "没有这个地址。汇总在 /api/年份/collection.json 或 .csv。")
    if request.method not in ("GET", "HEAD"):
        raise RefusedError(405, "method", "这个地址只接受 GET。", Allow="GET, HEAD")
    _authorise(settings.key, request.headers.get("authorization", ""))
    extension = found[2] or "json"
    media, export = EXPORTS[extension]
    body = export(merge(survey, read_all(store, survey.edition.id), read_sizes(store, survey.edition.id)))
    name = {"Content-Disposition": f'attachment; filename="collected-{survey.edition.id}.{extension}"'}
    return respond(200, media, body, name)


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
