// A table out of a file that an office program wrote: .docx, .xlsx, .csv, .txt.

import { rowsOf } from "./cells.js";
import { readOffice } from "./read_office.js";

/**
 * @param {File} file
 * @returns {Promise<{text: string}|{rows: string[][]}|null>} null where it is none of these, or damaged
 */
export async function readFilled(file) {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return readOffice(bytes); // PK: a zip
  if (/\.txt$/i.test(file.name)) return { text: textOf(bytes) };
  return /\.csv$/i.test(file.name) ? { rows: rowsOf(textOf(bytes), ",") } : null;
}

/** Excel in China writes CSV in GBK unless it is told otherwise, Word its texts. */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    console.warn("not UTF-8", error.name);
    return new TextDecoder("gb18030").decode(bytes);
  }
}
