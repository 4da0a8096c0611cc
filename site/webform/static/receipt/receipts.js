// What this computer filed last for a unit, so that the next receipt can say what has changed, and so that the receipt and
// its paper can be opened again on any day, in any tab.

import { callApi } from "../lib/api.js";
import { inWords } from "../lib/clock.js";
import { el } from "../lib/dom.js";
import { BUREAU, CALL } from "../lib/bureau.js";
import { leadOf, namesIn, recall, remember, thisComputer, thisTab } from "../lib/storage.js";

/** What draws a receipt again, and no more of it. */
const traceOf = ({ checksum_short: checksum, digest_short: digest, unit, received_at: at, id, late, revision }) => ({
  ...{ checksum, digest, unit: unit.name, at, address: `${unit.code}/${id}` },
  ...{ late, revision },
});

/** The receipt and the table of a filing as this computer kept them. @returns {{receipt: object, table: object, key: string|undefined}} */
export function keptAgain({ reference, receipt: { checksum, digest, unit, at, address, late, revision }, table, key }) {
  const [code, id] = address.split("/");
  const receipt = { reference, checksum_short: checksum, digest_short: digest, unit: { code, name: unit }, received_at: at, id, late, revision };
  const { attachments } = table;
  return { receipt: attachments ? { ...receipt, attachments } : receipt, table, key };
}

/** Where a receipt and its paper are drawn. @param {string} page the receipt page's address @param {string} reference */
export const paperAddress = (page, reference) => `${page}#${encodeURIComponent(reference)}`;

/**
 * Notes a filing down and returns what this computer knew before it; noting the same one again changes nothing, and one that
 * is older than what is known is not noted.
 * @param {{answers: object, explanations: object, nil: boolean}} table @param {string} [key] of the act of filing
 * @returns {{before: {reference: string, table: object}|null, later: object|null}} before: null for a first filing;
 *   later: what is known of a newer one
 */
export function lastFiled(edition, receipt, table, key) {
  const name = leadOf("filed", edition.id) + receipt.unit.code;
  const last = recall(thisComputer, name);
  if (last && isOlder(receipt, last)) return { before: null, later: last };
  const replay = last && last.reference === receipt.reference;
  const before = replay ? last.before : last && { reference: last.reference, table: last.table };
  remember(thisComputer, name, { reference: receipt.reference, table, before, receipt: traceOf(receipt), key: key || (replay ? last.key : undefined) });
  return { before, later: null };
}

const isOlder = (receipt, last) => last.reference !== receipt.reference && last.receipt && Date.parse(last.receipt.at) > Date.parse(receipt.received_at);

/** The filing that counts in place of this one, as the function knows it, or else this computer; undefined where there is none. */
export const overtakenBy = (receipt, { later }) => receipt.later || (later ? { reference: later.reference, received_at: later.receipt.at } : undefined);

/**
 * What is to be said of filings that this one and this computer do not know of each other; '' if there is nothing.
 * @param {{before: object|null, later: object|null}} known as lastFiled has it
 */
export function sayOthers(edition, receipt, known) {
  const when = (moment) => inWords(Date.parse(moment), edition.due);
  const [{ previous }, { before }, later] = [receipt, known, overtakenBy(receipt, known)];
  if (later) return `本单位此后又报送（回执号 ${later.reference}，${when(later.received_at)}），以那一次为准。这是较早的回执，不用于盖章。`;
  if (!previous || (before && before.reference === previous.reference)) return "";
  const told = `本单位此前已报送（回执号 ${previous.reference}，${when(previous.received_at)}），本设备没有那一次的内容，可能在其他设备上报送。`;
  return `${told}现在以这一次为准；不应代替那一次的，请核对后重新报送，或者联系${BUREAU}${CALL}。`;
}

/**
 * The receipts that this computer can find again, one per unit, the newest first.
 * @returns {{reference: string, receipt: {checksum: string, unit: string, at: string|null, address: string}}[]}
 */
export function filedHere(id) {
  const filed = namesIn(thisComputer, leadOf("filed", id)).map((name) => recall(thisComputer, name));
  const moment = ({ receipt }) => Date.parse(receipt.at) || 0;
  const whole = (each) => each && each.reference && each.table && each.table.answers && each.receipt && typeof each.receipt.address === "string";
  return filed.filter(whole).sort((a, b) => moment(b) - moment(a));
}

/** A filing in words: whose, its reference and its time. */
export const filingInWords = ({ reference, receipt: { unit, at } }, due) =>
  `${unit}，回执号 ${reference}${at ? `，${inWords(Date.parse(at), due)}` : ""}`;

/**
 * Lists the receipts of this computer in place of the sentence that there is none.
 * @param {string} due @param {object[]} filed as filedHere has them
 */
export function listFiled(due, filed) {
  const list = document.getElementById("filed");
  filed.forEach(({ reference, receipt }) => {
    const link = el("a", { href: paperAddress("", reference) }, `回执号 ${reference}`);
    const time = receipt.at ? `，${inWords(Date.parse(receipt.at), due)} 收到` : "";
    list.append(el("li", {}, `${receipt.unit}：`, link, `，校验码 ${receipt.checksum}${time}`));
  });
  document.getElementById("known").hidden = false;
  document.getElementById("unknown").hidden = true;
}

/**
 * The receipt with its time and revision, and what the bureau has said since; as it is where that cannot be asked for now.
 * @param {object} receipt @param {string} address of all receipts
 * @returns {Promise<object>}
 */
export async function complete(receipt, address) {
  try {
    const { ok, document } = await callApi(`${address}${receipt.unit.code}/${receipt.id}`);
    return (ok && document) || receipt;
  } catch (error) {
    console.warn("the receipt cannot be completed", error.name);
    return receipt;
  }
}

/**
 * 这是公用电脑：报送后清除. The unit's table has been filed: nothing of it stays for who sits here next, on the page or on this
 * computer, nor the code; its receipt is open until its tab is closed.
 * @param {Page} page @param {string} code the unit's
 */
export function forgetHere({ form, edition }, code) {
  form.reset();
  [leadOf("filed", edition.id) + code, `filing-${edition.id}`, leadOf("cleared", edition.id)].forEach((name) => remember(thisComputer, name, null));
  remember(thisTab, `code-${edition.id}`, null);
}

/** The receipt too. @param {string} id the edition's */
export const forgetTab = (id) => ["receipt", "draft", "code"].forEach((kind) => remember(thisTab, `${kind}-${id}`, null));
