"""Scripts and sheets without what only their readers need: comments, spaces and, in scripts, long local names.

Local names are shortened by tdewolff-minify, which has wheels for Linux and Windows. Where it is not installed
(macOS), scripts keep their names and are about a sixth larger; they do the same.
"""

import re

import rcssmin
import rjsmin

try:
    import minify as renaming
except ImportError:  # no wheel for this system
    renaming = None

RENAMES = renaming is not None
"""Whether local names are shortened here."""
ENGINE = 2019
"""Scripts use nothing newer than this year's ECMAScript, which Chromium 78 knows; nor may the minifier."""
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)


def minify(name: str, text: str) -> str:
    """The file without comments and needless spaces, by the ending of its name."""
    match name.rpartition(".")[2]:
        case "js":
            return _script(text)
        case "css":
            return str(rcssmin.cssmin(text))
        case _:
            return text


def in_own_scope(text: str) -> str:
    """A module without imports as one function called at once, so that the minifier may rename what is in it.

    `export function a() {}` becomes `export const { a } = (() => { function a() {} return { a }; })();`.
    """
    names = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", text)
    if not names:
        return f"(() => {{\n{body}}})();\n"
    return f"export const {{ {names} }} = (() => {{\n{body}return {{ {names} }};\n}})();\n"


def _script(text: str) -> str:
    if renaming is None:
        return str(rjsmin.jsmin(text))
    renaming.config({"js-version": ENGINE})
    return str(renaming.string("text/javascript", text))
