// The figures that may be mistyped, those that weigh most in a total first; each with its sentence and what it was
// compared with. Nothing is changed or left out here: the bureau returns a filing, or writes how a figure was verified.

import { drawStrip } from "./charts/strip.js";
import { answerText } from "./data/answers.js";
import { figure, percent } from "./data/words.js";
import { HOW, comparedList, measured, nameOf, readyNote, signsOf } from "./reviews/doubt.js";
import { isNarrow, phoneLink, saveAsked } from "./data/parts.js";
import { el, quietButton } from "../lib/dom.js";

const BANDS = { 1: "占合计 10% 以上，会明显改变合计", 2: "占 1% 到 10%，对合计有影响", 3: "不到 1%，对合计影响很小" };
const FIRST = 30;
const collator = new Intl.Collator("zh");
const ORDERS = {
  share: ["影响大的在前", (one, other) => one.band - other.band || other.score - one.score],
  score: ["最可疑的在前", (one, other) => other.score - one.score],
  unit: ["按单位", (one, other) => collator.compare(one.unit_name, other.unit_name)],
};
const act = () => import("./reviews/act.js");

/** @returns {Node[]} */
export function showSuspects(desk) {
  desk.sifted = desk.sifted || { order: "share", verified: false, rows: FIRST };
  const list = el("ol", { className: "suspects" });
  const foot = el("p", { className: "foot", role: "status" });
  const fill = () => {
    const { order, verified, rows } = desk.sifted;
    const chosen = desk.model.data.suspects.filter((suspect) => verified || !suspect.verified).sort(ORDERS[order][1]);
    list.textContent = "";
    list.append(...entriesOf(desk, chosen.slice(0, rows), order === "share"));
    foot.textContent = chosen.length > rows ? `共 ${chosen.length} 个，显示前 ${rows} 个 ` : "";
    if (chosen.length > rows) foot.append(quietButton(`再显示 ${FIRST} 个`, () => set({ rows: rows + FIRST })));
  };
  const set = (sifted) => {
    Object.assign(desk.sifted, sifted);
    fill();
  };
  fill();
  return [introduction(desk, set), list, foot];
}

function introduction(desk, set) {
  const { data, filed, blanks, suspects } = desk.model;
  const numbers = Object.values(blanks).filter(({ kind }) => kind === "count" || kind === "amount").length;
  const many = suspects.length ? el("b", {}, `${suspects.length} 个像是打错了`) : "没有发现像是打错了的";
  const verified = data.suspects.length - suspects.length;
  const order = el("select", { id: "order", onchange: () => set({ order: order.value, rows: FIRST }) }, ...Object.entries(ORDERS).map(([key, [name]]) => el("option", { value: key, selected: key === desk.sifted.order }, name)));
  const shown = el("input", { type: "checkbox", id: "verified", checked: desk.sifted.verified, onchange: () => set({ verified: shown.checked }) });
  return el(
    "section",
    { className: "panel", "aria-label": "待核实" },
    el("p", {}, `核对了 ${figure(filed.length)} 家的 ${figure(filed.length * numbers)} 个数，`, many, "。这只是提醒：系统不改任何数字，也不把它们从合计里去掉。写明怎样核实的，就不再列出；以后改了数的重新列出。"),
    el(
      "details",
      { className: "how" },
      el("summary", {}, "怎样挑出来的"),
      el("p", {}, "每个数与三样东西比：按本单位的规模，同类单位一般有多少；同一句里的另一个数（如平均每场多少人次）；本单位上一期的数。偏离得都比各单位通常的差别大得多的列出。另外列出与前一空相同的、像年份的、像是几个单位合计的、前后填反的。"),
      el("p", {}, "本来就相差几倍的项目，多打或少打一位数字是看不出来的；没有列出，不等于没有错。"),
    ),
    el(
      "div",
      { className: "filter" },
      el("label", {}, "排序 ", order),
      el("label", {}, shown, ` 显示已核实的（${verified}）`),
      el("p", { className: "key" }, el("span", { className: "k tick" }, "各单位"), el("span", { className: "k usual" }, "按本单位规模一般的范围"), el("span", { className: "k before" }, `本单位${desk.edition.then}`)),
      quietButton("下载清单（汇总工作簿）", () => saveAsked(desk, "汇总工作簿", "collection.xlsx", `汇总-${desk.edition.id}.xlsx`)),
    ),
  );
}

function entriesOf(desk, suspects, banded) {
  const entries = [];
  let band = 0;
  suspects.forEach((suspect) => {
    if (banded && suspect.band !== band) entries.push(el("li", { className: "band" }, el("h2", {}, BANDS[suspect.band])));
    band = suspect.band;
    entries.push(entryOf(desk, suspect));
  });
  return entries;
}

function entryOf(desk, suspect) {
  const { model } = desk;
  const [id] = suspect.blanks;
  const unit = model.byCode.get(suspect.unit);
  const blank = model.blanks[id];
  const before = unit.last_year[id];
  const label = `${nameOf(blank)}：各单位的数，${unit.name} ${measured(blank, suspect.values[id])}`;
  const plot = drawStrip(valuesOf(model, id), { width: isNarrow() ? 300 : 400, height: 66, label, mark: suspect.values[id], before, usual: suspect.expected });
  const ways = el("p", { className: "do" });
  if (suspect.verified) ways.append(`已核实（${HOW[suspect.verified.how] || suspect.verified.by}）：${suspect.verified.note}`);
  else {
    if (unit.state === "returned") ways.append(el("span", { className: "review returned" }, "已退回，等该单位修改 "));
    ways.append(
      quietButton("退回…", () => act().then(({ askReturn }) => askReturn(desk, unit, readyNote(desk, [suspect]), id))),
      quietButton("核实无误…", () => act().then(({ verifyFigure }) => verifyFigure(desk, suspect))),
    );
  }
  const own = suspect.reason ? [el("p", { className: "own-reason" }, `单位填报时的说明：${suspect.reason}`)] : [];
  return el(
    "li",
    { className: "suspect" },
    el("div", { className: "who" }, el("a", { href: desk.address("unit", unit.code) }, unit.name), el("p", { className: "remark" }, unit.contact, "　", phoneLink(unit.phone)), shareOf(suspect)),
    el("div", { className: "what" }, el("p", { className: "remark" }, blank.activity || blank.section || ""), sentenceOf(model, unit, blank, suspect.blanks), ...signsOf(suspect), comparedList(suspect), ...own),
    el("div", { className: "plot" }, plot, ...(before > 0 ? [el("p", { className: "key" }, el("span", { className: "k before" }, `${desk.edition.then} ${answerText(before, blank)}`))] : [])),
    ways,
  );
}

const shareOf = ({ share }) =>
  share < 0.01 ? el("p", { className: "share" }, "对合计影响不到 1%") : el("p", { className: "share" }, "占合计 ", el("b", {}, percent(share)));

/** @returns {number[]} */
const valuesOf = ({ filed }, id) => filed.map(({ filing }) => Number(filing.answers[id]));

/** The official sentence with this unit's answers in it, the doubted ones marked. */
function sentenceOf({ data, blanks }, { filing }, blank, doubted) {
  const own = data.blanks.filter(({ line, section, activity }) => line === blank.line && section === blank.section && activity === blank.activity);
  const pieces = blank.line.split("　"); // where an answer belongs there is room
  if (pieces.length !== own.length + 1) return el("p", { className: "sentence" }, `${nameOf(blank)} `, el("mark", {}, measured(blanks[blank.id], filing.answers[blank.id])));
  const filled = own.map(({ id }, place) => [pieces[place], el(doubted.includes(id) ? "mark" : "b", {}, answerText(filing.answers[id], blanks[id]))]);
  return el("p", { className: "sentence" }, ...[].concat(...filled), pieces[own.length]);
}
