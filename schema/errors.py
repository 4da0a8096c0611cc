"""The base of every error that its user can mend."""


class UserError(Exception):
    """Its text says what is wrong and what to do, in the user's words, one line per thing (Chinese)."""
