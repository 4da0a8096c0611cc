"""One address may ask so fast and no faster; nobody else waits for it."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from handler.http.message import Request, Response, respond
from handler.server import rate
from handler.server.rate import A_SECOND, BURST, Rate, limited
from handler.server.site import make_local
from handler.server.wsgi import sender
from handler.stores.folder import FolderStore
from tests.support.filings import SHELL, document_of, submit_settings

HEALTH = Request(method="GET", path="/api/health", address="192.0.2.7")


class Watch:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_who_asks_too_fast_is_told_when_to_come_again_and_nobody_else_waits() -> None:
    clock = Watch()
    counting = Rate(clock)

    assert [counting.wait("192.0.2.7") for _ in range(BURST)] == [0] * BURST
    assert counting.wait("192.0.2.7") == 1
    assert counting.wait("192.0.2.8") == 0
    clock.now += 1
    assert [counting.wait("192.0.2.7") for _ in range(int(A_SECOND) - 1)] == [0] * (int(A_SECOND) - 1)


def test_who_rests_may_begin_anew() -> None:
    clock = Watch()
    counting = Rate(clock)
    for _ in range(BURST + 5):
        counting.wait("192.0.2.7")
    clock.now += BURST / A_SECOND + 0.01

    assert [counting.wait("192.0.2.7") for _ in range(BURST)] == [0] * BURST


def test_a_house_has_one_network_of_ipv6_and_what_is_no_address_is_one_too() -> None:
    counting = Rate(Watch())
    for number in range(BURST):
        counting.wait(f"2001:db8::{number:x}")
        counting.wait(f"nonsense {number}")

    assert counting.wait("2001:db8::ffff:1%eth0") == 1
    assert counting.wait("2001:db8:0:1::1") == 0
    assert counting.wait("more nonsense") == 1


def test_no_more_addresses_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "_REMEMBERED", 10)
    clock = Watch()
    counting = Rate(clock)
    for _ in range(BURST):
        counting.wait("192.0.2.7")
    for number in range(9):
        clock.now += 0.1
        counting.wait(f"198.51.100.{number}")

    counting.wait("203.0.113.1")

    held = [counting.wait("192.0.2.7") for _ in range(30)]
    assert (held[0], held[-1]) == (0, 1)  # the one who asked fast has not rested, and is not forgotten


def test_a_refusal_says_when_in_the_form_that_the_sender_reads() -> None:
    counting = Rate(Watch())
    responding = limited(lambda _: respond(200, "text/plain", b"ok"), counting, SHELL)
    answers: list[Response] = [responding(HEALTH) for _ in range(BURST + 1)]
    page = responding(Request(method="POST", path="/", headers={"accept": "text/html"}, address="192.0.2.7"))

    assert {each.status for each in answers[:-1]} == {200}
    refused = answers[-1]
    assert (refused.status, refused.headers["Retry-After"], document_of(refused)["code"]) == (
        429,
        "1",
        "too_fast",
    )
    assert "请 1 秒后重试" in page.body.decode()
    assert page.headers["Retry-After"] == "1"


def test_a_sender_that_is_not_known_is_not_held() -> None:
    """Stock nginx says nothing of it: behind it, all would wait for one."""
    responding = limited(lambda _: respond(200, "text/plain", b"ok"), Rate(Watch()), SHELL)

    unknown = Request(method="GET", path="/api/health")
    assert {responding(unknown).status for _ in range(BURST + 100)} == {200}


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({}, ""),
        ({"REMOTE_ADDR": "192.0.2.7"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "127.0.0.1"}, ""),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 192.0.2.7"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "::1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, "192.0.2.7"),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(environ: dict[str, str], address: str) -> None:
    """And of what it says the last, which is what it saw itself."""
    assert sender(environ) == address


@pytest.mark.unmeasured
def test_on_the_server_a_flood_is_refused(tmp_path: Path) -> None:
    client = Client(make_local(submit_settings(), FolderStore(tmp_path), "k" * 32, tmp_path))
    flood = {"REMOTE_ADDR": "192.0.2.7"}

    statuses = {client.get("/api/health", environ_overrides=flood).status_code for _ in range(2 * BURST)}

    assert statuses == {200, 429}
    assert client.get("/api/health").status_code == 200
