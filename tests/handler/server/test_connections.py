"""Slow and idle connections cost nobody else. A thousand of them: `python -m tests.stress.crowd`."""

import resource
import select
import socket
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from handler.server import connections
from tests.support.http.served import serve

UNLIMITED = resource.RLIM_INFINITY


@pytest.mark.programs
def test_four_hundred_who_say_nothing_and_one_who_says_half_keep_nobody_out(tmp_path: Path) -> None:
    with serve(tmp_path) as server, ExitStack() as opened:
        for _ in range(400):
            opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5))
        half = opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5))
        half.sendall(b"POST /api/2021/submissions HTTP/1.1\r\nContent-Length: 60000\r\n\r\nhalf")

        with urllib.request.urlopen(f"{server.address}/api/health", timeout=5) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("soft", "hard", "taken", "raised"),
    [
        (1024, 1024, 1024 - 128, 1024),
        (1024, 4096, 4096 - 128, 4096),
        (1024, 2**20, 8000, 8128),
        (1024, UNLIMITED, 8000, 8128),
        (UNLIMITED, UNLIMITED, 8000, UNLIMITED),
        (2**20, 2**20, 8000, 2**20),
    ],
)
def test_as_many_are_taken_as_files_may_be_open(
    soft: int, hard: int, taken: int, raised: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = [(soft, hard)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: limits.append(limit))

    assert connections.settings()["connection_limit"] == taken
    assert limits[-1] == (raised, hard)


def test_where_the_limit_cannot_be_raised_as_many_as_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: int, limit: tuple[int, int]) -> None:
        raise ValueError(limit)

    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 10**6))
    monkeypatch.setattr(resource, "setrlimit", refuse)

    assert connections.settings()["connection_limit"] == 128


def test_where_there_is_no_poll_as_many_as_select_can_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(select, "poll")

    assert connections.settings()["connection_limit"] == 400
