// Cells that the paper derives of others (合计 = …): filled in as soon as all of those are answered, shown as such, and left
// to the clerk who says so, or who has pasted or opened another figure: that one is never written over.

import { el, quietButton } from "../../lib/dom.js";
import { DECIMALS, total } from "../../validation/checks.js";

/** @param {Page} page the form */
export function fillDerived(page) {
  const derived = page.edition.checks.filter(({ fill }) => fill).map((check) => makeDerived(page, check));
  if (!derived.length) return;
  let asked = 0;
  const update = () => {
    const { answers } = page.validated();
    let changed = true;
    while (changed) changed = derived.filter((each) => each(answers)).length; // one may rest on another: 总计 on 小计
    page.showProgress(page.read().raw);
  };
  const soon = () => {
    clearTimeout(asked);
    asked = setTimeout(update); // in a task of its own: no key waits for it
  };
  page.form.addEventListener("input", ({ isTrusted }) => (isTrusted ? soon() : update())); // what the script writes is judged next
  window.addEventListener("shown", soon); // after whatever the script has written
  update();
}

/** What fills the cell on the left of a rule in by the answers, and says whether that has changed them. */
function makeDerived(page, { at, needed: [[, , sum]], message }) {
  const { places = 0 } = page.edition.blanks.find(({ id }) => id === at);
  const parts = sum.slice(1).map(([, id]) => id);
  const put = makeCell(page, document.getElementById(at), message);
  let [summed, figure] = [[], sumOf(sum, places, {})]; // the answers and their sum
  return (answers) => {
    const now = parts.map((id) => answers[id]);
    if (now.some((answer, n) => answer !== summed[n])) [summed, figure] = [now, sumOf(sum, places, answers)];
    if (!put(figure)) return false;
    if (figure) answers[at] = figure;
    else delete answers[at];
    return true;
  };
}

/** A cell that is ours until the clerk fills it in. @returns {(figure: string) => boolean} writes it; whether it was another */
function makeCell(page, input, message) {
  const said = el("span", { className: "derived" });
  let [own, written] = [false, ""]; // whether the clerk fills it in; what stands there of ours
  const show = (byClerk) => {
    own = byClerk;
    input.readOnly = !own;
    input.title = own ? "" : `自动算出，${message}。要自己填，按 F2`;
    said.textContent = own ? "自己填 " : `自动算出：${message} `;
    said.append(Object.assign(quietButton(own ? "改回自动（F2）" : "自己填（F2）", turn), { tabIndex: -1 })); // Tab goes on to the next cell
  };
  const turn = () => {
    show(!own);
    if (!own) input.value = written;
    input.focus();
    input.select();
    page.changed();
  };
  const forget = () => (written = ""); // what stands there now is somebody's: ours only if it is the sum
  input.after(said);
  input.addEventListener("given", forget);
  page.form.addEventListener("replaced", () => {
    forget();
    show(false);
  });
  input.addEventListener("keydown", ({ key }) => key === "F2" && turn());
  show(false);
  return (figure) => {
    if (!own && ![written, figure, ""].includes(input.value)) show(true);
    written = figure;
    if (own || input.value === figure) return false;
    input.value = figure;
    return true;
  };
}

/** A sum as it is typed; no part has more decimals than it (schema/loading/check_fill.py). "" while an answer is missing. */
function sumOf(sum, places, answers) {
  const exact = total(sum, answers);
  if (exact === undefined) return "";
  const digits = String(exact).replace("-", "").padStart(DECIMALS + 1, "0");
  const decimals = digits.slice(-DECIMALS).slice(0, places);
  return `${exact < 0 ? "-" : ""}${digits.slice(0, -DECIMALS)}${decimals && `.${decimals}`}`;
}
