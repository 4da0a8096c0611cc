// Showing what is wrong: a summary with links at the top, every message at its blank, and a box for a reason.

import { el } from "../lib/dom.js";

/** The form; null on pages that have none. */
export const form = document.getElementById("form");
export const REASON = "reason.";
export const PLACES = "p, td, th, div"; // where a blank stands, and what is said of it
const ASKS = ["needs_reason", "bad_reason"];

/** Shows the summary with a line per problem and moves there; an empty detail hides it. @param {Page} page @param {string} detail @param {Problem[]} problems */
export function showSummary({ summary }, detail, problems) {
  summary.hidden = !detail;
  summary.textContent = "";
  if (!detail) return;
  summary.append(el("h2", {}, detail), el("ol", {}, ...problems.map(summaryLine)));
  summary.focus();
  summary.scrollIntoView();
}

/**
 * Shows all that is to be said at one blank, and nothing else there.
 * @param {{message: string, rule: string}[]} problems what must be mended
 * @param {{message: string}[]} hints what may stand
 * @param {boolean} explained whether a reason stands for this blank
 */
export function showAt(blank, problems, hints, explained) {
  const asks = explained || problems.some((problem) => ASKS.includes(problem.rule));
  toggleReason(blank, asks);
  const text = problems.concat(hints).map((each) => each.message).join("\n");
  const controls = controlsOf(blank);
  const empty = problems.concat(hints).every(({ rule }) => rule === "missing") && !controls.some(({ validity }) => validity.badInput);
  const className = `message ${empty ? "missing" : problems.length ? "" : "hint"}`;
  const old = document.getElementById(`${blank}-message`);
  if (old ? old.textContent === text && old.className === className : !text) return;
  if (old) old.remove();
  controls.forEach((control) => {
    mark(control, "aria-invalid", problems.length ? "true" : "");
    mark(control, "aria-describedby", text ? `${blank}-message` : "");
  });
  if (!text || !controls.length) return;
  const message = el("span", { className, id: `${blank}-message` }, text);
  const reason = boxOf(blank);
  if (isOpen(reason)) reason.parentNode.before(message);
  else controls[0].closest(PLACES).append(message);
}

/**
 * Brings the box for a blank's reason to the blank, or back to the others of the plain form. There is one box in either
 * place, so that the form is whole if the script fails. A reason that was typed stays until it is not asked for.
 * @param {string} blank @param {boolean} open
 */
export function toggleReason(blank, open) {
  const box = boxOf(blank);
  if (!box) return; // no check of this edition asks
  if (!open) box.value = "";
  if (open === isOpen(box)) return;
  const focused = box === document.activeElement;
  box.blur(); // moving it would do so half-way, and whoever listens might move it meanwhile
  const place = open ? controlsOf(blank)[0].closest(PLACES) : form.querySelector(".reasons");
  if (open !== isOpen(box)) place.append(box.parentNode);
  if (focused && open) box.focus();
}

const boxOf = (blank) => document.getElementById(`${blank}-reason`);

/** Whether the box for a reason stands at its blank, not with the others of the plain form. */
const isOpen = (box) => Boolean(box) && !box.closest(".reasons");

/** The input of a blank, or its radio buttons; empty for a name that is no blank of the page. @param {string} blank @returns {HTMLElement[]} */
export function controlsOf(blank) {
  const found = form.elements.namedItem(blank);
  if (!found) return [];
  return found instanceof RadioNodeList ? Array.from(found) : [found];
}

function mark(control, attribute, value) {
  if (value) control.setAttribute(attribute, value);
  else control.removeAttribute(attribute);
}

/** Where a problem is mended: the box for the reason that it asks for, else its blank; undefined for what is no blank. */
export function controlFor({ blank, rule }) {
  const box = boxOf(blank);
  return ASKS.includes(rule) && isOpen(box) ? box : controlsOf(blank)[0];
}

export function goTo(control) {
  control.focus();
  control.scrollIntoView({ block: "center" });
}

/** A line of the summary: where, and what to mend, as a link. @param {Problem} problem @returns {HTMLElement} */
export function summaryLine(problem) {
  const link = el("a", {}, problem.message);
  const control = controlFor(problem);
  if (control) {
    link.href = `#${control.id || problem.blank}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(control);
    });
  }
  return el("li", { "data-blank": problem.blank }, el("span", { className: "place" }, problem.place), " ", link);
}
