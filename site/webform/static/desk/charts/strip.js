// Every unit's figure of one blank on a logarithmic axis, 0 in a place of its own: a tick each, or of many units how many
// stand where. Upon it what is usual, last year, and the figure that is looked at.

import { draw, drawing } from "../../lib/svg.js";
import { figure } from "../data/words.js";

const MOST_TICKS = 60; // more would be a grey block
const BINS = 8; // of a power of ten
const ZERO = 14;
const LEFT = 34;
const TOP = 16;

const powerText = (power) => (power >= 8 ? `${10 ** (power - 8)}亿` : power >= 4 ? `${10 ** (power - 4)}万` : String(10 ** power));

/**
 * @param {number[]} values of all units
 * @param {{width: number, height: number, label: string, mark?: number, before?: number, usual?: {low: number, high: number}|null}} options
 *   mark: the figure looked at; before: last year's
 * @returns {SVGElement}
 */
export function drawStrip(values, { width, height, label, mark, before, usual }) {
  const positive = values.filter((value) => value > 0);
  const largest = positive.concat(mark || 1, before || 1, usual ? usual.high : 1).reduce((one, other) => Math.max(one, other), 1);
  const powers = Math.max(1, Math.ceil(Math.log10(largest + 1)));
  const [right, base] = [width - 16, height - 18];
  const x = (value) => (value > 0 ? LEFT + (Math.log10(Math.max(value, 1)) / powers) * (right - LEFT) : ZERO);
  const chart = drawing(width, height, label, "strip");
  const add = (tag, attributes, ...text) => chart.append(draw(tag, attributes, ...text));
  if (usual) {
    const from = x(Math.max(usual.low, 1));
    add("rect", { x: from.toFixed(1), y: TOP, width: Math.max(x(usual.high) - from, 2).toFixed(1), height: base - TOP, class: "usual" });
  }
  add("path", { d: `M${LEFT} ${base}H${right}`, class: "axis" });
  for (let power = 0; power <= powers; power += 1) {
    const at = x(10 ** power).toFixed(1);
    add("path", { d: `M${at} ${base}v3`, class: "axis" });
    if (powers < 7 || power % 2 === 0) add("text", { x: at, y: height - 3, "text-anchor": "middle" }, powerText(power));
  }
  const zeros = values.length - positive.length;
  if (zeros) {
    add("text", { x: ZERO, y: height - 3, "text-anchor": "middle" }, "0");
    add("text", { x: ZERO, y: base - 3, "text-anchor": "middle" }, `${zeros}家`);
  }
  chart.append(positive.length > MOST_TICKS ? bins(positive, x, base) : ticks(positive, x, mark, base));
  if (before > 0) add("path", { d: `M${x(before).toFixed(1)} ${base - 9}m-4 0l4 -5l4 5l-4 5z`, class: "before" });
  if (mark !== undefined) {
    const at = x(mark);
    const end = at > width * 0.7;
    add("path", { d: `M${at.toFixed(1)} ${TOP}V${base}`, class: "looked" });
    add("circle", { cx: at.toFixed(1), cy: TOP, r: 4, class: "looked" });
    if (height > 50) add("text", { x: (at + (end ? -8 : 8)).toFixed(1), y: TOP + 2, "text-anchor": end ? "end" : "start", class: "looked-text" }, figure(mark));
  }
  return chart;
}

const ticks = (positive, x, mark, base) => {
  const path = positive.filter((value) => value !== mark).map((value) => `M${x(value).toFixed(1)} ${base - 1}v${base > 40 ? -20 : -14}`);
  return draw("path", { d: path.join("") || "M0 0", class: "ticks" });
};

function bins(positive, x, base) {
  const counted = new Map();
  positive.forEach((value) => {
    const bin = Math.floor(Math.log10(value) * BINS);
    counted.set(bin, (counted.get(bin) || 0) + 1);
  });
  const most = Math.max(...counted.values());
  const path = Array.from(counted, ([bin, many]) => {
    const [from, to] = [x(10 ** (bin / BINS)), x(10 ** ((bin + 1) / BINS)) - 0.6];
    const tall = Math.max((many / most) * (base - TOP - 2), 2);
    return `M${from.toFixed(1)} ${base}v${(-tall).toFixed(1)}H${to.toFixed(1)}V${base}z`;
  });
  return draw("path", { d: path.join(""), class: "bins" });
}
