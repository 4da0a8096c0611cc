// What the printed table says of itself at its top: a draft, or the filing that it equals. Loaded where a filing is known.

import { recall, thisTab } from "../lib/storage.js";
import { filedHere, keptAgain } from "../receipt/receipts.js";
import { contentOf } from "../validation/checksum.js";

/** Says it anew each time that the page is printed: what was filed may have been changed. @param {Page} page */
export function watchMark(page) {
  const mark = page.form.querySelector(".draft-mark");
  if (mark.dataset.draft) return; // several scripts may learn of a filing, each with a copy of this one
  mark.dataset.draft = mark.textContent;
  window.addEventListener("beforeprint", () => {
    const onPaper = (table) => contentOf({ ...table, nil: Boolean(table.nil), attachments: [] });
    const typed = onPaper(page.tableOf(page.read()));
    const filed = knownFilings(page).find(({ table }) => onPaper(table) === typed);
    const later = filed && laterThan(page, filed.receipt);
    const said = filed && `已报送：回执号 ${filed.receipt.reference}，校验码 ${filed.receipt.checksum_short}`;
    mark.textContent = later ? `此后又报送（回执号 ${later.reference}），以那一次为准` : said || mark.dataset.draft;
  });
}

/** The function has told what counts in the place of a filing. @param {Page} page @param {string} reference @param {{reference: string}} later */
export function markOvertaken({ form }, reference, later) {
  const mark = form.querySelector(".draft-mark"); // each script has a copy of this one: what is known stands on the page
  mark.overtaken = { ...mark.overtaken, [reference]: later };
}

/** What counts in its place, as the function or this computer knows. */
function laterThan(page, { reference, unit, received_at: at }) {
  const { overtaken = {} } = page.form.querySelector(".draft-mark");
  const others = knownFilings(page).map(({ receipt }) => receipt);
  return overtaken[reference] || others.find((other) => other.unit.code === unit.code && Date.parse(other.received_at) > Date.parse(at));
}

/** What this page, this tab and this computer have filed. */
export const knownFilings = ({ filed, edition: { id } }) => [filed, recall(thisTab, `receipt-${id}`), ...filedHere(id).map(keptAgain)].filter(Boolean);
