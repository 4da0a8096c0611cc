// One line at the top of a page that says what this browser cannot do, and the way out. Loaded where something is missing.

import { copyText } from "../lib/clipboard.js";
import { el, quietButton } from "../lib/dom.js";
import { inWebview } from "../lib/able.js";

const CHATS = { wxwork: "企业微信", MicroMessenger: "微信", Taurus: "浙政钉", DingTalk: "钉钉", "QQ/": "QQ" };

/** @returns {string} where the page was opened */
function whereOpened() {
  const chat = Object.keys(CHATS).find((name) => navigator.userAgent.includes(name));
  return chat ? `在${CHATS[chat]}里打开的网页` : "这个浏览器";
}

/**
 * @param {string[]} missing as lacking() has it @param {(() => Promise<string>)|undefined} copy copies what is filled and says what came of it
 * @param {string} [address] what is to be opened elsewhere; the page's own by itself
 */
export function sayLacking(missing, copy, address = window.location.href) {
  const said = el("span", { role: "status" });
  const act = (words, action) =>
    quietButton(words, async () => {
      said.textContent = await action();
    });
  const copyAddress = async () => ((await copyText(address)) ? "已复制，请在电脑上打开。" : `未能复制，请记录网址：${address}`);
  const elsewhere = `请换一个浏览器${copy ? "，或者复制已填内容，粘贴到其他设备上打开的本表里" : ""}。`;
  const way = inWebview() ? "请点右上角“…”选“在浏览器打开”，或者在电脑上填报。" : elsewhere;
  const sentence = `${whereOpened()}不能${missing.join("、")}。${way} `;
  const code = el("span", { id: "qr-here" });
  const showCode = async () => {
    const { drawCode } = await import("../lib/qr/draw.js");
    if (!drawCode(code, address, "网址")) return copyAddress();
    Object.assign(code.style, { display: "block", width: "10em", background: "#fff", forcedColorAdjust: "none" });
    return "请用另一台设备扫码打开。";
  };
  const scan = act("网址二维码", () => showCode().catch(copyAddress));
  const ways = [act("复制网址", copyAddress), " ", scan, " ", ...(copy ? [act("复制已填内容", copy), " "] : []), said];
  document.getElementById("main").prepend(el("p", { id: "lacking", className: "notice" }, sentence, ...ways, code));
}
