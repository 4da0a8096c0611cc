// What makes the table quick to fill: how much is done, the next empty blank, Enter and arrows, a column pasted from
// Excel, the remaining counts as 0.

import { showNotice } from "../lib/notice.js";
import { REASON, controlsOf, form, goTo } from "./show_problems.js";
import { writeBlank } from "./table.js";

const STOPS = "input:not([type=checkbox]):not([type=file]):not([tabindex='-1'])";
const TYPED = `${STOPS}:not([type=radio]):not([type=date])`;
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

/** Whether a blank holds something. A date that is out of its field's range, as one of the year 202106, cannot be meant. */
const isFilled = (raw) => ({ id, kind }) => raw[id].trim() && (kind !== "date" || controlsOf(id)[0].validity.valid);

/**
 * What shows how many blanks are filled, in all and in each part. It writes only what has changed: typing stays quick.
 * @param {object} edition
 * @returns {(raw: object) => void}
 */
export function makeProgress(edition) {
  const blanks = edition.blanks.filter(({ optional }) => !optional);
  const places = Array.from(form.querySelectorAll("[data-part]"), (place) => {
    const names = new Set(Array.from(document.querySelectorAll(`#${place.dataset.part} [name]`), ({ name }) => name));
    return { place, here: blanks.filter(({ id }) => names.has(id)) };
  });
  const put = (place, text) => {
    if (place.textContent !== text) place.textContent = text;
  };
  return (raw) => {
    const filled = (some) => some.filter(isFilled(raw)).length;
    put(document.getElementById("filled"), `已填 ${filled(blanks)} / ${blanks.length}`);
    places.forEach(({ place, here }) => put(place, `${filled(here)}/${here.length}`));
    document.getElementById("next-empty").hidden = filled(blanks) === blanks.length;
  };
}

/** Focuses the first empty blank after the one in focus, or the first of all. */
export function goToNextEmpty(edition, raw) {
  const filled = isFilled(raw);
  goToNext(edition, (id, blank) => !blank.optional && !filled(blank) && controlsOf(id).find(({ readOnly }) => !readOnly));
}

let last = ""; // the name of what was in focus last

form.addEventListener("focusin", ({ target }) => {
  last = target.name || last;
});

/**
 * Focuses what belongs to the first blank after the one in focus, or the first of all, for which there is something.
 * @param {object} edition @param {(id: string, blank: object) => HTMLElement|false} controlOf
 */
export function goToNext({ blanks }, controlOf) {
  const from = blanks.findIndex(({ id }) => id === last.replace(REASON, "")) + 1;
  const control = blanks.slice(from).concat(blanks.slice(0, from)).reduce((found, blank) => found || controlOf(blank.id, blank), null);
  if (control) goTo(control);
}

/**
 * Enter goes on to the next blank or choice and never files; ↓ and ↑ go between what is typed, because in a choice they
 * choose. In a choice 1, 2 … or Y and N choose and go on. After the last blank comes 提交; Ctrl and Enter ask whether to file. A suggestion that Enter takes is the browser's: no key comes here.
 */
export function walkWithKeys() {
  const submit = form.querySelector("[type=submit]");
  form.querySelectorAll(TYPED).forEach((blank) => {
    blank.enterKeyHint = "next";
  });
  form.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      askToFile(submit);
      return;
    }
    if (!key || event.isComposing || !target.matches("input:not([type=file])")) return;
    const option = target.type === "radio" && !(event.ctrlKey || event.altKey || event.metaKey) && optionOf(target, key);
    const step = key === "Enter" || option ? 1 : target.matches(TYPED) && !target.list && ARROWS[key];
    if (!step) return;
    event.preventDefault();
    if (option) option.click();
    const stops = Array.from(form.querySelectorAll(key === "Enter" || option ? STOPS : TYPED)).filter((stop) => isStop(stop, target));
    const next = stops[stops.indexOf(target) + step] || (step === 1 && key !== "ArrowDown" && submit);
    if (next && stops.includes(target)) next.focus();
  });
}

async function askToFile(submit) {
  if (submit.disabled) return;
  const { ask } = await import("../lib/ask.js");
  if (await ask("现在提交这张表吗？", "提交", "再看看")) submit.click();
}

/** The button of a choice that a key stands for. */
function optionOf({ name }, key) {
  const options = controlsOf(name);
  return options[Number(key.normalize("NFKC")) - 1] || options.find(({ value }) => value === { y: "是", n: "否" }[key.normalize("NFKC").toLowerCase()]);
}

/** Of a choice one button is a stop: the one in focus, else the one chosen, else the first. */
function isStop(stop, here) {
  if (stop.closest(".reasons")) return false; // a box for a reason that nothing asks for
  if (stop.type !== "radio" || stop === here) return true;
  const options = controlsOf(stop.name);
  return !options.includes(here) && stop === (options.find(({ checked }) => checked) || options[0]);
}

/**
 * More than one figure pasted goes where it belongs, once the clerk has seen what goes where: into a number and the blanks
 * after it, or, where the official sentences are pasted, anywhere on the page, into theirs.
 * @param {Page} page
 */
export function pasteCells(page) {
  document.addEventListener("paste", async (event) => {
    const { target, clipboardData } = event;
    const [text, html] = ["text", "text/html"].map((kind) => clipboardData.getData(kind));
    const { kind } = page.edition.blanks.find(({ id }) => id === target.name) || {};
    if (kind ? kind === "prose" : target.matches("input, textarea")) return;
    const number = [undefined, "count", "amount"].includes(kind);
    if (kind !== "date" && !(number ? /[\t\r\n)）²³¹⁰-₉]/ : /[\t\r\n]/).test(text.trimEnd()) && !/(<|: ?)su[bp]/i.test(html)) return;
    event.preventDefault();
    const script = await import("./paste.js").catch((error) => console.warn("not pasted", error.name));
    if (script) script.pasteInto(page, target, text, html);
    else showNotice("网络连接失败，未粘贴。请检查网络后重新粘贴。");
  });
}

/**
 * Fills every empty count with 0. Returns what undoes it.
 * @param {object} edition @param {object} raw
 * @returns {() => void}
 */
export function fillZero(edition, raw) {
  const empty = edition.blanks.filter(({ id, kind }) => ["count", "amount"].includes(kind) && !raw[id].trim() && !controlsOf(id)[0].readOnly);
  empty.forEach(({ id }) => writeBlank(id, "0"));
  return () =>
    empty.forEach(({ id }) => {
      if (controlsOf(id)[0].value === "0") writeBlank(id, "");
    });
}
