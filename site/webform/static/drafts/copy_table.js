// The table as text, for where nothing can be downloaded: pasted into the table on another computer, or kept as a file, it
// is what 导出文件 saves. Loaded when it is asked for.

import { ask } from "../lib/ask.js";
import { copyText } from "../lib/clipboard.js";
import { el } from "../lib/dom.js";
import { newKey } from "../lib/key.js";
import { textOf } from "./save_file.js";
import { BUREAU } from "../lib/bureau.js";

const COPIED = `已复制。发送给本人或${BUREAU}时请整段发送，不要改动；在其他设备打开本表，粘贴后可继续填报。`;
const BY_HAND = "未能复制。请长按下面的文字，全选、复制，整段发送：";

/**
 * @param {object} edition @param {object} table @param {string} whose @param {string} key @param {object} [receipt]
 * @returns {Promise<string>} what came of it
 */
export async function copyTable(edition, table, whose, key, receipt) {
  const title = `${edition.id}统计表${receipt ? "（已报）" : ""} ${whose || "未填单位"}`;
  const text = `${title}\n${textOf(edition, table, key || newKey(), Date.now(), { receipt })}`;
  if (await copyText(text)) return COPIED;
  const box = el("textarea", { value: text, readOnly: true, rows: 6, "aria-label": "表的内容", style: "width: 100%" });
  await ask(el("div", {}, el("p", {}, BY_HAND), box), "好了", "");
  return "";
}
