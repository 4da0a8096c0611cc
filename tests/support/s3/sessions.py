"""What an S3 client is made from, shared: it reads files, which takes longer than most tests."""

import boto3
import botocore.session
import pytest


def share(patched: pytest.MonkeyPatch, session: boto3.Session | None) -> None:
    """Every client is made from this session, ours and the tests' own; from a new one each if None."""
    core = session._session if session else None  # noqa: SLF001  # boto3's core is what our client is made from
    patched.setattr(boto3, "DEFAULT_SESSION", session)
    patched.setattr(botocore.session, "get_session", lambda: core or botocore.session.Session())
