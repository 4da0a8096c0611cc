// Cells as rows and columns: of a text that a spreadsheet wrote, of a table with merged cells.

const CELLS = { "\t": /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\r|\n|$)/g, ",": /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\r|\n|$)/g };
const COVERED = 500; // rows or columns that one cell may cover

/** The cells as a spreadsheet writes them: a tab or a comma, or the end of a line parts them, quotes hold one that has either. */
export function rowsOf(text, between) {
  const rows = [[]];
  for (const [, cell, end] of text.matchAll(CELLS[between])) {
    const quoted = /^"[^]*"$/.test(cell);
    rows[rows.length - 1].push((quoted ? cell.slice(1, -1).replace(/""/g, '"') : cell).trim());
    if (!end) break;
    if (end !== between) rows.push([]);
  }
  return squared(rows);
}

/** Rows that are all as long as the longest. @param {string[][]} rows @returns {string[][]} */
export function squared(rows) {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] || ""));
}

/** @typedef {{rows: string[][], text: string}} SourceTable text: the same as it stands in the text of the whole */

/**
 * A table with merged cells as a rectangle of texts: what a cell covers has its text.
 * @param {{text: string|null, across?: number, down?: number}[][]} lines null: the text of the cell above
 * @returns {string[][]}
 */
export function expand(lines) {
  const at = lines.map(() => []);
  lines.forEach((line, row) => {
    let column = 0;
    line.forEach(({ text, across = 1, down = 1 }) => {
      while (at[row][column] !== undefined) column += 1;
      for (let below = row; below < Math.min(row + down, row + COVERED, lines.length); below += 1) {
        for (let beside = column; beside < column + Math.min(across, COVERED); beside += 1) {
          at[below][beside] = text === null && row ? at[row - 1][beside] || "" : text || "";
        }
      }
    });
  });
  return at.map((texts) => Array.from(texts, (text) => (text || "").trim()));
}
