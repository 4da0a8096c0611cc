"""Reading the settings of the site from `site.toml`, or from the table [site] of an edition."""

import re
from dataclasses import fields, replace
from pathlib import Path

from schema.edition.site import NO_SITE, Site
from schema.errors import FileProblemsError
from schema.loading.toml_table import Table, read_toml

NAME = "site"
"""No edition may have it as its id."""
_KEYS = tuple(field.name for field in fields(Site))
_SHAPES = {
    "phone": (r"[0-9+(（][0-9 ()（）+、，,转-]{4,}", "只写号码，如 0574-87654321 转 8012"),
    "icp": (r"\w+ICP备[0-9]+号(?:-[0-9]+)?", "照备案写，如 浙ICP备12345678号-1"),
    "police": (r"\w+公网安备\s?[0-9]{14}号", "照备案写，如 浙公网安备33020002000001号"),
    "code": (r"[0-9A-Za-z]{10}", "10 位数字或英文字母"),
}


def load_site(file: Path) -> Site:
    """The settings in `site.toml`, none where there is no such file. Raises FileProblemsError with everything wrong."""
    if not file.exists():
        return NO_SITE
    top = read_toml(file)
    site = read_site(top, NO_SITE)
    if top.mistakes:
        raise FileProblemsError(top.mistakes)
    return site


def read_site(table: Table, usual: Site) -> Site:
    """What the table says, over what is usual; what is wrong with it is blamed on it."""
    table.only(_KEYS)
    given = {key: table.text(key) for key in _KEYS if key in table.values and key != "keep_until"}
    for key, (shape, remedy) in _SHAPES.items():
        if given.get(key) and not re.fullmatch(shape, given[key]):
            table.blame(table.place, f"{key} “{given[key]}”不像", remedy)
    day = table.day("keep_until")
    return replace(usual, **given, keep_until=day or usual.keep_until)
