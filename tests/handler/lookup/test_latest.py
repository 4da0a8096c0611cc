"""A unit's newest filing is shown to whoever has its filing code, and to nobody else."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes
from handler.http.message import Request, Response
from handler.lookup.function import make_responder
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder as make_submit
from handler.submit.settings import Settings
from schema.edition.survey import Survey
from tests.support.filings import (
    JSON,
    SHELL,
    SURVEY,
    Clock,
    answers,
    document_of,
    json_post,
    nil_answers,
    responder,
)

SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"
CODES = Codes(secret=SECRET)
YINZHOU, HAISHU = CODES.make("2021", "330212"), CODES.make("2021", "330203")
LATEST = "/api/2021/latest"


def ask(
    store: Store,
    members: object,
    *,
    codes: Codes | None = CODES,
    survey: Survey = SURVEY,
    method: str = "POST",
    headers: Mapping[str, str] = {},
) -> Response:
    settings = Settings(catalogue={"2021": survey}, shell=SHELL, codes=codes, pause=Pause(seconds=0))
    body = json.dumps(members).encode()
    request = Request(method=method, path=LATEST, headers={**JSON, **headers}, body=body)
    return make_responder(settings, store)(request)


def previous_of(filed: Response) -> dict[str, object]:
    """What the receipt of the next filing says of this one."""
    return {name: document_of(filed)[name] for name in ("reference", "received_at")}


def spoil(folder: FolderStore, receipt: Mapping[str, object]) -> None:
    """Cut the record of this receipt in half."""
    [path] = folder.root.glob(f"submissions/2021/*/{receipt['id']}.json")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def settings_of(survey: Survey, clock: Clock) -> Settings:
    return Settings(catalogue={"2021": survey}, shell=SHELL, clock=clock, reads=True)


def test_the_holder_of_the_code_gets_the_newest_filing_with_its_receipt(store: Store) -> None:
    clock = Clock()
    file = responder(store, clock=clock)
    first = file(json_post(answers(drills=1), key="the-key-1"))
    clock.now += timedelta(hours=1)
    reasons = {"plan_made": "方案尚在会签，预计七月印发"}
    figures = nil_answers(plan_made=False)
    filed = file(json_post(figures, key="the-key-2", explanations=reasons, nil=True))

    shown = ask(store, {"unit": "鄞州区", "code": YINZHOU})

    assert shown.status == 200
    assert document_of(shown) == {
        "receipt": {**document_of(filed), "revision": 2, "previous": previous_of(first)},
        "answers": figures,
        "explanations": reasons,
        "nil": True,
    }
    assert (shown.note.outcome, shown.note.edition, shown.note.unit) == ("latest_shown", "2021", "330212")
    assert shown.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("spoilt", ["first", "second"])
def test_older_figures_are_not_given_for_the_newest_without_a_word(folder: FolderStore, spoilt: str) -> None:
    clock = Clock()
    filed = {}
    for drills, name in ((5, "first"), (50, "second")):
        filed[name] = document_of(
            responder(folder, clock=clock)(json_post(answers(drills=drills), key=f"key-{name}"))
        )
        clock.now += timedelta(hours=1)
    spoil(folder, filed.pop(spoilt))

    shown = document_of(ask(folder, {"unit": "鄞州区", "code": YINZHOU}))

    [(_, whole)] = filed.items()
    assert shown["damaged"] == 1
    assert shown["receipt"] == {**whole, "revision": None}


def test_a_unit_whose_one_filing_is_damaged_is_not_told_that_it_has_not_filed(folder: FolderStore) -> None:
    spoil(folder, document_of(responder(folder)(json_post())))

    refused = document_of(ask(folder, {"unit": "鄞州区", "code": YINZHOU}))

    assert refused["code"] == "unreadable"
    assert "报送过 2021 年的表，但已存内容无法读取" in str(refused["detail"])


@pytest.mark.parametrize("named", ["official", "alias"])
def test_what_was_filed_while_the_roster_did_not_know_the_name_is_the_units_own(
    folder: FolderStore, named: str
) -> None:
    unit = SURVEY.roster.by_code("330212")
    assert unit
    name = unit.name if named == "official" else "鄞州局"
    clock = Clock()
    strangers = replace(SURVEY, roster=replace(SURVEY.roster, units=()))
    known = replace(unit, aliases=("鄞州局",))
    survey = replace(SURVEY, roster=replace(SURVEY.roster, units=(known,)))
    early = make_submit(settings_of(strangers, clock), folder)(
        json_post(answers(unit=name, drills=1), key="the-key-1")
    )
    clock.now += timedelta(hours=1)

    shown = document_of(ask(folder, {"unit": "鄞州局", "code": YINZHOU}, survey=survey))
    later = make_submit(settings_of(survey, clock), folder)(json_post(key="the-key-2"))

    assert shown["receipt"] == {**document_of(early), "revision": 1}
    assert document_of(later)["revision"] == 2
    assert document_of(later)["previous"] == previous_of(early)


def test_a_unit_that_has_not_filed_is_told_so(store: Store) -> None:
    refused = document_of(ask(store, {"unit": "鄞州区", "code": YINZHOU}))

    assert (refused["code"], refused["detail"]) == (
        "no_filing",
        "宁波市鄞州区市场监督管理局还没有报送过 2021 年的表。",
    )


@pytest.mark.parametrize(
    ("unit", "code", "status", "refusal"),
    [
        ("鄞州区", "", 401, "code_missing"),
        ("鄞州区", HAISHU, 403, "code_wrong"),
        ("鄞州区", YINZHOU[:-1], 403, "code_wrong"),
        ("某某区", YINZHOU, 403, "unit_unknown"),
        ("", YINZHOU, 403, "unit_unknown"),
    ],
)
def test_nobody_else_gets_anything(
    folder: FolderStore, unit: str, code: str, status: int, refusal: str
) -> None:
    responder(folder)(json_post())

    refused = ask(folder, {"unit": unit, "code": code})

    assert (refused.status, document_of(refused)["code"]) == (status, refusal)
    assert str(document_of(refused)["detail"]).endswith("未取回。")


def test_where_filing_is_open_nothing_is_shown_by_a_name_alone(folder: FolderStore) -> None:
    responder(folder)(json_post())

    refused = ask(folder, {"unit": "鄞州区", "code": ""}, codes=None)

    assert (refused.status, document_of(refused)["code"]) == (403, "no_codes")


@pytest.mark.parametrize(
    "members", [[], "text", {"unit": 1}, {"unit": "鄞州区", "more": "x"}, {"unit": {"a": "b"}}]
)
def test_what_is_not_the_two_members_is_refused(folder: FolderStore, members: object) -> None:
    refused = document_of(ask(folder, members))

    assert refused["detail"] == 'JSON 应写成 {"unit": "…"，"code": "…"}，值都是文本。'


def test_a_name_that_stands_twice_is_refused(folder: FolderStore) -> None:
    body = f'{{"unit": "某某区", "unit": "鄞州区", "code": "{YINZHOU}"}}'
    settings = Settings(catalogue={"2021": SURVEY}, shell=SHELL, codes=CODES, pause=Pause(seconds=0))
    request = Request(method="POST", path=LATEST, headers=JSON, body=body.encode())

    assert document_of(make_responder(settings, folder)(request))["code"] == "members"


def test_a_form_is_refused_because_no_page_shows_the_answer(folder: FolderStore) -> None:
    refused = ask(folder, {}, headers={"content-type": "application/x-www-form-urlencoded"})

    assert (refused.status, document_of(refused)["detail"]) == (415, "只接受 JSON（application/json）。")


def test_the_page_of_another_site_gets_nothing(folder: FolderStore) -> None:
    responder(folder)(json_post())

    refused = ask(folder, {"unit": "鄞州区", "code": YINZHOU}, headers={"sec-fetch-site": "cross-site"})

    assert document_of(refused)["code"] == "other_site"


def test_only_a_post_is_answered(folder: FolderStore) -> None:
    assert ask(folder, {}, method="GET").headers["Allow"] == "POST, OPTIONS"
    preflight = ask(folder, {}, method="OPTIONS")
    assert (preflight.status, preflight.headers) == (204, {"Allow": "POST, OPTIONS"})
