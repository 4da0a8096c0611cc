"""Static files under a folder named after their content: cacheable for ever, changed all at once.

The scripts are small modules; a page's script is sent as one file with the modules it imports before it, because
each further request costs an old phone more than its bytes. What a page does not need at first is a lazy script,
joined in the same way and loaded by `import()` when it is used.
"""

import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

from schema.loading.catalogue import Catalogue
from webform.minified import in_own_scope, minify

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
PAGES = ("form.js", "received.js")
"""Scripts of pages, sent with all that they import."""
LAZY = (
    "attachments.js",
    "choose.js",
    "clearing.js",
    "latest.js",
    "mending.js",
    "names.js",
    "open.js",
    "paste.js",
    "told.js",
    "whose.js",
)
"""Scripts that a page's script imports when they are used. They keep their exports."""
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";\n', re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)


def asset_names() -> list[str]:
    """Every static file, in a fixed order."""
    return sorted(path.name for path in STATIC.iterdir() if path.is_file())


@cache
def read_asset(name: str) -> bytes:
    """The file as it is sent. Raises ValueError where two modules of a joined script share a name."""
    text = _read_source(name)
    return minify(name, in_own_scope(text) if name in PAGES + LAZY else text).encode()


def _read_source(name: str) -> str:
    return join_modules(STATIC, name) if name in PAGES + LAZY else (STATIC / name).read_text(encoding="utf-8")


def join_modules(folder: Path, entry: str) -> str:
    """The entry script after the modules it imports, each once, without imports; only the entry exports."""
    modules: dict[str, str] = {}
    _visit(folder, entry, modules)
    names = Counter(name for text in modules.values() for name in _NAME.findall(text))
    twice = [name for name, times in names.items() if times > 1]
    if twice:
        raise ValueError(f"{entry}: names that two modules share: {', '.join(twice)}")
    own = _IMPORT.sub("", modules.pop(entry))
    rest = (_IMPORT.sub("", text) for text in modules.values())
    return "".join([*(re.sub(r"^export ", "", text, flags=re.MULTILINE) for text in rest), own])


def _visit(folder: Path, name: str, modules: dict[str, str]) -> None:
    if name in modules:
        return
    text = (folder / name).read_text(encoding="utf-8")
    for imported in _IMPORT.findall(text):
        _visit(folder, imported, modules)
    modules[name] = text


def asset_version() -> str:
    """Ten hexadecimal digits that change when any static file does: with its text, not with who minified it."""
    digest = hashlib.sha256()
    for name in asset_names():
        digest.update(name.encode() + b"\0" + _read_source(name).encode() + b"\0")
    return digest.hexdigest()[:10]


def site_version(catalogue: Catalogue) -> str:
    """Ten hexadecimal digits that change when anything that a page is made of does."""
    digest = hashlib.sha256(asset_version().encode() + repr(catalogue).encode())
    for template in sorted(TEMPLATES.iterdir()):
        digest.update(template.name.encode() + b"\0" + template.read_bytes() + b"\0")
    return digest.hexdigest()[:10]
