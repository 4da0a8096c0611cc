"""The workbench behind its addresses: the key first, sizes before contents, one change after the other, nothing lost."""

import errno
import json
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from handler.http.message import Request, Responder
from handler.stores import StoreError
from handler.workbench.drafts import Drafts
from handler.workbench.files import LARGEST
from handler.workbench.function import make_responder
from handler.workbench.reading import UnreadError, read, tell
from handler.workbench.settings import Settings
from schema.authoring.roster.sheet import read_rows
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue
from tests.support.documents.next_year import write_2022
from tests.support.workbench_piece import KEY, finished_work, ordered, shelf_in, the_work

NOW = datetime.fromisoformat("2026-11-28T22:15:00+08:00")
Json = dict[str, Any]


@dataclass(kw_only=True)
class Bench:
    """A workbench over a shelf and a folder of its own; `renewed` counts how often the site was made anew."""

    shelf: Path
    folder: Path
    renewed: list[int] = field(default_factory=list)
    renew: Callable[[], object] | None = None
    collected: Callable[[str], bytes] = lambda _edition: b""

    @property
    def respond(self) -> Responder:
        return make_responder(
            Settings(
                key=KEY,
                shelf=self.shelf,
                drafts=Drafts(self.folder),
                preview=lambda survey: f"/preview/x/{survey.edition.id}/",
                collected=self.collected,
                renew=self.renew or (lambda: self.renewed.append(1)),
                clock=lambda: NOW,
            )
        )

    def ask(self, path: str, body: Json | bytes | None = None, **headers: str) -> tuple[int, Json]:
        """GET, or POST where there is a body. Headers in place of the usual ones."""
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        usual = {"authorization": f"Bearer {KEY}", "content-type": "application/json", "x-window": "mine"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        method = given.pop("method", "GET" if body is None else "POST")
        request = Request(method=method, path=f"/api/workbench{path}", headers=usual | given, body=content)
        response = self.respond(request)
        return response.status, json.loads(response.body)

    def change(self, do: str, version: int, **members: object) -> tuple[int, Json]:
        return self.ask("/2022", {"do": do, "version": version, "window": "mine", **members})


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(shelf=shelf_in(tmp_path), folder=tmp_path / "var" / "workbench")


@pytest.fixture
def begun(bench: Bench) -> Bench:
    Drafts(bench.folder).begin(the_work(), "mine", NOW)
    return bench


@pytest.mark.unmeasured
def test_a_document_begins_a_piece_of_work_that_is_found_again(bench: Bench, tmp_path: Path) -> None:
    """Read in a process of its own, with usual ranges of what was collected. What is kept, nobody else may read."""
    content = write_2022(tmp_path).read_bytes()
    units = [{"filing": {"answers": {"study_sessions": 7}}}, {"filing": None}]
    collected = json.dumps({"edition": {"id": "2021"}, "units": units}).encode()
    bench.collected = lambda _edition: collected

    status, shown = bench.ask(
        "/2022/document", content, x_file_name=quote("C:\\桌面\\统计表.docx"), x_like="2021"
    )

    assert (status, shown["file"], shown["version"], shown["open"]) == (200, "统计表.docx", 1, 6)
    [usual] = [each for each in shown["rules"] if each["why"] == "按去年填报的数"]
    assert (usual["rule"], usual["on"]) == ("study_sessions <= 70", True)
    assert bench.ask("/2022") == (200, shown)
    status, listed = bench.ask("")
    assert listed == {
        "drafts": [
            {
                "edition": "2022",
                "version": 1,
                "file": "统计表.docx",
                "open": 6,
                "at": NOW.isoformat(),
                "published": "",
            }
        ],
        "editions": ["2021"],
        "next": "2022",
    }
    [file] = bench.folder.iterdir()
    assert [stat.S_IMODE(each.stat().st_mode) for each in (file, bench.folder)] == [0o600, 0o700]


def test_a_store_that_cannot_be_read_is_told(bench: Bench) -> None:
    def fails(_edition: str) -> bytes:
        raise StoreError("away")

    bench.collected = fails

    assert bench.ask("/2022/document", b"x", x_file_name="a.docx", x_like="2021")[0] == 503


def test_an_edition_that_is_begun_again_puts_the_former_work_aside(begun: Bench) -> None:
    begun.ask("/2022/edition", {}, x_like="2021")

    assert sorted(file.name for file in begun.folder.iterdir()) == [
        "2022.20261128-221500.aside",
        "2022.json",
    ]
    shown = begun.ask("/2022")[1]
    assert (shown["file"], shown["version"]) == ("沿用 2021 年的表", 2)


def test_without_a_document_an_edition_is_moved_on_or_taken_up_to_be_changed(bench: Bench) -> None:
    status, renewed = bench.ask("/2022/edition", {}, x_like="2021")
    assert (status, renewed["like"], renewed["open"], renewed["refile"]) == (200, "2021", 0, False)

    _, taken = bench.ask("/2021/edition", {}, x_like="2021")
    assert (taken["edition"], taken["like"], taken["dated"]) == ("2021", "2021", True)
    assert taken["refile"] is False
    change = {"do": "new", "version": 1, "window": "mine", "about": "lectures"}
    changed = bench.ask("/2021", change)[1]
    assert changed["refile"] is True  # what was filed has no answer to it
    labels = {each["id"] for each in changed["blanks"]}
    assert "lectures" not in labels  # its id is that of what was published
    told = bench.ask("/2021/changes")[1]
    assert {each["what"] for each in told["changes"]} == {"added", "dropped", "check"}


def test_a_form_without_a_period_can_be_changed(bench: Bench) -> None:
    (bench.shelf / "2021.toml").rename(bench.shelf / "quality.toml")
    (bench.shelf / "2021.units.toml").rename(bench.shelf / "quality.units.toml")

    status, taken = bench.ask("/quality/edition", {}, x_like="quality")

    assert (status, taken["edition"]) == (200, "quality"), taken
    assert bench.ask("", {"said": "quality"})[1] == {"edition": "quality"}


@pytest.mark.parametrize(
    ("said", "status", "answer"),
    [
        ("２０２３年 第三季度", 200, {"edition": "2023-q3"}),
        ("2021", 200, {"edition": "2021"}),
        ("明年", 422, "“明年”看不出是哪一期"),
        ("desk", 422, "“desk”看不出是哪一期"),
        ("2023年13月", 422, "“2023年13月”看不出是哪一期"),
    ],
)
def test_an_edition_is_known_by_what_an_officer_calls_it(
    said: str, status: int, answer: Json | str, bench: Bench
) -> None:
    told, document = bench.ask("", {"said": said})

    assert told == status
    assert document["detail"].startswith(answer) if isinstance(answer, str) else document == answer


@pytest.mark.parametrize(
    ("edition", "like", "said"),
    [
        ("2022", "", "没有编号是  的表"),
        ("2022", "2020", "没有编号是 2020 的表"),
        ("2021", "2022", "已经有 2021 的表了"),
        (
            "2023-q1",
            "2022",
            "不是同样长的两期，日期没有办法后移。年对年、半年对半年、季度对季度、月对月；长短不同的，请放入下发的 Word 表",
        ),
    ],
)
def test_what_cannot_be_moved_on_is_told(edition: str, like: str, said: str, bench: Bench) -> None:
    (bench.shelf / "2022.toml").write_bytes((bench.shelf / "2021.toml").read_bytes())
    (bench.shelf / "2022.units.toml").write_bytes((bench.shelf / "2021.units.toml").read_bytes())

    status, problem = bench.ask(f"/{edition}/edition", {}, x_like=like)

    assert (status, problem["detail"].startswith((said, f"{like} 和 {edition} {said}"))) == (422, True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": ""}, 401),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"origin": "https://other.example", "host": "forms.example"}, 403),
    ],
)
def test_only_the_holder_of_the_key_from_our_own_page_may_change_anything(
    headers: dict[str, str], status: int, begun: Bench
) -> None:
    change = {"do": "settle", "version": 1, "window": "mine", "number": 1, "how": "seen"}

    assert begun.ask("/2022", change, **headers)[0] == status
    assert begun.ask("/2022")[1]["version"] == 1


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("", "DELETE", 405),
        ("/2022", "DELETE", 405),
        ("/2022/document", "GET", 405),
        ("/2022/other", "GET", 404),
        ("/2023", "GET", 404),
        ("/../2022", "GET", 404),
    ],
)
def test_other_addresses_and_methods_are_told(path: str, method: str, status: int, begun: Bench) -> None:
    assert begun.ask(path, method=method)[0] == status


@pytest.mark.parametrize(
    ("path", "content", "headers", "status", "said"),
    [
        ("/2022", b"x" * (LARGEST + 1), {}, 413, "超过 10 MB"),
        ("/2022", b"no document", {}, 422, "没有读"),
        ("/2022", b"x", {"x_file_name": "a.exe"}, 422, "用 WPS 或 Word 把这份文件转成 Word 文档"),
        ("/2022", b"x", {"x_like": "2020"}, 422, "编号是 2020 的表"),
        ("/quality", b"x", {}, 422, "quality"),
    ],
)
def test_what_can_begin_nothing_is_refused_in_words(
    path: str, content: bytes, headers: dict[str, str], status: int, said: str, bench: Bench
) -> None:
    given = {"x_file_name": "a.docx", **headers}

    answered, problem = bench.ask(f"{path}/document", content, **given)

    assert answered == status
    assert said in problem["detail"] or status == 422
    assert not bench.folder.exists()


def test_a_body_that_was_too_large_to_read_is_too_large(bench: Bench) -> None:
    headers = {"authorization": f"Bearer {KEY}", "sec-fetch-site": "same-origin"}
    request = Request(method="POST", path="/api/workbench/2022/document", headers=headers, body=None)

    assert bench.respond(request).status == 413


def test_a_document_that_takes_too_long_or_breaks_its_reader_is_given_up(tmp_path: Path) -> None:
    shelf, content = shelf_in(tmp_path), write_2022(tmp_path).read_bytes()
    order = partial(read, "a.docx", content, edition="2022", like="2021", shelf=shelf)

    with pytest.raises(UnreadError, match="很久"):
        order(patience=0)
    (shelf / "2021.units.toml").unlink()
    with pytest.raises(UnreadError, match="错误"):
        order()


def test_the_reader_tells_the_work_or_why_there_is_none(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    for document, made in ((write_2022(tmp_path), True), (tmp_path / "none.docx", False)):
        mine, theirs = Pipe(duplex=False)
        tell(theirs, ordered(document, shelf), "统计表2022.docx")
        said = mine.recv()
        assert (said == the_work()) is made
        assert isinstance(said, str) is not made


def test_changes_go_one_after_the_other_and_who_comes_second_is_told(begun: Bench) -> None:
    pair = {"about": "filled_by", "old": "contact"}

    assert begun.change("same", 1, **pair)[1]["open"] == 5
    status, problem = begun.change("new", 1, about="jl_wy")
    assert (status, problem["code"]) == (409, "stale")
    assert begun.change("new", 2, about="jl_wy")[1]["version"] == 3
    assert begun.ask("/2022")[1]["open"] == 4


def test_every_change_can_be_asked_for(begun: Bench) -> None:
    """What each comes to, tests/schema/authoring/workbench says."""
    changes: list[tuple[str, Json]] = [
        ("settle", {"number": 2, "how": "seen"}),
        ("no_blank", {"about": "jl_wy"}),
        ("sentence", {"place": [1, 1, 1], "text": "学习（〖5〗）次"}),
        ("words", {"place": [], "name": "title", "text": "标题"}),
        ("dates", {"opens": "", "due": "2022-07-04T12:00", "closes": ""}),
        ("rules", {"numbers": [1], "on": False}),
        ("fills", {"numbers": [1], "on": False}),
        ("ways", {"about": ["lectures"], "kind": "金额:万场", "number": 0}),
    ]
    for version, (do, members) in enumerate(changes, 1):
        assert begun.change(do, version, **members)[0] == 200


def test_what_cannot_be_done_is_said_by_place_and_changes_nothing(begun: Bench) -> None:
    two = begun.change("ways", 1, about=["lectures"], kind="数:件}{y:数:件", number=0)[1]
    assert two["problems"][0]["message"].startswith("填法或计量单位写得不对。")
    status, problem = begun.change("sentence", 1, place=[1, 1, 1], text="学习〖数〗")

    assert (status, len(problem["problems"])) == (422, 1)
    assert problem["problems"][0]["message"].startswith("空 〖数〗 没有计量单位。在空后写")
    assert begun.ask("/2022")[1]["version"] == 1


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"do": "erase", "version": 1, "window": ""},
        {"do": "new", "version": 1, "window": ""},
        {"do": "new", "version": True, "window": "", "about": "x"},
        {"do": "new", "version": 1, "window": "", "about": ["x"]},
        {"do": "new", "version": 1, "window": "", "about": "x", "more": 1},
        {"do": "words", "version": 1, "window": "", "place": ["x"], "name": "title", "text": ""},
    ],
)
def test_what_is_no_change_is_refused_as_such(document: Json, begun: Bench) -> None:
    status, problem = begun.ask("/2022", document)

    assert (status, problem["code"]) == (400, "members")
    assert begun.ask("/2022", b"[]")[0] == 400


def test_the_roster_goes_out_as_a_table_and_comes_back_from_one(begun: Bench) -> None:
    request = Request(
        method="GET",
        path="/api/workbench/2022/roster.xlsx",
        headers={"authorization": f"Bearer {KEY}"},
    )
    rows = read_rows("a.xlsx", begun.respond(request).body)
    rows[1][1], rows[1][2] = "新名称", "东片"
    table = "\n".join(",".join(row) for row in rows[:-1]).encode()

    status, shown = begun.ask("/2022/roster", table, x_file_name=quote("名单.csv"), x_version="1")

    assert (status, shown["version"], shown["units"][0]) == (200, 2, "14 家，东片 1 家")
    assert "→ 新名称" in "".join(shown["units"])
    assert "改名 1 家" in shown["units"][1]


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("名单.doc", b"x", 422, "名单.doc 不是"),
        ("名单.csv", "单位\n甲\n乙\n".encode(), 422, "名单.csv：“乙”一行：没有单位代码。补上；"),
        ("名单.csv", b"x" * (LARGEST + 1), 413, "超过 10 MB"),
    ],
)
def test_a_roster_that_cannot_be_is_told_and_changes_nothing(
    name: str, content: bytes, status: int, said: str, begun: Bench
) -> None:
    answered, problem = begun.ask("/2022/roster", content, x_file_name=quote(name), x_version="1")

    assert (answered, said in str(problem)) == (status, True)
    assert begun.ask("/2022")[1]["version"] == 1


@pytest.mark.unmeasured
@pytest.mark.parametrize("seen", ["1", "", "9" * 20])
def test_a_roster_does_not_write_over_what_another_window_has_done_meanwhile(seen: str, begun: Bench) -> None:
    begun.change("new", 1, about="jl_wy")

    table = "代码,单位\n330201,甲\n".encode()
    status, problem = begun.ask("/2022/roster", table, x_file_name="a.csv", x_version=seen)

    assert (status, problem["code"]) == (409, "stale")
    assert begun.ask("/2022")[1]["version"] == 2


def test_what_changes_is_told_against_the_edition_that_it_follows(begun: Bench) -> None:
    status, told = begun.ask("/2022/changes")

    assert (status, told["from"], told["to"]) == (200, "2021", "2022")
    assert {each["what"] for each in told["changes"]} <= told["sorts"].keys()

    alone = replace(the_work(), edition="2023", like="")
    Drafts(begun.folder).begin(alone, "mine", NOW)
    assert begun.ask("/2023/changes")[1] == {"changes": [], "sorts": {}}


def test_the_document_is_shown_as_it_was_read(begun: Bench) -> None:
    assert begun.ask("/2022")[1]["original"] is True
    assert begun.ask("/2022/original")[1]["parts"] == the_work().original


def test_the_form_is_shown_before_it_is_published(begun: Bench) -> None:
    assert begun.ask("/2022/preview", {}) == (200, {"address": "/preview/x/2022/"})


def test_a_piece_of_work_that_is_given_up_is_put_aside(begun: Bench) -> None:
    assert begun.change("discard", 2)[1]["code"] == "stale"
    assert begun.change("discard", 1)[1]["drafts"] == []
    assert begun.ask("/2022")[0] == 404
    assert begun.change("discard", 1)[0] == 409
    assert [file.suffix for file in begun.folder.iterdir()] == [".aside"]


def test_what_is_published_stands_on_the_shelf_and_the_site_is_made_anew(bench: Bench) -> None:
    Drafts(bench.folder).begin(finished_work(), "mine", NOW)

    status, shown = bench.change("publish", 1)

    assert (status, shown["told"]) == (200, ["已写 2022.toml", "已写 2022.units.toml"])
    assert (shown["published"], shown["version"]) == (NOW.isoformat(), 2)
    assert "2022" in load_catalogue(bench.shelf)
    assert bench.renewed == [1]


def test_what_was_changed_while_the_site_was_made_is_published_as_it_was(bench: Bench) -> None:
    drafts = Drafts(bench.folder)
    drafts.begin(finished_work(), "mine", NOW)
    title = {"place": [], "name": "title", "text": "另一个标题"}
    bench.renew = lambda: bench.change("words", 1, **title)

    status, shown = bench.change("publish", 1)

    assert (status, shown["version"], shown["published"]) == (200, 2, "")
    assert shown["told"]
    assert load_catalogue(bench.shelf)["2022"].edition.title != "另一个标题"


def test_what_is_changed_after_it_was_published_is_not_published_any_more(bench: Bench) -> None:
    Drafts(bench.folder).begin(finished_work(), "mine", NOW)
    published = bench.change("publish", 1)[1]

    _, shown = bench.change("words", published["version"], place=[], name="title", text="另一个标题")

    assert published["published"]
    assert shown["published"] == ""


def test_what_is_not_finished_is_not_published_and_nothing_is_made_anew(begun: Bench) -> None:
    status, problem = begun.change("publish", 1)

    assert (status, problem["problems"][0]["message"]) == (422, "还有 6 处没有定。都定了再发布。")
    assert begun.renewed == []
    shown = begun.ask("/2022")[1]
    assert (shown["published"], shown["version"]) == ("", 1)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (UserError("没有填报码"), 422, "没有填报码"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "磁盘满了。请技术人员腾出空间"),
        (PermissionError(errno.EACCES, "Permission denied", "public/2022"), 503, "public/2022"),
    ],
)
def test_where_the_site_cannot_be_made_anew_nothing_has_changed_and_the_remedy_is_told(
    error: Exception, status: int, said: str, bench: Bench
) -> None:
    def fails() -> None:
        raise error

    bench.renew = fails
    Drafts(bench.folder).begin(finished_work(), "mine", NOW)

    answered, problem = bench.change("publish", 1)

    assert (answered, said in problem["detail"]) == (status, True)
    assert not re.search("[A-Z][a-z]+ [a-z]+", problem["detail"])
    assert "2022" not in load_catalogue(bench.shelf)
    assert bench.ask("/2022")[1]["version"] == 1


def test_of_two_who_publish_the_second_is_told(bench: Bench) -> None:
    Drafts(bench.folder).begin(finished_work(), "mine", NOW)

    assert [bench.change("publish", 1)[0] for _ in range(2)] == [200, 409]


def test_a_mistake_in_another_file_on_the_shelf_is_told_with_its_place_in_words(bench: Bench) -> None:
    Drafts(bench.folder).begin(finished_work(), "mine", NOW)
    file = bench.shelf / "2021.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('title = "安全生产月活动"', 'title = ""'))

    status, problem = bench.change("publish", 1)

    assert (status, bench.renewed) == (422, [])
    assert problem["problems"][0]["message"] == "2021 的表：第1个活动项目：标题是空的。写上文字。"


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 1}', '{"format": 1000, "work": {}}'])
def test_a_piece_of_work_that_cannot_be_read_is_listed_as_such_beside_the_others(
    text: str, begun: Bench
) -> None:
    (begun.folder / "2023.json").write_text(text, encoding="utf-8")

    lost, whole = begun.ask("")[1]["drafts"]

    assert (lost["edition"], whole["edition"]) == ("2023", "2022")
    assert "点“收起来”" in lost["unread"]
    assert ("新版本" in lost["unread"]) is ("1000" in text)
    assert begun.ask("/2023")[1]["detail"] == lost["unread"]
    discard = {"do": "discard", "version": lost["version"], "window": "mine"}
    assert [each["edition"] for each in begun.ask("/2023", discard)[1]["drafts"]] == ["2022"]
