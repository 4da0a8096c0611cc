// What is to be done, one line each, with the button that does it; where there is nothing, no line.

import { chosenOf, likely } from "../data/model.js";
import { panelOf } from "../data/parts.js";
import { el, quietButton } from "../../lib/dom.js";
import { recall, remember, thisComputer } from "../../lib/storage.js";
import { figure, isOver, isPast, percent, someOf } from "../data/words.js";
import { forgetLost } from "../data/seen.js";

const PHONE_KEPT = "bureau-phone";

/** What it is about, in the order in which it is told, and the line of it. */
const WORK = [
  [({ lost: gone }) => gone, lost],
  [having("missing"), missing],
  [having("reopened"), (desk, units, choose) => toSee(units, "家验收后又改了", "reopened", choose)],
  [({ model }) => model.suspects, suspects],
  [having("outside"), outside],
  [having("damaged"), damaged],
  [having("returned"), (desk, units, choose) => toSee(units, "家退回后还没有改好", "returned", choose)],
  [having("waiting"), waiting],
];

/** @param {(chosen: object) => void} choose filters the table of units and goes there @returns {HTMLElement} */
export function workList(desk, choose) {
  const found = WORK.map(([whatOf, lineOf]) => [whatOf(desk), lineOf]).filter(([what]) => what.length);
  return panelOf("要办的事", found.length ? el("ol", { className: "todo" }, ...found.map(([what, lineOf]) => lineOf(desk, what, choose))) : el("p", {}, "没有要办的事。"));
}

function having(state) {
  return ({ model }) => chosenOf(model, state);
}

const line = (many, words, more, ...actions) =>
  el("li", {}, el("div", {}, el("p", {}, el("b", { className: "many" }, figure(many)), ` ${words}`), el("p", { className: "remark" }, more)), el("p", { className: "do" }, ...actions));

const main = (text, act) => el("button", { type: "button", onclick: act }, text);
const namesOf = (units) => someOf(units.map(({ short }) => short));
const toSee = (units, words, status, choose) => line(units.length, words, namesOf(units), quietButton("查看", () => choose({ status })));

/** Whom the units may call: as typed here last, else as the site names it. */
const ownPhone = ({ edition }) => recall(thisComputer, PHONE_KEPT) || edition.phone;

/** Records that this desk has seen and that are no longer there as they were: first, because nobody else tells. */
function lost(desk, gone) {
  const entry = line(gone.length, "份记录与上次所见不同", `${someOf(Array.from(new Set(gone.map(({ name }) => name))))}：请技术人员查备份和操作记录`, quietButton("查清了，不再列出", () => {
    forgetLost(desk.model.data);
    desk.lost = [];
    desk.draw();
  }));
  entry.append(el("details", { className: "more" }, el("summary", {}, "是哪些"), el("ul", {}, ...gone.map(({ key, name, what }) => el("li", {}, `${name}：${what}`, el("br", {}), el("code", {}, key))))));
  return entry;
}

function missing(desk, units, choose) {
  const copy = main("复制催报消息", () => desk.copy(chasing(desk, units), `催报消息已复制（${units.length} 家），可直接粘贴到群里`));
  const phone = el("input", { type: "tel", id: "own-phone", value: ownPhone(desk), placeholder: "如 0574-12345678", oninput: () => remember(thisComputer, PHONE_KEPT, phone.value.trim() || null) });
  const entry = line(units.length, "家未报", namesOf(units), copy, quietButton("看名单和电话", () => choose({ status: "missing" })));
  entry.append(el("details", { className: "more" }, el("summary", {}, "消息里写什么"), el("label", {}, "联系电话 ", phone), el("p", { className: "remark" }, "消息写明家数、截止时间和联系电话，下面列出未报单位，不含记录损坏的。")));
  return entry;
}

/** The message for the group: nobody who filed is in it. @returns {string} */
function chasing(desk, units) {
  const { roster } = desk.model;
  const all = units.length;
  const phone = ownPhone(desk);
  const { due, form } = desk.edition;
  const until = desk.moment(due);
  const ask = isPast(desk.read, due) ? `报送截止时间为 ${until}，请下列单位尽快补报：` : `请下列单位于 ${until} 前报送：`;
  return [
    `《${desk.edition.title}》`,
    `截至 ${desk.moment(desk.read)}，应报 ${roster.length} 家，已报 ${roster.length - all} 家，未报 ${all} 家。`,
    isOver(desk) ? "网上已停止接收，请下列单位与我们联系：" : ask,
    ...units.map(({ name }) => name),
    ...(isOver(desk) ? [] : [`填报网址：${new URL(form, window.location.href).href}`]),
    ...(phone ? [`联系电话：${phone}`] : []),
  ].join("\n");
}

function suspects(desk, open) {
  const largest = Math.max(...open.map(({ share }) => share));
  return line(open.length, "个数像是打错了", `最大的一个占合计的 ${percent(largest)}`, quietButton("逐个核实", () => desk.go("suspects")));
}

function outside(desk, units, choose) {
  const [first] = units;
  const meant = likely(desk.model, first).slice(0, 1);
  const assign = (code) => import("../reviews/act.js").then(({ assignName }) => assignName(desk, first, code));
  return line(
    units.length,
    "家不在名单里",
    [first.name, ...meant.map(({ short }) => `可能就是 ${short}`)].join("，"),
    ...meant.map(({ code, short }) => quietButton(`认作 ${short}`, () => assign(code))),
    quietButton(meant.length ? "另选…" : "选是哪一家…", () => assign("")),
    ...(units.length > 1 ? [quietButton("全部查看", () => choose({ status: "outside" }))] : []),
  );
}

function damaged(desk, units) {
  return line(units.length, "家的记录不能计入", `${namesOf(units)}：已经报过，不算未报，请重新报送`, quietButton("看说明", () => desk.go("unit", units[0].code)));
}

function waiting(desk, units, choose) {
  const clean = units.filter(({ doubts, state }) => !doubts.length && state === "waiting");
  const accept = quietButton(`验收无疑点的 ${figure(clean.length)} 家…`, () => import("../reviews/act.js").then(({ acceptAll }) => acceptAll(desk, clean)));
  return line(units.length, "家待验收", clean.length ? "没有疑点的可以一次验收" : "", ...(clean.length ? [accept] : [quietButton("查看", () => choose({ status: "waiting" }))]));
}
