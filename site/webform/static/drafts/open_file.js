// Reading a table that was saved as a file: whole, or not at all. Loaded when a file is chosen.

import { showNotice } from "../lib/notice.js";
import { REWORDED } from "../lib/storage.js";
import { checkContent } from "./check_file.js";
import { digestOf } from "../attachments/upload.js";
import { lastFiled } from "../receipt/receipts.js";
import { shortCode } from "../receipt/short_code.js";
import { canonical } from "../validation/canonical.js";
import { paperLink } from "./filed.js";
import { watchMark } from "./mark.js";

const LARGEST = 2097152; // bytes: a whole table takes a hundredth
const RECODED = "这个文件另存时换过编码，请核对姓名等文字。";

/**
 * Puts the table of a file into the page, to be kept as a new draft, or says why not.
 * @param {Page} page @param {File} chosen @param {function} giveBack
 */
export async function openInto(page, chosen, giveBack) {
  const { table, same, recoded, strange, receipt, key, refused } = await openFile(page.edition, chosen);
  if (refused) showNotice(refused);
  else {
    giveBack(page, "", table, `已导入文件“${chosen.name}”。${same ? "" : REWORDED}${strange}${recoded ? RECODED : ""}`);
    page.changed();
    if (receipt) await tellFiled(page, receipt, key, page.tableOf(table));
  }
  document.getElementById("notice").scrollIntoView({ block: "center" });
}

/**
 * The file says that it was filed: if its table is what the receipt's checksum is of, this computer knows that filing from now on.
 */
async function tellFiled(page, receipt, key, table) {
  const digest = await digestOf(new Blob([canonical(table.answers)]));
  const notice = document.getElementById("notice");
  if (digest && shortCode(digest) === receipt.checksum_short) {
    lastFiled(page.edition, receipt, table, key);
    watchMark(page);
    notice.append(` 这份表已报送，回执号 ${receipt.reference}。 `, paperLink(page, receipt.reference));
  } else if (digest) notice.append(` 文件里的内容与回执（回执号 ${receipt.reference}）不一致，报送以后改过。`);
}

/**
 * @param {object} edition edition.json
 * @param {File} file what the clerk has chosen
 * @returns {Promise<{table: object, same: boolean, recoded: boolean, strange: string, receipt: object|undefined, key: string}|{refused: string}>}
 */
async function openFile(edition, file) {
  const refuse = (why) => ({ refused: `“${file.name}”${why}` });
  if (file.size > LARGEST) return refuse("太大，不是导出的表，未导入。");
  const { text, recoded } = decode(await file.arrayBuffer());
  let content = null;
  try {
    content = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)); // a chat may have put words around it
  } catch (error) {
    console.warn("not a saved table", error.name);
  }
  const checked = checkContent(edition, content);
  if (checked.refused) return refuse(checked.refused);
  if (recoded && content.title !== edition.title) {
    return refuse("里的文字无法读取：另存时换过编码，或者文件不完整。未导入，请使用原来导出的文件。");
  }
  const { table, receipt, key } = content;
  const strange = checked.strange.length ? `有 ${checked.strange.length} 项现在的表没有，未导入。` : "";
  return { table, same: content.digest === edition.digest, recoded, strange, receipt, key };
}

/** The text as it was saved (UTF-8), or as an editor of Windows saves it anew: UTF-16 has a mark, GBK none. */
function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const marks = { "255,254": "utf-16le", "254,255": "utf-16be" };
  try {
    return { text: new TextDecoder(marks[`${first},${second}`] || "utf-8", { fatal: true }).decode(bytes), recoded: false };
  } catch (error) {
    console.warn("not as it was saved", error.name);
    return { text: new TextDecoder("gb18030").decode(bytes), recoded: true };
  }
}
