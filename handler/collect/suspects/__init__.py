"""Figures that look mistyped. They are listed, with the reason; nothing is changed, and nothing left out of a total."""
