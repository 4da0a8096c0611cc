"""Text extracted from the official document: a tab begins a cell, an empty line before it a row."""

from schema.authoring.importer.document import Cell, DocumentError, Paper, Rows, clean_lines

_SHORT = "这段文字里没有表格（表格的每一格以制表符开头）。请把 Word 文件另存为 .docx 再导入。"


def read_text(text: str) -> Paper:
    """The paper. Raises DocumentError when there is no table in it."""
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("\t")), None)
    if first is None:
        raise DocumentError(_SHORT)
    last = max(n for n, line in enumerate(lines) if line.startswith("\t"))
    end = _end_of_last_cell(lines, last)
    return Paper(
        parts=(
            *clean_lines("\n".join(lines[:first])),
            _with_spans(_rows(lines[first:end])),
            *clean_lines("\n".join(lines[end:])),
        )
    )


def _end_of_last_cell(lines: list[str], last: int) -> int:
    """The table ends at two empty lines together: paragraphs within a cell have one between them."""
    for number in range(last + 1, len(lines) - 1):
        if not lines[number].strip() and not lines[number + 1].strip():
            return number
    return len(lines)


def _rows(lines: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    after_gap = True
    for line in lines:
        if line.startswith("\t") and after_gap:
            rows.append([line[1:]])
        elif line.startswith("\t"):
            rows[-1].append(line[1:])
        else:
            rows[-1][-1] += "\n" + line
        after_gap = not line.strip() and not line.startswith("\t")
    return rows


def _with_spans(rows: list[list[str]]) -> Rows:
    """A row with a cell less than the widest is one whose first cell spans two columns."""
    width = max(map(len, rows))
    grid = []
    for row in rows:
        cells = [clean_lines(cell) for cell in row]
        first = Cell(lines=cells[0], span=width - len(cells) + 1, continued=not cells[0])
        grid.append((first, *(Cell(lines=cell) for cell in cells[1:])))
    return tuple(grid)
