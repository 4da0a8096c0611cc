// 制表: the next edition made of the bureau's document, by looking and clicking. The server holds what is being made;
// each press sends one change, and the answer is what is drawn. Of two windows that change the same table the second is told.

import { beginPanel } from "./begin.js";
import { drawPaper } from "./paper.js";
import { drawQuestions, openNext } from "./questions.js";
import { changesStep, checksStep, datesStep, publishStep, rosterStep } from "./steps.js";
import { AskError, send } from "../data/ask.js";
import { loadSheet } from "../data/parts.js";
import { el } from "../../lib/dom.js";

const STEPS = [["read", "核对"], ["checks", "审核关系"], ["dates", "时间"], ["roster", "名单"], ["changes", "变化"], ["publish", "发布"]];
const SIDES = { read: drawQuestions, checks: checksStep, dates: datesStep, roster: rosterStep, changes: changesStep, publish: publishStep };

const bench = {
  desk: null,
  work: null, // as the server answers it
  step: "read",
  original: null, // the parts of the document, while it is shown in place of what was made of it
  chosen: null, // what is open at the right: {question}, a blank's {number}, a line's {place, wording}, a text's {place, name, text} or {row}
  root: el("div", { className: "bench" }),
  window: Math.random().toString(36).slice(2),
  ask: async (path, content, name) => (await reply(path, content, name)).json(),
  reply,
  change,
  trying,
  choose: (chosen) => {
    bench.chosen = chosen;
    draw();
  },
  go: (step) => {
    bench.step = step;
    draw();
    window.scrollTo(0, 0);
  },
  draw: () => draw(),
};

/** What the server answers. @param {string} path @param {object|File} [content] posted @param {object} [headers] */
function reply(path, content, headers = {}) {
  const file = content instanceof Blob;
  const own = content ? { "Content-Type": file ? "application/octet-stream" : "application/json" } : {};
  if (file) own["X-File-Name"] = encodeURIComponent(content.name);
  const { workbench: api } = document.getElementById("view").dataset;
  return send({ key: bench.desk.key, edition: { api } }, path, { "X-Window": bench.window, ...own, ...headers }, content);
}

/** @param {object} desk @param {string} [edition] @returns {Promise<Node[]>} */
export async function showWorkbench(desk, edition) {
  bench.desk = desk;
  await loadSheet(desk, "bench");
  try {
    if (!edition) return beginPanel(bench, await bench.ask(""));
    const fresh = !bench.work || bench.work.edition !== edition;
    if (fresh) bench.work = await bench.ask(`/${edition}`);
    else await look(); // what was told when it was published stays
    if (fresh) Object.assign(bench, { step: "read", chosen: null, original: null });
    if (fresh) bench.chosen = openNext(bench);
    draw();
    return [bench.root];
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    desk.tell(error.message);
    return [el("p", {}, el("a", { href: "#workbench" }, "回到制表"))];
  }
}

/** One change; what it came to is drawn. @param {() => void} [then] chooses what is open next @returns {Promise<boolean>} whether it was done */
function change(act, members = {}, then = () => {}) {
  const send = () =>
    trying(async () => {
      bench.work = await bench.ask(`/${bench.work.edition}`, { do: act, version: bench.work.version, window: bench.window, ...members });
      then();
      draw();
    });
  sent = sent.then(send, send); // who presses twice waits for the first answer
  return sent;
}

let sent = Promise.resolve(true);

/** Does it, or says why not. @returns {Promise<boolean>} whether it was done */
async function trying(act) {
  try {
    bench.desk.tell("");
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    if (error.status === 409 && bench.work) await keepTyped(look);
    bench.desk.tell(error.message);
    return false;
  }
}

/** What was being written at the right stands there still when the table is drawn anew, where the same is asked. */
async function keepTyped(drawAnew) {
  const typed = bench.root.querySelector(".side textarea");
  await drawAnew();
  const again = typed && document.getElementById(typed.id);
  const [before, now] = [typed, again].map((area) => area && area.closest(".card"));
  if (again === typed || !before || !now || before.textContent !== now.textContent) return;
  again.value = typed.value;
  bench.desk.typed = true;
}

async function look() {
  const now = await bench.ask(`/${bench.work.edition}`);
  if (!bench.work || now.edition !== bench.work.edition || now.version < bench.work.version) return; // asked before what this window has done since
  const other = now.version > bench.work.version && now.by !== bench.window;
  bench.work = { ...now, told: other ? undefined : bench.work.told };
  if (!other) return;
  draw();
  bench.desk.tell("另一个窗口里改过这张表，现在显示的是最新的。");
}

function draw() {
  const { root, step } = bench;
  const tops = ["paper", "side"].map((name) => (root.querySelector(`.${name}`) || {}).scrollTop || 0);
  root.textContent = "";
  root.append(head(), el("div", { className: "both" }, drawPaper(bench), el("div", { className: "side" }, ...SIDES[step](bench))), foot());
  ["paper", "side"].forEach((name, at) => {
    root.querySelector(`.${name}`).scrollTop = tops[at];
  });
  const open = root.querySelector(".side .chosen") || root.querySelector(".paper .chosen");
  if (open && step === "read") root.querySelectorAll(".chosen").forEach((each) => each.scrollIntoView({ block: "nearest" }));
  bench.desk.typed = false;
}

function head() {
  const { work } = bench;
  const current = (step) => (step === bench.step ? { "aria-current": "step" } : {});
  const steps = STEPS.map(([step, name], number) => el("button", { type: "button", className: "step", ...current(step), onclick: () => bench.go(step) }, `${number + 1} ${name}`));
  const back = el("a", { href: "#workbench" }, "放入文件");
  const kept = el("span", { className: "remark" }, work.published ? "已发布；再改要再发布一次" : "随时存着，关掉下次再来");
  return el("nav", { className: "bench-head", "aria-label": "制表" }, back, ...steps, kept);
}

function foot() {
  const { work } = bench;
  const blanks = `${work.edition}：要填 ${work.blanks.length} 处，`;
  const rules = work.rules.filter(({ on, fits }) => fits && on === null).length;
  const left = [[work.open - rules, "处"], [rules, "条审核关系"]].filter(([many]) => many).map(([many, what]) => `${many} ${what}`).join("、");
  const order = STEPS.map(([step]) => step);
  const following = order[order.indexOf(bench.step) + 1];
  const next = el("button", { type: "button", onclick: () => bench.go(following) }, `下一步：${(STEPS[order.indexOf(following)] || [])[1]}`);
  const one = el("button", { type: "button", className: "quiet", id: "next", onclick: () => bench.choose(openNext(bench)) }, "下一处");
  return el("div", { className: "bench-foot" }, el("b", {}, blanks + (left ? `还有 ${left}要你决定` : "都定好了")), ...(bench.step === "read" ? [one] : []), ...(following ? [next] : []));
}
