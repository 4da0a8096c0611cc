// One computer may fill for several units: when the table becomes another unit's, the first unit's draft stays as it was.

import { findDrafts, newDraft, writeDraft } from "./draft.js";
import { remember, thisComputer } from "./memory.js";
import { hush, quietButton, say } from "./notice.js";
import { giveDraft } from "./restore.js";
import { isEmpty } from "./table.js";

/** Parts the drafts when another unit is named, and says what is kept. */
export function watchUnit(page) {
  page.unitBlank.addEventListener("change", () => {
    const unit = page.unit();
    if (!unit || unit === page.owner) return;
    const left = part(page);
    const [waiting] = findDrafts(page.edition).filter((draft) => draft.unit === unit && draft.name !== page.draft);
    page.owner = unit;
    if (waiting) offer(page, waiting);
    else if (left) tell(left, unit);
  });
}

/** Keeps the table as it stands for the former unit and begins another draft. Returns what is kept, if anything is. */
function part(page) {
  const table = page.read();
  if (!page.owner || isEmpty(table, page.unitBlank.name)) return null;
  const left = { unit: page.owner, name: page.draft };
  table.raw[page.unitBlank.name] = page.owner;
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
