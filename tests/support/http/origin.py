"""The whole site on one origin for a test: frozen pages and the functions behind the real WSGI server."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from wsgiref.types import StartResponse

from waitress.server import create_server

from handler.access.filing_codes import Codes
from handler.attachments.upload_token import UploadTokens
from handler.server.site import make_local
from handler.server.wsgi import Application, Environ
from handler.stores import Store
from handler.stores.folder import FolderStore
from handler.submit.settings import Settings
from schema.edition.survey import Catalogue
from schema.loading.catalogue import load_catalogue
from webform.app import render_shell
from webform.config import Place
from webform.freeze import freeze

ON_TIME = "2021-06-30T09:00:00+08:00"
SECRET = "the-ticket-secret-of-the-tests-0123456789"
KEY = "the-bureau-key-of-the-tests-0123456789"


@dataclass(kw_only=True)
class TickingClock:
    """Stands at `moment`, a millisecond later at each look."""

    moment: datetime

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def set(self, moment: str) -> None:
        self.moment = datetime.fromisoformat(moment)


@dataclass(kw_only=True)
class Origin:
    """Where the site is served, its store and its clock. `hits` counts the POSTs that arrived."""

    address: str
    public: Path
    application: Application
    store: Store
    clock: TickingClock
    hits: int = 0
    codes: Codes | None = None
    policy: str = Place().policy
    catalogue: Catalogue = field(default_factory=load_catalogue, repr=False)
    shell: str = field(default="", repr=False)

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def form(self) -> str:
        return f"{self.address}/2021/"

    def records(self) -> list[dict[str, object]]:
        """What is stored, oldest first."""
        records = [json.loads(self.store.read(key)) for key in self.store.list("submissions/")]
        return sorted(records, key=lambda record: str(record["received_at"]))

    def open_on(self, folder: Path) -> None:
        """A fresh, empty store in `folder`; the clock set back to before the deadline."""
        folder.mkdir(parents=True, exist_ok=True)
        self.use(FolderStore(folder))

    def change(self, catalogue: Catalogue) -> None:
        """Freeze and serve other editions from now on, over the same store."""
        for _ in freeze(catalogue, Place(codes=self.codes is not None), self.public):
            pass
        self.catalogue, self.shell = catalogue, render_shell(catalogue, Place())
        self.use(self.store)

    def use(self, store: Store) -> None:
        """The store from now on; the clock set back to before the deadline."""
        self.store = store
        self.clock = TickingClock(moment=datetime.fromisoformat(ON_TIME))
        settings = Settings(
            catalogue=self.catalogue,
            shell=self.shell,
            secure=False,
            clock=self.clock,
            codes=self.codes,
            upload_tokens=UploadTokens(secret=SECRET),
        )
        self.application = make_local(settings, self.store, KEY, self.public, policy=self.policy)
        self.hits = 0


@contextmanager
def serve_origin(
    public: Path, codes: Codes | None = None, upload_origin: str = "", catalogue: Catalogue | None = None
) -> Iterator[Origin]:
    """Freeze the site into `public` and serve it on a free port of this machine; with `codes` it asks for them."""
    place = Place(codes=codes is not None, upload_origin=upload_origin)
    catalogue = catalogue or load_catalogue()
    for _ in freeze(catalogue, place, public):
        pass

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        origin.hits += environ["REQUEST_METHOD"] == "POST"
        return origin.application(environ, start_response)

    server = create_server(application, host="127.0.0.1", port=0, threads=8)
    origin = Origin(
        address=f"http://127.0.0.1:{server.effective_port}",  # type: ignore[union-attr]  # one address, one server
        public=public,
        application=lambda _environ, _start: [],
        store=FolderStore(public),
        clock=TickingClock(moment=datetime.fromisoformat(ON_TIME)),
        codes=codes,
        policy=place.policy,
        catalogue=catalogue,
        shell=render_shell(catalogue, Place()),
    )
    Thread(target=server.run, daemon=True).start()  # it ends with the test process
    yield origin
