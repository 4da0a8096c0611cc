// Giving back what was typed: a draft, what this tab has just filed, a file. It says so, with a way out.

import { findDraft } from "./draft.js";
import { recall, thisTab } from "./memory.js";
import { hush, quietButton, say } from "./notice.js";
import { asTyped, isEmpty, writeBlank, writeTable } from "./table.js";

const REWORDED = "表格的文字后来有改动，请逐项核对。";

/** Gives back a draft, or what this tab has just filed, where nothing is typed yet. */
export function restore(page) {
  if (!isEmpty(page.read())) return;
  const draft = findDraft(page.edition);
  const sent = recall(thisTab, `receipt-${page.edition.id}`);
  if (draft) giveBack(page, draft.table, draftSentence(draft));
  else if (sent) {
    const { answers, explanations, nil } = sent.table;
    const sentence = `已填入刚才报送的内容（回执号 ${sent.receipt.reference}）。改好后再提交一次，以最后一次为准。`;
    giveBack(page, { raw: asTyped(answers), reasons: explanations, nil }, sentence);
  }
}

function draftSentence({ saved, same }) {
  const when = new Date(saved).toLocaleString("zh-CN", { hour12: false });
  return `已恢复上次在这台电脑上没有报完的内容（保存于 ${when}）。${reworded(same)}`;
}

/** What is to be said where the table's words may have changed since. */
export const reworded = (same) => (same ? "" : REWORDED);

/** Writes a table into the form and says where it comes from. */
export function giveBack(page, table, sentence) {
  writeTable(page.form, table);
  const clear = quietButton("不要，全部清空", () => {
    Object.keys(table.raw).forEach((id) => writeBlank(page.form, id, ""));
    page.form.elements._nil.checked = false;
    hush();
    page.changed();
  });
  return say(`${sentence} `, clear);
}
