// What is said of the drafts on this computer where there is more than one, with a choice; of other tabs; of what is filed.

import { canonical } from "../validation/checksum.js";
import { remember, thisComputer } from "../lib/storage.js";
import { inWords } from "../lib/clock.js";
import { el, quietButton } from "../lib/dom.js";
import { clearNotice, showNotice } from "../lib/notice.js";

/**
 * Lists the drafts, each with a button that calls `give` with it, and a way to begin anew, or to go on with what is typed.
 * @param {{due: string}} edition @param {object[]} drafts as findDrafts has them @param {(draft: object) => void} give
 * @param {boolean} [typed] whether something was typed before they could be offered
 */
export function offerDrafts({ due }, drafts, give, typed) {
  const list = el("ul", { className: "drafts" });
  const add = (control, words) => list.append(el("li", {}, control, " ", el("span", { className: "place" }, words)));
  drafts.forEach((draft) => add(quietButton(draft.unit || "（未写单位）", () => give(draft)), detailsOf(draft, due)));
  add(quietButton(typed ? "继续填现在这张" : "新填一张", clearNotice), "");
  const way = typed ? "；刚才填的内容未动，另存一份。请选择：" : "，请选择一份继续填报：";
  showNotice(`本设备上有 ${drafts.length} 份草稿${way}`, list);
}

/** A draft that waits for the unit which has just been named. @param {{unit: string}} draft @param {() => void} give */
export function offerDraft({ unit }, give) {
  showNotice(`本设备上已有“${unit}”的草稿，未作改动。 `, quietButton("打开那一份", give), " ", quietButton("不打开", clearNotice));
}

/**
 * The table has become another unit's; the former unit's draft stays, unless the name was a slip.
 * @param {{unit: string, name: string}} left @param {string} now the unit that is named now
 */
export function tellParted({ unit, name }, now) {
  const drop = quietButton("删去那份草稿", () => {
    remember(thisComputer, name, null);
    clearNotice();
  });
  showNotice(`“${unit}”的草稿仍留在本设备上；现在填的存为“${now}”的草稿。 `, drop);
}

/**
 * The table as it stands is what this tab has filed.
 * @param {Page} page @param {{receipt: object, table: object}} sent
 */
export function tellSent(page, { receipt, table }) {
  if (canonical(table.answers) !== canonical(page.validated().answers)) return;
  page.files.give(table.attachments);
  showNotice(`已报送，回执号 ${receipt.reference}；修改后重新报送的，以最后一次为准。`);
}

/** Blanks that came from another tab on the same draft. @param {number} many */
export function tellTaken(many) {
  showNotice(`另一个标签页也在填这张表：已从那里取来 ${many} 项，这里改过的没有动。请只在一个标签页里填。`);
}

/** Another tab keeps a draft of its own for the same unit. */
export function tellElsewhere() {
  showNotice("另一个标签页也在填这张表，存成了另一份草稿。请只在一个标签页里填。");
}

function detailsOf({ saved, table }, due) {
  const filled = Object.values(table.raw).filter((text) => text.trim()).length;
  return `已填 ${filled} 项，保存于 ${inWords(saved, due)}`;
}
