// From a text or rows that were filled elsewhere to what is asked before it is written: by the official sentences, or by
// the ids of the edition's own list for Excel.

import { readGrids } from "./grid/by_words.js";
import { judge, offerToFill } from "./confirm_fill.js";
import { findSentences, fold, sentencesOf } from "./sources/sentences.js";

const LONGEST = 2e6; // letters of a text
const MOST_LEFT = 20; // lines that fit nowhere, to be listed
const CUT = 80;
const PERIOD = /[\d一二三四上下]/g; // what a title says of it

/**
 * Asks to fill the table with what is found; false where nothing of this table is in it.
 * @param {Page} page @param {{text?: string, title?: string, rows?: string[][], tables?: SourceTable[]}} source @param {string} [start] where the focus was
 * @returns {boolean}
 */
export function fillFrom(page, source, start = "") {
  const offer = finish(page, foundIn(page, source), otherTitle(`${source.title || ""}\n${source.text || ""}`));
  if (!offer) return false;
  const known = page.edition.blanks.some(({ id }) => id === start);
  offerToFill(page, offer, known ? start : "", () => fillFrom(page, source, start));
  return true;
}

/** The line that is the table's title, or a third of it at least, but for its period; undefined where there is none. */
function otherTitle(text) {
  const bare = (letters) => letters.replace(PERIOD, "");
  const title = fold(document.querySelector("h1").textContent).letters;
  return text.split("\n").find((line) => {
    const { letters } = fold(line);
    return letters.length * 3 > title.length && !title.includes(letters) && bare(title).includes(bare(letters));
  });
}

/** By the ids on its first sheet and the words of the others, where there are ids; else all by words. */
function foundIn(page, source) {
  const [, ...others] = source.tables || [];
  const listed = source.rows ? byIds(page, source.rows) : null;
  if (!listed) return byWords(page, source);
  if (!others.length) return listed;
  const more = byWords(page, { tables: others, text: others.map(({ text }) => text).join("\n") });
  const lacking = listed.lacking.filter((blank) => more.lacking.includes(blank));
  return { entries: listed.entries.concat(more.entries), lacking, left: more.left };
}

/** What the rows have beside the ids of blanks; null where they have none. */
function byIds({ edition }, rows) {
  const blanks = new Map(edition.blanks.map((blank) => [blank.id, blank]));
  const known = rows.map((row) => row.findIndex((cell) => blanks.has(cell)));
  const column = known.find((place) => place > 0);
  if (!column) return null;
  const filled = rows.filter((row) => blanks.has(row[column]));
  const entries = filled.map((row) => ({ blank: blanks.get(row[column]), text: row[column - 1] })).filter(({ text }) => text);
  return { entries, lacking: edition.blanks.filter(({ id }) => !filled.some((row) => row[column] === id)), left: [] };
}

/** What stands in the official sentences, and in the grids under the words of their rows and columns. */
function byWords(page, { text = "", rows = [], tables = [{ rows, text }] }) {
  const grids = readGrids(page.form, page.edition, tables, text);
  const official = Array.from(document.querySelectorAll("h1, .annex, .marks, .note, caption, form th, .requirement div"), ({ textContent }) => textContent);
  const { found, lacking, left } = findSentences(sentencesOf(page.form, page.edition), official, grids.rest.slice(0, LONGEST));
  const entries = Array.from(found, ([blank, said]) => ({ blank, text: said === null ? "（看不清）" : said })).filter((each) => each.text);
  return { entries: grids.entries.concat(entries), lacking: grids.lacking.concat(lacking), left };
}

/** Nothing to ask where nothing fits. Of a blank that stands there twice only the first is taken, if both say the same. title: another's */
function finish(page, { entries, lacking, left: all }, title) {
  const left = all.filter((line) => line !== title);
  const other = entries.filter(({ blank, text }) => entries.some((each) => each.blank === blank && each.text !== text));
  const once = entries.filter((entry, n) => !other.includes(entry) && entries.findIndex(({ blank }) => blank === entry.blank) === n);
  if (!judge(page, once).some(({ fits }) => fits)) return null;
  const more = title ? [`标题与本表不一致，请核对是否为往年的表：“${title.trim()}”。`] : [];
  const names = (blanks) => Array.from(new Set(blanks.map(({ label }) => label))).join("、");
  if (other.length) more.push(`出现了不止一次、填的又不一样，不填：${names(other.map(({ blank }) => blank))}。`);
  if (lacking.length) more.push(`没有读到，仍按原样的 ${lacking.length} 处：${names(lacking)}。`);
  if (left.length) more.push(`没有对上本表的句子：${left.slice(0, MOST_LEFT).map((line) => `“${line.trim().slice(0, CUT)}”`).join("、")}${left.length > MOST_LEFT ? `等 ${left.length} 行` : ""}。`);
  return { entries: once, what: "读到的", unit: "项", more };
}
