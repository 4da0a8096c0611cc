// What a .docx or .xlsx says, read in the browser: nothing of it leaves this device. Sizes are bounded before anything is unpacked.

import { expand, squared } from "./cells.js";
import { asShown, formatsOf } from "./number_format.js";
import { spelled, symbol } from "./symbols.js";

const MOST = 32 * 1024 * 1024; // bytes of all parts that are read, unpacked
const PARTS = /^(docProps\/core|word\/document|xl\/(?:sharedStrings|styles|workbook)|xl\/worksheets\/sheet\d{1,2})\.xml$/;
const UNSAID = ["del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr", "rt", "rPh"];
const AS_TEXT = { tab: " ", br: "\n", cr: "\n", noBreakHyphen: "-" };

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<{text: string, tables: SourceTable[], rows?: string[][], title?: string}|null>} rows: of the first
 *   sheet of a workbook; title: as its properties have it. null where it is neither, or damaged
 */
export async function readOffice(bytes) {
  const { strFromU8, unzipSync } = await import("../../lib/vendor/fflate.js");
  let room = MOST;
  const fits = ({ name, originalSize }) => {
    if (!PARTS.test(name) || originalSize > room) return false;
    room -= originalSize;
    return true;
  };
  const files = unzipSync(new Uint8Array(bytes), { filter: fits });
  const part = (name) => files[name] && parse(strFromU8(files[name]));
  const body = part("word/document.xml");
  if (body) return { text: paragraphs(body.documentElement, ""), tables: within(body, "tbl").map(tableOf) };
  const numbers = Object.keys(files).map((name) => Number((/sheet(\d+)\.xml$/.exec(name) || [])[1])).filter(Boolean).sort((one, other) => one - other);
  const sheets = numbers.map((number) => part(`xl/worksheets/sheet${number}.xml`)).filter(Boolean);
  if (!sheets.length) return null;
  const shared = part("xl/sharedStrings.xml");
  const strings = shared ? within(shared, "si").map((each) => paragraphs(each, "")) : [];
  const formats = formatsOf(part("xl/styles.xml"));
  const book = part("xl/workbook.xml");
  const from1904 = Boolean(book) && within(book, "workbookPr").some((each) => ["1", "true"].includes(each.getAttribute("date1904")));
  const textOf = (cell) => textOfCell(cell, strings, (stored) => asShown(stored, formats[Number(cell.getAttribute("s") || 0)] || "", from1904));
  const [rows, ...others] = sheets.map((sheet) => cells(sheet, textOf));
  const tables = [rows, ...others].map((each, n) => ({ rows: merge(each, sheets[n]), text: each.map((row) => row.join("\n")).join("\n") }));
  const said = part("docProps/core.xml"); // the edition's own workbook says there of which period it is
  const title = said ? within(said, "title").map(({ textContent }) => textContent).join("") : "";
  return { rows, tables, title, text: tables.map(({ text }) => text).join("\n") };
}

function parse(text) {
  const found = text.includes("<!DOCTYPE") ? null : new DOMParser().parseFromString(text, "application/xml");
  return found && !found.querySelector("parsererror") ? found : null;
}

const children = (node, name) => Array.from(node.children).filter(({ localName }) => localName === name);
const within = (node, name) => Array.from(node.getElementsByTagNameNS("*", name));
const valueOf = (node, name = "val") => Array.from(node.attributes).reduce((value, each) => (each.localName === name ? each.value : value), "");
const isOn = (node) => !["0", "false", "off"].includes(valueOf(node));

/** The text of a document or of a cell: a line for each paragraph; without what is struck out, hidden or deleted. */
function paragraphs(node, font) {
  const { localName } = node;
  if (UNSAID.includes(localName)) return "";
  if (children(node, "sdtPr").some((looks) => children(looks, "showingPlcHdr").length)) return ""; // 单击此处输入文字
  if (localName === "t") return spelled(font, node.textContent);
  if (localName === "sym") return symbol(valueOf(node, "font"), parseInt(valueOf(node, "char"), 16), "");
  if (localName === "checkBox") return within(node, "checked").concat(within(node, "default")).slice(0, 1).some(isOn) ? "☑" : "□";
  if (localName in AS_TEXT) return AS_TEXT[localName];
  const looks = localName === "r" ? children(node, "rPr")[0] : undefined;
  if (looks && ["strike", "dstrike", "vanish"].some((name) => children(looks, name).some(isOn))) return "";
  const own = looks && children(looks, "rFonts")[0];
  const inner = Array.from(node.children, (child) => paragraphs(child, own ? valueOf(own, "ascii") : font)).join("");
  const raised = looks && children(looks, "vertAlign").some((each) => valueOf(each) !== "baseline");
  if (raised && /\p{N}/u.test(inner)) return `^${inner}`; // 27 with the mark of a footnote is not 272
  return localName === "p" ? `${inner}\n` : inner;
}

/** A table of a document, its merged cells opened. @returns {SourceTable} */
function tableOf(table) {
  const spanOf = (cell) => within(cell, "gridSpan").slice(0, 1).map((span) => Number(valueOf(span)))[0];
  const goesOn = (cell) => within(cell, "vMerge").slice(0, 1).some((each) => valueOf(each) !== "restart");
  const lines = children(table, "tr").map((row) => children(row, "tc").map((cell) => ({ text: goesOn(cell) ? null : paragraphs(cell, ""), across: spanOf(cell) })));
  return { rows: expand(lines), text: paragraphs(table, "") };
}

/** Rows of a sheet in which what a merged cell covers has its text. */
function merge(rows, sheet) {
  const at = within(sheet, "row").map((row, number) => Number(row.getAttribute("r")) || number + 1); // an empty row may be left out
  const merged = squared(rows);
  within(sheet, "mergeCell").forEach((area) => {
    const [from, to = from] = area.getAttribute("ref").split(":").map((name) => ({ column: columnOf(name, 0), row: Number(name.replace(/\D/g, "")) }));
    const source = merged[at.indexOf(from.row)] || [];
    merged.filter((_, number) => at[number] >= from.row && at[number] <= to.row).forEach((row) => {
      for (let column = from.column; column <= to.column && column < row.length; column += 1) row[column] = source[from.column] || "";
    });
  });
  return merged;
}

/** The cells of a sheet, row by row. */
function cells(sheet, textOf) {
  return within(sheet, "row").map((row) => {
    const texts = [];
    children(row, "c").forEach((cell) => {
      texts[columnOf(cell.getAttribute("r") || "", texts.length)] = textOf(cell);
    });
    return Array.from(texts, (text) => text || "");
  });
}

/** Where a cell stands: `AB7` is the 28th, counted from 0. */
function columnOf(name, next) {
  const letters = name.replace(/[^A-Z]/g, "");
  return letters && letters.length <= 3 ? Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : next;
}

function textOfCell(cell, strings, number) {
  const [kind, [value]] = [cell.getAttribute("t") || "n", children(cell, "v")];
  if (kind === "inlineStr") return paragraphs(cell, "");
  if (!value) return "";
  if (kind === "s") return strings[Number(value.textContent)] || "";
  if (kind === "b") return value.textContent === "1" ? "TRUE" : "FALSE"; // no 1
  return kind === "n" ? number(value.textContent) : value.textContent;
}
