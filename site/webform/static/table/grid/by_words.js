// A grid that was filled elsewhere, read by the words of its rows and columns wherever these stand, never by counting cells:
// a row or column that is lacking, doubled or reworded gives nothing, and its blanks are listed.

import { findSentences, fold, readLine } from "../sources/sentences.js";
import { cellsOf } from "./cells.js";

const MARK = "格"; // a word before each cell, so that it is read as a sentence is
const SHORT = 20; // letters of a cell that holds no sentence
const NAMES = /\p{L}/u; // a letter: a number of the row is no name
const UNREAD = "（看不清）";

/**
 * @param {HTMLFormElement} form @param {object} edition @param {SourceTable[]} tables @param {string} text of the whole
 * @returns {{entries: Entry[], lacking: object[], rest: string}} rest: the text without the rows that were read
 */
export function readGrids(form, { blanks }, tables, text) {
  const known = new Map(blanks.map((blank) => [blank.id, blank]));
  const folded = tables.map(({ rows }) => rows.map((row) => row.map((cell) => fold(cell).letters)));
  const used = tables.map(() => ({ rows: new Set(), cells: new Set(), words: new Set([""]) }));
  const [entries, lacking] = [[], []];
  form.querySelectorAll(".grid").forEach((table) => {
    const grid = wordsOf(table, known);
    const places = folded.map((source) => align(grid, source));
    const best = places.reduce((one, other, n) => (one < 0 || other.size > places[one].size ? n : one), -1);
    grid.asked.forEach((line, cell) => {
      const place = best >= 0 && places[best].get(cell);
      if (!place) return lacking.push(...line.blanks);
      const above = grid.place.get(cell)[0] === grid.head ? grid.head : 0; // with the first row goes the head
      for (let row = place.row - above; row <= place.row; row += 1) used[best].rows.add(row);
      for (let covered = 0; covered < cell.colSpan * cell.rowSpan; covered += 1) {
        used[best].cells.add(`${place.row + Math.floor(covered / cell.colSpan)},${place.column + (covered % cell.colSpan)}`);
      }
      grid.words.forEach((word) => used[best].words.add(word));
      return entries.push(...readCell(line, tables[best].rows[place.row][place.column] || ""));
    });
  });
  const left = ({ rows }, n) => rows.map((row, at) => `${lineOf(row, at, folded[n][at], used[n])}\n`).join("");
  const rest = tables.reduce((whole, table, n) => (used[n].rows.size ? whole.replace(table.text, () => left(table, n)) : whole), text);
  return { entries: entries.filter((each) => each.text), lacking, rest };
}

/** A row as text: whole where nothing of it was read, else what it says besides, after its name. */
function lineOf(row, at, letters, { rows, cells, words }) {
  if (!rows.has(at)) return row.join(row.some(({ length }) => length > SHORT) ? "\n" : " ");
  const more = row.filter((_, column) => !cells.has(`${at},${column}`) && !words.has(letters[column]));
  const names = row.filter((cell, column) => NAMES.test(cell) && words.has(letters[column]));
  return more.length ? Array.from(new Set([...names, ...more])).join(" ") : "";
}

/** The words that name each row and column of a grid, and the cells that ask. */
function wordsOf(table, known) {
  const { at, place, head } = cellsOf(table);
  const lines = new Map(Array.from(place.keys(), (cell) => [cell, readLine(cell, known)]));
  const letters = (cell) => (lines.get(cell).blanks.length ? "" : fold(lines.get(cell).texts[0]).letters);
  const names = (some) => Array.from(new Set(some)).map(letters).filter(Boolean);
  const rows = at.map((row, n) => (n < head ? [] : names(row.filter((cell) => cell.tagName === "TH"))));
  const columns = at[0].map((_, n) => names(at.slice(0, head).map((row) => row[n])));
  return { rows, columns, asked: new Map(Array.from(lines).filter(([, line]) => line.blanks.length)), words: Array.from(place.keys(), letters), place, head };
}

/** Where each cell that asks stands in a source, as far as both its row and its column are found there. */
function align({ rows, columns, asked, place, head }, source) {
  const width = source.reduce((most, { length }) => Math.max(most, length), 0);
  const turned = Array.from({ length: width }, (_, column) => source.map((row) => row[column] || ""));
  const rowAt = match(rows, source);
  const end = rowAt.size ? Math.min(...Array.from(rowAt.values())) : source.length;
  const begin = rowAt.size ? Math.max(0, end - rows.length + rowAt.size) : 0; // the head, and rows that were not found
  const columnAt = match(columns, turned.map((column) => column.slice(begin, end)));
  if (rows.every((words) => !words.length) && columnAt.size) {
    const last = Math.max(...Array.from(columnAt, ([n, column]) => turned[column].lastIndexOf(columns[n][columns[n].length - 1])));
    rows.forEach((_, row) => row >= head && rowAt.set(row, last + 1 + row - head)); // rows without names follow the head
  }
  if (!head && width === columns.length) columns.forEach((_, n) => columnAt.set(n, n));
  const found = Array.from(asked.keys(), (cell) => [cell, { row: rowAt.get(place.get(cell)[0]), column: columnAt.get(place.get(cell)[1]) }]);
  return new Map(found.filter(([, { row, column }]) => source[row] && column !== undefined));
}

/** Of each named line the one line of the source that has its words in order; of lines named alike the first is the first. */
function match(named, lines) {
  const has = (line, words) => {
    let from = 0;
    return words.every((word) => {
      from = line.indexOf(word, from) + 1;
      return from > 0;
    });
  };
  const at = new Map();
  named.forEach((words, n) => {
    if (!words.length) return;
    const alike = named.map((other, m) => (other.join("\n") === words.join("\n") ? m : -1)).filter((m) => m >= 0);
    const all = lines.map((line, m) => (has(line, words) ? m : -1)).filter((m) => m >= 0);
    const led = all.filter((m) => lines[m].find(Boolean) === words[0]); // 总计, not 不予公开 ｜ 总计
    const found = all.length === alike.length ? all : led;
    if (found.length === alike.length) at.set(n, found[alike.indexOf(n)]);
  });
  return at;
}

/** What a cell says in each of its blanks. */
function readCell({ texts, blanks }, text) {
  const { found } = findSentences([{ texts: [MARK + texts[0], ...texts.slice(1)], blanks }], [], MARK + text);
  return blanks.map((blank) => ({ blank, text: found.get(blank) === null ? UNREAD : found.get(blank) || "" }));
}
