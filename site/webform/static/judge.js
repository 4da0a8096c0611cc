// Judging answers in the browser exactly as schema/answers.py and schema/judge.py do, from the same edition.json.
// Syntax and API no newer than Chromium 78.

/** @typedef {{id: string, kind: string, label: string, place: string, measure?: string, options?: string[]}} Blank */
/** @typedef {{blank: string, place: string, label: string, rule: string, message: string}} Problem */

/** What a normaliser returns for a value that breaks a rule. */
class Broken {
  /** @param {string} rule */
  constructor(rule) {
    this.rule = rule;
  }
}

const broken = (rule) => new Broken(rule);
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/**
 * The judge of one edition: raw texts by blank id in; answers and every problem out.
 * @param {object} edition edition.json
 * @returns {(raw: Object<string, string>) => {answers: Object<string, number|boolean|string>, problems: Problem[]}}
 */
export function makeJudge(edition) {
  const normalisers = makeNormalisers(edition.rules);
  return (raw) => {
    const answers = {};
    const problems = [];
    for (const blank of edition.blanks) {
      const value = normalisers[blank.kind](raw[blank.id] === undefined ? "" : raw[blank.id], blank);
      if (value instanceof Broken) problems.push(problemOf(edition.rules, blank, value.rule));
      else answers[blank.id] = value;
    }
    return { answers, problems };
  };
}

/** @param {Blank} blank */
function problemOf(rules, blank, rule) {
  const plain = rule === "missing" && blank.kind !== "count" && blank.kind !== "amount";
  const sentence = plain ? rules.missing_otherwise : rules.sentences[rule];
  const options = (blank.options || ["是", "否"]).map((option) => `“${option}”`).join("");
  const message = sentence.split("{options}").join(options).split("{label}").join(blank.label).split("{measure}").join(blank.measure || "");
  return { blank: blank.id, place: blank.place, label: blank.label, rule, message };
}

function makeNormalisers(rules) {
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
  const count = whole(rules.patterns.count);
  const amount = whole(rules.patterns.amount);
  const date = whole(rules.patterns.date);
  const phone = whole(rules.patterns.phone);
  const unprintable = new RegExp(rules.patterns.unprintable);
  const strip = (text) => stripSpaces(text, rules.spaces);
  const plain = (text) => strip(narrow(text));
  return {
    count(text) {
      const typed = plain(text);
      if (!count.test(typed)) return broken(typed ? "not_count" : "missing");
      const digits = typed.replace(/[, ]/g, "").replace(/^0+(?=.)/, "");
      return digits.length > String(rules.largest).length ? broken("too_large") : Number(digits);
    },
    amount(text) {
      const typed = plain(text);
      const found = amount.exec(typed);
      if (!found) return broken(typed ? "not_amount" : "missing");
      const digits = found[1].replace(/[, ]/g, "").replace(/^0+(?=.)/, "");
      if (digits.length > String(rules.largest).length) return broken("too_large");
      return `${digits}.${(found[2] || "").padEnd(2, "0")}`;
    },
    choice(text, blank) {
      const word = strip(text);
      if (blank.options.includes(word)) return word;
      return broken(word ? "not_option" : "missing");
    },
    prose(text) {
      const prose = strip(text.replace(/\r\n?/g, "\n").replace(/\t/g, " "));
      if (!prose) return broken("missing");
      if (unprintable.test(prose.replace(/\n/g, "")) || LONE_SURROGATE.test(prose)) return broken("not_prose");
      return Array.from(prose).length > rules.longest_prose ? broken("prose_too_long") : prose;
    },
    yes_no(text) {
      const word = strip(text);
      if (word === "是" || word === "否") return word === "是";
      return broken(word ? "not_choice" : "missing");
    },
    date(text) {
      const typed = plain(text);
      const found = date.exec(typed);
      if (!found) return broken(typed ? "not_date" : "missing");
      return calendarDay(Number(found[1]), Number(found[2]), Number(found[3]));
    },
    phone(text) {
      const typed = plain(text);
      if (phone.test(typed)) return typed;
      return broken(typed ? "not_phone" : "missing");
    },
    text(text) {
      const line = strip(text);
      if (!line) return broken("missing");
      if (unprintable.test(line) || LONE_SURROGATE.test(line)) return broken("not_text");
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

/** Python and JavaScript differ in what trim() calls space; the edition says which it is. */
function stripSpaces(text, spaces) {
  let start = 0;
  let end = text.length;
  while (start < end && spaces.includes(text[start])) start += 1;
  while (end > start && spaces.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function calendarDay(year, month, day) {
  const moment = new Date(Date.UTC(year, month - 1, day));
  const exists = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  return exists ? moment.toISOString().slice(0, 10) : broken("not_date");
}
