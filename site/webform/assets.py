"""Static files under a folder named after their content: cacheable for ever, changed all at once."""

import hashlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"


def asset_files() -> list[Path]:
    """Every static file, in a fixed order."""
    return sorted(path for path in STATIC.iterdir() if path.is_file())


def asset_version() -> str:
    """Ten hexadecimal digits that change when any static file does."""
    digest = hashlib.sha256()
    for path in asset_files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:10]
