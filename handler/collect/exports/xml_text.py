"""Text as XML 1.0 can carry it: both office formats are XML, and one forbidden character spoils the whole file."""

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything outside `Char` of the XML recommendation, and the carriage return, which a parser would change."""
_INSTEAD = "\ufffd"


def plain(text: str) -> str:
    """The text with what XML cannot carry replaced by U+FFFD."""
    return _FORBIDDEN.sub(_INSTEAD, text.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """The text as it stands between tags or in double quotes."""
    return escape(plain(text), {'"': "&quot;"})
