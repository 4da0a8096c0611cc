"""Most tests here fill a form: the next one empties it."""

import pytest
from playwright.sync_api import Page


@pytest.fixture
def page(empty: Page) -> Page:
    """The form, open and empty, on a desktop; `fresh` is a browser that has never been here."""
    return empty
