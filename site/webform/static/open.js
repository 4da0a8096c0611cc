// Reading a table that was saved as a file: whole, or not at all. Loaded when a file is chosen.

import { say } from "./notice.js";
import { REWORDED } from "./memory.js";
import { FORMAT, KIND } from "./transfer.js";

/** Puts the table of a file into the page, to be kept as a new draft, or says why not. */
export async function openInto(page, chosen, giveBack) {
  const { table, same, refused } = await openFile(page.edition, chosen);
  if (refused) say(refused);
  else {
    giveBack(page, "", table, `已从文件“${chosen.name}”打开。${same ? "" : REWORDED}`);
    page.changed();
  }
  document.getElementById("notice").scrollIntoView({ block: "center" });
}

/**
 * @param {object} edition edition.json
 * @param {File} file what the clerk has chosen
 * @returns {Promise<{table: object, same: boolean}|{refused: string}>}
 */
async function openFile(edition, file) {
  const refused = { refused: `“${file.name}”不是存下来的表，没有打开。` };
  let content = null;
  try {
    content = JSON.parse(await file.text());
  } catch (error) {
    console.warn("not a saved table", error.name);
    return refused;
  }
  const table = content && content.kind === KIND && content.format === FORMAT && content.table;
  if (!table || !table.raw || !table.reasons) return refused;
  if (content.edition !== edition.id) {
    return { refused: `“${file.name}”是 ${content.edition} 年的表，不是 ${edition.id} 年的，没有打开。` };
  }
  return { table, same: content.digest === edition.digest };
}
