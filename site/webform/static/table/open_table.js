// A filled Word table, or the edition's own list for Excel, opened or dropped on the page. Loaded when there is one.

import { showNotice } from "../lib/notice.js";
import { fillFrom, rowsOf } from "./fill_from.js";
import { readOffice } from "./read_office.js";

const LARGEST = 20; // MB
const OTHER = "读不出内容。请选用本表填好的 Word 文件（.docx）或 Excel 模板（.xlsx、.csv）；旧格式（.doc、.wps、.xls）请先另存为新格式。";

/** @param {Page} page @param {File} file */
export async function openInto(page, file) {
  if (file.size > LARGEST * 1024 * 1024) return refuse(file, `超过 ${LARGEST} MB，没有打开。`);
  const source = await readFile(file).catch((error) => console.warn("not read", error.message));
  if (!source) return refuse(file, OTHER);
  if (!fillFrom(page, { text: (source.rows || []).map((row) => row.join("\n")).join("\n"), ...source })) refuse(file, "里没有找到本表填好的内容，没有填。");
}

function refuse(file, why) {
  showNotice(`“${file.name}”${why}`).scrollIntoView({ block: "center" });
}

async function readFile(file) {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return readOffice(bytes); // PK: a zip
  return /\.csv$/i.test(file.name) ? { rows: rowsOf(textOf(bytes), ",") } : null;
}

/** Excel in China writes CSV in GBK unless it is told otherwise. */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    console.warn("not UTF-8", error.name);
    return new TextDecoder("gb18030").decode(bytes);
  }
}
