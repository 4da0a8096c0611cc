// Two tabs on one draft: what the other has written meanwhile is taken over blank by blank, never written over unseen.

import { writeTable } from "../table/table.js";

/**
 * Takes from the draft as it is stored what this tab has not changed since it last read or wrote it.
 * @param {object} page `page.common` is the table as both had it then
 * @param {{table: object}|null} stored
 */
export function meet(page, stored) {
  const [mine, theirs, common] = [page.read(), stored && stored.table, page.common];
  if (!theirs || !theirs.raw || !common) return;
  const merged = (part) => {
    const untouched = (id) => mine[part][id] === common[part][id] && mine[part][id] !== theirs[part][id];
    return Object.fromEntries(page.edition.blanks.filter(({ id }) => untouched(id)).map(({ id }) => [id, theirs[part][id] || ""]));
  };
  const [raw, reasons] = [merged("raw"), merged("reasons")];
  page.common = theirs;
  writeTable(page.form, { raw, reasons, nil: mine.nil === common.nil ? theirs.nil : mine.nil });
  const files = [mine, common, theirs].map(({ attachments }) => JSON.stringify(attachments));
  if (files[0] === files[1] && files[0] !== files[2]) page.files.give(theirs.attachments);
  const ids = Object.keys({ ...raw, ...reasons });
  ids.forEach((id) => page.taken.add(id));
  page.owner = page.unitBlank.name in raw ? page.unit() : page.owner;
  page.refresh();
  if (ids.length) import("./notices.js").then(({ tellTaken }) => tellTaken(page.taken.size));
}
