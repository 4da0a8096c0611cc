// A grid on the page as rows and columns: which cell covers a place, where a cell begins, what is typed in it.

const CONTROLS = "input:not([type=file]):not(.reason), textarea";
const known = new WeakMap();

/**
 * @typedef {{at: HTMLElement[][], place: Map<HTMLElement, [number, number]>, head: number}} Cells at: the cell that covers a
 *   row and column; place: where it begins; head: how many rows are the head
 */

/** @param {HTMLTableElement} table @returns {Cells} */
export function cellsOf(table) {
  if (!known.has(table)) known.set(table, layOut(table));
  return known.get(table);
}

function layOut(table) {
  const at = Array.from(table.rows, () => []);
  const place = new Map();
  Array.from(table.rows).forEach((line, row) => {
    let column = 0;
    Array.from(line.cells).forEach((cell) => {
      while (at[row][column]) column += 1;
      place.set(cell, [row, column]);
      for (let down = row; down < row + cell.rowSpan; down += 1) {
        for (let across = column; across < column + cell.colSpan; across += 1) at[down][across] = cell;
      }
    });
  });
  return { at, place, head: table.tHead ? table.tHead.rows.length : 0 };
}

/** What is typed in a cell: its input, or the button of its choice that is chosen, or the first. */
export function controlIn(cell) {
  const all = cell ? Array.from(cell.querySelectorAll(CONTROLS)) : [];
  return all.find(({ checked }) => checked) || all[0];
}

/** The name of the blank of the cell that begins there, if one does and has one. */
export function blankIn({ at, place }, row, column) {
  const cell = at[row] && at[row][column];
  if (!cell || String(place.get(cell)) !== `${row},${column}`) return undefined;
  const control = controlIn(cell);
  return control && control.name;
}
