"""Static files under a folder named after their content: cacheable for ever, changed all at once.

The scripts are small modules in rooms; a page's script is sent as one file with the modules it imports before it, and
so is a sheet with its parts, because each further request costs an old phone more than its bytes. What a page does not need at first is a lazy
script, joined in the same way and loaded by `import()` when it is used.
"""

import hashlib
import json
import posixpath
import re
from collections import Counter
from functools import cache
from pathlib import Path

from schema.edition.survey import Catalogue
from webform.minified import in_own_scope, minify

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
PAGES = ("form.js", "received.js", "table/grid/grid.js", "index.js", "desk/desk.js")
"""Scripts of pages, sent with all that they import."""
VENDORED = "lib/vendor/"
"""Scripts of others (`make vendor`): modules as they came, which import nothing."""
OFFLINE = PAGES[:3]
"""Those of them that open without network; the desk shows what nobody's computer may keep."""
BUNDLE = "offline.json"
"""What these load later, in one file: fifty requests in the background would keep an old phone's line from the clerk."""
# No parser: an import stands alone on its line, a name at the head of one; a test finds what these patterns miss.
_IMPORT = re.compile(r'^import \{[^}]*\} from "([a-z_./]+\.js)";\n', re.MULTILINE)
_LOADED = re.compile(r'import\("([a-z_./]+\.js)"\)')
_SHEET = re.compile(r'^@import "([a-z_./]+\.css)";\n', re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)


@cache
def asset_names() -> tuple[str, ...]:
    """Every static file by its path below `static/`, in a fixed order."""
    return tuple(sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()))


@cache
def lazy_scripts(pages: tuple[str, ...] = PAGES) -> tuple[str, ...]:
    """What the pages' scripts import when they use it, and what that does in turn. They keep their exports."""
    found: set[str] = set()
    waiting = list(pages)
    while waiting:
        name = waiting.pop()
        loaded = {_beside(name, at) for at in _LOADED.findall(join_modules(STATIC, name))} - found
        found |= loaded
        waiting += loaded
    return tuple(sorted(found))


@cache
def read_asset(name: str) -> bytes:
    """The file as it is sent. Raises ValueError where two modules of a joined script share a name."""
    text = _read_source(name)
    own = _is_joined(name) and not name.startswith(VENDORED)
    return minify(name, in_own_scope(text) if own else text).encode()


@cache
def offline_bundle() -> bytes:
    """Each file by its path below `static/`, as it is sent alone."""
    names = (*lazy_scripts(OFFLINE), "style/others.css", "table/grid/grid.css")
    return json.dumps({name: read_asset(name).decode() for name in names}, ensure_ascii=False).encode()


def _is_joined(name: str) -> bool:
    return name in PAGES or name in lazy_scripts()


def _read_source(name: str) -> str:
    if _is_joined(name):
        return join_modules(STATIC, name)
    text = (STATIC / name).read_text(encoding="utf-8")
    return _SHEET.sub(lambda found: _read_source(_beside(name, found[1])), text)


@cache
def join_modules(folder: Path, entry: str) -> str:
    """The entry script after the modules it imports, each once, without imports; only the entry exports.

    All stand in one scope then, so no two may use one name at their top: of `a.js`, which says
    `import { b } from "./b.js"; b();`, and `b.js`, which says `export function b() {}`, this makes
    `function b() {} b();`. What is loaded by `import()` is named from where the joined script stands:
    `form/units.js` says `import("../drafts/notices.js")`, `form.js`, which holds it, `import("./drafts/notices.js")`.

    A lazy script that imports what the page has too brings a copy of its own: what must be one for the whole page
    (the draft's state, the list of files) hangs on the page that is handed to it, never on a module.
    """
    modules: dict[str, str] = {}
    _visit(folder, entry, modules)
    names = Counter(name for text in modules.values() for name in _NAME.findall(text))
    twice = [name for name, times in names.items() if times > 1]
    if twice:
        raise ValueError(f"{entry}: names that two modules share: {', '.join(twice)}")
    own = modules.pop(entry)
    rest = (re.sub(r"^export ", "", text, flags=re.MULTILINE) for text in modules.values())
    return "".join([*rest, own])


def _visit(folder: Path, name: str, modules: dict[str, str], entry: str = "") -> None:
    """Adds the module after those it imports, its own import lines taken out.

    Depth first, so `modules` is in an order in which every `const` is there before it is used. There is no circle of
    imports that would break it: a test holds that.
    """
    if name in modules:
        return
    text = (folder / name).read_text(encoding="utf-8")
    for imported in _IMPORT.findall(text):
        _visit(folder, _beside(name, imported), modules, entry or name)
    from_entry = posixpath.dirname(entry or name) or "."

    def seen_from_entry(loaded: re.Match[str]) -> str:
        path = posixpath.relpath(_beside(name, loaded[1]), from_entry)
        return f'import("{path if path.startswith(".") else f"./{path}"}")'

    modules[name] = _LOADED.sub(seen_from_entry, _IMPORT.sub("", text))


def _beside(name: str, imported: str) -> str:
    """The path below `static/` of what a module at `name` imports by a path of its own."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))


@cache
def asset_version() -> str:
    """Ten hexadecimal digits that change when any static file does: with its text, not with who minified it."""
    digest = hashlib.sha256()
    for name in asset_names():
        digest.update(name.encode() + b"\0" + _read_source(name).encode() + b"\0")
    return digest.hexdigest()[:10]


def site_version(catalogue: Catalogue) -> str:
    """Ten hexadecimal digits that change when anything that a page is made of does."""
    digest = hashlib.sha256(asset_version().encode() + repr(catalogue).encode())
    for template in sorted(file for file in TEMPLATES.rglob("*") if file.is_file()):
        digest.update(template.name.encode() + b"\0" + template.read_bytes() + b"\0")
    return digest.hexdigest()[:10]
