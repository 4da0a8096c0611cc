// 清空重填: what was cleared can come back, also after the page was closed, until something new is typed.

import { leadOf, recall, remember, thisComputer } from "../lib/storage.js";
import { quietButton } from "../lib/dom.js";
import { clearNotice, showNotice } from "../lib/notice.js";
import { isEmpty, writeBlank } from "../table/table.js";

/** @param {function} giveBack writes a table into the form, to be kept as the draft of a name @param {Page} page */
export function clearTable(page, giveBack) {
  const table = page.read();
  remember(thisComputer, leadOf("cleared", page.edition.id), { name: page.session.name, table });
  Object.keys(table.raw).forEach((id) => writeBlank(page.form, id, ""));
  page.form.elements._nil.checked = false;
  page.files.give([]);
  page.session.replaced();
  page.changed();
  offerUndo(page, giveBack);
}

/** Says that the table is cleared, with the way back. @param {Page} page @param {function} giveBack */
export function offerUndo(page, giveBack) {
  const cleared = recall(thisComputer, leadOf("cleared", page.edition.id));
  if (!cleared) {
    clearNotice(); // the browser refuses to remember it
    return;
  }
  const undo = quietButton("撤销", () => {
    giveBack(page, cleared.name, cleared.table, "已撤销清空。");
    page.changed();
  });
  page.form.addEventListener("input", function forget() {
    if (isEmpty(page.read())) return;
    page.form.removeEventListener("input", forget);
    remember(thisComputer, leadOf("cleared", page.edition.id), null);
    if (undo.isConnected) clearNotice();
  });
  showNotice("已清空。 ", undo);
}
