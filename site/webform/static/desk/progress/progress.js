// The first view: how many have filed, what is to be done, how the filings came, and every unit.

import { drawArrivals } from "../charts/arrivals.js";
import { STATUS, chosenOf } from "../data/model.js";
import { isNarrow, panelOf, phoneLink } from "../data/parts.js";
import { draw, drawing } from "../../lib/svg.js";
import { unitsPanel } from "./units_table.js";
import { el, quietButton } from "../../lib/dom.js";
import { figure, isPast, lengthText, percent } from "../data/words.js";
import { workList } from "./work_list.js";

const FEW = 6; // missing units that are named with their telephone; more are told by group

/** @returns {Node[]} */
export function showProgress(desk) {
  const missing = chosenOf(desk.model, "missing");
  const units = unitsPanel(desk);
  const choose = (chosen) => units.choose(chosen);
  const calls = missing.length && (missing.length <= FEW ? callList(desk, missing) : worstGroups(desk, choose));
  const beside = panelOf("报送进度", ...arrivals(desk));
  if (calls) beside.append(calls);
  return [summary(desk, choose), el("div", { className: "two" }, workList(desk, choose), beside), units.panel];
}

/** How many, how long still, and the bar: each part of it a filter of the units below. */
function summary(desk, choose) {
  const { coverage } = desk.model.data;
  const { expected, missing } = coverage;
  const legend = el("div", { className: "legend", role: "group", "aria-label": "按状态筛选" });
  const bar = drawing(1000, 14, `应报 ${expected} 家，未报 ${missing} 家`, "meter");
  bar.setAttribute("preserveAspectRatio", "none");
  let from = 0;
  Object.entries(STATUS).forEach(([status, name]) => {
    const many = coverage[status === "outside" ? "unknown" : status];
    if (!many) return;
    const pressed = () => desk.chosen.status === status;
    const onclick = () => choose({ status: pressed() ? "" : status });
    legend.append(el("button", { type: "button", id: `legend-${status}`, className: `part ${status}`, "aria-pressed": String(pressed()), onclick }, el("b", {}, figure(many)), ` ${name}`));
    if (status === "outside") return;
    const width = (1000 * many) / expected;
    bar.append(draw("rect", { x: from.toFixed(2), y: 0, width: width.toFixed(2), height: 14, class: status }));
    from += width;
  });
  const left = Date.parse(desk.edition.due) - desk.read;
  const time = `${isPast(desk.read, desk.edition.due) ? "已过截止时间" : "离截止还有"} ${lengthText(Math.abs(left))}`;
  const big = el("p", { className: "big" }, el("b", {}, figure(expected - missing)), el("span", {}, ` / ${figure(expected)} 家已报`), el("span", { className: "left" }, time));
  return el("section", { className: "panel", "aria-label": "报送情况" }, big, bar, legend);
}

function arrivals(desk) {
  const { roster, filed, data } = desk.model;
  const narrow = isNarrow();
  const before = data.last_year;
  const moved = before ? Date.parse(desk.edition.due) - Date.parse(before.due) : 0; // a period on, deadline upon deadline
  const last = before ? before.arrivals.map((moment) => Date.parse(moment) + moved) : [];
  const times = filed.map(({ filing }) => Date.parse(filing.first_received_at));
  const chart = drawArrivals({ times, last, due: desk.edition.due, now: desk.read, whole: roster.length }, narrow ? 330 : 560, narrow ? 190 : 210);
  const key = el("p", { className: "key" }, el("span", { className: "k this" }, `${desk.edition.now} ${figure(filed.length)} 家`));
  if (last.length) key.append(el("span", { className: "k last" }, `${desk.edition.then}此时 ${figure(last.filter((moment) => moment <= desk.read).length)} 家`));
  return [chart, key];
}

function callList(desk, missing) {
  const entry = ({ code, short, contact, phone }) =>
    el("li", {}, el("a", { href: desk.address("unit", code) }, short), el("span", {}, contact || (phone ? "" : "名单里没有电话")), phoneLink(phone));
  return el("div", { className: "calls" }, el("h2", {}, "未报的，打电话"), el("ul", {}, ...missing.map(entry)));
}

function worstGroups(desk, choose) {
  const groups = desk.model.data.groups.filter(({ name, missing }) => name && missing);
  if (!groups.length) return null;
  groups.sort((one, other) => other.missing - one.missing);
  const entry = ({ name, missing, expected, filed }) =>
    el("li", {}, quietButton(name, () => choose({ group: name, status: "missing" })), el("span", {}, `未报 ${missing} 家，应报 ${expected} 家`), el("span", {}, `已报 ${percent(filed / expected)}`));
  return el("div", { className: "calls" }, el("h2", {}, "未报最多的"), el("ul", {}, ...groups.slice(0, FEW).map(entry)));
}
