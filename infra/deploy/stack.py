"""The stack: made or updated from the template, followed to its end, taken up again where the last time stopped."""

import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from infra.deploy.account import DeployError
from infra.package import ROOT

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient
    from types_boto3_cloudformation.type_defs import ParameterTypeDef, StackTypeDef

TEMPLATE = ROOT / "infra" / "template.yaml"
_LOOK_AGAIN = 3.0
"""Seconds between two looks at a stack that is being worked on."""
_NEVER_MADE = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "REVIEW_IN_PROGRESS")
"""The first try failed: such a stack can only be removed, and nothing was ever filed into it."""
_STUCK = "UPDATE_ROLLBACK_FAILED"
_GOOD = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
_NOTHING = "No updates are to be performed"
_CAUSED_BY_ANOTHER = "cancelled"


@dataclass(kw_only=True)
class Stack:
    """One stack by its name. settings: the template's parameters that were given; the others keep what they are."""

    client: "CloudFormationClient"
    name: str
    settings: Mapping[str, str]
    template: Path = TEMPLATE
    look_again: float = _LOOK_AGAIN
    _told: set[str] = field(default_factory=set)

    def status(self) -> str:
        """As AWS names it; empty where there is none of that name."""
        described = self._describe()
        return described["StackStatus"] if described else ""

    def apply(self) -> Iterator[str]:
        """Make it so, yielding what is being done. Raises DeployError with every cause that AWS gives."""
        status = self.status()
        if status.endswith("_IN_PROGRESS") and status not in _NEVER_MADE:
            yield f"栈 {self.name} 上一次还没有做完（{status}），先等它做完"
            yield from self._follow()
            status = self.status()
        if status == _STUCK:
            raise DeployError(
                f"栈 {self.name} 停在 {_STUCK}：请先在 AWS 控制台的 CloudFormation 里选它，按“继续更新回滚”，再运行一次"
            )
        if status in _NEVER_MADE:
            yield f"栈 {self.name} 上一次没有建成（{status}），里面没有报送的数据，先删去再建"
            self._remember_events()
            self.client.delete_stack(StackName=self.name)
            yield from self._follow()
            status = self.status()
        yield from self._update() if status else self._create()

    def outputs(self) -> dict[str, str]:
        """What the template says of what was made."""
        described = self._describe()
        if not described:
            return {}
        return {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", [])}

    def parameters(self) -> dict[str, str]:
        """With what it was made."""
        described = self._describe()
        if not described:
            return {}
        return {each["ParameterKey"]: each["ParameterValue"] for each in described.get("Parameters", [])}

    def _create(self) -> Iterator[str]:
        yield f"正在建立栈 {self.name}，约十分钟（CloudFront 最慢）"
        self.client.create_stack(
            StackName=self.name,
            TemplateBody=self._template(),
            Capabilities=["CAPABILITY_IAM"],
            Parameters=_as_asked(self.settings),
        )
        yield from self._finish()

    def _update(self) -> Iterator[str]:
        asked = self.client.get_template_summary(TemplateBody=self._template())["Parameters"]
        kept = {each["ParameterKey"] for each in asked} - self.settings.keys()
        before = {name: value for name, value in self.parameters().items() if name in kept}
        self._remember_events()
        try:
            self.client.update_stack(
                StackName=self.name,
                TemplateBody=self._template(),
                Capabilities=["CAPABILITY_IAM"],
                Parameters=_as_asked({**before, **self.settings}),
            )
        except ClientError as error:
            if _NOTHING not in error.response["Error"]["Message"]:
                raise
            yield f"栈 {self.name} 没有要改的"
            return
        yield f"正在更新栈 {self.name}"
        yield from self._finish()

    def _template(self) -> str:
        return self.template.read_text(encoding="utf-8")

    def _finish(self) -> Iterator[str]:
        causes = yield from self._follow()
        status = self.status()
        if status not in _GOOD:
            raise DeployError("\n".join([f"栈 {self.name} 没有做成（{status}），已退回原样", *causes]))

    def _follow(self) -> Generator[str, None, list[str]]:
        """Each resource as it is done, until the stack is at rest; returns why any failed."""
        causes: list[str] = []
        while True:
            status = self.status()
            for name, state, reason in self._events():
                yield f"{name} {state}"
                if state.endswith("_FAILED") and _CAUSED_BY_ANOTHER not in reason:
                    causes.append(f"{name}：{reason}")
            if not status.endswith("_IN_PROGRESS"):
                return causes
            time.sleep(self.look_again)

    def _describe(self) -> "StackTypeDef | None":
        try:
            return self.client.describe_stacks(StackName=self.name)["Stacks"][0]
        except ClientError as error:
            if "does not exist" not in error.response["Error"]["Message"]:
                raise
            return None

    def _remember_events(self) -> None:
        """What was told before is not told again."""
        for _ in self._events():
            pass

    def _events(self) -> list[tuple[str, str, str]]:
        """What has happened since the last look, in order: resource, its state, the reason given."""
        try:
            pages = list(self.client.get_paginator("describe_stack_events").paginate(StackName=self.name))
        except ClientError as error:
            if "does not exist" not in error.response["Error"]["Message"]:
                raise
            return []
        events = [
            event for page in pages for event in page["StackEvents"] if event["EventId"] not in self._told
        ]
        self._told |= {event["EventId"] for event in events}
        return [
            (event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason", ""))
            for event in reversed(events)
        ]


def _as_asked(settings: Mapping[str, str]) -> "list[ParameterTypeDef]":
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in settings.items()]
