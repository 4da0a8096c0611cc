"""The site's folder: what an earlier build wrote may go, everything else stays and is named."""

import errno
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.support.folders import files
from tests.support.random.examples import times
from webform import manifest
from webform.manifest import MANIFEST, NotOursError, read_known, strangers, write_site

OLD = {"index.html": b"1", "2021/index.html": b"2021", "assets/aa/form.js": b"a"}
NEW = {"index.html": b"2", "2021/index.html": b"2021", "assets/bb/form.js": b"b"}


def build(folder: Path, pages: Mapping[str, bytes]) -> None:
    write_site(folder, pages, read_known(folder))


def content(folder: Path) -> dict[str, bytes]:
    """The files but for the manifest."""
    return {name: data for name, data in files(folder).items() if name != MANIFEST}


def test_an_earlier_site_is_replaced_whole(tmp_path: Path) -> None:
    build(tmp_path, OLD)

    build(tmp_path, NEW)

    assert content(tmp_path) == NEW
    assert not (tmp_path / "assets/aa").exists()
    assert strangers(tmp_path) == []


def test_where_the_disk_is_full_what_was_new_makes_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, OLD)
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if data == b"c":
            raise OSError(errno.ENOSPC, "full")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="full"):
        build(tmp_path, NEW | {"2022/index.html": b"2022", "x": b"c"})

    assert content(tmp_path) == OLD | {"index.html": b"2"}
    build(tmp_path, OLD)
    assert content(tmp_path) == OLD


def test_what_others_put_there_is_kept_and_named(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    theirs = {
        "MP_verify_abc.txt": b"v",
        ".well-known/acme-challenge/x": b"a",
        "2021/说明.txt": b"n",
        "assets/aa/own.js": b"o",
    }
    for name, data in theirs.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "elsewhere").symlink_to(tmp_path.parent, target_is_directory=True)

    build(tmp_path, NEW)

    assert content(tmp_path) == NEW | theirs
    assert strangers(tmp_path) == [
        ".well-known/",
        "2021/说明.txt",
        "MP_verify_abc.txt",
        "assets/aa/",
        "elsewhere",
    ]


def test_a_file_of_ours_that_was_changed_by_hand_is_kept_where_it_is_in_nobodys_way(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "assets/aa/form.js").write_bytes(b"by hand")

    build(tmp_path, NEW)

    assert content(tmp_path) == NEW | {"assets/aa/form.js": b"by hand"}
    assert strangers(tmp_path) == ["assets/aa/"]


@pytest.mark.parametrize(
    "name", ["index.html", "assets/bb/form.js", "assets/bb", "assets/bb/form.js/x", "broken"]
)
def test_nothing_is_written_where_something_else_stands_in_the_way(tmp_path: Path, name: str) -> None:
    build(tmp_path, OLD)
    if name == "broken":
        name = "assets/bb"
        (tmp_path / name).symlink_to("nowhere")
    else:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"mine")
    before = files(tmp_path)

    with pytest.raises(NotOursError, match=name.removesuffix("/x")) as refused:
        build(tmp_path, NEW)

    assert "什么都没有动" in str(refused.value)
    assert files(tmp_path) == before


def test_a_folder_that_is_linked_from_elsewhere_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    build(tmp_path / "public", OLD)
    (tmp_path / "public/assets/aa/form.js").replace(tmp_path / "elsewhere/form.js")
    (tmp_path / "public/assets/aa").rmdir()
    (tmp_path / "public/assets/aa").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    build(tmp_path / "public", NEW)

    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert strangers(tmp_path / "public") == ["assets/aa"]


def test_a_file_that_is_right_already_is_nobodys(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "assets/bb").mkdir()
    (tmp_path / "assets/bb/form.js").write_bytes(NEW["assets/bb/form.js"])

    build(tmp_path, NEW)

    assert content(tmp_path) == NEW


def test_what_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    before = (tmp_path / "2021/index.html").stat()

    build(tmp_path, NEW)

    assert (tmp_path / "2021/index.html").stat() == before


@pytest.mark.parametrize(
    "theirs",
    [
        {"report.doc": b"mine"},
        {"openapi.json": b'{"openapi":"3.0.0"}', "index.html": b"", "404.html": b"", "sw.js": b""},
        {"openapi.json": b'{"info":{"title":"Yearly statistics form"}}', "src/main.py": b""},
    ],
)
def test_a_folder_that_is_not_ours_is_not_touched(tmp_path: Path, theirs: dict[str, bytes]) -> None:
    for name, data in theirs.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)

    with pytest.raises(NotOursError, match="没有动它"):
        build(tmp_path, NEW)

    assert files(tmp_path) == theirs


@pytest.mark.parametrize(
    "line", ["nonsense", f"{'0' * 64}  ../x", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}  a/../x", "\xff"]
)
def test_a_manifest_that_cannot_be_read_stops_the_build(tmp_path: Path, line: str) -> None:
    build(tmp_path, OLD)
    (tmp_path / MANIFEST).write_text(line, encoding="latin-1")

    with pytest.raises(NotOursError, match=MANIFEST):
        build(tmp_path, NEW)

    assert content(tmp_path) == OLD


def test_the_manifest_is_one_that_sha256sum_checks(tmp_path: Path) -> None:
    build(tmp_path, NEW)

    subprocess.run(["sha256sum", "--check", "--strict", MANIFEST], cwd=tmp_path, check=True)
    assert (tmp_path / MANIFEST).read_text().count("\n") == len(NEW)


def test_many_names_are_cut_short() -> None:
    assert manifest.name_some([str(n) for n in range(1, 11)]) == "1、2、3、4、5、6、7、8、9、10"
    assert manifest.name_some([str(n) for n in range(1, 12)]) == "1、2、3、4、5、6、7、8、9、10 等 11 处"


PAGES = [
    "index.html",
    "2021/index.html",
    "2021/print/index.html",
    "assets/aa/form.js",
    "assets/bb/form.js",
    "sw.js",
]
OTHERS = [
    "MP_verify_abc.txt",
    ".well-known/acme",
    "2021/说明.txt",
    "assets/bb/own.js",
    "assets/bb",
    "sw.js/read.me",
]
SITES = st.dictionaries(st.sampled_from(PAGES), st.sampled_from([b"1", b"2", b""]), min_size=1)


class _StoppedError(Exception):
    """The power fails."""


class SharedFolder(RuleBasedStateMachine):
    """Builds, some of them stopped at any write, and an operator who adds, changes and removes files between them."""

    def __init__(self) -> None:
        super().__init__()
        self.room = TemporaryDirectory()
        self.folder = Path(self.room.name) / "public"
        self.theirs: dict[str, bytes] = {}
        self.times = 0

    def teardown(self) -> None:
        self.room.cleanup()

    @initialize(pages=SITES)
    def first_build(self, pages: dict[str, bytes]) -> None:
        build(self.folder, pages)

    @rule(pages=SITES)
    def build(self, pages: dict[str, bytes]) -> None:
        if any(self._in_the_way(page) for page in pages):
            before = files(self.folder)
            with pytest.raises(NotOursError):
                build(self.folder, pages)
            assert files(self.folder) == before
            return
        build(self.folder, pages)
        assert content(self.folder) == pages | self.theirs
        named = strangers(self.folder)
        assert all(
            any(name == each or (each.endswith("/") and name.startswith(each)) for each in named)
            for name in self.theirs
        )
        assert not any(name.startswith(each) for each in named for name in pages)

    @rule(pages=SITES, writes=st.integers(0, 9), half=st.booleans())
    def build_that_is_stopped(self, pages: dict[str, bytes], writes: int, half: bool) -> None:
        done = 0
        replace = Path.replace

        def fail(path: Path, target: Path) -> Path:
            nonlocal done
            done += 1
            if done > writes:
                path.write_bytes(path.read_bytes()[: 1 if half else 0])
                raise _StoppedError
            return replace(path, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", fail)
            try:
                build(self.folder, pages)
            except (_StoppedError, NotOursError):
                assert files(self.folder).items() >= self.theirs.items()

    @rule(name=st.sampled_from(PAGES + OTHERS))
    def change_or_add(self, name: str) -> None:
        path = self.folder / name
        if path.is_dir() or any(parent.is_file() for parent in path.parents):
            return
        self.times += 1
        self.theirs[name] = f"mine {self.times}".encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.theirs[name])

    @precondition(lambda self: self.theirs)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.theirs)))
        del self.theirs[name]
        (self.folder / name).unlink()
        for parent in (self.folder / name).parents:
            if parent == self.folder or any(parent.iterdir()):
                return
            parent.rmdir()

    def _in_the_way(self, page: str) -> bool:
        return any(
            name == page or name.startswith(f"{page}/") or page.startswith(f"{name}/") for name in self.theirs
        )


TestSharedFolder = SharedFolder.TestCase
TestSharedFolder.settings = settings(
    max_examples=times(1.3), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
