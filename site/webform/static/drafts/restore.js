// Giving back what was typed: a draft, what this tab has just filed, or what was cleared. It says so, with a way out.

import { findDrafts, loadWhose } from "./find_drafts.js";
import { wayOn } from "../lib/bureau.js";
import { REWORDED, leadOf, namesIn, recall, remember, thisComputer, thisTab } from "../lib/storage.js";
import { quietButton } from "../lib/dom.js";
import { inWords } from "../lib/clock.js";
import { clearNotice, showNotice } from "../lib/notice.js";
import { contentOf } from "../validation/checksum.js";
import { asTyped, isEmpty, wholeTable, writeBlank, writeTable } from "../table/table.js";

/**
 * Gives back what is this tab's, else the one draft of this computer; of several the clerk picks one, and where something
 * has been typed already: that stays.
 * @param {Page} page @param {Promise} told whether anything is still taken, or that it is not known yet
 */
export async function restore(page, told) {
  const { oneUnit, unfiled } = await loadWhose();
  await told;
  const found = findDrafts(page.edition); // another tab may have gone on typing until now
  const sent = recall(thisTab, `receipt-${page.edition.id}`);
  const fits = (unit) => !page.unit() || !unit || oneUnit(page, unit, page.unit());
  const drafts = unfiled(page, found).filter(({ unit }) => fits(unit));
  const own = recall(thisTab, `draft-${page.edition.id}`);
  const mine = drafts.find(({ name }) => name === own);
  const typed = window.typed && !isEmpty(page.read()); // on a slow line, before this could run
  if (typed && drafts.length) await choose(page, drafts, typed);
  else if (mine) giveDraft(page, mine);
  else if (typed || !isEmpty(page.read(), page.unitBlank.name)) await tellFiled(page); // the browser has filled it in again
  else if (sent && fits(sent.receipt.unit.name)) giveSent(page, sent);
  else if (drafts.length === 1) giveDraft(page, drafts[0]);
  else if (drafts.length) await choose(page, drafts);
  else if (recall(thisComputer, leadOf("cleared", page.edition.id))) offerUndo(page);
  else if (namesIn(thisComputer, leadOf("filed", page.edition.id)).length) {
    await import("./filed.js").then(({ offerFiled }) => offerFiled(page, fits)).catch((error) => console.warn("what was filed here is not shown", error.name));
  }
}

/**
 * Says that the table as it stands has been filed already, where the clerk has come back from the receipt.
 * @param {Page} page
 */
export async function tellFiled(page) {
  const sent = recall(thisTab, `receipt-${page.edition.id}`);
  if (sent) (await import("./notices.js")).tellSent(page, sent);
}

function giveSent(page, { receipt, table }) {
  giveFiled(page, table, `已填入刚才报送的内容（回执号 ${receipt.reference}）。`);
}

/** What comes next, by what is known of the time. @param {Page} page @param {string} way while something is taken @returns {string} */
const nextOf = ({ form }, way) => wayOn(form.dataset.state === "closed", way);

/** Puts what was filed in the place of what stands in the form, to be kept as a new draft. @returns {HTMLElement} where it is said */
export function giveFiled(page, { answers, explanations, nil, attachments }, sentence) {
  const next = nextOf(page, "改好后重新提交，以最后一次为准");
  return giveBack(page, "", { raw: asTyped(answers), reasons: explanations, nil, attachments }, `${sentence}${next}。`);
}

/**
 * Writes a draft into the form; what is typed from now on is kept under the same name.
 * @param {Page} page @param {object} draft as findDrafts has it
 */
export function giveDraft(page, { name, unit, saved, same, table }) {
  const content = contentOf(page.tableOf(table));
  const sent = (recall(thisComputer, `filing-${page.edition.id}`) || []).some((act) => act.content === content);
  const state = [sent ? "曾提交，未取得回执" : "尚未报送", nextOf(page, sent ? "请重新提交" : "")].filter(Boolean).join("，");
  giveBack(page, name, table, `已恢复本设备上${unit ? `“${unit}”` : ""}的草稿（保存于 ${inWords(saved, page.edition.due)}，${state}）。${same ? "" : REWORDED}`);
  page.refresh();
}

/**
 * Puts a table in the place of what stands in the form, to be kept as the draft of this name, else as a new one, and says so.
 * @param {Page} page @param {string} name '' for a new draft @param {object} table @param {string} sentence
 * @returns {HTMLElement} where it is said
 */
export function giveBack(page, name, table, sentence) {
  const link = document.getElementById("code-unit");
  page.session.begin(name);
  writeTable(wholeTable(page.edition, table));
  page.files.give(table.attachments);
  if (!page.unit() && link) page.unitBlank.value = link.dataset.unit || "";
  page.session.begun();
  const clear = quietButton("清空重填", () => clearTable(page));
  const others = findDrafts(page.edition).filter((draft) => draft.name !== page.session.name);
  const ways = others.length ? [quietButton(`另有 ${others.length} 份草稿`, () => choose(page, others))] : [];
  return showNotice(`${sentence} `, clear, ...ways);
}

async function choose(page, drafts, typed) {
  const { offerDrafts } = await import("./notices.js");
  offerDrafts(page.edition, drafts, (draft) => giveDraft(page, draft), typed);
}

/** 清空重填: what was cleared can come back, also after the page was closed, until something new is typed. @param {Page} page */
function clearTable(page) {
  const table = page.read();
  remember(thisComputer, leadOf("cleared", page.edition.id), { name: page.session.name, table });
  Object.keys(table.raw).forEach((id) => writeBlank(id, ""));
  page.form.elements._nil.checked = false;
  page.files.give([]);
  page.session.replaced();
  page.changed();
  offerUndo(page);
}

/** Says that the table is cleared, with the way back. @param {Page} page */
function offerUndo(page) {
  const cleared = recall(thisComputer, leadOf("cleared", page.edition.id));
  if (!cleared) {
    clearNotice(); // the browser refuses to remember it
    return;
  }
  const undo = quietButton("撤销", () => {
    giveBack(page, cleared.name, cleared.table, "已撤销清空。");
    page.changed();
  });
  page.form.addEventListener("input", function forget() {
    if (isEmpty(page.read())) return;
    page.form.removeEventListener("input", forget);
    remember(thisComputer, leadOf("cleared", page.edition.id), null);
    if (undo.isConnected) clearNotice();
  });
  showNotice("已清空。 ", undo);
}
