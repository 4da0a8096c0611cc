// The first step: what is being made already, and the place where a document is dropped.

import { AskError } from "../data/ask.js";
import { panelOf } from "../data/parts.js";
import { el, quietButton } from "../../lib/dom.js";

/** @param {object} bench @param {{drafts: object[], editions: string[], next: string}} there @returns {Node} */
export function beginPanel(bench, there) {
  const edition = el("input", { type: "text", id: "bench-edition", value: there.next, size: 8 });
  const like = el("select", { id: "bench-like" }, ...there.editions.map((each) => el("option", { value: each }, each)), el("option", { value: "" }, "不沿用"));
  const file = el("input", { type: "file", id: "bench-file", accept: ".docx,.doc,.txt" });
  const drop = el("label", { className: "drop", htmlFor: "bench-file" }, el("b", {}, "把下发的 Word 表拖到这里，或点这里选择文件"), el("span", { className: "remark" }, "收 .docx、.doc 和文字，不超过 10 MB。原件不会改动。"), file);
  const begin = (chosen) => chosen && sendDocument(bench, chosen, edition.value.trim(), like.value);
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    file.value = ""; // the same file, mended, can be chosen again
    begin(chosen);
  });
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    begin(event.dataTransfer.files[0]);
  });
  const options = el("p", {}, el("label", {}, "做哪一年的表 ", edition), " ", el("label", {}, "沿用哪一年的问题 ", like));
  return panelOf("制表", ...drafts(bench, there.drafts), options, drop);
}

function drafts(bench, all) {
  const rows = all.map((each) => {
    const away = quietButton("收起来", () => putAside(bench, each));
    if (each.unread) return el("li", { className: "doubt-words" }, `${each.edition}　${each.unread} `, away);
    const state = each.published ? "已发布" : each.open ? `还有 ${each.open} 处要定` : "都定好了，还没有发布";
    return el("li", {}, el("a", { href: `#workbench/${each.edition}` }, `${each.edition}　${each.file}`), ` ${state} `, away);
  });
  return rows.length ? [el("ul", { className: "files" }, ...rows)] : [];
}

/** Out of the list; the file stays on the server. */
async function putAside(bench, { edition, version }) {
  if (!window.confirm(`把做到一半的 ${edition} 收起来？已经发布的不受影响；服务器上留有一份。`)) return;
  bench.work = null;
  const done = await bench.trying(() => bench.ask(`/${edition}`, { do: "discard", version, window: bench.window }));
  if (done) bench.desk.draw();
}

async function sendDocument(bench, file, edition, like) {
  bench.desk.tell(`正在读“${file.name}”…`);
  try {
    bench.work = null;
    await bench.ask(`/${edition}/document`, file, { "X-Like": like });
    bench.desk.tell("");
    bench.desk.go("workbench", edition);
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    bench.desk.tell(error.message);
  }
}
