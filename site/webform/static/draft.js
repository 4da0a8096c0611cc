// The draft: what was typed is kept on this computer until a receipt has come, and given back after a closed tab.

import { recall, remember, thisComputer } from "./memory.js";
import { isEmpty } from "./table.js";

const PAUSE = 400;

/**
 * Keeps the table shortly after each change. `saved(false)` is called when the browser refuses, `elsewhere`
 * when another tab has written. Returns `forget`, to be called when a receipt has come.
 */
export function keepDraft(form, edition, read, saved, elsewhere) {
  const name = `draft-${edition.id}`;
  let timer = 0;
  const save = () => {
    timer = 0;
    saved(remember(thisComputer, name, { digest: edition.digest, saved: Date.now(), table: read() }));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  window.addEventListener("pagehide", () => {
    if (timer) save();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === name && event.newValue) elsewhere();
  });
  return () => {
    clearTimeout(timer);
    timer = 0;
    remember(thisComputer, name, null);
  };
}

/** The table kept for this edition, blanks it no longer asks left out; null if there is none. */
export function findDraft(edition) {
  const draft = recall(thisComputer, `draft-${edition.id}`);
  if (!draft || !draft.table || !draft.table.raw) return null;
  const asked = new Set(edition.blanks.map(({ id }) => id));
  const only = (texts) => Object.fromEntries(Object.entries(texts || {}).filter(([id]) => asked.has(id)));
  const table = { raw: only(draft.table.raw), reasons: only(draft.table.reasons), nil: draft.table.nil };
  return isEmpty(table) ? null : { saved: draft.saved, same: draft.digest === edition.digest, table };
}
