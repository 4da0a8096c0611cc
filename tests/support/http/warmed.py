"""What a forked server finds done, whose own start would do it anew: imports, templates compiled, scripts minified.

Imported by the process alone that such servers are forked from.
"""

import gc
from pathlib import Path
from tempfile import TemporaryDirectory

import waitress.server  # noqa: F401  # what `serve` imports when it begins

import build  # puts the site's folder on the path
import handler.server.commands  # noqa: F401
from schema.loading.catalogue import load_catalogue
from tests.support.http.compiled import keep_compiled
from webform.config import Place
from webform.freeze import freeze

__all__ = ["build"]

keep_compiled()
with TemporaryDirectory() as folder:
    for _ in freeze(load_catalogue(), Place(workbench=True), Path(folder)):
        pass
gc.freeze()  # no process that is forked looks through it
