"""The three roles: each may do one thing."""

import pytest

from tests.support.infra.template import (
    allows,
    bucket_statements,
    of_type,
    parameters,
    properties,
    resource,
    role_statements,
)

SIDES = ("Submit", "Lookup", "Collect")


def test_the_submit_role_puts_under_two_prefixes_and_writes_its_log_and_nothing_else() -> None:
    assert role_statements("SubmitRole") == [
        {
            "Sid": "AddSubmissions",
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": "arn:DataBucket/submissions/*",
        },
        {
            "Sid": "AddAttachments",
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": "arn:DataBucket/attachments/*",
        },
        {
            "Sid": "WriteOwnLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "arn:SubmitLog",
        },
    ]


OF_ATTACHMENTS: dict[str, list[dict[str, object]]] = {
    "Lookup": [
        {
            "Sid": "LookAtAttachments",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:DataBucket/attachments/*",
        }
    ],
    "Collect": [
        {
            "Sid": "ReadAttachments",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:DataBucket/attachments/*",
        },
        {
            "Sid": "ListAttachments",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:DataBucket",
            "Condition": {"StringLike": {"s3:prefix": "attachments/*"}},
        },
    ],
}
"""The one looks at their content, the other lists them too: the bureau downloads them at its desk."""
ADDING: dict[str, list[dict[str, object]]] = {
    "Lookup": [],
    "Collect": [
        {
            "Sid": "AddReviews",
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": "arn:DataBucket/reviews/*",
        }
    ],
}
"""The bureau says something of a filing, and can change nothing that it said."""


@pytest.mark.parametrize("side", ["Lookup", "Collect"])
def test_a_reading_role_lists_and_gets_what_it_needs_the_bureau_s_adds_reviews_and_nothing_else(
    side: str,
) -> None:
    assert role_statements(f"{side}Role") == [
        {
            "Sid": "ListSubmissions",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:DataBucket",
            "Condition": {"StringLike": {"s3:prefix": ["submissions/*", "reviews/*"]}},
        },
        {
            "Sid": "ReadSubmissions",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": ["arn:DataBucket/submissions/*", "arn:DataBucket/reviews/*"],
        },
        *ADDING[side],
        *OF_ATTACHMENTS[side],
        {
            "Sid": "WriteOwnLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"arn:{side}Log",
        },
    ]


def test_each_function_has_a_role_for_lambda_alone_and_no_other_policy_gives_it_anything() -> None:
    assert of_type("AWS::IAM::Role") == {f"{side}Role" for side in (*SIDES, "Scan")}
    assert of_type("AWS::IAM::Policy") | of_type("AWS::IAM::ManagedPolicy") == set()
    for side in SIDES:
        role = properties(f"{side}Role")
        assert role.keys() == {"AssumeRolePolicyDocument", "Policies"}
        assert role["AssumeRolePolicyDocument"]["Statement"] == [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
        assert properties(f"{side}Function")["Role"] == f"arn:{side}Role"


RECORD = "arn:DataBucket/submissions/2021/330212/A.json"
REVIEW = "arn:DataBucket/reviews/2021/330212/A.json"
FILE = "arn:DataBucket/attachments/2021/330212/a"
CREATE = {"s3__ObjectCreationOperation": "true", "s3__if-none-match": "*"}


@pytest.mark.parametrize(
    ("action", "on", "context", "allowed"),
    [
        ("s3:PutObject", RECORD, CREATE, True),
        ("s3:PutObject", RECORD, {"s3__ObjectCreationOperation": "true"}, False),  # would overwrite
        ("s3:PutObject", RECORD, CREATE | {"aws__SecureTransport": "false"}, False),
        ("s3:PutObject", FILE, {}, True),  # sent again it is the same content under the same name
        ("s3:PutObject", "arn:DataBucket/other/2021/a", CREATE, False),
        ("s3:GetObject", FILE, {}, False),
        ("s3:PutObject", REVIEW, CREATE, False),
        ("s3:GetObject", REVIEW, {}, False),
        ("s3:ListBucket", "arn:DataBucket", {"s3__prefix": "attachments/2021/"}, False),
        ("s3:DeleteObject", FILE, {}, False),
        ("s3:PutObject", "arn:SiteBucket/submissions/index.html", CREATE, False),
        ("s3:GetObject", RECORD, {}, False),
        ("s3:ListBucket", "arn:DataBucket", {"s3__prefix": "submissions/2021/"}, False),
        ("s3:DeleteObject", RECORD, {}, False),
        ("s3:PutObjectAcl", RECORD, {}, False),
    ],
)
def test_the_submit_role_creates_records_and_cannot_do_more(
    action: str, on: str, context: dict[str, str], *, allowed: bool
) -> None:
    statements = role_statements("SubmitRole") + bucket_statements("DataBucketPolicy")
    assert allows(statements, action, on, **context) is allowed


@pytest.mark.parametrize("side", ["Lookup", "Collect"])
@pytest.mark.parametrize(
    ("action", "on", "context", "allowed"),
    [
        ("s3:ListBucket", "arn:DataBucket", {"s3__prefix": "submissions/2021/"}, True),
        ("s3:ListBucket", "arn:DataBucket", {}, False),
        ("s3:ListBucket", "arn:DataBucket", {"s3__prefix": "other/2021/"}, False),
        ("s3:GetObject", RECORD, {}, True),
        ("s3:ListBucket", "arn:DataBucket", {"s3__prefix": "reviews/2021/"}, True),
        ("s3:GetObject", REVIEW, {}, True),
        ("s3:PutObject", REVIEW, {"s3__ObjectCreationOperation": "true"}, False),  # would overwrite
        ("s3:DeleteObject", REVIEW, {}, False),
        ("s3:GetObject", RECORD, {"aws__SecureTransport": "false"}, False),
        ("s3:GetObject", "arn:DataBucket/other/2021/a", {}, False),
        ("s3:PutObject", RECORD, CREATE, False),
        ("s3:PutObject", FILE, {}, False),
        ("s3:DeleteObject", FILE, {}, False),
        ("s3:DeleteObject", RECORD, {}, False),
    ],
)
def test_a_reading_role_reads_records_and_cannot_do_more(
    side: str, action: str, on: str, context: dict[str, str], *, allowed: bool
) -> None:
    statements = role_statements(f"{side}Role") + bucket_statements("DataBucketPolicy")
    assert allows(statements, action, on, **context) is allowed


def test_of_attachments_both_reading_roles_see_the_content_and_one_the_names() -> None:
    listing = {"s3__prefix": "attachments/2021/"}
    for side, lists in (("Lookup", False), ("Collect", True)):
        statements = role_statements(f"{side}Role") + bucket_statements("DataBucketPolicy")

        assert allows(statements, "s3:GetObject", FILE)
        assert allows(statements, "s3:ListBucket", "arn:DataBucket", **listing) is lists


def test_of_the_reading_roles_only_the_bureau_s_adds_reviews() -> None:
    for side, adds in (("Lookup", False), ("Collect", True)):
        statements = role_statements(f"{side}Role") + bucket_statements("DataBucketPolicy")

        assert allows(statements, "s3:PutObject", REVIEW, **CREATE) is adds
        assert not allows(statements, "s3:PutObject", REVIEW, **CREATE, aws__SecureTransport="false")


def test_what_a_scanner_has_found_nobody_reads_whoever_it_is() -> None:
    everybody = [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
        *bucket_statements("DataBucketPolicy"),
    ]
    tag = "s3__ExistingObjectTag/GuardDutyMalwareScanStatus"

    for action in ("s3:GetObject", "s3:GetObjectVersion"):
        assert allows(everybody, action, FILE)
        assert allows(everybody, action, FILE, **{tag: "NO_THREATS_FOUND"})
        assert not allows(everybody, action, FILE, **{tag: "THREATS_FOUND"})
    for side in SIDES:
        assert not allows(role_statements(f"{side}Role"), "s3:PutObjectTagging", FILE)


def test_the_scanner_is_guardduty_and_touches_attachments_alone() -> None:
    assert {resource(name)["Condition"] for name in ("ScanPlan", "ScanRole")} == {"Scanned"}
    assert parameters()["MalwareScan"]["Default"] == "no"
    [trust] = properties("ScanRole")["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "malware-protection-plan.guardduty.amazonaws.com"}
    may = role_statements("ScanRole")
    for action in ("s3:GetObject", "s3:PutObjectTagging"):
        assert allows(may, action, FILE)
        assert not allows(may, action, RECORD)
    assert not allows(may, "s3:PutObject", FILE)
    assert not allows(may, "s3:PutObject", RECORD, **CREATE)
