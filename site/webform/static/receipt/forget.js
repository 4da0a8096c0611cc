// 这是公用电脑：报送后清除. Nothing of a filing stays for who sits here next; its receipt is open until its tab is closed.

import { leadOf, remember, thisComputer, thisTab } from "../lib/storage.js";

/** The unit's table has been filed: the page and this computer forget it, and the code. @param {Page} page @param {string} code the unit's */
export function forgetHere({ form, edition }, code) {
  form.reset();
  [leadOf("filed", edition.id) + code, `filing-${edition.id}`, leadOf("cleared", edition.id)].forEach((name) => remember(thisComputer, name, null));
  remember(thisTab, `code-${edition.id}`, null);
}

/** The receipt too. @param {string} id the edition's */
export const forgetTab = (id) => ["receipt", "draft", "code"].forEach((kind) => remember(thisTab, `${kind}-${id}`, null));
