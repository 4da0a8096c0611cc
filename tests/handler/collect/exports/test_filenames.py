"""Names on a disk: taken by Windows and Linux alike, and never two for one file."""

import ntpath
from collections.abc import Callable
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.collect.exports.filenames import LONGEST, distinct, file_name

NAMES = (
    st.text()
    | st.from_regex(r"[a-cA-C.]{1,4}", fullmatch=True)
    | st.sampled_from(["CON", "nul.pdf", "a.", " "])
)

RESERVED: Callable[[str], bool] = getattr(
    ntpath, "isreserved", lambda name: PureWindowsPath(name).is_reserved()
)
"""Python 3.13 brings the former, which knows more, and warns of the latter."""


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("活动总结.pdf", "活动总结.pdf"),
        ("总结：终稿<一>?.pdf", "总结：终稿_一__.pdf"),
        ('a/b\\c:d|e*f"g.pdf', "a_b_c_d_e_f_g.pdf"),
        ("总结.", "总结"),
        ("总结. . .", "总结"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con"),
        ("Lpt1.tar.pdf", "_Lpt1.tar.pdf"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("nul .pdf", "_nul .pdf"),
        ("conference.pdf", "conference.pdf"),
        (".pdf", "_.pdf"),
        ("..", "_"),
        ("", "_"),
        ("\u202e\x00", "_"),
        ("长" * 100 + ".pdf", "长" * 65 + ".pdf"),
        ("宁波市鄞州区市场监督管理局", "宁波市鄞州区市场监督管理局"),
    ],
)
def test_a_name_is_made_one_that_a_disk_takes(name: str, file: str) -> None:
    assert file_name(name) == file


@given(NAMES)
def test_what_was_made_is_taken_by_windows_and_linux(name: str) -> None:
    made = file_name(name)

    assert file_name(made) == made
    assert 0 < len(made.encode()) <= LONGEST + 1
    assert not set(made) & set('<>:"/\\|?*\x00\r\n\u202e')
    assert made[-1] not in ". "
    assert made[0] not in ". "
    assert not RESERVED(made)


@given(st.lists(NAMES, max_size=8))
def test_files_of_one_folder_are_distinct_also_where_capitals_are_not(names: list[str]) -> None:
    made = distinct(names)

    assert len(made) == len(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(len(name.encode()) <= 255 for name in made)


def test_what_would_stand_there_already_gets_a_number() -> None:
    assert distinct(["总结.pdf", "总结.PDF", "总结 (2).pdf", "局", "局", "a.b", "A.b"]) == [
        "总结.pdf",
        "总结 (2).PDF",
        "总结 (2) (2).pdf",
        "局",
        "局 (2)",
        "a.b",
        "A (2).b",
    ]


def test_each_further_one_of_a_name_is_numbered_before_its_ending() -> None:
    assert distinct(["总结.pdf", "总结.PDF", "总结.pdf", "总结", "总结"]) == [
        *("总结.pdf", "总结 (2).PDF", "总结 (3).pdf", "总结", "总结 (2)"),
    ]
