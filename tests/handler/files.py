"""Files of every kind that may be attached, as small as they can be, and who stores and vouches for them."""

import hashlib
import io
import zipfile
from collections.abc import Iterable

from handler.tickets import File, Tickets, attachment_key
from schema.attachments import Attachment, type_of
from tests.handler.builders import YINZHOU

TICKETS = Tickets(secret="a-secret-of-the-tests-with-more-than-32-bytes")
PDF = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DOC = OLE + "WordDocument".encode("utf-16-le") + b"\0" * 100


def zipped(names: Iterable[str], comment: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, "<x/>")
    return packed.getvalue()


DOCX = zipped(["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
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
