"""The site as it is served now, and another from the next request on: no restart when an edition is published."""

import argparse
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from wsgiref.types import StartResponse

from handler.access.filing_codes import read_codes, with_sample_secret
from handler.attachments.upload_token import UploadTokens
from handler.collect.exports.collected_json import to_json
from handler.collect.read_and_merge import read_and_merge
from handler.http.access_log import Write
from handler.records.seal import Sealer
from handler.server.addresses import Site
from handler.server.hosts import only_under, own_names
from handler.server.previews import Previews
from handler.server.site import make_local
from handler.server.trial import no_log
from handler.server.wsgi import Environ, mount
from handler.stores import Store, upload_origin
from handler.submit.settings import Settings
from handler.workbench import settings as workbench_settings
from handler.workbench.drafts import Drafts
from handler.workbench.function import make_responder
from schema.edition.survey import Catalogue
from schema.loading import catalogue
from schema.loading.catalogue import load_catalogue
from webform.app import render_shell
from webform.config import Place
from webform.freeze import count_pages, freeze

DRAFTS, PREVIEWS = Path("var/workbench"), Path("var/previews")
LOOPBACK = ("127.0.0.1", "::1", "[::1]", "localhost")


@dataclass(kw_only=True)
class Live:
    """The whole site on one origin, once it is made (`renew`). A request ends on the site that it began on.

    key: the bureau's; secret: of upload tokens and seals.
    """

    options: argparse.Namespace
    store: Store
    key: str = field(repr=False)
    secret: str = field(repr=False)
    write: Write
    clock: Callable[[], datetime]

    def __post_init__(self) -> None:
        self._site = self.options.site or Site()
        self._base_path: str = self.options.base_path or self._site.base_path
        self._lock = Lock()
        self._drafts = Drafts(DRAFTS)
        # those that are open outlive what is published meanwhile
        self._previews = Previews(folder=PREVIEWS, base_path=self._base_path, own=self._site.origin)

    def renew(self, say: Write = no_log) -> None:
        """Freeze and serve what is on the shelf now. Raises UserError, OSError; the site then stays as it was."""
        with self._lock:
            surveys, out = load_catalogue(), self.options.out
            settings, place = self._settle(surveys)
            say(count_pages(freeze(surveys, place, out), out))
            pages = make_local(
                settings,
                self.store,
                self.key,
                out,
                self.write,
                policy=place.policy,
                workbench=make_responder(self._bench()),
            )
            site = mount(self._base_path, self._previews.before(pages))
            self.catalogue, self.settings = surveys, settings
            self._now = only_under(own_names(settings.own), site)

    def _settle(self, surveys: Catalogue) -> tuple[Settings, Place]:
        """What the functions and the pages need to know.

        A sample secret will do while the clock is pinned and nobody else can come. Raises UserError.
        """
        options, own = self.options, self._site.origin
        is_trial = bool(options.at) and options.host in LOOPBACK and not own
        given = with_sample_secret(os.environ) if is_trial else os.environ
        codes = read_codes(given, options.access, surveys, trial=is_trial)
        place = Place(
            codes=codes is not None,
            at=options.at.isoformat() if options.at else "",
            upload_origin=upload_origin(self.store),
            base_path=self._base_path,
            workbench=True,
        )
        settings = Settings(
            catalogue=surveys,
            shell=render_shell(surveys, place),
            own=own,
            secure=own.startswith("https:"),
            codes=codes,
            quota=options.quota,
            upload_tokens=UploadTokens(secret=self.secret, trial=is_trial),
            sealer=Sealer(secret=self.secret),
            clock=self.clock,
        )
        return settings, place

    def _bench(self) -> workbench_settings.Settings:
        return workbench_settings.Settings(
            key=self.key,
            shelf=catalogue.EDITIONS,
            drafts=self._drafts,
            renew=self.renew,
            preview=self._previews.show,
            collected=self._collected,
            clock=lambda: datetime.now(UTC).astimezone(),
            own=self._site.origin,
        )

    def _collected(self, edition: str) -> bytes:
        """From it the next one gets its usual ranges. Raises StoreError."""
        collection = read_and_merge(self.catalogue[edition], self.store, None, sealer=self.settings.sealer)
        return to_json(collection)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return self._now(environ, start_response)
