// Whose a draft is, and which drafts a filing has settled. Loaded where there is a draft, a unit is named, or a table is filed.

import { changesBetween } from "../receipt/changes.js";
import { findDrafts } from "./find_drafts.js";
import { contentOf } from "../validation/checksum.js";
import { leadOf, namesIn, recall, remember, thisComputer } from "../lib/storage.js";
import { unitKey } from "../validation/roster.js";
import { quietButton } from "../lib/dom.js";
import { showNotice } from "../lib/notice.js";

/** Whether two texts name one unit. @param {Page} page @param {string} one @param {string} other @returns {boolean} */
export const oneUnit = (page, one, other) => unitKey(page, one) === unitKey(page, other);

/**
 * Of these drafts those that have not been filed as they are; a draft that has been is no draft any more.
 * @param {Page} page @param {object[]} drafts
 * @returns {object[]}
 */
export function unfiled(page, drafts) {
  const filed = namesIn(thisComputer, leadOf("filed", page.edition.id)).map((name) => recall(thisComputer, name));
  const contents = filed.filter((each) => each && each.table).map(({ table }) => contentOf(table));
  return sift(drafts, ({ table }) => contents.includes(contentOf(page.tableOf(table))));
}

/** Drops the drafts that are settled, and returns the others. */
function sift(drafts, settled) {
  drafts.filter(settled).forEach(({ name }) => remember(thisComputer, name, null));
  return drafts.filter((draft) => !settled(draft));
}

/**
 * A receipt has come: ends the drafts of its unit that are as old as the filing, or the same. What was typed since then stays.
 * @param {object} table what was filed @param {number} since when it was sent
 * @returns {((receipt: object, kept: boolean) => void)|null} says that something was typed since then
 */
export function settle(page, table, since) {
  const content = contentOf(table);
  const unit = table.answers[page.unitBlank.name];
  const now = page.tableOf(page.read());
  const same = contentOf(now) === content;
  if (same) page.session.end();
  else page.session.save();
  const others = findDrafts(page.edition).filter((draft) => draft.name !== page.session.name && oneUnit(page, draft.unit, unit));
  sift(others, (draft) => draft.saved <= since || contentOf(page.tableOf(draft.table)) === content);
  return same ? null : (receipt, kept) => tellChanged(page, changesBetween(page.edition, table, now).length, receipt, kept);
}

function tellChanged({ form }, many, receipt, kept) {
  const open = quietButton("查看回执", () => window.location.assign(form.dataset.received));
  const sentence = `报送成功。回执号 ${receipt.reference}，校验码 ${receipt.checksum_short}。提交后又改了 ${many} 处，尚未报送。 `;
  showNotice(sentence, ...(kept ? [open] : []));
}
