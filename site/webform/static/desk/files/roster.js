// The roster: as a table to be changed in Excel, and a changed one looked at before it counts, as `roster --from` does: who
// is new, gone, renamed. Nothing is written here: what was looked at is given back as a file for that command.

import { panelOf } from "../data/parts.js";
import { csvOf } from "../data/words.js";
import { el, quietButton } from "../../lib/dom.js";
import { download } from "../../lib/download.js";
import { readFilled } from "../../table/sources/read_file.js";
import { makeFold } from "../../validation/roster.js";

const HEAD = 10; // rows above the titles, at most
const LARGEST = 2e7; // bytes of a file
const CODE = /^(?!unknown)[0-9A-Z][0-9A-Z-]{0,31}$/i;
const MEMBERS = ["code", "name", "group", "contact", "phone"];

/** What a column may be called, as schema/authoring/roster/table.py has it; the first is what it is called here. */
const TITLES = {
  code: ["单位代码", "代码", "编码", "code"],
  name: ["单位", "单位名称", "名称", "填报单位", "name"],
  group: ["组", "分组", "区县", "片区", "地区", "group"],
  contact: ["联系人", "经办人", "contact"],
  phone: ["电话", "联系电话", "手机", "联系方式", "phone"],
  aliases: ["别名", "简称", "其他名称", "aliases"],
};

/** @returns {Promise<Node[]>} */
export async function showRoster(desk) {
  const found = el("div", { role: "status" });
  const file = el("input", { type: "file", id: "roster-file", accept: ".xlsx,.csv" });
  const draw = () => {
    found.textContent = "";
    found.append(...(desk.newRoster || []));
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    desk.newRoster = []; // nothing of another file stays meanwhile
    draw();
    file.disabled = true;
    desk.newRoster = await lookAt(desk, chosen).catch((error) => {
      console.warn("not looked at", error);
      return [el("p", { className: "refused" }, "网络连接失败，请检查网络后重新选择。")];
    });
    Object.assign(file, { disabled: false, value: "" }); // so that the same file can be chosen again once it is mended
    draw();
  });
  draw();
  const now = quietButton("下载现在的报送单位名单", () => saveRoster(desk, MEMBERS, desk.model.data.units));
  const words = `现在 ${desk.model.roster.length} 家。在 Excel 里增删改以后存盘；单位代码不要改，系统按代码认单位。`;
  return [
    el("h1", { className: "plain unit-name" }, "报送单位名单"),
    panelOf("一、下载，用 Excel 改", el("p", { className: "remark" }, words), el("p", { className: "do" }, now)),
    panelOf("二、选改好的文件，看变化", el("p", { className: "do" }, el("label", {}, "改好的报送单位名单（.xlsx、.csv） ", file)), found),
  ];
}

/** What the file changes, or why it cannot be taken. @param {File} file @returns {Promise<Node[]>} */
async function lookAt(desk, file) {
  const refuse = (...why) => why.map((sentence) => el("p", { className: "refused" }, sentence));
  const source = file.size < LARGEST ? await readFilled(file).catch((error) => console.warn("not read", error.message)) : null;
  if (!source || !source.rows) return refuse(`“${file.name}”读不出。请在 Excel 里另存为“Excel 工作簿（.xlsx）”再选。`);
  const { rules } = await (await fetch(`${desk.edition.form}edition.json`)).json();
  const fold = makeFold(rules);
  const listed = desk.model.data.units;
  const old = { units: listed, byCode: new Map(listed.map((unit) => [unit.code, unit])), byName: new Map(listed.map((unit) => [fold(unit.name), unit])) };
  const { columns, units } = unitsOf(source.rows, old, fold);
  if (!columns) return refuse(`“${file.name}”里没有找到“单位”一列。第一行写各列的名称：${Object.values(TITLES).map(([name]) => name).join("、")}。`);
  const wrong = wrongIn(units, fold);
  if (wrong.length) return refuse(`有 ${wrong.length} 处要先改好：`, ...wrong.slice(0, 20));
  const save = el("button", { type: "button", onclick: () => saveRoster(desk, columns, units) }, "下载核对过的名单");
  const last = "看过没有错的，把下载的文件交给技术人员写入（roster 命令）；写入并重新发布以后才算。没有写到的别名保持原样。";
  return [...changesOf(old, units, fold), el("p", { className: "do" }, save), el("p", { className: "remark" }, last)];
}

/** The units of a table; what it has no column for stays as it was, a code too where the name is known. */
function unitsOf(rows, old, fold) {
  const plain = rows.map((row) => row.map((cell) => cell.trim().replace(/^'/, "")));
  const places = plain.slice(0, HEAD).map((row) => {
    const named = row.map((cell) => cell.replace(/\s/g, "").toLowerCase());
    const pairs = Object.entries(TITLES).map(([member, known]) => [member, named.indexOf(known.find((title) => named.includes(title)))]);
    return pairs.filter(([, place]) => place >= 0);
  });
  const head = places.findIndex((pairs) => pairs.some(([member]) => member === "name"));
  if (head < 0) return {};
  const units = plain.slice(head + 1).filter((row) => row.some(Boolean)).map((row) => {
    const said = Object.fromEntries(places[head].map(([member, place]) => [member, row[place] || ""]));
    const was = old.byCode.get(said.code) || old.byName.get(fold(said.name)) || {};
    return { group: was.group || "", contact: was.contact || "", phone: was.phone || "", ...said, code: said.code || was.code || "" };
  });
  return { columns: [...MEMBERS, ...(places[head].some(([member]) => member === "aliases") ? ["aliases"] : [])], units };
}

/** What `roster --from` would refuse. @returns {string[]} */
function wrongIn(units, fold) {
  const twice = (key, words) => {
    const owners = new Map();
    units.forEach((unit) => owners.set(key(unit), [...(owners.get(key(unit)) || []), unit.name]));
    return Array.from(owners).filter(([each, names]) => each && names.length > 1).map(([each, names]) => `${words}“${each}”用了 ${names.length} 次：${names.join("、")}`);
  };
  const own = units.map(({ name, code }, place) => {
    if (!fold(name)) return `第 ${place + 1} 家没有写单位名称（代码 ${code || "也没有"}）`;
    if (!code) return `${name}：没有写单位代码，系统里也没有这个单位`;
    return CODE.test(code) ? "" : `${name}：代码“${code}”不合规则，只用数字、英文字母和短横线，不超过 32 个，不以 unknown 开头`;
  });
  return [...own.filter(Boolean), ...twice(({ code }) => code.toLowerCase(), "代码"), ...twice(({ name }) => fold(name), "名称")];
}

/** @returns {HTMLElement[]} how many are new, gone, renamed …, then each by name */
function changesOf(old, units, fold) {
  const codes = new Set(units.map(({ code }) => code));
  const renumbered = (was) => (was && !codes.has(was.code) ? was : undefined); // the code of then is no other's now
  const pairs = units.map((unit) => [old.byCode.get(unit.code) || renumbered(old.byName.get(fold(unit.name))), unit]);
  const both = pairs.filter(([was]) => was);
  const kept = new Set(both.map(([was]) => was.code));
  const filed = ({ status }) => (status === "missing" ? "" : "（已报送；取消以后列在名单外，不计入合计）");
  const lists = {
    新增: pairs.filter(([was]) => !was).map(([, { code, name }]) => `${code} ${name}`),
    取消: old.units.filter(({ code }) => !kept.has(code)).map((unit) => `${unit.code} ${unit.name}${filed(unit)}`),
    改名: both.filter(([was, unit]) => was.name !== unit.name).map(([was, { code, name }]) => `${code} ${was.name} → ${name}`),
    改代码: both.filter(([was, unit]) => was.code !== unit.code).map(([was, { code, name }]) => `${name} ${was.code} → ${code}`),
  };
  const other = both.filter(([was, unit]) => was.name === unit.name && was.code === unit.code && ["group", "contact", "phone"].some((member) => was[member] !== unit[member]));
  const counts = Object.entries(lists).map(([word, list]) => `${word} ${list.length} 家`);
  const list = ([word, entries]) => el("details", { open: entries.length <= 20 }, el("summary", {}, `${word} ${entries.length} 家`), el("ul", {}, ...entries.map((text) => el("li", {}, text))));
  return [el("p", { className: "changes-of" }, el("b", {}, `改好以后 ${units.length} 家：${counts.join("，")}，只改组别、联系人或电话 ${other.length} 家`)), ...Object.entries(lists).filter(([, entries]) => entries.length).map(list)];
}

function saveRoster(desk, members, units) {
  const rows = units.map((unit) => members.map((member) => unit[member] || ""));
  download(csvOf([members.map((member) => TITLES[member][0]), ...rows]), `报送单位名单-${desk.edition.id}.csv`);
}
