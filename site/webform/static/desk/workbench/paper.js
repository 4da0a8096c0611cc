// The paper: every word of it, every blank with its number. What is pressed is opened at the right. Or the document as it
// was read, the places of questions marked.

import { el, quietButton } from "../../lib/dom.js";

const MARKS = { same: "同去年", reworded: "同一项、改了字", ask: "要你决定", new: "新的" };

/** @returns {Node} */
export function drawPaper(bench) {
  const { paper, file, original } = bench.work;
  const legend = Object.entries(MARKS).map(([state, name]) => el("span", {}, el("i", { className: `hole ${state}` }), ` ${name}`));
  const sheet = el(
    "div",
    { className: "sheet" },
    words(bench, [], "annex", paper.annex, "p"),
    words(bench, [], "marks", paper.marks, "p"),
    words(bench, [], "title", paper.title, "h2"),
    line(bench, paper.heading),
    ...paper.blocks.flatMap((block, at) => BLOCKS[block.kind](bench, block, at + 1)),
    words(bench, [], "note", paper.note, "p"),
    words(bench, [], "attachments", paper.attachments && `附件：${paper.attachments}`, "p", paper.attachments),
  );
  const turn = quietButton(bench.original ? "看认出的表" : "看原件", () => showOriginal(bench, !bench.original));
  return el("div", { className: "paper" }, el("p", { className: "remark legend" }, `${file}　`, ...(bench.original ? [] : legend), ...(original ? [turn] : [])), bench.original ? drawOriginal(bench) : sheet);
}

/** The document in place of what was made of it, or that again. @returns {Promise<void>} */
export async function showOriginal(bench, shown) {
  await bench.trying(async () => {
    bench.original = shown ? (await bench.ask(`/${bench.work.edition}/original`)).parts : null;
    bench.draw();
  });
}

/** Nothing can be changed in it; a place that is asked about opens its question. */
function drawOriginal(bench) {
  const marked = (node, ...at) => {
    const asked = bench.work.questions.findIndex((each) => !each.settled && String(each.at) === String(at));
    const open = bench.chosen && bench.chosen.question && bench.work.questions[bench.chosen.question - 1];
    if (open && String(open.at) === String(at)) node.classList.add("chosen");
    if (asked < 0) return node;
    node.classList.add("doubted");
    const { number, place } = bench.work.questions[asked];
    node.tabIndex = 0;
    return pressed(node, () => bench.choose({ question: asked + 1, number, place }));
  };
  const cell = ([text, across, down], ...at) => el("td", { colSpan: across, rowSpan: down }, marked(el("div", { className: "words" }, text), ...at));
  const parts = bench.original.map((part, p) =>
    typeof part === "string" ? marked(el("p", { className: "words" }, part), p) : el("table", { className: "grid" }, el("tbody", {}, ...part.map((row, r) => el("tr", {}, ...row.map((each, c) => cell(each, p, r, c)))))),
  );
  return el("div", { className: "sheet original" }, ...parts);
}

const BLOCKS = {
  table: (bench, { columns, sections, first }) => table(bench, columns, sections, first),
  grid: (bench, { caption, head, stub, rows }, at) => {
    const drawn = grid(bench, rows, head, stub);
    if (isChosen(bench, [-at])) drawn.classList.add("chosen");
    return [el("p", {}, caption), drawn];
  },
  lines: (bench, { lines }) => lines.map((each) => line(bench, each)),
};

function table(bench, columns, sections, first) {
  const head = el("tr", {}, el("th", { colSpan: 2 }, columns[0]), el("th", {}, columns[1]), el("th", {}, columns[2]));
  const rows = sections.flatMap((section, at) =>
    section.rows.map((row, r) => {
      const s = first + at;
      const title = r ? [] : [el("td", { rowSpan: section.rows.length }, words(bench, [s], "title", section.title))];
      const lines = row.lines.length ? row.lines.map((each) => line(bench, each)) : [pressed(el("p", { className: "words remark", tabIndex: 0 }, "（这一行没有要填的，点这里加）"), () => bench.choose({ row: [s, r + 1], place: [s, r + 1], name: "row" }))];
      const cells = [words(bench, [s, r + 1], "title", row.title), words(bench, [s, r + 1], "requirement", row.requirement)];
      return el("tr", {}, ...title, ...cells.map((each) => el("td", {}, each)), el("td", {}, ...lines));
    }),
  );
  return [el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows))];
}

function grid(bench, rows, head, stub) {
  const drawn = rows.map((cells, r) =>
    el("tr", {}, ...cells.flatMap((cell, c) => (cell ? [el(r < head || c < stub ? "th" : "td", { colSpan: cell.across, rowSpan: cell.down }, line(bench, cell))] : []))),
  );
  return el("table", { className: "grid" }, el("tbody", {}, ...drawn));
}

const isChosen = ({ chosen }, place, name) => chosen && chosen.place && String(chosen.place) === String(place) && chosen.name === name;
const asks = ({ work }, place) => work.questions.some((each) => !each.settled && !each.about && String(each.place) === String(place));

/** A text without blanks; pressed, it can be corrected. */
function words(bench, place, name, text, tag = "span", whole = text) {
  const node = el(tag, { className: "words", tabIndex: 0 }, text);
  if (isChosen(bench, place, name)) node.classList.add("chosen");
  if (place.length && asks(bench, place) && (name === "requirement" || place.length === 1)) node.classList.add("doubted");
  return pressed(node, () => bench.choose({ place, name, text: whole }));
}

/** A line with its blanks; pressed beside them, its words can be corrected and blanks be put in. */
function line(bench, { place, parts, wording }) {
  const pieces = parts.map((part) => (typeof part === "string" ? part : hole(bench, part)));
  const node = el("p", { className: "words", tabIndex: 0 }, ...pieces);
  if (isChosen(bench, place)) node.classList.add("chosen");
  if (asks(bench, place)) node.classList.add("doubted");
  return pressed(node, () => bench.choose({ place, wording, picked: pickedIn(node, parts) }));
}

function hole(bench, number) {
  const { state, label, kind } = bench.work.blanks[number - 1];
  const chosen = bench.chosen && bench.chosen.number === number;
  const onclick = (event) => {
    event.stopPropagation();
    bench.go("read");
    bench.choose({ number });
  };
  const called = { title: `${label} ${kind}`, "aria-label": `第 ${number} 处，${label}，${MARKS[state]}` };
  return el("button", { type: "button", className: `hole ${state}${chosen ? " chosen" : ""}`, ...called, onclick }, String(number));
}

function pressed(node, act) {
  const go = (event) => {
    event.stopPropagation();
    act();
  };
  node.addEventListener("click", go);
  node.addEventListener("keydown", (event) => event.key === "Enter" && event.target === node && go(event));
  return node;
}

/** The words that are marked in a line, as a stretch of its wording: a blank counts as it is written there, 〖5〗. */
function pickedIn(node, parts) {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const at = (where, offset) => {
    const place = Array.from(node.childNodes).indexOf(where);
    if (place < 0 || where.nodeType !== Node.TEXT_NODE) return -1;
    return parts.slice(0, place).reduce((sum, part) => sum + (typeof part === "string" ? part.length : `〖${part}〗`.length), offset);
  };
  const [from, to] = [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
  return from < 0 || to < from ? null : [from, to];
}
