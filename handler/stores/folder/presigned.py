"""Signed forms of a folder store: what S3 calls a presigned POST, on this machine.

The form's policy says which object it may make: name, size, media type, SHA-256, and until when. Given the deployment's
secret, a form outlives the process that signed it, and another process takes it; else the key lives as long as the process.
"""

import base64
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.stores import FORM_SECONDS, Upload
from schema.errors import UserError

UPLOADS = "/api/uploads"
"""Where the local origin takes them."""


class FormError(UserError):
    """The form was not made here, is void, or was changed. status: HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What a form allows to be stored."""

    key: str
    size: int
    media: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Forms:
    """Makes and checks forms."""

    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @classmethod
    def of(cls, secret: str) -> "Forms":
        return cls(hmac.digest(secret.encode(), b"upload form", "sha256"))

    def make(self, policy: Policy, seconds: int = FORM_SECONDS) -> Upload:
        until = int(time.time()) + seconds
        conditions = [policy.key, policy.size, policy.media, policy.sha256]
        text = base64.b64encode(json.dumps({"until": until, "conditions": conditions}).encode()).decode()
        checksum = base64.b64encode(bytes.fromhex(policy.sha256)).decode()
        return Upload(
            url=UPLOADS,
            fields={
                "key": policy.key,
                "Content-Type": policy.media,
                "x-amz-checksum-sha256": checksum,
                "policy": text,
                "x-amz-signature": self._sign(text),
            },
        )

    def check(self, fields: Mapping[str, str]) -> Policy:
        """What the form allows. Raises FormError (403)."""
        text = fields.get("policy", "")
        if not hmac.compare_digest(self._sign(text).encode(), fields.get("x-amz-signature", "").encode()):
            raise FormError(403, "上传单不是本站发的，或者已被改动。请重试。")
        document = json.loads(base64.b64decode(text))
        if document["until"] < time.time():
            raise FormError(403, "上传单已过期。请重试。")
        key, size, media, sha256 = document["conditions"]
        policy = Policy(key=key, size=size, media=media, sha256=sha256)
        expected = self.make(policy).fields
        if any(
            fields.get(name) != expected[name] for name in ("key", "Content-Type", "x-amz-checksum-sha256")
        ):
            raise FormError(403, "上传单与要传的文件不符。请重试。")
        return policy

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), "sha256").hexdigest()
