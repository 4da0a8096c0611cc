// An answer as the desk writes it: a number with its thousands apart, a text as it was typed, though it may look like one.

import { figure } from "./words.js";

/** @param {*} value @param {object} [blank] whose it is; one that the form no longer asks is not known @returns {string} */
export function answerText(value, { kind } = {}) {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "number" || kind === "amount" ? figure(value) : value;
}
