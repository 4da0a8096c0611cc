// The drafts on this computer: what was typed is kept until a receipt has come, and given back after a closed tab. Each
// has a name of its own and says whose it is, so that the tables of two units, or two tabs, never overwrite each other.

import { leadOf, namesIn, newKey, recall, thisComputer } from "../lib/storage.js";
import { isEmpty } from "../table/table.js";

const AS_TYPED = { oneUnit: (_, one, other) => one === other, unfiled: (_, drafts) => drafts, settle: () => null };

let whose = null; // one promise for all who wait: they go on in the order in which they came

/**
 * What knows by the roster whose a draft is; where its script cannot be loaded, units are told apart as they are typed.
 * @returns {Promise<object>} ownership.js, or what stands for it
 */
export function loadWhose() {
  whose =
    whose ||
    import("./ownership.js").catch((error) => {
      console.warn("ownership is not known", error.name);
      whose = null;
      return AS_TYPED;
    });
  return whose;
}

/** A name that no draft has. @param {{id: string}} edition @returns {string} */
export const newDraft = ({ id }) => leadOf("draft", id) + newKey();

/**
 * The drafts of this edition on this computer, newest first, blanks it no longer asks left out.
 * @returns {{name: string, unit: string, saved: number, same: boolean, table: object}[]}
 */
export function findDrafts(edition) {
  const asked = new Set(edition.blanks.map(({ id }) => id));
  const only = (texts) => Object.fromEntries(Object.entries(texts || {}).filter(([id, text]) => asked.has(id) && typeof text === "string"));
  const found = [];
  namesIn(thisComputer, leadOf("draft", edition.id)).forEach((name) => {
    const draft = recall(thisComputer, name);
    if (!draft || !draft.table || !draft.table.raw) return;
    const { unit, saved, table } = draft;
    const kept = { raw: only(table.raw), reasons: only(table.reasons), nil: table.nil, attachments: table.attachments };
    if (!isEmpty(kept)) found.push({ name, unit: String(unit || ""), saved, same: draft.digest === edition.digest, table: kept });
  });
  return found.sort((one, other) => other.saved - one.saved);
}
