// Every question with its total: against the period before, over the units, who has the largest part of it; and who chose what.

import { drawStrip } from "./charts/strip.js";
import { draw, drawing } from "../lib/svg.js";
import { answerText } from "./data/answers.js";
import { figure, percent, someOf } from "./data/words.js";
import { nameOf } from "./reviews/doubt.js";
import { isNarrow, panelOf } from "./data/parts.js";
import { el } from "../lib/dom.js";

const columnsOf = ({ edition }) => ["项目", "合计", edition.then, "增减", "中位数", "最大的单位", "填 0", "分布"];
const FAR = 1; // a change by more than this part of the total before is looked at twice
const HALF = 0.5;

/** @returns {Node[]} */
export function showStatistics(desk) {
  const { model } = desk;
  const columns = columnsOf(desk);
  const body = el("tbody", {});
  let place = "";
  Object.values(model.blanks).forEach((blank) => {
    const row = rowOf(desk, blank);
    if (!row) return;
    const own = [blank.section, blank.activity].filter(Boolean).join(" › ");
    if (own !== place) body.append(el("tr", { className: "group" }, el("th", { colSpan: columns.length, scope: "colgroup" }, own)));
    place = own;
    body.append(row);
  });
  const head = el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name))));
  const table = el("table", { className: "statistics" }, el("caption", {}, "各项统计"), head, body);
  return [panelOf("各项统计", el("p", {}, rangeText(desk)), table)];
}

function rangeText({ edition: { then }, called, model: { data } }) {
  const out = [["未报", data.coverage.missing], ["记录损坏", data.coverage.damaged]].filter(([, number]) => number).map(([word, number]) => `${word} ${number} 家`);
  const year = data.last_year ? `${then}是 ${called(data.last_year.edition)}全部单位的合计，增减只比两期都报的 ${data.last_year.both} 家。` : `没有${then}的数据可比。`;
  return `合计的范围：已报且读得出的 ${data.coverage.counted} 家${out.length ? `；${out.join("、")}不在内` : ""}。${year}`;
}

function rowOf(desk, blank) {
  const { data } = desk.model;
  if (data.totals[blank.id] !== undefined) return totalRow(desk, blank);
  if (data.tallies[blank.id]) return choiceRow(desk, blank);
  return null;
}

/** A cell with a number; `label` is its heading, which a phone shows beside it. */
const number = (label, className, ...children) => el("td", { className: `number ${className}`, "data-label": label }, ...children);

function totalRow(desk, blank) {
  const { data, filed, suspects } = desk.model;
  const { id } = blank;
  const figures = filed.map((unit) => [Number(unit.filing.answers[id]), unit]).sort(([one], [other]) => other - one);
  const values = figures.map(([value]) => value);
  const before = data.last_year && data.last_year.blanks[id];
  const zeros = values.filter((value) => value === 0).length;
  const fallen = data.zeros[id] || 0;
  const doubted = suspects.find(({ blanks }) => blanks.includes(id));
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, nameOf(blank), el("span", { className: "remark" }, ` ${blank.measure || ""}`)),
    number("合计", "total", answerText(data.totals[id], blank)),
    number(desk.edition.then, "", before && before.before !== null && before.before !== undefined ? answerText(before.before, blank) : ""),
    changeCell(desk, before),
    number("中位数", "", values.length ? figure(medianOf(values)) : ""),
    largestCell(desk, figures, Number(data.totals[id])),
    number("填 0", "", zeros ? String(zeros) : "", fallen ? el("span", { className: "remark far" }, ` ${desk.edition.then}不是 0 的 ${fallen}`) : ""),
    el("td", { className: "plot" }, drawStrip(values, { width: isNarrow() ? 300 : 240, height: 44, label: `${nameOf(blank)}：各单位的数`, mark: doubted && doubted.values[id] })),
  );
}

/** Over the units of both periods alone, so that who is missing makes no fall. */
function changeCell({ edition: { then } }, before) {
  if (!before) return number("增减", "");
  if (before.obstacle) return number("增减", "", el("span", { className: "remark" }, before.obstacle));
  const [was, now] = [Number(before.both_before), Number(before.both_now)];
  if (!was) return number("增减", "", now ? `${then}为 0` : "");
  const change = now / was - 1;
  const text = change > 9 ? `${figure(Math.round(now / was))} 倍` : changeText(change);
  return number("增减", Math.abs(change) > FAR ? "far" : "", text);
}

/** +150%, -3.2%, 略增: what fell to little is not said to have fallen to nothing. */
function changeText(change) {
  const much = Math.abs(change);
  if (much && much < 0.001) return change > 0 ? "略增" : "略减";
  return `${change ? (change > 0 ? "+" : "-") : ""}${percent(much)}`;
}

function largestCell(desk, figures, total) {
  if (!figures.length || !figures[0][0]) return el("td", {});
  const [value, unit] = figures[0];
  const share = total ? value / total : 0;
  return el("td", { "data-label": "最大" }, el("a", { href: desk.address("unit", unit.code) }, unit.short), " ", el("b", {}, figure(value)), el("span", { className: share > HALF && figures.length > 2 ? "remark far" : "remark" }, ` ${percent(share)}`));
}

function choiceRow(desk, blank) {
  const { data, filed } = desk.model;
  const words = Object.entries(data.tallies[blank.id]);
  const [first, many] = words[0];
  const others = filed.filter(({ filing }) => answerText(filing.answers[blank.id]) !== first);
  const names = others.map(({ short }) => short);
  const bar = drawing(180, 12, words.map(([word, times]) => `${word} ${times} 家`).join("，"), "choices");
  bar.append(draw("rect", { x: 0, y: 1, width: 180, height: 10, class: "other" }), draw("rect", { x: 0, y: 1, width: filed.length ? (180 * many) / filed.length : 0, height: 10, class: "first" }));
  const said = words.map(([word, times]) => el("span", { className: "word" }, `${word} `, el("b", {}, figure(times))));
  const who = names.length > 3 ? el("details", {}, el("summary", {}, someOf(names)), names.join("、")) : el("span", { className: "remark" }, names.join("、"));
  return el("tr", {}, el("th", { scope: "row" }, blank.label), el("td", { colSpan: columnsOf(desk).length - 2 }, ...said, names.length ? who : ""), el("td", { className: "plot" }, bar));
}

function medianOf(sorted) {
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
