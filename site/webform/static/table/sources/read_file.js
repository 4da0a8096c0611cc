// A table out of a file that an office program wrote: .docx, .xlsx, .csv, .txt.

import { rowsOf } from "./cells.js";
import { decode } from "./decode.js";
import { readOffice } from "./read_office.js";

/**
 * @param {File} file
 * @returns {Promise<{text: string}|{rows: string[][]}|null>} null where it is none of these, or damaged
 */
export async function readFilled(file) {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return readOffice(bytes); // PK: a zip
  if (/\.txt$/i.test(file.name)) return { text: decode(bytes).text };
  return /\.csv$/i.test(file.name) ? { rows: rowsOf(decode(bytes).text, ",") } : null;
}
