// What is pasted into the table: official sentences that were filled elsewhere, the edition's own list for Excel, or cells
// of a spreadsheet, which go into the blanks in order. An empty cell keeps its place; what is no answer to its blank goes
// into none. Loaded when more than one figure is pasted.

import { showNotice } from "../lib/notice.js";
import { rowsOf } from "./sources/cells.js";
import { blankIn, cellsOf } from "./grid/cells.js";
import { judge, offerToFill } from "./confirm_fill.js";
import { fillFrom } from "./fill_from.js";
import { readHtml } from "./sources/read_html.js";
import { writeBlank } from "./table.js";

const ANSWER = /^([\d０-９][\d０-９,，.． ]*|是|否)$/; // or nearly
const WORDS = "粘贴的内容里有几列，其中一列都是文字，看不出哪个数填哪一格，因此未填入。请只复制数字那一列再粘贴。";
const NO_FIGURE = "粘贴的数带有上标或下标，看不出是多少，因此未填入。请直接输入这个数。";
const NOTHING = "粘贴的内容里没有能填进这些格的，因此未填入。";

/**
 * @param {object} page the form
 * @param {HTMLElement} target where it is pasted
 * @param {string} text
 * @param {string} html the same as Word has it, "" where there is none
 */
export function pasteInto(page, target, text, html) {
  if (document.getElementById("paste")) return;
  const marked = html ? readHtml(html) : null;
  const rows = asMarked(rowsOf(text, "\t"), marked);
  const from = (said) => fillFrom(page, { rows, ...said }, target.name);
  const several = /[\t\r\n]/.test(text.trimEnd());
  if ((marked && from(marked)) || from({ text })) return;
  if (several && target.matches(".grid input")) pasteBlock(page, target, rows);
  else if (several && target.matches(".count")) pasteCells(page, target.name, uncovered(rows, marked));
  else if (target.matches(".count") && /[\^²³¹⁰-₉]/.test(text + (marked ? marked.text : ""))) showNotice(NO_FIGURE); // 27 with a mark is not 272
  else if (target.type === "date") pasteDay(page, target, text.trim());
  else if (target.matches("input:not([type=radio])")) document.execCommand("insertText", false, text); // what the browser would have done
  else showNotice("粘贴的内容里没有本表的句子，未填入。");
}

/** Into a date's own field browsers paste nothing, and today's date would stay. */
function pasteDay(page, { name }, text) {
  const day = page.validate({ [name]: text }).answers[name];
  if (!day) {
    showNotice(`“${text.slice(0, 20)}”里看不出年、月、日，未填入。请写成 2021-06-30 这样再粘贴，或直接输入。`);
    return;
  }
  writeBlank(name, day);
  page.changed();
}

/** The cells of the plain text, which runs together what is struck out or raised, as the table that came with it says them. */
function asMarked(rows, marked) {
  const [table] = marked ? marked.tables : [];
  const full = rows.slice(0, rows[rows.length - 1].some(Boolean) ? rows.length : -1);
  if (!table || !full.length || table.rows.length !== full.length || table.rows[0].length !== full[0].length) return rows;
  const bare = (cell) => cell.replace(/\s/g, "");
  return full.map((row, down) => row.map((cell, across) => (cell && bare(table.rows[down][across]) !== bare(cell) ? table.rows[down][across].trim() : cell)));
}

/** Without the rows and columns that only merged cells cover: in the plain text they are empty cells, which keep their place. */
function uncovered(rows, marked) {
  const [table] = marked ? marked.tables : [];
  if (!table || table.rows.length !== rows.length || table.rows[0].length !== rows[0].length) return rows;
  const turned = (cells) => cells[0].map((_, across) => cells.map((row) => row[across]));
  const kept = (cells, said) => cells.filter((line, n) => line.some(Boolean) || !said[n].some(Boolean));
  const across = kept(turned(rows), turned(table.rows));
  return across.length ? kept(turned(across), table.rows) : rows;
}

function pasteCells(page, start, rows) {
  if (hasWords(rows)) showNotice(WORDS);
  else offerCells(page, start, place(page, start, rows.flat()), () => pasteCells(page, start, rows));
}

/** Into a grid: the same block of rows and columns. */
function pasteBlock(page, target, rows) {
  const placed = placeBlock(page, target, rows);
  if (isShifted(placed)) showNotice(WORDS);
  else offerCells(page, target.name, placed, () => pasteBlock(page, target, rows), "落在表上不用填的地方");
}

function offerCells(page, start, placed, again, beyond) {
  const entries = judge(page, placed);
  if (entries.some(({ fits }) => fits)) offerToFill(page, { entries, what: "粘贴的", unit: "格", beyond }, start, again);
  else showNotice(NOTHING);
}

/** Each cell goes to the row and column that it has in the block. @returns {Entry[]} */
function placeBlock(page, target, rows) {
  const cells = cellsOf(target.closest(".grid"));
  const [row, column] = cells.place.get(target.closest("td, th"));
  const known = new Map(page.edition.blanks.map((blank) => [blank.id, blank]));
  const placed = rows.flatMap((texts, down) =>
    texts.map((text, across) => ({ text, blank: known.get(blankIn(cells, row + down, column + across)), column: across })),
  );
  return placed.filter(({ text }) => text);
}

/** Whether a column of the block is words that fall to numbers: what the rows are called, so that all beside it is amiss. */
function isShifted(entries) {
  const columns = new Set(entries.map(({ column }) => column));
  return Array.from(columns).some((column) => {
    const here = entries.filter((each) => each.column === column);
    return here.every(({ text, blank }) => !/\d/.test(text) && (!blank || blank.measure)) && here.some(({ text, blank }) => blank && text.length > 1);
  });
}

/** Whether a column of several holds words and no answer: beside figures it is what they are called. */
function hasWords(rows) {
  const full = rows.filter((row) => row.some(Boolean));
  const words = (column) => full.some((row) => row[column]) && !full.some((row) => ANSWER.test(row[column]));
  return full.length > 1 && full[0].length > 1 && full[0].some((_, column) => words(column));
}

/** The blank that each cell falls to which is not empty, if there is one left. Choices are passed over unless a cell chooses. */
function place(page, start, texts) {
  const kinds = ["count", "amount"].concat(texts.some((cell) => ["是", "否"].includes(cell)) ? ["yes_no", "choice"] : []);
  const blanks = page.edition.blanks.filter(({ kind }) => kinds.includes(kind));
  const first = blanks.findIndex(({ id }) => id === start);
  return texts.map((text, cell) => ({ cell, text, blank: blanks[first + cell] })).filter(({ text }) => text);
}
