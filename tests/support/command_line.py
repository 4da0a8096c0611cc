"""The command line as documents speak of it: whether a command that they name is one that `build.py` understands."""

import argparse
import shlex
from collections.abc import Iterable, Iterator

import build
from schema.cli import Commands


def command_names() -> list[str]:
    """The commands of `build.py` in the order in which --help lists them."""
    return list(_commands(argparse.ArgumentParser()).choices)


def help_of(name: str) -> str:
    """What a command's --help says."""
    return _commands(argparse.ArgumentParser()).choices[name].format_help()


def understood(lines: Iterable[str]) -> Iterator[str]:
    """The commands of `build.py` among these lines, each with arguments that it takes; a wrong one fails."""
    parser = argparse.ArgumentParser(prog="build.py")
    _commands(parser)
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[:2] == ["python", "build.py"]:
            given = words[2:]
            if not given or given[0].startswith("-"):
                given = ["freeze", *given]  # the default command
            parser.parse_args(given)
            yield given[0]


def _commands(parser: argparse.ArgumentParser) -> Commands:
    commands = parser.add_subparsers(required=True)
    build.add_commands(commands)
    return commands
