// The receipt of a filing that this browser will not keep for the next page: it stands here, with ways to take it along.

import { copyText } from "../lib/clipboard.js";
import { el, quietButton } from "../lib/dom.js";
import { showNotice } from "../lib/notice.js";

/** @param {Page} page @param {{receipt: object}} filed */
export function showReceipt({ form }, { receipt }) {
  const { reference, checksum_short: checksum, unit, id } = receipt;
  const address = new URL(`receipts/${unit.code}/${id}`, form.action).href;
  const said = el("span", { role: "status" });
  const copy = quietButton("复制回执", async () => {
    const copied = await copyText(`${unit.name}\n回执号：${reference}\n校验码：${checksum}\n回执网址：${address}`);
    said.textContent = copied ? "已复制" : "未能复制，请记录";
  });
  const sentence = `报送成功。回执号 ${reference}，校验码 ${checksum}。这个浏览器不能保存回执，请复制或记录。 `;
  const notice = showNotice(sentence, copy, " ", el("a", { href: address }, "打开回执"), " ", said);
  const got = el("strong", {}, "✓ 报送成功");
  Object.assign(got.style, { display: "block", marginBottom: ".5rem", padding: ".5rem 1rem", border: "1px solid", background: "#14613a", color: "#fff", fontSize: "2rem" });
  notice.prepend(got);
  notice.scrollIntoView();
}
