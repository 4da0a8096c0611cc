"""What the submit function needs to know, and where it reads that from when deployed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from handler.access import Pause
from handler.codes import Codes, CodesError, read_rounds
from handler.tickets import Tickets, Vouching
from schema.catalogue import Catalogue, load_catalogue
from schema.judge import Judge, make_judge

SHELL = Path(__file__).with_name("shell.html")
"""Frozen from the site's templates by `build.py package`, which puts it into the zip."""


def now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """shell: the page that answers a plain form, `<!--title-->` and `<!--main-->` to be filled.

    origins: sites elsewhere whose script may post here (CORS); none by default.
    secure: whether cookies are for https only; False for the local try-out.
    codes: makes and checks filing codes; None where anybody may file.
    vouching: says what an attachment's ticket is worth; None where attachments cannot be taken.
    """

    catalogue: Catalogue
    shell: str
    origins: frozenset[str] = frozenset()
    secure: bool = True
    codes: Codes | None = None
    vouching: Vouching | None = None
    pause: Pause = field(default_factory=Pause)
    clock: Callable[[], datetime] = now
    judges: Mapping[str, Judge] = field(init=False)

    def __post_init__(self) -> None:
        judges = {id_: make_judge(survey.edition) for id_, survey in self.catalogue.items()}
        object.__setattr__(self, "judges", judges)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of a deployed function: `ALLOWED_ORIGINS`, separated by spaces; `ACCESS`.

    Raises CodesError: without a usable secret the function must not start.
    """
    return Settings(
        catalogue=load_catalogue(),
        shell=SHELL.read_text(encoding="utf-8"),
        origins=frozenset(environment.get("ALLOWED_ORIGINS", "").split()),
        codes=read_codes(environment, environment.get("ACCESS", "codes")),
        vouching=read_tickets(environment),
    )


def read_tickets(environment: Mapping[str, str]) -> Tickets | None:
    """Tickets under `CODE_SECRET`; None where there is none. Raises CodesError."""
    secret = environment.get("CODE_SECRET", "")
    return Tickets(secret=secret) if secret else None


def read_codes(environment: Mapping[str, str], access: str, *, tryout: bool = False) -> Codes | None:
    """What `access` (`codes` or `open`) asks for: `CODE_SECRET`, `CODE_ROUNDS`. Raises CodesError."""
    if access not in ("codes", "open"):
        raise CodesError("ACCESS 应是 codes 或 open")
    if access == "open":
        return None
    rounds = read_rounds(environment.get("CODE_ROUNDS", ""))
    return Codes(secret=environment.get("CODE_SECRET", ""), rounds=rounds, tryout=tryout)
