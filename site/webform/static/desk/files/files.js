// The downloads: what is reported upward, what is kept, what other programs read, and who is to be chased.

import { MOST, attachmentsOf, filedOf, saveAttachments, saveTables } from "./archive.js";
import { AskError } from "../data/ask.js";
import { chosenOf } from "../data/model.js";
import { csvOf, figure } from "../data/words.js";
import { panelOf, saveAsked } from "../data/parts.js";
import { el, quietButton } from "../../lib/dom.js";
import { download } from "../../lib/download.js";

/** Name, extension of the collection, what it is, the file's name. */
const FILES = [
  ["正式统计表（填好合计）", "docx", "表头空着由本级填写，打印盖章即可上报；页脚写明合计的范围和截至时刻。", "正式统计表"],
  ["汇总工作簿", "xlsx", "正式表、各项合计、待核实、各单位、未报和逾期、变动，各一张工作表。", "汇总"],
  ["全部数据", "json", "合计、每个单位的每一项、修订和审核；有 JSON Schema。", "汇总数据"],
  ["宽表", "csv", "每个单位一行，每一项一列，合计不混在里面。", "各单位"],
  ["名单外的宽表", "outside.csv", "同上，名单外的单位。", "名单外"],
  ["长表", "long.csv", "每个单位的每一项一行，带编号和计量单位。", "长表"],
  ["代码本", "codebook.csv", "每个编号问的是什么。", "代码本"],
];

/** @returns {Node[]} */
export function showFiles(desk) {
  const [paper, book, ...others] = FILES.map((file) => collected(desk, file));
  const report = line("上报数据", "json", "上一级用同一张表时，在填报页“导入文件”：合计已填好，写明合计的范围，要说明的先在这里写好。", el("button", { type: "button", onclick: () => desk.go("report") }, "填写并下载…"));
  return [
    panelOf("上报", el("ul", { className: "files" }, paper, report)),
    panelOf("汇总", el("ul", { className: "files" }, book, missingList(desk))),
    panelOf("报送单位名单", el("ul", { className: "files" }, line("报送单位名单", "csv", "应报单位的代码、名称、分组、联系人和电话。改好的先在这里看变化：谁新增、取消、改名。", quietButton("查看和修改…", () => desk.go("roster"))))),
    panelOf("归档", el("ul", { className: "files" }, ...archives(desk))),
    panelOf("给别的程序", el("ul", { className: "files" }, ...others)),
  ];
}

/** What this browser packs by itself: the attachments, and each unit's table. */
function archives(desk) {
  const files = attachmentsOf(desk);
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  const filed = filedOf(desk).length;
  const often = size > MOST ? "每 200 MB 一个压缩包；浏览器问是否允许下载多个文件时，请选允许。" : "";
  return [
    packed(desk, "全部附件", `${files.length} 个，共 ${figure(Math.ceil(size / 1e6))} MB，按 单位/文件名 存放。${often}`, files.length, saveAttachments),
    packed(desk, "各单位统计表", `每个单位一份填好的正式表（Word），共 ${filed} 份，页脚有回执号和校验码。`, filed, saveTables),
  ];
}

const packed = (desk, name, words, many, pack) =>
  toDownload(name, "zip", words, async () => {
    try {
      desk.tell(await pack(desk));
    } catch (error) {
      console.warn("not packed", error.name);
      desk.tell(error instanceof AskError ? error.message : "没有下载成。请检查网络，再点一次。"); // the library has not come
    }
  }, !many);

const line = (name, extension, words, ...buttons) =>
  el("li", {}, el("p", {}, el("b", {}, name), el("span", { className: "remark" }, ` .${extension}`)), el("p", { className: "remark" }, words), el("p", { className: "do" }, ...buttons));

/** A line with a button that is pressed once at a time. */
function toDownload(name, extension, words, act, disabled = false) {
  const button = quietButton("下载", async () => {
    button.disabled = true;
    await act();
    button.disabled = false;
  });
  button.setAttribute("aria-label", `下载${name}`);
  button.disabled = disabled;
  return line(name, extension, words, button);
}

const collected = (desk, [name, extension, words, file]) =>
  toDownload(name, extension, words, () => saveAsked(desk, name, `collection.${extension}`, `${file}-${desk.edition.id}.${extension.split(".").pop()}`));

function missingList(desk) {
  const units = chosenOf(desk.model, "missing");
  const rows = [["单位", "分组", "联系人", "电话"], ...units.map(({ name, group, contact, phone }) => [name, group, contact, phone])];
  return toDownload("未报名单", "csv", `${units.length} 家，带分组、联系人和电话，截至 ${desk.moment(desk.read)}。`, () => download(csvOf(rows), `未报名单-${desk.edition.id}.csv`));
}
