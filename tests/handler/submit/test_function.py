"""The submit function from request to response, as JSON for a script and as a page for a plain form."""

import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler.http.access_log import watch
from handler.http.html import refusal_page
from handler.http.message import Refusal, Request, Response, json_response, problem_response
from handler.records.record import make_record_id
from handler.stores import Store, StoreError
from handler.stores.folder import FolderStore
from handler.submit.function import make_responder
from schema.validation.checksum import checksum, short_code
from schema.validation.validate import Problem
from tests.support.filings import (
    BROWSER,
    CLOSES,
    EDITION,
    IN_TIME,
    JSON,
    SECOND,
    SHELL,
    SUBMISSIONS,
    Clock,
    Down,
    NoFiles,
    PutOnly,
    answers,
    cookie_of,
    document_of,
    form_post,
    json_post,
    make_record,
    nil_answers,
    responder,
    store_record,
    submit_settings,
)

ALLOWED = "https://forms.example"
STORE_FAILED = Refusal(
    status=503,
    code="store_unavailable",
    detail="系统暂时无法保存（存储服务故障），本次未取得回执。已填内容仍在，请稍后重新提交，相同内容不会重复入库。",
    headers={"Retry-After": "5"},
)


def get(path: str, method: str = "GET", **headers: str) -> Request:
    return Request(method=method, path=path, headers=headers)


# The receipt


UNSEEN = dict.fromkeys(("received_at", "late", "digest", "digest_short"))
"""Of a replay, where the role may only put."""


def test_a_script_gets_its_receipt_as_json(store: Store) -> None:
    response = responder(store)(json_post(key="the-key-1"))

    seal = checksum(answers())
    id_ = make_record_id("2021", "330212", "the-key-1", seal)
    digest = sha256(store.read(f"submissions/2021/330212/{id_}.json")).hexdigest()
    assert response == json_response(
        201,
        {
            "edition": "2021",
            "unit": {"code": "330212", "name": "宁波市鄞州区市场监督管理局"},
            "id": id_,
            "reference": f"2021-330212-{id_[:8]}",
            "checksum": seal,
            "received_at": "2021-06-30T01:02:03.000004Z",
            "late": False,
            "digest": digest,
            "revision": None,
            "checksum_short": short_code(seal),
            "digest_short": short_code(digest),
        },
        {"Content-Location": f"receipts/330212/{id_}"},
    )


def test_where_the_store_may_be_read_a_receipt_says_which_revision_it_is(store: Store) -> None:
    clock = Clock()
    respond = make_responder(replace(submit_settings(clock=clock), reads=True), store)
    filed = []
    for drills, key in ((1, "the-key-1"), (2, "the-key-2"), (1, "the-key-1")):
        clock.now += SECOND
        filed.append(respond(json_post(answers(drills=drills), key=key)))

    assert [(each.status, document_of(each)["revision"]) for each in filed] == [(201, 1), (201, 2), (200, 1)]
    clock.now = CLOSES + SECOND
    assert document_of(respond(json_post(answers(drills=2), key="the-key-2")))["revision"] == 2


def test_a_receipt_is_given_even_where_its_revision_cannot_be_read(folder: FolderStore) -> None:
    respond = make_responder(replace(submit_settings(), reads=True), PutOnly(folder))

    assert document_of(respond(json_post(key="the-key-1")))["revision"] is None


def test_a_plain_form_gets_its_receipt_as_a_page(store: Store) -> None:
    response = responder(store)(form_post())

    id_ = make_record_id("2021", "330212", "", checksum(answers()))
    page = response.body.decode()
    assert response.status == 201
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Set-Cookie"] == (
        f"filed=.{id_}; Path=/api/2021/submissions; Max-Age=7776000; HttpOnly; SameSite=Strict; Secure"
    )
    assert f"<dd>2021-330212-{id_[:8]}</dd>" in page
    assert f"<dd>{short_code(checksum(answers()))}</dd>" in page
    assert "<dd>2021年6月30日 09:02</dd>" in page


def test_form_and_script_get_the_same_receipt_for_the_same_figures(folder: FolderStore) -> None:
    respond = responder(folder)
    by_form = respond(replace(form_post(), headers={**BROWSER, "accept": "*/*"}))

    by_script = respond(json_post())

    assert (by_form.status, by_script.status) == (201, 200)
    assert by_form.body == by_script.body


def test_a_replay_gets_the_byte_identical_receipt(store: Store) -> None:
    clock = Clock()
    respond = responder(store, clock=clock)
    first = respond(json_post(key="the-key-1"))
    clock.now = EDITION.due + SECOND

    again = respond(json_post(key="the-key-1"))

    assert again == replace(first, status=200)


def test_reasons_and_nil_travel_from_a_script_and_from_a_form_into_the_same_record(store: Store) -> None:
    answered = nil_answers(plan_made=False)
    reasons = {"plan_made": " 方案七月印发 ", "posters": "没有人问"}
    respond = responder(store)

    by_script = respond(json_post(answered, explanations=reasons, nil=True))
    as_fields = {f"reason.{id_}": reason for id_, reason in reasons.items()}
    by_form = respond(form_post(answered | as_fields | {"_nil": "1"}, headers={"accept": "*/*"}))

    record = make_record(answered, explanations={"plan_made": "方案七月印发"}, nil=True)
    assert (by_script.status, by_form.status) == (201, 200)
    assert by_form.body == by_script.body
    assert {key: store.read(key) for key in store.list("")} == {store_record(record).key: record.to_bytes()}


def test_a_replayed_form_gets_the_byte_identical_page(store: Store) -> None:
    clock = Clock()
    respond = responder(store, clock=clock)
    first = respond(form_post())
    clock.now = EDITION.due + SECOND

    assert respond(form_post()) == replace(first, status=200)
    assert respond(form_post(cookie=cookie_of(first))) == replace(first, status=200)


def test_a_double_click_gets_one_receipt_twice(store: Store) -> None:
    respond = responder(store)
    with ThreadPoolExecutor(8) as pool:
        responses = list(pool.map(respond, [form_post()] * 8))

    assert sorted(response.status for response in responses) == [200] * 7 + [201]
    assert len({response.body for response in responses}) == 1
    assert len(list(store.list(""))) == 1


def test_a_replay_where_the_role_may_only_put_gets_reference_and_checksum(folder: FolderStore) -> None:
    respond = responder(PutOnly(folder))
    first = respond(json_post(key="the-key-1"))

    again = respond(json_post(key="the-key-1"))

    assert (first.status, again.status) == (201, 200)
    assert document_of(again) == {**document_of(first), **UNSEEN}
    page = respond(form_post())
    assert respond(form_post()).body != page.body
    assert "接收时间以首次为准" in respond(form_post()).body.decode()


def test_a_plain_form_that_goes_back_to_earlier_figures_files_a_third_time(store: Store) -> None:
    clock = Clock()
    respond = responder(store, clock=clock)
    a, b = answers(study_sessions=1), answers(study_sessions=2)
    cookie, receipts = "", []

    for figures in (a, b, a):
        clock.now += SECOND
        response = respond(form_post(figures, cookie=cookie))
        cookie = cookie_of(response)
        receipts.append(response.status)

    stored = [json.loads(store.read(key)) for key in store.list("submissions/2021/330212/")]
    stored.sort(key=lambda record: str(record["received_at"]))
    assert receipts == [201, 201, 201]
    assert [record["answers"] for record in stored] == [a, b, a]


def test_a_sender_with_a_key_is_given_no_cookie(folder: FolderStore) -> None:
    assert "Set-Cookie" not in responder(folder)(json_post(key="the-key-1")).headers


def test_a_cookie_is_for_the_address_that_gave_it(folder: FolderStore) -> None:
    request = replace(form_post(), path="/yearly-form/prod/api/2021/submissions")

    cookie = responder(folder)(request).headers["Set-Cookie"]

    assert "; Path=/yearly-form/prod/api/2021/submissions; " in cookie


@pytest.mark.parametrize("base", ["/x;Domain=evil.example", "/x\r\nSet-Cookie: a=b", "/x y", "/年", "/x,y"])
def test_an_address_that_would_write_into_the_cookie_is_not_found(folder: FolderStore, base: str) -> None:
    response = responder(folder)(replace(form_post(), path=f"{base}/api/2021/submissions"))

    assert (response.status, response.headers.get("Set-Cookie")) == (404, None)
    assert list(folder.list("")) == []


# Refusals


def post(body: bytes | None, kind: str = JSON["content-type"], *, path: str = SUBMISSIONS) -> Request:
    return Request(method="POST", path=path, headers={"content-type": kind}, body=body)


FORM = BROWSER["content-type"]
REFUSED = {
    "no such address": (get("/"), 404, "not_found"),
    "no such edition": (post(b"{}", path="/api/1999/submissions"), 404, "not_found"),
    "more than the address": (post(b"{}", path="/api/2021/submissions/x"), 404, "not_found"),
    "digits of another script": (post(b"{}", path="/api/２０２１/submissions"), 404, "not_found"),
    "reading": (get(SUBMISSIONS), 405, "method"),
    "deleting": (get(SUBMISSIONS, "DELETE"), 405, "method"),
    "too large": (post(None), 413, "too_large"),
    "media": (post(b"", "text/plain"), 415, "media_type"),
    "charset": (post(b"", "application/json; charset=gbk"), 415, "charset"),
    "not JSON": (post(b"{"), 400, "not_json"),
    "not UTF-8": (post(b"\xff"), 400, "not_utf8"),
    "no answers": (post(b"{}"), 400, "no_answers"),
    "explanations": (post(b'{"answers": {}, "explanations": ["a"]}'), 400, "explanations"),
    "nil": (post(b'{"answers": {}, "nil": "yes"}'), 400, "nil"),
    "a reason for no blank": (json_post(explanations={"a": "b"}), 422, "invalid"),
    "a reason that says nothing": (
        json_post(answers(plan_made=False), explanations={"plan_made": "核实无误"}),
        422,
        "invalid",
    ),
    "not nil": (json_post(nil=True), 422, "invalid"),
    "key": (post(b'{"answers": {}, "key": "x"}'), 400, "bad_key"),
    "not a form": (post(b"a=%ff", FORM), 400, "not_a_form"),
    "trap": (post(b"_website=x", FORM), 422, "trap"),
    "invalid": (post(b"unit=%3Cb%3E&x=1&x=2", FORM), 422, "invalid"),
}


@pytest.mark.parametrize(("request_", "status", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_every_refusal_is_a_problem_for_a_script_and_a_page_for_a_form(
    request_: Request, status: int, code: str, folder: FolderStore
) -> None:
    respond = responder(folder)

    problem = respond(request_)
    page = respond(replace(request_, headers={**request_.headers, "accept": BROWSER["accept"]}))

    document = document_of(problem)
    assert (problem.status, document["status"], document["code"]) == (status, status, code)
    assert problem.headers["Content-Type"] == "application/problem+json; charset=utf-8"
    assert page == refusal_page(SHELL, refusal_in(problem))
    assert list(folder.list("")) == []


def refusal_in(problem: Response) -> Refusal:
    """The refusal that a problem document was made from."""
    document = json.loads(problem.body)
    headers = {name: value for name, value in problem.headers.items() if name in ("Allow", "Retry-After")}
    refusal = Refusal(
        status=document["status"],
        code=document["code"],
        detail=document["detail"],
        headers=headers,
        problems=tuple(Problem(**problem) for problem in document["problems"]),
    )
    assert problem == problem_response(refusal)
    return refusal


@pytest.mark.parametrize(
    ("at", "status", "code"),
    [
        ("2021-05-31T23:59:59+08:00", 409, "not_open"),
        ("2021-07-31T18:00:01+08:00", 410, "closed"),
    ],
)
def test_outside_its_time_an_edition_refuses_script_and_form(
    folder: FolderStore, at: str, status: int, code: str
) -> None:
    respond = responder(folder, clock=lambda: IN_TIME.fromisoformat(at))

    problem, page = respond(json_post()), respond(form_post())

    assert (problem.status, document_of(problem)["code"]) == (status, code)
    assert page == refusal_page(SHELL, refusal_in(problem))
    assert list(folder.list("")) == []


def test_a_method_that_is_refused_names_those_that_are_not(folder: FolderStore) -> None:
    respond = responder(folder)

    assert respond(get(SUBMISSIONS)).headers["Allow"] == "POST, OPTIONS"
    assert respond(get("/api/health", "POST")).headers["Allow"] == "GET, HEAD"


def test_all_problems_of_a_form_stand_on_its_page(folder: FolderStore) -> None:
    fields = urlencode([("unit", ""), ("study_sessions", "1"), ("study_sessions", "2"), ("stranger", "1")])
    response = responder(folder)(
        Request(method="POST", path=SUBMISSIONS, headers=BROWSER, body=fields.encode())
    )

    page = response.body.decode()
    assert (
        page.count("<li>") == len(EDITION.blanks) - 1 + 1
    )  # every blank but one is missing; one is repeated
    assert "“study_sessions”出现了两次，只能填一次。" in page
    assert '<p role="alert">表格内容已更新，请刷新页面后再提交。本次未保存。</p>' in page
    assert "stranger" not in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"><img src=x onerror='x'>", "<!--main-->"])
def test_nothing_typed_comes_back_unescaped(folder: FolderStore, text: str) -> None:
    respond = responder(folder)
    pages = [
        respond(form_post(answers(unit=text))),
        respond(form_post(answers(unit=text, study_sessions=text))),
        respond(form_post(answers() | {text: "1"})),
        respond(form_post(answers() | {"_key": text})),
        respond(form_post(answers(), cookie=f"filed={text}", headers={"origin": text})),
        respond(replace(form_post(), path=f"/{text}")),
    ]

    for page in pages:
        body = page.body.decode()
        assert text not in body
        assert set(re.findall(r"<\W*(\w+)", body)) <= {
            "doctype", "title", "main", "div", "h1", "h2", "p", "span", "dl", "dt", "dd", "ol", "li", "strong", "a",
        }  # fmt: skip
        assert all("\n" not in value and "\r" not in value for value in page.headers.values())


# The store


def test_a_store_that_fails_is_said_with_when_to_come_back() -> None:
    respond = responder(Down())

    assert respond(json_post(key="the-key-1")) == problem_response(STORE_FAILED)
    page = respond(form_post())
    assert page == refusal_page(SHELL, replace(STORE_FAILED, headers={"Retry-After": "5", **cookie(page)}))
    assert page.note.cause == "down"


def cookie(response: Response) -> dict[str, str]:
    return {"Set-Cookie": response.headers["Set-Cookie"]}


def test_a_browser_that_goes_back_after_a_failure_files_anew_where_the_role_may_only_put(
    folder: FolderStore,
) -> None:
    """The figures in between may have been stored, unacknowledged: then the earlier ones must follow them."""
    a, b = answers(study_sessions=1), answers(study_sessions=2)

    class StoresThenFails(PutOnly):
        def create(self, key: str, data: bytes) -> bool:
            super().create(key, data)
            raise StoreError("cut off")

    works, fails, clock = PutOnly(folder), StoresThenFails(folder), Clock()
    filed = responder(works, clock=clock)(form_post(a))
    clock.now += SECOND
    failed = responder(fails, clock=clock)(form_post(b, cookie=cookie_of(filed)))
    clock.now += SECOND
    back = responder(works, clock=clock)(form_post(a, cookie=cookie_of(failed)))

    assert (filed.status, failed.status, back.status) == (201, 503, 201)
    assert len(list(folder.list(""))) == 3


def test_a_failed_submission_is_stored_by_the_retry(folder: FolderStore) -> None:
    class FailsOnce(NoFiles):
        """Stores, then fails before it can say so, as a broken connection does."""

        failed = False
        read, list = folder.read, folder.list

        def create(self, key: str, data: bytes) -> bool:
            created = folder.create(key, data)
            if self.failed:
                return created
            self.failed = True
            raise StoreError("cut off")

    respond = responder(FailsOnce())

    assert [respond(json_post(key="the-key-1")).status for _ in range(3)] == [503, 200, 200]
    assert len(list(folder.list(""))) == 1


def test_answers_names_and_numbers_never_reach_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lines: list[str] = []
    personal = answers(unit="王五街道", contact="王五", phone="13812345678")
    (tmp_path / "file").write_bytes(b"")
    damaged = FolderStore(tmp_path / "damaged")
    responder(damaged)(json_post(personal))
    (tmp_path / "damaged" / next(damaged.list(""))).write_bytes(json.dumps(personal).encode())

    for store in (FolderStore(tmp_path / "file"), Down(), damaged):
        respond = watch(responder(store), lines.append)
        for request in (json_post(personal), form_post(personal), form_post(personal | {"posters": "王五"})):
            assert respond(request).status in (422, 503)

    assert sum("cause" in json.loads(line) for line in lines) == 6
    for word in ("王五", "13812345678"):
        assert word not in caplog.text + "".join(map(str, map(json.loads, lines)))


# Health and other origins


@pytest.mark.parametrize("path", ["/api/health", "/prod/api/health"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_health_says_ok_without_asking_the_store(path: str, method: str) -> None:
    assert responder(Down())(get(path, method)) == json_response(200, {"status": "ok"})


@pytest.mark.parametrize(
    "request_", [json_post(), json_post({}), get("/api/health"), get(SUBMISSIONS, "OPTIONS")]
)
def test_no_other_origin_is_allowed_by_default(request_: Request, folder: FolderStore) -> None:
    asked = replace(request_, headers={**request_.headers, "origin": ALLOWED})

    response = responder(folder)(asked)

    assert not [name for name in response.headers if name.startswith("Access-Control")]


def test_a_listed_origin_is_allowed_and_no_other(folder: FolderStore) -> None:
    respond = responder(folder, origins=frozenset({ALLOWED}))
    allowed = {
        "Access-Control-Allow-Origin": ALLOWED,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
    preflight = Response(status=204, headers={"Allow": "POST, OPTIONS", **allowed}, body=b"")

    assert respond(get(SUBMISSIONS, "OPTIONS", origin=ALLOWED)) == preflight
    for request in (json_post(), json_post({}), post(b"{")):
        plain = respond(request)
        again = respond(replace(request, headers={**request.headers, "origin": ALLOWED}))
        assert again.headers == {**plain.headers, **allowed}
    for origin in ("https://forms.example.evil.example", "http://forms.example", "null", ""):
        response = respond(replace(json_post(), headers={**JSON, "origin": origin}))
        assert not [name for name in response.headers if name.startswith("Access-Control")]


# Whatever comes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.dictionaries(st.text(max_size=9), st.text(max_size=9)).map(
            lambda fields: urlencode(fields, errors="replace").encode()
        ),
        st.dictionaries(
            st.sampled_from([b.id for b in EDITION.blanks]),
            st.one_of(
                st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.integers())
            ),
        ).map(lambda raw: json.dumps({"answers": raw, "explanations": raw, "nil": True}).encode()),
    ),
    kind=st.sampled_from([JSON["content-type"], FORM]),
    accept=st.sampled_from(["", BROWSER["accept"]]),
    cookie=st.text(max_size=40),
)
def test_whatever_is_posted_is_answered(
    folder: FolderStore, body: bytes, kind: str, accept: str, cookie: str
) -> None:
    headers = {"content-type": kind, "accept": accept, "cookie": cookie}

    response = responder(folder)(Request(method="POST", path=SUBMISSIONS, headers=headers, body=body))

    assert response.status in (400, 422)
    assert response.body.decode()


def test_cookies_may_travel_without_https_where_the_settings_say_so(folder: FolderStore) -> None:
    respond = make_responder(submit_settings(secure=False), folder)

    assert "Secure" not in respond(form_post()).headers["Set-Cookie"]
