// The collection as the desk shows it: every unit with its state, its doubts, whom to call, and what it is found by.

import { makeShort } from "./words.js";

/** Every status of a unit, in the order of the bar; `outside` stands apart from the roster. */
export const STATUS = {
  on_time: "按时",
  amended_late: "按时报送、逾期修订",
  late: "逾期",
  damaged: "记录损坏",
  missing: "未报",
  outside: "名单外",
};

/** What else units are filtered by: what is to be done about them. */
export const STATES = {
  doubted: "有疑点",
  waiting: "待验收",
  returned: "退回未改",
  reopened: "验收后又改",
  accepted: "已验收",
};

/**
 * @param {object} data the collection
 * @returns {object} `units` (roster, then outside), `byCode`, `filed` (roster's with figures), `suspects` (open), `groups`
 */
export function modelOf(data) {
  const due = Date.parse(data.edition.due);
  const short = makeShort(data.units.map(({ name }) => name));
  const blanks = Object.fromEntries(data.blanks.map((blank) => [blank.id, { ...blank, kind: kindOf(data, blank) }]));
  const open = (data.suspects || []).filter((suspect) => !suspect.verified);
  const doubts = grouped(open, ({ unit }) => unit);
  const ids = data.blanks.map(({ id }) => id);
  const calls = callsOf(Object.values(blanks));
  const asUnit = (outside) => (row) => unitOf(row, { outside, due, short, doubts, calls, ids });
  const roster = data.units.map(asUnit(false));
  const units = inGroups(roster).concat(data.unknown.map(asUnit(true)));
  return {
    data,
    blanks,
    units,
    roster,
    outside: units.filter(({ status }) => status === "outside"),
    filed: roster.filter(({ filing }) => filing),
    byCode: new Map(units.map((unit) => [unit.code, unit])),
    suspects: open,
    groups: groupsOf(roster),
    short,
  };
}

/** The kind of a blank, also of a collection that does not say it. */
function kindOf(data, { id, kind }) {
  if (kind) return kind;
  if (data.totals[id] !== undefined) return "count";
  return data.tallies[id] ? "choice" : "text";
}

/** Where a filing says whom to call, by place: the telephone of the heading, and the name before it; -1 where it does not. */
function callsOf(blanks) {
  const at = blanks.findIndex(({ id, kind }) => kind === "phone" || id === "phone");
  const before = blanks[at - 1];
  return { phone: at, contact: before && before.kind === "text" ? at - 1 : -1 };
}

/** A filing comes with its answers as a list; by blank they are put only when somebody looks. */
function nameAnswers(filing, ids) {
  const list = filing.answers;
  let named = null;
  const get = () => {
    named = named || Object.fromEntries(ids.map((id, place) => [id, list[place]]));
    return named;
  };
  Object.defineProperty(filing, "answers", { get });
}

function unitOf(row, { outside, due, short, doubts, calls, ids }) {
  const { filing } = row;
  const answers = filing ? filing.answers : [];
  if (filing) nameAnswers(filing, ids);
  const phone = answers[calls.phone] || row.phone || "";
  const contact = answers[calls.contact] || row.contact || "";
  const late = row.status === "late" && Date.parse(filing.first_received_at) <= due;
  const own = doubts.get(row.code) || [];
  return {
    code: row.code,
    name: row.name,
    short: short(row.name),
    group: outside ? "名单外" : row.group || "",
    status: outside ? "outside" : late ? "amended_late" : row.status,
    filing,
    reviews: row.reviews || [],
    superseded: row.superseded || [],
    meant: row.likely || [],
    state: reviewState(row, outside),
    review: row.review || null,
    lastYear: row.last_year || null,
    doubts: own,
    phone,
    contact,
    fromRoster: !answers[calls.phone] && Boolean(phone),
  };
}

/** What the bureau has said of the newest filing; '' where there is nothing to say it of. */
function reviewState({ filing, review }, outside) {
  if (!filing || outside) return "";
  if (!review || !["accepted", "returned"].includes(review.kind)) return "waiting";
  if (review.current) return review.kind;
  return review.kind === "accepted" ? "reopened" : "waiting";
}

/** @returns {boolean} whether a unit is one of this status or state; '' is all */
export const belongs = (unit, chosen) =>
  !chosen || unit.status === chosen || unit.state === chosen || (chosen === "doubted" && unit.doubts.length > 0) || (chosen === "waiting" && unit.state === "reopened");

/** @returns {object[]} the units of one status or state, in the desk's order */
export const chosenOf = (model, chosen) => model.units.filter((unit) => belongs(unit, chosen));

/** Units of one group beside each other, in the order in which the groups first come. */
function inGroups(roster) {
  return [].concat(...grouped(roster, ({ group }) => group).values());
}

function groupsOf(roster) {
  return Array.from(grouped(roster, ({ group }) => group), ([name, units]) => {
    const missing = units.filter(({ status }) => status === "missing").length;
    return { name, expected: units.length, missing, filed: units.length - missing };
  });
}

/** @returns {Map<string, object[]>} */
export function grouped(list, keyOf) {
  const groups = new Map();
  list.forEach((each) => {
    const key = keyOf(each);
    if (groups.has(key)) groups.get(key).push(each);
    else groups.set(key, [each]);
  });
  return groups;
}

/**
 * The units of the roster that may be meant by one outside it, the likeliest first: those that the collection names,
 * then by the characters that their names share.
 * @returns {object[]}
 */
export function likely(model, { name, meant }) {
  const wanted = pairsOf(model.short(name));
  const likeness = ({ code, short, status }) => {
    if (meant.includes(code)) return 9 - meant.indexOf(code) / meant.length;
    const own = pairsOf(short);
    const shared = wanted.filter((pair) => own.includes(pair)).length;
    return (2 * shared) / (own.length + wanted.length || 1) + (status === "missing" ? 0.2 : 0);
  };
  const ranked = model.roster.map((unit) => [likeness(unit), unit]);
  return ranked.sort(([one], [other]) => other - one).map(([, unit]) => unit);
}

/** The characters of a name and its neighbouring pairs of them. */
function pairsOf(name) {
  const letters = Array.from(name);
  return letters.concat(letters.slice(1).map((letter, place) => letters[place] + letter));
}
