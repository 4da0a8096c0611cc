// Several drafts on this computer: the clerk says which one to go on with.

import { hush, quietButton, say } from "./notice.js";

/** Lists the drafts, each with a button that calls `give` with it, and a way to begin anew. */
export function offerDrafts(drafts, give) {
  const list = document.createElement("ul");
  list.className = "drafts";
  const add = (control, words) => {
    const item = document.createElement("li");
    item.append(control, words);
    list.append(item);
  };
  drafts.forEach((draft) => add(quietButton(draft.unit || "（未写单位）", () => give(draft)), ` ${said(draft)}`));
  add(quietButton("新填一张", hush), "");
  say(`这台电脑上有 ${drafts.length} 份没有报完的草稿，请选一份接着填：`, list);
}

function said({ saved, table }) {
  const filled = Object.values(table.raw).filter((text) => text.trim()).length;
  return `已填 ${filled} 项，保存于 ${new Date(saved).toLocaleString("zh-CN", { hour12: false })}`;
}
