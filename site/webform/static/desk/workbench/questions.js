// The right side of 核对: what is to be decided, one thing open at a time, and whatever was pressed on the paper.

import { showOriginal } from "./paper.js";
import { el, quietButton } from "../../lib/dom.js";

const HOW = { same: "是同一项", new: "新的一项", changed: "改过了", seen: "照印就好" };
const KINDS = [["数", "数"], ["金额", "两位小数"], ["是/否", "是／否"], ["文字", "文字"], ["文字?", "文字（可不填）"], ["长文字", "多行文字"], ["日期", "日期"], ["电话", "电话"]];
const LONGEST = 200; // letters of the document beside a question
const MEASURED = ["数", "金额"];

const open = ({ work }) => work.questions.map((each, at) => ({ ...each, at: at + 1 })).filter(({ settled }) => !settled);

/** The open question after the one that is chosen, or else the first; null where none is left. */
export function openNext(bench) {
  const left = open(bench);
  const now = (bench.chosen && bench.chosen.question) || 0;
  const next = left.find(({ at }) => at > now) || left[0];
  return next ? { question: next.at, number: next.number, place: next.place } : null;
}

/** @returns {Node[]} */
export function drawQuestions(bench) {
  const { work, chosen } = bench;
  const left = open(bench).length;
  const settled = work.questions.length - left;
  const title = el("h2", {}, left ? `要你决定的 ${left} 处` : "都定好了", el("span", { className: "remark" }, `　已定 ${settled} 处；其余已认好，改字、加空、去空，点左边的纸。`));
  const cards = work.questions.map((each, at) => card(bench, each, at + 1));
  const pressed = chosen && !questionOf(bench) ? [pressedCard(bench)] : [];
  return [title, ...pressed, ...cards, ...rewordedList(bench)];
}

function questionOf({ work, chosen }) {
  if (!chosen) return null;
  if (chosen.question) return work.questions[chosen.question - 1];
  return chosen.number ? work.questions.find((each) => each.number === chosen.number && !each.settled) : null;
}

function card(bench, question, at) {
  const isOpen = questionOf(bench) === question;
  const blank = bench.work.blanks[question.number - 1];
  const name = el("b", {}, blank ? blank.label : question.where);
  const mark = el("span", { className: `mark-number ${question.settled ? "" : "ask"}` }, question.number ? String(question.number) : "·");
  if (question.settled) {
    const again = quietButton("改", () => bench.change("settle", { number: at, how: "" }));
    return el("div", { className: "card settled" }, mark, name, el("span", { className: "done" }, ` ✓ ${HOW[question.settled]}`), again);
  }
  if (isOpen) return el("div", { className: "card chosen" }, el("p", {}, mark, name), ...originalWords(bench, question), ...(question.old ? pair(bench, question, at) : remark(bench, question, at)));
  const show = quietButton("看这一处", () => bench.choose({ question: at, number: question.number, place: question.place }));
  return el("div", { className: "card" }, mark, name, el("span", { className: "remark" }, ` ${question.doubt}`), show);
}

/** What the document says there, and the way to it. */
function originalWords(bench, { said }) {
  if (!said) return [];
  const show = bench.original ? [] : [" ", quietButton("看原件", () => showOriginal(bench, true))];
  return [el("p", { className: "was" }, el("span", { className: "remark" }, "原件　"), said.slice(0, LONGEST), ...show)];
}

/** Settles what is open and goes on to the next; Enter takes its first answer. */
const act = (bench, name, members) => async () => {
  await bench.change(name, members, () => (bench.chosen = openNext(bench)));
  const first = bench.root.querySelector(".side .chosen .do button");
  if (first) first.focus();
};

/** The same question as last year? */
function pair(bench, { about, old, doubt, difference, number }) {
  const was = difference.filter(([mark]) => mark !== "came").map(([mark, text]) => (mark === "same" ? text : el("del", {}, text)));
  const now = difference.filter(([mark]) => mark !== "gone").map(([mark, text]) => (mark === "same" ? text : el("ins", {}, text)));
  const yes = el("button", { type: "button", onclick: act(bench, "same", { about, old }) }, "是同一项");
  const no = quietButton("是新的一项", act(bench, "new", { about }));
  return [
    el("p", { className: "was" }, el("span", { className: "remark" }, "以前　"), ...was),
    el("p", { className: "was" }, el("span", { className: "remark" }, "今年　"), ...now),
    el("p", { className: "remark" }, `${doubt}。同一项：两年的数可以比，去年的审核关系照用；新的：从今年算起。`),
    el("p", { className: "do" }, yes, no, another(bench, about), none(bench, about)),
    way(bench, number),
  ];
}

const none = (bench, about) => quietButton("这里不是空", act(bench, "no_blank", { about }));

/** One of last year's that nothing asks for any more. */
function another(bench, about) {
  const list = el("select", { "aria-label": "是去年的另一项", onchange: () => list.value && act(bench, "same", { about, old: list.value })() }, el("option", { value: "" }, "是去年的另一项…"), ...bench.work.before.map(({ id, label }) => el("option", { value: id }, label)));
  return list;
}

/** How it is filled in, and in what unit of measure. asked: the question about several of a grid's cells, with their numbers. */
function way(bench, number, asked) {
  const blank = bench.work.blanks[number - 1];
  const known = KINDS.some(([word]) => word === blank.word) ? KINDS : [...KINDS, [blank.word, blank.kind]];
  const kind = el("select", { id: "bench-kind" }, ...known.map(([word, name]) => el("option", { value: word }, name)));
  kind.value = blank.word;
  const measure = el("input", { type: "text", id: "bench-measure", value: blank.measure, size: 6 });
  const { place } = lineOf(bench.work, number);
  const scope = el("select", { id: "bench-scope", "aria-label": "改哪些格" }, ...Object.keys(SCOPES).map((each) => el("option", {}, each)));
  const set = quietButton("改填法", () => {
    const said = MEASURED.includes(kind.value) ? `${kind.value}:${measure.value.trim()}` : kind.value;
    const fits = SCOPES[scope.value];
    const lines = linesOf(bench.work).filter((each) => each.place[0] === place[0] && each.place.length === 3 && fits(each.place, place));
    const numbers = asked ? asked.numbers : isCell(place) ? lines.flatMap(numbersIn) : [number];
    const members = { about: numbers.map((each) => bench.work.blanks[each - 1].id), kind: said, number: asked ? asked.at : 0 };
    if (asked) act(bench, "ways", members)();
    else bench.change("ways", members);
  });
  const where = asked ? [` 改这 ${asked.numbers.length} 格 `] : isCell(place) ? [scope] : [];
  return el("p", { className: "do" }, el("label", {}, "填法 ", kind), el("label", {}, " 计量单位 ", measure), ...where, set);
}

const isCell = (place) => place[0] < 0 && place.length === 3;
/** Which cells of a grid are changed with one of them. */
const SCOPES = {
  这一格: (place, pressed) => String(place) === String(pressed),
  这一列: (place, pressed) => place[2] === pressed[2],
  这一行: (place, pressed) => place[1] === pressed[1],
  整张表: () => true,
};

const BLOCK_LINES = {
  table: ({ sections }) => sections.flatMap(({ rows }) => rows.flatMap(({ lines }) => lines)),
  grid: ({ rows }) => rows.flatMap((cells) => cells.filter(Boolean)),
  lines: ({ lines }) => lines,
};
const linesOf = ({ paper }) => [paper.heading, ...paper.blocks.flatMap((block) => BLOCK_LINES[block.kind](block))];
const numbersIn = ({ parts }) => parts.filter((part) => typeof part === "number"); // "8" is a word of the paper
const lineOf = (work, number) => linesOf(work).find(({ parts }) => parts.includes(number));

function remark(bench, { doubt, place }, at) {
  const line = linesOf(bench.work).find((each) => String(each.place) === String(place));
  const seen = el("button", { type: "button", onclick: act(bench, "settle", { number: at, how: "seen" }) }, "照印就好");
  const edit = line ? editor(bench, { place, wording: line.wording }) : [];
  const [, left] = /^没有收进表里：(.*)$/.exec(doubt) || [];
  const name = /表\s*号|机关|文号|有效期/.test(left) ? "marks" : "note";
  const add = quietButton(name === "marks" ? "印在表的右上角" : "加到表下说明里", async () => {
    const text = [bench.work.paper[name], left].filter(Boolean).join("\n");
    if (await bench.change("words", { place: [], name, text })) await act(bench, "settle", { number: at, how: "changed" })();
  });
  const numbers = cellsOf(bench.work, place, doubt);
  const cells = numbers.length ? [way(bench, numbers[0], { at, numbers })] : [];
  return [el("p", { className: "doubt-words" }, doubt), el("p", { className: "do" }, seen, ...(left ? [add] : [])), ...cells, ...edit];
}

/** The cells that a remark on a grid is about: of the column and the unit of measure that it names, if they are as many as it says. */
function cellsOf(work, place, doubt) {
  const [, many = "1"] = /(\d+) 格/.exec(doubt) || [];
  const [, column = ""] = /“([^”]+)”/.exec(doubt) || [];
  const all = place.length && place[0] < 0 ? linesOf(work).filter((each) => String(each.place.slice(0, place.length)) === String(place)) : [];
  const about = all.flatMap(numbersIn).filter((number) => {
    const { measure, label } = work.blanks[number - 1];
    return measure && doubt.includes(measure) && label.includes(column);
  });
  return about.length === Number(many) ? about : [];
}

/** What was pressed on the paper and is no open question. */
function pressedCard(bench) {
  const { chosen, work } = bench;
  if (chosen.number) {
    const blank = work.blanks[chosen.number - 1];
    const changed = blank.changed.length ? [el("p", { className: "was" }, `以前：${blank.changed[0]}`), el("p", { className: "was" }, `今年：${blank.changed[1]}`)] : [];
    const other = quietButton("是新的一项", () => bench.change("new", { about: blank.id }));
    return el("div", { className: "card chosen" }, el("p", {}, el("span", { className: "mark-number" }, String(chosen.number)), el("b", {}, blank.label), ` ${blank.kind}`), el("p", { className: "remark" }, blank.place), ...changed, el("p", { className: "do" }, ...(blank.state === "new" ? [] : [other]), another(bench, blank.id), none(bench, blank.id)), way(bench, chosen.number));
  }
  const body = chosen.name && !chosen.row ? textEditor(bench, chosen) : editor(bench, { wording: "", ...chosen });
  return el("div", { className: "card chosen" }, el("b", {}, chosen.row ? "加一行" : chosen.name ? "改文字" : "改这一行：改字，或把一处改成空"), ...body);
}

function textEditor(bench, { place, name, text }) {
  const area = el("textarea", { value: text, rows: 5, id: "bench-words", "aria-label": "文字" });
  return [area, el("p", { className: "do" }, el("button", { type: "button", onclick: () => bench.change("words", { place, name, text: area.value }) }, "改好了"))];
}

function editor(bench, { place, wording, picked, row }) {
  const area = el("textarea", { value: wording, rows: 4, id: "bench-line", "aria-label": "这一行" });
  const put = (word) => {
    const [from, to] = [area.selectionStart, area.selectionEnd];
    area.setRangeText(`〖${word}〗`, from, to, "end");
    area.focus();
  };
  const kinds = KINDS.map(([word, name]) => quietButton(name, () => put(word)));
  const done = el("button", { type: "button", onclick: () => bench.change(row ? "add_line" : "sentence", { place, text: area.value }, () => row && (bench.chosen = null)) }, "改好了");
  if (picked) setTimeout(() => area.setSelectionRange(...picked));
  return [area, el("p", { className: "remark" }, "〖5〗是第 5 处空。选中几个字（或把光标放好），按一下，那里就成了要填的："), el("p", { className: "do" }, ...kinds), el("p", { className: "do" }, done)];
}

/** Kept ids whose words changed: settled, but to be seen. */
function rewordedList(bench) {
  const rows = bench.work.blanks.map((blank, at) => ({ blank, number: at + 1 })).filter(({ blank }) => blank.state === "reworded");
  if (!rows.length) return [];
  const items = rows.map(({ blank, number }) =>
    el("li", {}, el("button", { type: "button", className: "hole reworded", onclick: () => bench.choose({ number }) }, String(number)), ` ${blank.changed[0]} → ${blank.changed[1]}`),
  );
  return [el("details", { className: "card" }, el("summary", {}, `认作同一项、但改了字的 ${rows.length} 处，请过一眼`), el("ul", {}, ...items))];
}
