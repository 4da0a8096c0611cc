// What the printed table says of itself at its top: a draft, or the filing that it equals. Loaded where a filing is known.

import { recall, thisTab } from "../lib/storage.js";
import { filedHere, keptAgain } from "../receipt/receipts.js";
import { canonical } from "../validation/checksum.js";

/** Says it anew each time that the page is printed: what was filed may have been changed. @param {Page} page */
export function watchMark(page) {
  const mark = page.form.querySelector(".draft-mark");
  if (mark.dataset.draft) return; // several scripts may learn of a filing, each with a copy of this one
  mark.dataset.draft = mark.textContent;
  window.addEventListener("beforeprint", () => {
    const typed = canonical(page.validated().answers);
    const filed = knownFilings(page).find(({ table }) => canonical(table.answers) === typed);
    mark.textContent = filed ? `已报送：回执号 ${filed.receipt.reference}，校验码 ${filed.receipt.checksum_short}` : mark.dataset.draft;
  });
}

/** What this page, this tab and this computer have filed. */
export const knownFilings = ({ filed, edition: { id } }) => [filed, recall(thisTab, `receipt-${id}`), ...filedHere(id).map(keptAgain)].filter(Boolean);
