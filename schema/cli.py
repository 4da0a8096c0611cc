"""What the commands of `build.py` share: how a command is added, what its arguments may be, how it says what it did.

A command is a function from its options to the lines it has to say, yielded as they become true.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import TextIO, TypeAlias

from schema.edition.period import edition_in_words, mistake_in
from schema.edition.survey import Survey
from schema.errors import UserError
from schema.loading.catalogue import EDITIONS, load_catalogue

EDITION = "表的编号，如 2022、2022-q3、quality-2022"
Run = Callable[[argparse.Namespace], Iterable[str]]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # its only name


def add_command(commands: Commands, name: str, run: Run, purpose: str) -> argparse.ArgumentParser:
    """The parser of a new command, its arguments to be added."""
    command = commands.add_parser(
        name, help=purpose, description=purpose, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    command.set_defaults(run=run)
    return command


def moment(text: str) -> datetime:
    """A moment with its offset, as an argument."""
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        said = None
    if said is None or said.tzinfo is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是带时区的时刻，应写成 2021-06-30T09:00:00+08:00")
    return said


def edition_id(text: str) -> str:
    """An id that an edition may have, as an argument."""
    if mistake := mistake_in(text):
        raise argparse.ArgumentTypeError("。".join(mistake))
    return text


def pair(text: str) -> tuple[str, str]:
    """`new=old`, as an argument."""
    new, equals, old = text.partition("=")
    if not (new and equals and old):
        raise argparse.ArgumentTypeError(f"“{text}”应写成 今年的编号=去年的编号")
    return new, old


def find_survey(edition: str) -> Survey:
    """The edition of that id. Raises UserError, FileProblemsError."""
    catalogue = load_catalogue()
    if edition not in catalogue:
        raise UserError(
            f"没有 {edition_in_words(edition)}的表，有的是 {'、'.join(catalogue)}（在 {EDITIONS}）"
        )
    return catalogue[edition]


class Screen:
    """Where a command says its lines: whatever the screen cannot show or take, the command goes on.

    Made before anything is written to it: letters that its code page lacks are replaced from then on.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._replaced = ""
        self.failed: OSError | None = None
        """Why lines are lost that somebody may be waiting for; a reader who had enough of them is none."""
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

    def say(self, line: str) -> None:
        """One line, at once."""
        if self._stream is None:
            return
        if not _fits(line, self._stream.encoding):
            self._replaced = self._stream.encoding
        try:
            self._stream.write(f"{line}\n")
            self._stream.flush()
        except OSError as error:
            self.failed = None if isinstance(error, BrokenPipeError) else error
            _discard(self._stream)
            self._stream = None

    def trouble(self) -> str:
        """What of the lines did not arrive (Chinese); empty where all did."""
        if self.failed:
            return f"屏幕上的话没有全部写出：{self.failed.strerror}。写出的文件不受影响"
        if self._replaced:
            return f"有些字这里显示不出（{self._replaced}），已用“?”代替；写出的文件不受影响"
        return ""


def _fits(line: str, encoding: str | None) -> bool:
    try:
        line.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _discard(stream: TextIO) -> None:
    """Let what the stream still holds go nowhere: Python would try to write it once more at the end, and fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def show_progress(line: str) -> None:
    """One line that is written over, on a terminal only; an empty one clears it."""
    if sys.stderr and sys.stderr.isatty():
        _tell(f"\r\033[K{line}")


def warn(line: str) -> None:
    """One line that is not the command's answer."""
    _tell(f"build.py: {line}\n")


def _tell(text: str) -> None:
    """Said on the stream of errors; there is no other one to complain of it to."""
    if sys.stderr:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
