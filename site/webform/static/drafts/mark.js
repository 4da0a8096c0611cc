// What the printed table says of itself at its top: a draft, or the filing that it equals. Loaded where a filing is known.

import { recall, thisTab } from "../lib/storage.js";
import { filedHere, keptAgain } from "../receipt/receipts.js";
import { canonical } from "../validation/checksum.js";

let watched = false;

/** Says it anew each time that the page is printed: what was filed may have been changed. @param {Page} page */
export function watchMark(page) {
  if (watched) return; // several scripts may have learnt of a filing
  watched = true;
  const mark = page.form.querySelector(".draft-mark");
  const draft = mark.textContent;
  window.addEventListener("beforeprint", () => {
    const typed = canonical(page.validated().answers);
    const filed = knownFilings(page).find(({ table }) => canonical(table.answers) === typed);
    mark.textContent = filed ? `已报送：回执号 ${filed.receipt.reference}，校验码 ${filed.receipt.checksum_short}` : draft;
  });
}

/** What this page, this tab and this computer have filed. */
export const knownFilings = ({ filed, edition: { id } }) => [filed, recall(thisTab, `receipt-${id}`), ...filedHere(id).map(keptAgain)].filter(Boolean);
