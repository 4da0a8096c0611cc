"""Files of every kind that may be attached, with such bytes as real ones have, and who stores and vouches for them."""

import hashlib
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from handler.attachments.upload_token import File, UploadTokens
from handler.records.keys import attachment_key
from schema.validation.attachments import Attachment, type_of
from tests.support.filings import YINZHOU

TICKETS = UploadTokens(secret="a-secret-of-the-tests-with-more-than-32-bytes")
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes as compressed pictures are: of every value, without a pattern; the same for the same seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311  # no secret


def pdf(size: int) -> bytes:
    """A PDF as a scanner makes it: one page whose picture is `size` bytes."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Scan 4 0 R >> >> >>",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length %d >>\nstream\n%b\nendstream" % (size, size, noise(size)),
    ]
    made, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


def png(width: int, height: int) -> bytes:
    """A picture of that many points of every colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = b"".join(b"\0" + noise(3 * width, line) for line in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def zipped(names: Iterable[str], comment: bytes = b"", size: int = 300) -> bytes:
    """An archive whose members are `size` bytes each."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.comment = comment
        for number, name in enumerate(names):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), noise(size, number))
    return packed.getvalue()


PDF = pdf(150_000)
"""Larger than what any server reads at once."""
PNG = png(200, 100)
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    + noise(90_000).replace(b"\xff", b"\xff\0")
    + b"\xff\xd9"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(70_000)
DOC = OLE + "WordDocument".encode("utf-16-le") + noise(500)
DOCX = zipped(["[Content_Types].xml", "_rels/.rels", "word/document.xml"], size=40_000)
XLSX = zipped(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"])


def file_of(data: bytes, name: str = "总结.pdf") -> File:
    return File(sha256=hashlib.sha256(data).hexdigest(), size=len(data), type=type_of(name))


def key_of(data: bytes, unit: str = YINZHOU.code) -> str:
    """Where the file is stored."""
    return attachment_key("2021", unit, hashlib.sha256(data).hexdigest())


def ticket_of(data: bytes, name: str = "总结.pdf", *, unit: str = YINZHOU.code, edition: str = "2021") -> str:
    return TICKETS.make(edition, unit, file_of(data, name))


def attached(data: bytes, name: str = "总结.pdf") -> dict[str, str]:
    """A member of `attachments` in what is sent."""
    return {"name": name, "ticket": ticket_of(data, name)}


def attachment(data: bytes, name: str = "总结.pdf") -> Attachment:
    file = file_of(data, name)
    return Attachment(name=name, size=file.size, type=file.type, sha256=file.sha256)


def xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook whose first sheet has these rows."""
    book, packed = Workbook(), io.BytesIO()
    assert book.active
    for row in rows:
        book.active.append([*row])
    book.save(packed)
    return packed.getvalue()


def parts_of(archive: bytes) -> dict[str, bytes]:
    """Name → content."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
