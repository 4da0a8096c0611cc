// What this browser lets a page do: found out before it is needed. A webview of a chat shows a page and not much more.

import { remember, thisComputer, thisTab } from "./storage.js";

const TABLE = "0".repeat(20000); // as long as a filled table may be

const holds = (storage) => remember(storage, "probe", TABLE) && remember(storage, "probe", null);

/** Whether the page stands in a chat's own window, which neither prints nor downloads, and says nothing of it. */
export const inWebview = () => /MicroMessenger|wxwork|DingTalk|Taurus|QQ\//.test(navigator.userAgent);

export const canPrint = () => Boolean(window.print) && !inWebview();

/** @returns {string[]} what is missing, in the words of who misses it */
export const lacking = () =>
  [
    !holds(thisComputer) && "保存草稿",
    !holds(thisTab) && "留住回执",
    !canPrint() && "打印",
    inWebview() && "导出文件",
  ].filter(Boolean);
