// One computer may fill for several units: when the table becomes another unit's, the first unit's draft stays as it was.

import { findDrafts, loadWhose } from "../drafts/find_drafts.js";
import { afterPress } from "./after_press.js";

/** Parts the drafts when another unit is named, and says what is kept. @param {Page} page */
export function watchUnit(page) {
  let held = null; // the table as it stood when the name began to change
  page.session.nameOwner(page.unit()); // a link or the browser may have named it
  page.unitBlank.addEventListener("input", () => {
    if (held) return;
    held = page.read();
    loadWhose();
  });
  page.unitBlank.addEventListener("blur", () => {
    held = null; // the name is as it was: what is typed from now on is the owner's too
  });
  page.unitBlank.addEventListener("change", () => afterPress(() => lookUp(page)));
  page.form.addEventListener("input", ({ target }) => {
    // the script has written another table: what was said of the former name is over
    if (target === page.form && document.querySelector("#unit-found, #unit-hint")) lookUp(page);
  });
  page.unitBlank.addEventListener("change", async () => {
    const [unit, table] = [page.unit(), held || page.read()];
    held = null;
    if (!unit) return;
    const { oneUnit } = await loadWhose();
    const same = oneUnit(page, unit, page.session.owner);
    const left = same ? null : page.session.part(table);
    page.session.nameOwner(unit);
    if (same) return;
    const others = findDrafts(page.edition).filter((draft) => draft.name !== page.session.name && oneUnit(page, draft.unit, unit));
    if (others.length || left) afterPress(() => tell(page, others, left));
  });
}

async function lookUp(page) {
  const { checkName } = await import("../validation/roster.js");
  checkName(page);
}

async function tell(page, others, left) {
  const { offerDraft, tellParted } = await import("../drafts/notices.js");
  if (!others.length) return tellParted(left, page.session.owner);
  const { giveDraft } = await import("../drafts/restore.js");
  return offerDraft(others[0], () => giveDraft(page, others[0]));
}
