"""The one-file program's command line: `build.py`, but for what needs the sources, with editions beside the work."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

_BUILT_IN = Path(__file__).parents[2] / "schema" / "editions"
_KEEPING = ("serve", "import", "renew")
"""The commands after which the editions of this folder are its own."""
_OF_SOURCES = ("package", "bundle", "deploy")


def main(arguments: Sequence[str]) -> int:
    """Run one command. The editions are those in EDITIONS, or in `editions/`, or where there are none yet the file's."""
    _settle_editions(arguments)
    import build  # not before it is settled where editions are
    from schema.cli import warn

    commands = {name: place for name, place in build.COMMANDS.items() if name not in _OF_SOURCES}
    try:
        return build.main(
            arguments or ["--help"], {**commands, "install": "infra.machine.install.add_install"}
        )
    except ModuleNotFoundError as error:
        warn(f"这个文件里没有带 {error.name}，这件事请用完整的程序（python build.py）做")
        return 1


def _settle_editions(arguments: Sequence[str]) -> None:
    own = Path(os.environ.get("EDITIONS") or "editions")
    if arguments and arguments[0] in _KEEPING and not own.exists():
        shutil.copytree(_BUILT_IN, own)
    if own.exists():
        os.environ["EDITIONS"] = str(own)
