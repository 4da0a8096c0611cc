"""Whatever file an officer has → the paper; anything that cannot be the table gets one clear line."""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from schema.authoring.importer.document import DocumentError, Paper
from schema.authoring.importer.read_docx import read_docx
from schema.authoring.importer.read_text import read_text

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 80_000_000
"""Bytes. The official document has 40 kB, unpacked 850 kB."""
PATIENCE = 120
"""Seconds for LibreOffice."""
_SAVE_AS = "请用 Word 或 WPS 打开，选“另存为”→“Word 文档（.docx）”，再导入那一份。"
_OTHERS = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"%PDF": "PDF",
}


def read_document(file: Path) -> Paper:
    """The paper in a .docx, a text extract, or (where LibreOffice is) a legacy .doc. Raises DocumentError."""
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise DocumentError(f"文件有 {size // 1_000_000} MB，太大，不像是统计表。请核对文件。")
        data = file.read_bytes()
    except OSError as error:
        raise DocumentError(f"读不到文件 {file}（{error.strerror}）。请检查路径和权限。") from error
    if data.startswith(b"PK"):
        _check_package(file)
        return read_docx(file)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return _read_legacy(file)
    return read_text(_decode(data))


def _check_package(file: Path) -> None:
    """Refuse what is no Word document, or would unpack to more than any table needs."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise DocumentError(f"文件不完整或已损坏，打不开。{_SAVE_AS}") from error
    if any(name.startswith("xl/") for name in names):
        raise DocumentError("这是 Excel 工作簿，不是 Word 表。请选用市局下发的 Word 表（.docx）。")
    if "word/document.xml" not in names:
        raise DocumentError(f"这不是 Word 文档。{_SAVE_AS}")
    if unpacked > LARGEST_UNPACKED:
        raise DocumentError(f"文件解开后有 {unpacked // 1_000_000} MB，太大，不像是统计表。请核对文件。")


def _read_legacy(file: Path) -> Paper:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise DocumentError(f"这是旧格式的文档（.doc），这台电脑上没有 LibreOffice，不能转换。{_SAVE_AS}")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(file.resolve()),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603  # no shell, own list
        except (subprocess.SubprocessError, OSError) as error:
            raise DocumentError(f"LibreOffice 没能转换这个文件。{_SAVE_AS}") from error
        converted = Path(folder) / f"{file.stem}.docx"
        if not converted.is_file():
            raise DocumentError(f"LibreOffice 不能把这个文件转换成 Word 文档。{_SAVE_AS}")
        return read_docx(converted)


def _decode(data: bytes) -> str:
    if not data.strip():
        raise DocumentError("文件是空的。请核对文件。")
    what = next((word for mark, word in _OTHERS.items() if data.startswith(mark)), "")
    if what or b"\0" in data:
        raise DocumentError(
            f"这是{what or '无法识别的文件'}，读不出表格。请选用市局下发的 Word 表（.docx）。"
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"认不出文件的文字编码。{_SAVE_AS}")
