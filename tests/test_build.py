"""The command line as its users meet it: real processes for the long roads, in process for the rest."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import build
from handler.access.filing_codes import SAMPLE_SECRET, Codes
from handler.collect.exports import EXPORTS
from handler.stores.folder import FolderStore
from tests.support.builders import EDITION_FILES, the_2021, valid_answers
from tests.support.documents.next_year import write_2022
from tests.support.files import PDF, attachment, key_of
from tests.support.filings import make_record, store_record
from tests.support.http.served import EVE, SETTINGS, Served, serve


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`build.py serve` as a process of its own."""
    with serve(tmp_path_factory.mktemp("served"), measured=True) as server:
        yield server


def call(address: str, body: object = None, **headers: str) -> tuple[int, bytes]:
    data = None if body is None else json.dumps(body).encode()
    named = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, named)) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.mark.programs
def test_serve_files_and_gives_the_bureau_its_collection(served: Served) -> None:
    address, printed, folder = served.address, served.printed, served.folder
    assert f"打开          {address}/2021/" in printed
    assert "时钟定在 2021-06-30T09:00:00+08:00" in printed
    assert "已生成汇总台密钥，存在 var/bureau.key" in printed  # and is not shown: this is no terminal
    key = (folder / "var/bureau.key").read_text(encoding="utf-8")

    empty = call(f"{address}/api/2021/collection.json", Authorization=f"Bearer {key}")
    assert (empty[0], json.loads(empty[1])["coverage"]["missing"]) == (200, 15)

    example = json.loads((folder / "var/example.json").read_bytes())
    status, receipt = call(f"{address}/api/2021/submissions", example)
    assert status == 201
    assert call(f"{address}/api/2021/collection.json")[0] == 401
    status, collected = call(f"{address}/api/2021/collection.json", Authorization=f"Bearer {key}")

    assert status == 200
    assert json.loads(collected)["coverage"]["filed"] == 1
    assert json.loads(receipt)["reference"] in collected.decode()
    assert call(f"{address}/2021/")[0] == 200
    assert list(FolderStore(folder / "var/store").list("submissions/2021/330203/"))


@pytest.mark.programs
def test_serve_uses_the_real_clock_and_a_given_key(tmp_path: Path) -> None:
    """Without --at today is long past the first edition's closing."""
    with serve(tmp_path, at="", environment={"BUREAU_KEY": "k" * 32}) as server:
        filed = call(f"{server.address}/api/2021/submissions", {"answers": valid_answers(the_2021())})
        collected = call(f"{server.address}/api/2021/collection.json", Authorization=f"Bearer {'k' * 32}")

    assert (filed[0], collected[0]) == (410, 200)
    assert "时钟" not in server.printed
    assert "密钥，存在" not in server.printed
    assert "Bearer $BUREAU_KEY" in server.printed
    assert not (tmp_path / "var/bureau.key").exists()


@pytest.mark.programs
def test_what_is_larger_than_any_attachment_is_kept_out(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 10) as connection:
        connection.sendall(
            b"POST /api/uploads HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (21 * 2**20 + 1)
        )

        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.programs
def test_serve_answers_at_every_address_of_this_machine_where_it_is_asked_to(tmp_path: Path) -> None:
    with serve(tmp_path, "--host", "*") as server:
        others = (f"http://127.0.0.1:{server.port}", f"http://[::1]:{server.port}")

        assert [call(f"{at}/2021/")[0] for at in (server.address, *others)] == [200] * 3


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_port_in_use_is_one_clear_line_before_anything_is_written(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]

        assert build.main(["serve", "--host", host, "--port", str(port)]) == 1

    assert capsys.readouterr() == (
        "",
        f"build.py: 端口 {port} 已有程序在用，可能是另一个 serve 还开着。请先停掉它，或用 --port 换一个，如 --port 8001\n",
    )
    assert list(Path().iterdir()) == []


def test_a_bureau_key_that_is_too_short_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BUREAU_KEY", "short")

    assert build.main(["serve", "--port", "0"]) == 1

    assert capsys.readouterr().err == "build.py: 汇总台密钥 BUREAU_KEY 太短，至少要 32 个字节\n"


@pytest.mark.parametrize("arguments", [[], ["--out", "public"]])
def test_freeze_is_the_default_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(arguments) == 0

    assert Path("public/2021/index.html").is_file()
    assert re.fullmatch(r"网站已写入 public，共 \d+ 个文件\n", capsys.readouterr().out)


def test_progress_is_shown_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    build.main(["freeze"])

    assert "\r\033[K写入 /2021/" in capsys.readouterr().err


def test_check_says_what_each_edition_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["check"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "2021：11 行 69 项，名单内 15 家，没有错误"
    assert [line.partition("site.toml")[1] for line in said[1:]] == ["site.toml", "site.toml"]


def test_check_names_every_mistake_of_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2022.toml").write_text('title = "x"\n', encoding="utf-8")
    monkeypatch.setattr("schema.loading.catalogue.load_catalogue.__defaults__", (tmp_path,))

    assert build.main(["check"]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 3
    assert all(line.startswith("build.py: 2022.") for line in lines)
    assert any("2022.units.toml" in line for line in lines)


def test_collect_writes_every_form_and_says_who_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    store_one()

    assert build.main(["collect", "2021", "--from", "store", "--out", "out"]) == 0

    assert json.loads(Path("out/collected.json").read_bytes())["coverage"]["missing"] == 14
    assert Path("out/collected.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    forms = {*(f"collected.{extension}" for extension in EXPORTS), "未报单位.txt"}
    assert {path.name for path in Path("out").iterdir()} == forms
    assert "未报 14 家" in capsys.readouterr().out


def store_one(edition: str = "2021") -> None:
    record = make_record(edition=edition)
    FolderStore("store").create(store_record(record).key, record.to_bytes())


def test_collect_names_a_file_that_it_could_not_write_and_writes_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store_one()
    Path("out/collected.xlsx").mkdir(parents=True)  # nothing can take its place

    assert build.main(["collect", "2021", "--from", "store", "--out", "out"]) == 1

    said = capsys.readouterr()
    assert said.err.startswith(f"build.py: 没有写 {Path('out/collected.xlsx')}：")
    assert said.err.count("\n") == 1
    assert said.out.count("已写 ") == len(EXPORTS)


def test_a_year_is_compared_with_an_earlier_one_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Beside itself every year is the same, and beside a later one 去年 is 今年."""
    store_one()

    assert build.main(["collect", "2021", "--from", "store", "--out", "out", "--compare", "2021"]) == 1

    assert capsys.readouterr() == (
        "",
        "build.py: --compare 要写 2021 年以前的一期，2021 年的截止时间不在它以前\n",
    )


def test_collect_into_a_file_is_told_before_anything_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("store").mkdir()
    Path("out").touch()

    assert build.main(["collect", "2021", "--from", "store", "--out", "out"]) == 1

    assert capsys.readouterr() == ("", "build.py: out 是一个文件，不是文件夹，--out 请写一个文件夹\n")


def test_collect_downloads_attachments_where_it_is_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    store = FolderStore("store")
    record = make_record(attachments=[attachment(PDF, "活动总结.pdf")])
    store.create(store_record(record).key, record.to_bytes())
    store.create(key_of(PDF), PDF)
    Path("out").mkdir()
    Path("out/附件").touch()
    command = ["collect", "2021", "--from", "store", "--out", "out", "--attachments"]

    assert build.main(command) == 1
    assert capsys.readouterr().err.startswith("build.py: 附件没有下载完：")

    Path("out/附件").unlink()
    assert build.main(command) == 0
    file = Path("out", "附件", record.unit.name, "活动总结.pdf")
    assert file.read_bytes() == PDF
    assert "新取 1 个，已有 0 个，缺失 0 个，损坏 0 个" in capsys.readouterr().out


def test_collect_takes_files_first(capsys: pytest.CaptureFixture[str]) -> None:
    table = {"raw": valid_answers(the_2021()), "reasons": {}, "nil": False}
    content = {"kind": "yearly-form-table", "format": 1, "edition": "2021", "key": "k" * 32, "table": table}
    Path("table.json").write_text(json.dumps(content), encoding="utf-8")
    Path("store").mkdir()

    command = ["collect", "2021", "--from", "store", "--out", "out", "--add", "table.json"]
    assert build.main([*command, "--add", "nowhere.json"]) == 1  # today is long past the closing
    assert capsys.readouterr().err.splitlines() == [
        "build.py: nowhere.json：没有这个文件",
        (
            "build.py: table.json：本表已于 2021年7月31日 18:00 停止接收填报，未接收。"
            "在接收期内收到的，请用 --received 写明收到的时刻"
        ),
        "build.py: 没有一份能算 2021 年的填报。没有写任何文件",
    ]
    assert build.main([*command, "--received", EVE]) == 0

    said = capsys.readouterr()
    assert "已接收 table.json：宁波市鄞州区市场监督管理局，回执号 2021-330212-" in said.out
    assert json.loads(Path("out/collected.json").read_bytes())["coverage"]["on_time"] == 1


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["collect", "2021", "--from", "nowhere", "--out", "out"], "build.py: 没有文件夹 nowhere\n"),
        (["collect", "1999", "--from", ".", "--out", "out"], "build.py: 没有 1999 年的表，有的是 2021"),
        (["collect", "2021", "--from", "s3://", "--out", "out"], "build.py: 地址 s3:// 里没有桶名"),
        (["serve", "--store", "s3://", "--port", "0"], "build.py: 地址 s3:// 里没有桶名"),
        (["serve", "--host", "nowhere.invalid"], "build.py: --host “nowhere.invalid”不是本设备的地址"),
        (["serve", "--host", "192.0.2.1"], "build.py: --host “192.0.2.1”不是本设备的地址"),
        (["serve", "--host", "x" * 64], "build.py: --host “xxx"),
        (["freeze", "--base-path", "/表/"], "build.py: --base-path “/表/”应以 / 开头和结尾，只含英文字母"),
        (["freeze", "--base-path", "forms"], "build.py: --base-path “forms”应以 / 开头和结尾"),
        (["freeze", "--out", "/dev/null/x"], "build.py: /dev/null/x：读不出或写不进（Not a directory）"),
        (["serve", "--store", "s3:/bucket", "--port", "0"], "build.py: “s3:/bucket”不是存放填报的地方"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(arguments) == 1

    said = capsys.readouterr().err
    assert said.startswith(line)
    assert said.count("\n") == 1


def test_freezing_over_other_files_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/report.doc").write_text("")

    assert build.main(["freeze", "--out", "mine"]) == 1

    assert "没有动它" in capsys.readouterr().err


@pytest.mark.unmeasured
def test_freezing_names_what_others_put_into_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    build.main(["freeze"])
    assert capsys.readouterr().out.endswith("个文件\n")
    Path("public/MP_verify_abc.txt").write_text("v")

    assert build.main(["freeze"]) == 0

    said = capsys.readouterr().out
    assert said.endswith("个文件；另有 MP_verify_abc.txt 不是本站写的，或者写好以后又改过，没有动\n")
    assert Path("public/MP_verify_abc.txt").read_text() == "v"


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve", "--at", "yesterday"],
        ["serve", "--quota", "2", "--at", "2021-06-30"],
        ["serve", "--port", "70000"],
        ["serve", "--quota", "0"],
        ["serve", "--quota", "-3"],
        ["serve", "--site", "forms.example.cn"],
        ["nonsense"],
    ],
)
def test_a_wrong_argument_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        build.main(arguments)

    assert stopped.value.code == 2
    assert "usage: build.py" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", *build.COMMANDS])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        build.main([*command.split(), "--help"])

    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: build.py {command}")


SECRET = "a-secret-of-the-tests-with-more-than-32-bytes"


def test_codes_lists_every_unit_with_its_code_and_link(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CODE_SECRET", SECRET)

    assert build.main(["codes", "2021", "--site", "https://form.example"]) == 0

    code = Codes(secret=SECRET).make("2021", "330203")
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[:2] == [
        "单位代码,单位,填报码,链接",
        f"330203,宁波市海曙区市场监督管理局,{code},https://form.example/2021/#330203/{code}",
    ]
    assert len(said.out.splitlines()) == 16


def test_codes_are_written_for_excel_and_for_the_printer_and_for_nobody_else_to_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CODE_SECRET", SECRET)
    code = Codes(secret=SECRET).make("2021", "330203")

    assert build.main(["codes", "2021", "--out", "lists/codes.csv"]) == 0
    assert build.main(["codes", "2021", "--out", "lists/codes.html"]) == 0

    table, sheet = Path("lists/codes.csv"), Path("lists/codes.html")
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert f",{code},/2021/#330203/{code}\r\n" in table.read_bytes().decode()
    assert sheet.read_text(encoding="utf-8").count("<section>") == 15
    assert f'<span class="code">{code}</span>' in sheet.read_text(encoding="utf-8")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (table, sheet)} == {0o600}
    said = capsys.readouterr()
    assert said.out == "已写 lists/codes.csv，15 家\n已写 lists/codes.html，15 家\n"
    assert said.err.count("链接里没有网站的网址，发出去打不开") == 2


def test_codes_are_not_written_as_what_excel_cannot_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CODE_SECRET", SECRET)

    assert build.main(["codes", "2021", "--out", "codes.xlsx", "--site", "https://form.example"]) == 1

    assert "只能写成 .csv（Excel 能打开）或 .html（可打印），不能写成 codes.xlsx" in capsys.readouterr().err
    assert not Path("codes.xlsx").exists()


def test_a_new_round_makes_other_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CODE_SECRET", SECRET)
    build.main(["codes", "2021"])
    before = capsys.readouterr().out.splitlines()
    monkeypatch.setenv("CODE_ROUNDS", "1 330203=2")

    build.main(["codes", "2021"])

    after = capsys.readouterr().out.splitlines()
    assert [line[:6] for line, other in zip(after, before, strict=True) if line != other] == ["330203"]


@pytest.mark.parametrize("command", [["codes", "2021"], ["serve", "--access", "codes", "--port", "0"]])
def test_a_round_for_a_unit_that_no_roster_has_is_told_where_codes_are_made_and_where_they_are_checked(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CODE_SECRET", SECRET)
    monkeypatch.setenv("CODE_ROUNDS", "1 330221=2")

    assert build.main(command) == 1

    said = capsys.readouterr()
    assert said.err == ("build.py: 填报码的轮次 CODE_ROUNDS 里，名单里没有 330221，请核对单位代码\n")
    assert SECRET not in said.err


def test_codes_of_the_sample_secret_are_called_that(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["codes", "2021", "--site", "https://form.example"]) == 0

    assert (
        capsys.readouterr().err
        == "build.py: 没有设 CODE_SECRET，用的是示例密钥，这些填报码只能在本设备试用\n"
    )


@pytest.mark.parametrize(
    ("arguments", "secret"),
    [
        ([], ""),
        ([], SAMPLE_SECRET),
        (["--at", EVE, "--host", "0.0.0.0"], SAMPLE_SECRET),  # noqa: S104  # whom the secret must keep out
        (["--at", EVE, "--site", "https://forms.example/"], SAMPLE_SECRET),
        (["--at", EVE], "x" * 31),
    ],
)
def test_serving_with_codes_needs_a_secret_of_its_own_but_for_a_try_out(
    arguments: list[str],
    secret: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CODE_SECRET", secret)

    assert build.main(["serve", "--port", "0", "--access", "codes", *arguments]) == 1

    assert "CODE_SECRET" in capsys.readouterr().err


@pytest.mark.unmeasured
@pytest.mark.programs
def test_a_try_out_with_codes_asks_for_them_on_the_page_and_in_the_function(tmp_path: Path) -> None:
    """As everything does, at an address of IPv6 too."""
    code = Codes(secret=SAMPLE_SECRET, trial=True).make("2021", "330212")
    body = {"answers": valid_answers(the_2021())}
    with serve(tmp_path, "--access", "codes", "--host", "::1") as server:
        statuses = [
            call(f"{server.address}/api/2021/submissions", body | sent)[0] for sent in ({}, {"code": code})
        ]

    assert server.address.startswith("http://[::1]:")
    assert "build.py codes 2021" in server.printed
    assert 'name="_code"' in (tmp_path / "public/2021/index.html").read_text(encoding="utf-8")
    assert statuses == [401, 201]


@pytest.mark.unmeasured
def test_without_codes_the_page_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    build.main(["freeze"])
    assert "_code" not in Path("public/2021/index.html").read_text(encoding="utf-8")
    monkeypatch.setenv("CODE_SECRET", SECRET)
    build.main(["freeze"])
    assert "_code" in Path("public/2021/index.html").read_text(encoding="utf-8")


def test_package_writes_the_functions(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.package.RUNTIME", sys.version_info[:2])
    assert build.main(["package", "--file", "function.zip", "--collect", "bureau.zip"]) == 0

    said = r"已写 function.zip，\d+ kB\n已写 bureau.zip，\d+ kB\n"
    assert re.fullmatch(said, capsys.readouterr().out)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The editions in a folder of the test's own, which every command uses."""
    folder = tmp_path / "editions"
    folder.mkdir()
    for file in EDITION_FILES:
        (folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr("schema.loading.catalogue.EDITIONS", folder)
    monkeypatch.setattr("schema.loading.catalogue.load_catalogue.__defaults__", (folder,))
    return folder


def test_a_new_year_goes_from_the_document_to_a_site_and_a_comparison(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = str(write_2022(tmp_path))

    assert build.main(["import", document, "--year", "2022", "--like", "2021"]) == 0
    assert "存疑 2 处" in capsys.readouterr().out
    settled = ["--replace", "--same", "filled_by=contact", "--new", "jl_wy"]
    assert build.main(["import", document, "--year", "2022", "--like", "2021", *settled]) == 0
    assert "没有存疑之处" in capsys.readouterr().out
    assert build.main(["check"]) == 0
    assert capsys.readouterr().out.startswith("2022：11 行 69 项，名单内 15 家，没有错误\n2021：")
    assert build.main(["changes", "2021", "2022"]) == 0
    assert capsys.readouterr().out.startswith("2021 → 2022：42 处变化\n")
    assert build.main(["changes", "2021", "2022", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["changes"]) == 42
    assert build.main(["freeze"]) == 0
    assert Path("public/2022/changes/index.html").is_file()
    Path("store/submissions/2022/1").mkdir(parents=True)
    Path("store/submissions/2022/1/x.json").write_text("damaged")
    store_one()
    compared = ["--from", "store", "--out", "out", "--compare", "2021"]
    assert build.main(["collect", "2022", *compared]) == 0
    assert "项不可比" in capsys.readouterr().out
    assert build.main(["collect", "2022", *compared[:-2]]) == 0  # by itself
    assert "与 2021 年比较：" in capsys.readouterr().out
    assert Path("out/compared-units-2021-2022.csv").is_file()
    assert (shelf / "2022.units.toml").is_file()


def test_renew_needs_no_document(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["renew", "2022"]) == 0
    assert (shelf / "2022.toml").is_file()
    assert build.main(["renew", "2024", "--like", "2022"]) == 0
    assert "后移 2 年" in capsys.readouterr().out
    assert build.main(["renew", "2025", "--from", "2022"]) == 0  # as it was called before
    assert "后移 3 年" in capsys.readouterr().out
    assert build.main(["renew", "2030"]) == 1
    assert "没有 2029 年的表" in capsys.readouterr().err


def test_periods_of_another_form_go_on_beside_the_years(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = str(write_2022(tmp_path))
    assert build.main(["import", document, "--edition", "quality-2022-q4", "--like", "2021"]) == 0
    assert build.main(["renew", "quality-2023-q1"]) == 0
    assert (shelf / "quality-2023-q1.units.toml").is_file()
    assert "与 2022 年第四季度（quality）相同，期次和日期后移 3 个月" in capsys.readouterr().out

    assert build.main(["check"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition("：")[0] for line in said[:3]] == ["quality-2023-q1", "quality-2022-q4", "2021"]
    assert any("不在 2022 年第四季度，也不在下一期，请核对 due" in line for line in said)
    assert build.main(["changes", "quality-2022-q4", "quality-2023-q1"]) == 0
    assert "quality-2022-q4 → quality-2023-q1：" in capsys.readouterr().out


def test_what_names_no_year_has_none_before_it(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = str(write_2022(tmp_path))

    assert build.main(["renew", "census"]) == 1
    assert "编号 census 里没有年份，没有上一期。请写明 --like" in capsys.readouterr().err
    assert build.main(["import", document, "--edition", "census"]) == 1
    assert "编号 census 里没有年份。请在命令后加 --due" in capsys.readouterr().err
    assert build.main(["import", document, "--edition", "census", "--due", "2022-07-01T12:00:00+08:00"]) == 0
    assert (shelf / "census.toml").is_file()
    assert build.main(["check"]) == 1  # there is no roster
    assert "census.units.toml" in capsys.readouterr().err


def test_what_check_remarks_is_no_error(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build.main(["renew", "2023", "--like", "2021"])

    assert build.main(["check"]) == 0
    assert "提醒：2023：截止日 2023-07-01 是星期六，请核对 due" in capsys.readouterr().out
    assert shelf.is_dir()


def test_an_import_without_last_year_asks_for_what_it_cannot_read(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "form.txt"
    text.write_text(
        "统计表\n填报单位：\n\t项目\n\t要求\n\t进展\n\n\t宣传\n\t要学习。\n\t学习（ ）次\n", encoding="utf-8"
    )
    wanted = ["import", str(text), "--year", "2022", "--out", str(shelf / "2022.toml")]

    assert build.main(wanted) == 1
    assert "请在命令后加 --due" in capsys.readouterr().err
    assert not (shelf / "2022.toml").exists()
    assert build.main([*wanted, "--due", "2022-07-01T12:00:00+08:00"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [["renew", "22"], ["import", "x", "--year", "2022", "--same", "a"], ["changes", "2021", "二"]],
)
def test_a_wrong_year_or_settlement_is_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        build.main(arguments)

    assert "应写成" in capsys.readouterr().err


def test_ctrl_c_ends_a_command_without_a_word(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Iterator[str]:
        yield "/"
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("webform.freeze.freeze", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background may ignore it
    try:
        assert build.main(["freeze", "--out", str(tmp_path)]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().out == ""


def without(library: str, folder: Path) -> dict[str, str]:
    """The environment of a Python that lacks it."""
    (folder / f"{library}.py").write_text(f"raise ModuleNotFoundError(name='{library}')", encoding="utf-8")
    return {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(folder)}


@pytest.mark.unmeasured
@pytest.mark.programs
def test_it_runs_as_a_script_and_imports_no_other_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, build.__file__, "check"],
        env=without("flask", tmp_path),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )

    assert done.stdout.startswith("2021：")


@pytest.mark.programs
@pytest.mark.parametrize(
    ("library", "arguments"),
    [("flask", ["bundle"]), ("xlsxwriter", ["roster", "2021", "--out", "名单.xlsx"])],
)
def test_where_nothing_is_set_up_that_is_said(library: str, arguments: list[str], tmp_path: Path) -> None:
    """On Debian's own Python, say: one line, and what to type, where a command begins or first needs a library."""
    done = subprocess.run(
        [sys.executable, build.__file__, *arguments],
        env=without(library, tmp_path),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )

    assert done.returncode == 1
    assert done.stderr == (
        f"build.py: 没有装 {library}：先运行 make setup，再用 .venv/bin/python build.py …（Windows 见 README.md）\n"
    )
