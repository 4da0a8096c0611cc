// Every unit by group, to be searched, filtered and sorted. Of thousands the first hundred are drawn; on paper all are.

import { STATES, STATUS, belongs } from "../data/model.js";
import { isNarrow, phoneLink, statusMark } from "../data/parts.js";
import { el, quietButton } from "../../lib/dom.js";

const FIRST = 100;
const PAUSE = 120; // milliseconds after the last key before the table follows
const REVIEWED = { waiting: "待验收", accepted: "✓ 已验收", returned: "↩ 已退回", reopened: "验收后又改" };
const collator = new Intl.Collator("zh");
const URGENT = ["missing", "damaged", "outside", "late", "amended_late", "on_time"];

/** Heading → what the column is sorted by. */
const COLUMNS = {
  单位: ({ name }) => name,
  状态: ({ status }) => URGENT.indexOf(status),
  收到: ({ filing }) => (filing ? Date.parse(filing.received_at) : 0),
  次数: ({ filing }) => (filing ? -filing.revisions : 0),
  待核实: ({ doubts }) => -doubts.length,
  审核: ({ state }) => ["reopened", "returned", "waiting", "accepted", ""].indexOf(state),
  联系人: ({ contact }) => contact,
  电话: ({ phone }) => phone,
};

/** @returns {{panel: HTMLElement, choose: (chosen: object) => void}} choose: filters, and brings the table into sight */
export function unitsPanel(desk) {
  const body = el("tbody", {});
  const foot = el("p", { className: "foot", role: "status" });
  const { head, mark } = headings(desk, () => fill());
  const table = el("table", { className: "units" }, el("caption", {}, "各单位"), head, body);
  const { bar, sync } = filters(desk, () => fill());
  function fill() {
    const rows = chosenUnits(desk);
    body.textContent = "";
    body.append(...rowsOf(desk, rows.slice(0, desk.chosen.rows)));
    const more = rows.length > desk.chosen.rows;
    foot.textContent = `${rows.length} 家${more ? `，显示前 ${desk.chosen.rows} 家 ` : ""}`;
    if (more) foot.append(quietButton("全部显示", () => setRows(Infinity)));
    mark();
    sync();
  }
  function setRows(rows) {
    desk.chosen.rows = rows;
    fill();
  }
  desk.wholeTable = () => {
    if (body.isConnected && desk.chosen.rows < Infinity) setRows(Infinity);
  };
  fill();
  const panel = el("section", { className: "panel", id: "units" }, bar, table, foot);
  const choose = (chosen) => {
    Object.assign(desk.chosen, { status: "", group: "", text: "", rows: FIRST }, chosen);
    fill();
    if (desk.chosen.status) panel.scrollIntoView({ block: "start" });
  };
  return { panel, choose };
}

/** What a unit is found by. */
const wordsOf = ({ name, contact, phone, code }) => `${name} ${contact} ${phone} ${code}`.toLowerCase();

/** The units as they are filtered and sorted now. */
export function chosenUnits(desk) {
  const { text, status, group, sort } = desk.chosen;
  const wanted = text.trim().toLowerCase();
  const units = desk.model.units.filter((unit) => belongs(unit, status) && (!group || unit.group === group) && (!wanted || wordsOf(unit).includes(wanted)));
  const by = COLUMNS[sort];
  if (!by) return units;
  const pairs = units.map((unit) => [by(unit), unit]);
  pairs.sort(([one], [other]) => (typeof one === "number" ? one - other : collator.compare(one, other)));
  return pairs.map(([, unit]) => unit);
}

function headings(desk, fill) {
  const sorts = Object.keys(COLUMNS).map((name) => {
    const onclick = () => {
      desk.chosen.sort = desk.chosen.sort === name ? "" : name;
      fill();
    };
    return el("th", { scope: "col" }, el("button", { type: "button", className: "sort", id: `sort-${name}`, onclick }, name));
  });
  const mark = () =>
    sorts.forEach((cell) => {
      if (cell.textContent === desk.chosen.sort) cell.setAttribute("aria-sort", "ascending");
      else cell.removeAttribute("aria-sort");
    });
  return { head: el("thead", {}, el("tr", {}, ...sorts)), mark };
}

function filters(desk, fill) {
  const { chosen, model } = desk;
  const set = (name, value) => {
    Object.assign(chosen, { [name]: value, rows: FIRST });
    fill();
  };
  let soon = 0;
  const search = el("input", { type: "search", id: "find", placeholder: "单位、联系人、电话" });
  search.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(() => set("text", search.value), PAUSE);
  });
  const choice = (id, options) => {
    const list = el("select", { id: `choose-${id}`, onchange: () => set(id, list.value) }, el("option", { value: "" }, "全部"), ...options);
    return list;
  };
  const named = (words) => Object.entries(words).filter(([key]) => model.units.some((unit) => belongs(unit, key))).map(([key, name]) => el("option", { value: key }, name));
  const status = choice("status", [...named(STATUS), ...named(STATES)]);
  const groups = Array.from(new Set(model.units.map(({ group }) => group))).filter(Boolean);
  const group = choice("group", groups.map((name) => el("option", { value: name }, name)));
  const label = (text, control) => el("label", {}, `${text} `, control);
  const bar = el("div", { className: "filter" }, el("h2", {}, "各单位"), label("查找", search), label("状态", status));
  if (groups.length > 1) bar.append(label("分组", group));
  const sync = () => {
    if (search.value !== chosen.text && document.activeElement !== search) search.value = chosen.text;
    Object.assign(status, { value: chosen.status });
    Object.assign(group, { value: chosen.group });
    document.querySelectorAll(".legend .part").forEach((part) => part.setAttribute("aria-pressed", String(part.id === `legend-${chosen.status}`)));
  };
  return { bar, sync };
}

/** The rows of these units; in the roster's order under the headings of their groups. */
function rowsOf(desk, units) {
  const narrow = isNarrow();
  const rows = [];
  let group = "";
  units.forEach((unit) => {
    if (!desk.chosen.sort && unit.group && unit.group !== group) {
      group = unit.group;
      rows.push(groupRow(desk, group));
    }
    rows.push(unitRow(desk, unit, narrow));
  });
  return rows;
}

function groupRow({ model }, name) {
  const rate = model.data.groups.find((each) => each.name === name);
  const remark = rate ? el("span", { className: "remark" }, `　已报 ${rate.filed} / ${rate.expected}`) : "";
  return el("tr", { className: "group" }, el("th", { colSpan: Object.keys(COLUMNS).length, scope: "colgroup" }, name, remark));
}

function unitRow(desk, unit, narrow) {
  const { filing } = unit;
  const link = el("a", { href: desk.address("unit", unit.code), title: unit.name }, narrow ? unit.short : unit.name);
  const doubts = unit.doubts.length ? el("a", { href: desk.address("unit", unit.code), className: "doubt" }, `${unit.doubts.length} 处`) : "";
  const cell = (className, ...children) => el("td", { className }, ...children);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, link),
    cell("", statusMark(unit.status)),
    cell("at", filing ? desk.moment(filing.received_at) : ""),
    cell("times", filing ? `${filing.revisions} 次` : ""),
    cell("doubts", doubts),
    cell(`review ${unit.state}`, REVIEWED[unit.state] || ""),
    cell("contact", unit.contact, unit.fromRoster ? el("span", { className: "remark" }, "（名单）") : ""),
    cell("", phoneLink(unit.phone)),
  );
}
