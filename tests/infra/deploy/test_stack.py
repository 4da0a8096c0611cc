"""A stack is followed to its end, and taken up again in whatever state the last time left it.

The emulator is never half-way; here botocore itself holds calls and answers to AWS's own description of them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import pytest
from botocore.stub import ANY, Stubber

from infra.deploy.account import DeployError, in_words
from infra.deploy.stack import Stack

NOW = datetime(2026, 11, 28, tzinfo=UTC)


class Aws:
    """What AWS answers, in order, and a stack that asks it."""

    def __init__(self) -> None:
        client = boto3.client(
            "cloudformation", region_name="ap-east-1", aws_access_key_id="a", aws_secret_access_key="b"
        )
        self.stub = Stubber(client)
        self.stack = Stack(client=client, name="form", settings={"CodeKey": "new.zip"}, look_again=0)

    def is_in(self, status: str, *parameters: tuple[str, str]) -> None:
        if not status:
            self.stub.add_client_error(
                "describe_stacks", "ValidationError", "Stack with id form does not exist"
            )
            return
        given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters]
        described = {"StackName": "form", "CreationTime": NOW, "StackStatus": status, "Parameters": given}
        self.stub.add_response("describe_stacks", {"Stacks": [described]})

    def tells(self, *events: tuple[str, str, str]) -> None:
        """Newest first, as AWS does; each: resource, state, reason."""
        told = [
            {
                "StackId": "form",
                "StackName": "form",
                "Timestamp": NOW,
                "EventId": " ".join(event),
                "LogicalResourceId": event[0],
                "ResourceStatus": event[1],
                "ResourceStatusReason": event[2],
            }
            for event in events
        ]
        self.stub.add_response("describe_stack_events", {"StackEvents": told})

    def forgets(self) -> None:
        self.stub.add_client_error("describe_stack_events", "ValidationError", "Stack [form] does not exist")

    def takes(self, call: str, **wanted: object) -> None:
        self.stub.add_response(call, {}, {"StackName": "form", **wanted})

    def asks_for(self, *names: str) -> None:
        self.stub.add_response(
            "get_template_summary", {"Parameters": [{"ParameterKey": name} for name in names]}
        )


@pytest.fixture
def aws() -> Iterator[Aws]:
    made = Aws()
    with made.stub:
        yield made
        made.stub.assert_no_pending_responses()


def creates(aws: Aws) -> None:
    aws.takes("create_stack", TemplateBody=ANY, Capabilities=ANY, Parameters=ANY)


def updates(aws: Aws, **parameters: str) -> None:
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
    aws.takes("update_stack", TemplateBody=ANY, Capabilities=ANY, Parameters=given)


def test_a_new_stack_is_followed_until_it_stands(aws: Aws) -> None:
    aws.is_in("")
    creates(aws)
    aws.is_in("CREATE_IN_PROGRESS")
    aws.tells(("DataBucket", "CREATE_IN_PROGRESS", ""))
    aws.is_in("CREATE_COMPLETE")
    aws.tells(("DataBucket", "CREATE_COMPLETE", ""), ("DataBucket", "CREATE_IN_PROGRESS", ""))
    aws.is_in("CREATE_COMPLETE")

    said = list(aws.stack.apply())

    assert said[1:] == ["DataBucket CREATE_IN_PROGRESS", "DataBucket CREATE_COMPLETE"]


def test_every_cause_of_a_failure_is_told_and_no_consequence(aws: Aws) -> None:
    aws.is_in("")
    creates(aws)
    aws.is_in("ROLLBACK_COMPLETE")
    aws.tells(
        ("LookupFunction", "CREATE_FAILED", "Resource creation cancelled"),
        ("Distribution", "CREATE_FAILED", "The certificate is not valid"),
        ("SubmitFunction", "CREATE_FAILED", "The quota is exceeded"),
    )
    aws.is_in("ROLLBACK_COMPLETE")

    with pytest.raises(DeployError) as refused:
        list(aws.stack.apply())

    assert str(refused.value).splitlines() == [
        "栈 form 没有做成（ROLLBACK_COMPLETE），已退回原样",
        "SubmitFunction：The quota is exceeded",
        "Distribution：The certificate is not valid",
    ]


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"])
def test_a_stack_that_was_never_made_is_removed_and_made(aws: Aws, status: str) -> None:
    aws.is_in(status)
    aws.tells(("Distribution", "CREATE_FAILED", "The certificate is not valid"))
    aws.takes("delete_stack")
    aws.is_in("DELETE_IN_PROGRESS")
    aws.tells()
    aws.is_in("")
    aws.forgets()
    aws.is_in("")
    creates(aws)
    aws.is_in("CREATE_COMPLETE")
    aws.tells()
    aws.is_in("CREATE_COMPLETE")

    said = list(aws.stack.apply())

    assert said[0] == f"栈 form 上一次没有建成（{status}），里面没有报送的数据，先删去再建"
    assert not [line for line in said if "certificate" in line]


def test_what_somebody_else_is_doing_is_waited_for(aws: Aws) -> None:
    aws.is_in("UPDATE_IN_PROGRESS")
    aws.is_in("UPDATE_COMPLETE")
    aws.tells()
    aws.is_in("UPDATE_COMPLETE")
    aws.asks_for("CodeKey")
    aws.is_in("UPDATE_COMPLETE", ("CodeKey", "old.zip"))
    aws.tells()
    updates(aws, CodeKey="new.zip")
    aws.is_in("UPDATE_COMPLETE")
    aws.tells()
    aws.is_in("UPDATE_COMPLETE")

    said = list(aws.stack.apply())

    assert said == ["栈 form 上一次还没有做完（UPDATE_IN_PROGRESS），先等它做完", "正在更新栈 form"]


def test_a_parameter_keeps_its_value_and_one_that_the_template_lost_goes(aws: Aws) -> None:
    aws.is_in("CREATE_COMPLETE")
    aws.asks_for("CodeKey", "Access", "New")
    aws.is_in("CREATE_COMPLETE", ("CodeKey", "old.zip"), ("Access", "open"), ("Gone", "x"))
    aws.tells()
    updates(aws, Access="open", CodeKey="new.zip")
    aws.is_in("UPDATE_COMPLETE")
    aws.tells()
    aws.is_in("UPDATE_COMPLETE")

    assert list(aws.stack.apply()) == ["正在更新栈 form"]


def test_nothing_to_do_is_no_failure(aws: Aws) -> None:
    aws.is_in("CREATE_COMPLETE")
    aws.asks_for("CodeKey")
    aws.is_in("CREATE_COMPLETE")
    aws.tells()
    aws.stub.add_client_error("update_stack", "ValidationError", "No updates are to be performed.")

    assert list(aws.stack.apply()) == ["栈 form 没有要改的"]


def test_an_update_that_is_refused_is_told_as_refused(aws: Aws) -> None:
    aws.is_in("CREATE_COMPLETE")
    aws.asks_for("CodeKey")
    aws.is_in("CREATE_COMPLETE")
    aws.tells()
    aws.stub.add_client_error("update_stack", "ValidationError", "Template format error")

    with pytest.raises(DeployError, match="UpdateStack：Template format error"), in_words():
        list(aws.stack.apply())


def test_a_stack_that_hangs_between_two_states_is_left_to_a_person(aws: Aws) -> None:
    aws.is_in("UPDATE_ROLLBACK_FAILED")

    with pytest.raises(DeployError, match="继续更新回滚"):
        list(aws.stack.apply())


def test_where_there_is_no_stack_it_says_nothing_of_itself(aws: Aws) -> None:
    aws.is_in("")
    aws.is_in("")

    assert (aws.stack.outputs(), aws.stack.parameters()) == ({}, {})


@pytest.mark.parametrize("call", ["describe_stacks", "describe_stack_events"])
def test_a_look_that_is_denied_is_no_missing_stack(aws: Aws, call: str) -> None:
    if call == "describe_stack_events":
        aws.is_in("")
        creates(aws)
        aws.is_in("CREATE_IN_PROGRESS")
    aws.stub.add_client_error(call, "AccessDenied", "not authorized")

    with pytest.raises(DeployError, match="凭据缺这一项权限"), in_words():
        list(aws.stack.apply())
