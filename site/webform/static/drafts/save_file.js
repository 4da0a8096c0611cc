// The table as a file: to go on elsewhere, to keep, or to send to the bureau where the network blocks filing.
// `build.py collect --add` files it by the same rules.

import { BUREAU } from "../lib/bureau.js";
import { download } from "../lib/download.js";

export const KIND = "yearly-form-table";
export const FORMAT = 1;

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
