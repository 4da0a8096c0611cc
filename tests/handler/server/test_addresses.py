"""Where `serve` listens, and the address under which browsers know it."""

import argparse
import errno
import socket
from typing import NoReturn
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.server.addresses import Site, address, base_path, listening, port, site
from schema.errors import UserError

HOSTS = ("127.0.0.1", "localhost", "0.0.0.0", "::1", "[::1]", "::", "[::]", "*")  # noqa: S104  # closed at once


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_printed_is_an_address_at_which_the_server_answers(host: str) -> None:
    with listening(host, 0) as sockets:
        shown = urlsplit(address(host, sockets[0].getsockname()[1]))

        socket.create_connection((str(shown.hostname), int(shown.port or 0)), 5).close()

    assert (shown.scheme, shown.path) == ("http", "")
    assert shown.hostname not in ("0.0.0.0", "::")  # noqa: S104  # no place to go to
    assert all(each.fileno() == -1 for each in sockets)


def test_every_address_of_a_name_has_the_same_port() -> None:
    with listening("*", 0) as sockets:
        assert len({each.getsockname()[1] for each in sockets}) == 1
        assert {each.family for each in sockets} == {socket.AF_INET, socket.AF_INET6}


def test_a_name_that_is_listed_twice_is_listened_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = socket.getaddrinfo("127.0.0.1", 0, type=socket.SOCK_STREAM)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found * 2)

    with listening("twice", 0) as sockets:
        assert len(sockets) == 1


def test_a_port_in_use_is_told_and_nothing_stays_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UserError, match=r"^端口 \d+ 已有程序在用"),
        listening("127.0.0.1", taken.getsockname()[1]),
    ):
        pass  # pragma: no cover  # never here


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1", "x" * 64, "", "not a host", "256.0.0.1"])
def test_what_is_no_address_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(UserError, match=f"^--host “{host}”不是本设备的地址"), listening(host, 0):
        pass  # pragma: no cover  # never here


@pytest.mark.parametrize(
    ("number", "told", "sentence"),
    [(errno.EACCES, UserError, "没有权限用端口 80"), (errno.EMFILE, OSError, "Too many open files")],
)
def test_what_the_system_refuses_is_told_if_it_is_known(
    number: int, told: type[Exception], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may use any port, and these tests may run as root."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(number, "Too many open files")

    monkeypatch.setattr(socket, "create_server", refuse)

    with pytest.raises(told, match=sentence), listening("127.0.0.1", 80):
        pass  # pragma: no cover  # never here


@pytest.mark.parametrize("text", ["0", "80", "8000", "65535"])
def test_a_port_is_a_number_that_fits(text: str) -> None:
    assert port(text) == int(text)


@pytest.mark.parametrize("text", ["65536", "70000", "-1", "", "８０", "http", "1e3", "000080", "9" * 400])
def test_what_is_no_port_is_told(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"^“{text}”不是端口"):
        port(text)


@pytest.mark.parametrize(
    ("text", "origin", "path"),
    [
        ("https://forms.example.cn/", "https://forms.example.cn", "/"),
        ("https://forms.example.cn", "https://forms.example.cn", "/"),
        (" https://forms.example.cn/forms ", "https://forms.example.cn", "/forms/"),
        ("https://forms.example.cn/a/b/", "https://forms.example.cn", "/a/b/"),
        ("HTTPS://Forms.Example.CN:443/", "https://forms.example.cn", "/"),
        ("http://forms.example.cn:80/", "http://forms.example.cn", "/"),
        ("http://forms.example.cn:443/", "http://forms.example.cn:443", "/"),
        ("http://10.1.2.3:8080", "http://10.1.2.3:8080", "/"),
        ("http://[FD00::1]:8080/", "http://[fd00::1]:8080", "/"),
        ("https://表格.中国/", "https://xn--0xv092e.xn--fiqs8s", "/"),
        ("http://form_server/", "http://form_server", "/"),
    ],
)
def test_a_site_is_read_as_browsers_say_it(text: str, origin: str, path: str) -> None:
    assert site(text) == Site(origin=origin, base_path=path)
    assert site(str(site(text))) == site(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "forms.example.cn", "forms.example.cn:8000", "//forms.example.cn/", "ftp://forms.example.cn/", "https://",
        "https:///forms/", "https://a b/", "https://a..b/", "https://a:99999/", "https://a:b/", "https://[::1/",
        "https://name:word@forms.example.cn/", "https://forms.example.cn/?a=1", "https://forms.example.cn/#a",
        "https://forms.example.cn/表/", "https://forms.example.cn//a/", "https://forms.example.cn/a b/", "https://a\"/",
    ],
)  # fmt: skip
def test_what_is_no_site_is_told(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as caught:
        site(text)

    assert str(caught.value).startswith(f"“{text}”不是网址，应写成 https://forms.example.cn/")


@given(st.text(max_size=40) | st.text(max_size=30).map("https://{}".format))
def test_whatever_is_given_as_a_site_is_one_or_is_told(text: str) -> None:
    try:
        read = site(text)
    except argparse.ArgumentTypeError:
        return
    parts = urlsplit(read.origin)
    assert parts.scheme in ("http", "https")
    assert f"{parts.scheme}://{parts.netloc}" == read.origin
    assert read.base_path.startswith("/")
    assert read.base_path.endswith("/")


def test_where_nobody_has_told_the_site_there_is_none() -> None:
    assert (Site().origin, Site().base_path, str(Site())) == ("", "/", "")


@pytest.mark.parametrize(
    ("text", "path"), [("/forms/", "/forms/"), ("forms", "/forms/"), ("/a/b", "/a/b/"), ("/", "/"), ("", "/")]
)
def test_a_base_path_is_taken_as_people_write_it(text: str, path: str) -> None:
    assert base_path(text) == path


@pytest.mark.parametrize("text", ["/表/", "/a b/", "/a//b/", "https://x/"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="不是路径"):
        base_path(text)
