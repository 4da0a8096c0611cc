// What this computer filed last for a unit, so that the next receipt can say what has changed, and so that a receipt
// can be found again when its tab is gone.

import { namesIn, recall, remember, thisComputer } from "../lib/storage.js";

const nameOf = (year, code) => `filed-${year}-${code}`;

/** What finds a receipt again, and no more of it. */
const traceOf = ({ checksum_short: checksum, unit, received_at: at, id }) => ({ checksum, unit: unit.name, at, address: `${unit.code}/${id}` });

/**
 * Notes a filing down and returns the one before it; noting the same one again changes nothing.
 * @param {{answers: object, explanations: object, nil: boolean}} table
 * @returns {{reference: string, table: object}|null} null for a first filing
 */
export function lastFiled(edition, receipt, table) {
  const name = nameOf(edition.id, receipt.unit.code);
  const last = recall(thisComputer, name);
  const replay = last && last.reference === receipt.reference;
  const before = replay ? last.before : last && { reference: last.reference, table: last.table };
  remember(thisComputer, name, { reference: receipt.reference, table, before, receipt: traceOf(receipt) });
  return before;
}

/**
 * The receipts that this computer can find again, one per unit, the newest first.
 * @returns {{reference: string, receipt: {checksum: string, unit: string, at: string|null, address: string}}[]}
 */
export function filedHere(year) {
  const filed = namesIn(thisComputer, nameOf(year, "")).map((name) => recall(thisComputer, name));
  const moment = ({ receipt }) => Date.parse(receipt.at) || 0;
  return filed.filter((each) => each && each.receipt).sort((a, b) => moment(b) - moment(a));
}
