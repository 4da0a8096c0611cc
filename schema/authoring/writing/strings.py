"""What every part of the file is made of: strings, sentences, comments."""

import json
from collections.abc import Iterator, Sequence

from schema.authoring.draft import Draft
from schema.edition.model import Place
from schema.edition.sentence import Sentence, write_sentence

DOUBT = "# 存疑："
"""What begins the comment at a place that somebody has to look at."""


def comments(draft: Draft, *places: Place) -> Iterator[str]:
    """The doubts at these places."""
    return (DOUBT + " ".join(doubt.split()) for place in places for doubt in draft.doubts.get(place, ()))


def sentence(line: Sentence) -> str:
    return string(write_sentence(line.parts))


def strings(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(string, texts))}]"


def string(text: str) -> str:
    """A basic string; several lines where the text has them."""
    first, *more = (on_one_line(line)[1:-1] for line in text.split("\n"))
    return '"""\n' + "\n".join([first, *more]) + '"""' if more else f'"{first}"'


def on_one_line(text: str) -> str:
    """A basic string (one of JSON is one of TOML)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
