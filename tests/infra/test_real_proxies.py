"""The site behind nginx and Caddy, run with the files that `install` writes: whoever files there is served whole."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from infra.bundle import program
from tests.support.builders import the_2021, valid_answers
from tests.support.files import file_of, noise, pdf
from tests.support.filings import BROWSER, form_post
from tests.support.http.multipart import encode_form
from tests.support.http.real_proxy import Front, free_port, need, serve_front
from tests.support.http.served import serve

pytestmark = [pytest.mark.programs, pytest.mark.unmeasured]

FRONTS = [
    pytest.param((name, scheme, path), id=f"{name} {scheme} {path}")
    for name, scheme in (("nginx", "https"), ("nginx", "http"), ("caddy", "https"))
    for path in ("/", "/forms/")
]


@dataclass(frozen=True, kw_only=True)
class Open:
    """The site as a browser reaches it. log: the server's lines."""

    site: str
    trusted: ssl.SSLContext | None
    log: Path

    @property
    def origin(self) -> str:
        parts = urlsplit(self.site)
        return f"{parts.scheme}://{parts.netloc}"

    def call(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> tuple[int, bytes, Message]:
        request = urllib.request.Request(f"{self.site}{path}", body, dict(headers))
        try:
            with urllib.request.urlopen(request, context=self.trusted, timeout=20) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), error.headers

    def file(self, key: str, **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps({"answers": valid_answers(the_2021()), "key": key}).encode()
        return self.call("api/2021/submissions", body, {"Content-Type": "application/json", **named})[0]


@pytest.fixture(scope="module", params=FRONTS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    name, scheme, path = request.param
    need(name)
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    site = f"{scheme}://localhost:{port}{path}"
    with serve(folder, "--site", site, "--log", "log", at="2021-06-30T09:00:00+08:00") as server:
        written = ["install", "--site", site, "--port", str(server.port), "--to", str(folder / "install")]
        assert program.main(written) == 0
        front = Front(program=name, site=site, port=port)
        with serve_front(front, folder / "install", folder) as trusted:
            yield Open(site=site, trusted=trusted, log=folder / "log")


def test_the_page_and_its_assets_come_with_their_headers(opened: Open) -> None:
    status, page, headers = opened.call("2021/")

    assert status == 200
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "30 Jun 2021" in headers["Date"]  # of the clock that judges, by which the form counts down
    assert (headers.get("Strict-Transport-Security") is not None) is opened.site.startswith("https")
    base = urlsplit(opened.site).path
    assets = [each.split('"')[0] for each in page.decode().split('src="')[1:]]
    assert assets
    for asset in assets:
        assert asset.startswith(base) or not asset.startswith("/")
        assert opened.call(asset.removeprefix(base))[0] == 200


def test_every_browsers_headers_file(opened: Open) -> None:
    """New ones over https say Sec-Fetch-Site; the same over http, and old ones, Origin; IE 11 a Referer."""
    assert opened.file("the-key-1", Origin=opened.origin, Sec_Fetch_Site="same-origin") == 201
    assert opened.file("the-key-2", Origin=opened.origin) == 201
    assert opened.file("the-key-3", Referer=f"{opened.site}2021/") == 201
    assert opened.file("the-key-3", Referer=f"{opened.site}2021/") == 200


def test_no_other_sites_page_files(opened: Open) -> None:
    assert opened.file("the-key-4", Origin="https://evil.example") == 403
    assert opened.file("the-key-5", Referer="https://evil.example/2021/") == 403


def test_the_plain_form_files_and_its_receipt_opens(opened: Open) -> None:
    sent = form_post(valid_answers(the_2021(), drills=77))

    status, page, headers = opened.call(
        "api/2021/submissions", sent.body, {**BROWSER, "Origin": opened.origin}
    )

    assert status == 201
    assert ("; Secure" in headers["Set-Cookie"]) is opened.site.startswith("https")
    receipt = page.decode().split('href="receipts/')[1].split('"')[0]
    assert opened.call(f"api/2021/receipts/{receipt}")[0] == 200


def test_an_attachment_larger_than_a_proxys_own_limit_goes_through(opened: Open) -> None:
    data = pdf(3_000_000) + noise(200_000)
    file = file_of(data)
    told = {"unit": "鄞州区", "sha256": file.sha256, "size": str(file.size), "name": "总结.pdf"}
    said = {"Content-Type": "application/json", "Origin": opened.origin}
    status, body, _ = opened.call("api/2021/attachments", json.dumps(told).encode(), said)
    assert status == 200
    form = json.loads(body)
    media, sent = encode_form(form["fields"], data)

    path = form["url"].removeprefix(urlsplit(opened.site).path)

    assert opened.call(path, sent, {"Content-Type": media, "Origin": opened.origin})[0] == 204
    assert opened.call("api/2021/attachments/check", json.dumps(told).encode(), said)[0] == 200


def test_the_log_tells_senders_apart(opened: Open) -> None:
    """By what the proxy says of them; without it, all behind it would share one rate."""
    opened.call("api/health")

    assert "sender" in json.loads(opened.log.read_text(encoding="utf-8").splitlines()[-1])
