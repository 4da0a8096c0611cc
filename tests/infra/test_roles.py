"""The three roles: each may do one thing."""

import pytest

from tests.infra.template import allows, bucket_statements, of_type, properties, role_statements

SIDES = ("Submit", "Lookup", "Collect")


def test_the_submit_role_puts_under_one_prefix_and_writes_its_log_and_nothing_else() -> None:
    assert role_statements("SubmitRole") == [
        {
            "Sid": "AddSubmissions",
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": "arn:DataBucket/submissions/*",
        },
        {
            "Sid": "WriteOwnLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "arn:SubmitLog",
        },
    ]


@pytest.mark.parametrize("side", ["Lookup", "Collect"])
def test_a_reading_role_lists_and_gets_under_one_prefix_and_writes_its_log_and_nothing_else(
    side: str,
) -> None:
    assert role_statements(f"{side}Role") == [
        {
            "Sid": "ListSubmissions",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:DataBucket",
            "Condition": {"StringLike": {"s3:prefix": "submissions/*"}},
        },
        {
            "Sid": "ReadSubmissions",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:DataBucket/submissions/*",
        },
        {
            "Sid": "WriteOwnLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"arn:{side}Log",
        },
    ]


def test_each_function_has_a_role_for_lambda_alone_and_no_other_policy_gives_it_anything() -> None:
    assert of_type("AWS::IAM::Role") == {f"{side}Role" for side in SIDES}
    assert of_type("AWS::IAM::Policy") | of_type("AWS::IAM::ManagedPolicy") == set()
    for side in SIDES:
        role = properties(f"{side}Role")
        assert role.keys() == {"AssumeRolePolicyDocument", "Policies"}
        assert role["AssumeRolePolicyDocument"]["Statement"] == [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
        assert properties(f"{side}Function")["Role"] == f"arn:{side}Role"


RECORD = "arn:DataBucket/submissions/2021/330212/A.json"
CREATE = {"s3__ObjectCreationOperation": "true", "s3__if-none-match": "*"}


@pytest.mark.parametrize(
    ("action", "on", "context", "allowed"),
    [
        ("s3:PutObject", RECORD, CREATE, True),
        ("s3:PutObject", RECORD, {"s3__ObjectCreationOperation": "true"}, False),  # would overwrite
        ("s3:PutObject", RECORD, CREATE | {"aws__SecureTransport": "false"}, False),
        ("s3:PutObject", "arn:DataBucket/attachments/2021/a", CREATE, False),
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
        ("s3:ListBucket", "arn:DataBucket", {"s3__prefix": "attachments/2021/"}, False),
        ("s3:GetObject", RECORD, {}, True),
        ("s3:GetObject", RECORD, {"aws__SecureTransport": "false"}, False),
        ("s3:GetObject", "arn:DataBucket/attachments/2021/a", {}, False),
        ("s3:PutObject", RECORD, CREATE, False),
        ("s3:DeleteObject", RECORD, {}, False),
    ],
)
def test_a_reading_role_reads_records_and_cannot_do_more(
    side: str, action: str, on: str, context: dict[str, str], *, allowed: bool
) -> None:
    statements = role_statements(f"{side}Role") + bucket_statements("DataBucketPolicy")
    assert allows(statements, action, on, **context) is allowed
