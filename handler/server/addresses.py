"""Where `serve` listens, and the address under which browsers know it. Messages are for whoever starts it (Chinese)."""

import argparse
import errno
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from schema.errors import UserError

_EVERYWHERE = {"*": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # known, not bound
"""What means every address of this machine → the one to open on it."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[0-9A-Za-z._:-]+")
_PATH = re.compile(r"/(?:[0-9A-Za-z_.~-]+/)*")


def port(text: str) -> int:
    """A port, as an argument."""
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 0xFFFF):
        raise argparse.ArgumentTypeError(
            f"“{text}”不是端口，应是 1 至 65535 的整数，如 8000；写 0 就用一个空着的"
        )
    return int(text)


@contextmanager
def listening(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Sockets that listen at every address of `host`, closed afterwards; port 0 is any free one.

    Raises UserError, OSError.
    """
    with ExitStack() as opened:
        sockets: list[socket.socket] = []
        for family, address in _addresses(host, port):
            try:
                made = socket.create_server((address[0], port, *address[2:]), family=family)
            except OSError as error:
                raise _explained(error, host, port) from error
            sockets.append(opened.enter_context(made))
            port = made.getsockname()[1]  # where any would do, all take the first one's
        yield sockets


def _addresses(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    bare = _bare(host)
    try:
        found = socket.getaddrinfo(
            None if bare == "*" else bare, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (socket.gaierror, UnicodeError) as error:
        raise UserError(_NOT_HERE.format(host=host)) from error
    return list(dict.fromkeys((int(family), address) for family, _, _, _, address in found))


_NOT_HERE = "--host “{host}”不是本设备的地址。只在本设备打开写 127.0.0.1，别的电脑也要打开写 0.0.0.0，或写本设备网卡的地址"
_SENTENCES = {
    errno.EADDRINUSE: "端口 {port} 已有程序在用，可能是另一个 serve 还开着。请先停掉它，或用 --port 换一个，如 --port 8001",
    errno.EACCES: "没有权限用端口 {port}（1024 以下的通常要管理员权限）。请用 --port 换一个，如 --port 8000",
    errno.EADDRNOTAVAIL: _NOT_HERE,
    errno.EAFNOSUPPORT: _NOT_HERE,
}


def _explained(error: OSError, host: str, port: int) -> OSError | UserError:
    """The error in words, or itself where it is another one than those known."""
    sentence = _SENTENCES.get(error.errno or 0)
    return UserError(sentence.format(host=host, port=port)) if sentence else error


def _bare(host: str) -> str:
    return host.removeprefix("[").removesuffix("]")


def address(host: str, port: int) -> str:
    """What to open on this machine for a server that listens there."""
    bare = _bare(host)
    shown = _EVERYWHERE.get(bare, bare)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """The address under which browsers know the site; as text without the slash at its end.

    origin: as a browser says it, `https://forms.example.cn`; empty where nobody has told it.
    base_path: `/`, or `/forms/`.
    """

    origin: str = ""
    base_path: str = "/"

    def __str__(self) -> str:
        return f"{self.origin}{self.base_path}".rstrip("/")


def site(text: str) -> Site:
    """A site at its address as people write it, as an argument."""
    try:
        parts = urlsplit(text.strip())
        host, at = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:  # what is no port, or no name
        raise argparse.ArgumentTypeError(_NO_SITE.format(text=text)) from error
    path = f"{parts.path.rstrip('/')}/"
    beside = parts.query or parts.fragment or "@" in parts.netloc
    shaped = _HOST.fullmatch(host) and _PATH.fullmatch(path) and not beside
    if parts.scheme not in _DEFAULT_PORTS or not shaped:
        raise argparse.ArgumentTypeError(_NO_SITE.format(text=text))
    named = f"[{host}]" if ":" in host else host
    shown = f":{at}" if at not in (None, _DEFAULT_PORTS[parts.scheme]) else ""
    return Site(origin=f"{parts.scheme}://{named}{shown}", base_path=path)


def base_path(text: str) -> str:
    """The path below which the site stands, as an argument."""
    path = f"/{text.strip('/')}/" if text.strip("/") else "/"
    if not _PATH.fullmatch(path):
        raise argparse.ArgumentTypeError(f"“{text}”不是路径，应写成 /forms/，只含英文字母、数字和 _ . ~ -")
    return path


_NO_SITE = (
    "“{text}”不是网址，应写成 https://forms.example.cn/；站在一个路径下的写 https://forms.example.cn/forms/"
)
