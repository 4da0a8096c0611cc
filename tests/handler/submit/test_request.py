"""Reading a POST: what is taken, what is refused, and what a browser without script remembers."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.http.body import LARGEST_BODY
from handler.http.message import Refusal, RefusedError, Request
from handler.submit.request import MOST_FIELDS, Filed, Submission, read_cookie, read_submission, write_cookie
from schema.validation.rules import Rule
from schema.validation.validate import stray

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
NOTHING = Filed(key="", id="")
ID = "0123456789ABCDEFGHJKMNPQRS"


def post(body: bytes | str | None, kind: str = JSON, **headers: str) -> Request:
    sent = {"content-type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Request(
        method="POST", path="/", headers=sent, body=body.encode() if isinstance(body, str) else body
    )


def refusal_of(request: Request) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        read_submission(request)
    return caught.value.refusal


# JSON


def test_json_is_read_as_it_was_sent() -> None:
    body = json.dumps({"answers": {"unit": " 海曙 ", "n": 1, "b": True, "x": None, "y": [1]}, "key": "a" * 8})

    assert read_submission(post(body)) == Submission(
        raw={"unit": " 海曙 ", "n": 1, "b": True, "x": None, "y": [1]}, key="a" * 8
    )


def test_json_may_say_that_there_is_nothing_to_explain() -> None:
    assert read_submission(post('{"answers": {}, "explanations": {}}')) == Submission(raw={}, key="")


def test_json_carries_reasons_as_they_were_sent() -> None:
    reasons: dict[str, object] = {"drills": " 全区\n", "zeal": ""}

    assert read_submission(post(json.dumps({"answers": {}, "explanations": reasons}))) == Submission(
        raw={}, key="", reasons=reasons
    )


@pytest.mark.parametrize("nil", [True, False])
def test_json_says_whether_there_is_nothing_to_report(nil: bool) -> None:
    assert read_submission(post(json.dumps({"answers": {}, "nil": nil}))) == Submission(
        raw={}, key="", nil=nil
    )


def test_a_reason_given_twice_is_a_problem() -> None:
    submission = read_submission(
        post('{"answers": {"a": 1}, "explanations": {"a": "x", "a": "y"}, "nil": true, "nil": false}')
    )

    assert submission == Submission(
        raw={"a": 1},
        key="",
        reasons={"a": "y"},
        problems=(stray("a", Rule.REPEATED), stray("nil", Rule.REPEATED)),
    )


def test_a_member_said_twice_is_a_problem_at_every_depth() -> None:
    body = '{"answers": {"unit": "a", "unit": "b", "n": {"x": 1, "x": 2}, "unit": "c"}, "key": "12345678"}'

    submission = read_submission(post(body))

    assert submission.problems == (stray("x", Rule.REPEATED), stray("unit", Rule.REPEATED))
    assert submission.raw["unit"] == "c"


def test_members_that_json_does_not_have_are_problems() -> None:
    submission = read_submission(post('{"answers": {}, "b": 1, "a": 1}'))

    assert submission.problems == (stray("a", Rule.UNKNOWN_FIELD), stray("b", Rule.UNKNOWN_FIELD))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ('{"answers": {}} x', "not_json"),
        ("\ufeff{}", "not_json"),
        ('{"answers": {"n": NaN}}', "not_json"),
        ('{"answers": {"n": -Infinity}}', "not_json"),
        ('{"answers": {"n": ' + "9" * 5000 + "}}", "not_json"),
        ('{"answers":' + "[" * 30_000 + "]" * 30_000 + "}", "not_json"),
        ("[]", "no_answers"),
        ("null", "no_answers"),
        ("{}", "no_answers"),
        ('{"answers": []}', "no_answers"),
        ('{"answers": "unit"}', "no_answers"),
        ('{"answers": {}, "explanations": null}', "explanations"),
        ('{"answers": {}, "explanations": []}', "explanations"),
        ('{"answers": {}, "explanations": [["n", "so"]]}', "explanations"),
        ('{"answers": {}, "explanations": "so"}', "explanations"),
        ('{"answers": {}, "explanations": {"drills": 1}}', "explanations"),
        ('{"answers": {}, "explanations": {"drills": null}}', "explanations"),
        ('{"answers": {}, "explanations": 0}', "explanations"),
        ('{"answers": {}, "explanations": false}', "explanations"),
        ('{"answers": {}, "nil": null}', "nil"),
        ('{"answers": {}, "nil": 1}', "nil"),
        ('{"answers": {}, "nil": 0}', "nil"),
        ('{"answers": {}, "nil": "true"}', "nil"),
        ('{"answers": {}, "nil": "是"}', "nil"),
        (b'{"answers": {"unit": "\xff"}}', "not_utf8"),
        (b'{"answers": {"unit": "\xed\xa0\x80"}}', "not_utf8"),
        ("海曙".encode("gbk"), "not_utf8"),
    ],
)
def test_json_that_cannot_be_read_is_refused(body: bytes | str, code: str) -> None:
    refusal = refusal_of(post(body))

    assert (refusal.status, refusal.code) == (400, code)


@pytest.mark.parametrize("inner", ["{}", "[]"])
def test_no_depth_of_nesting_breaks_the_reading(inner: str) -> None:
    opening, closing = (inner[0] + '"a":' if inner == "{}" else inner[0]), inner[1]
    for depth in range(900, 1010):  # around the interpreter's limit, where one parse may pass and another not
        nested = opening * depth + "1" + closing * depth
        try:
            submission = read_submission(post(f'{{"answers": {{"a": {nested}, "b": "::"}}}}'))
        except RefusedError as error:
            assert error.refusal.code == "not_json"
        else:
            assert submission.raw.keys() == {"a", "b"}


# Forms


def test_a_form_is_read_with_its_empty_fields() -> None:
    body = "unit=%E6%B5%B7+%E6%9B%99&n=%EF%BC%91&empty=&_key=12345678&_website="

    assert read_submission(post(body, FORM)) == Submission(
        raw={"unit": "海 曙", "n": "１", "empty": ""}, key="12345678"
    )


def test_a_form_carries_reasons_and_nil_in_fields_of_their_own() -> None:
    body = urlencode(
        {
            "drills": "0",
            "reason.drills": "全区 合并",
            "reason.": "x",
            "reason.a.b": "",
            "reason": "y",
            "_nil": "1",
        }
    )

    assert read_submission(post(body, FORM)) == Submission(
        raw={"drills": "0", "reason": "y"},
        key="",
        reasons={"drills": "全区 合并", "": "x", "a.b": ""},
        nil=True,
    )


def test_a_form_with_nil_left_empty_is_not_nil() -> None:
    assert read_submission(post("_nil=", FORM)) == Submission(raw={}, key="")


def test_an_empty_form_is_one_without_answers() -> None:
    assert read_submission(post("", FORM)) == Submission(raw={}, key="")


def test_a_field_sent_twice_is_a_problem() -> None:
    submission = read_submission(
        post("n=1&m=1&n=2&n=1&_key=12345678&_key=12345678&reason.n=x&reason.n=y&_nil=1&_nil=1", FORM)
    )

    assert submission == Submission(
        raw={"n": "1", "m": "1"},
        key="12345678",
        reasons={"n": "y"},
        nil=True,
        problems=tuple(stray(name, Rule.REPEATED) for name in ("n", "_key", "reason.n", "_nil")),
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("unit=%FF", "not_a_form"),
        ("&".join(f"f{number}=1" for number in range(MOST_FIELDS + 1)), "not_a_form"),
        ("unit=海曙".encode("gbk"), "not_utf8"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(body: bytes | str, code: str) -> None:
    refusal = refusal_of(post(body, FORM))

    assert (refusal.status, refusal.code) == (400, code)


def test_as_many_fields_as_allowed_are_read() -> None:
    body = "&".join(f"f{number}=1" for number in range(MOST_FIELDS))

    assert len(read_submission(post(body, FORM)).raw) == MOST_FIELDS


def test_a_filled_trap_is_refused_and_says_how_to_go_on() -> None:
    refusal = refusal_of(post("unit=x&_website=http%3A%2F%2Fspam.example", FORM))

    assert (refusal.status, refusal.code) == (422, "trap")
    assert "清空那一栏再提交" in refusal.detail


# Either


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
        "application/json; profile=x; charset=utf8 ; more=1",
        "application/json; profile=x",
        "application/json;",
    ],
)
def test_utf_8_is_taken_however_it_is_named(kind: str) -> None:
    assert read_submission(post('{"answers": {}}', kind)) == Submission(raw={}, key="")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/json; charset=gbk", "charset"),
        ("application/json; charset = gbk", "charset"),
        ("application/json; charset=utf-8; charset=gbk", "charset"),
        ("application/json, application/json", "media_type"),
        ("application/json, text/plain", "media_type"),
        ('application/x-www-form-urlencoded; charset="GB18030"', "charset"),
        ("multipart/form-data; boundary=x", "media_type"),
        ("text/plain", "media_type"),
        ("text/html; charset=utf-8", "media_type"),
        ("application/jsonx", "media_type"),
        ("", "media_type"),
    ],
)
def test_other_media_are_refused(kind: str, code: str) -> None:
    refusal = refusal_of(post('{"answers": {}}', kind))

    assert (refusal.status, refusal.code) == (415, code)


def test_a_request_that_names_no_media_is_refused() -> None:
    refusal = refusal_of(Request(method="POST", path="/", body=b"{}"))

    assert (refusal.status, refusal.code) == (415, "media_type")


def test_the_largest_body_is_taken_and_one_byte_more_is_not() -> None:
    body = b'{"answers": {}}'.ljust(LARGEST_BODY)

    assert read_submission(post(body)) == Submission(raw={}, key="")
    for large in (body + b" ", None):
        refusal = refusal_of(post(large))
        assert (refusal.status, refusal.code) == (413, "too_large")


@pytest.mark.parametrize("key", ["12345678", "A-z_0" * 12, "x" * 64])
def test_a_key_is_taken_from_body_or_header(key: str) -> None:
    assert read_submission(post(json.dumps({"answers": {}, "key": key}))).key == key
    assert read_submission(post('{"answers": {}}', idempotency_key=key)).key == key
    assert read_submission(post(urlencode({"_key": key}), FORM)).key == key


def test_a_broken_key_in_the_header_is_refused_though_the_body_has_another() -> None:
    refusal = refusal_of(post('{"answers": {}, "key": "in-the-body"}', idempotency_key="x"))

    assert (refusal.status, refusal.code) == (400, "bad_key")


def test_the_key_in_the_body_is_the_nearer_one() -> None:
    request = post('{"answers": {}, "key": "in-the-body"}', idempotency_key="in-the-header")

    assert read_submission(request).key == "in-the-body"


@pytest.mark.parametrize(
    "key", ["short", "x" * 65, "a b c d e", "键键键键键键键键", "12345678\n", "../../../x"]
)
def test_a_key_of_another_shape_is_refused(key: str) -> None:
    for request in (
        post(json.dumps({"answers": {}, "key": key})),
        post('{"answers": {}}', idempotency_key=key),
        post(urlencode({"_key": key}), FORM),
    ):
        refusal = refusal_of(request)
        assert (refusal.status, refusal.code) == (400, "bad_key")


@pytest.mark.parametrize("key", [1, None, True, ["12345678"], {}])
def test_a_key_that_is_no_text_is_refused(key: object) -> None:
    refusal = refusal_of(post(json.dumps({"answers": {}, "key": key})))

    assert (refusal.status, refusal.code) == (400, "bad_key")


@given(st.binary(max_size=300), st.sampled_from([JSON, FORM, f"{JSON}; charset=utf-8", "text/plain"]))
def test_whatever_is_sent_is_read_or_refused(body: bytes, kind: str) -> None:
    try:
        submission = read_submission(post(body, kind))
    except RefusedError as error:
        assert error.refusal.status in (400, 415, 422)
    else:
        assert isinstance(submission.raw, dict)


# The cookie


def with_cookie(cookie: str) -> Request:
    return Request(method="POST", path="/", headers={"cookie": cookie})


@pytest.mark.parametrize("filed", [Filed(key="", id=ID), Filed(key=ID, id=ID), Filed(key="x" * 64, id=ID)])
def test_a_cookie_is_read_as_it_was_written(filed: Filed) -> None:
    header = write_cookie(filed, "/api/2021/submissions", secure=True)

    assert header == (
        f"filed={filed.key}.{ID}; Path=/api/2021/submissions; Max-Age=7776000; HttpOnly; SameSite=Strict; Secure"
    )
    assert read_cookie(with_cookie(header.partition(";")[0])) == filed


def test_a_cookie_for_the_local_try_out_needs_no_https() -> None:
    assert "Secure" not in write_cookie(Filed(key="", id=ID), "/", secure=False)


@pytest.mark.parametrize(
    "others",
    [
        "theme=dark; {}",
        "{}; theme=dark",
        'prefs={{"a":1}}; {}',
        "not a cookie; {}",
        "a,b=1; {}",
        "name=张三; {}",
        "filed=forged; {}",
        "xfiled=.ZZZZZZZZZZZZZZZZZZZZZZZZZZ; {}",
        "{}; filed=.ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
    ],
)
def test_cookies_of_others_do_not_hide_ours(others: str) -> None:
    assert read_cookie(with_cookie(others.format(f"filed=.{ID}"))) == Filed(key="", id=ID)


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "filed",
        "filed=",
        "filed=.",
        f"filed={ID}",
        f"filed=.{ID}X",
        f"filed=.{ID.lower()}",
        f"filed={'x' * 65}.{ID}",
        f"filed=a b.{ID}",
        f"filed=..{ID}",
        f"filed=%0d%0aSet-Cookie:x=y.{ID}",
        f"filed=\r\nSet-Cookie: x=y.{ID}",
        f'filed=".{ID}"',
        f"FILED=.{ID}",
        f"filed=键.{ID}",
    ],
)
def test_a_cookie_we_did_not_write_is_no_cookie(cookie: str) -> None:
    assert read_cookie(with_cookie(cookie)) == NOTHING


def test_a_browser_without_a_cookie_remembers_nothing() -> None:
    assert read_cookie(Request(method="POST", path="/")) == NOTHING


@given(st.text(), st.sampled_from(["{}", "filed={}", f"filed={{}}.{ID}", f"filed=.{ID}; {{}}"]))
def test_no_cookie_puts_anything_of_its_own_into_a_header(text: str, pattern: str) -> None:
    filed = read_cookie(with_cookie(pattern.format(text)))

    header = write_cookie(filed, "/", secure=True)

    assert header.isascii()
    assert header.isprintable()
    assert header.count(";") == 5


def test_no_refusal_repeats_what_was_sent() -> None:
    """Whatever a refusal says may reach a log; answers and names must not."""
    bodies: Mapping[str, str] = {
        JSON: '{"answers": ["王五13800000000"]}',
        FORM: "_website=王五13800000000",
        "text/plain": "王五13800000000",
    }
    for kind, body in bodies.items():
        refusal = refusal_of(post(body, kind))
        assert "王五" not in repr(refusal)


def test_an_empty_field_for_files_is_no_field_of_the_table() -> None:
    """The page's script names it; where the script then fails, the plain form carries it."""
    assert read_submission(post("drills=1&_attachments=", FORM)).raw == {"drills": "1"}
    assert read_submission(post("_attachments=a.pdf", FORM)).raw == {"_attachments": "a.pdf"}


def test_each_box_that_is_ticked_of_several_is_a_part_of_one_answer() -> None:
    body = "a=1&ways=%E4%BC%9A%E8%AE%AE&ways=%E5%9F%B9%E8%AE%AD&a=2"
    submission = read_submission(post(body, FORM), {"ways"})

    assert submission.raw == {"a": "2", "ways": "会议、培训"}
    assert [(problem.blank, problem.rule) for problem in submission.problems] == [("a", "repeated")]
