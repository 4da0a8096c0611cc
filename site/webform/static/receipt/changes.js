// What stands beside the table of a receipt: what has changed since the filing before, and what has no blank (零报告, the
// reasons given, the attachments).

import { el } from "../lib/dom.js";
import { asTyped } from "../table/table.js";

const NONE = "（无）";

/**
 * @param {{answers: object, explanations: object, nil: boolean, attachments?: object[]}} before
 * @param {{answers: object, explanations: object, nil: boolean, attachments?: object[]}} after
 * @returns {{label: string, before: string, after: string}[]} in the order of the paper
 */
export function changesBetween(edition, before, after) {
  const [old, now] = [asTyped(before.answers), asTyped(after.answers)];
  const changes = [];
  const note = (label, was, is) => {
    if (was !== is) changes.push({ label, before: was, after: is });
  };
  const textOf = (texts, id) => texts[id] || NONE; // what was not asked for yet was left empty
  edition.blanks.forEach(({ id, label }) => {
    note(label, textOf(old, id), textOf(now, id));
    note(`${label}：说明`, textOf(before.explanations, id), textOf(after.explanations, id));
  });
  note("零报告", before.nil ? "是" : "否", after.nil ? "是" : "否");
  note("附件", namesOf(before), namesOf(after));
  return changes;
}

const namesOf = ({ attachments }) => (attachments || []).map(({ name }) => name).join("、") || NONE;

/**
 * Draws the changes into the receipt page; nothing where there was no filing before.
 * @param {object} edition @param {{reference: string, table: object}|null} before @param {object} table
 */
export function showChanges(edition, before, table) {
  if (!before) return;
  const changes = changesBetween(edition, before.table, table);
  const place = document.getElementById("changed");
  const many = changes.length ? `改了 ${changes.length} 处` : "没有改动";
  place.append(el("h2", {}, `与本设备上次报送（${before.reference}）相比，${many}`), el("ul", {}, ...changes.map(entryOf)));
  place.hidden = false;
}

const entryOf = ({ label, before, after }) => el("li", {}, `${label}：`, el("del", {}, before), " → ", el("ins", {}, after));

/**
 * @param {{explanations: object, nil: boolean, attachments?: {name: string}[]}} table
 * @returns {string[]} sentences, the reasons in the order of the paper
 */
export function remarksOf(edition, { explanations, nil, attachments }) {
  const reasons = edition.blanks.filter(({ id }) => id in explanations).map(({ id, label }) => `说明：${label}：${explanations[id]}`);
  const names = (attachments || []).map(({ name }) => name).join("、");
  return [...(nil ? ["零报告：本单位没有活动可报，各项数字都是 0。"] : []), ...reasons, ...(names ? [`附件：${names}`] : [])];
}

/**
 * Writes them below the table, on screen and on paper; and says where attachments are still to come.
 * @param {object} edition @param {object} table
 */
export function showRemarks(edition, table) {
  const place = document.getElementById("remarks");
  place.append(...remarksOf(edition, table).map((sentence) => el("p", {}, sentence)));
  const unattached = document.getElementById("unattached"); // none where the edition takes no attachments
  if (unattached) unattached.hidden = Boolean((table.attachments || []).length);
}
