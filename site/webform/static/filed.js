// What this computer filed last for a unit, so that the next receipt can say what has changed.

import { recall, remember, thisComputer } from "./memory.js";

/**
 * Notes a filing down and returns the one before it; noting the same one again changes nothing.
 * @param {{answers: object, explanations: object, nil: boolean}} table
 * @returns {{reference: string, table: object}|null} null for a first filing
 */
export function lastFiled(edition, receipt, table) {
  const name = `filed-${edition.id}-${receipt.unit.code}`;
  const last = recall(thisComputer, name);
  const replay = last && last.reference === receipt.reference;
  const before = replay ? last.before : last && { reference: last.reference, table: last.table };
  remember(thisComputer, name, { reference: receipt.reference, table, before });
  return before;
}
