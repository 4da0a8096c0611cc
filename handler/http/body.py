"""Reading the body of a POST: its size, media type and encoding, before anything is parsed."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence

from handler.http import refusals
from handler.http.message import Request
from handler.http.refusals import refused

LARGEST_BODY = 64 * 1024
"""Bytes; the whole 2021 table with every text at its longest is under 6 kB."""
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_MEDIA = {
    JSON: " JSON（application/json）",
    FORM: "表单（application/x-www-form-urlencoded）",
}
KEY = re.compile(r"[0-9A-Za-z_-]{8,64}")
"""What an idempotency key may be: it names one act, so that doing it again does it once."""
Pairs = Sequence[tuple[str, object]]
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\"; ]*)")


def read_text(request: Request, *taken: str) -> tuple[str, str]:
    """The media type, one of `taken`, and the text of the body. Raises RefusedError (400, 413, 415)."""
    body = request.body
    if body is None or len(body) > LARGEST_BODY:
        raise refused(refusals.TOO_LARGE, most=str(LARGEST_BODY // 1024))
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if not set(_CHARSET.findall(parameters.lower())) <= {"", "utf-8", "utf8"}:
        raise refused(refusals.CHARSET)
    if media not in taken:
        raise refused(refusals.MEDIA_TYPE, media="或".join(_MEDIA[each] for each in taken))
    try:
        return media, body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refused(refusals.NOT_UTF8) from error


def read_json(text: str, look: Callable[[Pairs], object] | None = None) -> object:
    """What the JSON says; NaN and the like are no JSON. Raises RefusedError (400).

    look: called with every object's members, whose value it makes.
    """
    try:
        return (_decoder(look) if look else _DECODER).decode(text)
    except (ValueError, RecursionError) as error:
        raise refused(refusals.NOT_JSON) from error


def read_members(request: Request, *names: str) -> dict[str, str]:
    """The members of a JSON object of texts, of `names` and no other, '' where one is absent.

    Raises RefusedError (400, 413, 415).
    """
    _, text = read_text(request, JSON)
    document = read_json(text, without_repetition)
    known = isinstance(document, dict) and document.keys() <= set(names)
    if not isinstance(document, dict) or not known or not all(isinstance(v, str) for v in document.values()):
        shape = "，".join(f'"{name}": "…"' for name in names)
        raise refused(refusals.MEMBERS, shape=shape)
    return {name: document.get(name, "") for name in names}


def repeated(pairs: Pairs) -> list[str]:
    """The names that stand more than once."""
    if len(dict(pairs)) == len(pairs):
        return []
    return [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]


def without_repetition(pairs: Pairs) -> object:
    """An object; None, which no member may be, where a name stands twice in it."""
    return None if repeated(pairs) else dict(pairs)


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _decoder(look: Callable[[Pairs], object] | None = None) -> json.JSONDecoder:
    return json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=look)


_DECODER = _decoder()
