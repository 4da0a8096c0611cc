// Cells that the paper derives of others (合计 = …): filled in as soon as all of those are answered, shown as such, and left
// to the clerk who says so, or who has pasted or opened another figure: that one is never written over.

import { el, quietButton } from "../../lib/dom.js";

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
  const input = document.getElementById(at);
  const said = el("span", { className: "derived" });
  let [own, written] = [false, ""]; // whether the clerk fills it in; what stands there of ours
  let [summed, figure] = [[], sumOf(sum, places, {})]; // the answers and their sum
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
  const forget = () => {
    written = ""; // what stands there now is somebody's: ours only if it is the sum
  };
  input.after(said);
  input.addEventListener("given", forget);
  page.form.addEventListener("replaced", () => {
    forget();
    show(false);
  });
  input.addEventListener("keydown", ({ key }) => {
    if (key === "F2") turn();
  });
  show(false);
  return (answers) => {
    const now = parts.map((id) => answers[id]);
    if (now.some((answer, n) => answer !== summed[n])) [summed, figure] = [now, sumOf(sum, places, answers)];
    if (!own && ![written, figure, ""].includes(input.value)) show(true);
    written = figure;
    if (own || input.value === figure) return false;
    input.value = figure;
    if (figure) answers[at] = figure;
    else delete answers[at];
    return true;
  };
}

/** [constant, [factor, blank] …] as it is typed, exact whatever its size; no part has more decimals than the sum (schema/loading/check_fill.py). "" while an answer is missing. */
function sumOf([constant, ...terms], places, answers) {
  if (terms.some(([, id]) => answers[id] === undefined)) return "";
  const units = (number) => {
    const [whole, decimals = ""] = String(number).split(".");
    return BigInt(whole + decimals.padEnd(places, "0"));
  };
  const sum = terms.reduce((total, [factor, id]) => total + BigInt(factor) * units(answers[id]), units(constant));
  const digits = String(sum).replace("-", "").padStart(places + 1, "0");
  const end = digits.length - places;
  return `${sum < 0 ? "-" : ""}${digits.slice(0, end)}${places ? `.${digits.slice(end)}` : ""}`;
}
