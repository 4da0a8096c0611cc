"""Reading a POST: its body into raw answers, whichever of the two ways it was sent."""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import parse_qsl

from handler.access.authorise import FIELD
from handler.http import refusals
from handler.http.body import FORM, JSON, KEY, Pairs, read_json, read_text, repeated
from handler.http.message import Request
from handler.http.refusals import refused
from schema.edition.kinds import JOINT
from schema.validation.attachments import FIELD as FILES
from schema.validation.rules import Rule
from schema.validation.validate import Problem, strays

MOST_FIELDS = 1000
COOKIE = "filed"
_COOKIE = re.compile(rf"{COOKIE}=([0-9A-Za-z_-]{{0,64}})\.([0-9A-Z]{{26}})")
_TRAP = "_website"
_JSON_FIELDS = {"answers", "explanations", "key", "nil", "code", "attachments"}
_ATTACHED = {"name", "ticket"}
_REASON = "reason."
"""What leads a blank's id in the name of its reason's field."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """What was sent, not yet validated.

    reasons: blank id → why an odd figure is right. key and code: empty when the sender gave none.
    nil: 零报告. problems: of the form of what was sent. attachments: names with their tickets.
    added_at: when the bureau added what came as a file; None for what was posted.
    """

    raw: dict[str, object]
    key: str
    reasons: dict[str, object] = field(default_factory=dict)
    nil: bool = False
    problems: tuple[Problem, ...] = ()
    code: str = field(default="", repr=False)
    attachments: tuple[tuple[str, str], ...] = ()
    added_at: datetime | None = None


def read_submission(request: Request, several: Container[str] = ()) -> Submission:
    """The submission in a POST. several: ids of blanks that may be sent more than once, a box each. Raises RefusedError (400, 413, 415)."""
    media, text = read_text(request, FORM, JSON)
    submission = _from_json(text) if media == JSON else _from_form(text, several)
    return _with_key(submission, request.headers.get("idempotency-key", ""))


def _from_json(text: str) -> Submission:
    document = read_json(text)
    if not isinstance(document, dict) or not isinstance(document.get("answers"), dict):
        raise refused(refusals.NO_ANSWERS)
    reasons = document.get("explanations", {})
    if not isinstance(reasons, dict) or not all(isinstance(reason, str) for reason in reasons.values()):
        raise refused(refusals.EXPLANATIONS)
    nil = document.get("nil", False)
    if not isinstance(nil, bool):
        raise refused(refusals.NIL)
    key = document.get("key", "")
    return Submission(
        raw=document["answers"],
        key=key if isinstance(key, str) else "?",
        reasons=reasons,
        nil=nil,
        problems=(
            *_repeated_names(text, document),
            *strays(sorted(document.keys() - _JSON_FIELDS), Rule.UNKNOWN_FIELD),
        ),
        code=_code(document.get("code", "")),
        attachments=read_attachments(document.get("attachments", [])),
    )


def _code(value: object) -> str:
    if not isinstance(value, str):
        raise refused(refusals.BAD_CODE)
    return value


def read_attachments(value: object) -> tuple[tuple[str, str], ...]:
    """Names with their tickets. Raises RefusedError (400)."""
    if isinstance(value, list) and all(isinstance(each, dict) and each.keys() == _ATTACHED for each in value):
        named = tuple((each["name"], each["ticket"]) for each in value)
        if all(isinstance(text, str) for pair in named for text in pair):
            return named
    raise refused(refusals.ATTACHMENTS)


def _repeated_names(text: str, document: dict[str, object]) -> list[Problem]:
    """A problem for every name that stands twice in an object; json.loads keeps the last one in silence."""
    answers = document["answers"]
    if isinstance(answers, dict) and text.count(":") == len(document) + len(answers):
        return []  # no more colons than names: none stands twice
    found: list[str] = []

    def look(pairs: Pairs) -> None:
        found.extend(repeated(pairs))

    read_json(text, look)
    return strays(found, Rule.REPEATED)


def _from_form(text: str, several: Container[str]) -> Submission:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise refused(refusals.NOT_A_FORM) from error
    pairs = _joined(pairs, several)
    raw: dict[str, object] = dict(pairs)
    if raw.pop(_TRAP, ""):
        raise refused(refusals.TRAP)
    if raw.get(FILES) == "":
        del raw[FILES]  # the page's script names this field, and a form that it then cannot send carries it
    reasons = {name.removeprefix(_REASON): raw.pop(name) for name in list(raw) if name.startswith(_REASON)}
    return Submission(
        raw=raw,
        key=str(raw.pop("_key", "")),
        reasons=reasons,
        nil=bool(raw.pop("_nil", "")),
        problems=tuple(strays(repeated(pairs), Rule.REPEATED)),
        code=str(raw.pop(FIELD, "")),
    )


def _joined(pairs: list[tuple[str, str]], several: Container[str]) -> list[tuple[str, str]]:
    """Each box that is ticked of several comes as a field of its own; together they are one answer."""
    boxes: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in several:
            boxes.setdefault(name, []).append(value)
    return [pair for pair in pairs if pair[0] not in boxes] + [
        (name, JOINT.join(words)) for name, words in boxes.items()
    ]


def _with_key(submission: Submission, header: str) -> Submission:
    key = submission.key or header
    if not all(KEY.fullmatch(given) for given in (key, header) if given):
        raise refused(refusals.BAD_KEY)
    return submission if key == submission.key else replace(submission, key=key)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """What a browser without script remembers of its last filing: that record's key and id."""

    key: str
    id: str


def read_cookie(request: Request) -> Filed:
    """The last filing from this browser, both parts empty if there is none."""
    for cookie in request.headers.get("cookie", "").split(";"):  # others' cookies need not be well formed
        found = _COOKIE.fullmatch(cookie.strip())
        if found:
            return Filed(key=found[1], id=found[2])
    return Filed(key="", id="")


def write_cookie(filed: Filed, path: str, *, secure: bool) -> str:
    """The Set-Cookie value; the cookie names a filing, not its figures, and goes to this one address."""
    attributes = "; Secure" if secure else ""
    return f"{COOKIE}={filed.key}.{filed.id}; Path={path}; Max-Age=7776000; HttpOnly; SameSite=Strict{attributes}"
