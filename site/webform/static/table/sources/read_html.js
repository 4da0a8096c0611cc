// The text of what Word and WPS put on the clipboard, a line for each paragraph and cell; ticked boxes as boxes.

import { expand } from "./cells.js";
import { spelled } from "./symbols.js";

const OWN_LINE = /^(P|DIV|LI|TR|TD|TH|H[1-6]|BR|TABLE|UL|OL)$/;
const UNSAID = /^(SCRIPT|TITLE|DEL|S|STRIKE|TEMPLATE)$/;
const FONT = /(?:mso-symbol-font-family|font-family)\s*:\s*["']?(wingdings(?: 2)?)/i;
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|text-decoration\s*:\s*line-through/i;
const RUNS_OUT = /^\s*display\s*:\s*none[\s;]*$/i; // of its narrow cell, as Excel has it: what Word hides says more
const RAISED = /vertical-align\s*:\s*(?:super|sub)/i;

/** @param {string} html @returns {{text: string, tables: SourceTable[]}} */
export function readHtml(html) {
  const inert = html.replace(/\bstyle\s*=/gi, "data-style=").replace(/<(\/?)style\b/gi, "<$1template"); // the page's policy forbids styles even here
  const { body } = new DOMParser().parseFromString(inert, "text/html");
  const cellOf = (cell) => ({ text: said(cell, ""), across: cell.colSpan, down: cell.rowSpan });
  const tables = Array.from(body.querySelectorAll("table"), (table) => ({ rows: expand(Array.from(table.rows, (row) => Array.from(row.cells, cellOf))), text: said(table, "") }));
  return { text: said(body, ""), tables };
}

function said(node, font) {
  if (node.nodeType === Node.TEXT_NODE) return font ? spelled(font, node.data) : node.data.replace(/\s+/g, " ");
  const style = node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("data-style") || "" : "";
  if (node.nodeType !== Node.ELEMENT_NODE || UNSAID.test(node.tagName)) return "";
  if (HIDDEN.test(style) && !(node.matches("td span") && RUNS_OUT.test(style))) return "";
  const own = FONT.exec(style) || /^(wingdings(?: 2)?)$/i.exec(node.getAttribute("face") || "");
  const inner = Array.from(node.childNodes, (child) => said(child, own ? own[1] : font)).join("");
  if (/\p{N}/u.test(inner) && (node.matches("sup, sub") || RAISED.test(style))) return `^${inner}`; // 27 with the mark of a footnote is not 272
  return OWN_LINE.test(node.tagName) ? `\n${inner}\n` : inner;
}
