"""What a file is by its content, and whether it is the one that was announced. Nothing is unpacked."""

import hashlib
from collections.abc import Iterator
from enum import Enum

from handler.attachments.upload_token import File
from handler.stores import MissingError, NotAllowedError, Store
from schema.validation.attachments import LARGEST, TYPES

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "WordDocument".encode("utf-16-le")
"""The stream that a .doc has, by its name in the OLE2 directory; a workbook has another."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream that a .docx with a password is put into."""
_PDF_WITHIN = 1024
"""Readers take a PDF whose header stands within its first kilobyte."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"<")
"""How a program or a web page begins: one whose first kilobyte also holds a PDF's header is no PDF to whoever opens it."""
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""The storage that an OLE2 document keeps its macros in."""
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_WITHIN = 22 + 0xFFFF
_MOST_ENTRIES = 10_000


class Kind(Enum):
    """What a file is; the value is what to call it (Chinese)."""

    PDF = "PDF 文件"
    JPEG = "JPG 图片"
    PNG = "PNG 图片"
    DOC = "Word 97-2003 文档"
    LOCKED = "加密的 Office 文件"
    OLE = "旧式 Office 文件"
    DOCX = "Word 文档（.docx）"
    ZIP = "压缩包"
    OTHER = ""


_KINDS = {
    TYPES["pdf"]: (Kind.PDF,),
    TYPES["jpg"]: (Kind.JPEG,),
    TYPES["png"]: (Kind.PNG,),
    TYPES["doc"]: (Kind.DOC,),
    TYPES["docx"]: (Kind.DOCX,),
    TYPES["wps"]: (Kind.DOC, Kind.OLE),
}
"""Media type → what a file of that type may be; the first is what it is called."""
_CALLED = {TYPES["wps"]: "WPS 文字文档"}


def kind_of(data: bytes | bytearray) -> Kind:
    """What the bytes are, by their signature; of a zip and an OLE2 file also by the names inside."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(_OLE):
        return Kind.DOC if _WORD in data else Kind.LOCKED if _LOCKED in data else Kind.OLE
    if data.startswith(b"PK\x03\x04"):
        names = set(map(bytes, _names_in_zip(data)))
        word = b"[Content_Types].xml" in names and any(name.startswith(b"word/") for name in names)
        return Kind.DOCX if word else Kind.ZIP
    if data.startswith(_PROGRAMS):
        return Kind.OTHER
    return Kind.PDF if b"%PDF-" in data[:_PDF_WITHIN] else Kind.OTHER


def has_macros(data: bytes) -> bool:
    """Whether a document carries a program; it is then not opened unseen, and not refused: some bureaus' templates do."""
    if data.startswith(_OLE):
        return _MACROS in data
    return any(bytes(name).lower().endswith(b"vbaproject.bin") for name in _names_in_zip(data))


def fits(media: str, kind: Kind) -> bool:
    return kind in _KINDS[media]


def called(media: str) -> str:
    """What a media type is called (Chinese)."""
    return _CALLED.get(media) or _KINDS[media][0].value


def _names_in_zip(data: bytes | bytearray) -> Iterator[bytes | bytearray]:
    """The names in the archive's directory, which stands at its end; only that is read, and bounded."""
    end = data.rfind(_END, max(0, len(data) - _END_WITHIN))
    if end < 0:
        return
    at = end - int.from_bytes(data[end + 12 : end + 16], "little")
    for _ in range(_MOST_ENTRIES):
        if at < 0 or data[at : at + 4] != _ENTRY:
            return
        name, extra, comment = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (28, 30, 32))
        yield data[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment


def read_stored(store: Store, key: str, file: File) -> Kind | None:
    """What the object under `key` is; None where it is not the file announced. Raises MissingError, StoreError.

    A role that may not list is told of a missing object that it may not read it.
    """
    data = bytearray()
    try:
        for chunk in store.stream(key):
            data += chunk
            if len(data) > min(file.size, LARGEST):
                return None
    except NotAllowedError as error:
        raise MissingError(str(error)) from error
    same = len(data) == file.size and hashlib.sha256(data).hexdigest() == file.sha256
    return kind_of(data) if same else None
