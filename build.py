"""The one command line: freeze the site, serve it, make and check editions, collect what was filed, deploy.

python build.py [freeze | serve | check | import | renew | changes | roster | codes | collect | verify | package | bundle | deploy] …   each with --help
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from schema.cli import Commands, Screen, warn
from schema.errors import UserError

# `site/` is a source folder, not a package: Python itself owns the name.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

COMMANDS = {
    "freeze": "webform.freeze.add_freeze",
    "serve": "handler.server.commands.add_serve",
    "check": "handler.commands.check.add_check",
    "import": "schema.authoring.commands.add_new_year",
    "renew": "schema.authoring.commands.add_new_year",
    "changes": "schema.authoring.commands.add_new_year",
    "roster": "schema.authoring.roster.commands.add_roster",
    "codes": "handler.commands.code_sheet.add_codes",
    "collect": "handler.commands.collect.command.add_collect",
    "verify": "handler.commands.verify_receipt.add_verify",
    "package": "infra.commands.add_package",
    "bundle": "infra.commands.add_bundle",
    "deploy": "infra.commands.add_deploy",
}
"""Where each command is added, in the order in which --help lists them. All of them take half a second to import: the one that is asked for is imported alone."""


def main(arguments: Sequence[str] | None = None, commands: Mapping[str, str] = COMMANDS) -> int:
    """Run one command; 0 if it did what was asked. Errors the user can mend are one clear line each.

    Raises ModuleNotFoundError where what the command needs is not installed.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "freeze")
    screen = Screen(sys.stdout)
    known = {given[0]: commands[given[0]]} if given[0] in commands else commands
    parser = argparse.ArgumentParser(prog="build.py", description="年度统计表：建站、试用、检查、汇总、部署")
    add_commands(parser.add_subparsers(required=True, metavar="命令"), known)
    options = parser.parse_args(given)
    status = _run(options, screen)
    if screen.trouble():
        warn(screen.trouble())
    return 1 if screen.failed and not status else status


def _run(options: argparse.Namespace, screen: Screen) -> int:
    try:
        for line in options.run(options):
            screen.say(line)
    except (UserError, OSError) as error:
        for line in _in_words(error).splitlines():
            warn(line)
        return error.status if isinstance(error, UserError) else 1
    except KeyboardInterrupt:
        return 130
    return 0


def _in_words(error: UserError | OSError) -> str:
    """A path that nothing can be read from or written to is mostly mistyped: it is named first, not the number of the error."""
    match error:
        case FileNotFoundError(filename=str() as file):
            return f"{file}：没有这个文件或文件夹，请检查写得对不对"
        case OSError(filename=str() as file, strerror=why):
            return f"{file}：读不出或写不进（{why}），请检查路径和权限"
    return str(error)


def add_commands(commands: Commands, known: Mapping[str, str] = COMMANDS) -> None:
    """Imports and adds them. Raises ModuleNotFoundError where what they need is not installed."""
    for place in dict.fromkeys(known.values()):
        module, _, name = place.rpartition(".")
        add: Callable[[Commands], None] = getattr(import_module(module), name)
        add(commands)


def _start() -> int:
    try:
        return main()
    except ModuleNotFoundError as error:  # at the start of a command, or where it first needs a library
        warn(
            f"没有装 {error.name}：先运行 make setup，再用 .venv/bin/python build.py …（Windows 见 README.md）"
        )
        return 1


if __name__ == "__main__":
    sys.exit(_start())
