"""A scanner for what is uploaded: any command that reads a file on its standard input and ends with 0 where it finds nothing.

`clamdscan` (ClamAV) is one: 0 for nothing, 1 for a virus, 2 where it could not look.
"""

import shlex
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import IO, cast

from handler.stores import StoreError
from schema.errors import UserError

CLAMD = "clamdscan --no-summary -"
PATIENCE = 60
"""Seconds for one file, 20 MB at most."""
_FOUND = 1
Scan = Callable[[IO[bytes]], bool]
"""Whether a file may be kept; reads it to its end. Raises StoreError where it could not be looked at."""


def unscanned(_file: IO[bytes]) -> bool:  # the shape of every Scan
    """Where nobody scans."""
    return True


def scanner(command: str, sample: IO[bytes]) -> Scan:
    """The scan by this command, which must let a harmless sample pass. Raises UserError."""
    try:
        arguments = shlex.split(command)
    except ValueError:  # a quotation mark without its other
        arguments = []
    if not arguments:
        raise UserError("--scan 后面没有命令，或者引号不成对")

    def scan(file: IO[bytes]) -> bool:
        status = _status(arguments, file)
        if status not in (0, _FOUND):
            raise StoreError(f"扫描附件的命令没有扫成（{arguments[0]}，状态 {status}），附件没有接收")
        return status == 0

    try:
        passed = scan(sample)
    except StoreError as error:
        raise UserError(f"--scan：{error}。请先让它能扫描一个文件：{command} < 文件") from error
    if not passed:
        raise UserError(f"--scan：{command} 对一个无害的文件也以状态 1 结束，不能用来扫描附件")
    return scan


def _status(arguments: list[str], file: IO[bytes]) -> int | str:
    """How it ended, or why it did not begin; a negative number where it was stopped."""
    try:
        with subprocess.Popen(  # noqa: S603  # the command of whoever runs the server
            arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            patience = Timer(PATIENCE, process.kill)
            patience.start()
            with (
                suppress(BrokenPipeError),
                cast("IO[bytes]", process.stdin) as sink,
            ):  # it may have seen enough
                shutil.copyfileobj(file, sink)
            status = process.wait()
            patience.cancel()
            return status
    except OSError as error:
        return error.strerror or type(error).__name__
