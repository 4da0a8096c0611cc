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
 * @param {object} data the collection, as the desk asks for it: what is empty is left out
 * @returns {object} `units` (roster, then outside), `byCode`, `filed` (roster's with figures), `suspects` (open)
 */
export function modelOf(data) {
  const short = makeShort(data.units.map(({ name }) => name));
  const open = data.suspects.filter((suspect) => !suspect.verified);
  const doubts = grouped(open, ({ unit }) => unit);
  const ids = data.blanks.map(({ id }) => id);
  const calls = callsOf(data.blanks);
  const asUnit = (outside) => (row) => unitOf(row, { outside, short, doubts, calls, ids });
  const roster = data.units.map(asUnit(false));
  const outside = data.unknown.map(asUnit(true));
  const units = [].concat(...grouped(roster, ({ group }) => group).values(), outside); // of one group beside each other
  return {
    data,
    blanks: Object.fromEntries(data.blanks.map((blank) => [blank.id, blank])),
    units,
    roster,
    outside,
    filed: roster.filter(({ filing }) => filing),
    byCode: new Map(units.map((unit) => [unit.code, unit])),
    suspects: open,
  };
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

function unitOf(row, { outside, short, doubts, calls, ids }) {
  const { filing } = row;
  const answers = filing ? filing.answers : [];
  if (filing) nameAnswers(filing, ids);
  const phone = answers[calls.phone] || row.phone || "";
  return {
    reviews: [],
    superseded: [],
    likely: [],
    last_year: {},
    ...row,
    short: short(row.name),
    group: outside ? "名单外" : row.group,
    status: outside ? "outside" : row.status,
    state: reviewState(row, outside),
    doubts: doubts.get(row.code) || [],
    phone,
    contact: answers[calls.contact] || row.contact || "",
    fromRoster: !answers[calls.phone] && Boolean(phone),
  };
}

/** What the bureau has said of the newest filing; '' where there is nothing to say it of. */
function reviewState({ filing, review }, outside) {
  if (!filing || outside) return "";
  if (!review) return "waiting";
  if (review.current) return review.kind;
  return review.kind === "accepted" ? "reopened" : "waiting";
}

/** @returns {boolean} whether a unit is one of this status or state; '' is all */
export const belongs = (unit, chosen) =>
  !chosen || unit.status === chosen || unit.state === chosen || (chosen === "doubted" && unit.doubts.length > 0) || (chosen === "waiting" && unit.state === "reopened");

/** @returns {object[]} the units of one status or state, in the desk's order */
export const chosenOf = (model, chosen) => model.units.filter((unit) => belongs(unit, chosen));

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

/** The units that the collection says may be meant by one outside the roster, the likeliest first. @returns {object[]} */
export const likely = ({ byCode }, outside) => outside.likely.map((code) => byCode.get(code));
