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
  const before = recall(thisComputer, LEAD + edition.id) || {};
  const now = new Map();
  rows.forEach(({ filing, superseded = [] }) => superseded.concat(filing || []).forEach(({ key, digest }) => now.set(key, digest.slice(0, SHORT))));
  aside.forEach(({ key, digest }) => {
    if (digest && digest.slice(0, SHORT) === before[key]) now.set(key, before[key]); // the form has changed, not the record
  });
  const known = Object.keys(before);
  const lost = known.filter((key) => now.get(key) !== before[key]);
  if (lost.length || known.length !== now.size) {
    const seen = () => ({ ...Object.fromEntries(now), ...Object.fromEntries(lost.map((key) => [key, before[key]])) });
    setTimeout(() => remember(thisComputer, LEAD + edition.id, seen())); // of thousands it is work: after they are shown
  }
  return lost.map((key) => {
    const code = key.split("/")[2];
    const named = rows.find((row) => row.code === code);
    const reason = aside.find((each) => each.key === key);
    const what = reason ? `现在不能计入：${reason.reason}` : now.has(key) ? "内容变了" : "不见了";
    return { key, name: named ? named.name : code, what };
  });
}

/** From now on what is there is what was seen. @param {object} data the collection */
export function forgetLost(data) {
  remember(thisComputer, LEAD + data.edition.id, null);
  lostSince(data);
}

/** Forgets it for every edition. */
export const forgetSeen = () => namesIn(thisComputer, LEAD).forEach((name) => remember(thisComputer, name, null));
