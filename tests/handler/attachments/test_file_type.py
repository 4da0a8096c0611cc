"""What a file is, by its content."""

import hashlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.attachments.file_type import Kind, called, fits, has_macros, kind_of, read_stored
from handler.stores import MissingError, Store
from handler.stores.folder import FolderStore
from schema.validation.attachments import TYPES
from tests.support.files import DOC, DOCX, JPEG, OLE, PDF, PNG, XLSX, file_of, key_of, noise, zipped
from tests.support.filings import PutOnly

OFFICIAL = Path(__file__).parents[2] / "examples" / "form-2021.docx"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, Kind.PDF),
        (b"\xef\xbb\xbf\r\n" + PDF, Kind.PDF),
        (noise(1000) + PDF, Kind.PDF),
        (noise(1024) + PDF, Kind.OTHER),
        (noise(5000), Kind.OTHER),
        (PNG, Kind.PNG),
        (JPEG, Kind.JPEG),
        (DOC, Kind.DOC),
        (OLE, Kind.OLE),
        (DOCX, Kind.DOCX),
        (XLSX, Kind.ZIP),
        (zipped(["[Content_Types].xml", "word/document.xml"], b"a comment"), Kind.DOCX),
        (zipped(["[Content_Types].xml", "word/document2.xml"]), Kind.DOCX),
        (zipped(["word/document.xml"]), Kind.ZIP),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Kind.LOCKED),
        (zipped([]), Kind.OTHER),
        (DOCX[:-30], Kind.ZIP),
        (b"PK\x03\x04", Kind.ZIP),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18, Kind.ZIP),
        (b"<html>", Kind.OTHER),
        (b"{\\rtf1", Kind.OTHER),
        (b"", Kind.OTHER),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


def test_the_official_document_is_a_word_document() -> None:
    assert kind_of(OFFICIAL.read_bytes()) is Kind.DOCX


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", DOCX[:40], DOCX]), st.integers(0, 400))
def test_whatever_a_file_holds_it_is_looked_at_without_an_error(data: bytes, lead: bytes, cut: int) -> None:
    assert isinstance(kind_of(lead[:cut] + data + lead[cut:]), Kind)


def test_of_an_archive_with_endless_names_only_the_first_are_read() -> None:
    entry = b"PK\x01\x02" + b"\0" * 24 + struct.pack("<HHH", 1, 0, 0) + b"\0" * 12 + b"x"
    last = entry[:28] + struct.pack("<HHH", 17, 0, 0) + entry[34:46] + b"word/document.xml"
    names = entry * 10_000 + last
    end = b"PK\x05\x06" + b"\0" * 8 + struct.pack("<I", len(names)) + b"\0" * 6

    assert kind_of(b"PK\x03\x04" + names + end) is Kind.ZIP


@pytest.mark.parametrize(
    ("extension", "kinds", "name"),
    [
        ("pdf", {Kind.PDF}, "PDF 文件"),
        ("jpg", {Kind.JPEG}, "JPG 图片"),
        ("jpeg", {Kind.JPEG}, "JPG 图片"),
        ("png", {Kind.PNG}, "PNG 图片"),
        ("doc", {Kind.DOC}, "Word 97-2003 文档"),
        ("docx", {Kind.DOCX}, "Word 文档（.docx）"),
        ("wps", {Kind.DOC, Kind.OLE}, "WPS 文字文档"),
    ],
)
def test_a_media_type_is_some_kinds_and_has_a_name(extension: str, kinds: set[Kind], name: str) -> None:
    media = TYPES[extension]

    assert {kind for kind in Kind if fits(media, kind)} == kinds
    assert called(media) == name


def test_a_stored_file_is_found_and_known(store: Store) -> None:
    store.create(key_of(PDF), PDF)

    assert read_stored(store, key_of(PDF), file_of(PDF)) == Kind.PDF


def test_what_is_not_stored_is_missing_also_to_a_role_that_may_not_list(store: Store) -> None:
    for role in (store, PutOnly(store)):
        with pytest.raises(MissingError):
            read_stored(role, key_of(PDF), file_of(PDF))


@pytest.mark.parametrize("data", [PDF + b"x", PDF[:-1], PDF[:-1] + b"x", b""])
def test_another_content_under_the_name_is_changed(tmp_path: Path, data: bytes) -> None:
    store = FolderStore(tmp_path)
    store.create(key_of(PDF), data)

    assert read_stored(store, key_of(PDF), file_of(PDF)) is None


def test_no_more_is_read_than_was_announced() -> None:
    read: list[int] = []

    class Endless(PutOnly):
        def stream(self, key: str):  # type: ignore[no-untyped-def]  # noqa: ARG002  # the shape of every store
            while True:
                read.append(1)
                yield noise(1000, len(read))

    announced = file_of(noise(2500))

    assert read_stored(Endless(FolderStore("/nowhere")), "a", announced) is None
    assert len(read) == 3
    assert announced.sha256 == hashlib.sha256(noise(2500)).hexdigest()


@pytest.mark.parametrize(
    "head", [b"MZ\x90\0", b"\x7fELF\2", b"#!/bin/sh\n", b"\xca\xfe\xba\xbe", b"<html><script>"]
)
def test_a_program_that_holds_a_pdfs_header_is_no_pdf(head: bytes) -> None:
    """Whoever opens it runs it, whatever readers of PDF make of it."""
    assert kind_of(head + b"\n" * 40 + PDF) is Kind.OTHER
    assert kind_of(b"\xef\xbb\xbf\n" + PDF) is Kind.PDF


@pytest.mark.parametrize(
    ("data", "carries"),
    [
        (zipped(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), True),
        (zipped(["[Content_Types].xml", "word/document.xml"]), False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), False),
        (PDF, False),
    ],
)
def test_a_document_with_macros_is_told(data: bytes, carries: bool) -> None:
    assert has_macros(data) is carries
