// The draft: what was typed is kept on this computer until a receipt has come, and given back after a closed tab.

import { recall, remember, thisComputer } from "./memory.js";

const PAUSE = 400;

/** Keeps the form's values shortly after each change. Returns `forget`, to be called when a receipt has come. */
export function keepDraft(form, edition, read) {
  const name = `draft-${edition.id}`;
  let timer = 0;
  const save = () => {
    timer = 0;
    remember(thisComputer, name, { digest: edition.digest, saved: Date.now(), values: read(form) });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  window.addEventListener("pagehide", () => {
    if (timer) save();
  });
  return () => {
    clearTimeout(timer);
    timer = 0;
    remember(thisComputer, name, null);
  };
}

/** The values kept for this edition; null if there are none. One of another wording gives only ids still asked. */
export function findDraft(edition) {
  const draft = recall(thisComputer, `draft-${edition.id}`);
  if (!draft || !draft.values) return null;
  const asked = edition.blanks.map((blank) => blank.id);
  const values = Object.entries(draft.values).filter(([id, value]) => asked.includes(id) && value);
  return values.length ? { saved: draft.saved, same: draft.digest === edition.digest, values } : null;
}
