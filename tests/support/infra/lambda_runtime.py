"""A Lambda runtime API on loopback, enough for AWS's own runtime interface client to run a packaged function.

The client (`awslambdaric`) is the one inside AWS's Python runtimes. It sees what it would see there: the unpacked
package, boto3, itself, and nothing else that is installed here.
"""

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from time import monotonic, sleep, time
from typing import Any
from uuid import uuid4

Document = dict[str, Any]
_PATIENCE = 30.0
_VERSION = "/2018-06-01/runtime"
_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:yearly-form"


@dataclass(frozen=True, slots=True)
class _Wire:
    """What passes between a test and the runtime client; None as event: the client is gone."""

    events: "queue.SimpleQueue[Document | None]" = field(default_factory=queue.SimpleQueue)
    answers: "queue.SimpleQueue[tuple[str, Document]]" = field(default_factory=queue.SimpleQueue)


@dataclass(frozen=True, kw_only=True, slots=True)
class LambdaFunction:
    """A running function."""

    wire: _Wire
    process: "subprocess.Popen[bytes]"
    log: Path

    def invoke(self, event: Document) -> Document:
        """The function's response to one event."""
        self.wire.events.put(event)
        return self._answer("response")

    def failed_start(self) -> Document:
        """What the runtime client reports when the function does not start."""
        return self._answer("init/error")

    def _answer(self, expected: str) -> Document:
        deadline = monotonic() + _PATIENCE
        while self.wire.answers.empty() and self.process.poll() is None and monotonic() < deadline:
            sleep(0.005)
        assert not self.wire.answers.empty(), f"no answer; the log says\n{self.log.read_text()}"
        kind, document = self.wire.answers.get()
        assert kind == expected, document
        return document


@contextmanager
def run_function(
    package: Path, handler: str, environment: Mapping[str, str], scratch: Path
) -> Iterator[LambdaFunction]:
    """The function `handler` of the unpacked `package`, started as AWS starts it; stopped afterwards."""
    wire, log = _Wire(), scratch / "function.log"
    with _runtime_api(wire) as address, log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-S", "-m", "awslambdaric", handler],
            cwd=package,
            env={**runtime_environment(package, scratch), "AWS_LAMBDA_RUNTIME_API": address, **environment},
            stdout=written,
            stderr=written,
        )
        try:
            yield LambdaFunction(wire=wire, process=process, log=log)
        finally:
            process.kill()
            process.wait()


def runtime_environment(package: Path, scratch: Path) -> dict[str, str]:
    """The environment variables of a function; its modules are the package's, boto3 and the runtime client."""
    libraries = scratch / "runtime"
    if not libraries.exists():
        libraries.mkdir()
        for path in _installed({"boto3", "awslambdaric"}):
            (libraries / path.name).symlink_to(path)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join((str(package), str(libraries))),
        "PYTHONDONTWRITEBYTECODE": "1",  # AWS mounts the package read-only
        "LAMBDA_TASK_ROOT": str(package),
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _installed(names: set[str]) -> set[Path]:
    """The top-level files and folders of these distributions and of all they require."""
    found: set[Path] = set()
    waiting, seen = set(names), set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        installed = distribution(name)
        tops = {file.parts[0] for file in installed.files or () if file.parts[0] not in ("..", "__pycache__")}
        found |= {Path(str(installed.locate_file(top))) for top in tops}
        required = (line for line in installed.requires or () if "extra ==" not in line)
        waiting |= {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in required} - seen
    return found


@contextmanager
def _runtime_api(wire: _Wire) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            event = wire.events.get() if self.path == f"{_VERSION}/invocation/next" else None
            if event is None:
                self.close_connection = True
                return
            self._reply(
                200,
                json.dumps(event).encode(),
                {
                    "Content-Type": "application/json",  # the client crashes without it
                    "Lambda-Runtime-Aws-Request-Id": str(uuid4()),
                    "Lambda-Runtime-Deadline-Ms": str(int((time() + 25) * 1000)),
                    "Lambda-Runtime-Invoked-Function-Arn": _ARN,
                },
            )

        def do_POST(self) -> None:
            document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._reply(202, b"{}")
            kind = re.sub(r"^invocation/[^/]+/", "", self.path.removeprefix(f"{_VERSION}/"))
            wire.answers.put((kind, document))

        def _reply(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False  # closing waits for every connection
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            wire.events.put(None)
            server.shutdown()
            thread.join()


def api_event(
    method: str, path: str, *, body: str = "", headers: Mapping[str, str] | None = None
) -> Document:
    """An event as API Gateway makes it for an HTTP API (payload format 2.0)."""
    request: Document = {
        "version": "2.0",
        "routeKey": f"{method} {re.sub('/[0-9]{4}/', '/{edition}/', path)}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "accept": "*/*",
            "content-length": str(len(body.encode())),
            "host": "abc123.execute-api.eu-central-1.amazonaws.com",
            "user-agent": "Amazon CloudFront",
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            **(headers or {}),
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "abc123",
            "domainName": "abc123.execute-api.eu-central-1.amazonaws.com",
            "domainPrefix": "abc123",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "Amazon CloudFront",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "",
            "stage": "$default",
            "time": "30/Jun/2021:01:02:03 +0000",
            "timeEpoch": 1625014923000,
        },
        "isBase64Encoded": False,
    }
    return request | {"body": body} if body else request
