"""How many random examples a test tries, told against the profile: `quick` tries fewer of each, `thorough` more."""

from hypothesis import settings


def times(factor: float) -> int:
    """As many times what a test tries that says nothing."""
    return round(settings().max_examples * factor)
