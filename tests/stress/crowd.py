"""Fifty clerks file while a thousand hold idle connections and three hundred send a byte at a time: python -m tests.stress.crowd

Fails where the slowest in a hundred waits more than twice as long as without the crowd.
"""

import resource
import selectors
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from threading import Event, Thread

from tests.stress.load import CLIENTS, file
from tests.support.http.served import serve

IDLE, SLOW = 1_000, 300
FILINGS = 1_500
REQUEST = (
    b"POST /api/2021/submissions HTTP/1.1\r\nHost: form\r\nContent-Length: 60000\r\n\r\n" + b"x" * 60_000
)


@contextmanager
def crowd(port: int) -> Iterator[None]:
    """The idle have asked for a page once, the slow send a byte each second; whoever is turned out comes back."""
    over = Event()
    thread = Thread(target=_come, args=(port, over))
    thread.start()
    time.sleep(5)
    yield
    over.set()
    thread.join()


def _come(port: int, over: Event) -> None:
    selector = selectors.DefaultSelector()
    sent: dict[socket.socket, int] = {}
    while not over.is_set():
        for number in range(IDLE + SLOW - len(sent)):
            made = socket.create_connection(("127.0.0.1", port), timeout=20)
            if number % (IDLE + SLOW) < IDLE:
                made.sendall(b"GET /2021/ HTTP/1.1\r\nHost: form\r\n\r\n")
            sent[made] = 0 if number % (IDLE + SLOW) < IDLE else 1
            selector.register(made, selectors.EVENT_READ)
        until = time.monotonic() + 1
        while time.monotonic() < until:
            for key, _ in selector.select(0.1):
                assert isinstance(key.fileobj, socket.socket)
                _hear(key.fileobj, sent, selector)
        for slow in [each for each, at in sent.items() if at]:
            slow.send(REQUEST[sent[slow] - 1 : sent[slow]])
            sent[slow] += 1
    for each in sent:
        each.close()


def _hear(heard: socket.socket, sent: dict[socket.socket, int], selector: selectors.BaseSelector) -> None:
    try:
        said = heard.recv(65536)
    except OSError:
        said = b""
    if not said:
        selector.unregister(heard)
        del sent[heard]
        heard.close()


def measure(port: int, first: int) -> float:
    """The 99th percentile of filings, in seconds."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        shares = [range(first + share, first + FILINGS, CLIENTS) for share in range(CLIENTS)]
        took = sorted(chain.from_iterable(pool.map(lambda share: file(port, share), shares)))
    return took[len(took) * 99 // 100]


def main() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as server:
        measure(server.port, 1_000_000)
        quiet = measure(server.port, 0)
        with crowd(server.port):
            crowded = measure(server.port, FILINGS)
    print(f"p99 {quiet * 1e3:.0f} ms; among {IDLE} idle and {SLOW} slow {crowded * 1e3:.0f} ms")
    sys.exit(crowded > 2 * quiet)


if __name__ == "__main__":
    main()
