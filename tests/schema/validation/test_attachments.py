"""Attachments: which files may be sent along, and under which names they are kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.loading.edition_file import load_edition
from schema.validation.attachments import (
    LARGEST,
    LONGEST_NAME,
    MOST,
    SENTENCES,
    TYPES,
    Attachment,
    explain,
    is_whole,
    shown_name,
    type_of,
    validate_file,
)
from tests.support.builders import EDITION_FILES, edition_of, edition_toml, the_2021

REPORT = Attachment(name="活动总结.pdf", size=12, type="application/pdf", sha256="0" * 64)


def test_an_edition_asks_for_attachments_or_takes_none() -> None:
    assert the_2021().attachments == "活动总结、盖章后的统计表（扫描件或照片）"
    assert edition_of(edition_toml(), "2021").attachments == ""


def test_asking_for_attachments_changes_no_digest() -> None:
    asked = edition_of(edition_toml(top={"attachments": '"总结"'}), "2021")

    assert asked == replace(edition_of(edition_toml(), "2021"), attachments="总结")
    assert load_edition(EDITION_FILES[0]).digest.startswith("35caee594b43")


@pytest.mark.parametrize(
    ("name", "media"),
    [
        *((f"总结.{extension}", media) for extension, media in TYPES.items()),
        ("总结.PDF", "application/pdf"),
        ("a.b.Jpg", "image/jpeg"),
        ("总结.exe", ""),
        ("总结.pdf.exe", ""),
        ("总结", ""),
        ("pdf", ""),
        ("", ""),
    ],
)
def test_the_extension_says_what_a_file_should_be(name: str, media: str) -> None:
    assert type_of(name) == media


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("活动总结.pdf", "活动总结.pdf"),
        ("C:\\文件\\总结.pdf", "总结.pdf"),
        ("../../etc/总结.pdf", "总结.pdf"),
        ("总结\u202efdp.exe", "总结fdp.exe"),
        ("总\u200b结\ufeff\x00\x1b[31m.pdf", "总结[31m.pdf"),
        ("  总结 \t\u3000 一.pdf ", "总结 一.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("\ud800.pdf", ".pdf"),
        ("长" * 200 + ".docx", "长" * (LONGEST_NAME - 5) + ".docx"),
        ("长" * 200, "长" * LONGEST_NAME),
        ("长" * 9_999 + ".docx", "长" * (LONGEST_NAME - 5) + ".docx"),
        ("长" * 99 + ".长长长长长长", "长" * 99 + "."),
        ("\u202e", ""),
        ("/", ""),
    ],
)
def test_a_name_is_kept_as_it_can_be_shown(given_: str, shown: str) -> None:
    assert shown_name(given_) == shown


@given(st.text())
def test_a_shown_name_stays_as_it_is_and_is_one_short_printable_line(text: str) -> None:
    shown = shown_name(text)

    assert shown_name(shown) == shown
    assert len(shown) <= LONGEST_NAME
    assert not set(shown) & set("/\\\r\n\t\x00\u202e")
    assert shown == shown.strip()
    shown.encode()  # no half of a pair


@given(st.text(), st.sampled_from(sorted(TYPES)))
def test_a_shown_name_keeps_its_extension(stem: str, extension: str) -> None:
    assert type_of(shown_name(f"{stem}.{extension}")) == TYPES[extension]


@pytest.mark.parametrize(
    ("name", "size", "rules"),
    [
        ("总结.pdf", 1, []),
        ("总结.pdf", LARGEST, []),
        ("总结.pdf", LARGEST + 1, ["large"]),
        ("总结.pdf", 0, ["empty"]),
        ("总结.zip", 0, ["type", "empty"]),
        ("", 1, ["name"]),
    ],
)
def test_every_rule_that_a_file_breaks_is_told(name: str, size: int, rules: list[str]) -> None:
    assert list(validate_file(name, size)) == rules


def test_every_sentence_says_which_file_and_what_to_do() -> None:
    for rule in SENTENCES:
        said = explain(rule, "总结.pdf", wanted="PDF 文件", found="，是 PNG 图片")
        assert ("总结.pdf" in said) is (rule not in ("many", "name"))
        assert "请" in said


def test_a_record_may_name_five_different_files() -> None:
    files = [replace(REPORT, sha256=f"{number:064}") for number in range(MOST + 1)]

    assert is_whole(files[:MOST])
    assert not is_whole(files)
    assert not is_whole([REPORT, REPORT])


@pytest.mark.parametrize(
    "wrong",
    [
        replace(REPORT, name="总结.exe"),
        replace(REPORT, name="../总结.pdf"),
        replace(REPORT, name=""),
        replace(REPORT, type="image/png"),
        replace(REPORT, size=0),
        replace(REPORT, size=LARGEST + 1),
        replace(REPORT, sha256="0" * 63),
        replace(REPORT, sha256="G" * 64),
    ],
)
def test_a_record_names_no_file_that_filing_would_refuse(wrong: Attachment) -> None:
    assert not is_whole([wrong])


def test_a_name_is_kept_alike_by_every_version_of_unicode() -> None:
    """What one assigns and another does not yet stays; what none will ever assign goes."""
    assert shown_name("总结\U00031350\U0001fae8\u0378.pdf") == "总结\U00031350\U0001fae8\u0378.pdf"
    assert shown_name("总\ufdd0结\uffff\U0001fffe.pdf") == "总结.pdf"


@pytest.mark.parametrize("code", [0xFDD0, 0xFDE0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_what_unicode_will_never_assign_is_left_out_of_a_name(code: int) -> None:
    """Word and Excel files, which are XML, cannot carry it; its neighbours they can."""
    assert shown_name(f"总{chr(code)}结.pdf") == "总结.pdf"
    assert shown_name(f"总{chr(0xFDCF)}结.pdf") == f"总{chr(0xFDCF)}结.pdf"
    assert shown_name(f"总{chr(0xFDF0)}结.pdf") == f"总{chr(0xFDF0)}结.pdf"
