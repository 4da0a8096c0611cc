// Reporting upward: the totals as a saved table, which the form page of the level above opens. What no total says (the
// heading, the choices) is asked here, and the reasons that the checks of that page will ask for.

import { someOf } from "../data/words.js";
import { panelOf } from "../data/parts.js";
import { textOf } from "../../drafts/save_file.js";
import { el } from "../../lib/dom.js";
import { download } from "../../lib/download.js";
import { newKey } from "../../lib/storage.js";
import { makeValidator } from "../../validation/validate.js";

const REASONS = ["needs_reason", "bad_reason"];

/** @returns {Promise<Node[]>} */
export async function showReport(desk) {
  const reply = await fetch(`${desk.edition.form}edition.json`);
  const edition = await reply.json();
  const { data } = desk.model;
  const raw = { ...startOf(edition, data), ...desk.report };
  desk.reasons = desk.reasons || {}; // kept, as desk.report is, while the desk is open
  const { reasons } = desk;
  const validate = makeValidator(edition);
  const asking = askReasons(validate, reasons);
  const refused = el("p", { className: "refused", role: "alert" });
  const set = (id, text) => {
    raw[id] = text;
    desk.report = { ...desk.report, [id]: text }; // kept while the desk is open; the totals are those of today
    asking.show(raw);
  };
  asking.show(raw);
  const untold = edition.blanks.filter(({ id, kind }) => ["count", "amount"].includes(kind) && data.totals[id] === undefined);
  const form = el(
    "form",
    { noValidate: true, className: "report" },
    panelOf("合计的范围", ...rangeOf(desk)),
    panelOf("表头", ...edition.blanks.filter(({ kind }) => ["text", "phone", "date", "prose"].includes(kind)).map((blank) => textField(blank, raw, set))),
    panelOf("选择项", el("p", { className: "remark" }, "各单位都选同一项的已经选好，其余按本级情况选。"), ...edition.blanks.filter(({ kind }) => ["yes_no", "choice", "several"].includes(kind)).map((blank) => choiceField(blank, data, raw, set))),
    ...(untold.length ? [panelOf("没有合计的数", el("p", { className: "remark" }, "各单位的相加没有意义，按本级情况填写。"), ...untold.map((blank) => textField(blank, raw, set)))] : []),
    panelOf("需要说明的", asking.place),
    el("div", { className: "panel" }, refused, el("p", { className: "do" }, el("button", { type: "submit" }, "下载上报数据"))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!data.coverage.counted) {
      refused.textContent = "还没有单位计入合计，没有可以上报的数。"; // a 0 would say that somebody reported none
      return;
    }
    const { problems } = validate(raw, reasons);
    refused.textContent = problems.length ? `还有 ${problems.length} 处：${someOf(problems.map(({ message }) => message), 2)}` : "";
    if (problems.length) return;
    download(fileOf(desk, edition, { raw, reasons, nil: false }), `上报-${edition.id}.json`);
    desk.tell("上报数据已下载。在上一级的填报页点“导入文件”，选这个文件，核对后提交。");
  });
  return [el("h1", { className: "plain unit-name" }, "上报数据"), form];
}

/** Where the reasons are typed that these answers ask for. */
function askReasons(validate, reasons) {
  const place = el("div", { className: "asked" });
  const show = (raw) => {
    const found = validate(raw, {}).problems.filter(({ rule }) => REASONS.includes(rule));
    place.textContent = "";
    place.append(...found.map((problem) => reasonField(problem, reasons)));
    if (!found.length) place.append(el("p", { className: "remark" }, "没有需要说明的。"));
  };
  return { place, show };
}

/** The totals as they are typed; choices that all units agree upon. */
function startOf(edition, { totals, tallies }) {
  const raw = {};
  edition.blanks.forEach(({ id }) => {
    const chosen = Object.entries(tallies[id] || {}).filter(([, many]) => many);
    if (totals[id] !== undefined) raw[id] = String(totals[id]);
    else raw[id] = chosen.length === 1 ? chosen[0][0] : "";
  });
  return raw;
}

function fileOf(desk, edition, table) {
  const { coverage, collection_digest: digest } = desk.model.data;
  const report = { coverage, collection_digest: digest, read_at: new Date(desk.read).toISOString() };
  return new Blob([textOf(edition, table, newKey(), desk.read, { report })], { type: "application/json" });
}

function rangeOf({ model }) {
  const { coverage } = model.data;
  const named = (status) => model.roster.filter((unit) => unit.status === status).map(({ short }) => short);
  const left = [["未报", named("missing")], ["记录损坏", named("damaged")], ["名单外，不计入", model.outside.map(({ name }) => name)]];
  const lines = left.filter(([, names]) => names.length).map(([word, names]) => `${word} ${names.length} 家：${someOf(names, 8)}`);
  const open = model.suspects.length;
  return [
    el("p", {}, `应报 ${coverage.expected} 家，计入合计 ${coverage.counted} 家。`),
    ...lines.map((text) => el("p", {}, text)),
    ...(open ? [el("p", { className: "sign" }, `还有 ${open} 个像是打错了的数没有核实，它们都在合计里。`)] : []),
  ];
}

function textField({ id, kind, label }, raw, set) {
  const field = el(kind === "prose" ? "textarea" : "input", { id: `report-${id}`, value: raw[id], oninput: () => set(id, field.value) });
  if (kind === "date") field.type = "date";
  return el("p", { className: "asking" }, el("label", {}, `${label} `, field));
}

function choiceField({ id, kind, label, options }, { tallies }, raw, set) {
  const tally = Object.entries(tallies[id] || {}).map(([word, many]) => `${word} ${many} 家`).join("，");
  const chosen = kind === "several" ? String(raw[id] || "").split("、") : [raw[id]];
  const ways = (options || ["是", "否"]).map((option) => {
    const onchange = () => set(id, Array.from(box.closest("fieldset").querySelectorAll(":checked"), ({ value }) => value).join("、"));
    const box = el("input", { type: kind === "several" ? "checkbox" : "radio", name: `report-${id}`, value: option, checked: chosen.includes(option), onchange });
    return el("label", { className: "way" }, box, ` ${option}`);
  });
  return el("fieldset", { className: "asking" }, el("legend", {}, label), ...ways, el("span", { className: "remark" }, tally));
}

function reasonField({ blank, label, message }, reasons) {
  const field = el("input", { type: "text", className: "reason", id: `reason-${blank}`, value: reasons[blank] || "", oninput: () => (reasons[blank] = field.value) });
  return el("p", { className: "asking" }, el("label", {}, `${label}：${message} `, field));
}
