// The table as a file: to go on elsewhere, to keep, or to send to the bureau where the network blocks filing.
// `build.py collect --add` files it by the same rules.

import { el } from "../lib/dom.js";

export const KIND = "yearly-form-table";
export const FORMAT = 1;

/** The whole table as one self-contained text. @returns {string} */
export function textOf(edition, table, key, now, receipt) {
  const content = { kind: KIND, format: FORMAT, edition: edition.id, digest: edition.digest, title: edition.title };
  return JSON.stringify({ ...content, saved_at: new Date(now).toISOString(), key, table, receipt });
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
  const text = textOf(edition, table, key, now, receipt);
  const name = whose || "未填单位";
  const link = el("a", {
    href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    download: `${edition.id}统计表${receipt ? "（已报）" : ""}-${name.replace(/[\\/:*?"<>|\s]/g, "")}.json`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  return link.download;
}
