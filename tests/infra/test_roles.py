"""The two roles: each may do one thing."""

import pytest

from tests.infra.template import allows, bucket_statements, of_type, properties, role_statements


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


def test_the_collect_role_lists_and_gets_under_one_prefix_and_writes_its_log_and_nothing_else() -> None:
    assert role_statements("CollectRole") == [
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
            "Resource": "arn:CollectLog",
        },
    ]


def test_there_are_two_roles_for_lambda_alone_and_no_other_policy_gives_them_anything() -> None:
    assert of_type("AWS::IAM::Role") == {"SubmitRole", "CollectRole"}
    assert of_type("AWS::IAM::Policy") | of_type("AWS::IAM::ManagedPolicy") == set()
    for role in ("SubmitRole", "CollectRole"):
        assert properties(role).keys() == {"AssumeRolePolicyDocument", "Policies"}
        assert properties(role)["AssumeRolePolicyDocument"]["Statement"] == [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
    assert properties("SubmitFunction")["Role"] == "arn:SubmitRole"
    assert properties("CollectFunction")["Role"] == "arn:CollectRole"


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
def test_the_collect_role_reads_records_and_cannot_do_more(
    action: str, on: str, context: dict[str, str], *, allowed: bool
) -> None:
    statements = role_statements("CollectRole") + bucket_statements("DataBucketPolicy")
    assert allows(statements, action, on, **context) is allowed
