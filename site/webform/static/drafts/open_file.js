// Reading a table that was saved as a file: texts only, known names only, whole or not at all. Loaded when a file is chosen.

import { showNotice } from "../lib/notice.js";
import { REWORDED } from "../lib/storage.js";
import { digestOf } from "../attachments/upload.js";
import { lastFiled } from "../receipt/receipts.js";
import { decode } from "../table/sources/decode.js";
import { canonical, shortCode } from "../validation/checksum.js";
import { paperLink } from "./filed.js";
import { watchMark } from "./mark.js";
import { giveBack } from "./restore.js";
import { FORMAT, KIND } from "./save_file.js";

const LARGEST = 2097152; // bytes: a whole table takes a hundredth
const LONGEST = 20000; // characters of one text
const KEY = /^[0-9A-Za-z_-]{8,64}$/;
const SAVED = /\.json$|^粘贴的内容$/; // whatever else is no saved table may be a filled one
const RECODED = "这个文件另存时换过编码，请核对姓名等文字。";

/**
 * Puts the table of a file into the page, to be kept as a new draft, or says why not.
 * @param {Page} page @param {File} chosen
 */
export async function openInto(page, chosen) {
  const { table, same, recoded, strange, receipt, key, refused, other } = await openFile(page.edition, chosen);
  if (other && !SAVED.test(chosen.name)) {
    await (await import("../table/open_table.js")).openInto(page, chosen);
    return;
  }
  if (refused) showNotice(refused);
  else {
    giveBack(page, "", table, `已导入文件“${chosen.name}”。${same ? "" : REWORDED}${strange}${recoded ? RECODED : ""}`);
    page.changed();
    if (receipt) await tellReceipt(page, receipt, key, page.tableOf(table));
  }
  document.getElementById("notice").scrollIntoView({ block: "center" });
}

/**
 * The file says that it was filed: if its table is what the receipt's checksum is of, this computer knows that filing from now on.
 */
async function tellReceipt(page, receipt, key, table) {
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
 * @returns {Promise<{table: object, same: boolean, recoded: boolean, strange: string, receipt: object|undefined, key: string}|{refused: string, other: boolean}>}
 *   other: it is no table that was saved here
 */
async function openFile(edition, file) {
  const refuse = (why, other = false) => ({ refused: `“${file.name}”${why}`, other });
  if (file.size > LARGEST) return refuse("太大，不是导出的表，未导入。", true);
  const { text, recoded } = decode(await file.arrayBuffer());
  let content = null;
  try {
    content = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)); // a chat may have put words around it
  } catch (error) {
    console.warn("not a saved table", error.name);
  }
  if (!isObject(content) || content.kind !== KIND) return refuse("不是导出的表，未导入。", true);
  const checked = checkContent(edition, content);
  if (checked.refused) return refuse(checked.refused);
  if (recoded && content.title !== edition.title) {
    return refuse("里的文字无法读取：另存时换过编码，或者文件不完整。未导入，请使用原来导出的文件。");
  }
  const { table, receipt, key } = content;
  const strange = checked.strange.length ? `有 ${checked.strange.length} 项现在的表没有，未导入。` : "";
  return { table, same: content.digest === edition.digest, recoded, strange, receipt, key };
}

const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isText = (value) => typeof value === "string" && value.length <= LONGEST;
const areTexts = (value) => isObject(value) && Object.values(value).every(isText);
const isFile = (value) => isObject(value) && isText(value.name) && isText(value.ticket);
const isMoment = (value) => value === null || (isText(value) && !Number.isNaN(Date.parse(value)));

const isReceipt = (value) =>
  areTexts({ ...{ reference: value.reference, checksum: value.checksum_short, digest: value.digest_short || "", id: value.id }, ...value.unit }) &&
  isText((value.unit || {}).code) &&
  isText(value.unit.name) &&
  isMoment(value.received_at);

function isTable(table) {
  const { raw, reasons, nil, attachments } = table;
  const files = attachments === undefined || (Array.isArray(attachments) && attachments.every(isFile));
  return areTexts(raw) && areTexts(reasons) && (nil === undefined || typeof nil === "boolean") && files;
}

/** What a sentence calls an edition. @param {*} id */
const called = (id) => String(id).slice(0, 40) + (/^\d{4}$/.test(id) ? " 年" : " ");

/**
 * Why the content is not taken; '' if it is, and then which of its blanks the edition does not ask.
 * @param {object} edition edition.json @param {object} content what stands in the file
 * @returns {{refused: string, strange: string[]}} refused: the rest of a sentence about the file
 */
function checkContent(edition, content) {
  const refuse = (refused) => ({ refused, strange: [] });
  if (content.format !== FORMAT) return refuse("由其他版本的网页导出，未导入。请刷新本页后重新导入。");
  if (content.edition !== edition.id) return refuse(`是 ${called(content.edition)}的表，不是 ${called(edition.id)}的，未导入。`);
  const { table, receipt, key } = content;
  const whole = isObject(table) && isTable(table) && (receipt === undefined || (isObject(receipt) && isReceipt(receipt)));
  const asked = new Set(edition.blanks.map(({ id }) => id));
  const strange = whole ? Object.keys(table.raw).filter((id) => !asked.has(id)) : [];
  const altered = strange.length && content.digest === edition.digest;
  if (!whole || altered || (key !== undefined && !KEY.test(key))) return refuse("里的内容不完整，或者已被修改，未导入。请使用原来导出的文件。");
  return { refused: "", strange };
}
