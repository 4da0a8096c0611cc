"""The site is served under its own names alone: a name that another site points here gets nothing."""

import socket

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from handler.server.hosts import only_under, own_names

TOLD = own_names("https://forms.example.cn:8443")
UNTOLD = own_names("")


@pytest.mark.parametrize(
    ("host", "names", "status"),
    [
        ("forms.example.cn", TOLD, 200),
        ("FORMS.example.cn:8443", TOLD, 200),
        ("localhost:8000", TOLD, 200),
        ("127.0.0.1:8000", TOLD, 200),
        ("[::1]:8000", UNTOLD, 200),
        ("10.1.2.3", UNTOLD, 200),
        (socket.gethostname(), UNTOLD, 200),
        ("evil.example", TOLD, 421),
        ("evil.example:8000", UNTOLD, 421),
        ("forms.example.cn.evil.example", TOLD, 421),
        ("forms.example.cn", UNTOLD, 421),
        ("127.0.0.1.evil.example", UNTOLD, 421),
        ("[::1", UNTOLD, 421),
        ("a:b:c", UNTOLD, 421),
    ],
)
def test_only_its_own_names_are_answered(host: str, names: frozenset[str], status: int) -> None:
    client = Client(only_under(names, Response("form")))

    answer = client.get("/", environ_overrides={"HTTP_HOST": host})

    assert answer.status_code == status
    assert (answer.text == "form") is (status == 200)


def test_a_sender_that_names_no_host_is_no_browser() -> None:
    assert (
        Client(only_under(UNTOLD, Response("form"))).get("/", environ_overrides={"HTTP_HOST": ""}).status_code
        == 200
    )
