// The first step: what is being made already, and the place where a document is dropped.

import { panelOf } from "../data/parts.js";
import { ask } from "../../lib/ask.js";
import { el, quietButton } from "../../lib/dom.js";

/** @param {object} bench @param {{drafts: object[], editions: string[], next: string}} there @returns {Node[]} */
export function beginPanel(bench, there) {
  const edition = el("input", { type: "text", id: "bench-edition", value: there.next, size: 8 });
  const like = el("select", { id: "bench-like" }, ...there.editions.map((each) => el("option", { value: each }, each)), el("option", { value: "" }, "不沿用"));
  const file = el("input", { type: "file", id: "bench-file", accept: ".docx,.doc,.txt" });
  const drop = el("label", { className: "drop", htmlFor: "bench-file" }, el("b", {}, "把下发的 Word 表拖到这里，或点这里选择文件"), el("span", { className: "remark" }, "收 .docx、.doc 和文字，不超过 10 MB。原件不会改动。"), file);
  const start = async (named, part, about, content, told) => {
    const begun = there.drafts.some((each) => each.edition === named && !each.published);
    if (!begun || (await ask(`${named} 已经做了一半。重新做，原来那一份收起来？`, "重新做", "不做"))) begin(bench, `/${named}/${part}`, named, about, content, told);
  };
  const startTyped = async (...how) => {
    let named = null;
    await bench.trying(async () => {
      named = await bench.ask("", { said: edition.value });
    });
    if (named) start(named.edition, ...how);
  };
  const read = (chosen) => chosen && startTyped("document", like.value, chosen, `正在读“${chosen.name}”…`);
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    file.value = ""; // the same file, mended, can be chosen again
    read(chosen);
  });
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });
  const options = el("p", {}, el("label", {}, "做哪一年的表 ", edition), " ", el("label", {}, "沿用哪一年的问题 ", like));
  const renew = quietButton("没有新文件，照搬沿用的那张表", () => (like.value ? startTyped("edition", like.value, {}, "正在做…") : bench.desk.tell("没有新文件的，请选好沿用哪一年的问题。")));
  const changes = there.editions.map((each) => quietButton(`修改 ${each}`, () => start(each, "edition", each, {}, "正在打开…")));
  return [
    panelOf("制表", ...drafts(bench, there.drafts), options, drop, el("p", { className: "do" }, renew, el("span", { className: "remark" }, " 问题、审核关系和名单不变，标题里的年份、报送时间后移一期。"))),
    panelOf("已发布的表", el("p", { className: "do" }, ...changes), el("p", { className: "remark" }, "改字、改时间、加减项目，改好再发布一次。已经报来的，与改后的表对得上的仍然有效；对不上的不计入，要请单位重新报送。")),
  ];
}

function drafts(bench, all) {
  const rows = all.map((each) => {
    const away = quietButton("收起来", () => putAside(bench, each));
    if (each.unread) return el("li", {}, el("b", {}, each.edition), el("span", { className: "doubt-words" }, each.unread), away);
    const state = each.published ? "已发布" : each.open ? `还有 ${each.open} 处要定` : "都定好了，还没有发布";
    return el("li", {}, el("a", { href: `#workbench/${each.edition}` }, `${each.edition}　${each.file}`), ` ${state} `, away);
  });
  return rows.length ? [el("ul", { className: "files" }, ...rows)] : [];
}

/** Out of the list; the file stays on the server. */
async function putAside(bench, { edition, version }) {
  if (!(await ask(`把做到一半的 ${edition} 收起来？已经发布的不受影响；服务器上留有一份。`, "收起来", "留着"))) return;
  bench.work = null;
  const done = await bench.trying(() => bench.ask(`/${edition}`, { do: "discard", version, window: bench.window }));
  if (done) bench.desk.draw();
}

async function begin(bench, path, edition, like, content, told) {
  bench.work = null;
  const done = await bench.trying(() => {
    bench.desk.tell(told);
    return bench.ask(path, content, { "X-Like": like });
  });
  if (done) bench.desk.go("workbench", edition);
}
