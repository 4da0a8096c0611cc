"""The collect function: the merged data for a holder of the bureau key, as JSON, CSV, Excel or Word."""

import gzip
import hmac
from dataclasses import dataclass, replace
from functools import partial

from handler.collect.collection import TooLargeError
from handler.collect.exports import EXPORTS
from handler.collect.merge import merge
from handler.http.dispatch import Answer, Call, Function, dispatch
from handler.http.message import Refusal, Request, Responder, Response, problem_response, respond
from handler.http.refusals import KEY, NO_COLLECTION, NOT_COLLECTED, ONLY_GET, TOO_MUCH, refused
from handler.records.fetch import read_all, read_sizes
from handler.records.seal import Sealer
from handler.routes import EXTENSIONS
from handler.stores import Store
from schema.loading.catalogue import Catalogue

SHORTEST_KEY = 32
"""Bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """key: the bureau's secret. sealer: looks at the seals; None where the key is not at hand. Raises ValueError when it is shorter than SHORTEST_KEY."""

    catalogue: Catalogue
    key: str
    sealer: Sealer | None = None

    def __post_init__(self) -> None:
        if len(self.key.encode()) < SHORTEST_KEY:
            raise ValueError(f"the bureau key must have at least {SHORTEST_KEY} bytes")


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""
    return dispatch(
        Function(
            name="collect",
            catalogue=settings.catalogue,
            answers={
                f"collection{each}": Answer(
                    answer=partial(_collect, settings, store, each[1:] or "json"), failed=NOT_COLLECTED
                )
                for each in EXTENSIONS
            },
            refuse=_refuse,
            unknown=NO_COLLECTION,
            wrong_method=ONLY_GET,
        )
    )


def _refuse(_: Request, refusal: Refusal) -> Response:
    """Programs ask here, and a browser at most by hand."""
    return problem_response(refusal)


def _collect(settings: Settings, store: Store, extension: str, call: Call) -> Response:
    _authorise(settings.key, call.request.headers.get("authorization", ""))
    export, edition = EXPORTS[extension], call.survey.edition.id
    try:
        objects, sizes = read_all(store, edition), read_sizes(store, edition)
        body = b"".join(export.write(merge(call.survey, objects, sizes, sealer=settings.sealer)))
    except TooLargeError as error:
        raise refused(TOO_MUCH, why=str(error)) from error
    name = {"Content-Disposition": f'attachment; filename="collected-{edition}.{extension}"'}
    response = respond(200, export.media, body, name)
    return response if export.packed else _compress(call.request, response)


def _authorise(key: str, header: str) -> None:
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), key.encode()):
        return
    raise refused(KEY)


def _compress(request: Request, response: Response) -> Response:
    """A collection of thousands of units outgrows what a platform carries unless it is compressed."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    headers = {**response.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(response, headers=headers, body=gzip.compress(response.body, mtime=0))
