"""A proxy between the function and the S3 server that breaks a share of what is asked, before or after it is done.

Now and then nothing gets through for some seconds, as when a store is restarted: what tries again within a second does
not outlast that.
"""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

FAULTS = ("reset before", "reset after", "500 before", "500 after", "503 before", "slow", "time-out after")
SLOW, TOO_SLOW = 1.0, 5.0
"""Seconds; the function waits 4 for an answer."""
EVERY, OUT = 20.0, (2.0, 7.0)
"""Seconds: of each so many, the store is away between these."""


@dataclass
class Proxy:
    """Breaks a request with probability `rate`; `broken` counts them. bursts: whether it is away now and then."""

    upstream: int
    rate: float
    bursts: bool = False
    begun: float = field(default_factory=time.monotonic)
    port: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def is_away(self) -> bool:
        return self.bursts and OUT[0] <= (time.monotonic() - self.begun) % EVERY < OUT[1]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):  # cancelled at the end
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
            while await self._one(reader, writer, up_reader, up_writer):
                pass
            up_writer.close()
        writer.close()

    def _choose(self, head: bytes) -> str:
        """The fault of this request, '' for none."""
        fault = self.dice.choice(FAULTS) if self.dice.random() < self.rate else ""
        if self.is_away():
            fault = "503 before"
        if fault:
            self.broken[f"{head[:3].decode()} {fault}"] += 1
        return fault

    async def _one(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        up_reader: asyncio.StreamReader,
        up_writer: asyncio.StreamWriter,
    ) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"100-continue" in head:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            head = b"\r\n".join(line for line in head.split(b"\r\n") if b"100-continue" not in line)
        request = head + await reader.readexactly(_length(head))
        fault = self._choose(head)
        if fault == "reset before":
            writer.transport.abort()
            return False
        if fault in ("500 before", "503 before"):
            writer.write(_error(fault[:3]))
            return True
        if fault == "slow":
            await asyncio.sleep(SLOW)
        up_writer.write(request)
        answer = await up_reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HEAD"):
            answer += await _body(up_reader, answer)
        if fault == "time-out after":
            await asyncio.sleep(TOO_SLOW)
        if fault in ("reset after", "time-out after"):
            writer.transport.abort()
            return False
        writer.write(_error("500") if fault == "500 after" else answer)
        await writer.drain()
        return True


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """The body of an answer, as it is sent: by its length or, as listings are, in chunks."""
    if b"transfer-encoding: chunked" not in head.lower():
        return await reader.readexactly(_length(head))
    body = b""
    while not body.endswith(b"\r\n0\r\n\r\n") and body != b"0\r\n\r\n":
        size = await reader.readuntil(b"\r\n")
        body += size + await reader.readexactly(int(size, 16) + 2)
    return body


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _error(status: str) -> bytes:
    code = {"500": "InternalError", "503": "SlowDown"}[status]
    body = f"<Error><Code>{code}</Code></Error>".encode()
    return f"HTTP/1.1 {status} Error\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def breaking(upstream: int, rate: float, *, bursts: bool = False) -> Iterator[Proxy]:
    """The proxy, running in a thread of its own on a free port of this machine."""
    proxy, ready, loop = (
        Proxy(upstream=upstream, rate=rate, bursts=bursts),
        threading.Event(),
        asyncio.new_event_loop(),
    )

    async def start() -> None:
        server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.run_until_complete(start())
        loop.run_forever()
        under_way = asyncio.all_tasks(loop)
        for task in under_way:
            task.cancel()
        if under_way:
            loop.run_until_complete(asyncio.wait(under_way))

    threading.Thread(target=run, daemon=True).start()
    ready.wait()
    yield proxy
    loop.call_soon_threadsafe(loop.stop)
