// Figures, moments and names as the desk writes them.

import { inWords } from "../../lib/clock.js";

const figures = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });

/** A figure with its thousands apart; an amount keeps its two decimals. @param {number|string} value @returns {string} */
export function figure(value) {
  const [whole, decimals] = String(value).split(".");
  return figures.format(Number(whole)) + (typeof value === "string" && decimals ? `.${decimals}` : "");
}

/** A part of a whole: 96%, 3.2%, 不到 0.1%; what is not the whole is not 100%. @param {number} share 0 to 1 @returns {string} */
export function percent(share) {
  if (share > 0 && share < 0.001) return "不到 0.1%";
  const most = share < 1 ? Math.min(share, 0.999) : share;
  return `${(100 * most).toFixed(most > 0 && (most < 0.1 || (most > 0.99 && most < 1)) ? 1 : 0)}%`;
}

/**
 * A moment of the period, by the offset of the deadline: 7月1日 12:00; to the second where it is `exact`, or where what came
 * late would be said to have come in time.
 * @param {string|number} moment
 */
export function momentText(moment, due, exact) {
  const told = inWords(typeof moment === "number" ? moment : Date.parse(moment), due);
  const short = told.replace(/(:\d\d):\d\d$/, "$1");
  const whole = exact || short === inWords(Date.parse(due), due) ? told : short;
  return whole.slice(0, 4) === due.slice(0, 4) ? whole.slice(5) : whole;
}

/** Whether the edition took nothing any more when the collection was read: no unit can file anew. */
export const isOver = ({ read, edition }) => isPast(read, edition.closes);

/** Whether a moment was over when it was read, as a filing would be late: its second is still in time. @param {string} moment of none: false */
export const isPast = (read, moment) => Math.floor(read / 1000) * 1000 > Date.parse(moment);

/** A length of time: 3 天 5 小时, 22 小时, 40 分钟. @param {number} milliseconds @returns {string} */
export function lengthText(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days) return `${days} 天${hours ? ` ${hours} 小时` : ""}`;
  if (hours) return `${hours} 小时`;
  return minutes ? `${minutes} 分钟` : "不足 1 分钟";
}

/** Names in one line, the first few of many. @param {string[]} names @param {number} [most] @returns {string} */
export const someOf = (names, most = 3) => names.slice(0, most).join("、") + (names.length > most ? " 等" : "");

/**
 * What shortens a unit's name: without the words with which most of the names begin or end.
 * @param {string[]} names
 * @returns {(name: string) => string}
 */
export function makeShort(names) {
  const sample = names.slice(0, 300);
  const ending = (name, length) => name.slice(-length);
  const end = (common(sample, ending, 0.95) || common(sample, ending, 0.6)).replace(/^(?:[县区旗镇乡]|街道)/, "");
  const bare = sample.map((name) => (name.endsWith(end) ? name.slice(0, name.length - end.length) : name));
  const start = common(bare, (name, length) => name.slice(0, length), 0.6).replace(/第$/, "");
  return (name) => {
    const cut = end && name.endsWith(end) ? name.slice(0, -end.length) : name;
    const rest = start && cut.startsWith(start) ? cut.slice(start.length).replace(/^[省市](?=..)/, "") : cut;
    return rest.length > 1 ? rest : name;
  };
}

/** The longest beginning or ending that this share of the names has; '' if there is none. */
function common(names, part, share) {
  const most = names.length < 3 ? Infinity : names.length * share;
  for (let length = 14; length > 1; length -= 1) {
    const times = new Map();
    names.filter((name) => name.length > length + 1).forEach((name) => times.set(part(name, length), (times.get(part(name, length)) || 0) + 1));
    const found = Array.from(times).find(([, many]) => many >= most);
    if (found) return found[0];
  }
  return "";
}

/** A table that Excel opens: no cell of it is a formula, and a telephone number keeps its first 0. @param {string[][]} rows @returns {Blob} */
export function csvOf(rows) {
  const cell = (text) => `"${text.replace(/"/g, '""').replace(/^(?=[=+@\-＝＋－＠]|\d+$)/, "'")}"`;
  return new Blob([`\ufeff${rows.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`], { type: "text/csv" });
}
