// One computer may fill for several units: when the table becomes another unit's, the first unit's draft stays as it was.

import { findDrafts, newDraft, writeDraft } from "./draft.js";
import { remember, thisComputer } from "./memory.js";
import { hush, quietButton, say } from "./notice.js";
import { afterPress } from "./press.js";
import { giveDraft } from "./restore.js";
import { isEmpty } from "./table.js";

/** Parts the drafts when another unit is named, and says what is kept. */
export function watchUnit(page) {
  let held = null; // the table as it stood when the name began to change
  page.unitBlank.addEventListener("input", () => {
    held = held || tableOfOwner(page);
  });
  page.unitBlank.addEventListener("change", () => {
    const unit = page.unit();
    const table = held || tableOfOwner(page);
    held = null;
    if (!unit || unit === page.owner) return;
    const left = part(page, table);
    const others = findDrafts(page.edition).filter((draft) => draft.unit === unit && draft.name !== page.draft);
    page.owner = unit;
    afterPress(() => {
      if (others.length) offer(page, others[0]);
      else if (left) tell(left, unit);
    });
  });
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
  page.save();
  return left;
}

function tell({ unit, name }, now) {
  const drop = quietButton(`删去“${unit}”的草稿`, () => {
    remember(thisComputer, name, null);
    hush();
  });
  say(`“${unit}”的草稿仍留在这台电脑上；现在填的存为“${now}”的草稿。 `, drop);
}

function offer(page, draft) {
  const open = quietButton("打开那一份", () => {
    giveDraft(page, draft);
    page.refresh();
  });
  say(`这台电脑上已有“${draft.unit}”没有报完的草稿，没有动它。 `, open, " ", quietButton("不用", hush));
}
