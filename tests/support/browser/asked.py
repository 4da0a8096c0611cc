"""Answering what the page asks."""

from playwright.sync_api import BrowserContext

ANSWER = """(words) => new MutationObserver(() => {
  const button = Array.from(document.querySelectorAll("dialog button")).find(({ textContent }) => textContent === words);
  if (button) button.click();
}).observe(document, { childList: true, subtree: true })"""


def say_when_asked(context: BrowserContext, words: str) -> None:
    """From now on every question that has a button with these words is answered by it."""
    context.add_init_script(f"({ANSWER})('{words}')")
