"""Stores that are no store, or no safe one: each is told by what is wrong with it, and none passes for an empty one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.stores import StoreError
from handler.stores.s3 import S3Store
from tests.support.filings import document_of, form_post, json_post, responder
from tests.support.s3.odd_s3 import PAGE, Oddity, odd_store, serve, store_at

KEY = "submissions/2021/330212/A.json"
Odd = Callable[..., S3Store]


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Odd]:
    with ExitStack() as stack:
        yield lambda **oddity: stack.enter_context(odd_store(monkeypatch, **oddity))


def calls(store: S3Store) -> list[Callable[[], object]]:
    return [partial(store.create, KEY, b"{}"), partial(store.read, KEY), lambda: list(store.list(""))]


@pytest.mark.parametrize("status", [412, 304])
def test_a_name_that_is_taken_is_taken_however_the_store_says_it(odd: Odd, status: int) -> None:
    """304 is what some gateways answer to any `If-None-Match`."""
    store = odd(taken=status)

    assert [store.create(KEY, b"first"), store.create(KEY, b"second")] == [True, False]
    assert store.read(KEY) == b"first"


PAGES = st.sampled_from([PAGE, b"", b"welcome", b"{}", b"<html><br></html>", b"<Error/>"]) | st.binary(
    max_size=99
)


@pytest.fixture(scope="module")
def portal() -> Iterator[tuple[S3Store, list[bytes]]]:
    """A store that answers everything with the last of the pages."""
    pages = [PAGE]
    with serve(Oddity(pages=pages)) as endpoint:
        with pytest.MonkeyPatch.context() as patched:
            store = store_at(patched, endpoint)
        yield store, pages


@given(page=PAGES)
def test_an_answer_that_is_no_list_is_an_error_and_not_an_empty_store(
    portal: tuple[S3Store, list[bytes]], page: bytes
) -> None:
    store, pages = portal
    pages.append(page)
    for look in (store.list, store.sizes):
        with pytest.raises(StoreError, match="核对服务地址"):
            list(look("submissions/2021/"))


def test_a_page_in_answer_to_a_put_stores_nothing_and_says_so(odd: Odd) -> None:
    with pytest.raises(StoreError, match=r"^s3://bucket/p/ 没有说写好了.*请核对服务地址"):
        odd(pages=[PAGE]).create(KEY, b"{}")


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (404, "NoSuchBucket", "没有这个桶"),
        (403, "SignatureDoesNotMatch", "访问密钥不对"),
        (403, "InvalidAccessKeyId", "访问密钥不对"),
        (403, "RequestTimeTooSkewed", "本设备的时钟与存储服务相差太多"),
        (501, "NotImplemented", "存储不支持“没有同名的才写入”"),
        (400, "AuthorizationHeaderMalformed", "区域不对"),
        (400, "Whatever", "未能办理"),
    ],
)
def test_the_cause_is_said_in_words_with_what_to_do(odd: Odd, status: int, code: str, said: str) -> None:
    for call in calls(odd(refusal=(status, code))):
        with pytest.raises(StoreError) as caught:
            call()
        assert str(caught.value).startswith(f"s3://bucket/p/：{said}")
        assert str(caught.value).endswith(f"（{code}）")


def test_a_server_that_is_out_of_order_is_told_by_its_status(odd: Odd) -> None:
    for call in calls(odd(refusal=(502, ""))):
        with pytest.raises(StoreError, match=r"^s3://bucket/p/：存储服务出错.*（502）$"):
            call()


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        ((404, "NoSuchBucket"), "store_not_set_up"),
        ((403, "AccessDenied"), "store_not_set_up"),
        ((403, "SignatureDoesNotMatch"), "store_not_set_up"),
        ((400, "AuthorizationHeaderMalformed"), "store_not_set_up"),
        ((501, "NotImplemented"), "store_not_set_up"),
        ((503, "SlowDown"), "store_unavailable"),
        ((500, "InternalError"), "store_unavailable"),
    ],
)
def test_a_fault_that_lasts_is_not_told_as_one_that_passes(
    odd: Odd, refusal: tuple[int, str], code: str
) -> None:
    """Neither to a script nor to a plain form: who is told to try again in five seconds does, for ever."""
    respond = responder(odd(refusal=refusal))

    script = respond(json_post(key="the-key-1"))
    form = respond(form_post(headers={"accept": "application/json"}))

    assert [(each.status, document_of(each)["code"]) for each in (script, form)] == [(503, code)] * 2
    assert "Set-Cookie" in form.headers
    assert refusal[1] in script.note.cause


@pytest.mark.usefixtures("s3_settings")
@pytest.mark.parametrize(
    ("given", "used"), [("AWS_REGION", "cn-north-1"), ("AWS_DEFAULT_REGION", "cn-north-1")]
)
def test_the_region_is_honoured_by_either_of_its_names(
    given: str, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """boto3 reads AWS_DEFAULT_REGION alone, and the documents of AWS speak of AWS_REGION."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(given, used)

    form = S3Store.at("s3://bucket/p").presign("a", size=1, media="", sha256="0" * 64)

    assert "s3.cn-north-1.amazonaws.com.cn" in form.url


def test_what_comes_otherwise_each_time_is_not_believed(odd: Odd) -> None:
    store = odd(noisy=True)
    store.create(KEY, b"{}")

    with pytest.raises(StoreError, match="可能在途中损坏"):
        store.read(KEY)
