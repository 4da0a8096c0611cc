// A receipt is opened again by its own address, which the function answers; here are the ones this computer knows.

import { inWords } from "./lib/clock.js";

/** The whole address, to be passed on. @param {string} base of all receipts @param {string} own `unit/id` */
export const wholeAddress = (base, own) => new URL(base + own, window.location.href).href;

/** Lists the receipts of this computer in place of the sentence that there is none. */
export function listFiled(base, due, filed) {
  const list = document.getElementById("filed");
  filed.forEach(({ reference, receipt }) => {
    const [item, link] = ["li", "a"].map((name) => document.createElement(name));
    link.href = wholeAddress(base, receipt.address);
    link.textContent = `回执号 ${reference}`;
    const time = receipt.at ? `，${inWords(Date.parse(receipt.at), due)} 收到` : "";
    item.append(`${receipt.unit}：`, link, `，校验码 ${receipt.checksum}${time}`);
    list.append(item);
  });
  document.getElementById("known").hidden = false;
  document.getElementById("unknown").hidden = true;
}
