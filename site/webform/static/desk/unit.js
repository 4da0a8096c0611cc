// One unit: its official table filled, as on its receipt, with what the last revision changed and what is in doubt; what
// happened so far; and what the bureau says of it. Prints as the sheet for the archive.

import { comparedList, measured, nameOf, readyNote, returnMeans, signsOf } from "./reviews/doubt.js";
import { loadSheet, panelOf, phoneLink, saveAsked, statusMark } from "./data/parts.js";
import { answerText } from "./data/answers.js";
import { figure } from "./data/words.js";
import { el, quietButton } from "../lib/dom.js";
import { remarksOf } from "../receipt/changes.js";
import { drawReceiptCode } from "../receipt/receipt_code.js";
import { shortCode } from "../validation/checksum.js";

const ACTS = { accepted: "验收", returned: "退回", verified: "核实无误", alias: "认领名称" };
const SEALS = { unsealed: "没有系统印记", other_key: "印记是另一把密钥的" }; // of earlier versions, or written past the function
const act = () => import("./reviews/act.js");

/** @param {string} code @returns {Promise<Node[]>} */
export async function showUnit(desk, code) {
  const unit = desk.model.byCode.get(code);
  if (!unit) return [el("p", {}, "名单里没有这个单位。")];
  const head = [crumbs(desk, unit), el("h1", { className: "plain unit-name" }, unit.name)];
  const side = el("aside", { className: "side" }, ...[standing(desk, unit), doubts(desk, unit), past(desk, unit)].filter(Boolean));
  const paper = unit.filing ? await filledPaper(desk, unit) : nothingFiled(desk, unit);
  return [...head, el("div", { className: "unit-view" }, paper, side)];
}

function crumbs(desk, unit) {
  const listed = desk.listed();
  const at = listed.indexOf(unit);
  const link = (other, text) => (at >= 0 && other ? el("a", { href: desk.address("unit", other.code), title: other.name }, text) : "");
  return el("p", { className: "crumbs" }, el("a", { href: desk.address("progress") }, "← 各单位"), link(listed[at - 1], "上一家"), link(listed[at + 1], "下一家"));
}

/** The receipt page's table and its sheet, read once: one template for the clerk's paper and for this. */
async function paperOf(desk) {
  if (!desk.paper) {
    await loadSheet(desk, "paper");
    const reply = await fetch(`${desk.edition.form}received/`);
    desk.paper = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector(".paper");
    if (desk.paper.querySelector(".grid")) await loadSheet(desk, "grid");
  }
  return document.importNode(desk.paper, true);
}

async function filledPaper(desk, unit) {
  const { filing } = unit;
  const { blanks } = desk.model;
  const paper = await paperOf(desk);
  const digest = shortCode(filing.digest);
  const [before] = unit.superseded.slice(-1);
  const changed = before ? before.changed : {};
  const doubted = new Set([].concat(...unit.doubts.map((suspect) => suspect.blanks)));
  paper.querySelectorAll("[data-blank]").forEach((place) => {
    const { blank: id } = place.dataset;
    if (changed[id]) place.append(el("del", {}, answerText(changed[id][0], blanks[id]), " "), el("ins", {}, answerText(filing.answers[id], blanks[id])));
    else place.textContent = answerText(filing.answers[id], blanks[id]);
    place.classList.toggle("doubted", doubted.has(id));
  });
  const put = (id, ...children) => {
    const place = paper.querySelector(`#${id}`);
    if (place) place.append(...children);
  };
  put("paper-reference", filing.reference);
  put("paper-checksum", filing.checksum_short);
  put("paper-digest", digest);
  paper.querySelector("#paper-digest").parentNode.hidden = false;
  put("remarks", ...remarksOf({ blanks: Object.values(blanks) }, filing).map((sentence) => el("p", {}, sentence)));
  drawReceiptCode(paper.querySelector("#qr"), { ...filing, digest_short: digest });
  const heading = paper.querySelector("h1");
  heading.replaceWith(el("h2", { className: "title" }, ...heading.childNodes)); // the page's own heading names the unit
  return paper;
}

function nothingFiled(desk, { code, status, contact, phone }) {
  const reasons = desk.model.data.set_aside.filter((aside) => aside.code === code).map(({ reason }) => el("p", { className: "sign" }, reason));
  const said = {
    damaged: "报送过，但所存的记录无法读取，或与现行表格不符，没有计入合计。这不是未报：请该单位重新报送；不是表格改过的，并请技术人员检查存储。",
    missing: "还没有报送。",
    outside: "这个名称报送的记录读不出，没有计入合计。",
  };
  return el("div", { className: "panel" }, el("p", {}, statusMark(status), ` ${said[status]}`), ...reasons, el("p", {}, contact, "　", phoneLink(phone)));
}

/** How it stands, and what the bureau can say of it. */
function standing(desk, unit) {
  const { filing, state, review } = unit;
  if (!filing) return null;
  const files = filing.attachments.map((file) => fileEntry(desk, unit, file));
  const lines = [
    el("p", {}, statusMark(unit.status), filing.revisions > 1 ? ` 报了 ${filing.revisions} 次` : "", filing.nil ? " 零报告" : ""),
    el("p", {}, unit.contact, "　", phoneLink(unit.phone)),
    el("p", { className: "remark" }, `回执号 ${filing.reference}`, el("br", {}), `校验码 ${filing.checksum_short}`, el("br", {}), `存证码 ${shortCode(filing.digest)}`, el("br", {}), files.length ? "" : "附件 无"),
    ...(files.length ? [el("ul", { className: "attached", "aria-label": "附件" }, ...files)] : []),
  ];
  if (unit.status === "outside") {
    const assign = (code) => act().then(({ assignName }) => assignName(desk, unit, code));
    return panelOf("名单外", ...lines, el("p", { className: "do" }, el("button", { type: "button", onclick: () => assign("") }, "认作名单里的一家…")));
  }
  if (filing.via === "file") lines.push(el("p", { className: "remark" }, `用文件报来，${desk.moment(filing.added_at)} 由经办人员接收；接收时间由经办人员填写。`));
  if (SEALS[filing.seal]) lines.push(el("p", { className: "remark" }, `${SEALS[filing.seal]}：如果不是以前版本存的，请向单位核对。`));
  if (filing.other_wording) lines.push(el("p", { className: "sign" }, "填报后表格的文字有过改动，请对照。"));
  const codeOf = ({ reference }) => reference.slice(0, -9); // with its edition
  if (unit.superseded.some((other) => codeOf(other) !== codeOf(filing))) lines.push(el("p", { className: "sign" }, "名下有用另一个代码或名称报送的（见“经过”），没有相加，合计里只有最后一份。"));
  const said = { accepted: "已验收", returned: "已退回，尚未重新报送", reopened: "验收后又改了，请再看一次" }[state];
  if (said) lines.push(el("p", { className: `review ${state}` }, said, review && review.note ? `：${review.note}` : ""));
  return panelOf("审核", ...lines, ...(state === "accepted" ? [] : [el("p", { className: "do" }, el("button", { type: "button", onclick: () => act().then(({ acceptUnit }) => acceptUnit(desk, unit)) }, "验收"))]), returning(desk, unit));
}

/** An attachment, a click away; or why it cannot be had. */
function fileEntry(desk, unit, { name, size, key, state }) {
  const lost = { missing: "（缺失）", damaged: "（损坏）" }[state];
  if (lost) return el("li", {}, name, lost);
  const path = key.split("/").slice(-2).join("/"); // of whom it was filed for, and what it is
  const get = () => saveAsked(desk, name, `attachments/${path}`, `${unit.short}-${name}`);
  return el("li", {}, quietButton(name, get), el("span", { className: "remark" }, ` ${figure(Math.ceil(size / 1024))} kB`));
}

function returning(desk, unit) {
  const note = el("textarea", { id: "note", rows: 4, maxLength: 500, value: readyNote(desk, unit.doubts) });
  const send = () => act().then(({ returnUnit }) => returnUnit(desk, unit, note.value.trim()));
  return el(
    "details",
    { className: "returning", open: unit.doubts.length > 0 },
    el("summary", {}, "退回修改"),
    el("label", {}, "写给该单位的话", note),
    el("p", { className: "do" }, el("button", { type: "button", onclick: send }, "退回"), quietButton("复制这段话", () => desk.copy(`${unit.name}：${note.value}`))),
    el("p", { className: "remark" }, returnMeans(desk)),
  );
}

function doubts(desk, unit) {
  if (!unit.doubts.length) return null;
  const { blanks } = desk.model;
  const entry = (suspect) => {
    const figures = suspect.blanks.map((id) => `${nameOf(blanks[id])} ${measured(blanks[id], suspect.values[id])}`);
    const verify = () => act().then(({ verifyFigure }) => verifyFigure(desk, suspect));
    const own = suspect.reason ? [el("p", { className: "own-reason" }, `单位的说明：${suspect.reason}`)] : [];
    return el("li", {}, el("p", {}, el("b", {}, figures.join("；"))), ...signsOf(suspect), comparedList(suspect), ...own, el("p", { className: "do" }, quietButton("核实无误…", verify)));
  };
  return panelOf(`${unit.doubts.length} 个数待核实`, el("ul", { className: "mine" }, ...unit.doubts.map(entry)));
}

/** Filings and what the bureau said of them, oldest first. */
function past(desk, { filing, superseded, reviews }) {
  const { blanks } = desk.model;
  const filings = filing ? [...superseded, filing] : superseded;
  const events = filings.map(({ received_at: at, reference }, place) => {
    const changed = place ? Object.entries(superseded[place - 1].changed) : [];
    const list = changed.map(([id, [before, after]]) => el("li", {}, `${blanks[id] ? nameOf(blanks[id]) : id}：`, el("del", {}, answerText(before, blanks[id])), " → ", el("ins", {}, answerText(after, blanks[id]))));
    const more = changed.length ? el("details", {}, el("summary", {}, `改了 ${changed.length} 处`), el("ul", {}, ...list)) : place ? "没有改数" : "";
    return { at, what: place ? `修订（第 ${place + 1} 次报送）` : "报送", note: el("div", { className: "remark" }, `回执号 ${reference} `, more) };
  });
  const said = reviews.map(({ at, kind, by, note, blank, code, seal }) => {
    const about = blank && blanks[blank] ? `（${nameOf(blanks[blank])}）` : "";
    return { at, what: `${kind === "alias" && !code ? "撤销认领" : ACTS[kind]}${about}`, note: el("div", { className: "remark" }, [by, note].filter(Boolean).join("："), SEALS[seal] ? `（${SEALS[seal]}）` : "") };
  });
  const all = [...events, ...said].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  if (!all.length) return null;
  return panelOf("经过", el("ol", { className: "past" }, ...all.map(({ at, what, note }) => el("li", {}, el("time", { dateTime: at }, desk.moment(at, true)), el("div", {}, what, note)))));
}
