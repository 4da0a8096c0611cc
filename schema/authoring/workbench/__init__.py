"""An edition being made by looking and clicking: what was read, what a person decides of it, what is published."""
