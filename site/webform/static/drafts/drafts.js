// Drafts: what was typed is kept on this computer until a receipt has come, and given back after a closed tab. Each draft
// has a name of its own and says whose it is, so that the tables of two units, or two tabs, never overwrite each other.

import { newKey } from "../lib/key.js";
import { namesIn, recall, remember, thisComputer, thisTab } from "../lib/storage.js";
import { isEmpty } from "../table/table.js";
import { meet } from "./tabs.js";

const PAUSE = 400;
const leadOf = (edition) => `draft-${edition.id}-`;

const AS_TYPED = { oneUnit: (_, one, other) => one === other, unfiled: (_, drafts) => drafts, settle: () => null };

let whose = null; // one promise for all who wait: they go on in the order in which they came

/** What knows by the roster whose a draft is; where its script cannot be loaded, units are told apart as they are typed. */
export function loadWhose() {
  whose =
    whose ||
    import("./ownership.js").catch((error) => {
      console.warn("units are told apart as they are typed", error.name);
      whose = null;
      return AS_TYPED;
    });
  return whose;
}

/** A name that no draft has. */
export const newDraft = (edition) => leadOf(edition) + newKey();

/**
 * Keeps the table of the page shortly after each change.
 * @param {(kept: boolean) => void} saved called with false where the browser refuses
 * @param {() => void} elsewhere called when another tab has written a table of its own for the same unit
 * @returns {() => void} forgets the draft, because a receipt has come
 */
export function keepDraft(page, saved, elsewhere) {
  let timer = 0;
  page.common = page.read();
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
  };
  page.save = () => {
    stop();
    meet(page, recall(thisComputer, page.draft));
    const table = page.read();
    if (page.cleared && !isEmpty(table)) page.cleared();
    saved(writeDraft(page, table));
  };
  page.form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(page.save, PAUSE);
  });
  window.addEventListener("pagehide", () => {
    if (timer) page.save();
  });
  window.addEventListener("storage", ({ key, newValue }) => {
    if (!key || !key.startsWith(leadOf(page.edition)) || !newValue) return;
    const theirs = JSON.parse(newValue);
    if (key !== page.draft) {
      loadWhose().then(({ oneUnit }) => oneUnit(page, theirs.unit, page.unit()) && elsewhere());
      return;
    }
    meet(page, theirs);
    if (timer) page.save(); // what only this tab has is kept before anything happens to it
  });
  return () => {
    stop();
    remember(thisComputer, page.draft, null);
    remember(thisTab, `draft-${page.edition.id}`, null);
    page.draft = newDraft(page.edition);
  };
}

/** Keeps a table under the page's name; an empty one is not kept. False where the browser refuses. */
export function writeDraft(page, table) {
  const unit = table.raw[page.unitBlank.name].trim();
  const draft = { digest: page.edition.digest, saved: Date.now(), unit, table };
  const kept = remember(thisComputer, page.draft, isEmpty(table) ? null : draft);
  remember(thisTab, `draft-${page.edition.id}`, kept ? page.draft : null); // what is older is not given back over it
  page.common = table;
  return kept;
}

/**
 * The drafts of this edition on this computer, newest first, blanks it no longer asks left out.
 * @returns {{name: string, unit: string, saved: number, same: boolean, table: object}[]}
 */
export function findDrafts(edition) {
  const asked = new Set(edition.blanks.map(({ id }) => id));
  const only = (texts) => Object.fromEntries(Object.entries(texts || {}).filter(([id, text]) => asked.has(id) && typeof text === "string"));
  const found = [];
  namesIn(thisComputer, leadOf(edition)).forEach((name) => {
    const draft = recall(thisComputer, name);
    if (!draft || !draft.table || !draft.table.raw) return;
    const { unit, saved, table } = draft;
    const kept = { raw: only(table.raw), reasons: only(table.reasons), nil: table.nil, attachments: table.attachments };
    if (!isEmpty(kept)) found.push({ name, unit: String(unit || ""), saved, same: draft.digest === edition.digest, table: kept });
  });
  return found.sort((one, other) => other.saved - one.saved);
}
