"""What the commands of `build.py` share: how a command is added, what its arguments may be, how progress shows.

A command is a function from its options to the lines it has to say, yielded as they become true.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeAlias

from schema.catalogue import EDITIONS, Survey, load_catalogue
from schema.errors import UserError

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


def year(text: str) -> int:
    """A year that an edition may have, as an argument."""
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，应写成 2022")
    return int(text)


def pair(text: str) -> tuple[str, str]:
    """`new=old`, as an argument."""
    new, equals, old = text.partition("=")
    if not (new and equals and old):
        raise argparse.ArgumentTypeError(f"“{text}”应写成 今年的编号=去年的编号")
    return new, old


def find_survey(edition: str) -> Survey:
    """The edition of that id. Raises UserError, MistakesError."""
    catalogue = load_catalogue()
    if edition not in catalogue:
        raise UserError(f"没有 {edition} 年的表，有的是 {'、'.join(catalogue)}（在 {EDITIONS}）")
    return catalogue[edition]


def show_progress(line: str) -> None:
    """One line that is written over, on a terminal only; an empty one clears it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()


def warn(line: str) -> None:
    """One line that is not the command's answer."""
    sys.stderr.write(f"build.py: {line}\n")
