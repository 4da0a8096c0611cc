// What stands in the table: read and written as text, by blank id. Reasons and 零报告 have names of their own.

import { REASON, controlsOf, form, toggleReason } from "./show_problems.js";

const NIL = "_nil";
const fields = new Map(); // blank → its field, or the buttons of its choice, and the box for its reason

/** What stands in the form now. @returns {{raw: Object<string, string>, reasons: Object<string, string>, nil: boolean}} */
export function readTable(edition) {
  const [raw, reasons] = [{}, {}];
  edition.blanks.forEach(({ id }) => {
    if (!fields.has(id)) fields.set(id, [id, REASON + id].map((name) => form.elements.namedItem(name)));
    const [field, reason] = fields.get(id);
    raw[id] = field[0] ? checkedOf(field) : field.value;
    if (reason && reason.value) reasons[id] = reason.value;
  });
  return { raw, reasons, nil: form.elements[NIL].checked };
}

/** The word of a choice that is chosen, or the words of several. */
const checkedOf = (buttons) => Array.from(buttons).filter(({ checked }) => checked).map(({ value }) => value).join("、");

/** Writes what `readTable` read; a blank that is not named stays as it is, and so does its reason. @param {object} table */
export function writeTable({ raw, reasons, nil }) {
  Object.entries(raw).forEach(([id, value]) => writeBlank(id, value));
  Object.entries(reasons || {}).forEach(([id, reason]) => {
    if (controlsOf(id).length) toggleReason(id, Boolean(reason));
    writeBlank(REASON + id, reason);
  });
  form.elements[NIL].checked = Boolean(nil);
}

/** Writes one blank, or its reason. @param {string} name @param {string} value */
export function writeBlank(name, value) {
  controlsOf(name).forEach((control) => {
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.type === "checkbox") control.checked = value.split("、").includes(control.value);
    else control.value = value;
  });
}

/**
 * A table with every blank and reason of the edition in it: written, it leaves nothing of the table before.
 * @param {object} edition @param {object} table
 * @returns {object}
 */
export function wholeTable({ blanks }, { raw, reasons, nil }) {
  const none = Object.fromEntries(blanks.map(({ id }) => [id, ""]));
  return { raw: { ...none, ...raw }, reasons: { ...none, ...reasons }, nil };
}

/** Judged answers as they are typed. @param {object} answers @returns {Object<string, string>} */
export function asTyped(answers) {
  const word = (answer) => (answer === true ? "是" : answer === false ? "否" : String(answer));
  return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, word(answer)]));
}

/**
 * Whether nothing is typed or attached; what stands in the blank `but` does not count.
 * @param {object} table @param {string} [but] an id
 * @returns {boolean}
 */
export const isEmpty = ({ raw, nil, attachments }, but = "") =>
  !nil && !(attachments || []).length && !Object.keys(raw).some((id) => id !== but && raw[id]);
