// What is typed as an answer, or the rule that it breaks, exactly as schema/validation/normalise.py has it.

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** What a normaliser returns for a value that breaks a rule. */
export class Broken {
  /**
   * @param {string} rule
   * @param {string} [said] name of the sentence that says it, where that is not the rule's
   */
  constructor(rule, said) {
    Object.assign(this, { rule, said });
  }
}

export const broken = (rule, said) => new Broken(rule, said);

/** By kind what makes an answer of a text and its blank, or Broken. */
export function makeNormalisers(rules) {
  const cleaners = makeCleaners(rules);
  const fault = (text, rule) => (text ? broken(rule, cleaners.unprintable(text) && "unseen") : broken("missing"));
  return { ...makeFigures(rules, cleaners, fault), ...makeWords(rules, cleaners, fault) };
}

function makeFigures({ patterns, largest }, { bare, seen }, fault) {
  const [count, amount, date, phone] = ["count", "amount", "date", "phone"].map((kind) => new RegExp(`^(?:${patterns[kind]})$`));
  const [gap, dash] = [patterns.gap, patterns.dash].map((pattern) => new RegExp(pattern, "g"));
  const plain = (text) => bare(seen(narrow(text)));
  const hyphenated = (text) => plain(text).replace(gap, " ").replace(dash, "-");
  const digitsOf = (typed) => typed.replace(/[, ]/g, "").replace(/^0+(?=.)/, "");
  const isLarge = (digits) => digits.length > String(largest).length;
  return {
    count(text) {
      const typed = plain(text);
      if (!count.test(typed)) return fault(typed, "not_count");
      const digits = digitsOf(typed);
      return isLarge(digits) ? broken("too_large") : Number(digits);
    },
    amount(text, { places, signed }) {
      const typed = signed ? plain(text).replace(dash, "-") : plain(text);
      const sign = signed && /^[-+]/.test(typed) ? typed[0] : "";
      const [, whole, decimals = ""] = amount.exec(typed.slice(sign.length)) || [];
      if (!whole || decimals.length > places) return fault(typed, "not_amount");
      const digits = digitsOf(whole);
      if (isLarge(digits)) return broken("too_large");
      const answer = digits + (places ? `.${decimals.padEnd(places, "0")}` : "");
      return sign === "-" && /[1-9]/.test(answer) ? sign + answer : answer;
    },
    date(text) {
      const typed = hyphenated(text);
      const found = date.exec(typed);
      return found ? calendarDay(...found.slice(1).map(Number)) : fault(typed, "not_date");
    },
    phone(text) {
      const typed = hyphenated(text);
      return phone.test(typed) ? typed : fault(typed, "not_phone");
    },
  };
}

function makeWords(rules, { bare, unprintable }, fault) {
  return {
    choice(text, { options }) {
      const word = bare(text);
      return options.includes(word) ? word : fault(word, "not_option");
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
export function makeCleaners(rules) {
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
