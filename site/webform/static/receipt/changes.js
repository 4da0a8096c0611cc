// What has changed from one filing to the next: figures, reasons, 零报告, attachments.

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
  const said = (texts, id) => (texts[id] === undefined ? NONE : texts[id]);
  edition.blanks.forEach(({ id, label }) => {
    note(label, said(old, id), said(now, id));
    note(`${label}：理由`, said(before.explanations, id), said(after.explanations, id));
  });
  note("零报告", before.nil ? "是" : "否", after.nil ? "是" : "否");
  note("附件", namesOf(before), namesOf(after));
  return changes;
}

const namesOf = ({ attachments }) => (attachments || []).map(({ name }) => name).join("、") || NONE;

/** Draws the changes into the receipt page; nothing where there was no filing before. */
export function showChanges(edition, before, table) {
  if (!before) return;
  const changes = changesBetween(edition, before.table, table);
  const place = document.getElementById("changed");
  const heading = document.createElement("h2");
  heading.textContent = changes.length
    ? `与本机上次报送（${before.reference}）相比，改了 ${changes.length} 处`
    : `与本机上次报送（${before.reference}）相比，没有改动`;
  const list = document.createElement("ul");
  changes.forEach((change) => list.append(entryOf(change)));
  place.append(heading, list);
  place.hidden = false;
}

function entryOf({ label, before, after }) {
  const [item, was, is] = ["li", "del", "ins"].map((name) => document.createElement(name));
  was.textContent = before;
  is.textContent = after;
  item.append(`${label}：`, was, " → ", is);
  return item;
}
