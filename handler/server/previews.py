"""Forms that are not published yet, each at an address of its own that nobody can guess, to be filled on any screen.

The same pages and functions, over a store that is thrown away: nothing that is filed there goes to the bureau.
"""

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from handler.attachments.upload_token import UploadTokens
from handler.records.record import now
from handler.server.site import make_local
from handler.server.wsgi import Application, Environ
from handler.stores.folder import FolderStore
from handler.stores.private_file import FOLDER
from handler.submit.settings import Settings
from schema.edition.model import Edition, State
from schema.loading.catalogue import Survey
from webform.config import Place
from webform.freeze import freeze, render_shell

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

_MOST = 4
"""The oldest gives way."""
_EVE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Previews:
    """folder: theirs alone; what earlier starts left there is removed. base_path, own: of the site, as its settings have them."""

    folder: Path
    base_path: str
    own: str
    _shown: dict[str, Application] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        rmtree(self.folder, ignore_errors=True)

    def show(self, survey: Survey) -> str:
        """The address of its form, below the site. Raises UserError, OSError."""
        edition, token = survey.edition, secrets.token_urlsafe(18)
        path = f"{self.base_path}preview/{token}/"
        store, public = (self.folder / token / name for name in ("store", "public"))
        store.mkdir(FOLDER, parents=True)
        catalogue = {edition.id: survey}
        place = Place(base_path=path, preview=True)
        for _ in freeze(catalogue, place, public):
            pass
        settings = Settings(
            catalogue=catalogue,
            shell=render_shell(catalogue, place),
            own=self.own,
            secure=self.own.startswith("https:"),
            upload_tokens=UploadTokens(secret=secrets.token_urlsafe(32)),
            clock=while_open(edition, now),
        )
        site = make_local(
            settings, FolderStore(store), secrets.token_urlsafe(32), public, policy=place.policy
        )
        self._shown[token] = _below(path, token, site)
        while len(self._shown) > _MOST:
            oldest = next(iter(self._shown))
            self._shown.pop(oldest, None)  # two that are shown at once may both find it
            rmtree(self.folder / oldest, ignore_errors=True)
        return f"{path}{edition.id}/"

    def find(self, path: str) -> Application | None:
        """The preview that this address is of."""
        return self._shown.get(path.partition("/preview/")[2].partition("/")[0])


def _below(path: str, token: str, site: Application) -> Application:
    """The site at its address, whether or not a proxy has taken the base path away."""

    def answering(environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        inside = str(environ.get("PATH_INFO", "")).partition(token)[2]
        return site({**environ, "SCRIPT_NAME": path.rstrip("/"), "PATH_INFO": inside}, start_response)

    return answering


def while_open(edition: Edition, clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock, or where it would find the form shut, one that goes on from a moment at which it is open."""
    began, at = time.monotonic(), clock()
    if edition.state(at) is not State.OPEN:
        at = eve_of(edition)
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def eve_of(edition: Edition) -> datetime:
    """A moment at which it is open: a day before it is due, if it is open by then."""
    eve = edition.due - _EVE
    return max(eve, edition.opens) if edition.opens else eve
