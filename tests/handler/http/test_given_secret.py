"""What nobody has filled in is no secret: it stands in a template or a manual, and anybody could compute the codes."""

import pytest

from handler.access.filing_codes import Codes, CodesError
from handler.attachments.upload_token import UploadTokens
from handler.collect.function import Settings
from handler.http.given_secret import fault_of
from handler.server.trial import bureau_key
from schema.errors import UserError

UNFILLED = (
    "{{resolve:secretsmanager:arn:aws:secretsmanager:cn}}",
    "${aws_secretsmanager_secret.code_secret.value}",
    "$(openssl rand -base64 48 | tr -d some-more)",
    "<write at least 32 random characters here>",
    "%(ENV_CODE_SECRET)s-and-some-more-letters-here",
    "$CODE_SECRET_OF_THE_DEPLOYMENT_NOT_SET",
)


@pytest.mark.parametrize("secret", ["", "short", *UNFILLED])
def test_what_is_no_secret_is_refused_everywhere_and_never_repeated(secret: str) -> None:
    said = fault_of("X", secret)

    assert said
    assert not secret or secret not in said
    for make in (Codes, UploadTokens):
        with pytest.raises(CodesError):
            make(secret=secret)
    with pytest.raises(ValueError, match="BUREAU_KEY"):
        Settings(catalogue={}, key=secret)
    if secret:
        with pytest.raises(UserError):
            bureau_key(secret, print)


@pytest.mark.parametrize(
    "secret", ["a-secret-of-the-tests-with-more-than-32-bytes", "字" * 11, "a$b{c}d" * 6]
)
def test_any_other_is_taken(secret: str) -> None:
    assert fault_of("X", secret) == ""
