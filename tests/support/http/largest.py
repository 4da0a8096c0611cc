"""Requests to every address with one member, or all of them, at its largest and worst: what they cost, they cost everybody."""

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus, urlencode

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.attachments.upload_token import UploadTokens
from handler.collect import function as collect_function
from handler.http.body import LARGEST_BODY
from handler.http.message import Request, Responder
from handler.lookup import function as lookup_function
from handler.routes import ROUTES, find_route
from handler.stores.folder import FolderStore
from handler.submit import function as submit_function
from handler.submit.settings import Settings
from tests.support.filings import BROWSER, JSON, SHELL, SURVEY, Clock, answers

KEY = "k" * 32
SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"
WORST = {
    "marks in the wrong order": "a" + "\u0315\u0300\u0327" * 22_000,
    "one that becomes eighteen": "\ufdfa" * 22_000,
    "syllables in parts": "\u1112\u1161\u11ab" * 7_000,
    "spaces": " " * 66_000,
    "nothing to be seen": "\u200b" * 22_000,
    "digits": "9" * 66_000,
    "commas": "1,1" * 22_000,
    "brackets": "(" * 66_000,
    "the seal's": "(盖章)" * 8_000,
    "a path": "a/" * 33_000,
    "dots": "." * 66_000,
    "markup": "<&\"'" * 16_000,
}
"""Texts on which some way of reading a text takes much longer than its length."""
ONE_OF_EACH_KIND = tuple({type(blank.kind): blank.id for blank in SURVEY.edition.blanks}.values())
_ROOM = LARGEST_BODY - 64


def cut(text: str, size: int) -> str:
    """As much of the text as fits into that many bytes of JSON."""
    whole = len(json.dumps(text, ensure_ascii=False).encode())
    while whole > size and text:
        text = text[: min(len(text) - 1, len(text) * size // whole)]
        whole = len(json.dumps(text, ensure_ascii=False).encode())
    return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request and what is large in it."""

    name: str
    request: Request


def addresses() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every address that takes a body, and a body that is right as far as its shape goes."""
    unit = {"unit": "鄞州区", "code": Codes(secret=SECRET).make("2021", "330212")}
    file = {"sha256": "0" * 64, "size": "5", "name": "总结.pdf"}
    bodies: Mapping[str, Mapping[str, object]] = {
        "submissions": {
            "answers": dict(answers()),
            "explanations": {"plan_made": "因故推迟到七月再办"},
            "key": "the-key-of-an-act",
            "code": unit["code"],
            "nil": False,
            "attachments": [{"name": "总结.pdf", "ticket": "none"}],
        },
        "attachments": {**unit, **file},
        "check": {**unit, **file},
        "latest": unit,
        "reviews": {
            "kind": "returned",
            "unit": "330212",
            "about": {"id": "0" * 26, "checksum": "0" * 64},
            "note": "演练次数请核对后再报",
            "by": "经办人",
            "blank": "drills",
            "value": "1",
            "how": "phone",
            "name": "鄞州",
            "code": "330212",
        },
    }
    for route in ROUTES:
        if "POST" in route.methods:
            yield route.path.replace("{edition}", "2021"), bodies[route.name]


def largest() -> Iterator[Asked]:
    """Every member of every address with every text, as large as a body may be; of the answers one of each kind."""
    for path, body in addresses():
        for said, text in WORST.items():
            for changed, made in _changed(body, text):
                yield Asked(name=f"{path} {changed}: {said}", request=_json(path, made))
    path = addresses_of("submissions")
    for said, text in WORST.items():
        large = quote_plus(text)
        for name in (*ONE_OF_EACH_KIND, "_code", "_key", "reason.plan_made", "unasked"):
            others = urlencode({k: str(v) for k, v in answers().items() if k != name})
            form = f"{others}&{name}={large}"[:LARGEST_BODY]
            yield Asked(
                name=f"{path} {name} of a form: {said}",
                request=Request(method="POST", path=path, headers=BROWSER, body=form.encode()),
            )


def addresses_of(name: str) -> str:
    return next(route.path.replace("{edition}", "2021") for route in ROUTES if route.name == name)


def _json(path: str, body: object) -> Request:
    sent = json.dumps(body, ensure_ascii=False).encode()
    assert len(sent) <= LARGEST_BODY
    return Request(method="POST", path=path, headers={**JSON, "authorization": f"Bearer {KEY}"}, body=sent)


def _changed(body: Mapping[str, object], text: str) -> Iterator[tuple[str, object]]:
    """The body with each member in turn replaced by the text, with all members shared by it, with many of what may be many."""
    room = _ROOM - len(json.dumps(body, ensure_ascii=False).encode())
    fits = cut(text, room)
    for name, value in body.items():
        if isinstance(value, dict):
            for inner in ONE_OF_EACH_KIND if name == "answers" else value:
                yield f"{name}.{inner}", {**body, name: {**value, inner: fits}}
            share = cut(text, room // len(value) - 24)
            yield f"{name}: all", {**body, name: dict.fromkeys(value, share)}
            yield f"{name}: a name", {**body, name: {**value, fits: 1}}
            yield f"{name}: many names", {**body, name: {f"a{n}": 1 for n in range(5000)}}
        elif isinstance(value, list):
            yield f"{name}: one", {**body, name: [{"name": fits, "ticket": ""}]}
            yield f"{name}: its ticket", {**body, name: [{"name": "a.pdf", "ticket": fits}]}
            yield f"{name}: many", {**body, name: [{"name": f"{n}.pdf", "ticket": ""} for n in range(1500)]}
            some = cut(text, room // 50 - 30)
            yield f"{name}: fifty", {**body, name: [{"name": some, "ticket": ""}] * 50}
        else:
            yield name, {**body, name: fits}


def functions(folder: Path) -> Responder:
    """The three functions behind one door, filing by code, over an empty store."""
    store, codes, tokens = FolderStore(folder), Codes(secret=SECRET), UploadTokens(secret=SECRET)
    pause, catalogue = Pause(seconds=0), {"2021": SURVEY}
    settings = Settings(
        catalogue=catalogue,
        shell=SHELL,
        codes=codes,
        upload_tokens=tokens,
        pause=pause,
        clock=Clock(),
        reads=True,
    )
    by_name = {
        "submit": submit_function.make_responder(settings, store),
        "lookup": lookup_function.make_responder(settings, store),
        "collect": collect_function.make_responder(
            collect_function.Settings(catalogue=catalogue, key=KEY), store
        ),
    }

    def respond(request: Request) -> object:
        found = find_route(request.path)
        return by_name[found.route.function if found else "submit"](request)

    return respond  # type: ignore[return-value]  # what the three return


def random_large(dice: random.Random) -> Asked:
    """One of them, its text mixed from several."""
    path, body = dice.choice(list(addresses()))
    parts = [dice.choice(list(WORST.values())) for _ in range(dice.choice((1, 1, 2, 5)))]
    text = "".join(cut(part, dice.randrange(1, 66_000)) for part in parts)
    letters = [*dict.fromkeys(text)]
    if dice.random() < 0.3:
        text = "".join(dice.choices(letters, k=20_000))
    changed, made = dice.choice(list(_changed(body, text)))
    return Asked(name=f"{path} {changed}", request=_json(path, made))
