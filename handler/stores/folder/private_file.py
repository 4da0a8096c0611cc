"""Files that only their owner may read: what holds names and telephone numbers, and keys."""

import os
from pathlib import Path
from typing import BinaryIO

FILE, FOLDER = 0o600, 0o700
"""Modes. On Windows a file has the rights of its folder."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def create_private(path: Path) -> BinaryIO:
    """A new file, to be written. Raises FileExistsError, OSError."""
    return os.fdopen(os.open(path, _NEW, FILE), "wb")


def write_private(path: Path, text: str) -> None:
    """The text in place of what the file held: whoever reads it, after a kill too, finds one or the other whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.new")
    made.unlink(missing_ok=True)  # of a start that was killed
    with create_private(made) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)
