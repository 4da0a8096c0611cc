"""What the lookup function needs to know, and where it reads that from when deployed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.access.authorise import Pause
from handler.access.filing_codes import Codes, read_codes
from handler.attachments.upload_token import UploadTokens, read_upload_tokens
from handler.http.html import read_shell
from handler.records.seal import Sealer, read_sealer
from schema.loading.catalogue import Catalogue, load_catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """shell, own, origins, codes: as the submit function's.

    sealer: looks at the seals of reviews; None where the deployment has no secret.
    upload_tokens: made here for files that were looked at; None where attachments cannot be taken.
    """

    catalogue: Catalogue
    shell: str
    own: str = ""
    origins: frozenset[str] = frozenset()
    codes: Codes | None = None
    sealer: Sealer | None = None
    upload_tokens: UploadTokens | None = None
    pause: Pause = field(default_factory=Pause)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of a deployed function. Raises CodesError."""
    catalogue = load_catalogue()
    return Settings(
        catalogue=catalogue,
        shell=read_shell(),
        origins=frozenset(environment.get("ALLOWED_ORIGINS", "").split()),
        codes=read_codes(environment, environment.get("ACCESS", "codes"), catalogue),
        sealer=read_sealer(environment),
        upload_tokens=read_upload_tokens(environment),
    )
