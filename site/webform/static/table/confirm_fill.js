// What goes where, shown before it is written: a line for each blank with what stands there now, and all that fits nowhere.

import { el, quietButton } from "../lib/dom.js";
import { showNotice } from "../lib/notice.js";
import { controlsOf } from "./show_problems.js";
import { writeBlank } from "./table.js";

/**
 * @typedef {object} Entry one thing that was pasted or read
 * @property {string} text as it was written
 * @property {object|undefined} blank where it belongs
 * @property {number} [cell] its place in what was copied, from 0
 * @property {boolean} [fits] whether it is an answer to its blank
 * @property {string} [written] how it is written there
 * @property {string} [old] what stands there of another meaning
 */

/** Says of each entry that has a blank whether it fits, and what it would replace. @param {Entry[]} entries */
export function judge(page, entries) {
  const here = entries.filter(({ blank }) => blank);
  const said = ({ text, blank }) => (blank.measure === "%" ? text.replace(/\s*[%％]\s*$/, "") : text); // the paper has it printed
  const { answers } = page.validate(Object.fromEntries(here.map((entry) => [entry.blank.id, said(entry)])));
  const [{ raw }, now] = [page.read(), page.validated().answers];
  here.forEach((entry) => {
    const { id, kind } = entry.blank;
    entry.fits = id in answers;
    entry.old = answers[id] === now[id] ? "" : raw[id];
    entry.written = entry.fits && kind === "date" ? answers[id] : said(entry);
  });
  return entries;
}

/**
 * Asks with a line for each entry, and writes what fits; anew where another tab has changed one of the blanks meanwhile.
 * @param {{entries: Entry[], what: string, unit: string, more?: string[]}} offer what: 粘贴的 or 读到的; unit: 格 or 项;
 *   more: what else is to be known of it, a line each
 * @param {string} start the blank to go back to where it is waved off, "" for none
 * @param {() => void} again
 */
export function offerToFill(page, offer, start, again) {
  const dialog = el("dialog", { id: "paste", className: "notice", "aria-labelledby": "paste-title" });
  const fitting = offer.entries.filter(({ fits }) => fits);
  const before = textsOf(page, fitting);
  const close = (focused) => {
    dialog.remove();
    if (focused) controlsOf(focused)[0].focus();
  };
  const next = fitting[offer.unit === "格" ? fitting.length - 1 : 0].blank.id; // cells go on where they end; a table is looked over
  const fill = quietButton("填入", () => {
    dialog.remove();
    const same = textsOf(page, fitting).join("\n") === before.join("\n");
    const undo = same && write(page, fitting, before);
    controlsOf(next)[0].focus(); // once all is written: each figure written while it is in use would lay out the page
    if (same) tellFilled(page, offer, fitting, undo);
    else again();
  });
  dialog.addEventListener("cancel", () => close(start));
  dialog.append(...drawn(offer, fitting), fill, " ", quietButton("不填", () => close(start)));
  dialog.style.margin = "auto";
  document.body.append(dialog);
  if (dialog.showModal) dialog.showModal();
  fill.focus();
}

/** Writes what fits; returns what takes all of it back. */
function write(page, fitting, before) {
  const put = (texts) =>
    fitting.forEach(({ blank }, n) => {
      writeBlank(blank.id, texts[n]);
      controlsOf(blank.id)[0].dispatchEvent(new Event("given"));
    });
  put(fitting.map(({ written }) => written));
  return () => put(before);
}

function tellFilled(page, { entries, what, unit }, fitting, undo) {
  page.changed();
  const rest = entries.length - fitting.length;
  const back = quietButton("撤销", () => {
    undo();
    page.changed();
    showNotice("已撤销，各处恢复原样。");
  });
  showNotice(`已填入 ${fitting.length} 处，${rest ? `${what}另有 ${rest} ${unit}未填入，` : ""}请核对。`, back);
}

function textsOf(page, entries) {
  const { raw } = page.read();
  return entries.map(({ blank }) => raw[blank.id]);
}

/** The heading and the list of what goes where. */
function drawn({ entries, what, unit, more = [], beyond = "表上后面没有格了" }, fitting) {
  const list = el("ol", { tabIndex: 0 }); // so that it can be scrolled by keys
  const over = entries.filter(({ blank }) => !blank);
  const changed = fitting.filter(({ old }) => old).length;
  const rest = entries.length - fitting.length;
  const heading = el("h2", { id: "paste-title" }, `把${what} ${fitting.length} ${unit}填入下面各处？`);
  if (changed) heading.append(`其中 ${changed} 处原来填的会被改掉。`);
  if (rest) heading.append(`另有 ${rest} ${unit}不填。`);
  const add = (cell, ...words) => list.append(el("li", cell === undefined ? {} : { value: cell + 1 }, ...words)); // as the spreadsheet counts
  entries.filter(({ blank }) => blank).forEach(({ cell, blank, old, text, fits }) => {
    if (!fits) add(cell, `${blank.label}：不填，${what}是“${text}”`);
    else if (old) add(cell, `${blank.label}：`, el("del", {}, old), " → ", text);
    else add(cell, `${blank.label}：${text}`);
  });
  if (over.length) add(over[0].cell, `${beyond}，不填：“${over.map(({ text }) => text).join("”、“")}”`);
  Object.assign(list.style, { maxHeight: "50vh", overflow: "auto" });
  return [heading, list, ...more.map((line) => el("p", {}, line))];
}
