// What is typed, validated in the browser exactly as schema/validation/validate.py does, from the same edition.json.
// Syntax and API no newer than Chromium 78.

import { fails } from "./checks.js";
import { Broken, broken, makeCleaners, makeNormalisers } from "./normalise.js";

/** @typedef {{id: string, kind: string, label: string, place: string, measure?: string, options?: string[]}} Blank */
/** @typedef {{blank: string, place: string, label: string, rule: string, message: string}} Problem */

const NUMBERS = ["count", "amount"];

/**
 * @typedef {{answers: Object<string, number|boolean|string>, problems: Problem[],
 *   explanations: Object<string, string>, hints: Problem[]}} Validated
 */

/**
 * The validator of one edition: raw texts and reasons by blank id in; answers, every problem, reasons and hints out.
 * @param {object} edition edition.json
 * @returns {(raw: Object<string, string>, reasons?: Object<string, string>, nil?: boolean) => Validated}
 */
export function makeValidator(edition) {
  const normalisers = makeNormalisers(edition.rules);
  const blanks = new Map(edition.blanks.map((blank) => [blank.id, blank]));
  const problemAt = (id, rule, message, said) => problemOf(edition.rules, blanks.get(id), rule, message, said);
  const known = {}; // of each blank the text that was normalised last, and what came of it
  const normalised = (blank, text) => {
    const { id, kind } = blank;
    if (known[id] && known[id].text === text) return known[id];
    let value = normalisers[kind](text, blank);
    if (blank.optional && value.rule === "missing") value = "";
    known[id] = { text, value, problem: value instanceof Broken && problemAt(id, value.rule, "", value.said) };
    return known[id];
  };
  return (raw, reasons = {}, nil = false) => {
    const validated = { answers: {}, problems: [], explanations: {}, hints: [] };
    for (const blank of edition.blanks) {
      const { value, problem } = normalised(blank, raw[blank.id] === undefined ? "" : raw[blank.id]);
      if (problem) validated.problems.push(problem);
      else validated.answers[blank.id] = value;
    }
    for (const blank of nil ? edition.blanks : []) {
      if (NUMBERS.includes(blank.kind) && Number(validated.answers[blank.id] || 0)) validated.problems.push(problemAt(blank.id, "not_nil"));
    }
    for (const check of edition.checks) {
      if (fails(check, validated.answers)) addFailed(edition.rules, check, reasons, validated, problemAt);
    }
    for (const { id, kind, place } of edition.blanks) {
      const day = kind === "date" && place === HEADING && validated.answers[id];
      if (day && Math.abs(yearOf(day) - yearOf(edition.due)) > 1) validated.hints.push(problemAt(id, "hint", "", "odd_year"));
    }
    return validated;
  };
}

const HEADING = "表头";
const yearOf = (day) => Number(day.slice(0, 4));

function addFailed(rules, check, reasons, validated, problemAt) {
  if (check.level === "block") validated.problems.push(problemAt(check.at, "check", check.message));
  if (check.level === "hint") validated.hints.push(problemAt(check.at, "hint", check.message));
  if (check.level !== "explain") return;
  const reason = validateReason(rules, reasons[check.at] === undefined ? "" : reasons[check.at]);
  if (reason instanceof Broken) validated.problems.push(problemAt(check.at, reason.rule, check.message, reason.said));
  else validated.explanations[check.at] = reason;
}

/** @param {Blank} blank */
function problemOf(rules, blank, rule, message = "", said = "") {
  const plain = rule === "missing" && !NUMBERS.includes(blank.kind);
  const sentence = rules[said] || (plain ? rules.missing_otherwise : rules.sentences[rule]);
  const options = (blank.options || ["是", "否"]).map((option) => `“${option}”`).join("");
  const words = { ...blank, measure: blank.measure || "", options, message };
  const text = sentence.replace(/\{(label|measure|options|message|asked)\}/g, (_, word) => words[word]);
  return { blank: blank.id, place: blank.place, label: blank.label, rule, message: text };
}

function validateReason(rules, text) {
  const { bare, seen, unprintable } = makeCleaners(rules);
  const reason = bare(text);
  if (!reason) return broken("needs_reason");
  const { shortest, longest, stock, silent } = rules.reason;
  const without = (text, phrases) => phrases.reduce((rest, phrase) => rest.split(phrase).join(""), text);
  const said = without(seen(reason), Array.from(silent));
  if (unprintable(reason)) return broken("bad_reason", "unseen_reason");
  return Array.from(reason).length > longest || Array.from(said).length < shortest || !without(said, stock) ? broken("bad_reason") : reason;
}
