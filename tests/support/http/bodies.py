"""Bodies as no page sends them, by the thousand: what the function takes, the merge takes; nothing breaks it."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode

from handler.collect.verify import SetAside, verify
from handler.http.message import Request
from handler.records.fetch import Stored
from handler.stores import MissingError
from handler.submit.function import make_responder
from schema.validation.validate import make_validator
from tests.support.filings import BROWSER, EDITION, JSON, SUBMISSIONS, NoFiles, answers, submit_settings

NASTY: tuple[object, ...] = (
    "", " ", "0", "-1", "+1", "1.0", "1e3", "1_000", "1,000", "１２３", "10²", "①", "٣", "0x10", "NaN", "null",
    "undefined", "true", "是", "否", "是 ", "yes", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "' OR 1=1 --", "${7*7}", "{{7*7}}", "=1+1", "@SUM(A1)", "../../etc/passwd", "\x00", "\x1b[31m", "\u202eabc",
    "\u2066a", "\u061ca", "\u200b", "\ufeff", "\ud800", "\udfff", "\U0001f468\u200d\U0001f469", "Z̡͊͠͝", "a\r\nSet-Cookie: x=y",
    "9" * 400, "长" * 61, "2021-02-30", "2021年6月30日", "9999-99-99", "0574-87654321转1", "(((((", "<!--main-->",
    0, -1, 1.0, 1.5, 1e300, 10**9, 10**400, True, None, [], {}, [[1]], {"a": 1}, [None] * 50,
)  # fmt: skip
"""Values that some program somewhere has broken on."""
MARKUP = [value for value in NASTY if isinstance(value, str) and escape(value) != value]
"""Those of them that a page must not show as they are."""


class Kept(NoFiles):
    """A store in memory that forgets what the function has stored as soon as it was looked at."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def create(self, key: str, data: bytes) -> bool:
        created = key not in self.objects
        self.objects.setdefault(key, data)
        return created

    def read(self, key: str) -> bytes:
        if key not in self.objects:
            raise MissingError(key)
        return self.objects[key]

    def list(self, prefix: str) -> Iterator[str]:
        return iter(sorted(key for key in self.objects if key.startswith(prefix)))


def check(number: int, seed: int) -> Counter[int]:
    """Post `number` bodies; how often each status was answered. Raises AssertionError where a rule is broken."""
    dice = random.Random(seed)  # noqa: S311  # no secret: the same bodies for the same seed
    store, judge = Kept(), make_validator(EDITION)
    respond = make_responder(submit_settings(), store)
    seen: Counter[int] = Counter()
    for _ in range(number):
        request = make_request(dice)
        response = respond(request)
        seen[response.status] += 1
        assert response.status < 500, request
        text = response.body.decode()
        assert all("\n" not in value and "\r" not in value for value in response.headers.values())
        if "text/html" in response.headers["Content-Type"]:
            assert not any(nasty in text for nasty in MARKUP), request
        for key, data in store.objects.items():
            assert not isinstance(verify(Stored(key=key, data=data), EDITION, judge), SetAside), request
        assert (response.status == 201) == bool(store.objects)
        store.objects.clear()
    return seen


def make_request(dice: random.Random) -> Request:
    """A valid table with a few values, names or bytes changed, as JSON or as a form."""
    table: dict[str, object] = dict(answers())
    names = [
        *table,
        "unit",
        "contact",
        "phone",
        "filed_on",
        "extra",
        "__proto__",
        "_key",
        "_code",
        "键",
        "<b>",
    ]
    if dice.random() < 0.1:
        table["unit"] = dice.choice(MARKUP)  # what a whole table is filed under, and its receipt repeats
    else:
        for _ in range(dice.choice((0, 1, 1, 1, 2, 5))):
            table[dice.choice(names)] = dice.choice(NASTY)
    if dice.random() < 0.05:
        table.pop(dice.choice(list(table)))
    if dice.random() < 0.5:
        body, headers = json.dumps({"answers": table}).encode(), dict(JSON)
    else:
        words = {True: "是", False: "否"}
        fields = {name: words[v] if isinstance(v, bool) else v for name, v in table.items()}
        body, headers = urlencode(fields, errors="surrogatepass").encode(), dict(BROWSER)
    if dice.random() < 0.3:
        body = broken(body, dice)
    if dice.random() < 0.1:
        headers["accept"] = dice.choice(("", "text/html", "application/json"))
    return Request(method="POST", path=SUBMISSIONS, headers=headers, body=body)


def broken(body: bytes, dice: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled."""
    start = dice.randrange(len(body))
    end = min(len(body), start + dice.choice((1, 2, 8, 64, 1000)))
    middle = dice.choice(
        (b"", dice.randbytes(end - start), body[start:end] * 2, b'"', b"{", b"&", b"%", b"\\ud800")
    )
    return body[:start] + middle + body[end:]
