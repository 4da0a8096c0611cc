"""Whatever file an officer has → the paper; anything that cannot be the table gets one clear line."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from schema.authoring.importer.document import DocumentError, Paper
from schema.authoring.importer.read_text import read_text
from schema.authoring.importer.word.package import ONLY_WORD, SAVE_AS
from schema.authoring.importer.word.read_docx import read_docx

LARGEST_FILE = 20_000_000
"""Bytes. The official document has 40 kB."""
PATIENCE = 120
"""Seconds for LibreOffice."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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
        return read_docx(file)
    if _ENCRYPTED in data:
        raise DocumentError(
            "这份文件有打开密码，现在还不支持。请用 Word 打开，取消密码后另存，再导入那一份。"
        )
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return _read_legacy(file)
    return read_text(_decode(data))


def _read_legacy(file: Path) -> Paper:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise DocumentError(f"这是旧格式的文档（.doc），本设备上没有 LibreOffice，不能转换。{SAVE_AS}")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, *["--headless", "--convert-to", "docx", "--outdir"], folder]
        try:
            subprocess.run([*command, str(file.resolve())], check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603  # no shell, own list
        except (subprocess.SubprocessError, OSError) as error:
            raise DocumentError(f"LibreOffice 没能转换这个文件。{SAVE_AS}") from error
        converted = Path(folder) / f"{file.stem}.docx"
        if not converted.is_file():
            raise DocumentError(f"LibreOffice 不能把这个文件转换成 Word 文档。{SAVE_AS}")
        return read_docx(converted)


def _decode(data: bytes) -> str:
    if not data.strip():
        raise DocumentError("文件是空的。请核对文件。")
    what = next((word for mark, word in _OTHERS.items() if data.startswith(mark)), "")
    if what or b"\0" in data:
        raise DocumentError(f"这是{what or '无法识别的文件'}，现在还不支持。{ONLY_WORD}")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"认不出文件的文字编码。{SAVE_AS}")
