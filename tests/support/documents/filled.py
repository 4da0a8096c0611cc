"""The official table filled elsewhere, as clerks fill it: as text, as Word's HTML, as documents of several programs."""

import random
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from schema.edition.kinds import Amount, Count
from schema.edition.model import Edition
from schema.edition.sentence import Blank, Sentence
from tests.support.browser.typing import as_typed

Answers = Mapping[str, object]
Run = tuple[str, str]
"""A text, and the font of symbols that it is in, '' for none."""


class Hand:
    """How one clerk writes; each time a little otherwise."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same hand on every run
        self.ticks = self.chance.choice(("before", "after", "brackets", "word", "symbols", "one", "wps"))
        self.wide = self.chance.random() < 0.3
        self.air = self.chance.choice(("", "", " ", "\u3000", "\u00a0", "__"))

    def line(self, sentence: Sentence, answers: Answers) -> list[Run]:
        """The sentence with its answers: a blank that is not answered stays as it is printed."""
        runs: list[Run] = []
        for part in sentence.parts:
            if isinstance(part, str):
                runs.append((self._printed(part), ""))
            elif part.kind.words:
                runs += self._ticked(part, answers)
            else:
                runs.append((self._figure(part, answers), ""))
        return runs

    def _printed(self, text: str) -> str:
        """Other brackets, quotes and spaces than the paper's."""
        if self.chance.random() < 0.2:
            text = text.replace("（", "(").replace("）", ")")
        if self.chance.random() < 0.1:
            text = text.replace("“", '"').replace("”", '"').replace("；", ";")
        return text

    def _figure(self, blank: Blank, answers: Answers) -> str:
        if blank.id not in answers:
            return self.chance.choice(("  ", "", "___", "\u3000"))
        typed = as_typed(answers[blank.id])
        if isinstance(blank.kind, Count | Amount) and typed.isdigit():
            number = f"{int(typed):,}" if self.chance.random() < 0.3 else typed
            typed = "".join(chr(ord(c) + 0xFEE0) for c in number) if self.wide else number
        return f"{self.air}{typed}{self.air}"

    def _ticked(self, blank: Blank, answers: Answers) -> Iterator[Run]:
        words = blank.kind.words
        answer = as_typed(answers[blank.id]) if blank.id in answers else ""
        for number, word in enumerate(words):
            on = word == answer
            if number and self.ticks != "word":
                yield " ", ""
            if not answer:
                yield f"□{word}", ""
            elif self.ticks == "before":
                yield f"{'☑' if on else '□'}{word}", ""
            elif self.ticks == "after":
                yield f"{word}{'√' if on else '□'}", ""
            elif self.ticks == "brackets":
                yield f"{word}（{'√' if on else ' '}）", ""
            elif self.ticks == "word" and on:
                yield word, ""
            elif self.ticks == "one":
                yield f"{'√' if on else ''}{word}", ""
            elif self.ticks in ("symbols", "wps"):
                yield ("R" if on else "£"), "Wingdings 2"
                yield word, ""


def lines_of(edition: Edition, answers: Answers, hand: Hand) -> list[list[Run]]:
    """Every sentence that has blanks, filled, the heading first."""
    return [hand.line(line, answers) for _, line in edition.lines() if line.blanks]


def in_plain_text(lines: Sequence[Sequence[Run]]) -> str:
    """As an editor without fonts has it: a letter of symbols is a box."""
    boxes = {"R": "☑", "£": "□"}
    return "\r\n".join("".join(boxes[text] if font else text for text, font in line) for line in lines)


def in_html(lines: Sequence[Sequence[Run]], hand: Hand) -> str:
    """As Word puts it on the clipboard: a paragraph each, runs within, lines broken where they are long."""

    def run(text: str, font: str) -> str:
        if font:
            return f"<span style='font-family:\"{font}\";mso-char-type:symbol'>{escape(text)}</span>"
        cut = hand.chance.randrange(len(text) + 1)
        return f"<span lang=ZH-CN style='font-size:9.0pt'>{escape(text[:cut])}</span><span>{escape(text[cut:])}</span>"

    rows = "\n".join(
        f"<p class=MsoNormal>{''.join(run(*each) for each in line)}<o:p></o:p></p>" for line in lines
    )
    return f"<html><head><style>p{{margin:0}}</style></head><body><!--StartFragment--><table><tr><td>{rows}</td></tr></table><!--EndFragment--></body></html>"


def fill_docx(source: Path, target: Path, edition: Edition, answers: Answers, hand: Hand) -> Path:
    """The official document with each of its sentences filled. hand.ticks `wps`: in runs cut anywhere."""
    document = Document(str(source))
    lines = {_bare(_blankless(line)): line for _, line in edition.lines() if line.blanks}
    paragraphs = [*document.paragraphs]
    for row in document.tables[0].rows:
        for cell in row.cells[-1:]:
            paragraphs += cell.paragraphs
    filled = set()
    for paragraph in paragraphs:
        line = lines.get(_bare(paragraph.text))
        if line and paragraph._p not in filled:  # noqa: SLF001  # merged cells come twice
            filled.add(paragraph._p)  # noqa: SLF001  # as above
            _write(paragraph, hand.line(line, answers), hand)
    assert len(filled) == len(lines)
    document.save(str(target))
    return target


def _write(paragraph: Paragraph, runs: Sequence[Run], hand: Hand) -> None:
    for old in list(paragraph.runs):
        old._r.getparent().remove(old._r)  # noqa: SLF001  # python-docx has no public way
    for text, font in runs:
        pieces = list(text) if hand.ticks == "wps" else [text]
        for piece in pieces:
            run = paragraph.add_run("" if font else piece)
            if font:
                symbol = OxmlElement("w:sym")
                symbol.set(qn("w:font"), font)
                symbol.set(qn("w:char"), f"F0{ord(piece):02X}")
                run._r.append(symbol)  # noqa: SLF001  # as above
            if hand.ticks == "wps":
                paragraph._p.append(OxmlElement("w:proofErr"))  # noqa: SLF001  # as above


def _blankless(sentence: Sentence) -> str:
    return "".join(part if isinstance(part, str) else "".join(part.kind.words) for part in sentence.parts)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
