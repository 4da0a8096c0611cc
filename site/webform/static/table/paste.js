// Cells pasted from a spreadsheet, put into the blanks in order once the clerk has seen what goes where. An empty cell keeps
// its place; what is no answer to its blank goes into none. Loaded when several cells are pasted.

import { el, quietButton } from "../lib/dom.js";
import { showNotice } from "../lib/notice.js";
import { controlsOf } from "./messages.js";
import { writeBlank } from "./table.js";

const CELL = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\r|\n|$)/g;
const ANSWER = /^([\d０-９][\d０-９,，.． ]*|是|否)$/; // or nearly
const WORDS = "粘贴的内容里有几列，其中一列都是文字，看不出哪个数填哪一格，所以没有填。请只复制数字那一列再粘贴。";
const NOTHING = "粘贴的内容里没有能填进这些格的，所以没有填。";

/** @param {object} page the form @param {string} start the blank pasted into @param {string} text several cells */
export function pasteInto(page, start, text) {
  const rows = rowsOf(text);
  const lines = place(page, start, rows.reduce((all, row) => all.concat(row), []));
  if (hasWords(rows)) showNotice(WORDS);
  else if (lines.some(({ fits }) => fits)) ask(page, start, lines, () => pasteInto(page, start, text));
  else showNotice(NOTHING);
}

/** The cells as a spreadsheet writes them: a tab or the end of a line parts them, quotes hold one that has either. */
function rowsOf(text) {
  const rows = [[]];
  for (const [, cell, end] of text.matchAll(CELL)) {
    const quoted = /^"[^]*"$/.test(cell);
    rows[rows.length - 1].push((quoted ? cell.slice(1, -1).replace(/""/g, '"') : cell).trim());
    if (!end) break;
    if (end !== "\t") rows.push([]);
  }
  const width = Math.max(...rows.map(({ length }) => length));
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] || ""));
}

/** Whether a column of several holds words and no answer: beside figures it is what they are called. */
function hasWords(rows) {
  const full = rows.filter((row) => row.some(Boolean));
  const words = (column) => full.some((row) => row[column]) && !full.some((row) => ANSWER.test(row[column]));
  return full.length > 1 && full[0].length > 1 && full[0].some((_, column) => words(column));
}

/**
 * What each cell that is not empty would do: the blank it falls to, if there is one left, what stands there of another
 * meaning, and whether it is an answer to it. Choices are passed over unless a cell chooses.
 * @returns {{cell: number, text: string, blank: object|undefined, old: string, fits: boolean}[]}
 */
function place(page, start, cells) {
  const kinds = ["count", "amount"].concat(cells.some((cell) => ["是", "否"].includes(cell)) ? ["yes_no", "choice"] : []);
  const blanks = page.edition.blanks.filter(({ kind }) => kinds.includes(kind));
  const first = blanks.findIndex(({ id }) => id === start);
  const lines = cells.map((text, cell) => ({ cell, text, blank: blanks[first + cell] })).filter(({ text }) => text);
  const here = lines.filter(({ blank }) => blank);
  const { answers } = page.validate(Object.fromEntries(here.map(({ text, blank }) => [blank.id, text])));
  const [{ raw }, now] = [page.read(), page.validated().answers];
  here.forEach((line) => {
    const { id } = line.blank;
    line.fits = id in answers;
    line.old = answers[id] === now[id] ? "" : raw[id];
  });
  return lines;
}

/** Asks with a line for each cell, and writes what fits; anew where another tab has changed one of the blanks meanwhile. */
function ask(page, start, lines, again) {
  const dialog = el("dialog", { id: "paste", className: "notice", "aria-labelledby": "paste-title" });
  const fitting = lines.filter(({ fits }) => fits);
  const before = textsOf(page, fitting);
  const close = (focused) => {
    dialog.remove();
    controlsOf(page.form, focused)[0].focus();
  };
  const fill = quietButton("填入", () => {
    close(fitting[fitting.length - 1].blank.id);
    if (textsOf(page, fitting) !== before) again();
    else {
      fitting.forEach(({ blank, text }) => writeBlank(page.form, blank.id, text));
      page.changed();
    }
  });
  dialog.addEventListener("cancel", () => close(start));
  dialog.append(...drawn(lines), fill, " ", quietButton("不填", () => close(start)));
  dialog.style.margin = "auto";
  document.body.append(dialog);
  if (dialog.showModal) dialog.showModal();
  fill.focus();
}

const textsOf = (page, lines) => lines.map(({ blank }) => page.read().raw[blank.id]).join("\n");

/** The heading and the list of what goes where. */
function drawn(lines) {
  const list = el("ol", { tabIndex: 0 }); // so that it can be scrolled by keys
  const fitting = lines.filter(({ fits }) => fits);
  const over = lines.filter(({ blank }) => !blank);
  const changed = fitting.filter(({ old }) => old).length;
  const rest = lines.length - fitting.length;
  const heading = el("h2", { id: "paste-title" }, `把粘贴的 ${fitting.length} 格填入下面各处？`);
  if (changed) heading.append(`其中 ${changed} 处原来填的会被改掉。`);
  if (rest) heading.append(`另有 ${rest} 格不填。`);
  const add = (cell, ...words) => list.append(el("li", { value: cell + 1 }, ...words)); // as the spreadsheet counts
  lines.filter(({ blank }) => blank).forEach(({ cell, blank, old, text, fits }) => {
    if (!fits) add(cell, `${blank.label}：不填，粘贴的是“${text}”`);
    else if (old) add(cell, `${blank.label}：`, el("del", {}, old), " → ", text);
    else add(cell, `${blank.label}：${text}`);
  });
  if (over.length) add(over[0].cell, `表上后面没有格了，不填：“${over.map(({ text }) => text).join("”、“")}”`);
  Object.assign(list.style, { maxHeight: "50vh", overflow: "auto" });
  return [heading, list];
}
