// One computer may fill for several units: when the table becomes another unit's, the first unit's draft stays as it was.

import { findDrafts, newDraft, writeDraft } from "./draft.js";
import { afterPress } from "./press.js";
import { giveDraft } from "./restore.js";
import { isEmpty } from "./table.js";

/** Parts the drafts when another unit is named, and says what is kept. */
export function watchUnit(page) {
  let held = null; // the table as it stood when the name began to change
  page.unitBlank.addEventListener("input", () => {
    held = held || tableOfOwner(page);
  });
  page.unitBlank.addEventListener("change", () => afterPress(() => lookUp(page)));
  page.unitBlank.addEventListener("change", () => {
    const unit = page.unit();
    const table = held || tableOfOwner(page);
    held = null;
    if (!unit || unit === page.owner) return;
    const left = part(page, table);
    const others = findDrafts(page.edition).filter((draft) => draft.unit === unit && draft.name !== page.draft);
    page.owner = unit;
    if (others.length || left) afterPress(() => tell(page, others, left));
  });
}

async function lookUp(page) {
  const { checkName } = await import("./names.js");
  checkName(page);
}

function tableOfOwner(page) {
  const table = page.read();
  table.raw[page.unitBlank.name] = page.owner;
  return table;
}

/** Keeps a table for the former unit and begins another draft. Returns what is kept, if anything is. */
function part(page, table) {
  if (!page.owner || isEmpty(table, page.unitBlank.name)) return null;
  const left = { unit: page.owner, name: page.draft };
  writeDraft(page, table);
  page.draft = newDraft(page.edition);
  page.replaced();
  page.save();
  return left;
}

async function tell(page, others, left) {
  const { offerDraft, tellParted } = await import("./choose.js");
  if (!others.length) tellParted(left, page.owner);
  else
    offerDraft(others[0], () => {
      giveDraft(page, others[0]);
      page.refresh();
    });
}
