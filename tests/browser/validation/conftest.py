"""What the page's judge says needs its script alone: all tests of a module ask in one tab."""

import pytest
from playwright.sync_api import Page


@pytest.fixture
def page(empty: Page) -> Page:
    """The form, open."""
    return empty
