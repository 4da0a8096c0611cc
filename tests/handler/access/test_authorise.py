"""Who may file: with `codes`, the holder of the unit's code, for that unit alone."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urlencode

import pytest

from handler.access.authorise import PAUSED, Pause
from handler.access.filing_codes import Codes, Rounds
from handler.http.message import Request, Response
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from tests.support.filings import (
    BROWSER,
    SHELL,
    SUBMISSIONS,
    SURVEY,
    Clock,
    answers,
    document_of,
    form_post,
    json_post,
)

CODES = Codes(secret="a-secret-of-the-tests-with-more-than-32-bytes")
YINZHOU, HAISHU = CODES.make("2021", "330212"), CODES.make("2021", "330203")


def ask(folder: FolderStore, request: Request, codes: Codes | None = CODES) -> Response:
    settings = Settings(
        catalogue={"2021": SURVEY}, shell=SHELL, clock=Clock(), codes=codes, pause=Pause(seconds=0)
    )
    return make_responder(settings, folder)(request)


def code_form(code: str) -> Request:
    """What a browser without script sends where the page has a field for the code."""
    fields = [*parse_qsl((form_post().body or b"").decode()), ("_code", code)]
    return Request(method="POST", path=SUBMISSIONS, headers=BROWSER, body=urlencode(fields).encode())


def refused(response: Response) -> tuple[int, object]:
    return response.status, document_of(response)["code"]


def test_the_units_own_code_files(folder: FolderStore) -> None:
    assert ask(folder, json_post(code=YINZHOU)).status == 201
    assert ask(folder, json_post(code=YINZHOU.lower().replace("-", " "))).status == 200


def test_a_plain_form_files_with_the_code_in_its_field(folder: FolderStore) -> None:
    assert ask(folder, code_form(YINZHOU)).status == 201
    page = ask(folder, code_form(HAISHU))
    assert page.status == 403
    assert "填报码与填报单位不一致，请核对" in page.body.decode()


def test_the_code_is_not_stored(folder: FolderStore) -> None:
    ask(folder, json_post(code=YINZHOU))

    [key] = folder.list("")
    assert YINZHOU not in folder.read(key).decode()


def test_without_a_code_nothing_is_filed_and_the_answer_says_what_is_missing(folder: FolderStore) -> None:
    for request in (json_post(), json_post(code=""), json_post({})):
        response = ask(folder, request)
        assert refused(response) == (401, "code_missing")
        assert response.headers["WWW-Authenticate"] == 'FilingCode realm="submissions"'
        assert document_of(response)["problems"] == [
            {
                "blank": "_code",
                "place": "填报码",
                "label": "填报码",
                "rule": "code_missing",
                "message": "请填写市局发给本单位的填报码（10 位），或者直接打开市局发的链接。",
            }
        ]
    assert list(folder.list("")) == []


@pytest.mark.parametrize("codes", [CODES, None])
@pytest.mark.parametrize("code", [5, None, ["x"], {}])
def test_a_code_that_is_no_text_is_refused(folder: FolderStore, code: object, codes: Codes | None) -> None:
    assert refused(ask(folder, json_post(code=code), codes)) == (400, "bad_code")


@pytest.mark.parametrize("code", [HAISHU, CODES.make("2022", "330212"), "x", "7" * 60_000])
def test_no_other_code_opens_the_unit(folder: FolderStore, code: str) -> None:
    assert refused(ask(folder, json_post(code=code))) == (403, "code_wrong")
    assert list(folder.list("")) == []


def test_the_code_of_an_earlier_round_opens_nothing(folder: FolderStore) -> None:
    later = Codes(secret=CODES.secret, rounds=Rounds(units={"330212": 2}))

    assert refused(ask(folder, json_post(code=YINZHOU), later)) == (403, "code_wrong")
    assert ask(folder, json_post(answers(unit="海曙"), code=HAISHU), later).status == 201


def test_a_unit_that_is_not_on_the_roster_has_no_code(folder: FolderStore) -> None:
    response = ask(folder, json_post(answers(unit="某某街道"), code=YINZHOU))

    assert refused(response) == (403, "unit_unknown")
    assert "某某" not in response.body.decode()


def test_a_table_without_its_unit_is_told_all_its_problems(folder: FolderStore) -> None:
    assert refused(ask(folder, json_post(answers(unit="", phone=""), code=YINZHOU))) == (422, "invalid")


def test_a_wrong_code_learns_nothing_about_the_table(folder: FolderStore) -> None:
    assert refused(ask(folder, json_post(answers(phone=""), code=HAISHU))) == (403, "code_wrong")


def test_where_anybody_may_file_a_code_does_no_harm(folder: FolderStore) -> None:
    assert ask(folder, json_post(code="x"), None).status == 201
    assert ask(folder, code_form("x"), None).status == 200


def test_a_wrong_code_waits_and_a_flood_of_them_holds_few() -> None:
    pause = Pause(seconds=0.3)
    begun = time.monotonic()
    with ThreadPoolExecutor(3 * PAUSED) as pool:
        for waited in [pool.submit(pause) for _ in range(3 * PAUSED)]:
            waited.result()
    assert 0.3 <= time.monotonic() - begun < 0.6
    begun = time.monotonic()
    pause()
    assert time.monotonic() - begun >= 0.3
