"""Forms that are not published yet, each at an address of its own that nobody can guess, to be filled on any screen.

The same pages and functions, over a store that is thrown away: nothing that is filed there goes to the bureau.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from wsgiref.types import StartResponse

from handler.attachments.upload_token import UploadTokens
from handler.records.record import now
from handler.server.clocks import while_open
from handler.server.site import make_local
from handler.server.wsgi import Application, Environ, mount
from handler.stores.folder import FolderStore
from handler.stores.folder.private_file import FOLDER
from handler.submit.settings import Settings
from schema.edition.survey import Survey
from webform.app import render_shell
from webform.config import Place
from webform.freeze import freeze

_MOST = 4
"""The oldest gives way."""


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
        self._shown[token] = mount(f"/preview/{token}/", site)
        while len(self._shown) > _MOST:
            oldest = next(iter(self._shown))
            self._shown.pop(oldest, None)  # two that are shown at once may both find it
            rmtree(self.folder / oldest, ignore_errors=True)
        return f"{path}{edition.id}/"

    def before(self, site: Application) -> Application:
        """The site, and before it the previews at their addresses."""

        def answering(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            token = str(environ.get("PATH_INFO", "")).partition("/preview/")[2].partition("/")[0]
            return self._shown.get(token, site)(environ, start_response)

        return answering
