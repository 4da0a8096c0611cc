"""The catalogue of refusals: each is raised somewhere in exactly its words, and a code means one thing."""

import ast
import string
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import handler
from handler.http import refusals
from handler.http.message import RefusedError
from handler.http.refusals import Reason, refused
from handler.workbench import refusals as of_the_workbench
from schema.validation.validate import Problem

OF_ALL = vars(refusals) | vars(of_the_workbench)
CATALOGUE = {name: value for name, value in OF_ALL.items() if isinstance(value, Reason)}
TWO_STATUSES = {"too_large": {413, 406}}
"""Of a body, and of a collection that a workbook cannot hold: both are published."""
GIVEN_BY_ANOTHER_NAME = {"METHOD", "NOT_FOUND", "NO_COLLECTION", "NO_RECEIPT_YET", "NOT_SIGNED",
                         "NOT_READ", "NOT_REVIEWED", "OTHER_SITE", "OTHER_ADDRESS", "CODE_MISSING", "UNIT_UNKNOWN",
                         "CODE_WRONG"}  # fmt: skip
"""Handed on before they are raised: what is raised then are these, in the function of this name."""
LOG_ONLY = {"unit", "seen", "cause", "headers"}


def words(reason: Reason) -> set[str]:
    """The names in braces in its sentence and its headers, without the site's own."""
    texts = (reason.detail, *reason.headers.values())
    return {name for text in texts for _, name, *_ in string.Formatter().parse(text) if name} - {
        "bureau",
        "call",
    }


def raised() -> Iterator[tuple[str, set[str]]]:
    """Every call of `refused` in the functions: the reason as it is named there, and the words given."""
    for file in Path(handler.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "refused":
                name = ast.unparse(call.args[0]).removeprefix("refusals.")
                yield name, {each.arg for each in call.keywords if each.arg} - LOG_ONLY


def test_every_refusal_is_raised_with_the_words_that_its_sentence_asks_for() -> None:
    direct = [(name, given) for name, given in raised() if name.isupper()]

    assert {name for name, _ in direct} | GIVEN_BY_ANOTHER_NAME == CATALOGUE.keys()
    assert {(name, frozenset(given)) for name, given in direct} == {
        (name, frozenset(words(CATALOGUE[name]))) for name, _ in direct
    }


def test_a_code_has_one_status() -> None:
    statuses: dict[str, set[int]] = {}
    for reason in CATALOGUE.values():
        statuses.setdefault(reason.code, set()).add(reason.status)

    assert {code: found for code, found in statuses.items() if len(found) > 1} == TWO_STATUSES
    assert all(
        HTTPStatus(status) in range(400, 500) or status in (500, 503)
        for s in statuses.values()
        for status in s
    )


def test_every_sentence_is_a_whole_one() -> None:
    for reason in CATALOGUE.values():
        assert reason.detail.endswith(("。", "}")), reason.detail


def test_what_is_unavailable_says_when_to_come_back_and_what_is_not_allowed_what_is() -> None:
    for reason in CATALOGUE.values():
        assert ("Retry-After" in reason.headers) is (reason.status in (429, 503))
        assert ("Allow" in reason.headers) is (reason.status == 405)
        assert ("WWW-Authenticate" in reason.headers) is (reason.status == 401)


def test_braces_in_what_is_given_are_no_words() -> None:
    """What a sender has named stands in the sentence as it is."""
    problem = Problem(blank="a", place="b", label="c", rule="d", message="e")
    error = refused(refusals.NOT_UPLOADED, problem, name="{undone}.pdf", unit="330212", headers={"X": "{y}"})

    assert isinstance(error, RefusedError)
    assert error.refusal.detail.startswith("“{undone}.pdf”尚未上传成功。")
    assert (error.refusal.problems, error.refusal.note.unit, error.refusal.headers) == (
        (problem,),
        "330212",
        {"X": "{y}"},
    )


def test_doubled_braces_are_single_ones() -> None:
    assert refused(refusals.NO_ANSWERS).refusal.detail == 'JSON 应写成 {"answers": {"编号": 值, …}}。'
    assert (
        refused(refusals.MEMBERS, shape='"unit": "…"').refusal.detail
        == 'JSON 应写成 {"unit": "…"}，值都是文本。'
    )
