// What makes the table quick to fill: how much is done, the next empty blank, Enter and arrows, a column pasted from
// Excel, the remaining counts as 0.

import { controlsOf } from "./problems.js";
import { writeBlank } from "./table.js";

const TYPED = "input:not([type=radio]):not([type=checkbox]):not([type=date]):not([type=file]):not([tabindex='-1'])";

/** What shows how many blanks are filled, in all and in each part. It writes only what has changed: typing stays quick. */
export function makeProgress(form, { blanks }) {
  const places = Array.from(form.querySelectorAll("[data-part]"), (place) => {
    const names = new Set(Array.from(document.querySelectorAll(`#${place.dataset.part} [name]`), ({ name }) => name));
    return { place, here: blanks.filter(({ id }) => names.has(id)) };
  });
  const put = (place, text) => {
    if (place.textContent !== text) place.textContent = text;
  };
  return (raw) => {
    const filled = (some) => some.filter(({ id }) => raw[id].trim()).length;
    put(document.getElementById("filled"), `已填 ${filled(blanks)} / ${blanks.length}`);
    places.forEach(({ place, here }) => put(place, `${filled(here)}/${here.length}`));
    document.getElementById("next-empty").hidden = filled(blanks) === blanks.length;
  };
}

/** Focuses the first empty blank after the one in focus, or the first of all. */
export function goToNextEmpty(form, edition, raw, last) {
  const ids = edition.blanks.map(({ id }) => id);
  const from = ids.indexOf(last) + 1;
  const next = ids.slice(from).concat(ids.slice(0, from)).find((id) => !raw[id].trim());
  if (!next) return;
  const [control] = controlsOf(form, next);
  control.focus();
  control.scrollIntoView({ block: "center" });
}

/** Enter and ↓ go on, ↑ goes back; Enter in a blank never files by accident. */
export function walkWithKeys(form) {
  form.addEventListener("keydown", (event) => {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || !event.target.matches(TYPED) || event.target.list) return;
    event.preventDefault();
    const controls = Array.from(form.querySelectorAll(TYPED));
    const next = controls[controls.indexOf(event.target) + step];
    if (next) next.focus();
  });
}

/** Several numbers pasted into a count fill it and the counts after it, once the clerk agrees. */
export function pasteColumns(form, edition, written) {
  form.addEventListener("paste", async (event) => {
    const counts = edition.blanks.filter(({ kind }) => kind === "count");
    const start = counts.findIndex(({ id }) => id === event.target.name);
    const values = (event.clipboardData.getData("text") || "").trim().split(/[\r\n\t]+/);
    if (start < 0 || values.length < 2) return;
    event.preventDefault();
    const { pasteInto } = await import("./paste.js");
    if (pasteInto(form, counts.slice(start, start + values.length), values)) written();
  });
}

/** Fills every empty count with 0. Returns what undoes it. */
export function fillZero(form, edition, raw) {
  const empty = edition.blanks.filter(({ id, kind }) => ["count", "amount"].includes(kind) && !raw[id].trim());
  empty.forEach(({ id }) => writeBlank(form, id, "0"));
  return () =>
    empty.forEach(({ id }) => {
      if (controlsOf(form, id)[0].value === "0") writeBlank(form, id, "");
    });
}
