// What is typed, validated in the browser exactly as schema/validation/normalise.py and schema/validation/validate.py do, from the same edition.json.
// Syntax and API no newer than Chromium 78.

/** @typedef {{id: string, kind: string, label: string, place: string, measure?: string, options?: string[]}} Blank */
/** @typedef {{blank: string, place: string, label: string, rule: string, message: string}} Problem */

/** What a normaliser returns for a value that breaks a rule. */
class Broken {
  /**
   * @param {string} rule
   * @param {string} [said] name of the sentence that says it, where that is not the rule's
   */
  constructor(rule, said) {
    Object.assign(this, { rule, said });
  }
}

const broken = (rule, said) => new Broken(rule, said);
const NUMBERS = ["count", "amount"];
const LONE_SURROGATE = /[\ud800-\udfff]/u;

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

/** Whether a check's blanks are all answered, and it does not hold. */
function fails(check, answers) {
  const outcomes = (tests) => tests.map((test) => outcome(test, answers));
  const given = outcomes(check.given);
  const needed = outcomes(check.needed);
  if (given.concat(needed).includes(undefined)) return false;
  return !given.includes(false) && needed.includes(false);
}

/** A test is [sum, operator, sum] or [blank, yes]; undefined if a blank of it has no answer. */
function outcome(test, answers) {
  if (test.length === 2) return answers[test[0]] === undefined ? undefined : answers[test[0]] === test[1];
  const [left, right] = [total(test[0], answers), total(test[2], answers)];
  if (left === undefined || right === undefined) return undefined;
  return COMPARE[test[1]](left, right);
}

const COMPARE = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** A sum is [constant, [factor, blank] …], exact whatever its size; undefined if a blank of it has no answer. */
function total([constant, ...terms], answers) {
  if (terms.some(([, id]) => answers[id] === undefined)) return undefined;
  return terms.reduce((sum, [factor, id]) => sum + BigInt(factor) * units(answers[id]), units(constant));
}

/** A number in units of the last of four decimal places. */
function units(number) {
  const [whole, decimals = ""] = String(number).split(".");
  return BigInt(whole + decimals.padEnd(4, "0"));
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

function makeNormalisers(rules) {
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
  const count = whole(rules.patterns.count);
  const amount = whole(rules.patterns.amount);
  const date = whole(rules.patterns.date);
  const phone = whole(rules.patterns.phone);
  const gap = new RegExp(rules.patterns.gap, "g");
  const dash = new RegExp(rules.patterns.dash, "g");
  const { bare, seen, unprintable } = makeCleaners(rules);
  const plain = (text) => bare(seen(narrow(text)));
  const hyphenated = (text) => plain(text).replace(gap, " ").replace(dash, "-");
  const fault = (text, rule) => (text ? broken(rule, unprintable(text) && "unseen") : broken("missing"));
  return {
    count(text) {
      const typed = plain(text);
      if (!count.test(typed)) return fault(typed, "not_count");
      const digits = typed.replace(/[, ]/g, "").replace(/^0+(?=.)/, "");
      return digits.length > String(rules.largest).length ? broken("too_large") : Number(digits);
    },
    amount(text, { places, signed }) {
      const typed = signed ? plain(text).replace(dash, "-") : plain(text);
      const sign = signed && /^[-+]/.test(typed) ? typed[0] : "";
      const found = amount.exec(typed.slice(sign.length));
      const decimals = found && (found[2] || "");
      if (!found || decimals.length > places) return fault(typed, "not_amount");
      const digits = found[1].replace(/[, ]/g, "").replace(/^0+(?=.)/, "");
      if (digits.length > String(rules.largest).length) return broken("too_large");
      const answer = digits + (places ? `.${decimals.padEnd(places, "0")}` : "");
      return sign === "-" && /[1-9]/.test(answer) ? sign + answer : answer;
    },
    choice(text, blank) {
      const word = bare(text);
      return blank.options.includes(word) ? word : fault(word, "not_option");
    },
    several(text, { options }) {
      const words = bare(text).split("、").map(bare);
      if (!words.every((word) => options.includes(word))) return fault(bare(text), "not_options");
      return options.filter((option) => words.includes(option)).join("、");
    },
    prose(text) {
      const prose = bare(text.replace(/\r\n?/g, "\n").replace(/\t/g, " "));
      if (!prose) return broken("missing");
      if (unprintable(prose.replace(/\n/g, ""))) return broken("not_prose");
      return Array.from(prose).length > rules.longest_prose ? broken("prose_too_long") : prose;
    },
    yes_no(text) {
      const word = bare(text);
      return word === "是" || word === "否" ? word === "是" : fault(word, "not_choice");
    },
    date(text) {
      const typed = hyphenated(text);
      const found = date.exec(typed);
      if (!found) return fault(typed, "not_date");
      return calendarDay(Number(found[1]), Number(found[2]), Number(found[3]));
    },
    phone(text) {
      const typed = hyphenated(text);
      return phone.test(typed) ? typed : fault(typed, "not_phone");
    },
    text(text) {
      const line = bare(text);
      if (!line) return broken("missing");
      if (unprintable(line)) return broken("not_text");
      return Array.from(line).length > rules.longest ? broken("too_long") : line;
    },
  };
}

/** Full-width forms as ASCII; nothing else is folded: 10² is not 102. */
function narrow(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ");
}

/** What takes off what cannot be seen: `bare` at the ends, space too; `seen` everywhere. And what tells whether some is left. */
function makeCleaners(rules) {
  const unseen = new RegExp(rules.patterns.unseen, "gu");
  const outer = new RegExp(`[${rules.spaces}]|${rules.patterns.unseen}`, "u");
  const unprintable = new RegExp(rules.patterns.unprintable);
  return {
    bare(text) {
      const letters = Array.from(text);
      let [start, end] = [0, letters.length];
      while (start < end && outer.test(letters[start])) start += 1;
      while (end > start && outer.test(letters[end - 1])) end -= 1;
      return letters.slice(start, end).join("");
    },
    seen: (text) => text.replace(unseen, ""),
    unprintable: (text) => unprintable.test(text) || LONE_SURROGATE.test(text),
  };
}

function calendarDay(year, month, day) {
  const moment = new Date(Date.UTC(year, month - 1, day));
  const exists = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  return exists ? moment.toISOString().slice(0, 10) : broken("not_date");
}
