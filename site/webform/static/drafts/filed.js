// What this computer has filed of this table: found again on any day, with the ways to its paper and to go on from it.
// Loaded where there is such a filing and nothing that was not filed.

import { el, quietButton } from "../lib/dom.js";
import { showNotice } from "../lib/notice.js";
import { filedHere, filingInWords, paperAddress } from "../receipt/receipts.js";
import { giveFiled } from "./restore.js";

const MOST = 5; // filings that are listed; the receipt page has all

/** The way to a filing's receipt and paper. @param {Page} page @param {string} reference @returns {HTMLElement} */
export const paperLink = ({ form }, reference) => el("a", { href: paperAddress(form.dataset.received, reference) }, "查看和打印");

/** Puts what was filed into the page, to go on from it. @param {Page} page @param {object} filed */
export function goOn(page, { reference, table }) {
  giveFiled(page, table, `已填入本设备报送的内容（回执号 ${reference}）。`);
  page.changed();
}

/** @param {Page} page @param {(unit: string) => boolean} fits whether a unit may be meant */
export function offerFiled(page, fits) {
  const filed = filedHere(page.edition.id).filter(({ receipt }) => fits(receipt.unit));
  if (!filed.length) return;
  const entry = (each) => {
    const ways = [paperLink(page, each.reference), " ", quietButton("在此基础上修改", () => goOn(page, each))];
    return el("li", {}, filingInWords(each, page.edition.due), "　", ...ways);
  };
  const more = filed.length > MOST ? [el("li", {}, el("a", { href: page.form.dataset.received }, `共 ${filed.length} 份，查看全部`))] : [];
  showNotice("本设备已报送：", el("ul", { className: "drafts" }, ...filed.slice(0, MOST).map(entry), ...more));
}
