"""What the public functions, submit and lookup, need to know, and where they read that from when deployed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes, read_codes
from handler.attachments.upload_token import TokenReader, read_upload_tokens
from handler.http.html import read_shell
from handler.records.record import make_record_id, now
from handler.records.seal import Sealer, read_sealer
from handler.submit.limits import MOST
from schema.edition.survey import Catalogue
from schema.validation.validate import Validator, make_validator


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """shell: the page that answers a plain form, `<!--title-->` and `<!--main-->` to be filled.

    own: the origin of our own pages, `https://forms.example.cn`; empty where the host that is asked stands for it.
    origins: sites elsewhere whose script may post here (CORS); none by default.
    secure: whether cookies are for https only; False for the local try-out.
    codes: makes and checks filing codes; None where anybody may file.
    upload_tokens: says what an attachment's ticket is worth, and where it can, makes them; None where attachments cannot be taken.
    reads: whether the store may be read; then every receipt says which revision it is, and the quota holds.
    sealer: seals what is stored, and looks at the seals of reviews; None where the deployment has no secret.
    quota: how often a unit may file, and how many files it may store.
    """

    catalogue: Catalogue
    shell: str
    own: str = ""
    origins: frozenset[str] = frozenset()
    secure: bool = True
    codes: Codes | None = None
    upload_tokens: TokenReader | None = None
    reads: bool = False
    sealer: Sealer | None = None
    quota: int = MOST
    pause: Pause = field(default_factory=Pause)
    clock: Callable[[], datetime] = now
    validators: Mapping[str, Validator] = field(init=False)

    def make_id(self, edition: str, unit: str, key: str, content: str) -> str:
        """The id of a record. A sender without a key has the deployment's: nobody else can compute the receipt's address."""
        own = self.sealer.anonymous if self.sealer else ""
        return make_record_id(edition, unit, key or own, content)

    def __post_init__(self) -> None:
        validators = {id_: make_validator(survey.edition) for id_, survey in self.catalogue.items()}
        object.__setattr__(self, "validators", validators)


def read_settings(environment: Mapping[str, str], catalogue: Catalogue) -> Settings:
    """The settings of a deployed function: `ALLOWED_ORIGINS`, separated by spaces; `ACCESS`.

    Raises CodesError: without a usable secret the function must not start.
    """
    return Settings(
        catalogue=catalogue,
        shell=read_shell(),
        origins=frozenset(environment.get("ALLOWED_ORIGINS", "").split()),
        codes=read_codes(environment, environment.get("ACCESS", "codes"), catalogue),
        upload_tokens=read_upload_tokens(environment),
        sealer=read_sealer(environment),
    )
