"""The one command line: freeze the site, serve it, make and check editions, collect what was filed, deploy.

python build.py [freeze | serve | check | import | renew | changes | roster | codes | collect | verify | package | bundle | deploy] …   each with --help
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# `site/` is a source folder, not a package: Python itself owns the name.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

try:
    from handler.commands.check import add_check
    from handler.commands.code_sheet import add_codes
    from handler.commands.collect.command import add_collect
    from handler.commands.verify import add_verify
    from handler.server.commands import add_serve
    from infra.commands import add_bundle, add_package
    from infra.deploy.commands import add_deploy
    from schema.authoring.commands import add_new_year
    from schema.authoring.roster.commands import add_roster
    from schema.cli import Commands, Screen, warn
    from schema.errors import UserError
    from webform.commands import add_freeze
except ModuleNotFoundError as error:
    sys.exit(
        f"build.py: 没有装 {error.name}：先运行 make setup，再用 .venv/bin/python build.py …（Windows 见 README.md）"
    )

Add = Callable[[Commands], None]
COMMANDS: tuple[Add, ...] = (
    add_freeze,
    add_serve,
    add_check,
    add_new_year,
    add_roster,
    add_codes,
    add_collect,
    add_verify,
    add_package,
    add_bundle,
    add_deploy,
)
"""In the order in which --help lists them."""


def main(arguments: Sequence[str] | None = None, commands: Sequence[Add] = COMMANDS) -> int:
    """Run one command; 0 if it did what was asked. Errors the user can mend are one clear line each."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "freeze")
    screen = Screen(sys.stdout)
    options = _parser(commands).parse_args(given)
    status = _run(options, screen)
    if screen.trouble():
        warn(screen.trouble())
    return 1 if screen.failed and not status else status


def _run(options: argparse.Namespace, screen: Screen) -> int:
    try:
        for line in options.run(options):
            screen.say(line)
    except (UserError, OSError) as error:
        for line in str(error).splitlines():
            warn(line)
        return error.status if isinstance(error, UserError) else 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser(known: Sequence[Add]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="年度统计表：建站、试用、检查、汇总、部署")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for add in known:
        add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
