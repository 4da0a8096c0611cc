// Which records this desk has seen: their names and digests (存证码), nothing of what they hold. So a record that was there
// and is gone, or is another now, is named, whoever took it away. Kept on this computer until it is cleared.

import { namesIn, recall, remember, thisComputer } from "../../lib/storage.js";

const LEAD = "desk-seen-";
const SHORT = 15; // hexadecimal digits of a digest: 60 bits, as people read it

/**
 * Compares the collection with what was seen, and remembers both: what was lost stays lost until it is told to be forgotten.
 * @returns {{key: string, name: string, what: string}[]} whose record it is, and what became of it
 */
export function lostSince({ edition, set_aside: aside, units, unknown }) {
  const rows = units.concat(unknown);
  const records = [].concat(...rows.map(({ filing, superseded }) => (filing ? superseded.concat(filing) : superseded)));
  const before = recall(thisComputer, LEAD + edition.id) || {};
  const now = Object.fromEntries(records.map(({ key, digest }) => [key, digest.slice(0, SHORT)]));
  const reasons = new Map(aside.map(({ key, reason }) => [key, reason]));
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  const lost = Object.keys(before).filter((key) => now[key] !== before[key]);
  const same = !lost.length && Object.keys(before).length === records.length;
  if (!same) remember(thisComputer, LEAD + edition.id, { ...now, ...Object.fromEntries(lost.map((key) => [key, before[key]])) });
  return lost.map((key) => {
    const code = key.split("/")[2];
    const what = reasons.has(key) ? `现在不能计入：${reasons.get(key)}` : now[key] ? "内容变了" : "不见了";
    return { key, name: names.get(code) || code, what };
  });
}

/** From now on what is there is what was seen. @param {object} data the collection */
export function forgetLost(data) {
  remember(thisComputer, LEAD + data.edition.id, null);
  lostSince(data);
}

/** Forgets it for every edition. */
export const forgetSeen = () => namesIn(thisComputer, LEAD).forEach((name) => remember(thisComputer, name, null));
