"""Typing a table into the page as a clerk would."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from schema.edition.kinds import JOINT, chosen
from schema.edition.model import Edition


def as_typed(answer: object) -> str:
    """An answer as it is typed: a count in digits, a choice as its word."""
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return str(answer)


def type_table(page: Page, edition: Edition, answers: Mapping[str, object]) -> None:
    """Fill the blanks that `answers` names, in the order of the paper."""
    for blank in edition.blanks:
        if blank.id not in answers:
            continue
        typed = as_typed(answers[blank.id])
        if blank.kind.words:
            for word in chosen(blank.kind, answers[blank.id]):
                page.check(f'input[name={blank.id}][value="{word}"]')
        else:
            page.fill(f"#{blank.id}", typed)


PUT = """texts => {
  for (const control of document.getElementById("form").elements) {
    if (!(control.name in texts)) continue;
    if (["radio", "checkbox"].includes(control.type)) control.checked = texts[control.name].split("、").includes(control.value);
    else control.value = texts[control.name];
    control.dispatchEvent(new Event("input", {bubbles: true}));
  }
}"""


def put_table(page: Page, answers: Mapping[str, object]) -> None:
    """What `type_table` does, at once, for tests that are not about typing."""
    page.evaluate(PUT, {id_: as_typed(answer) for id_, answer in answers.items()})


def typed_table(page: Page, edition: Edition) -> dict[str, str]:
    """What stands in every blank now."""
    fields: list[list[str]] = page.evaluate("() => [...new FormData(document.getElementById('form'))]")
    return {
        blank.id: JOINT.join(text for name, text in fields if name == blank.id) for blank in edition.blanks
    }


def ready(page: Page, address: str) -> None:
    """Open the form and wait for its script."""
    page.goto(address)
    expect(page.locator("html.ready")).to_have_count(1)
