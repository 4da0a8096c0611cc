"""`serve` behind a proxy: whose pages may file, and where the site stands below a path."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from email.message import Message

import pytest

from handler.server.connections import LARGEST_REQUEST
from tests.support.builders import the_2021, valid_answers
from tests.support.files import PDF, file_of, key_of
from tests.support.filings import BROWSER, form_post
from tests.support.http.forked import ROOT
from tests.support.http.multipart import send_form
from tests.support.http.proxy import serve_proxy
from tests.support.http.served import Served, serve

pytestmark = pytest.mark.programs

JSON = {"Content-Type": "application/json"}
TABLE = valid_answers(the_2021())
SAME = {"Sec-Fetch-Site": "same-origin"}
SENTENCE = (
    "打开表格的网址与服务器登记的不一致，本次提交未予接收。请从市局发布的网址打开表格后填报；"
    "网址无误的，请将此提示告知市局。"
)


def call(
    address: str, body: bytes | None = None, headers: Mapping[str, str] = {}
) -> tuple[int, bytes, Message]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, dict(headers))) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


def file(address: str, **headers: str) -> tuple[int, dict[str, object]]:
    """Files the table as a page would whose browser sends these headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    status, body, _ = call(address, json.dumps({"answers": TABLE}).encode(), {**JSON, **named})
    return status, json.loads(body)


@pytest.fixture(scope="module")
def untold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("untold")
    with serve(folder, "--log", "log") as server:
        yield server


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("told"), "--site", "https://forms.example/forms/") as server:
        yield server


def test_where_the_site_is_told_a_plain_proxy_needs_to_say_nothing(told: Served) -> None:
    """Over http, and on https before Chromium 76, a browser says Origin alone; the proxy names itself as Host."""
    page = "https://forms.example"
    with serve_proxy(told.port) as port:
        address = f"http://127.0.0.1:{port}/forms/api/2021/submissions"

        for headers in ({"Origin": page}, {"Origin": page, "Sec_Fetch_Site": "same-origin"}, {}):
            assert file(address, **headers)[0] in (200, 201)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://forms.example"},
        {"Origin": "https://forms.example:8443"},
        {"Origin": "null"},
        {"Origin": "https://forms.example", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "http://127.0.0.1:{port}"},
    ],
)
def test_where_the_site_is_told_no_other_page_may_file(told: Served, headers: dict[str, str]) -> None:
    with serve_proxy(told.port, keeps_host=True) as port:
        sent = {name: value.format(port=port) for name, value in headers.items()}

        status, document = file(f"http://127.0.0.1:{port}/forms/api/2021/submissions", **sent)

    assert (status, document["code"]) == (403, "other_site")


@pytest.mark.parametrize(
    "path", ["/forms/2021/", "/forms/api/2021/submissions", "/forms/api/2021/collection"]
)
def test_a_name_that_was_made_to_lead_here_gets_nothing(told: Served, path: str) -> None:
    """It then is Origin and Host, and to the browser our page is that site's."""
    with serve_proxy(told.port, keeps_host=True) as port:
        headers = {"Origin": "https://evil.example", "Host": "evil.example"}

        status, body, _ = call(f"http://127.0.0.1:{port}{path}", None, headers)

    assert (status, body.decode().startswith("这个网址不是本站的")) == (421, True)


def test_where_it_is_not_told_a_plain_proxy_is_refused_and_the_log_says_what_to_do(untold: Served) -> None:
    with serve_proxy(untold.port) as port:
        status, document = file(
            f"http://127.0.0.1:{port}/api/2021/submissions", Origin="http://forms.example:8080"
        )

    assert (status, document["detail"]) == (403, SENTENCE)
    [line] = [line for line in untold.said.splitlines() if line.startswith("other site")]
    assert line == (
        f"other site: the page is at 'http://forms.example:8080', the server is asked as '127.0.0.1:{untold.port}'; "
        "if the page is our own, tell the server so: --site"
    )
    logged = json.loads((untold.folder / "log").read_text(encoding="utf-8").splitlines()[-1])
    assert (logged["outcome"], logged["host"], logged["origin"]) == (
        "other_site",
        f"127.0.0.1:{untold.port}",
        "http://forms.example:8080",
    )


def test_where_it_is_not_told_a_proxy_that_passes_the_host_is_enough(untold: Served) -> None:
    with serve_proxy(untold.port, keeps_host=True) as port:
        status, _ = file(f"http://127.0.0.1:{port}/api/2021/submissions", Origin=f"http://127.0.0.1:{port}")

    assert status in (200, 201)


def test_the_start_says_what_a_proxy_needs_only_where_the_site_is_not_told(
    untold: Served, told: Served
) -> None:
    [line] = [line for line in untold.printed.splitlines() if "--site" in line]
    assert line.startswith("前面有代理的  启动时加 --site ")
    assert line.endswith("代理要放行 21 MB 的请求（nginx：client_max_body_size 21m）")
    assert "代理" not in told.printed
    assert "退回" not in told.printed
    assert "打开          https://forms.example/forms/2021/\n" in told.printed


@pytest.mark.parametrize("takes_away", ["", "/forms"])
def test_below_a_path_everything_works_whether_the_proxy_passes_the_path_on_or_not(
    told: Served, takes_away: str
) -> None:
    with serve_proxy(told.port, takes_away=takes_away) as port:
        origin = f"http://127.0.0.1:{port}"
        page = call(f"{origin}/forms/2021/")[1].decode()
        script = page.partition('<script src="')[2].partition('"')[0]
        edition = page.partition('data-edition="')[2].partition('"')[0]
        assert [call(f"{origin}{path}")[0] for path in (script, edition, "/forms/")] == [200, 200, 200]

        status, _, headers = call(
            f"{origin}/forms/api/2021/submissions", form_post(TABLE).body, {**BROWSER, **SAME}
        )
        assert status in (200, 201)
        assert "; Path=/forms/api/2021/submissions; " in headers["Set-Cookie"]
        assert headers["Set-Cookie"].endswith("; Secure")

        file_ = file_of(PDF)
        sent = {"unit": "鄞州区", "sha256": file_.sha256, "size": str(file_.size), "name": "总结.pdf"}
        status, answer, _ = call(f"{origin}/forms/api/2021/attachments", json.dumps(sent).encode(), JSON)
        form = json.loads(answer)
        assert form["url"] == "/forms/api/uploads"
        assert send_form(f"{origin}{form['url']}", form["fields"], PDF) == 204
        assert call(f"{origin}/forms/api/2021/attachments/check", json.dumps(sent).encode(), JSON)[0] == 200
    assert (told.folder / "var/store" / key_of(PDF)).read_bytes() == PDF


def test_a_folder_below_a_path_is_sent_on_below_it(told: Served) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.build_opener(Stay).open(f"{told.address}/forms/2021")
    with caught.value as answer:
        assert (answer.code, answer.headers["Location"]) == (308, "/forms/2021/")


def test_pages_that_stand_elsewhere_below_a_path_send_files_where_they_are_taken(
    untold: Served,
) -> None:
    """As where nginx serves the pages from a folder of its own, below `/forms/`, and passes `/forms/api/` on."""
    file_ = file_of(PDF)
    sent = {"unit": "鄞州区", "sha256": file_.sha256, "size": str(file_.size), "name": "总结.pdf"}
    form = json.loads(
        call(f"{untold.address}/forms/api/2021/attachments", json.dumps(sent).encode(), JSON)[1]
    )

    assert form["url"] == "/forms/api/uploads"
    assert send_form(f"{untold.address}{form['url']}", form["fields"], PDF) == 204


@pytest.mark.parametrize("file", ["nginx.conf", "nginx-http.conf", "Caddyfile"])
def test_the_proxies_that_are_shown_let_through_what_serve_lets_through(file: str) -> None:
    shown = (ROOT / "infra/machine" / file).read_text(encoding="utf-8")

    [(nginx, caddy)] = re.findall(r"client_max_body_size (\d+)m;|max_size (\d+)MB", shown)

    assert int(nginx or caddy) << 20 == LARGEST_REQUEST
