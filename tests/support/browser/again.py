"""A form that one test after another fills: it costs thirty times as much to open it anew as to empty it."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.browser.keeping import forget_all
from tests.support.browser.typing import ready

EMPTY = """() => {
  const { page } = window;
  const root = document.documentElement;
  if (page) page.session.stop();
  localStorage.clear();
  const untried = page && !page.tried && root.matches(".ready");
  if (untried) {
    page.form.reset();
    document.activeElement.blur();
    page.left.clear();
    page.session.begin("");
    page.session.begun();
    page.session.taken.clear();
    ["notice", "told"].forEach((id) => { document.getElementById(id).hidden = true; });
    ["notice", "told", "kept"].forEach((id) => { document.getElementById(id).textContent = ""; });
    root.classList.remove("told", "kept");
    document.querySelectorAll("span.whole").forEach((shown) => { shown.textContent = ""; });
    page.refresh();
    scrollTo(0, 0);
  }
  localStorage.clear();
  sessionStorage.clear();
  const marks = document.querySelectorAll("dialog, [aria-invalid], .message").length;
  return untried ? root.className + marks + document.body.textContent : "";
}"""


@dataclass(kw_only=True)
class Tab:
    """One tab of one browser. opened: what the page was when it was opened and nothing had been typed."""

    page: Page
    opened: str = ""

    def empty(self, address: str) -> Page:
        """The form as it is when it is opened for the first time: emptied where that leaves nothing of what was done, else loaded."""
        if self.page.url != address or self.page.evaluate(EMPTY) != self.opened:
            ready(self.page, address)
            self.opened = self.page.evaluate(EMPTY)
        return self.page

    def leave(self, address: str) -> None:
        """Nothing is kept of what was done in it, here or in another tab; nor is anything asked any more of a store that goes:
        what waits to be sent again would else be filed in the test after. address: of the form.
        """
        page = self.page
        for other in page.context.pages:
            if other != page:
                other.close()
        page.context.clear_cookies()
        page.context.clear_permissions()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(media="null")
        if page.url != address or (page.evaluate(EMPTY) or "tried") != self.opened:
            page.goto(f"{address}edition.json")  # which has no script
            forget_all(page)
        page.unroute_all()
