"""What the workbench must know, and what it keeps in hand."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from handler.workbench.drafts import Drafts
from schema.edition.survey import Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """key: the bureau's. shelf: the editions' folder. renew: serves what is on it from now on.

    preview: serves a form that is not published, and gives its address. collected: an edition's `collected.json`.

    own: as the submit function's. clock: the computer's, whatever moment the site is pinned to.
    """

    key: str = field(repr=False)
    shelf: Path
    drafts: Drafts
    renew: Callable[[], object]
    preview: Callable[[Survey], str]
    collected: Callable[[str], bytes]
    clock: Callable[[], datetime]
    own: str = ""
    publishing: AbstractContextManager[object] = field(default_factory=Lock)
