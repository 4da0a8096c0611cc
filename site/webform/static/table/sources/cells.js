// The cells of a text that a spreadsheet wrote.

const CELLS = { "\t": /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\r|\n|$)/g, ",": /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\r|\n|$)/g };

/** The cells as a spreadsheet writes them: a tab or a comma, or the end of a line parts them, quotes hold one that has either. */
export function rowsOf(text, between) {
  const rows = [[]];
  for (const [, cell, end] of text.matchAll(CELLS[between])) {
    const quoted = /^"[^]*"$/.test(cell);
    rows[rows.length - 1].push((quoted ? cell.slice(1, -1).replace(/""/g, '"') : cell).trim());
    if (!end) break;
    if (end !== between) rows.push([]);
  }
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] || ""));
}
