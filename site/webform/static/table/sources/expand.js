// A table with merged cells as a rectangle of texts: what a cell covers has its text.

const COVERED = 500; // rows or columns that one cell may cover

/** @typedef {{rows: string[][], text: string}} SourceTable text: the same as it stands in the text of the whole */

/**
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
