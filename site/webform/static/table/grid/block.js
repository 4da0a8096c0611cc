// A block of cells copied from a spreadsheet and pasted into a grid: each goes to the row and column that it has in the block.

import { blankIn, cellsOf } from "./cells.js";

/**
 * @param {Page} page @param {HTMLElement} target where it is pasted @param {string[][]} rows
 * @returns {Entry[]}
 */
export function placeBlock(page, target, rows) {
  const cells = cellsOf(target.closest(".grid"));
  const [row, column] = cells.place.get(target.closest("td, th"));
  const known = new Map(page.edition.blanks.map((blank) => [blank.id, blank]));
  const placed = rows.map((texts, down) =>
    texts.map((text, across) => ({ text, blank: known.get(blankIn(cells, row + down, column + across)), column: across })),
  );
  return placed.reduce((all, some) => all.concat(some), []).filter(({ text }) => text);
}

/** Whether a column of the block is words that fall to numbers: what the rows are called, so that all beside it is amiss. */
export function isShifted(entries) {
  const columns = new Set(entries.map(({ column }) => column));
  return Array.from(columns).some((column) => {
    const here = entries.filter((each) => each.column === column);
    return here.every(({ text, blank }) => !/\d/.test(text) && (!blank || blank.measure)) && here.some(({ text, blank }) => blank && text.length > 1);
  });
}
