// One computer may fill for several units: when the table becomes another unit's, the first unit's draft stays as it was.

import { findDrafts, loadWhose, newDraft, writeDraft } from "./drafts.js";
import { afterPress } from "../lib/after_press.js";
import { giveDraft } from "./restore.js";
import { isEmpty } from "../table/table.js";

/** Parts the drafts when another unit is named, and says what is kept. */
export function watchUnit(page) {
  let held = null; // the table as it stood when the name began to change
  page.owner = page.unit(); // a link or the browser may have named it
  page.unitBlank.addEventListener("input", () => {
    if (held) return;
    held = page.read();
    loadWhose();
  });
  page.unitBlank.addEventListener("blur", () => {
    held = null; // the name is as it was: what is typed from now on is the owner's too
  });
  page.unitBlank.addEventListener("change", () => afterPress(() => lookUp(page)));
  page.unitBlank.addEventListener("change", async () => {
    const [unit, table] = [page.unit(), held || page.read()];
    held = null;
    if (!unit) return;
    const { oneUnit } = await loadWhose();
    const same = oneUnit(page, unit, page.owner);
    const left = same ? null : part(page, table);
    page.owner = unit;
    if (same) return;
    const others = findDrafts(page.edition).filter((draft) => draft.name !== page.draft && oneUnit(page, draft.unit, unit));
    if (others.length || left) afterPress(() => tell(page, others, left));
  });
}

async function lookUp(page) {
  const { checkName } = await import("../validation/roster.js");
  checkName(page);
}

/** Keeps a table for the former unit and begins another draft. Returns what is kept, if anything is. */
function part(page, table) {
  if (!page.owner || isEmpty(table, page.unitBlank.name)) return null;
  table.raw[page.unitBlank.name] = page.owner;
  const left = { unit: page.owner, name: page.draft };
  writeDraft(page, table);
  page.draft = newDraft(page.edition);
  page.replaced();
  page.save();
  return left;
}

async function tell(page, others, left) {
  const { offerDraft, tellParted } = await import("./notices.js");
  if (!others.length) tellParted(left, page.owner);
  else
    offerDraft(others[0], () => {
      giveDraft(page, others[0]);
      page.refresh();
    });
}
