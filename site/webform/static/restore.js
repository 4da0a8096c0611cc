// Giving back what was typed: a draft, or what this tab has just filed. It says so, with a way out.

import { clearedName, findDrafts, newDraft } from "./draft.js";
import { recall, remember, thisComputer, thisTab } from "./memory.js";
import { hush, quietButton, say } from "./notice.js";
import { asTyped, isEmpty, writeBlank, writeTable } from "./table.js";

const REWORDED = "表格的文字后来有改动，请逐项核对。";

/** Gives back what is this tab's, else the one draft of this computer; of several the clerk picks one. */
export async function restore(page) {
  if (!isEmpty(page.read(), page.unitBlank.name)) return;
  const drafts = findDrafts(page.edition).filter(({ unit }) => !page.unit() || !unit || unit === page.unit());
  const own = recall(thisTab, `draft-${page.edition.id}`);
  const mine = drafts.find(({ name }) => name === own);
  const sent = recall(thisTab, `receipt-${page.edition.id}`);
  if (mine) giveDraft(page, mine);
  else if (sent && (!page.unit() || page.unit() === sent.receipt.unit.name)) giveSent(page, sent);
  else if (drafts.length === 1) giveDraft(page, drafts[0]);
  else if (drafts.length) await choose(page, drafts);
  else offerUndo(page);
}

/** What was cleared can come back, also after the page was closed, until something new is typed. */
function offerUndo(page) {
  const cleared = recall(thisComputer, clearedName(page.edition));
  if (!cleared) return;
  const undo = quietButton("撤销", () => {
    giveBack(page, cleared.name, cleared.table, "已撤销清空。");
    page.changed();
  });
  page.cleared = () => {
    page.cleared = null;
    remember(thisComputer, clearedName(page.edition), null);
    if (undo.isConnected) hush();
  };
  say("已清空。 ", undo);
}

function giveSent(page, { receipt, table }) {
  const { answers, explanations, nil, attachments } = table;
  const sentence = `已填入刚才报送的内容（回执号 ${receipt.reference}）。改好后再提交一次，以最后一次为准。`;
  giveBack(page, newDraft(page.edition), { raw: asTyped(answers), reasons: explanations, nil, attachments }, sentence);
}

/** Writes a draft into the form; what is typed from now on is kept under the same name. */
export function giveDraft(page, { name, saved, same, table }) {
  giveBack(page, name, table, `已恢复上次在这台电脑上没有报完的内容（保存于 ${inClock(saved)}）。${reworded(same)}`);
}

export const inClock = (saved) => new Date(saved).toLocaleString("zh-CN", { hour12: false });

/** What is to be said where the table's words may have changed since. */
export const reworded = (same) => (same ? "" : REWORDED);

/** Writes a table into the form, to be kept as the draft of this name, and says where it comes from. */
export function giveBack(page, name, table, sentence) {
  const unit = page.unit();
  page.begin(name);
  writeTable(page.form, table);
  page.files.give(table.attachments);
  if (!page.unit()) page.unitBlank.value = unit; // a link has named it
  page.owner = page.unit();
  page.common = page.read();
  const clear = quietButton("不要，全部清空", () => {
    remember(thisComputer, clearedName(page.edition), { name: page.draft, table: page.read() });
    Object.keys(table.raw).forEach((id) => writeBlank(page.form, id, ""));
    page.form.elements._nil.checked = false;
    page.files.give([]);
    page.changed();
    offerUndo(page);
  });
  const others = findDrafts(page.edition).filter((draft) => draft.name !== name);
  const ways = others.length ? [quietButton(`另有 ${others.length} 份草稿`, () => choose(page, others))] : [];
  return say(`${sentence} `, clear, ...ways);
}

async function choose(page, drafts) {
  const { offerDrafts } = await import("./choose.js");
  offerDrafts(drafts, (draft) => {
    giveDraft(page, draft);
    page.refresh();
  });
}
