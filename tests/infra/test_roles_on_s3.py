"""The roles' own statements, enforced by two real S3 servers: a guest is given them by a bucket policy."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from handler.attachments.file_type import Kind, read_stored
from handler.commands.check import UnsafeStoreError, check_store
from handler.http.message import Request
from handler.lookup import function as lookup
from handler.records.fetch import read_all, read_all_reviews, read_sizes
from handler.stores import MissingError, NotAllowedError
from handler.stores.s3 import S3Store
from handler.submit.function import make_responder
from handler.submit.settings import Settings
from tests.support.builders import survey_2021, the_2021, valid_answers
from tests.support.files import PDF, PNG, file_of, key_of
from tests.support.infra.template import Statement, role_statements
from tests.support.s3.s3_server import S3Server

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

pytestmark = pytest.mark.unmeasured

RECORD = "submissions/2021/330212/A.json"
REVIEW = "reviews/2021/330212/A.json"
FILE = "attachments/2021/330212/a"


@pytest.fixture(scope="session", params=["seaweed", pytest.param("ceph", marks=pytest.mark.ceph)])
def s3_server(request: pytest.FixtureRequest) -> S3Server:
    """Both: who may do what is too much to rest on one program's reading of it."""
    server: S3Server = request.getfixturevalue(request.param)
    return server


@pytest.fixture
def guest(s3_settings: None, s3_server: S3Server) -> Iterator["S3Client"]:  # noqa: ARG001  # asked for what it sets
    """A client that may do what the bucket policy lets anybody do."""
    access, secret = s3_server.guest or (None, None)
    unsigned = {} if access else {"signature_version": UNSIGNED}
    client = boto3.client(
        "s3",
        aws_access_key_id=access,
        aws_secret_access_key=secret,
        config=Config(request_checksum_calculation="when_required", **unsigned),
    )
    yield client
    client.close()


@pytest.fixture
def give(s3_client: "S3Client", bucket: str) -> Callable[[str], None]:
    """Gives everybody on the test's bucket what the template gives a role on the data bucket."""

    def give(role: str) -> None:
        statements = [_on(bucket, statement) for statement in role_statements(role)[:-1]]  # the last: its log
        policy = {"Version": "2012-10-17", "Statement": statements}
        s3_client.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))

    return give


def _on(bucket: str, statement: Statement) -> Statement:
    named = statement["Resource"]
    resources = [each.replace("arn:DataBucket", f"arn:aws:s3:::{bucket}") for each in _several(named)]
    return statement | {"Principal": {"AWS": ["*"]}, "Resource": resources}


def _several(named: str | list[str]) -> list[str]:
    return named if isinstance(named, list) else [named]


def refused(call: Callable[..., object], **arguments: str) -> bool:
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"] == "AccessDenied"
    return False


def test_the_submit_role_can_find_out_whether_the_store_keeps_what_it_has(
    give: Callable[[str], None], guest: "S3Client", s3_client: "S3Client", s3_server: S3Server, bucket: str
) -> None:
    give("SubmitRole")

    check_store(S3Store(guest, bucket), f"s3://{bucket}")

    s3_client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    with nullcontext() if s3_server.safe_when_versioned else pytest.raises(UnsafeStoreError):
        check_store(S3Store(guest, bucket), f"s3://{bucket}")


def test_the_submit_role_adds_and_may_neither_read_list_nor_delete(
    give: Callable[[str], None], guest: "S3Client", bucket: str
) -> None:
    give("SubmitRole")
    guest.put_object(Bucket=bucket, Key=RECORD, Body=b"{}", IfNoneMatch="*")
    assert refused(guest.get_object, Bucket=bucket, Key=RECORD)
    assert refused(guest.delete_object, Bucket=bucket, Key=RECORD)
    assert refused(guest.list_objects_v2, Bucket=bucket, Prefix="submissions/2021/")
    guest.put_object(Bucket=bucket, Key=FILE, Body=b"x")
    assert refused(guest.get_object, Bucket=bucket, Key=FILE)
    assert refused(guest.delete_object, Bucket=bucket, Key=FILE)
    assert refused(guest.list_objects_v2, Bucket=bucket, Prefix="attachments/2021/")
    assert refused(guest.put_object, Bucket=bucket, Key="other/2021/a")
    assert refused(guest.put_object, Bucket=bucket, Key=REVIEW)
    assert refused(guest.put_bucket_policy, Bucket=bucket, Policy="{}")


@pytest.mark.parametrize("role", ["LookupRole", "CollectRole"])
def test_a_reading_role_lists_and_reads_records_and_may_not_write(
    role: str, give: Callable[[str], None], s3_client: "S3Client", guest: "S3Client", bucket: str
) -> None:
    for key in (RECORD, "other/2021/a", FILE, REVIEW):
        s3_client.put_object(Bucket=bucket, Key=key, Body=b"{}")
    give(role)
    [stored] = read_all(S3Store(guest, bucket), "2021")
    assert (stored.key, stored.data) == (RECORD, b"{}")
    [review] = read_all_reviews(S3Store(guest, bucket), "2021")
    assert review.key == REVIEW
    other = REVIEW.replace("A.json", "B.json")
    assert refused(guest.put_object, Bucket=bucket, Key=other, IfNoneMatch="*") is (role == "LookupRole")
    assert refused(guest.delete_object, Bucket=bucket, Key=REVIEW)
    assert refused(guest.get_object, Bucket=bucket, Key="other/2021/a")
    assert refused(guest.list_objects_v2, Bucket=bucket)
    assert refused(guest.list_objects_v2, Bucket=bucket, Prefix="other/")
    assert not refused(guest.get_object, Bucket=bucket, Key=FILE)
    assert refused(guest.list_objects_v2, Bucket=bucket, Prefix="attachments/2021/") is (role == "LookupRole")
    assert refused(guest.put_object, Bucket=bucket, Key=FILE)
    assert refused(guest.delete_object, Bucket=bucket, Key=FILE)
    assert refused(guest.put_object, Bucket=bucket, Key=RECORD)
    assert refused(guest.delete_object, Bucket=bucket, Key=RECORD)


def test_with_the_submit_role_a_replay_gets_no_time_and_the_lookup_role_tells_it(
    give: Callable[[str], None], guest: "S3Client", bucket: str
) -> None:
    give("SubmitRole")
    store = S3Store(guest, bucket)
    settings = Settings(
        catalogue={"2021": survey_2021()}, shell="", clock=lambda: datetime(2021, 6, 30, 9, tzinfo=UTC)
    )
    request = Request(
        method="POST",
        path="/api/2021/submissions",
        headers={"content-type": "application/json"},
        body=json.dumps({"answers": valid_answers(the_2021()), "key": "one-filing-0001"}).encode(),
    )
    responder = make_responder(settings, store)
    first, again = responder(request), responder(request)
    receipt = json.loads(first.body)
    assert (first.status, again.status) == (201, 200)
    assert json.loads(again.body) == receipt | dict.fromkeys(
        ("received_at", "late", "digest", "digest_short")
    )
    with pytest.raises(NotAllowedError):
        store.read(f"submissions/2021/{receipt['unit']['code']}/A.json")

    give("LookupRole")
    look = lookup.make_responder(Settings(catalogue=settings.catalogue, shell=""), store)
    shown = look(Request(method="GET", path=f"/api/2021/{again.headers['Content-Location']}"))
    assert json.loads(shown.body) == receipt | {"revision": 1}


def test_the_roles_look_at_an_attachment_and_weigh_it_without_the_rights_of_the_other(
    give: Callable[[str], None], s3_client: "S3Client", guest: "S3Client", bucket: str
) -> None:
    store = S3Store(guest, bucket)
    s3_client.put_object(Bucket=bucket, Key=key_of(PDF), Body=PDF)

    give("LookupRole")
    assert read_stored(store, key_of(PDF), file_of(PDF)) == Kind.PDF
    with pytest.raises(MissingError):  # told as forbidden
        read_stored(store, key_of(PNG), file_of(PNG))
    give("CollectRole")
    assert read_sizes(store, "2021") == {key_of(PDF): len(PDF)}
