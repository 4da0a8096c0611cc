// The table as a file, or as text where nothing can be downloaded: to go on elsewhere, to keep, or to send to the bureau where
// the network blocks filing. `build.py collect --add` files it by the same rules.

import { ask } from "../lib/ask.js";
import { BUREAU } from "../lib/bureau.js";
import { copyText } from "../lib/clipboard.js";
import { el } from "../lib/dom.js";
import { download } from "../lib/download.js";
import { newKey } from "../lib/storage.js";

export const KIND = "yearly-form-table";
export const FORMAT = 1;
const COPIED = `已复制。发送给本人或${BUREAU}时请整段发送，不要改动；在其他设备打开本表，粘贴后可继续填报。`;
const BY_HAND = "未能复制。请长按下面的文字，全选、复制，整段发送：";

/**
 * The whole table as one self-contained text.
 * @param {object} [more] what goes with it: the `receipt` of a filed one, the `report` of what totals are made of
 * @returns {string}
 */
export function textOf(edition, table, key, now, more) {
  const content = { kind: KIND, format: FORMAT, edition: edition.id, digest: edition.digest, title: edition.title };
  return JSON.stringify({ ...content, saved_at: new Date(now).toISOString(), key, table, ...more });
}

/**
 * Downloads the table as a file.
 * @param {{raw: object, reasons: object, nil: boolean}} table @param {string} whose the unit's name
 * @param {string} key of the act of filing: the same file, or the filing it was made from, is one record
 * @param {number} now milliseconds since 1970
 * @param {object} [receipt] where it has been filed
 * @returns {string} the file's name
 */
export function saveFile(edition, table, whose, key, now, receipt) {
  const text = textOf(edition, table, key, now, { receipt });
  const name = (whose || "未填单位").replace(/[\\/:*?"<>|\s]/g, "");
  const file = `${edition.id}统计表${receipt ? "（已报）" : ""}-${name}.json`;
  return download(new Blob([text], { type: "application/json" }), file);
}

/** What is to be known of a saved file; the way out for who does not find it follows. @param {string} name @param {*} unready whether attachments are under way */
export function savedInWords(name, unready) {
  const left = unready ? "尚未传好的附件未导出，其他内容均已导出。" : "";
  return `“${name}”已导出，请在浏览器“下载”中查看；可发送${BUREAU}，也可用“导入文件”接着填。${left}未找到文件的，请 `;
}

/**
 * The same as text, which the table takes by pasting.
 * @param {object} edition @param {object} table @param {string} whose @param {string} key @param {object} [receipt]
 * @returns {Promise<string>} what came of it
 */
export async function copyTable(edition, table, whose, key, receipt) {
  const title = `${edition.id}统计表${receipt ? "（已报）" : ""} ${whose || "未填单位"}`;
  const text = `${title}\n${textOf(edition, table, key || newKey(), Date.now(), { receipt })}`;
  if (await copyText(text)) return COPIED;
  const box = el("textarea", { value: text, readOnly: true, rows: 6, "aria-label": "表的内容", style: "width: 100%" });
  await ask(el("div", {}, el("p", {}, BY_HAND), box), "好了", "");
  return "";
}
