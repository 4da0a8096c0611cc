"""Attachments (附件): what may be sent along with a table, under which names, and what is said of what may not."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

LARGEST = 20 * 1024 * 1024
"""Bytes of one attachment."""
MOST = 5
LONGEST_NAME = 100
"""Unicode code points, the extension among them."""
_READ = 3 * LONGEST_NAME
"""Code points of a name that are looked at from its beginning, and LONGEST_NAME from its end: in parts, as macOS
writes it, a name is longer than as it is shown, and composing the parts is quadratic in their number."""
TYPES: Mapping[str, str] = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "wps": "application/vnd.ms-works",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
"""Extension → media type."""
PLACE = "附件"
FIELD = "_attachments"
"""The id of the file field on the page, where problems stand."""
SENTENCES: Mapping[str, str] = {
    "type": "“{name}”的格式不支持，请上传 Word、WPS、PDF 文件或 JPG、PNG 图片（.doc .docx .wps .pdf .jpg .png）。",
    "empty": "“{name}”是空的（0 字节），请重新选择。",
    "large": f"“{{name}}”超过 {LARGEST >> 20} MB，请压缩，或分成几个文件。",
    "many": f"附件最多 {MOST} 个，请移除多出的，或合并成一个文件。",
    "again": "“{name}”与另一个附件内容相同，请移除一个。",
    "name": "有一个附件没有文件名，请重命名后再附。",
    "content": "“{name}”的内容不是 {wanted}{found}。请打开查看，另存为正确的格式后再附。",
    "changed": "“{name}”已上传的内容与所选的文件不一致，可能不完整。请点“重试”，或移除后重新选择。",
    "ticket": "“{name}”未经校验，或者是为其他单位上传的。请点“重试”，或移除后重新选择。",
    "not_asked": "本表不收附件，请移除“{name}”。",
}
"""The rules that an attachment can break → how to mend it; they travel to the page in `attachments.json`."""
SHA256 = re.compile(r"[0-9a-f]{64}")
_UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Unicode categories that have no place in a name: control, direction, halves of pairs.

Not what is unassigned: a later Unicode may assign it, and whoever merges with an older Python must see the same name.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A stored file: its name as shown, bytes, media type, and SHA-256 in hexadecimal."""

    name: str
    size: int
    type: str
    sha256: str


def explain(rule: str, name: str, **facts: str) -> str:
    """The sentence (Chinese) for a broken rule."""
    return SENTENCES[rule].format(name=name, **facts)


def type_of(name: str) -> str:
    """The media type by a name's extension; empty where none of that name may be attached."""
    return TYPES.get(name.rpartition(".")[2].lower(), "") if "." in name else ""


def shown_name(given: str) -> str:
    """The name as it is kept and shown: no folders, nothing invisible, one line, at most LONGEST_NAME long.

    It may be empty. A name that is shown already stays as it is.
    """
    base = re.split(r"[/\\]", given)[-1]
    if len(base) > _READ + LONGEST_NAME:
        base = base[:_READ] + base[-LONGEST_NAME:]
    seen = "".join(
        letter
        for letter in base
        if not _is_noncharacter(letter) and unicodedata.category(letter) not in _UNSHOWN
    )
    line = " ".join(unicodedata.normalize("NFC", seen).split())
    if len(line) <= LONGEST_NAME:
        return line
    path = PurePosixPath(line)
    suffix = path.suffix if len(path.suffix) <= 5 else ""
    return line[: LONGEST_NAME - len(suffix)].rstrip() + suffix


def _is_noncharacter(letter: str) -> bool:
    """What Unicode will never assign; XML cannot carry it."""
    return 0xFDD0 <= ord(letter) <= 0xFDEF or ord(letter) & 0xFFFE == 0xFFFE


def validate_file(name: str, size: int) -> Iterator[str]:
    """The rules that a file breaks by what can be said of it before it is read."""
    if not name:
        yield "name"
    elif not type_of(name):
        yield "type"
    if size > LARGEST:
        yield "large"
    if size <= 0:
        yield "empty"


def is_whole(attachments: Sequence[Attachment]) -> bool:
    """Whether a record may name these: what filing lets through, and nothing else."""
    return (
        len(attachments) <= MOST
        and len({each.sha256 for each in attachments}) == len(attachments)
        and all(
            each.name == shown_name(each.name)
            and not list(validate_file(each.name, each.size))
            and each.type == type_of(each.name)
            and SHA256.fullmatch(each.sha256)
            for each in attachments
        )
    )
